"""Which events a list holds, and in which order."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.querysets import BasePageQuerySet, visible
from cms.statements import Now
from events.enums import EventAttendance, EventKind, OccasionStatus
from events.phases import local_date, start_of_day


class EventPageQuerySet(BasePageQuerySet):
    """Query sets of events; the filters that look at occasions cost no statement of their own."""

    def upcoming(self, now: dt.datetime | None = None) -> Self:
        """Events with an occasion that is not over: what is ahead and what is going on."""
        return self.filter(over_at__gt=now or Now())

    def past(self, now: dt.datetime | None = None) -> Self:
        """Events whose every occasion is over."""
        # What is over has started; said apart, it is where the index of starts begins.
        return self.filter(over_at__lte=now or Now(), starts_at__lte=now or Now())

    def held(self) -> Self:
        """Events with an occasion that is not cancelled."""
        return self._with_occasion(~Q(status=OccasionStatus.CANCELLED))

    def soonest_first(self) -> Self:
        """By start, those without a date last."""
        return self.order_by("starts_at", "pk")

    def newest_first(self) -> Self:
        """By start, the latest first."""
        return self.order_by("-starts_at", "-pk")

    def of_kind(self, kind: EventKind) -> Self:
        """Events of one page type."""
        return self.filter(**{f"{EventKind(kind).value}page__isnull": False})

    def on_between(self, first: dt.date | None = None, last: dt.date | None = None) -> Self:
        """Events with an occasion on a day from ``first`` through ``last``; ``None`` leaves that side open."""
        condition = Q()
        if first:
            morning = start_of_day(first)
            condition &= Q(ends_at__gt=morning) | Q(ends_at=None, starts_at__gte=morning)
        if last:
            condition &= Q(starts_at__lt=start_of_day(last + dt.timedelta(days=1)))
        return self._with_occasion(condition) if condition else self

    def in_municipality(self, municipality: str) -> Self:
        """Events with an occasion on site in a municipality."""
        return self._with_occasion(Q(municipality=municipality) & ~Q(attendance=EventAttendance.ONLINE))

    def with_attendance(self, attendance: EventAttendance) -> Self:
        """Events that one can take part in this way; ``HYBRID`` asks for those that offer both."""
        on_site = Q(attendance__in=[EventAttendance.ON_SITE, EventAttendance.HYBRID])
        online = Q(attendance__in=[EventAttendance.ONLINE, EventAttendance.HYBRID])
        ways = {EventAttendance.ON_SITE: [on_site], EventAttendance.ONLINE: [online]}
        events = self
        for way in ways.get(EventAttendance(attendance), [on_site, online]):
            events = events._with_occasion(way)
        return events

    def in_any_municipality(self, municipalities: Iterable[str]) -> Self:
        """Events with an occasion on site in one of these municipalities."""
        return self._with_occasion(Q(municipality__in=municipalities) & ~Q(attendance=EventAttendance.ONLINE))

    def with_deadline_between(self, first: dt.date | None = None, last: dt.date | None = None) -> Self:
        """Events with an occasion that is not cancelled and has its deadline on a day from ``first`` through ``last``.

        ``None`` leaves that side open.
        """
        condition = Q(registration_required=True) & ~Q(status=OccasionStatus.CANCELLED)
        if first:
            condition &= Q(registration_deadline__gte=start_of_day(first))
        if last:
            condition &= Q(registration_deadline__lt=start_of_day(last + dt.timedelta(days=1)))
        return self._with_occasion(condition) if first or last else self

    def with_next_occasion(self, now: dt.datetime | None = None) -> Self:
        """Add ``next_start`` and ``next_deadline`` of the occasion that ``EventPage.next_occasion`` chooses."""
        now = now or timezone.now()
        held, cancelled = ~Q(status=OccasionStatus.CANCELLED), Q(status=OccasionStatus.CANCELLED)
        today = start_of_day(local_date(now))
        ahead = held & (Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=today))
        occasions = self._occasions.filter(event=OuterRef("pk"))
        chosen = [
            occasions.filter(ahead).order_by("starts_at", "sort_order", "pk"),
            occasions.filter(held).order_by("-starts_at", "-sort_order", "-pk"),
            occasions.filter(cancelled).order_by("starts_at", "sort_order", "pk"),
        ]
        next_pk = Coalesce(*(Subquery(each.values("pk")[:1]) for each in chosen))
        next_occasion = self._occasions.filter(pk=OuterRef("_next_occasion"))
        with_deadline = next_occasion.filter(registration_required=True)
        return self.alias(_next_occasion=next_pk).annotate(
            next_start=Subquery(next_occasion.values("starts_at")),
            next_deadline=Subquery(with_deadline.values("registration_deadline")),
        )

    def with_first_municipality(self) -> Self:
        """Add ``first_municipality``, of the first occasion on site that says where it is."""
        on_site = self._occasions.filter(event=OuterRef("pk")).exclude(attendance=EventAttendance.ONLINE)
        somewhere = on_site.exclude(municipality="").order_by("sort_order", "pk")
        return self.annotate(first_municipality=Subquery(somewhere.values("municipality")[:1]))

    def next_first(self, now: dt.datetime | None = None) -> Self:
        """What is ahead or going on, by its next occasion; then what has no date; then what is over, the latest first.

        For events ``with_next_occasion()``.
        """
        is_over = Q(over_at__lte=now or timezone.now())
        return self.order_by(
            Case(When(is_over, then=1), default=0),
            Case(When(is_over, then=None), default=F("next_start")).asc(nulls_last=True),
            F("next_start").desc(nulls_last=True),
            "-pk",
        )

    def next_of_each(self, locale_ids: Iterable[Any], size: int) -> Self:
        """The next ``size`` visible events of each locale, the soonest first."""
        condition = Q(pk__in=[])
        for locale_id in set(locale_ids):
            coming = self.visible().of_locale(locale_id).upcoming().soonest_first()[:size]
            condition |= Q(pk__in=coming)
        return self.visible().filter(condition).soonest_first()

    def _with_occasion(self, condition: Q) -> Self:
        return self.filter(Exists(self._occasions.filter(condition, event=OuterRef("pk"))))

    @property
    def _occasions(self) -> QuerySet[Any]:
        occasions: QuerySet[Any] = self.model._meta.get_field("occasions").related_model._default_manager.all()
        return occasions


class ConferencePageQuerySet(EventPageQuerySet):
    """Query sets of conferences."""

    def summarised(self, today: dt.date | None = None) -> Self:
        """Conferences whose summary is published."""
        return self.filter(summary_published_on__lte=today or timezone.localdate())

    def without_summary(self) -> Self:
        """Conferences whose summary has no day to be published on."""
        return self.filter(summary_published_on=None)

    def newest_summary_first(self) -> Self:
        """By the summary's date, the latest first."""
        return self.order_by("-summary_published_on", "-pk")


class EventChangeQuerySet(QuerySet[Any]):
    """Query sets of changes of events."""

    def visible(self) -> Self:
        """Changes that editors show, of events that anyone may see."""
        events = visible(self.model._meta.get_field("event").related_model._default_manager.all())
        return self.filter(is_shown=True, event__in=events.values("pk"))

    def for_editors(self) -> Self:
        """Changes with their occasions; an alias says what its source says and has none of its own."""
        return self.filter(copy_of=None).select_related("occasion")
