"""What runs by the clock: pages appear and disappear by themselves, and the worker survives and stops as it should."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from cms import worker as worker_module
from cms.worker import JOBS, Job, Worker, next_minute, next_night
from tests.admin_forms import form_data
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory
from tests.server import ROOT, environment

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TITLES = "{ events { nodes { title } } }"


def run_once(jobs=JOBS):
    """Run what is due at the start, as a worker that is stopped right afterwards."""
    answers = iter([True, False])
    Worker(jobs).run(go_on=lambda: next(answers))


@pytest.fixture
def event_index(site):
    """The list of events."""
    return EventIndexPageFactory(parent=site.root_page)


@pytest.fixture(autouse=True)
def _inside_a_test(monkeypatch):
    """No waiting, and the connection stays open, as with Django's own test client: it holds the test's transaction."""
    monkeypatch.setattr(worker_module, "LONGEST_WAIT", 0)
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)


@pytest.fixture
def at_instant(monkeypatch):
    """Set the clock, for all that asks Django."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


def schedule(client, page, **times):
    """Publish a page in the editor with times at which it comes and goes."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client, url, type(page), **times) | {"action-publish": "action-publish"}
    response = client.post(url, data)
    assert response.status_code == 302


def later(minutes):
    """Return an instant as the editor's form takes it."""
    return f"{timezone.localtime() + dt.timedelta(minutes=minutes):%Y-%m-%d %H:%M}"


def test_a_scheduled_page_is_published_when_its_time_has_come(admin_client, event_index, query_data, at_instant):
    page = ActivityPageFactory(parent=event_index, title="Dialog", live=False)
    schedule(admin_client, page, go_live_at=later(5))
    run_once()
    assert query_data(TITLES) == {"events": {"nodes": []}}
    at_instant(timezone.now() + dt.timedelta(minutes=6))
    run_once()
    assert query_data(TITLES) == {"events": {"nodes": [{"title": "Dialog"}]}}
    page.refresh_from_db()
    assert (page.live, page.has_unpublished_changes) == (True, False)


def test_a_page_whose_time_is_over_is_unpublished(admin_client, event_index, query_data, at_instant):
    page = ActivityPageFactory(parent=event_index, title="Dialog")
    schedule(admin_client, page, expire_at=later(5))
    run_once()
    assert query_data(TITLES) == {"events": {"nodes": [{"title": "Dialog"}]}}
    at_instant(timezone.now() + dt.timedelta(minutes=6))
    run_once()
    assert query_data(TITLES) == {"events": {"nodes": []}}
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_a_job_that_fails_is_logged_and_the_others_run(db, monkeypatch, caplog):
    expired = Session.objects.create(session_key="old", expire_date=timezone.now() - dt.timedelta(days=1))

    def fail(*_args, **_options):
        raise OperationalError("the database is away")

    monkeypatch.setattr("wagtail.management.commands.publish_scheduled.Command.handle", fail)
    run_once([Job("publish_scheduled", next_minute, at_start=True), Job("clearsessions", next_night, at_start=True)])
    assert [record.getMessage() for record in caplog.records] == ["publish_scheduled failed"]
    assert "the database is away" in caplog.text
    assert not Session.objects.filter(pk=expired.pk).exists()


def test_a_job_runs_again_when_it_is_due_and_not_before(db, monkeypatch, at_instant):
    ran, start = [], dt.datetime(2026, 1, 1, 12, 0, 30, tzinfo=dt.UTC)
    instants = iter(start + dt.timedelta(seconds=seconds) for seconds in (0, 10, 29, 31, 50, 91))
    monkeypatch.setattr(worker_module, "call_command", lambda name, **_options: ran.append((name, timezone.now())))

    def go_on():
        instant = next(instants, None)
        if instant:
            at_instant(instant)
        return instant is not None

    at_instant(start)
    Worker().run(go_on=go_on)
    assert ran == [
        (command, start + dt.timedelta(seconds=seconds))
        for seconds in (0, 31, 91)
        for command in ("publish_scheduled", "count_problems")
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Other databases gather their statistics themselves.")
def test_sqlite_is_told_how_many_rows_there_are(db):
    Session.objects.create(session_key="one", expire_date=timezone.now())
    run_once([Job("gather_statistics", next_night, at_start=True)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'sqlite_autoindex_django_session_1'")
        assert cursor.fetchall() == [("1 1",)]


def test_each_night_the_database_is_tidied_up():
    assert [job.command for job in JOBS if job.next_time is next_night] == [
        "clearsessions",
        "update_index",
        "gather_statistics",
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-01-01 12:00", "2026-01-02 03:30", id="tomorrow"),
        pytest.param("2026-01-01 01:00", "2026-01-01 03:30", id="today"),
        pytest.param("2026-01-01 03:30", "2026-01-02 03:30", id="now is past"),
        pytest.param("2026-03-28 12:00", "2026-03-29 03:30", id="summer time begins"),
    ],
)
def test_the_next_night(now, expected):
    instants = [dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM) for text in (now, expected)]
    assert next_night(instants[0]) == instants[1]


@contextmanager
def running_worker(folder, *arguments):
    """A worker of its own with production's settings and an empty database; killed at the end if it still runs."""
    own = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "opens-nothing-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
        "ALLOWED_HOSTS": "localhost",
    }
    log = folder / "worker.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", *arguments],
            cwd=ROOT,
            env=environment(**own),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            yield process, log
        finally:
            process.kill()
            process.wait(timeout=30)


def wait_for(log, text):
    """Wait until a log holds a text."""
    deadline = time.monotonic() + 120
    while text not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_without_its_tables_goes_on_and_stops_cleanly(tmp_path, number):
    with running_worker(tmp_path) as (process, log):
        wait_for(log, "no such table")
        assert process.poll() is None
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
    printed = log.read_text()
    assert "publish_scheduled failed" in printed
    assert printed.endswith("The worker has stopped\n")


def test_a_worker_stops_when_its_parent_is_gone(tmp_path):
    with running_worker(tmp_path, "--parent", str(os.getppid())) as (process, log):
        assert process.wait(timeout=120) == 0
    assert log.read_text().endswith("The worker has stopped\n")


def test_a_worker_goes_on_while_its_parent_does(tmp_path):
    with running_worker(tmp_path, "--parent", str(os.getpid())) as (process, log):
        wait_for(log, "publish_scheduled failed")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=2)
