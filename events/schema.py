"""The interface of events and the root fields that list them."""

import datetime as dt
from typing import Any

import graphene
from django.utils import timezone
from grapple.registry import registry

from cms.graphql.connections import Keyset, Ordered, connection_field, connection_type
from cms.graphql.context import language_of, municipality_argument, site_arguments, site_of
from cms.graphql.enums import choice_of, graphql_enum
from cms.graphql.errors import BadUserInput
from cms.graphql.pages import PageInterface
from cms.graphql.scalars import Day
from cms.graphql.search import matching
from cms.graphql.types import description_of, fields_of
from cms.public_files import address_of_file
from cms.querysets import below, root_paths
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
        the_kind = None if kind is None else EventKind(choice_of(kind))
        the_municipality = None if municipality is None else municipality_argument(municipality)
        the_attendance = None if attendance is None else EventAttendance(choice_of(attendance))
        scope = _scope(site, locale)

        def events() -> EventPageQuerySet:
            found = _of_period(_events(EventPage, *scope), period)
            if the_kind is not None:
                found = found.of_kind(the_kind)
            if the_municipality is not None:
                found = found.in_municipality(the_municipality)
            if the_attendance is not None:
                found = found.with_attendance(the_attendance)
            return found.on_between(from_date, to_date) if from_date or to_date else found

        name = ("events", *scope, period.value, the_kind, the_municipality, the_attendance, from_date, to_date)
        order = ("starts_at", "pk") if period == EventPeriod.UPCOMING else ("-starts_at", "-pk")
        return Keyset(matching(name, events, order, search, specific=True), first, after)

    @staticmethod
    def resolve_conference_summaries(
        _root: Any,
        _info: Any,
        first: int,
        after: str | None = None,
        site: str | None = None,
        locale: str | None = None,
    ) -> Keyset:
        scope, today = _scope(site, locale), timezone.localdate()
        conferences = Ordered.kept(
            ("conferenceSummaries", *scope, today),
            lambda: _events(ConferencePage, *scope).summarised(today),
            ("-summary_published_on", "-pk"),
        )
        return Keyset(conferences, first, after)

    @staticmethod
    def resolve_event_feed_urls(
        _root: Any, _info: Any, site: str | None = None, locale: str | None = None
    ) -> EventFeedUrls:
        return EventFeedUrls(
            ical=address_of_file("events:calendar_feed", site, locale),
            rss=address_of_file("events_rss", site, locale),
            atom=address_of_file("events_atom", site, locale),
        )


def _scope(site: str | None, locale: str | None) -> tuple[tuple[str, ...], str]:
    """Return what the arguments ``site`` and ``locale`` stand for: the roots of the site's pages, and a language."""
    return root_paths(site_of(site)), language_of(locale)


def _events(model: type[EventPage], roots: tuple[str, ...], language: str) -> Any:
    return model.objects.visible().filter(below(roots)).in_language(language)


def _of_period(events: EventPageQuerySet, period: EventPeriod) -> EventPageQuerySet:
    if period == EventPeriod.UPCOMING:
        return events.upcoming()
    if period == EventPeriod.PAST:
        return events.past()
    return events.exclude(starts_at=None)
