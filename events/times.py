"""Clock times of a programme as instants."""

import datetime as dt

from django.utils import timezone

from events.phases import local_date


def instant_on_day(starts_at: dt.datetime, day: int, time: dt.time) -> dt.datetime:
    """Return the instant of a clock time on a day of an occasion; day 1 is the day on which it starts."""
    date = local_date(starts_at) + dt.timedelta(days=day - 1)
    return dt.datetime.combine(date, time, tzinfo=timezone.get_default_timezone())
