"""The proof: nothing hidden gets out, by any path, and the crawl that says so sees what is public."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q
from django.test import override_settings
from wagtail.models import Page

from cms import querysets
from cms.management.crawling import Crawler, LocalService, Report
from cms.models import Contact
from tests.cms.hidden_site import Builder, HiddenSite

pytestmark = pytest.mark.django_db

FRONT, OTHER = "front.example.org", "other.example.org"
DATES = ("firstPublishedAt", "lastPublishedAt", "translations")
ANSWERED_NEVER = {
    *((parent, field) for parent in ("ConferencePage", "EventInterface", "NewsPage") for field in DATES),
    *((parent, "changes") for parent in ("ConferencePage", "EventInterface")),
    *(("EventChange", field) for field in ("after", "before", "changedAt", "field", "id")),
    ("NewsPage", "updatedAt"),
    ("PasswordRequiredRoute", "title"),
}
"""Fields that have no answer on this site: pages of factories were never published, the rest is null by design."""


@pytest.fixture(scope="module")
def hidden_site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HiddenSite]:
    """The site with the markers, built once for the module and taken back after it."""
    changed = {
        "MEDIA_ROOT": tmp_path_factory.mktemp("hidden"),
        # The crawl asks for more at once than a stranger may.
        "GRAPHQL_LIMITS": dict.fromkeys(settings.GRAPHQL_LIMITS, 10**9),
        "GRAPHQL_BUDGET_SECONDS": 600,
    }
    with django_db_blocker.unblock(), override_settings(**changed), transaction.atomic():
        try:
            yield Builder().build()
        finally:
            transaction.set_rollback(True)


def crawl(hidden_site: HiddenSite, depth: int, **options: Any) -> Report:
    """Crawl this process and return the report."""
    known: dict[str, Any] = {
        "markers": hidden_site.markers,
        "sites": [FRONT, OTHER],
        "languages": ["sv", "en"],
        "values": {"path": hidden_site.paths, "token": hidden_site.tokens},
        "numbers": Page.objects.order_by("pk").values_list("pk", flat=True).last(),
        "addresses": hidden_site.addresses,
    }
    return Crawler(LocalService(), depth=depth, **known | options).run()


def test_nothing_hidden_gets_out(hidden_site: HiddenSite) -> None:
    report = crawl(hidden_site, depth=3, expected=hidden_site.expected)
    assert report.leaks == set()
    assert report.failures == []
    # What is public was seen, so the crawl gets to where the hidden things would be.
    assert report.missing == set()
    assert report.asked - report.fields == ANSWERED_NEVER
    assert report.paths > 20_000
    assert len(report.answered) > 1000


def test_the_command(hidden_site: HiddenSite) -> None:
    output = StringIO()
    call_command("crawl_schema", marker=[hidden_site.markers[0]], depth=1, numbers=1, list=True, stdout=output)
    assert "Query.allPages" in output.getvalue()
    assert "Walked " in output.getvalue()
    with pytest.raises(CommandError, match="öppen startsida: "):
        call_command("crawl_schema", marker=["Öppen startsida"], depth=2, numbers=1, stdout=StringIO())
    with pytest.raises(CommandError, match="never seen: nowhere at all"):
        call_command("crawl_schema", expect=["nowhere at all"], depth=1, numbers=1, stdout=StringIO())


def test_another_sites_pages_take_the_argument(hidden_site: HiddenSite) -> None:
    known = {"markers": hidden_site.elsewhere, "sites": [FRONT], "values": {}, "addresses": [], "numbers": 100}
    report = crawl(hidden_site, depth=2, **known)
    # A calendar file has an address of its own, whichever site its event stands on.
    assert {where for _marker, where in report.leaks if not where.startswith("/calendar/")} == set()
    assert crawl(hidden_site, depth=2, **known | {"sites": [OTHER], "numbers": 1}).leaks


def everything() -> Q:
    """Stand in for a rule that hides nothing."""
    return Q()


RULES: list[tuple[Any, str, Callable[..., Any] | property, str, int]] = [
    (querysets, "visible_pages", everything, "xqzdraft", 2),
    (querysets, "in_public_collection", everything, "xqzimage", 3),
    (querysets.DraftableQuerySet, "visible", lambda queryset: queryset, "xqzcontactdraft", 2),
    (Contact, "is_reachable", property(lambda _contact: True), "xqzpast", 2),
]


@pytest.mark.parametrize(
    ("place", "name", "broken", "shown", "depth"), RULES, ids=[name for _place, name, *_others in RULES]
)
def test_a_broken_rule_is_found(
    hidden_site: HiddenSite,
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    name: str,
    broken: Any,
    shown: str,
    depth: int,
) -> None:
    monkeypatch.setattr(place, name, broken)
    markers = [marker for marker in hidden_site.markers if marker.startswith(shown)]
    known = {"markers": markers, "values": {}, "addresses": [], "numbers": 1}
    assert crawl(hidden_site, depth=depth, **known).leaks
