"""Where editors see what changed in an event, and choose what visitors are told of it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from events.enums import ChangedField, EventAttendance, OccasionStatus
from events.models import EventChange, EventPage

ChangeFormSet = forms.modelformset_factory(EventChange, fields=["is_shown"], extra=0)


class EventChangesView(WagtailAdminTemplateMixin, View):
    """The published changes of an event, each with a box that says whether visitors see it."""

    template_name = "events/admin/changes.html"
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.event = get_object_or_404(EventPage.objects.filter(alias_of=None).specific(), pk=kwargs["event_id"])
        permissions = self.event.permissions_for_user(request.user)
        if not permissions.can_edit():
            raise PermissionDenied
        # What is ticked is public at once, as what is published is.
        self.may_change = permissions.can_publish() and not permissions.page_locked()
        self.formset = ChangeFormSet(request.POST or None, queryset=self.event.changes.for_editors())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        if not self.formset.is_valid():
            messages.error(request, _("The changes could not be saved. Please try again."))
            return redirect(request.path)
        self.formset.save()
        messages.success(request, _("Saved. Visitors see the changes that are ticked."))
        return redirect("wagtailadmin_pages:edit", self.event.pk)

    def get_page_title(self) -> str:
        return _("Changes")

    def get_page_subtitle(self) -> str:
        return self.event.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*get_breadcrumbs_items_for_page(self.event, self.request.user), {"url": "", "label": _("Changes")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(form, *_before_and_after(form.instance)) for form in self.formset]
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.event.pk])
        return super().get_context_data(**kwargs) | {
            "formset": self.formset,
            "rows": rows,
            "edit_url": edit_url,
            "may_change": self.may_change,
        }


def _before_and_after(change: Any) -> tuple[str, str]:
    return in_words(change.field, change.before), in_words(change.field, change.after)


def in_words(field: str, text: str) -> str:
    """Return what a change was from or to as an editor reads it: the API has instants and values of enums."""
    if not text:
        return ""
    match field:
        case ChangedField.DATE | ChangedField.DEADLINE:
            return _moments(text)
        case ChangedField.STATUS:
            return str(OccasionStatus[text].label)
        case ChangedField.ATTENDANCE:
            return str(EventAttendance[text].label)
        case ChangedField.OCCASION_ADDED | ChangedField.OCCASION_REMOVED:
            date, _space, title = text.partition(" ")
            return f"{_moments(date)} {title}".strip()
    return text


def _moments(interval: str) -> str:
    moments = [timezone.localtime(dt.datetime.fromisoformat(instant)) for instant in interval.split("/")]
    return " – ".join(formats.date_format(moment, "SHORT_DATETIME_FORMAT") for moment in moments)
