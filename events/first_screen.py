"""What the first screen of the admin says about events: which need something soon, and which are left behind."""

import datetime as dt
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy

from cms.first_screen import ListPanel, Row, editable_pages, page_row
from events.enums import EventKind, EventPhase, OccasionStatus, RegistrationStatus
from events.models import ConferencePage, Occasion
from events.phases import registration_status

NEAR = dt.timedelta(days=7)
"""How long before a deadline to register the event is listed."""
FORGOTTEN = dt.timedelta(days=730)
"""How long after a conference its summary is asked for: two of those that take place each year."""


class EventPanel(ListPanel):
    """Some events; its link leads to the list of events in the menu."""

    more_label = gettext_lazy("All of these in the list of events")

    @abstractmethod
    def filters(self) -> dict[str, Any]:
        """Return what that list is filtered by (``events/listing.py``)."""

    def more_url(self, user: Any) -> str:
        return f"{reverse('event_pages:index')}?{urlencode(self.filters())}"


class OccasionPanel(EventPanel):
    """A list of occasions ahead whose registration has one status."""

    status: ClassVar[RegistrationStatus]
    column: ClassVar[str]

    @abstractmethod
    def candidates(self, now: dt.datetime) -> Q:
        """Return the condition for an occasion that may be meant; ``registration_status`` has the last word."""

    def rows(self, user: Any) -> Sequence[Row]:
        now = timezone.now()
        occasions = editable_occasions(user).filter(self.candidates(now)).order_by(self.column, "pk")
        meant = [each for each in occasions if registration_status(each.facts, now) == self.status]
        return [
            page_row(each.event, note=each.title, when=moment(getattr(each, self.column)))
            for each in meant[: self.size]
        ]


def editable_occasions(user: Any) -> QuerySet[Occasion]:
    """Return the occasions of published events that the user may change, with their events."""
    events = editable_pages(user).filter(live=True).order_by().values("pk")
    return Occasion.objects.filter(event__in=events).select_related("event")


def moment(instant: dt.datetime) -> str:
    """Return an instant as editors read it, in the site's time zone."""
    return formats.date_format(timezone.localtime(instant), "DATETIME_FORMAT")


class DeadlinesPanel(OccasionPanel):
    """Occasions that one can register for, but not for long."""

    name = "near_deadlines"
    order = 231
    heading = gettext_lazy("Registration closes within a week")
    when_heading = gettext_lazy("Deadline to register")
    status = RegistrationStatus.OPEN
    column = "registration_deadline"

    def filters(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"deadline_from": today, "deadline_to": today + NEAR}

    def candidates(self, now: dt.datetime) -> Q:
        return Q(registration_required=True, registration_deadline__gt=now, registration_deadline__lte=now + NEAR)


class FullPanel(OccasionPanel):
    """Occasions ahead that are full."""

    name = "full_events"
    order = 232
    heading = gettext_lazy("Fully booked")
    when_heading = gettext_lazy("Starts")
    status = RegistrationStatus.FULL
    column = "starts_at"

    def filters(self) -> dict[str, Any]:
        return {"phase": EventPhase.FULL}

    def candidates(self, now: dt.datetime) -> Q:
        return Q(Q(status=OccasionStatus.FULL) | Q(registration_required=True, seats_left=0), starts_at__gt=now)


class SummariesPanel(EventPanel):
    """Conferences that took place and whose summary nobody has published or given a day."""

    name = "missing_summaries"
    order = 233
    heading = gettext_lazy("Conferences without a summary")
    when_heading = gettext_lazy("Ended")

    def filters(self) -> dict[str, Any]:
        return {"kind": EventKind.CONFERENCE, "phase": EventPhase.PAST}

    def rows(self, user: Any) -> Sequence[Row]:
        now = timezone.now()
        pages = editable_pages(user).filter(live=True).order_by().values("pk")
        conferences = ConferencePage.objects.filter(pk__in=pages).past(now).held().without_summary()
        recent = conferences.filter(over_at__gt=now - FORGOTTEN).order_by("-over_at", "-pk")[: self.size]
        return [
            page_row(
                each,
                note=each.theme,
                when=formats.date_format(timezone.localtime(each.over_at), "DATE_FORMAT"),
                field="summary_published_on",
            )
            for each in recent
        ]


EVENT_PANELS = (DeadlinesPanel, FullPanel, SummariesPanel)
"""The panels about events."""
