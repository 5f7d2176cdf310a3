"""Asks how the time of an answer grows with the content: lists, filters, search, paths, and whole archives.

The site is the project's, as ``DATABASE_URL`` or ``DATA_DIR`` name it, filled by ``tests.bench.fill``. Prints the
median time in ms, the number of SQL statements and the slowest of them for each question, as JSON. One run for each
size shows what grows:

    DATA_DIR=var/large python -m tests.bench.scale --news 100000 --events 10000
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from typing import Any

import django

from tests.bench.content import Size
from tests.bench.operations import PROJECT_TEASER
from tests.bench.sites import SHARED

REPEATS = 5
NEWS = f"nodes {{ {PROJECT_TEASER} }} pageInfo {{ endCursor hasNextPage }}"
EVENTS = "nodes { title path startsAt phase } pageInfo { endCursor hasNextPage }"
FAR = 1000


def questions(size: Size) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what is asked: a query and its variables by a short name."""
    path = {"path": f"/nyheter/nyhet-{size.news}/"}
    return {
        "news: first page": (f"{{ news(first: 20) {{ {NEWS} }} }}", {}),
        "news: totalCount": ("{ news(first: 1) { totalCount } }", {}),
        "news: facets": ("{ news(first: 1) { facets { categories { slug count } years { year count } } } }", {}),
        "news: category": (f'{{ news(first: 20, category: "kategori-3") {{ {NEWS} }} }}', {}),
        "news: tag": (f'{{ news(first: 20, tag: "tagg-3") {{ {NEWS} }} }}', {}),
        "news: year": (f"{{ news(first: 20, year: 2022) {{ {NEWS} }} }}", {}),
        "news: previous and next": (
            "query P($path: String!) { page(path: $path) { ... on NewsPage { "
            "previous { path } next { path } relatedNews { path } } } }",
            path,
        ),
        "events: first page": (f"{{ events(first: 20) {{ {EVENTS} }} }}", {}),
        "events: past": (f"{{ events(first: 20, when: PAST) {{ {EVENTS} }} }}", {}),
        "events: municipality": (f'{{ events(first: 20, municipality: "halmstad") {{ {EVENTS} }} }}', {}),
        "events: attendance": (f"{{ events(first: 20, attendance: ONLINE) {{ {EVENTS} }} }}", {}),
        "events: between days": (
            f'{{ events(first: 20, when: ALL, from: "2026-01-01", to: "2026-12-31") {{ {EVENTS} }} }}',
            {},
        ),
        "page by path": ("query P($path: String!) { page(path: $path) { title } }", path),
        "page by path: none": ('{ page(path: "/nyheter/finns-inte/") { title } }', {}),
        "route": ("query R($path: String!) { route(path: $path) { __typename } }", path),
        "route: none": ('{ route(path: "/nyheter/finns-inte/") { __typename } }', {}),
        "home": ('{ page(path: "/") { ... on HomePage { highlightedNews { path } upcomingEvents { path } } } }', {}),
        "breadcrumbs": ("query P($path: String!) { page(path: $path) { breadcrumbs { path } } }", path),
        "children of the index": ('{ page(path: "/nyheter/") { children(first: 20) { nodes { path } } } }', {}),
        "search: a common word": ('{ search(query: "samverkan", first: 20) { nodes { page { path } } } }', {}),
        "search: a rare word": ('{ search(query: "kontakt 7", first: 20) { nodes { page { path } } } }', {}),
        "news: search": (f'{{ news(first: 20, search: "bibliotek") {{ {NEWS} }} }}', {}),
        "children of children": (
            '{ page(path: "/") { children(first: 20) { nodes { children(first: 5) { nodes { path } } } } } }',
            {},
        ),
        "allPages: first page": ("{ allPages(first: 500) { nodes { path } pageInfo { endCursor } } }", {}),
        "allPages: changed since": (
            '{ allPages(first: 500, changedSince: "2020-01-01T00:00:00Z") { nodes { path } } }',
            {},
        ),
    }


def main() -> None:
    """Print the figures of one size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--news", type=int, default=Size.news)
    parser.add_argument("--events", type=int, default=Size.events)
    arguments = parser.parse_args()
    for name, value in {**SHARED, "DJANGO_SETTINGS_MODULE": "cms.settings.production", "ANSWER_CACHE": "false"}.items():
        os.environ.setdefault(name, value)
    django.setup()
    asker = Asker()
    figures = {
        name: asker.timed(query, variables)
        for name, (query, variables) in questions(Size(arguments.news, arguments.events)).items()
    }
    figures |= {
        "news: a page far back": asker.far(
            "query F($after: String) { rows: news(first: 100, after: $after) "
            "{ nodes { title } pageInfo { endCursor hasNextPage } } }"
        ),
        "allPages: the last page": asker.far(
            "query F($after: String) { rows: allPages(first: 500, after: $after) "
            "{ nodes { path } pageInfo { endCursor hasNextPage } } }"
        ),
    }
    json.dump(figures, sys.stdout, indent=1, ensure_ascii=False)


class Asker:
    """Asks in this process, so that the statements can be seen."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client()

    def ask(self, query: str, variables: dict[str, Any]) -> Any:
        """Return the data of an answer without errors."""
        body = json.dumps({"query": query, "variables": variables})
        answer = self.client.post("/graphql/", body, content_type="application/json").json()
        if "errors" in answer:
            raise ValueError(answer["errors"])
        return answer["data"]

    def timed(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Return the median time, the number of statements, and the slowest one with its own time."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.ask(query, variables)
        times = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            self.ask(query, variables)
            times.append((time.perf_counter() - started) * 1000)
        with CaptureQueriesContext(connection) as captured:
            self.ask(query, variables)
        slowest = max(captured.captured_queries, key=lambda each: float(each["time"]))
        return {
            "ms": round(statistics.median(times), 1),
            "statements": len(captured),
            "slowest_ms": float(slowest["time"]) * 1000,
            "slowest": slowest["sql"],
        }

    def far(self, query: str) -> dict[str, Any]:
        """Return the figures of the last full page of a list, at most the thousandth, reached by its cursors.

        Among them is by how much the way there has raised the most memory, in MB, that the process has taken so far.
        """
        before = _most_megabytes()
        last = after = None
        for _ in range(FAR):
            info = self.ask(query, {"after": after})["rows"]["pageInfo"]
            if not info["hasNextPage"]:
                break
            last, after = after, info["endCursor"]
        return {**self.timed(query, {"after": last}), "grown_mb": round(_most_megabytes() - before, 1)}


def _most_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
