"""Clock times of a programme as instants."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from events.phases import local_date, start_of_day


def instant_on_day(starts_at: dt.datetime, day: int, time: dt.time) -> dt.datetime:
    """Return the instant of a clock time on a day of an occasion; day 1 is the day on which it starts."""
    date = local_date(starts_at) + dt.timedelta(days=day - 1)
    return dt.datetime.combine(date, time, tzinfo=timezone.get_default_timezone())


def outside_occasion(
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
    day: int,
    start: dt.time,
    end: dt.time | None,
    *,
    may_begin_early: bool = False,
) -> tuple[str, str] | None:
    """Return which time of a programme item is outside its occasion, as a field's name and what is wrong.

    Args:
        starts_at: when the occasion starts.
        ends_at: when it ends; left open, it ends with the day on which it starts.
        day: the item's day, 1 for the first.
        start: when the item starts on that day.
        end: when it ends, if that is decided.
        may_begin_early: whether it may begin before the occasion, as registration may.
    """
    begins_at = instant_on_day(starts_at, day, start)
    over_at = ends_at or start_of_day(local_date(starts_at) + dt.timedelta(days=1))
    if begins_at < starts_at and not may_begin_early:
        return "start_time", _("The occasion has not started at this time.")
    if begins_at > over_at:
        return "start_time", _("The occasion is over at this time.")
    if end and instant_on_day(starts_at, day, end) > over_at:
        return "end_time", _("The occasion is over at this time.")
    return None
