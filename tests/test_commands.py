"""The commands of the README: they explain themselves, refuse clearly, and `make demo` serves the service."""

import http.client
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What the surrounding `make test` and pytest set for themselves, and what would lead the demo to someone's real data.
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


def command(*arguments: str) -> dict:
    """What subprocess needs to run make with these arguments, in the project's folder and this virtual environment."""
    return {
        "args": ["make", "--no-print-directory", f"VENV={Path(sys.prefix).name}", *arguments],
        "cwd": ROOT,
        "env": {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON},
        "stdin": subprocess.DEVNULL,
        "text": True,
    }


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Make's exit code and output for a target that ends by itself."""
    return subprocess.run(**command(*arguments), capture_output=True, timeout=60, check=False)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_help_lists_every_target_with_what_it_does() -> None:
    result = run("help")
    listed = re.findall(r"^  make ([a-z-]+) +(\S.*)$", result.stdout, flags=re.MULTILINE)
    assert result.returncode == 0
    assert [target for target, _ in listed] == [
        "help",
        "demo",
        "serve",
        "test",
        "test-lts",
        "bench",
        "check",
        "format",
        "schema",
        "messages",
        "lock",
        "install",
        "clean",
    ]


def test_help_is_what_make_alone_does() -> None:
    assert run().stdout == run("help").stdout


@pytest.mark.parametrize("target", ["demo", "test", "check"])
def test_an_old_python_is_refused_before_anything_is_made(target: str, tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\ncase "$1" in --version) echo "Python 3.9.18";; *) echo False;; esac\n')
    old.chmod(old.stat().st_mode | stat.S_IXUSR)
    data = tmp_path / "data"
    result = run(target, f"PYTHON={old}", f"DATA_DIR={data}", f"PORT={free_port()}")
    assert result.returncode != 0
    assert "Python 3.12 or newer is needed" in result.stderr
    assert "Python 3.9.18" in result.stderr
    assert f"make {target} PYTHON=" in result.stderr
    assert not data.exists()


def test_a_python_that_does_not_run_is_refused(tmp_path: Path) -> None:
    result = run("demo", f"PYTHON={tmp_path / 'nowhere'}", f"DATA_DIR={tmp_path / 'data'}")
    assert result.returncode != 0
    assert "Python 3.12 or newer is needed" in result.stderr


def test_a_taken_port_is_named_before_anything_is_made(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("demo", f"PORT={port}", f"DATA_DIR={data}")
    assert result.returncode != 0
    assert f"Port {port} is taken" in result.stderr
    assert f"PORT={port + 1} make demo" in result.stderr
    assert not data.exists()


def test_locks_are_hashed_and_name_no_host() -> None:
    for name in ("requirements.lock", "requirements-lts.lock"):
        text = (ROOT / name).read_text()
        pinned = re.findall(r"^[a-z0-9][\w.-]*==", text, flags=re.MULTILINE)
        assert pinned
        assert "://" not in text
        assert text.count(" \\\n    --hash=sha256:") >= len(pinned)


class Demo:
    """A running `make demo`, and what one can ask of it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def request(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
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
def running_demo(data: Path, log: Path) -> Iterator[Demo]:
    """`make demo` on a free port with its data in a folder, stopped as with Ctrl-C at the end."""
    port = free_port()
    with log.open("w") as output:
        process = subprocess.Popen(
            **command("demo", f"PORT={port}", f"DATA_DIR={data}"), stdout=output, stderr=output, start_new_session=True
        )
        try:
            demo = Demo(port)
            deadline = time.monotonic() + 600
            while not demo.is_up():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.5)
            yield demo
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


HOME_AND_NEWS = """
{
  page(path: "/") { __typename title path }
  allPages(first: 500) { totalCount nodes { path lastPublishedAt } }
}
"""


def test_demo_serves_the_service_and_a_second_run_keeps_the_data(tmp_path: Path) -> None:
    data, log = tmp_path / "folder of data", tmp_path / "log.txt"

    with running_demo(data, log) as demo:
        first = demo.ask(HOME_AND_NEWS)
        assert first["page"]["__typename"] == "HomePage"
        assert first["page"]["path"] == "/"
        assert first["allPages"]["totalCount"] == len(first["allPages"]["nodes"]) > 10

        graphiql = demo.get("/graphql/")
        scripts = re.findall(r'(?:src|href)="(/static/[^"]+)"', graphiql)
        assert len(scripts) == 6
        for path in scripts:
            assert re.search(r"\.[0-9a-f]{12}\.", path), "a static file without a hashed name"
            assert demo.get(path)
        assert "https://" not in graphiql
        assert "/admin/" in demo.get("/")
        assert "csrfmiddlewaretoken" in demo.get("/admin/login/")

    key = (data / "secret-key").read_text()
    assert len(key.strip()) >= 50
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert (data / "db.sqlite3").exists()
    assert f"The data are in {data}" in log.read_text()
    manifest_made = (data / "static" / "staticfiles.json").stat().st_mtime_ns

    with running_demo(data, log) as demo:
        assert demo.ask(HOME_AND_NEWS) == first

    assert (data / "secret-key").read_text() == key
    assert (data / "static" / "staticfiles.json").stat().st_mtime_ns == manifest_made
