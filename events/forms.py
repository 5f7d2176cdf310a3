"""The page forms: rules that no single row can judge."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.lint.forms import LintedPageForm
from events.changes import earlier_of_each
from events.enums import OccasionStatus, ProgrammeItemKind
from events.facts import facts_of
from events.phases import local_date
from events.times import outside_occasion


class EventPageForm(LintedPageForm):
    """Compares rows of an event with each other once each is valid by itself."""

    class Media:
        js = ["events/paste-programme.js"]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and "occasions" in self.formsets:
            occasions = list(rows(self.formsets["occasions"], "starts_at"))
            self.check_rows(occasions)
            self.keep_first_deadlines([form for form in occasions if form.is_valid()])

    def check_rows(self, occasions: list[Any]) -> None:
        """Report what does not fit together, at the field that the editor has to change.

        Args:
            occasions: the forms of the occasions that are kept and have a start.
        """
        for occasion in occasions:
            for item in rows(occasion.formsets.get("programme"), "start_time"):
                check_item(item, occasion.cleaned_data)

    def keep_first_deadlines(self, occasions: list[Any]) -> None:
        """Note the deadline that visitors know as the original one where it is moved to a later day.

        Args:
            occasions: the valid forms of the occasions that are kept.
        """
        earlier = earlier_of_each(self.instance.published_occasions(), [facts_of(form.instance) for form in occasions])
        for form, published in zip(occasions, earlier, strict=True):
            data = form.cleaned_data
            is_known = data.get("registration_required") and not data.get("original_deadline")
            if is_known and published and published["deadline"] and data.get("registration_deadline"):
                first = dt.datetime.fromisoformat(published["deadline"])
                if first < data["registration_deadline"]:
                    form.instance.original_deadline = data["original_deadline"] = first


class ConferencePageForm(EventPageForm):
    """The form of a conference: its summary waits for the conference."""

    def check_rows(self, occasions: list[Any]) -> None:
        super().check_rows(occasions)
        published_on = self.cleaned_data.get("summary_published_on")
        held = [form.cleaned_data for form in occasions if form.cleaned_data.get("status") != OccasionStatus.CANCELLED]
        if published_on and held and published_on < local_date(min(data["starts_at"] for data in held)):
            self.add_error("summary_published_on", _("A summary cannot be published before the conference starts."))


def rows(formset: Any, needed: str) -> Iterator[Any]:
    """Yield the valid-enough forms of a formset: kept, and with a value for the field ``needed``."""
    if formset is None or not formset.management_form.is_valid():
        return
    formset.is_valid()
    for form in formset.forms:
        data = getattr(form, "cleaned_data", {})
        if data.get(needed) and not data.get("DELETE"):
            yield form


def check_item(form: Any, occasion: dict[str, Any]) -> None:
    """Report a programme item outside its occasion; registration alone may begin before the occasion does."""
    item = form.cleaned_data
    mistake = outside_occasion(
        occasion["starts_at"],
        occasion.get("ends_at"),
        item.get("day") or 1,
        item["start_time"],
        item.get("end_time"),
        may_begin_early=item.get("kind") == ProgrammeItemKind.REGISTRATION,
    )
    if mistake:
        form.add_error(*mistake)
