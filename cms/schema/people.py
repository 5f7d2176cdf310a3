"""Contacts."""

from typing import Any

import graphene
from grapple.registry import registry

from cms.graphql.connections import Keyset, connection_field, connection_type
from cms.graphql.search import matching
from cms.models import Contact

ContactConnection = connection_type("Contact", lambda: registry.django_models[Contact])


class PeopleQueries:
    """Root fields of contacts."""

    contacts = connection_field(
        ContactConnection,
        description="Contacts by name.",
        area=graphene.String(description="Only contacts of the area with this slug."),
        search=graphene.String(description="Only contacts whose name or role has these words."),
    )

    @staticmethod
    def resolve_contacts(
        _root: Any,
        _info: Any,
        first: int,
        after: str | None = None,
        area: str | None = None,
        search: str | None = None,
    ) -> Keyset:
        def contacts() -> Any:
            found = Contact.objects.visible()
            return found if area is None else found.filter(areas__slug=area)

        return Keyset(matching(("contacts", area), contacts, ("name", "pk"), search), first, after)
