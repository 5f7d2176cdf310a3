"""How editors narrow the list of contacts in the admin."""

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget

from cms.listing_filters import ListingFilterSet, StatusFilter
from cms.models import Area, Contact

SOON = timedelta(days=30)


class ContactFilterSet(ListingFilterSet):
    """By area, by date, by status, and by whether somebody has to ask if the person may still be shown."""

    renewal = django_filters.ChoiceFilter(
        label=_("To be renewed"),
        choices=[("passed", _("The date has passed")), ("soon", _("The date passes within 30 days"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_renewal",
    )
    public_until = django_filters.DateFromToRangeFilter(label=_("Public until"), widget=DateRangePickerWidget)
    areas = django_filters.ModelMultipleChoiceFilter(
        label=_("Areas"), queryset=Area.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    status = StatusFilter()

    class Meta:
        model = Contact
        fields: ClassVar[list[str]] = []

    def filter_renewal(self, contacts: QuerySet[Contact], _name: str, value: str) -> QuerySet[Contact]:
        """Return the contacts whose day to be shown until has passed, or will within ``SOON``."""
        today = timezone.localdate()
        days: dict[str, Any] = {
            "passed": {"public_until__lt": today},
            "soon": {"public_until__gte": today, "public_until__lte": today + SOON},
        }
        return contacts.filter(**days[value])
