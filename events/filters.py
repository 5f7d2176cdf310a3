"""Which upcoming events an address asks for: what calendars and feeds have in common."""

from django.http import HttpRequest
from wagtail.models import Site

from cms.graphql.context import municipality_argument
from cms.public_files import asked, asked_choice
from events.enums import EventAttendance, EventKind
from events.models import EventPage
from events.querysets import EventPageQuerySet


def asked_events(request: HttpRequest, site: Site, language: str) -> EventPageQuerySet:
    """Return the upcoming events that fit the query string's ``kind``, ``municipality`` and ``attendance``.

    Raises:
        BadUserInput: for a filter that can't be used.
    """
    events = EventPage.objects.visible().of_site(site).in_language(language).upcoming().soonest_first()
    if kind := asked_choice(request, "kind", EventKind):
        events = events.of_kind(kind)
    if municipality := asked(request, "municipality"):
        events = events.in_municipality(municipality_argument(municipality))
    if attendance := asked_choice(request, "attendance", EventAttendance):
        events = events.with_attendance(attendance)
    return events
