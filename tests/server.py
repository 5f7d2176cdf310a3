"""The server as in production, started on a free port, for what no client inside the process can stand for."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What would lead a server of the tests to someone's real data, or to other settings than the tests mean.
NOT_PASSED_ON = {
    "CACHE_URL",
    "DATABASE_URL",
    "DATA_DIR",
    "DJANGO_SETTINGS_MODULE",
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
    "PORT",
    "PYTHON",
    "SECRET_KEY",
}

# The settings of production on one's own machine, with a key that opens nothing.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "opens-nothing-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "SECURE": "false",
}


def environment(**variables: str) -> dict[str, str]:
    """The environment of a process that must not know what is around the tests, with some variables of its own."""
    return {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON} | variables


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running server, and what one can ask of it."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process
        self.url = f"http://127.0.0.1:{port}"

    def request(self, method: str, path: str, body: str | bytes | None = None, **headers: str) -> tuple[int, str]:
        """The status and text that the server answers with."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def is_up(self) -> bool:
        """Whether the server answers that all is well."""
        try:
            return self.request("GET", "/healthz/")[0] == 200
        except OSError:
            return False

    def get(self, path: str) -> str:
        """The text of the page at a path."""
        status, text = self.request("GET", path, Accept="text/html")
        assert status == 200, f"{path}: {status}"
        return text

    def ask(self, query: str) -> dict:
        """The data that the service answers a query with."""
        status, text = self.request(
            "POST", "/graphql/", json.dumps({"query": query}), **{"Content-Type": "application/json"}
        )
        assert status == 200, text
        answer = json.loads(text)
        assert "errors" not in answer
        return answer["data"]


@contextmanager
def running(command: list[str], port: int, log: Path, **variables: str) -> Iterator[Server]:
    """A command that serves on a port, once it answers; stopped as with Ctrl-C at the end.

    Args:
        command: the program and its arguments.
        port: the port that it serves on.
        log: the file that gets what it prints.
        variables: its own environment variables.

    Raises:
        AssertionError: it has ended, or does not answer after ten minutes; with what it printed.
    """
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            server = Server(port, process)
            deadline = time.monotonic() + 600
            while not server.is_up():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
            yield server
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


@contextmanager
def production(data: Path, *, workers: int = 1, **variables: str) -> Iterator[Server]:
    """The server with the settings of production and the data of a folder; its log is ``server.log`` in that folder.

    Args:
        data: the folder of data; a new one has no database, and no static files.
        workers: how many processes answer.
        variables: more environment variables.
    """
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "3"]
    own = PRODUCTION | {"DATA_DIR": str(data)} | variables
    arguments = [*command, "--log-level", "warning", "cms.wsgi:application"]
    with running(arguments, port, data / "server.log", **own) as server:
        yield server
