"""How editors find the kernel's snippets in the admin."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.contact_filters import ContactFilterSet
from cms.listing_filters import ListingFilterSet, StatusFilter
from cms.listings import STATUS_COLUMN, STATUS_TEXT, ShortDateColumn, SnippetListingView
from cms.models import Area, Category, Contact, FocusArea, Organisation


def roles_of(contact: Contact) -> str:
    """Return a contact's roles, each with its organisation."""
    roles = contact.roles.all()
    return "; ".join(f"{role.title}, {role.organisation}" if role.organisation else role.title for role in roles)


ROLES = Column("roles", label=_("Roles"), accessor=roles_of, width="25%")
PUBLIC_UNTIL = ShortDateColumn("public_until", label=_("Public until"), sort_key="public_until", width="11%")


class ContactListingView(SnippetListingView):
    """The list of contacts, by name."""

    export_columns = (
        Column("name", label=_("Name")),
        ROLES,
        Column("email", label=_("E-mail")),
        Column("phone", label=_("Phone")),
        Column("areas", label=_("Areas"), accessor=lambda contact: [area.name for area in contact.areas.all()]),
        PUBLIC_UNTIL,
        STATUS_TEXT,
    )


class ContactViewSet(SnippetViewSet):
    """Contacts, by name."""

    model = Contact
    icon = "user"
    add_to_admin_menu = True
    menu_label = _("Contacts")
    menu_order = 210
    index_view_class = ContactListingView
    list_display: ClassVar[list[Any]] = ["name", ROLES, "email", PUBLIC_UNTIL, STATUS_COLUMN]
    filterset_class = ContactFilterSet

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """Return the contacts with what the list shows of them."""
        contacts: QuerySet[Contact] = Contact.objects.with_schedule().prefetch_related("roles__organisation", "areas")
        return contacts


SECTOR = Column("sector", label=_("Sector"), accessor="get_sector_display", sort_key="sector")
MUNICIPALITY = Column(
    "municipality", label=_("Municipality"), accessor="get_municipality_display", sort_key="municipality"
)


class OrganisationFilterSet(ListingFilterSet):
    """By sector, municipality and status."""

    status = StatusFilter()

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["sector", "municipality"]


class OrganisationListingView(SnippetListingView):
    """The list of organisations, by name."""

    export_columns = (
        Column("name", label=_("Name")),
        SECTOR,
        MUNICIPALITY,
        Column("url", label=_("Web address")),
        STATUS_TEXT,
    )


class OrganisationViewSet(SnippetViewSet):
    """Organisations, by name."""

    model = Organisation
    icon = "group"
    add_to_admin_menu = True
    menu_label = _("Organisations")
    menu_order = 220
    index_view_class = OrganisationListingView
    list_display: ClassVar[list[Any]] = ["name", SECTOR, MUNICIPALITY, STATUS_COLUMN]
    filterset_class = OrganisationFilterSet

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """Return the organisations with what the list shows of them."""
        organisations: QuerySet[Organisation] = Organisation.objects.with_schedule()
        return organisations


class CategoryViewSet(SnippetViewSet):
    """Categories of news."""

    model = Category
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["name"]


class AreaViewSet(SnippetViewSet):
    """Areas of responsibility."""

    model = Area
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["name"]


class FocusAreaViewSet(SnippetViewSet):
    """Focus areas of projects."""

    model = FocusArea
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["name"]


class VocabularyViewSetGroup(SnippetViewSetGroup):
    """The words that content is sorted by; in the menu under what they are, not among Wagtail's "snippets"."""

    items = (CategoryViewSet, AreaViewSet, FocusAreaViewSet)
    menu_label = _("Categories and areas")
    menu_icon = "tag"
    menu_order = 240
