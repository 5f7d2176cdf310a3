"""What news registers with Wagtail."""

from django.urls import URLPattern, URLResolver, path
from wagtail import hooks

from cms.feeds import AtomFeed, RssFeed
from news.admin import NewsListing
from news.feeds import news_feed
from news.schema import NewsQueries


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of news to the schema."""
    mixins.append(NewsQueries)


@hooks.register("register_public_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Add the addresses of feeds."""
    return [
        path("feeds/news.rss", news_feed, {"feed_class": RssFeed}, name="news_rss"),
        path("feeds/news.atom", news_feed, {"feed_class": AtomFeed}, name="news_atom"),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> NewsListing:
    """Add the list of news to the admin and its menu."""
    return NewsListing()
