"""What news registers with Wagtail."""

from wagtail import hooks

from news.schema import NewsQueries


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of news to the schema."""
    mixins.append(NewsQueries)
