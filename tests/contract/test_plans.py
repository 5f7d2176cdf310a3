"""A query's plan answers as graphql-core does, and takes the same statements however many rows there are.

The queries are the same in every run. ``PLANNED_QUERIES=2000 make test ARGS=tests/contract/test_plans.py`` makes up
that many others for each test.
"""

import base64
import json
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, reject
from hypothesis import settings as hypothesis_settings
from wagtail.models import Page, Site

from cms import statements
from cms.graphql import plan
from cms.graphql.pages import children_of
from cms.graphql.schema import get_schema
from cms.images import make_renditions
from cms.models import Area, Category, Menus
from tests.cms.hidden_site import Builder
from tests.contract.test_query_counts import Content
from tests.factories.cms import ImageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory, ProjectPageFactory
from tests.queries import calls_of_root_fields, queries, whole_types

EXAMPLES = int(os.environ.get("PLANNED_QUERIES", "0"))
SCHEMA = get_schema().graphql_schema
CONNECTIONS = ("allPages", "conferenceSummaries", "contacts", "events(when: ALL)", "news", "redirects", "signatories")

type Ask = Callable[[dict[str, Any]], str]


def made_up(examples: int) -> hypothesis_settings:
    """Return how many queries a test makes up: always the same ones, unless more are asked for."""
    return hypothesis_settings(
        max_examples=EXAMPLES or examples,
        derandomize=not EXAMPLES,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def ask(db: None, settings: Any) -> Ask:
    """Send a request as a visitor and return the answer as it is written; nothing goes wrong in it."""
    settings.GRAPHQL_BUDGET_SECONDS = 600
    client = Client()

    def send(asked: dict[str, Any]) -> str:
        response = client.post("/graphql/", asked, content_type="application/json")
        body = response.content.decode()
        if "_EXCEEDED" in body:
            reject()
        assert response.status_code == 200, (asked, body)
        assert "INTERNAL_SERVER_ERROR" not in body, (asked, body)
        return body

    return send


@pytest.fixture
def planned() -> Iterator[list[Any]]:
    """What plans have answered."""
    answers = []
    answer = plan.Plan.answer

    def noted(self: plan.Plan, run: plan.Run) -> Any:
        answers.append(answer(self, run))
        return answers[-1]

    with mock.patch.object(plan.Plan, "answer", noted):
        yield answers


def values_of_site(ask: Ask) -> dict[str, list[Any]]:
    """Return what arguments can be given on the site there is, and what leads nowhere or is an error."""
    pages = Page.objects.filter(depth__gt=1).order_by("pk")
    cursors = {
        f"{field.partition('(')[0]}.after": [
            None,
            *(
                edge["cursor"]
                for edge in json.loads(ask({"query": f"{{ {field} {{ edges {{ cursor }} }} }}"}))["data"][
                    field.partition("(")[0]
                ]["edges"][:3]
            ),
            "nothing",
        ]
        for field in CONNECTIONS
    }
    return {
        "accessToken": [None],
        "after": [None],
        "area": [*Area.objects.values_list("slug", flat=True), "nowhere"],
        "category": [*Category.objects.values_list("slug", flat=True), "nothing"],
        "first": [0, 1, 2, 3, 50],
        "id": [*map(str, pages.values_list("pk", flat=True)), "none"],
        "locale": ["sv", "en", "en", "fi"],
        "municipality": ["Halmstad", "VARBERG", "Malmö"],
        "path": [
            "/",
            "/en/",
            "/nowhere/",
            *(f"/{path.strip('/').partition('/')[2]}/" for path in pages.values_list("url_path", flat=True)),
        ],
        "query": ["Oppen", "gemensamt"],
        "search": ["Oppen", "gemensamt", " "],
        "site": [None, *Site.objects.values_list("hostname", flat=True)],
        "tag": ["nothing"],
        "token": [None],
        "year": [2025, 2020],
        **cursors,
    }


def for_each_query(
    check: Callable[[dict[str, Any]], None], values: dict[str, list[Any]], settings: Any, examples: int
) -> None:
    """Call ``check`` with a request for each type of the schema, and with made-up requests within the limits."""
    limits = settings.GRAPHQL_LIMITS
    settings.GRAPHQL_LIMITS = limits | {"cost": 10**7, "nodes": 10**7}
    for asked in whole_types(SCHEMA, values):
        check(asked)
    settings.GRAPHQL_LIMITS = limits
    made_up(examples)(given(queries(SCHEMA, values))(check))()


def test_a_plan_answers_as_the_executor_does(ask: Ask, planned: list[Any], settings: Any) -> None:
    Builder().build()
    values = values_of_site(ask)

    def compare(asked: dict[str, Any]) -> None:
        planned.clear()
        by_plan = ask(asked)
        was_planned = bool(planned)
        with mock.patch("cms.graphql.execution.plan_of", side_effect=plan.Unplanned):
            assert by_plan == ask(asked)
        assert was_planned == ("errors" not in json.loads(by_plan)), asked

    for_each_query(compare, values, settings, 50)


def test_no_call_is_answered_with_the_statement_of_another(ask: Ask) -> None:
    Builder().build()
    calls = calls_of_root_fields(SCHEMA, values_of_site(ask))
    alone = []
    for call in calls:
        with mock.patch.object(statements, "_kept", OrderedDict()):
            alone.append(ask(call))
    for order in (1, -1):
        assert [ask(call) for call in calls[::order]] == alone[::order]
    assert len(set(alone)) > 60


def test_the_plans_used_latest_are_kept_as_many_as_there_is_room_for(
    ask: Ask, site: Site, planned: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = plan.Plans(maximum=20)
    monkeypatch.setattr(plan, "plans", kept)
    names = [f"v{place}" for place in range(6)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: __typename @include(if: ${name})" for name in names)
    with mock.patch.object(plan, "Plan", side_effect=plan.Plan) as made:
        for _time in range(2):
            for number in range(2**6):
                wanted = {name: bool(number & 2**place) for place, name in enumerate(names)}
                answer = json.loads(ask({"query": f"query({declared}) {{ {fields} }}", "variables": wanted}))
                assert answer == {"data": {name: "Query" for name, is_wanted in wanted.items() if is_wanted}}
    assert len(planned) == 2 * 2**6
    # None of its fields but the type's name is planned: each takes the room of one.
    assert (len(kept), kept.fields) == (20, 20)
    # In the same order again, each has given way before it is wanted.
    assert made.call_count == 2 * 2**6


def test_a_plan_is_made_once_and_one_that_is_too_large_each_time(
    ask: Ask, site: Site, planned: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for maximum in (plan.MAX_FIELDS, 3):
        kept = plan.Plans(maximum)
        monkeypatch.setattr(plan, "plans", kept)
        with mock.patch.object(plan, "Plan", side_effect=plan.Plan) as made:
            for _time in range(3):
                ask({"query": "{ news { nodes { title path } } }"})
        counts.append((made.call_count, len(kept), kept.fields))
    assert counts == [(1, 1, 5), (3, 0, 0)]


@pytest.mark.parametrize("leaf", ["url", "width", "height", "__typename"])
def test_renditions_are_planned_whatever_is_asked_of_them(
    ask: Ask, site: Site, home_page: Any, planned: list[Any], leaf: str
) -> None:
    image = ImageFactory()
    make_renditions.call(image.pk)
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page), listing_image=image)
    query = f"{{ news {{ nodes {{ listingImage {{ rendition(preset: CARD) {{ {leaf} }} }} }} }} }}"
    assert json.loads(ask({"query": query}))["data"] == planned[0]
    assert planned[0]["news"]["nodes"][0]["listingImage"]["rendition"][leaf]


def test_a_plan_that_fails_alone_is_logged_and_the_executor_reads_anew(
    ask: Ask, site: Site, home_page: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page), title="Nyhet", lead="Om mötet.")
    rows_of = plan.Plan.answer

    def fail(self: plan.Plan, run: plan.Run) -> Any:
        # Rows of the title alone are loaded before.
        rows_of(self, run)
        raise LookupError("lead")

    asked = {"query": "{ news { nodes { title lead } } }"}
    monkeypatch.setattr(plan.Plan, "answer", fail)
    assert json.loads(ask(asked)) == {"data": {"news": {"nodes": [{"title": "Nyhet", "lead": "Om mötet."}]}}}
    assert [record.message for record in caplog.records] == ["A plan failed where the executor did not."]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("news", ["2026-01-01", float("inf")]),
        ("news", ["2026-01-01", 10**30]),
        ("news", ["2026-01-01", None]),
        ("events", ["9999-12-31T23:59:59-20:00", 5]),
        ("contacts", ["\ud800", 5]),
        ("contacts", ["\0", 5]),
    ],
)
def test_a_crafted_cursor_is_bad_input(ask: Ask, site: Site, field: str, values: list[Any]) -> None:
    after = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    answer = json.loads(ask({"query": f'{{ {field}(after: "{after}") {{ nodes {{ id }} }} }}'}))
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


