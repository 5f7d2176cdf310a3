"""What one action does to the latest draft of an event: an occasion like the one before, a summary begun."""

import datetime as dt
import re
from abc import abstractmethod
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.rich_text import RichText

from events.draft_forms import DraftFormView
from events.enums import OccasionStatus, ProgrammeItemKind
from events.event_copies import set_up_again
from events.fields import DayField
from events.models import ConferencePage, EventPage, Occasion, ProgrammeItem
from events.phases import local_date
from events.shifting import WEEK, shift_between

TOLD_OF = (ProgrammeItemKind.TALK, ProgrammeItemKind.PANEL, ProgrammeItemKind.GROUP_TALK)
"""The kinds of programme items that a summary tells of; the rest is breaks and greetings."""

LONGEST_HEADING = 160
"""How many characters the block of a heading takes."""


def next_title(title: str) -> str:
    """Return the title of the occasion after one: a number at its end is counted on, a year or a date is not."""
    return re.sub(r"(?<= )\d{1,2}$", lambda number: str(int(number[0]) + 1), title)


def occasion_like(occasion: Occasion, shift: dt.timedelta, *, with_programme: bool) -> Occasion:
    """Return a new occasion like another, moved by whole days, its registration as for a new one; it is not saved.

    Args:
        occasion: the one that it is like; stays as it is.
        shift: by how many days its dates are moved.
        with_programme: whether it has the same programme, speakers included.
    """
    new: Occasion
    new, _children = occasion.copy_cluster()
    new.pk = None
    new.title, new.sort_order = next_title(occasion.title), (occasion.sort_order or 0) + 1
    set_up_again(new, shift)
    if not with_programme:
        new.programme.set([])
    return new


def begin_summary(conference: ConferencePage) -> int:
    """Add a heading and the speakers of each talk to a conference's summary, and return how many talks were added.

    What is there stays as it is; a talk whose title is a heading already is left out.
    """
    body = conference.summary_body
    there = {block.value["text"] for block in body if block.block_type == "heading"}
    held = [each for each in conference.occasions.all() if each.status != OccasionStatus.CANCELLED]
    talks = [item for occasion in held for item in occasion.programme.all() if item.kind in TOLD_OF]
    missing = [item for item in talks if item.title[:LONGEST_HEADING] not in there]
    for item in missing:
        body.append(("heading", {"text": item.title[:LONGEST_HEADING], "level": "2"}))
        if speakers := _speakers(item):
            body.append(("text", RichText(speakers)))
    return len(missing)


def _speakers(item: ProgrammeItem) -> str:
    lines = [(", ".join(filter(None, [each.name, each.title, each.organisation])),) for each in item.speakers.all()]
    return format_html_join("", "<p>{}</p>", lines)


def may_change(event: EventPage, user: Any) -> bool:
    """Return whether a user may save a draft of an event now."""
    permissions = event.permissions_for_user(user)
    return not event.alias_of_id and permissions.can_edit() and not permissions.page_locked()


class DraftActionView(DraftFormView):
    """Asks whether and how, changes the latest draft of an event, and leads back to the editor."""

    def is_allowed(self, event: EventPage, user: Any) -> bool:
        return may_change(event, user)

    def act(self) -> HttpResponse:
        self.change_draft()
        return redirect(reverse("wagtailadmin_pages:edit", args=[self.draft.pk]))

    @abstractmethod
    def change_draft(self) -> None:
        """Do it, save the draft and tell the editor."""

    def save(self, message: str) -> None:
        """Save the draft as the editor does, and say what was done."""
        self.draft.save_revision(user=self.request.user, log_action=True, clean=False)
        messages.success(self.request, message)


class OccasionForm(forms.Form):
    """The day of the new occasion, and whether the programme comes along."""

    first_day = DayField()
    with_programme = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, last: Occasion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day, programme = self.fields["first_day"], self.fields["with_programme"]
        day.label, programme.label = _("Day of the new occasion"), _("With the same programme and speakers")
        if last:
            before = local_date(last.starts_at)
            day.initial = before + WEEK
            day.help_text = _("The last occasion, %(title)s, is on %(day)s.") % {
                "title": last,
                "day": formats.date_format(before, "l j F Y"),
            }


class AddOccasionView(DraftActionView):
    """Adds an occasion like the last one to the draft of an event."""

    header_icon = "calendar"

    def get_page_title(self) -> str:
        return _("Add an occasion like the last one")

    def make_form(self, sent: Any) -> forms.Form:
        self.last = self.draft.occasions.last()
        return OccasionForm(sent, last=self.last)

    def change_draft(self) -> None:
        if self.last is None:
            messages.warning(self.request, _("The event has no occasion yet. Add one in the editor."))
            return
        data = self.form.cleaned_data
        shift = shift_between(local_date(self.last.starts_at), data["first_day"])
        new = occasion_like(self.last, shift, with_programme=data["with_programme"])
        self.draft.occasions.add(new)
        self.save(
            _("The occasion on %(day)s is added to the draft, last on the tab Occasions.")
            % {"day": formats.date_format(data["first_day"], "l j F Y")}
        )

    def get_submit_label(self) -> str:
        return _("Add the occasion")

    def get_introduction(self) -> str:
        return _(
            "Adds an occasion to the draft with the place, the times of day, the texts and the registration of the "
            "last one. Its deadlines are as many days before it. Visitors see it once you publish."
        )


class BeginSummaryView(DraftActionView):
    """Begins the summary of a conference with the talks of its programme."""

    model = ConferencePage
    header_icon = "list-ul"

    def get_page_title(self) -> str:
        return _("Begin the summary")

    def make_form(self, sent: Any) -> forms.Form:
        return forms.Form(sent)

    def change_draft(self) -> None:
        if number := begin_summary(self.draft):
            self.save(_("Added to the summary: %(number)s. Write the text below each heading.") % {"number": number})
        else:
            messages.warning(self.request, _("The programme has no talk that is not in the summary already."))

    def get_introduction(self) -> str:
        return _(
            "Adds a heading and the speakers of each talk in the programme to the summary, for you to write the text. "
            "What is written already stays as it is. Visitors see nothing until the summary is published."
        )
