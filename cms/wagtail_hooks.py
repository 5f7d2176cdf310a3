"""What the kernel registers with Wagtail."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.admin import AreaViewSet, CategoryViewSet, ContactViewSet, FocusAreaViewSet, OrganisationViewSet
from cms.schema import PageQueries, PeopleQueries, SearchQueries, SiteQueries

for viewset in (ContactViewSet, OrganisationViewSet, CategoryViewSet, AreaViewSet, FocusAreaViewSet):
    register_snippet(viewset)


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the kernel's root fields to the schema."""
    mixins += [PageQueries, PeopleQueries, SearchQueries, SiteQueries]
