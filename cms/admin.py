"""How editors find the kernel's snippets in the admin."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.contact_filters import ContactFilterSet
from cms.models import Area, Category, Contact, FocusArea, Organisation


class ContactViewSet(SnippetViewSet):
    """Contacts, by name."""

    model = Contact
    icon = "user"
    add_to_admin_menu = True
    menu_label = _("Contacts")
    menu_order = 210
    list_display: ClassVar[list[str]] = ["name", "email", "public_until", "live"]
    filterset_class = ContactFilterSet


class OrganisationViewSet(SnippetViewSet):
    """Organisations, by name."""

    model = Organisation
    icon = "group"
    add_to_admin_menu = True
    menu_label = _("Organisations")
    menu_order = 220
    list_display: ClassVar[list[str]] = ["name", "sector", "municipality", "live"]
    list_filter: ClassVar[list[str]] = ["sector", "municipality", "live"]


class CategoryViewSet(SnippetViewSet):
    """Categories of news."""

    model = Category
    icon = "tag"


class AreaViewSet(SnippetViewSet):
    """Areas of responsibility."""

    model = Area
    icon = "tag"


class FocusAreaViewSet(SnippetViewSet):
    """Focus areas of projects."""

    model = FocusArea
    icon = "tag"
