"""Query sets of the platform section."""

from typing import Any, Self

from django.db.models import QuerySet

from cms.querysets import visible


class SignatoryQuerySet(QuerySet[Any]):
    """Query sets of signatories."""

    def visible(self) -> Self:
        """Signatories whose organisation is published, of agreements that anyone may see."""
        organisations, agreements = (
            visible(self.model._meta.get_field(name).related_model._default_manager.all()).values("pk")
            for name in ("organisation", "agreement")
        )
        return self.filter(organisation__in=organisations, agreement__in=agreements)

    def alphabetical(self) -> Self:
        """By the organisation's name; what one organisation has signed, in the order that it was entered."""
        return self.order_by("organisation__name", "pk")

    def in_municipality(self, municipality: str) -> Self:
        """Signatories that work in a municipality."""
        return self.filter(organisation__municipality=municipality)
