"""The interface of events and the root fields that list them."""

import datetime as dt
from typing import Any

import graphene
from grapple.registry import registry

from cms.graphql.connections import Keyset, connection_field, connection_type
from cms.graphql.context import language_of, municipality_argument, site_arguments, site_of
from cms.graphql.enums import choice_of, graphql_enum
from cms.graphql.errors import BadUserInput
from cms.graphql.pages import PageInterface
from cms.graphql.scalars import Day
from cms.graphql.search import matching
from cms.graphql.types import description_of, fields_of
from cms.public_files import address_of_file
from events.enums import EventAttendance, EventKind, EventPeriod
from events.models import ConferencePage, EventPage
from events.querysets import EventPageQuerySet

EventInterface = type(
    "EventInterface",
    (graphene.Interface,),
    {
        **PageInterface._meta.fields,
        **fields_of(EventPage),
        "resolve_type": PageInterface.resolve_type,
        "Meta": type(
            "Meta",
            (),
            {"description": description_of(EventPage), "interfaces": (PageInterface,)},
        ),
    },
)


class EventFeedUrls(graphene.ObjectType):
    """Where a calendar or a reader subscribes to upcoming events."""

    ical = graphene.String(required=True, description="Address of the calendar feed (iCalendar).")
    rss = graphene.String(required=True, description="Address of the RSS 2.0 feed.")
    atom = graphene.String(required=True, description="Address of the Atom feed.")


EventConnection = connection_type("Event", EventInterface)
ConferenceConnection = connection_type("Conference", lambda: registry.pages[ConferencePage])


class EventQueries:
    """Root fields of events."""

    events = connection_field(
        EventConnection,
        description="Events: upcoming ones the soonest first, past ones and all of them the latest first.",
        when=graphene.Argument(
            graphql_enum(EventPeriod),
            default_value=EventPeriod.UPCOMING.value,
            description="Upcoming (ongoing ones included), past, or all.",
        ),
        kind=graphene.Argument(graphql_enum(EventKind), description="Only events of this kind."),
        municipality=graphene.String(description="Only events with an occasion in this municipality of Halland."),
        attendance=graphene.Argument(
            graphql_enum(EventAttendance), description="Only events to take part in this way."
        ),
        from_date=Day(name="from", description="Only events with an occasion on this day or later."),
        to_date=Day(name="to", description="Only events with an occasion on this day or earlier."),
        search=graphene.String(description="Only events with these words."),
        **site_arguments(),
    )
    conference_summaries = connection_field(
        ConferenceConnection,
        description="Conferences whose summary is published, the latest summary first.",
        **site_arguments(),
    )
    event_feed_urls = graphene.Field(
        graphene.NonNull(EventFeedUrls),
        description="Where a calendar or a reader subscribes to upcoming events. The addresses take the filters "
        "`kind`, `municipality` and `attendance` in their query string.",
        **site_arguments(),
    )

    @staticmethod
    def resolve_events(
        _root: Any,
        _info: Any,
        first: int,
        when: Any = EventPeriod.UPCOMING,
        after: str | None = None,
        kind: Any = None,
        municipality: str | None = None,
        attendance: Any = None,
        from_date: dt.date | None = None,
        to_date: dt.date | None = None,
        search: str | None = None,
        site: str | None = None,
        locale: str | None = None,
    ) -> Keyset:
        if from_date and to_date and from_date > to_date:
            raise BadUserInput("from must not be later than to.")
        period = EventPeriod(choice_of(when) or EventPeriod.UPCOMING)
        events = _of_period(_events(EventPage, site, locale), period)
        if kind is not None:
            events = events.of_kind(EventKind(choice_of(kind)))
        if municipality is not None:
            events = events.in_municipality(municipality_argument(municipality))
        if attendance is not None:
            events = events.with_attendance(EventAttendance(choice_of(attendance)))
        if from_date or to_date:
            events = events.on_between(from_date, to_date)
        order = ("starts_at", "pk") if period == EventPeriod.UPCOMING else ("-starts_at", "-pk")
        return Keyset(matching(events, search).specific(), order, first, after)

    @staticmethod
    def resolve_conference_summaries(
        _root: Any,
        _info: Any,
        first: int,
        after: str | None = None,
        site: str | None = None,
        locale: str | None = None,
    ) -> Keyset:
        conferences = _events(ConferencePage, site, locale).summarised()
        return Keyset(conferences, ("-summary_published_on", "-pk"), first, after)

    @staticmethod
    def resolve_event_feed_urls(
        _root: Any, _info: Any, site: str | None = None, locale: str | None = None
    ) -> EventFeedUrls:
        return EventFeedUrls(
            ical=address_of_file("events:calendar_feed", site, locale),
            rss=address_of_file("events_rss", site, locale),
            atom=address_of_file("events_atom", site, locale),
        )


def _events(model: type[EventPage], site: str | None, locale: str | None) -> Any:
    return model.objects.visible().of_site(site_of(site)).in_language(language_of(locale))


def _of_period(events: EventPageQuerySet, period: EventPeriod) -> EventPageQuerySet:
    if period == EventPeriod.UPCOMING:
        return events.upcoming()
    if period == EventPeriod.PAST:
        return events.past()
    return events.exclude(starts_at=None)
