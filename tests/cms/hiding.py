"""Ways to hide a page, for tests that look for it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

SECRET = "hemligt"


def draft(page: Any) -> None:
    page.unpublish()


def expired(page: Any) -> None:
    page.expire_at = timezone.now() - datetime.timedelta(seconds=1)
    page.save()


def restricted(kind: str) -> Callable[[Any], None]:
    def restrict(page: Any) -> None:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.create(name="Styrelsen"))

    return restrict


HIDING = [
    pytest.param(draft, id="draft"),
    pytest.param(expired, id="expired"),
    pytest.param(restricted(PageViewRestriction.PASSWORD), id="password"),
    pytest.param(restricted(PageViewRestriction.LOGIN), id="login"),
    pytest.param(restricted(PageViewRestriction.GROUPS), id="groups"),
]
