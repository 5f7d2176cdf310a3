"""Events as iCalendar files (RFC 5545), one entry for each occasion."""

import datetime as dt
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils import formats, translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from cms.graphql.resolvers import rich_text
from cms.paths import locate, site_roots
from cms.peers import related
from events.enums import OccasionStatus
from events.models import EventPage, Occasion

PRODUCT = "-//hok-cms//events//EN"
ZONE = ZoneInfo("Europe/Stockholm")
# The rules as they stand since 1996. What the library makes of a zone is a list of dates that ends one day.
ZONE_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
# What SEQUENCE counts its seconds from: it must stay below 2³¹, which epoch seconds reach in 2038.
SEQUENCE_START = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def calendar_of(occasions: Iterable[Occasion], name: str = "") -> bytes:
    """Return a calendar file with an entry for each occasion; the same content gives the same bytes.

    Args:
        occasions: occasions as their events' ``related(event, "occasions")`` gives them; those of an event that stands
            outside every site are left out.
        name: what a calendar program calls a calendar that it subscribes to; nothing for a file to import.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    if name:
        calendar.add("X-WR-CALNAME", name)
    calendar.add_component(Timezone.from_ical(ZONE_RULES))
    roots = site_roots()
    for occasion in occasions:
        if location := locate(occasion.event, roots):
            calendar.add_component(_entry(occasion, location.url))
    return calendar.to_ical()


def occasions_of(events: Sequence[EventPage]) -> list[Occasion]:
    """Return the occasions of events that were loaded together, event by event."""
    return [occasion for event in events for occasion in related(event, "occasions")]


def _entry(occasion: Occasion, url: str) -> Event:
    event = occasion.event
    revised_at = event.last_published_at or SEQUENCE_START
    is_cancelled = occasion.status == OccasionStatus.CANCELLED
    entry = Event()
    entry.add("UID", f"occasion-{occasion.pk}@{urlsplit(url).hostname}")
    entry.add("DTSTAMP", revised_at)
    entry.add("LAST-MODIFIED", revised_at)
    entry.add("SEQUENCE", max(0, int((revised_at - SEQUENCE_START).total_seconds())))
    entry.add("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("DTSTART", occasion.starts_at.astimezone(ZONE))
    if occasion.ends_at:
        entry.add("DTEND", occasion.ends_at.astimezone(ZONE))
    entry.add("SUMMARY", " – ".join(filter(None, [event.title, occasion.title])))
    if place := place_of(occasion):
        entry.add("LOCATION", place)
    if description := _description(occasion):
        entry.add("DESCRIPTION", description)
    entry.add("URL", iri_to_uri(url))
    return entry


def place_of(occasion: Occasion) -> str:
    """Return where an occasion takes place, in one line; empty while that is not decided."""
    venue = occasion.venue
    if venue is None:
        return occasion.online_platform
    town = f"{venue.postal_code} {venue.city}".strip()
    return ", ".join(filter(None, [venue.name, venue.street_address, town])) or occasion.online_platform


def _description(occasion: Occasion) -> str:
    paragraphs = [
        occasion.notice,
        occasion.event.summary,
        rich_text(occasion, "joining_note").plain_text,
        _deadline(occasion),
    ]
    return "\n\n".join(filter(None, paragraphs))


def _deadline(occasion: Occasion) -> str:
    deadline = occasion.registration_deadline
    if not occasion.registration_required or not deadline or occasion.status == OccasionStatus.CANCELLED:
        return ""
    with translation.override(related(occasion.event, "locale").language_code):
        moment = formats.date_format(deadline.astimezone(ZONE), "j F Y H:i")
        return _("Register no later than: %(moment)s") % {"moment": moment}
