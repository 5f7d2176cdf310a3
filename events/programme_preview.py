"""Shows an editor what a pasted programme becomes, before anything is saved."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.permission_policies.pages import PagePermissionPolicy

from events.models import ProgrammeItem
from events.phases import local_date, start_of_day
from events.programme_checks import Finding, Misfit, findings
from events.programme_text import DescriptionLine, ParsedItem, parse_programme

MAX_TEXT = 20_000
MAX_LINES = 500
"""Each item is compared with those after it: many times as many lines as a programme has would take seconds."""


class ProgrammeTextForm(forms.Form):
    """A pasted programme, and the time of its occasion as it stands in the editor."""

    text = forms.CharField(max_length=MAX_TEXT)
    starts_at = forms.DateTimeField(required=False)
    ends_at = forms.DateTimeField(required=False)

    def clean_text(self) -> str:
        """Refuse more lines than a programme has.

        Raises:
            ValidationError: there are more than ``MAX_LINES``.
        """
        text: str = self.cleaned_data["text"]
        if len(text.splitlines()) > MAX_LINES:
            raise forms.ValidationError(_("The text is too long. Paste the programme of one occasion only."))
        return text


class ProgrammePreviewView(View):
    """Reads a programme and answers with a table of its items and with what fills in the rows; saves nothing."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not PagePermissionPolicy().user_has_any_permission(request.user, {"add", "change"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> JsonResponse:
        form = ProgrammeTextForm(request.POST)
        form.full_clean()
        if "text" in form.errors:
            return _answer(request, {"error": _text_error(request.POST.get("text", ""))}, status=400)
        programme = parse_programme(form.cleaned_data["text"])
        starts_at = form.cleaned_data.get("starts_at")
        found = findings(programme.items, starts_at, _over_at(starts_at, form.cleaned_data.get("ends_at")))
        rows = [
            (item, [in_words(finding, programme.items) for finding in found if finding.item == index])
            for index, item in enumerate(programme.items)
        ]
        context = {
            "items": rows,
            "warnings": len(found),
            "unparsed": programme.unparsed,
            "several_days": len({item.day for item in programme.items}) > 1,
            "outside_unknown": starts_at is None,
        }
        count = len(rows)
        added = ngettext(
            "%(count)d programme item was added. Save the page to keep it.",
            "%(count)d programme items were added. Save the page to keep them.",
            count,
        ) % {"count": count}
        items = [row_values(item) for item in programme.items]
        return _answer(request, context, items=items, unparsed=programme.unparsed, added=added)


def _answer(request: HttpRequest, context: dict[str, Any], status: int = 200, **values: Any) -> JsonResponse:
    html = render_to_string("events/admin/programme_preview.html", context, request)
    return JsonResponse({"html": html, "items": [], "unparsed": [], **values}, status=status)


def _text_error(text: str) -> str:
    if text.strip():
        return _("The text is too long. Paste the programme of one occasion only.")
    return _("Paste the programme first.")


def _over_at(starts_at: dt.datetime | None, ends_at: dt.datetime | None) -> dt.datetime | None:
    """Return when an occasion is over: without an end, with its day, as the page's form says too."""
    if ends_at or starts_at is None:
        return ends_at
    return start_of_day(local_date(starts_at) + dt.timedelta(days=1))


def in_words(finding: Finding, items: Sequence[ParsedItem]) -> str:
    """Return what an editor reads about something that does not fit."""
    other = "" if finding.other is None else items[finding.other].title
    match finding.misfit:
        case Misfit.ENDS_BEFORE_START:
            return _("It ends before it starts.")
        case Misfit.OVERLAP:
            return _("It starts before “%(title)s” has ended.") % {"title": other}
        case Misfit.GAP:
            return _("There is a gap between this and “%(title)s”.") % {"title": other}
        case Misfit.BEFORE_OCCASION:
            return _("The occasion has not started at this time.")
        case Misfit.AFTER_OCCASION:
            return _("The occasion is over at this time.")


def row_values(item: ParsedItem) -> dict[str, Any]:
    """Return what stands in the fields of an item's row, by name; speakers are rows of their own."""
    description: Any = ProgrammeItem._meta.get_field("description")
    return {
        "day": str(item.day),
        "start_time": f"{item.start:%H:%M}",
        "end_time": f"{item.end:%H:%M}" if item.end else "",
        "title": item.title,
        "kind": item.kind.value,
        "description": description.formfield().widget.format_value(description_html(item.description)),
        "speakers": [
            {"name": speaker.name, "title": speaker.title, "organisation": speaker.organisation}
            for speaker in item.speakers
        ],
    }


def description_html(lines: Sequence[DescriptionLine]) -> SafeString:
    """Return the lines as rich text: paragraphs, and a list for bullet points that follow each other."""
    html = mark_safe("")
    bullets: list[DescriptionLine] = []
    for line in (*lines, None):
        if line and line.is_bullet:
            bullets.append(line)
            continue
        if bullets:
            html += format_html(
                "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((point.text,) for point in bullets))
            )
            bullets = []
        if line:
            html += format_html("<p>{}</p>", line.text)
    return html
