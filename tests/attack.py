"""Measures a reader beside an attack: the server on the demo's data, sent ten thousand requests that are meant to hurt.

``make attack`` runs it, on this machine alone. It ends by itself and is for the eyes: no figure of it is a test.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import django

from tests.cms.hostile import ANSWER_TYPE, HOSTILE
from tests.server import ROOT, environment, production

# Documentation's own networks (RFC 5737): the reader is a front end's server, which the rate does not count.
READER, ATTACKER = "198.51.100.1", "203.0.113.1"
NO_RATE = "1000000000/minute"
PAUSE = 0.01
"""Seconds between two requests of the reader."""

READ: dict[str, dict[str, object]] = {
    "Home": {},
    "Layout": {},
    "NewsList": {"search": "konferens"},
    "NewsArticle": {"path": "/nyheter/dialog-for-okad-samverkan/"},
    "Events": {},
    "EventDetail": {"path": "/aktiviteter/samtalstraffar-2017/"},
    "PlatformPageByPath": {"path": "/plattformen/hallandska-overenskommelsen/"},
    "Search": {"query": "konferens"},
}


@dataclass
class Sender:
    """One connection to the server, opened anew when the server has closed it."""

    port: int
    address: str
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def send(self, body: bytes) -> None:
        """Send a request; note the status that it is answered with, 0 for none, and how long that took."""
        headers = {"Content-Type": "application/json", "Accept": ANSWER_TYPE, "X-Forwarded-For": self.address}
        started = time.perf_counter()
        try:
            self.connection.request("POST", "/graphql/", body, headers)
            response = self.connection.getresponse()
            response.read()
            self.statuses[response.status] += 1
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.statuses[0] += 1
        self.seconds.append(time.perf_counter() - started)


def attack(port: int, first: int, count: int) -> Counter[int]:
    """Send hostile requests one after the other and return the statuses."""
    sender = Sender(port, ATTACKER)
    bodies = [sent for sent, _status, _code in HOSTILE.values()]
    for body in islice(cycle(bodies), first, first + count):
        sender.send(body)
    return sender.statuses


def bodies_of_the_reader() -> list[bytes]:
    """Return the requests that the reader sends in turn."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from tests.contract.documents import operations

    documents = operations()
    return [json.dumps({"query": documents[name], "variables": values}).encode() for name, values in READ.items()]


def figures(sender: Sender) -> str:
    """Return what the reader has seen, in milliseconds."""
    at = [1000 * edge for edge in statistics.quantiles(sender.seconds, n=100)]
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(sender.statuses.items()))
    return f"median {at[49]:6.1f} ms   p95 {at[94]:6.1f} ms   p99 {at[98]:6.1f} ms   ({statuses})"


def megabytes_of(process: int) -> list[float]:
    """Return the resident memory of each worker, the children of granian's own process."""
    listing = subprocess.run(["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
    return [rss / 1024 for parent, rss in rows if parent == process and rss > 40_000]


def prepare(data: Path) -> None:
    """Make the demo site in a folder."""
    settings = "cms.settings.production"
    own = {
        "DJANGO_SETTINGS_MODULE": settings,
        "DATA_DIR": str(data),
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "localhost",
    }
    for command in (["migrate", "--verbosity=0"], ["demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(**own),
            stdout=subprocess.DEVNULL,
            check=True,
        )


def measure(data: Path, options: argparse.Namespace, **variables: str) -> None:
    """Start the server, read in peace, read beside the attack, and show both."""
    bodies = cycle(bodies_of_the_reader())
    own = {"TRUSTED_PROXIES": "127.0.0.1", "GRAPHQL_RATE_EXEMPT": READER}
    with production(data, workers=options.workers, **own, **variables) as server:
        for body in islice(bodies, 20 * len(READ)):
            Sender(server.port, READER).send(body)
        before = megabytes_of(server.process.pid)
        alone = Sender(server.port, READER)
        for body in islice(bodies, options.reads):
            alone.send(body)
            time.sleep(PAUSE)
        beside = Sender(server.port, READER)
        with ProcessPoolExecutor(options.connections) as attackers:
            started = time.perf_counter()
            share = options.requests // options.connections
            running = [attackers.submit(attack, server.port, place * 7, share) for place in range(options.connections)]
            while not all(each.done() for each in running):
                beside.send(next(bodies))
                time.sleep(PAUSE)
            seconds = time.perf_counter() - started
        statuses = sum((each.result() for each in running), Counter[int]())
        after = megabytes_of(server.process.pid)
    say(f"  reader alone             {figures(alone)}")
    say(f"  reader beside the attack {figures(beside)}")
    said = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    say(f"  attack                   {statuses.total()} requests in {seconds:.1f} s ({said})")
    say(f"  memory of the workers    {shown(before)} before, {shown(after)} after")


def shown(megabytes: list[float]) -> str:
    """Return figures of memory as words."""
    return " + ".join(f"{each:.0f}" for each in sorted(megabytes)) + " MB"


def say(words: str) -> None:
    """Show a line."""
    print(words, flush=True)  # noqa: T201 - a command that is read in the terminal


def main() -> None:
    """Measure with the rate of requests as it is set, and without one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="how many hostile requests are sent")
    parser.add_argument("--connections", type=int, default=4, help="from how many connections at once")
    parser.add_argument("--reads", type=int, default=400, help="how many requests the reader sends in peace")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes of the server")
    options = parser.parse_args()
    data = Path(os.environ.get("DATA_DIR", ROOT / "var")).resolve() / "attack"
    prepare(data)
    say("without a rate")
    measure(data, options, GRAPHQL_RATE=NO_RATE)
    say("with the rate as it is set by default")
    measure(data, options)


if __name__ == "__main__":
    main()
