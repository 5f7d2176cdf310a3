"""SQLite's way through the statements of a large site: each list is a range of an index, in its order, read no further.

The database of a test is small; the statistics are those of 100,000 news and 10,000 events (``tests.bench.fill``),
since SQLite decides by them.
"""

import base64
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from tests.factories.cms import CategoryFactory
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tells its plans in other words"),
]

STATISTICS = (
    ("events_activitypage", None, "10000"),
    ("events_eventpage", "eventpage_by_end", "10000 1"),
    ("events_eventpage", "eventpage_by_start_and_end", "10000 1 1 1"),
    ("news_newspage", "newspage_by_day", "100000 33 1"),
    ("news_newspage", "newspage_of_category_by_day", "100000 12500 5 1"),
    ("news_newspage", "news_newspage_category_id_84f02a9c", "100000 12500"),
    ("news_newspagetag", "news_newspagetag_content_object_id_c766a979", "300000 3"),
    ("news_newspagetag", "news_newspagetag_tag_id_9631025b", "300000 7500"),
    ("news_newspagetag", "newspagetag_by_day", "300000 7500 3 1"),
    ("wagtailcore_page", "cms_page_by_publication", "110004 2 1"),
    ("wagtailcore_page", "sqlite_autoindex_wagtailcore_page_1", "110004 1"),
    ("wagtailcore_page", "wagtailcore_page_content_type_id_c28424df", "110004 18334"),
    ("wagtailcore_page", "wagtailcore_page_locale_id_3c7e30a6", "110004 110004"),
    ("wagtailcore_page", "wagtailcore_page_slug_e7c11b8f", "110004 1"),
    ("wagtailcore_page", "wagtailcore_page_translation_key_locale_id_9b041bad_uniq", "110004 1 1"),
)

PAGE = "SEARCH wagtailcore_page USING INTEGER PRIMARY KEY (rowid=?)"
NEWS = "SEARCH news_newspage USING INTEGER PRIMARY KEY (rowid=?)"
BY_START = "events_eventpage USING INDEX eventpage_by_start_and_end"
NODES = "nodes { title } pageInfo { endCursor }"


