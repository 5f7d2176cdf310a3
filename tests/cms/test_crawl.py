"""The proof: nothing hidden gets out, by any path, and the crawl that says so sees what is public."""

import json
from collections import OrderedDict
from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q
from django.test import override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.management.crawling import Answer, Crawler, LocalService, Report
from tests.cms.hidden_site import MARK, Builder, HiddenSite

pytestmark = pytest.mark.django_db

FRONT, OTHER = "front.example.org", "other.example.org"
NEVER_ANSWERED = {("UnlockPagePayload", "accessToken"), ("UnlockPagePayload", "expiresAt")}
"""Fields that no anonymous client gets an answer from: what a password gives."""


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
        "values": {
            "path": hidden_site.paths,
            "token": hidden_site.tokens,
            "query": hidden_site.words,
            "password": ["", "fel"],
        },
        "numbers": Page.objects.order_by("pk").values_list("pk", flat=True).last(),
        "addresses": hidden_site.addresses,
    }
    return Crawler(LocalService(), depth=depth, **known | options).run()


def test_nothing_hidden_gets_out(hidden_site: HiddenSite) -> None:
    report = crawl(hidden_site, depth=4, expected=hidden_site.expected)
    assert report.leaks == set()
    assert report.failures == []
    # What is public was seen, so the crawl gets to where the hidden things would be.
    assert report.missing == set()
    assert report.asked - report.fields == NEVER_ANSWERED
    assert report.refused == 0
    assert report.paths > 150_000
    assert len(report.answered) > 9000


def test_the_command(hidden_site: HiddenSite) -> None:
    output = StringIO()
    known: dict[str, Any] = {"field": ["allPages"], "numbers": 1}
    call_command("crawl_schema", marker=[hidden_site.markers[0]], depth=1, list=True, stdout=output, **known)
    assert "Query.allPages" in output.getvalue()
    assert "Walked " in output.getvalue()
    with pytest.raises(CommandError, match="öppen startsida: "):
        call_command("crawl_schema", marker=["Öppen startsida"], depth=2, stdout=StringIO(), **known)
    with pytest.raises(CommandError, match="never seen: nowhere at all"):
        call_command("crawl_schema", expect=["nowhere at all"], depth=1, stdout=StringIO(), **known)


class NarrowService(LocalService):
    """A service that tells its schema in a file alone and refuses long requests."""

    def post(self, address: str, body: str) -> Answer:
        if "__schema" in body or len(body) > 2000:
            return Answer(400, "", json.dumps({"errors": [{"message": "No.", "extensions": {"code": "TOO_MUCH"}}]}))
        return super().post(address, body)


def test_a_service_with_limits(hidden_site: HiddenSite) -> None:
    known: dict[str, Any] = {"depth": 3, "fields": ["contacts", "news"], "markers": hidden_site.markers[:1]}
    whole, narrow = Crawler(LocalService(), **known).run(), Crawler(NarrowService(), **known).run()
    assert (narrow.answered, narrow.paths, narrow.refused) == (whole.answered, whole.paths, 0)
    assert narrow.requests > whole.requests
    assert (narrow.leaks, narrow.failures) == (set(), [])


def test_what_is_refused_however_little_is_counted(hidden_site: HiddenSite) -> None:
    class ClosedService(NarrowService):
        def post(self, address: str, body: str) -> Answer:
            return super().post(address, body + " " * 2000)

    report = Crawler(ClosedService(), [], depth=1, fields=["locales"]).run()
    assert (report.paths, report.refused, report.answered) == (0, 3, set())


def test_another_sites_pages_take_the_argument(hidden_site: HiddenSite) -> None:
    known = {"markers": hidden_site.elsewhere, "sites": [FRONT], "values": {}, "addresses": [], "numbers": 100}
    report = crawl(hidden_site, depth=2, **known)
    # A calendar file has an address of its own, whichever site its event stands on.
    assert {where for _marker, where in report.leaks if not where.startswith("/calendar/")} == set()
    assert crawl(hidden_site, depth=2, **known | {"sites": [OTHER], "numbers": 1}).leaks


def everything(*_arguments: Any) -> Q:
    """Stand in for a rule that hides nothing."""
    return Q()


def whole(rows: Any) -> Any:
    """Stand in for a rule that takes nothing away."""
    return rows


def own_collection_alone() -> Q:
    """Stand in for a rule that looks at no collection above a file's own."""
    return Q(collection__view_restrictions=None)


RULES: list[tuple[str, Any, str, str, int]] = [
    ("cms.querysets.visible_pages", everything, "draft", "allPages", 2),
    ("cms.querysets.BasePageQuerySet.visible", whole, "draft", "events", 1),
    ("cms.querysets.in_public_collection", everything, "image", "allPages", 3),
    ("cms.querysets.in_public_collection", own_collection_alone, "imagetitlebelow", "allPages", 3),
    ("cms.querysets.DraftableQuerySet.visible", whole, "contactdraft", "contacts", 1),
    ("cms.models.people.is_reachable_until", lambda _day: True, "past", "contacts", 1),
    ("cms.schema.pages.visible", whole, "draft", "allPages", 1),
    ("cms.schema.pages.unlocked_pages", lambda _unlocked: Page.objects.all(), "password", "page", 1),
    ("cms.schema.pages.pages_but_for_passwords", Page.objects.all, "login", "route", 1),
    ("cms.schema.pages.public_redirects", lambda _site: Redirect.objects.all(), "redirect", "redirects", 1),
    ("cms.schema.pages.below_site", everything, "elsewhere", "allPages", 1),
    ("events.schema.below", everything, "elsewhere", "events", 1),
    ("cms.schema.search.below_site", everything, "elsewhere", "search", 2),
    ("cms.schema.search.visible", whole, "draft", "search", 1),
    ("cms.graphql.pages.visible", whole, "translation", "allPages", 3),
    ("cms.peers.visible", whole, "draft", "allPages", 3),
    ("cms.peers.visible", whole, "document", "allPages", 3),
    ("cms.navigation.visible", whole, "translation", "menu", 2),
    ("cms.models.previews.PreviewLinkQuerySet.open", whole, "livedraft", "page", 1),
    ("cms.previews.settings", SimpleNamespace(PREVIEW_TOKEN_SECONDS=10**9), "oldpreview", "page", 1),
    ("events.querysets.EventChangeQuerySet.visible", whole, "change", "events", 3),
    ("events.models.EventNotice.is_valid_on", lambda _notice, _day: True, "oldnotice", "events", 3),
]
"""Each rule of visibility, what stands in for it, a marker that shows then, the root field by which, and how deep."""


@pytest.mark.parametrize(("rule", "broken", "shown", "root", "depth"), RULES)
def test_a_broken_rule_is_found(
    hidden_site: HiddenSite, monkeypatch: pytest.MonkeyPatch, rule: str, broken: Any, shown: str, root: str, depth: int
) -> None:
    every = [*hidden_site.markers, *hidden_site.elsewhere]
    markers = [marker for marker in every if marker.startswith(f"{MARK}{shown}")]
    monkeypatch.setattr(rule, broken)
    # SQL that was compiled while the rule held is none of this test's.
    monkeypatch.setattr("cms.statements._kept", OrderedDict())
    assert crawl(hidden_site, depth, markers=markers, fields=[root], numbers=1, sites=[FRONT]).leaks
