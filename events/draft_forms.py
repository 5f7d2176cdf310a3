"""What the pages share that ask an editor something about an event and then do it."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from events.models import EventPage


class DraftFormView(WagtailAdminTemplateMixin, View, ABC):
    """Asks by a form about the latest draft of an event, and does what the form says."""

    template_name = "events/admin/form.html"
    model: type[EventPage] = EventPage
    form: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the event and its latest draft.

        Raises:
            PermissionDenied: for whoever may not do it.
        """
        super().setup(request, *args, **kwargs)
        self.event = get_object_or_404(self.model.objects.all(), pk=kwargs["event_id"]).specific
        if not self.is_allowed(self.event, request.user):
            raise PermissionDenied
        self.draft = self.event.get_latest_revision_as_object()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.form = self.make_form(request.POST if request.method == "POST" else None)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.act() if self.form.is_valid() else self.get(request)

    @abstractmethod
    def is_allowed(self, event: EventPage, user: Any) -> bool:
        """Return whether a user may do it with an event."""

    @abstractmethod
    def make_form(self, sent: Any) -> forms.Form:
        """Return the form, with what was sent of it or ``None``."""

    @abstractmethod
    def act(self) -> HttpResponse:
        """Do what the form says, tell the editor, and lead on."""

    @abstractmethod
    def get_page_title(self) -> str:
        """Return what it does, in a few words."""

    @abstractmethod
    def get_introduction(self) -> str:
        """Return what happens, and what visitors see of it."""

    def get_submit_label(self) -> str:
        """Return what the button says."""
        return self.get_page_title()

    def get_page_subtitle(self) -> str:
        title: str = self.draft.title
        return title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = get_breadcrumbs_items_for_page(self.draft, self.request.user)
        return [*above, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "form": self.form,
            "media": self.form.media,
            "introduction": self.get_introduction(),
            "submit_label": self.get_submit_label(),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.draft.pk]),
        }
        return super().get_context_data(**own, **kwargs)
