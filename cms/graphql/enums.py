"""GraphQL enums made from Django's ``TextChoices``."""

from enum import Enum
from functools import cache
from typing import Any

import graphene
from django.db.models import TextChoices
from django.utils import translation


@cache
def graphql_enum(choices: type[TextChoices]) -> Any:
    """Return the graphene enum of a ``TextChoices`` class.

    Its name is the class's, its values the members' names, and its descriptions the class's docstring and the members'
    labels in English, so that the schema and the editor speak of the same thing.
    """

    def description(member: Any) -> str | None:
        if member is None:
            return (choices.__doc__ or "").split("\n\n")[0].strip()
        with translation.override("en"):
            return f"{choices(member.value).label}."

    return graphene.Enum(choices.__name__, [(m.name, m.value) for m in choices], description=description)


def choice_of(value: Any) -> Any:
    """Return the stored value of an enum's member, Django's or GraphQL's; any other value as it is."""
    return value.value if isinstance(value, Enum) else value
