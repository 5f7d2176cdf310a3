"""What the service does by the clock, in a process of its own: publishing what is due, and tidying up at night."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

NIGHT = dt.time(3, 30)
"""When nobody minds: the time in the site's time zone at which the nightly commands run."""
LONGEST_WAIT = 1.0
"""Seconds after which the worker looks again whether it should go on."""


def next_minute(now: dt.datetime) -> dt.datetime:
    """Return the next full minute, which is when editors schedule."""
    return now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)


def next_night(now: dt.datetime) -> dt.datetime:
    """Return the next instant at which clocks in the site's time zone show ``NIGHT``."""
    zone = timezone.get_default_timezone()
    today = now.astimezone(zone).date()
    nights = (dt.datetime.combine(today + dt.timedelta(days=day), NIGHT, tzinfo=zone) for day in (0, 1))
    return next(night for night in nights if night > now)


@dataclass(frozen=True)
class Job:
    """A management command that runs again and again, and when the next time is after an instant."""

    command: str
    next_time: Callable[[dt.datetime], dt.datetime]
    at_start: bool = False


JOBS = (
    # At the start too: what was due while no worker ran.
    Job("publish_scheduled", next_minute, at_start=True),
    Job("count_problems", next_minute, at_start=True),
    Job("clearsessions", next_night),
    Job("update_index", next_night),
    Job("gather_statistics", next_night),
)


class Worker:
    """Runs jobs when they are due until it is told to stop; one that fails is logged and tried again the next time."""

    def __init__(self, jobs: Sequence[Job] = JOBS) -> None:
        self.jobs = jobs
        self._stopped = Event()

    def stop(self, *_signal: Any) -> None:
        """Have the worker stop once the job that is running is done; takes a signal's arguments."""
        self._stopped.set()

    def run(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Run what is due, and wait, until ``stop`` is called or ``go_on`` answers no."""
        now = timezone.now()
        due = {job: now if job.at_start else job.next_time(now) for job in self.jobs}
        while not self._stopped.is_set() and go_on():
            for job, instant in due.items():
                now = timezone.now()
                if instant <= now and not self._stopped.is_set():
                    run_job(job)
                    due[job] = job.next_time(now)
            wait = (min(due.values()) - timezone.now()).total_seconds()
            self._stopped.wait(min(max(wait, 0), LONGEST_WAIT))


def run_job(job: Job) -> None:
    """Run one job; whatever fails, a database that is away above all, is logged, and the next time tries it again."""
    close_old_connections()
    try:
        call_command(job.command, verbosity=0)
    except Exception:
        logger.exception("%s failed", job.command)
    finally:
        close_old_connections()
