"""What events register with Wagtail."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from cms.feeds import AtomFeed, RssFeed
from events.feeds import event_feed
from events.schema import EventQueries


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of events to the schema."""
    mixins.append(EventQueries)


@hooks.register("register_public_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Add the addresses of calendar files and feeds."""
    return [
        path("calendar/", include("events.urls")),
        path("feeds/events.rss", event_feed, {"feed_class": RssFeed}, name="events_rss"),
        path("feeds/events.atom", event_feed, {"feed_class": AtomFeed}, name="events_atom"),
    ]
