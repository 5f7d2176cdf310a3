"""What events register with Wagtail."""

from wagtail import hooks

from events.schema import EventQueries


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of events to the schema."""
    mixins.append(EventQueries)