def cursor_of(*values: Any) -> str:
    """Return a cursor that holds these values."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode("ascii")


DAY = cursor_of(dt.date(2021, 1, 1), 50_000)
INSTANT = cursor_of(dt.datetime(2021, 1, 1, tzinfo=dt.UTC), 50_000)


@pytest.fixture(autouse=True)
def _large_site(site: Any) -> Iterator[None]:
    """A small site that SQLite takes for a large one."""
    news = NewsIndexPageFactory(parent=site.root_page, slug="nyheter")
    item = NewsPageFactory(parent=news, slug="nyhet", category=CategoryFactory(slug="halsa"))
    item.tags.add("Vård")
    item.save()
    NewsPageFactory(parent=news)
    ActivityPageFactory(parent=EventIndexPageFactory(parent=site.root_page, slug="aktiviteter"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", STATISTICS)
        cursor.execute("ANALYZE sqlite_master")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_master")


type Plans = Callable[[str, str], list[list[tuple[int, str]]]]


@pytest.fixture
def plans(query_data: Callable[..., Any]) -> Plans:
    """Ask a query; answers with the plans of its statements that contain some words."""

    def ask(query: str, words: str) -> list[list[tuple[int, str]]]:
        statements: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            query_data(query)
        found = []
        with connection.cursor() as cursor:
            for sql, params in statements:
                if words in sql:
                    # With the values apart, as the statement is run: SQLite has another plan for written-out ones.
                    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                    found.append([(parent, line) for _key, parent, _unused, line in cursor.fetchall()])
        return found

    return ask


def big_steps(plan: list[tuple[int, str]]) -> list[str]:
    """Return how a statement goes through its tables and whether it sorts; subqueries are left out.

    Whether an index has all that is read says what is asked for, not how the rows are found.
    """
    lines = [line.replace(" COVERING ", " ") for parent, line in plan if not parent]
    return [line for line in lines if line.startswith(("SCAN", "SEARCH", "USE"))]


# A scan is one in the order of its index, which ends with the page.
@pytest.mark.parametrize(
    ("query", "steps"),
    [
        (f"news {{ {NODES} }}", ["SCAN news_newspage USING INDEX newspage_by_day", PAGE]),
        (
            f'news(after: "{DAY}") {{ {NODES} }}',
            ["SEARCH news_newspage USING INDEX newspage_by_day (published_on<?)", PAGE],
        ),
        (
            f'news(category: "halsa") {{ {NODES} }}',
            ["SEARCH news_newspage USING INDEX newspage_of_category_by_day (category_id=?)", PAGE],
        ),
        (
            f'news(category: "halsa", after: "{DAY}") {{ {NODES} }}',
            ["SEARCH news_newspage USING INDEX newspage_of_category_by_day (category_id=? AND published_on<?)", PAGE],
        ),
        (
            f'news(tag: "vard") {{ {NODES} }}',
            ["SEARCH news_newspagetag USING INDEX newspagetag_by_day (tag_id=?)", PAGE, NEWS],
        ),
        (
            f'news(tag: "vard", after: "{DAY}") {{ {NODES} }}',
            [
                "SEARCH news_newspagetag USING INDEX newspagetag_by_day (tag_id=? AND published_on<?)",
                PAGE,
                NEWS,
            ],
        ),
        (
            f"news(year: 2021) {{ {NODES} }}",
            ["SEARCH news_newspage USING INDEX newspage_by_day (published_on>? AND published_on<?)", PAGE],
        ),
        (f"events {{ {NODES} }}", [f"SCAN {BY_START}", PAGE]),
        (f'events(after: "{INSTANT}") {{ {NODES} }}', [f"SEARCH {BY_START} (starts_at>?)", PAGE]),
        (f"events(when: PAST) {{ {NODES} }}", [f"SEARCH {BY_START} (starts_at<?)", PAGE]),
        (f'events(when: PAST, after: "{INSTANT}") {{ {NODES} }}', [f"SEARCH {BY_START} (starts_at<?)", PAGE]),
        (f'events(municipality: "halmstad") {{ {NODES} }}', [f"SCAN {BY_START}", PAGE]),
        (f"events(attendance: ONLINE) {{ {NODES} }}", [f"SCAN {BY_START}", PAGE]),
        (f"allPages {{ {NODES} }}", ["SCAN wagtailcore_page"]),
        (
            f'allPages(after: "{cursor_of(50_000)}") {{ {NODES} }}',
            ["SEARCH wagtailcore_page USING INTEGER PRIMARY KEY (rowid>?)"],
        ),
        (
            f'allPages(changedSince: "2021-01-01T00:00:00Z") {{ {NODES} }}',
            ["SEARCH wagtailcore_page USING INDEX cms_page_by_publication (last_published_at>?)"],
        ),
        (
            f'allPages(changedSince: "2021-01-01T00:00:00Z", after: "{INSTANT}") {{ {NODES} }}',
            ["SEARCH wagtailcore_page USING INDEX cms_page_by_publication (last_published_at>?)"],
        ),
    ],
)
def test_a_list_is_read_in_the_order_of_an_index(plans: Plans, query: str, steps: list[str]) -> None:
    [plan] = plans(f"{{ {query} }}", "LIMIT %s")
    assert big_steps(plan) == steps


@pytest.mark.parametrize("path", ["/nyheter/nyhet/", "/nyheter/finns-inte/"])
def test_a_path_is_looked_up_by_its_last_part(plans: Plans, path: str) -> None:
    [plan] = plans(f'{{ page(path: "{path}") {{ title }} }}', '"url_path" IN')
    assert big_steps(plan)[0] == "SEARCH wagtailcore_page USING INDEX wagtailcore_page_slug_e7c11b8f (slug=?)"


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ('page(path: "/nyheter/nyhet/") { ... on NewsPage { previous { path } next { path } } }', 1),
        ('page(path: "/nyheter/nyhet/") { ... on NewsPage { relatedNews { path } } }', 1),
        ('page(path: "/") { ... on HomePage { highlightedNews { path } } }', 1),
        ('page(path: "/nyheter/") { children(first: 5) { nodes { path } } }', 1),
        ('page(path: "/") { children(first: 5) { nodes { children(first: 5) { nodes { path } } } } }', 2),
    ],
)
def test_the_first_of_each_group_are_read_and_no_more(plans: Plans, query: str, statements: int) -> None:
    found = plans(f"{{ {query} }}", "W0")
    assert len(found) == statements
    for plan in found:
        inner = [line for parent, line in plan if parent]
        # The rows of a group are the first table of a subquery within a subquery: W0.
        assert [line for line in inner if "TEMP B-TREE" in line or re.fullmatch(r"SCAN W\d", line)] == []
        assert any(re.match(r"SEARCH W0|SCAN W0 USING", line) for line in inner)


def test_the_next_events_are_read_in_the_order_of_an_index(plans: Plans) -> None:
    query = '{ page(path: "/") { ... on HomePage { upcomingEvents { path } } } }'
    [plan] = plans(query, '"events_eventpage"."over_at" >')
    assert big_steps(plan) == [f"SCAN {BY_START}", PAGE]


def test_a_search_looks_up_what_it_finds_in_the_order_of_its_index(plans: Plans) -> None:
    [plan] = plans('{ search(query: "nyhet") { nodes { page { path } } } }', "MATCH")
    assert big_steps(plan) == [
        # 32 says that FTS5 orders its matches by itself.
        "SCAN wagtailsearch_indexentry_fts VIRTUAL TABLE INDEX 32:M3",
        "SEARCH wagtailsearch_indexentry USING INTEGER PRIMARY KEY (rowid=?)",
    ]
