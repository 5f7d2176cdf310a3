"""The benchmark works: its data, its questions to both schemas, its load, its report. Nothing here is timed."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.bench import report, sites
from tests.bench.__main__ import _same
from tests.bench.content import ZONE, Size
from tests.bench.fill import fill
from tests.bench.load import Unexpected, ask, burst, request_of
from tests.bench.operations import OPERATIONS, comparable
from tests.bench.report import CEILING, COMPUTED, MEMORY, PLAIN, Figures, Results
from tests.bench.statements import ask_all

SMALL = Size(news=5, events=4)


@pytest.fixture
def today() -> dt.date:
    return dt.datetime.now(ZONE).date()


def test_both_schemas_answer_with_the_same_content(db: None, tmp_path: Path, today: dt.date) -> None:
    fill(SMALL, today)
    plain = sites.plain(tmp_path)
    plain.build(SMALL, today)
    ours, theirs = ask_all(SMALL), plain.answers(SMALL)
    assert {name: comparable(answer["data"]) for name, answer in ours.items()} == {
        name: comparable(answer["data"]) for name, answer in theirs.items()
    }
    assert [len(ours["home"]["data"]["page"][name]) for name in ("news", "events")] == [5, 2]
    event = ours["event"]["data"]["page"]
    assert [len(event["occasions"][0]["programme"]), len(event["contacts"])] == [6, 2]
    assert [sorted(block) for block in ours["article"]["data"]["page"]["body"]] == [
        ["level", "text"],
        ["html"],
        ["caption", "image"],
        ["html"],
        ["person", "quote"],
        ["level", "text"],
        ["html"],
    ]
    assert all(answer["statements"] > 0 for answer in (*ours.values(), *theirs.values()))


def test_unequal_answers_are_not_timed() -> None:
    ours = {"news": {"nodes": [{"title": "A", "tags": [{"name": "b"}, {"name": "a"}]}]}}
    theirs = {"news": [{"title": "A", "tags": [{"name": "a"}, {"name": "b"}]}]}
    _same(OPERATIONS[1], ours, theirs)
    other = deepcopy(theirs)
    other["news"][0]["title"] = "B"
    with pytest.raises(SystemExit):
        _same(OPERATIONS[1], ours, other)


def test_instants_and_places_are_compared_as_what_they_mean() -> None:
    ours = {"startsAt": "2026-06-01T09:00:00+02:00", "venue": {"name": "Folkets hus", "city": "Laholm"}}
    theirs = {"startsAt": "2026-06-01 07:00:00+00:00", "venueName": "Folkets hus", "city": "Laholm"}
    assert comparable(ours) == comparable(theirs)


class Echo(BaseHTTPRequestHandler):
    """Answers with what was sent; 503 to ``/busy``."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        self.send_response(503 if self.path == "/busy" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Keeps what it is sent; says nothing about clients that leave early."""

    bodies: list[bytes]

    def handle_error(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Any]:
    """A server that counts what it is sent."""
    with Server(("127.0.0.1", 0), Echo) as running:
        running.bodies = []
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_the_load_sends_as_many_requests_as_it_should(server: Any) -> None:
    body = b"x" * 300_000
    request = request_of("/graphql/", body)
    assert ask(server.server_port, request) == body
    done = burst(server.server_port, request, at_once=3, count=10)
    assert [len(done.times), server.bodies] == [10, [body] * 11]


def test_an_error_is_no_figure(server: Any) -> None:
    with pytest.raises(Unexpected, match="503"):
        burst(server.server_port, request_of("/busy", b"{}"), at_once=2, count=4)


@pytest.fixture
def results() -> Results:
    """Made-up figures of all operations."""
    times = {PLAIN: 100.0, COMPUTED: 10.0, MEMORY: 1.0, CEILING: 2.0}
    return Results(
        figures={
            (operation.name, connections, server): Figures(time, 1000 / time)
            for operation in OPERATIONS
            for connections in (1, 8)
            for server, time in times.items()
        },
        statements={COMPUTED: {operation.name: 7 for operation in OPERATIONS}},
        megabytes={PLAIN: 150.4, CEILING: 50.0},
        first_answers={PLAIN: 2.04},
    )


def test_the_report_has_ratios_statements_and_memory(results: Results) -> None:
    lines = report.table(results).splitlines()
    assert lines[4] == (
        "| home: 6 news, 3 events | 100.00 ms, 10/s | 10.00 ms, 100/s | **10.0** | 1.00 ms, 1000/s | **100** "
        "| 2.00 ms, 500/s | **2.0** |"
    )
    assert lines[-4:] == [
        "| | plain grapple | Django's ceiling |",
        "|---|---|---|",
        "| memory of a worker, MB | 150 | 50 |",
        "| first answer after start, s | 2.0 |  |",
    ]


def test_the_plot_has_a_bar_for_each_figure(results: Results) -> None:
    plot = ET.fromstring(report.plot(results))  # noqa: S314 - our own
    bars = [each for each in plot.iter("{http://www.w3.org/2000/svg}rect") if each.get("height") == "13"]
    assert len(bars) == len(OPERATIONS) * 4


def test_the_report_replaces_what_stands_between_its_marks(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, plot = tmp_path / "performance.md", tmp_path / "performance.svg"
    document.write_text(f"# Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n", encoding="utf-8")
    monkeypatch.setattr(report, "DOCUMENT", document)
    monkeypatch.setattr(report, "PLOT", plot)
    report.write(results)
    before, written, after = document.read_text(encoding="utf-8").replace(report.END, report.BEGIN).split(report.BEGIN)
    assert [before, report.table(results) in written, "old" in written, after] == [
        "# Before\n",
        True,
        False,
        "\nAfter\n",
    ]
    assert plot.read_text(encoding="utf-8") == report.plot(results)


def test_data_that_are_there_are_not_built_again(
    tmp_path: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[tuple[str, ...]] = []
    monkeypatch.setattr(sites.Site, "run", lambda _site, *arguments: runs.append(arguments))
    site = sites.plain(tmp_path)
    site.build(SMALL, today)
    site.build(SMALL, today)
    site.build(SMALL, today + dt.timedelta(days=1))
    fills = ("fill", "--news", "5", "--events", "4")
    assert runs == [fills, fills]
    assert json.loads((site.folder / "holds.json").read_text())[2] == (today + dt.timedelta(days=1)).isoformat()
