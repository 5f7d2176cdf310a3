"""GraphQL enums made from Django's ``TextChoices``."""

import re
from enum import Enum
from functools import cache
from typing import Any

import graphene
from django.db.models import TextChoices
from django.utils import translation

MEANING = re.compile(r"^ *([A-Z_]+): (.+)$", re.MULTILINE)


@cache
def graphql_enum(choices: type[TextChoices]) -> Any:
    """Return the graphene enum of a ``TextChoices`` class.

    Its name is the class's, its values the members' names, its description the docstring's first paragraph. A value's
    description is its line in the docstring (``FULL: No seats are left.``), or else its label in English.
    """
    meanings = dict(MEANING.findall(choices.__doc__ or ""))

    def description(member: Any) -> str | None:
        if member is None:
            return (choices.__doc__ or "").split("\n\n")[0].strip()
        with translation.override("en"):
            return meanings.get(member.name) or f"{choices(member.value).label}."

    return graphene.Enum(choices.__name__, [(m.name, m.value) for m in choices], description=description)


def choice_of(value: Any) -> Any:
    """Return the stored value of an enum's member, Django's or GraphQL's; any other value as it is."""
    return value.value if isinstance(value, Enum) else value
