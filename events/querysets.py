"""Which events a list holds, and in which order."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.querysets import BasePageQuerySet, visible
from cms.statements import Now
from events.enums import EventAttendance, EventKind, OccasionStatus
from events.phases import start_of_day


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

    def next_of_each(self, locale_ids: Iterable[Any], size: int) -> Self:
        """The next ``size`` visible events of each locale, the soonest first."""
        condition = Q(pk__in=[])
        for locale_id in set(locale_ids):
            coming = self.visible().of_locale(locale_id).upcoming().soonest_first()[:size]
            condition |= Q(pk__in=coming)
        return self.visible().filter(condition).soonest_first()

    def _with_occasion(self, condition: Q) -> Self:
        occasions: QuerySet = self.model._meta.get_field("occasions").related_model._default_manager.all()
        return self.filter(Exists(occasions.filter(condition, event=OuterRef("pk"))))


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
