"""Calendar files of events, for anyone who may see the events."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from cms.paths import locate
from cms.peers import load_list
from cms.public_files import asked_language, asked_site, public_file
from events.calendars import calendar_of, occasions_of
from events.filters import asked_events
from events.models import EventPage


@public_file
def event_calendar(_request: HttpRequest, event_id: int) -> HttpResponse:
    """Hand out all occasions of one event."""
    event = _event_or_404(id=event_id)
    return _file(calendar_of(occasions_of([event])), event.slug)


@public_file
def occasion_calendar(_request: HttpRequest, occasion_id: int) -> HttpResponse:
    """Hand out one occasion."""
    event = _event_or_404(occasions__id=occasion_id)
    occasions = [occasion for occasion in occasions_of([event]) if occasion.pk == occasion_id]
    return _file(calendar_of(occasions), f"{event.slug}-{occasion_id}")


@public_file
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Hand out the upcoming events of a site in a language that fit the filters, to subscribe to."""
    site = asked_site(request)
    events = asked_events(request, site, asked_language(request))
    name = site.site_name or settings.WAGTAIL_SITE_NAME
    return _file(calendar_of(occasions_of(load_list(events)), name), "events")


def _event_or_404(**lookup: Any) -> EventPage:
    """Return the visible event that ``lookup`` finds, if it has a date and a place on the front end."""
    event = get_object_or_404(EventPage.objects.visible().exclude(starts_at=None), **lookup)
    if locate(event) is None:
        raise Http404
    return event


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.ics")}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
