"""When events change by themselves, for answers that are kept until then (``cms.content_version``)."""

import datetime as dt

from django.db.models import Q

from events.models import Occasion
from events.phases import LAST_DAYS, EventFacts, borders

AHEAD = dt.timedelta(days=2)
"""How far to look: answers are made anew each midnight anyway."""

INSTANTS = {
    "starts_at": dt.timedelta(0),
    "ends_at": dt.timedelta(0),
    "registration_opens_at": dt.timedelta(0),
    "original_deadline": dt.timedelta(0),
    # From this long before it, to the deadline itself; an hour more for the days on which the clock is moved.
    "registration_deadline": dt.timedelta(days=LAST_DAYS, hours=1),
}
"""The columns of an occasion that borders are made of, and how long before the instant in it one can lie."""


def next_border(now: dt.datetime) -> dt.datetime | None:
    """Return the first border of an occasion after ``now``, if there is one soon; one statement."""
    soon = Q()
    for column, before in INSTANTS.items():
        soon |= Q(**{f"{column}__gt": now, f"{column}__lte": now + AHEAD + before})
    facts = EventFacts([occasion.facts for occasion in Occasion.objects.filter(soon)])
    return min((border for border in borders(facts) if border > now), default=None)
