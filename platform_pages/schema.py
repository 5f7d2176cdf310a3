"""The root field of signatories."""

from typing import Any

import graphene
from grapple.registry import registry

from cms.graphql.connections import Keyset, connection_field, connection_type
from cms.graphql.context import municipality_argument, site_arguments, site_of
from cms.graphql.search import matching
from cms.querysets import below_site
from platform_pages.models import AgreementPage, Signatory

SignatoryConnection = connection_type("Signatory", lambda: registry.django_models[Signatory])


class PlatformQueries:
    """Root fields of the platform section."""

    signatories = connection_field(
        SignatoryConnection,
        description="Those who have signed the agreement, by name.",
        first=50,
        municipality=graphene.String(description="Only organisations of this municipality of Halland."),
        search=graphene.String(description="Only organisations with these words in their name."),
        site=site_arguments()["site"],
    )

    @staticmethod
    def resolve_signatories(
        _root: Any,
        _info: Any,
        first: int,
        after: str | None = None,
        municipality: str | None = None,
        search: str | None = None,
        site: str | None = None,
    ) -> Keyset:
        agreements = AgreementPage.objects.filter(below_site(site_of(site)))
        signatories = Signatory.objects.visible().filter(agreement__in=agreements)
        if municipality is not None:
            signatories = signatories.in_municipality(municipality_argument(municipality))
        return Keyset(matching(signatories, search), ("organisation__name", "pk"), first, after)
