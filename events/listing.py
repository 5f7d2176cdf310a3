"""How editors find activities and conferences in the admin."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn

from cms.enums import Municipality
from cms.listing_filters import ListingFilterSet, StatusFilter
from cms.listings import (
    ADDRESS_COLUMN,
    LANGUAGE_COLUMN,
    STATUS_TEXT,
    TITLE_TEXT,
    PageListing,
    PageListingView,
    ShortDateColumn,
)
from cms.peers import related, set_peers
from events.enums import EventAttendance, EventKind, EventPeriod, EventPhase
from events.models import ActivityPage, ConferencePage, EventPage
from events.phases import local_date


def next_start(event: EventPage) -> dt.datetime | None:
    """Return when the occasion starts that a visitor wants to know about."""
    return event.next_occasion.starts_at if event.next_occasion else None


def next_end(event: EventPage) -> dt.datetime | None:
    """Return when that occasion ends, if it is decided."""
    return event.next_occasion.ends_at if event.next_occasion else None


def next_deadline(event: EventPage) -> dt.datetime | None:
    """Return until when one can register for that occasion, if one has to."""
    occasion = event.next_occasion
    return occasion.registration_deadline if occasion and occasion.registration_required else None


def municipalities(event: EventPage) -> str:
    """Return the municipalities of the occasions on site, each once, in the order of the occasions."""
    on_site = (each for each in related(event, "occasions") if each.attendance != EventAttendance.ONLINE)
    return ", ".join(dict.fromkeys(each.get_municipality_display() for each in on_site if each.municipality))


def of_next(name: str) -> Any:
    """Return what reads a column of the occasion that a visitor wants to know about."""
    return lambda event: getattr(event.next_occasion, name, None)


KIND = Column("kind", label=_("Kind"), accessor=lambda event: event.kind.label, sort_key="kind", width="8%")
PHASE = Column("phase", label=_("Phase"), accessor=lambda event: event.phase.label, width="13%")
NEXT_START = ShortDateColumn(
    "next_start", label=_("Next occasion"), accessor=next_start, sort_key="next_start", width="10%"
)
DEADLINE = ShortDateColumn(
    "deadline", label=_("Deadline"), accessor=next_deadline, sort_key="next_deadline", width="10%"
)
MUNICIPALITY = Column(
    "municipality", label=_("Municipality"), accessor=municipalities, sort_key="municipality", width="10%"
)


class EventFilterSet(ListingFilterSet):
    """By time, phase, kind, dates, municipality and status."""

    period = django_filters.ChoiceFilter(
        label=_("Time"),
        choices=[(each.value, each.label) for each in (EventPeriod.UPCOMING, EventPeriod.PAST)],
        empty_label=EventPeriod.ALL.label,
        widget=forms.RadioSelect,
        method="filter_period",
    )
    phase = django_filters.MultipleChoiceFilter(
        label=_("Phase"), choices=EventPhase.choices, widget=forms.CheckboxSelectMultiple, method="filter_phase"
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=EventKind.choices,
        empty_label=EventPeriod.ALL.label,
        widget=forms.RadioSelect,
        method="filter_kind",
    )
    on = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget, method="filter_on")
    deadline = django_filters.DateFromToRangeFilter(
        label=_("Deadline"), widget=DateRangePickerWidget, method="filter_deadline"
    )
    municipality = django_filters.MultipleChoiceFilter(
        label=_("Municipality"),
        choices=Municipality.choices,
        widget=forms.CheckboxSelectMultiple,
        method="filter_municipality",
    )
    status = StatusFilter()

    class Meta:
        model = EventPage
        fields: ClassVar[list[str]] = []

    def filter_period(self, events: Any, _name: str, value: str) -> Any:
        """Return the events that are ahead or over."""
        return events.past() if value == EventPeriod.PAST else events.upcoming()

    def filter_phase(self, events: Any, _name: str, values: list[str]) -> Any:
        """Return the events in any of these phases."""
        return events.filter(pk__in=in_phases(events, {EventPhase(value) for value in values})) if values else events

    def filter_kind(self, events: Any, _name: str, value: str) -> Any:
        """Return the events of one page type."""
        return events.of_kind(EventKind(value))

    def filter_on(self, events: Any, _name: str, days: slice) -> Any:
        """Return the events with an occasion on one of these days."""
        return events.on_between(*map(_day, (days.start, days.stop)))

    def filter_deadline(self, events: Any, _name: str, days: slice) -> Any:
        """Return the events with an occasion that is not cancelled, for which one has to register by such a day."""
        return events.with_deadline_between(*map(_day, (days.start, days.stop)))

    def filter_municipality(self, events: Any, _name: str, values: list[str]) -> Any:
        """Return the events with an occasion on site in any of these municipalities."""
        return events.in_any_municipality(values) if values else events


def _day(instant: dt.datetime | None) -> dt.date | None:
    return local_date(instant) if instant else None


def in_phases(events: QuerySet[Any], phases: Iterable[EventPhase]) -> list[int]:
    """Return the keys of those of ``events`` that are in one of these phases.

    The phase is computed, not stored, so they are read; what is over only if one of the phases needs it.
    """
    wanted = set(phases)
    candidates = EventPage.objects.filter(pk__in=events.order_by().values("pk"))
    if not wanted & {EventPhase.PAST, EventPhase.SUMMARISED, EventPhase.CANCELLED}:
        candidates = candidates.filter(Q(over_at=None) | Q(over_at__gt=timezone.now()))
    pages = set_peers(list(candidates.order_by().defer_streamfields().specific()))
    return [page.pk for page in pages if page.phase in wanted]


class EventListingView(PageListingView):
    """The list of events, what comes next first."""

    page_title = _("Activities and conferences")
    default_ordering = None
    sort_fields: ClassVar[dict[str, str]] = {"kind": "content_type__model", "municipality": "first_municipality"}
    base_columns: ClassVar[list[Any]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="34%"),
        KIND,
        PHASE,
        NEXT_START,
        DEADLINE,
        MUNICIPALITY,
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    ]
    export_columns = (
        TITLE_TEXT,
        KIND,
        PHASE,
        NEXT_START,
        Column("next_end", label=_("Ends"), accessor=next_end),
        DEADLINE,
        MUNICIPALITY,
        Column("venue", label=_("Venue"), accessor=of_next("venue_name")),
        Column("occasions", label=_("Number of occasions"), accessor=lambda event: len(related(event, "occasions"))),
        Column("capacity", label=_("Number of seats"), accessor=of_next("capacity")),
        Column("seats_left", label=_("Seats left"), accessor=of_next("seats_left")),
        STATUS_TEXT,
        LANGUAGE_COLUMN,
        ADDRESS_COLUMN,
    )

    def annotate_queryset(self, pages: Any) -> Any:
        return super().annotate_queryset(pages.with_next_occasion())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # Where an event stands decides whether it may be copied, which each row's menu offers.
        EventPage.objects.annotate_parent_page(context["object_list"])
        return context

    def order_queryset(self, queryset: Any) -> Any:
        if not self.ordering:
            return queryset.next_first()
        if self.ordering.removeprefix("-") == "municipality":
            queryset = queryset.with_first_municipality()
        return super().order_queryset(queryset)


class EventListing(PageListing):
    """Activities and conferences, wherever they stand in the tree."""

    name = "event_pages"
    url_prefix = "activities-and-conferences"
    model = EventPage
    page_types = (ActivityPage, ConferencePage)
    index_view_class = EventListingView
    filterset_class = EventFilterSet
    icon = "calendar-alt"
    menu_label = _("Activities and conferences")
    menu_name = "events"
    menu_order = 120
