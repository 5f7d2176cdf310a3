"""The root field of signatories."""

from typing import Any

import graphene
from grapple.registry import registry

from cms.graphql.connections import Keyset, connection_field, connection_type
from cms.graphql.context import municipality_argument, site_arguments, site_of
from cms.graphql.search import matching
from cms.querysets import below_site, root_paths
from platform_pages.models import AgreementPage, Signatory
from platform_pages.querysets import SignatoryQuerySet

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
        the_site = site_of(site)
        the_municipality = None if municipality is None else municipality_argument(municipality)

        def signatories() -> SignatoryQuerySet:
            found = Signatory.objects.visible().filter(agreement__in=AgreementPage.objects.filter(below_site(the_site)))
            return found.in_municipality(the_municipality) if the_municipality else found

        name = ("signatories", root_paths(the_site), the_municipality)
        return Keyset(matching(name, signatories, ("organisation__name", "pk"), search), first, after)
