"""What the kernel registers with Wagtail."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.admin import AreaViewSet, CategoryViewSet, ContactViewSet, FocusAreaViewSet, OrganisationViewSet
from cms.schema import PageQueries, PasswordMutations, PeopleQueries, SiteQueries

for viewset in (ContactViewSet, OrganisationViewSet, CategoryViewSet, AreaViewSet, FocusAreaViewSet):
    register_snippet(viewset)


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the kernel's root fields to the schema."""
    mixins += [PageQueries, PeopleQueries, SiteQueries]


@hooks.register("register_schema_mutation")
def register_mutations(mixins: list[type]) -> None:
    """Add the kernel's mutations to the schema."""
    mixins += [PasswordMutations]
