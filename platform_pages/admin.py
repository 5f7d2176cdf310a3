"""How editors find signatories in the admin."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from platform_pages.models import Signatory


class SignatoryViewSet(SnippetViewSet):
    """Signatories, by organisation."""

    model = Signatory
    icon = "edit"
    add_to_admin_menu = True
    menu_label = _("Signatories")
    menu_order = 230
    list_display: ClassVar[list[str]] = ["organisation", "version", "signed_on"]
    list_filter: ClassVar[list[str]] = ["version", "organisation__municipality", "organisation__sector"]
