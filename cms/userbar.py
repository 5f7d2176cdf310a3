"""Wagtail's user bar for the front end's preview, on another origin: its markup, and a checker that may talk there.

As Wagtail's documentation on headless sites says. The bar knows no page and no user: whoever asks gets the content
checker and a link to the admin. The front end shows it where it shows a draft.
"""

from typing import Any

from corsheaders.signals import check_request_enabled
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.admin.utils import get_admin_base_url

from cms.previews import front_end_origins, origin_of


class FrontEndChecker(ContentCheckerItem):
    """The content checker, allowed to talk between the editor and a frame of the front end."""

    def get_axe_spec(self, request: HttpRequest) -> dict[str, Any]:
        """Return axe's configuration with the origins whose messages it takes."""
        spec: dict[str, Any] = super().get_axe_spec(request)
        admin = [request.build_absolute_uri("/"), get_admin_base_url()]
        origins = [*front_end_origins(), *(origin_of(address) for address in admin if address)]
        return {**spec, "allowedOrigins": ["<same_origin>", *dict.fromkeys(origins)]}


class UserbarView(TemplateView):
    """The user bar's markup, readable by scripts of the sites' front ends."""

    http_method_names = ["get", "head", "options"]
    template_name = Userbar.template_name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the bar; ``?in_preview_panel=true`` hides it and leaves its checker."""
        request.in_preview_panel = request.GET.get("in_preview_panel") == "true"  # type: ignore[attr-defined]  # as Wagtail's own preview does
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the bar's template shows."""
        parent: dict[str, Any] = {**super().get_context_data(**kwargs), "request": self.request}
        return {**parent, **Userbar(object=None, position="bottom-right").get_context_data(parent)}


@receiver(check_request_enabled)
def open_to_front_ends(request: HttpRequest, **_kwargs: Any) -> bool:
    """Let scripts of the sites' front ends read the user bar, whatever other origins the settings name."""
    return request.path == reverse("userbar") and request.headers.get("Origin", "") in front_end_origins()
