"""Upcoming events as feeds."""

from django.http import HttpRequest, HttpResponse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from cms.feeds import Entry, SteadyFeed, feed_response
from cms.peers import load_list
from cms.public_files import asked_language, asked_site, public_file
from events.calendars import ZONE, place_of
from events.enums import OccasionStatus
from events.filters import asked_events
from events.models import EventPage

LENGTH = 100


@public_file
def event_feed(request: HttpRequest, feed_class: type[SteadyFeed]) -> HttpResponse:
    """Hand out the upcoming events of a site in a language that fit the filters, the soonest first."""
    site, language = asked_site(request), asked_language(request)
    events = load_list(asked_events(request, site, language).defer_streamfields()[:LENGTH], specific=True)
    with translation.override(language):
        entries = [
            Entry(
                page=event,
                text="\n\n".join(filter(None, [_when_and_where(event), event.search_engine_description])),
                published_at=event.first_published_at,
                updated_at=event.last_published_at,
                categories=[str(event.kind.label)],
            )
            for event in events
        ]
        return feed_response(request, feed_class, site, language, _("Upcoming events"), entries)


def _when_and_where(event: EventPage) -> str:
    """Return the time and place of the next occasion, and what the organiser says if it is not as planned."""
    occasion = event.next_occasion
    if occasion is None:
        return ""
    status = OccasionStatus(occasion.status)
    said = str(status.label) if status in (OccasionStatus.CANCELLED, OccasionStatus.MOVED, OccasionStatus.FULL) else ""
    moment = formats.date_format(occasion.starts_at.astimezone(ZONE), "j F Y H:i")
    return " · ".join(filter(None, [said, moment, place_of(occasion)]))
