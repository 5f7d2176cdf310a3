"""How editors find signatories in the admin."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.enums import Municipality, Sector
from cms.listing_filters import ListingFilterSet
from cms.listings import ShortDateColumn, SnippetListingView
from platform_pages.models import Signatory

SIGNED_ON = ShortDateColumn("signed_on", label=_("Signed on"), sort_key="signed_on")
VERSION = Column("version", label=_("Version"), accessor="version.label", sort_key="version")
MUNICIPALITY = Column(
    "municipality",
    label=_("Municipality"),
    accessor="organisation.get_municipality_display",
    sort_key="municipality",
)
SECTOR = Column("sector", label=_("Sector"), accessor="organisation.get_sector_display", sort_key="sector")


class SignatoryFilterSet(ListingFilterSet):
    """By day, version, and what sort of organisation it is and where."""

    signed_on = django_filters.DateFromToRangeFilter(label=_("Signed on"), widget=DateRangePickerWidget)
    municipality = django_filters.MultipleChoiceFilter(
        field_name="organisation__municipality",
        label=_("Municipality"),
        choices=Municipality.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    sector = django_filters.MultipleChoiceFilter(
        field_name="organisation__sector",
        label=_("Sector"),
        choices=Sector.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Signatory
        fields: ClassVar[list[str]] = ["version"]


class SignatoryListingView(SnippetListingView):
    """The list of signatories, by organisation."""

    sort_fields: ClassVar[dict[str, str]] = {
        "organisation": "organisation__name",
        "municipality": "organisation__municipality",
        "sector": "organisation__sector",
        "version": "version__label",
    }
    export_columns = (
        Column("organisation", label=_("Organisation"), accessor="organisation.name"),
        SIGNED_ON,
        VERSION,
        MUNICIPALITY,
        SECTOR,
    )


class SignatoryViewSet(SnippetViewSet):
    """Signatories, by organisation."""

    model = Signatory
    icon = "edit"
    add_to_admin_menu = True
    menu_label = _("Signatories")
    menu_order = 230
    index_view_class = SignatoryListingView
    list_display: ClassVar[list[Any]] = ["organisation", SIGNED_ON, VERSION, MUNICIPALITY, SECTOR]
    filterset_class = SignatoryFilterSet
    ordering = "organisation"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Signatory]:
        """Return the signatories with what the list shows of them."""
        signatories: QuerySet[Signatory] = Signatory.objects.select_related("organisation", "version")
        return signatories
