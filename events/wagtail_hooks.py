"""What events register with Wagtail."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from events.schema import EventQueries


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of events to the schema."""
    mixins.append(EventQueries)


@hooks.register("register_public_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Add the addresses of calendar files."""
    return [path("calendar/", include("events.urls"))]
