"""Every operation of the contract against the demo: without errors, at a known cost, and for five pages to the letter.

The whole answers stand in ``answers/``. ``WRITE_ANSWERS=1 make test ARGS=tests/contract`` writes them anew: read the
difference before it is committed, since front ends will see it.
"""

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.contract.documents import operations
from tests.demo import demo_site

ANSWERS = Path(__file__).parent / "answers"
NOW = dt.datetime(2026, 1, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with (
        patch("django.utils.timezone.now", return_value=NOW),
        demo_site(django_db_blocker, tmp_path_factory.mktemp("data")),
    ):
        # The index is kept by a task, and the tests run none by themselves.
        call_command("update_index", verbosity=0)
        yield


@pytest.fixture
def answer(_demo: None, query_data: Callable[..., Any]) -> Callable[..., Any]:
    """Send an operation of the contract by name; answers with its data."""
    return lambda name, **variables: query_data(operations()[name], **variables)


def stable(value: Any, key: str = "") -> Any:
    """Return an answer with the keys of rows, which differ from one database to another, taken out."""
    if isinstance(value, dict):
        return {name: stable(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [stable(item) for item in value]
    if key == "id" and str(value).isdigit():
        return "#"
    if isinstance(value, str):
        return re.sub(r"/(documents|calendar/events|calendar/occasions)/\d+", r"/\1/#", value)
    return value


@pytest.mark.parametrize(
    ("file_name", "operation", "variables"),
    [
        ("home", "Home", {}),
        ("layout", "Layout", {}),
        ("article", "NewsArticle", {"path": "/nyheter/dialog-for-okad-samverkan/"}),
        ("event", "EventDetail", {"path": "/aktiviteter/samtalstraffar-2017/"}),
        ("conference", "EventDetail", {"path": "/aktiviteter/pa-vems-villkor-2025/"}),
        ("project", "PlatformPageByPath", {"path": "/samverkan/basta-samverkansplatsen/"}),
        ("agreement", "PlatformPageByPath", {"path": "/plattformen/hallandska-overenskommelsen/"}),
    ],
)
def test_whole_answers(answer: Callable[..., Any], file_name: str, operation: str, variables: dict[str, Any]) -> None:
    path = ANSWERS / f"{file_name}.json"
    given = stable(answer(operation, **variables))
    if os.environ.get("WRITE_ANSWERS"):
        path.write_text(json.dumps(given, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert given == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("operation", "variables", "expected"),
    [
        ("AllPaths", {}, 15),
        ("ConferenceSummaries", {}, 7),
        ("Contacts", {}, 8),
        ("Contacts", {"search": "projektledare"}, 9),
        ("EventDetail", {"path": "/aktiviteter/samtalstraffar-2017/"}, 37),
        ("EventDetail", {"path": "/aktiviteter/samverkanskonferensen-2020/"}, 37),
        ("Events", {}, 9),
        ("Events", {"when": "PAST", "kind": "CONFERENCE", "search": "hälsa"}, 9),
        ("Home", {}, 55),
        ("Layout", {}, 24),
        ("Layout", {"locale": "en"}, 25),
        ("NewsArticle", {"path": "/nyheter/dialog-for-okad-samverkan/"}, 36),
        ("NewsList", {}, 10),
        ("NewsList", {"search": "konferens", "year": 2020}, 11),
        ("PlatformPageByPath", {"path": "/samverkan/basta-samverkansplatsen/"}, 46),
        ("PlatformPageByPath", {"path": "/plattformen/hallandska-overenskommelsen/"}, 16),
        ("Redirects", {}, 5),
        ("Route", {"path": "/nyheter/"}, 4),
        ("Search", {"query": "konferens", "first": 50}, 14),
        ("Search", {"query": "konferens", "types": ["NEWS"], "first": 3}, 8),
        ("Search", {"query": "konferans"}, 5),
        ("Signatories", {"municipality": "Varberg"}, 8),
    ],
)
def test_what_an_operation_costs(
    answer: Callable[..., Any], operation: str, variables: dict[str, Any], expected: int
) -> None:
    answer(operation, **variables)
    with CaptureQueriesContext(connection) as queries:
        answer(operation, **variables)
    # On PostgreSQL a search within the test's transaction keeps it from harm.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == expected


def test_every_public_page_answers_its_operation(answer: Callable[..., Any]) -> None:
    operation_of = {
        "HomePage": "PlatformPageByPath",
        "NewsPage": "NewsArticle",
        "ActivityPage": "EventDetail",
        "ConferencePage": "EventDetail",
    }
    pages = answer("AllPaths")["allPages"]["nodes"]
    assert len(pages) == Page.objects.live().filter(depth__gt=1).count() == 29
    for page in pages:
        shown = answer(operation_of.get(page["__typename"], "PlatformPageByPath"), path=page["path"])["page"]
        assert shown["breadcrumbs"][-1]["path"] == page["path"]


def test_a_list_is_walked_by_its_cursors(answer: Callable[..., Any]) -> None:
    whole = [node["title"] for node in answer("NewsList")["news"]["nodes"]]
    walked: list[str] = []
    after = None
    while True:
        page = answer("NewsList", first=2, after=after)["news"]
        assert page["totalCount"] == len(whole) == 7
        walked += [node["title"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == whole


def test_filters_combine(answer: Callable[..., Any]) -> None:
    facets = answer("NewsList")["news"]["facets"]
    for category in facets["categories"]:
        assert answer("NewsList", category=category["slug"])["news"]["totalCount"] == category["count"]
    for year in facets["years"]:
        assert answer("NewsList", year=year["year"])["news"]["totalCount"] == year["count"]
    found = answer("NewsList", search="tröstebrev")["news"]["nodes"]
    assert [node["path"] for node in found] == ["/nyheter/ett-trostebrev-till-de-socialt-distanserade/"]
    assert answer("NewsList", search="tröstebrev", year=1999)["news"]["totalCount"] == 0
    assert {place["organisation"]["municipality"] for place in signatories(answer, "Varberg")} == {"VARBERG"}
    upcoming, past = (answer("Events", when=when)["events"]["totalCount"] for when in ("UPCOMING", "PAST"))
    assert (upcoming, past, answer("Events", when="ALL")["events"]["totalCount"]) == (5, 5, 10)


def signatories(answer: Callable[..., Any], municipality: str) -> list[dict[str, Any]]:
    return answer("Signatories", municipality=municipality)["signatories"]["nodes"]


def test_search(answer: Callable[..., Any]) -> None:
    letter = answer("Search", query="tröstebrev")["search"]
    assert letter["nodes"][0]["page"]["path"] == "/nyheter/ett-trostebrev-till-de-socialt-distanserade/"
    conferences = answer("Search", query="konferens", first=50)["search"]
    facets = {facet["type"]: facet["count"] for facet in conferences["facets"]}
    assert conferences["totalCount"] == sum(facets.values()) == len(conferences["nodes"])
    assert facets == {"NEWS": 3, "EVENT": 4, "PROJECT": 1, "PAGE": 4, "DOCUMENT": 2}
    assert "<mark>" in conferences["nodes"][0]["excerpt"]
    for name, count in facets.items():
        assert answer("Search", query="konferenserna", types=[name])["search"]["totalCount"] == count
    assert conferences["suggestion"] is None
    misspelt = answer("Search", query="konferans")["search"]
    assert (misspelt["totalCount"], misspelt["suggestion"]) == (0, "konferens")


def test_the_layout_in_english(answer: Callable[..., Any]) -> None:
    layout = answer("Layout", locale="en")
    assert [(item["title"], item["path"]) for item in layout["mainMenu"]] == [("The platform", "/en/platform/")]
    assert layout["siteSettings"]["tagline"] != answer("Layout")["siteSettings"]["tagline"]