def test_children_of_many_pages_are_asked_for_by_few_statements(
    ask: Ask, site: Site, home_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "_kept", OrderedDict())
    for number in range(9):
        PlatformPageFactory(parent=PlatformPageFactory(parent=home_page, slug=f"sida-{number}"), slug="barn")
    nodes = "nodes { children { nodes { path } } }"
    query = f'query C($first: Int) {{ page(path: "/") {{ children(first: $first) {{ {nodes} }} }} }}'
    for first in range(1, 10):
        answer = json.loads(ask({"query": query, "variables": {"first": first}}))
        parents = answer["data"]["page"]["children"]["nodes"]
        found = [[child["path"] for child in node["children"]["nodes"]] for node in parents]
        assert found == [[f"/sida-{number}/barn/"] for number in range(first)]
    kept = [name[1] for name in statements._kept if isinstance(name, tuple) and name[0] is children_of]
    assert sorted(kept) == [1, 2, 4, 8, 16]


def test_interfaces_within_interfaces_make_no_larger_plan_than_their_fields(
    ask: Ask, home_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = plan.Selection.__init__

    def noted(selection: Any, of: Any, parent: Any, fields: Any) -> None:
        made.append(parent.name)
        make(selection, of, parent, fields)

    monkeypatch.setattr(plan.Selection, "__init__", noted)

    def selections(depth: int) -> int:
        fields = "title"
        for _level in range(depth):
            fields = f"children(first: 1) {{ nodes {{ {fields} }} }}"
        made.clear()
        ask({"query": f'{{ page(path: "/") {{ {fields} }} }}'})
        return len(made)

    # As many for the third level as for the second.
    one, two, three = selections(1), selections(2), selections(3)
    assert three - two == two - one > 0


class Rows:
    """A site to which a row of everything can be added."""

    def __init__(self, home: Any, site: Site) -> None:
        self.content = Content(home)
        self.menus = Menus.objects.create(site=site)

    def add(self) -> None:
        """Add a row of everything."""
        for make in ("news", "event", "summary", "signatory", "redirect", "contact"):
            getattr(self.content, make)()
        for factory in (PlatformPageFactory, ProjectPageFactory):
            parent = self.content.fill(factory(parent=self.content.home))
            self.content.fill(factory(parent=parent))
            below = [{"text": "", "page": PlatformPageFactory(parent=parent)}]
            self.menus.main.append(("item", {"text": "", "page": parent, "children": below}))
        self.menus.save()


def test_a_query_costs_the_same_however_many_rows_there_are(
    ask: Ask, site: Site, home_page: Any, settings: Any
) -> None:
    rows = Rows(home_page, site)
    for _row in range(2):
        rows.add()
    values = values_of_site(ask) | {"first": [0, 50], "locale": ["sv"]}
    asked_and_paid: list[tuple[dict[str, Any], int]] = []

    def cost(asked: dict[str, Any]) -> int:
        ask(asked)
        with CaptureQueriesContext(connection) as statements:
            ask(asked)
        return len(statements)

    def note(asked: dict[str, Any]) -> None:
        asked_and_paid.append((asked, cost(asked)))

    for_each_query(note, values, settings, 20)
    for _row in range(18):
        rows.add()
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"cost": 10**7, "nodes": 10**7}
    dearer = [(asked, paid, now) for asked, paid in asked_and_paid if (now := cost(asked)) != paid]
    assert sorted(dearer, key=lambda each: len(each[0]["query"])) == []
