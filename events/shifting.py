"""Moves the dates of an event by whole days, the clock on the wall unchanged: plain facts in and out, no models."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone

WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class OccasionDates:
    """The instants of an occasion that move together; ``None`` for what is not decided."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    registration_opens_at: dt.datetime | None = None
    registration_deadline: dt.datetime | None = None


def shift_between(first_day: dt.date, new_first_day: dt.date, *, keep_weekday: bool = False) -> dt.timedelta:
    """Return by how many days all dates move, so that what was on ``first_day`` is on ``new_first_day``.

    Args:
        first_day: the day on which the first occasion starts.
        new_first_day: the day on which it is to start.
        keep_weekday: take the nearest day of the week that ``first_day`` is instead, at most three days away.
    """
    days = (new_first_day - first_day).days
    return dt.timedelta(days=round(days / 7) * 7 if keep_weekday else days)


def shifted(instant: dt.datetime, shift: dt.timedelta) -> dt.datetime:
    """Return the instant at which clocks in the site's time zone show the same, whole days earlier or later.

    A time that does not exist, in the hour that summer time skips, becomes the one an hour later.
    """
    zone = timezone.get_default_timezone()
    there = instant.astimezone(zone).replace(tzinfo=None, fold=0) + shift
    return there.replace(tzinfo=zone).astimezone(dt.UTC)


def shifted_dates(dates: OccasionDates, shift: dt.timedelta) -> OccasionDates:
    """Return the dates of an occasion, moved; what holds among them before holds afterwards too.

    Only in the nights when clocks are changed can two instants change places: then an end keeps its distance to the
    start, a deadline falls on the start, and registration is open from the beginning.
    """
    starts_at = shifted(dates.starts_at, shift)
    ends_at = dates.ends_at and shifted(dates.ends_at, shift)
    if dates.ends_at and ends_at and ends_at <= starts_at:
        ends_at = starts_at + (dates.ends_at - dates.starts_at)
    deadline = dates.registration_deadline and min(shifted(dates.registration_deadline, shift), starts_at)
    opens_at = dates.registration_opens_at and shifted(dates.registration_opens_at, shift)
    if opens_at and opens_at >= (deadline or starts_at):
        opens_at = None
    return OccasionDates(starts_at, ends_at, opens_at, deadline)


def with_year(text: str, year: int, new_year: int) -> str:
    """Return a title or slug of a year as that of another, "2025–2026" as a whole; unchanged if it does not name it."""

    def moved(found: re.Match[str]) -> str:
        return re.sub(r"20\d\d", lambda each: str(int(each[0]) + new_year - year), found[0])

    return re.sub(rf"\b(?:20\d\d[-–/])?{year}(?:[-–/]20\d\d)?\b", moved, text)
