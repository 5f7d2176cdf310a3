"""Measures the project against plain wagtail-grapple and Django's ceiling, interleaved, and writes docs/performance.md.

Every round asks every server every operation, in short bursts, so that what else the machine does hits all alike.
Nothing is timed before the answers of all servers hold the same content.
"""

import argparse
import datetime as dt
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench import content, report, sites
from tests.bench.content import Size
from tests.bench.load import Burst, ask, burst, request_of
from tests.bench.operations import OPERATIONS, Operation, comparable, variables
from tests.bench.report import CEILING, COMPUTED, MEMORY, PLAIN, Figures, Results
from tests.bench.servers import Server, running

CONNECTIONS = (1, 8)
# A burst takes about this long, but never more than this many requests.
BURST_SECONDS = 0.25
BURST_REQUESTS = 400
ROUNDS, QUICK_ROUNDS = 15, 2


def main() -> None:
    """Build, compare, measure, report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two rounds, nothing is written")
    parser.add_argument("--rounds", type=int, help=f"how many rounds (default: {ROUNDS})")
    parser.add_argument("--only", choices=[operation.name for operation in OPERATIONS], help="one operation")
    arguments = parser.parse_args()
    size = Size()
    folder = Path(os.environ.get("DATA_DIR", "var")).resolve() / "bench"
    project, plain = sites.project(folder), sites.plain(folder)
    for site in (project, plain):
        _say(f"building the data of the {site.name} site")
        site.build(size, dt.datetime.now(content.ZONE).date())
    _say("comparing the answers and counting SQL statements")
    ours, theirs = project.answers(size), plain.answers(size)
    for operation in OPERATIONS:
        _same(operation, ours[operation.name]["data"], theirs[operation.name]["data"])
    operations = [each for each in OPERATIONS if arguments.only in (None, each.name)]
    rounds = arguments.rounds or (QUICK_ROUNDS if arguments.quick else ROUNDS)
    results = measure(project, plain, size, operations, rounds, folder / "ready")
    results.statements = {
        COMPUTED: {name: answer["statements"] for name, answer in ours.items()},
        PLAIN: {name: answer["statements"] for name, answer in theirs.items()},
    }
    sys.stdout.write(f"{report.table(results)}\n")
    if not (arguments.quick or arguments.only):
        report.write(results)


def measure(
    project: sites.Site, plain: sites.Site, size: Size, operations: list[Operation], rounds: int, ready: Path
) -> Results:
    """Run all servers at once, ask them in turn, and return what that took.

    Args:
        ready: a folder for the answers that Django's ceiling hands out.
    """
    ready.mkdir(exist_ok=True)
    with ExitStack() as stack:
        servers: dict[str, Server] = {}
        first_answers: dict[str, float] = {}
        environments = {
            COMPUTED: (project, project.environment(ANSWER_CACHE="false")),
            MEMORY: (project, project.environment(ANSWER_CACHE="true")),
            PLAIN: (plain, plain.environment()),
        }
        requests: dict[str, dict[str, bytes]] = defaultdict(dict)
        for name, (site, environment) in environments.items():
            started = time.perf_counter()
            servers[name] = stack.enter_context(running(site.application, environment))
            ask(servers[name].port, _request({"query": "{ __typename }"}))
            first_answers[name] = time.perf_counter() - started
            requests[name] = _requests(servers[name], size, plain=site is plain)
        for operation in operations:
            answers = {name: ask(server.port, requests[name][operation.name]) for name, server in servers.items()}
            for answer in answers.values():
                _same(operation, json.loads(answer)["data"], json.loads(answers[PLAIN])["data"])
            (ready / operation.name).write_bytes(answers[COMPUTED])
            requests[CEILING][operation.name] = request_of(f"/{operation.name}", b"{}")
        environment = {**os.environ, "READY_DIR": str(ready)}
        servers[CEILING] = stack.enter_context(running("tests.bench.ceiling:application", environment))
        results = Results(first_answers=first_answers)
        for connections in CONNECTIONS:
            for operation in operations:
                _say(f"{operation.title}, {connections} at once")
                asked = {name: (server.port, requests[name][operation.name]) for name, server in servers.items()}
                for name, bursts in _in_turn(asked, connections, rounds).items():
                    results.figures[operation.name, connections, name] = Figures.of(bursts)
        results.megabytes = {name: server.worker_megabytes() for name, server in servers.items()}
        return results


def _in_turn(asked: dict[str, tuple[int, bytes]], at_once: int, rounds: int) -> dict[str, list[Burst]]:
    """Send every server its request in every round, another server first each time.

    Args:
        asked: the port and the request of each server.
        at_once: how many connections.
    """
    counts = {}
    for name, (port, request) in asked.items():
        warm = burst(port, request, at_once, max(3, at_once))
        many = int(BURST_SECONDS / statistics.median(warm.times)) * at_once
        counts[name] = min(max(many, at_once), BURST_REQUESTS)
    bursts: dict[str, list[Burst]] = defaultdict(list)
    names = list(asked)
    for turn in range(rounds):
        place = turn % len(names)
        for name in names[place:] + names[:place]:
            port, request = asked[name]
            bursts[name].append(burst(port, request, at_once, counts[name]))
    return bursts


def _requests(server: Server, size: Size, *, plain: bool) -> dict[str, bytes]:
    """Return the request of each operation."""

    def data_of(query: str, values: dict[str, Any]) -> Any:
        return json.loads(ask(server.port, _request({"query": query, "variables": values})))["data"]

    values = variables(size, None if plain else data_of)
    return {
        operation.name: _request(
            {
                "query": operation.plain if plain else operation.project,
                "variables": values.get(operation.name, {}),
            }
        )
        for operation in OPERATIONS
    }


def _request(body: dict[str, Any]) -> bytes:
    return request_of("/graphql/", json.dumps(body).encode())


def _same(operation: Operation, ours: Any, theirs: Any) -> None:
    if comparable(ours) != comparable(theirs):
        sys.exit(f"The answers to “{operation.title}” differ; nothing is measured.")


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    main()
