"""The commands of the README: they explain themselves, refuse clearly, and `make demo` serves the service."""

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
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.server import ROOT, Server, environment, free_port, running


def make(*arguments: str) -> list[str]:
    """The command that runs make with these arguments and this virtual environment."""
    return ["make", "--no-print-directory", f"VENV={Path(sys.prefix).name}", *arguments]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Make's exit code and output for a target that ends by itself."""
    return subprocess.run(
        make(*arguments),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


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
        "screenshots",
        "attack",
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


def test_the_lock_of_the_audit_is_hashed_and_names_no_host() -> None:
    text = (ROOT / "tests" / "http_audit" / "package-lock.json").read_text()
    packages = [package for path, package in json.loads(text)["packages"].items() if path]
    assert "://" not in text
    assert [package["integrity"].partition("-")[0] for package in packages] == ["sha512", "sha512"]


@contextmanager
def running_demo(data: Path, log: Path) -> Iterator[Server]:
    """`make demo` on a free port with its data in a folder, stopped as with Ctrl-C at the end."""
    port = free_port()
    with running(make("demo", f"PORT={port}", f"DATA_DIR={data}"), port, log) as server:
        yield server
    wait_until_nothing_runs(server.process.pid)
    assert "The worker has started" in log.read_text()


def wait_until_nothing_runs(group: int) -> None:
    """Wait until no process of a group is left; what is left over after ten seconds fails the test, and is killed."""
    deadline = time.monotonic() + 10
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(0.1)
        os.killpg(group, signal.SIGKILL)
        pytest.fail("A process of the demo went on after the server had stopped.")


def in_the_demo(data: Path, code: str) -> None:
    """Run Python code with the demo's data, as another process than the server's."""
    own = {"DJANGO_SETTINGS_MODULE": "cms.settings.development", "DATA_DIR": str(data)}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--command", code], cwd=ROOT, env=environment(**own), check=True
    )


SCHEDULE_A_PAGE = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Page
from events.models import ActivityPage, Occasion

soon = timezone.now() + timedelta(seconds=2)
page = ActivityPage(title="Kommer", slug="kommer", live=False, go_live_at=soon)
page.occasions.add(Occasion(starts_at=soon + timedelta(days=30)))
Page.objects.get(slug="aktiviteter").add_child(instance=page)
page.save_revision().publish()
"""

COMING = '{ page(path: "/aktiviteter/kommer/") { title } }'
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
        in_the_demo(data, SCHEDULE_A_PAGE)
        deadline = time.monotonic() + 90
        while not demo.ask(COMING)["page"]:
            assert time.monotonic() < deadline, "what was scheduled has not been published"
            time.sleep(0.5)

    assert (data / "secret-key").read_text() == key
    assert (data / "static" / "staticfiles.json").stat().st_mtime_ns == manifest_made
