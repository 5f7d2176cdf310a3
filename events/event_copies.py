"""Where editors set up an event again for another year: everything of it, with new dates, as a draft."""

import datetime as dt
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import formats
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms.pages import CopyForm

from events.draft_forms import DraftFormView
from events.enums import OccasionStatus
from events.fields import DayField
from events.models import EventPage, Occasion
from events.phases import local_date
from events.shifting import WEEK, OccasionDates, shift_between, shifted_dates, with_year

A_YEAR = dt.timedelta(weeks=52)
"""A year of whole weeks: what is proposed falls on the same weekday."""

WRITTEN_AFTERWARDS: dict[str, Any] = {
    "summary_published_on": None,
    "summary_lead": "",
    "summary_body": [],
    "summary_key_points": [],
    "summary_documents": [],
}


def first_day(event: EventPage) -> dt.date | None:
    """Return the day on which the first occasion of an event starts, cancelled or not; ``None`` without occasions."""
    return min((local_date(occasion.starts_at) for occasion in event.occasions.all()), default=None)


def set_up_again(occasion: Occasion, shift: dt.timedelta) -> None:
    """Move an occasion and start its registration anew: nobody has registered, nothing is cancelled or extended."""
    dates = shifted_dates(
        OccasionDates(
            occasion.starts_at,
            occasion.ends_at,
            occasion.registration_opens_at,
            occasion.original_deadline or occasion.registration_deadline,
        ),
        shift,
    )
    occasion.starts_at, occasion.ends_at = dates.starts_at, dates.ends_at
    occasion.registration_opens_at, occasion.registration_deadline = (
        dates.registration_opens_at,
        dates.registration_deadline,
    )
    occasion.original_deadline, occasion.deadline_note = None, ""
    occasion.status, occasion.notice = OccasionStatus.PLANNED, ""
    if occasion.seats_left is not None:
        occasion.seats_left = occasion.capacity


def copy_event(event: EventPage, *, title: str, slug: str, shift: dt.timedelta, user: Any) -> EventPage:
    """Return a draft of an event beside it, all its dates moved, registration and summary as for a new one.

    What is copied is the latest draft, as the editor sees it. Neither changes nor notices come along.

    Args:
        event: the event, as its page type.
        title: the copy's title.
        slug: the copy's slug; no page beside the event has it.
        shift: by how many days all dates move.
        user: who copies; owns the copy.

    Raises:
        CopyPagePermissionError: the user may not add such a page there.
    """
    draft = event.get_latest_revision_as_object()
    occasions = list(draft.occasions.all())
    for occasion in occasions:
        set_up_again(occasion, shift)
    draft.occasions.set(occasions)
    draft.event_notices.set([])
    draft.go_live_at = draft.expire_at = None
    for name, empty in WRITTEN_AFTERWARDS.items():
        if hasattr(draft, name):
            setattr(draft, name, empty)
    with transaction.atomic():
        copy: EventPage = draft.copy(
            to=event.get_parent(),
            update_attrs={"title": title, "draft_title": title, "slug": slug, "expired": False},
            copy_revisions=False,
            keep_live=False,
            user=user,
        )
    return copy


class EventCopyForm(CopyForm):
    """The title and the first day of the copy; whether one may copy is decided as for every page."""

    new_first_day = DayField()
    keep_weekday = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_parent_page", "copy_subpages", "publish_copies", "alias"):
            self.fields.pop(name, None)
        self.first_day: dt.date = first_day(self.page) or dt.date.min
        proposed = self.first_day + A_YEAR
        if proposed.year == self.first_day.year:
            proposed += WEEK
        years = self.first_day.year, proposed.year
        title, slug = with_year(self.page.title, *years), with_year(self.page.slug, *years)
        self.fields["new_title"].initial = title
        self.fields["new_slug"].initial = slug if slug != self.page.slug else f"{slug}-{proposed.year}"
        day = self.fields["new_first_day"]
        day.label, day.initial = _("New first day"), proposed
        day.help_text = _(
            "The first occasion is on %(day)s. All occasions, deadlines and opening days move with it."
        ) % {"day": formats.date_format(self.first_day, "l j F Y")}
        weekday = self.fields["keep_weekday"]
        weekday.label = _("Keep the weekday")
        weekday.help_text = _("Take the nearest %(weekday)s if the new first day is another weekday.") % {
            "weekday": formats.date_format(self.first_day, "l")
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if day := cleaned.get("new_first_day"):
            cleaned["shift"] = shift_between(self.first_day, day, keep_weekday=cleaned["keep_weekday"])
            if not cleaned["shift"]:
                self.add_error("new_first_day", _("The copy would be on the same days as the event itself."))
        return cleaned


class CopyEventView(DraftFormView):
    """Asks for the title and the first day of an event's copy, and leads to the copy."""

    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if first_day(self.draft) is None:
            messages.warning(request, _("The event has no occasion to move. Choose Copy instead."))
            return redirect("wagtailadmin_pages:edit", self.event.pk)
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self, event: EventPage, user: Any) -> bool:
        return may_copy(event, user)

    def make_form(self, sent: Any) -> forms.Form:
        return EventCopyForm(sent, page=self.draft, user=self.request.user)

    def act(self) -> HttpResponse:
        data = self.form.cleaned_data
        copy = copy_event(
            self.event, title=data["new_title"], slug=data["new_slug"], shift=data["shift"], user=self.request.user
        )
        messages.success(
            self.request,
            _(
                "The draft “%(title)s” begins on %(day)s. Look through the texts, the addresses to register at and "
                "the prices before you publish it."
            )
            % {"title": copy.title, "day": formats.date_format(self.form.first_day + data["shift"], "l j F Y")},
        )
        return redirect("wagtailadmin_pages:edit", copy.pk)

    def get_page_title(self) -> str:
        return _("Copy to a new year")

    def get_introduction(self) -> str:
        return _(
            "Makes a draft with everything of the event but its notices, its changes and its summary. Registration "
            "starts anew: nothing is full, moved, cancelled or extended, and all seats are left."
        )

    def get_submit_label(self) -> str:
        return _("Make the draft")


def may_copy(event: EventPage, user: Any) -> bool:
    """Return whether a user may make a copy of an event beside it."""
    # A list finds the parents of all its rows at once (annotate_parent_page).
    parent = getattr(event, "_parent_page", None) or event.get_parent()
    may: bool = event.permissions_for_user(user).can_copy_to(parent)
    return may
