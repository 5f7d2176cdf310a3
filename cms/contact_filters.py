"""How editors narrow the list of contacts in the admin."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.models import Contact

SOON = timedelta(days=30)


class ContactFilterSet(WagtailFilterSet):
    """By area, by date, and by whether somebody has to ask if the person may still be shown."""

    renewal = django_filters.ChoiceFilter(
        label=_("To be renewed"),
        choices=[("passed", _("The date has passed")), ("soon", _("The date passes within 30 days"))],
        method="filter_renewal",
    )

    class Meta:
        model = Contact
        fields = ["renewal", "areas", "live", "public_until"]

    def filter_renewal(self, contacts: QuerySet[Contact], _name: str, value: str) -> QuerySet[Contact]:
        """Return the contacts whose day to be shown until has passed, or will within ``SOON``; the oldest day first."""
        today = timezone.localdate()
        days: dict[str, Any] = {
            "passed": {"public_until__lt": today},
            "soon": {"public_until__gte": today, "public_until__lte": today + SOON},
        }
        return contacts.filter(**days[value])
