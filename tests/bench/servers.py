"""The servers that are measured: one granian worker each, as ``make demo`` runs it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

START_SECONDS = 120


@dataclass
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def worker_megabytes(self) -> float:
        """Return the resident memory of the worker, the only child of granian's own process."""
        listing = subprocess.run(["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True)
        rows = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
        return max((rss for ppid, rss in rows if ppid == self.process.pid), default=0) / 1024


@contextmanager
def running(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """Run a WSGI application on a free port of this machine and stop it afterwards.

    Args:
        application: ``module:attribute``.
        environment: the whole environment.

    Raises:
        RuntimeError: if the server does not take connections in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "3"),
        *("--log-level", "warning", application),
    ]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The server on port {port} did not start.")
