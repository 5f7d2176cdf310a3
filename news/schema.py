"""The root field of news."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR
from typing import Any

import graphene
from django.db.models import Count
from django.db.models.functions import ExtractYear
from grapple.registry import registry

from cms.graphql.connections import Keyset, Ordered, connection_field, connection_type
from cms.graphql.context import language_of, site_arguments, site_of
from cms.graphql.search import keys_of_hits
from cms.public_files import address_of_file
from cms.querysets import below, root_paths
from cms.statements import statement
from news.models import NewsPage
from news.querysets import NewsPageQuerySet

ORDER = ("-published_on", "-pk")
# The same order; a tag's own rows have an index of it.
ORDER_BY_TAG = ("-tagged_items__published_on", "-tagged_items__content_object")


class CategoryFacet(graphene.ObjectType):
    """A category and how many news it has."""

    slug = graphene.String(required=True, description="The category, as the argument takes it.")
    name = graphene.String(required=True, description="The category, as visitors see it.")
    count = graphene.Int(required=True, description="How many news have it and fit the other filters.")


class YearFacet(graphene.ObjectType):
    """A year and how many news it has."""

    year = graphene.Int(required=True, description="A year in which news were published, for the argument `year`.")
    count = graphene.Int(required=True, description="How many news are of it and fit the other filters.")


class NewsFacets(graphene.ObjectType):
    """What the news can be filtered by."""

    categories = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(CategoryFacet))), description="The categories, by name."
    )
    years = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(YearFacet))), description="The years, the latest first."
    )

    @staticmethod
    def resolve_categories(listing: "NewsListing", _info: Any) -> list[CategoryFacet]:
        def counted() -> NewsPageQuerySet:
            rows = listing.without("category").exclude(category=None).order_by("category__name")
            return rows.values_list("category__slug", "category__name").annotate(count=Count("pk"))

        rows = statement(listing.name and (*listing.name, "categories"), counted).rows()
        return [CategoryFacet(slug=slug, name=name, count=count) for slug, name, count in rows]

    @staticmethod
    def resolve_years(listing: "NewsListing", _info: Any) -> list[YearFacet]:
        def counted() -> NewsPageQuerySet:
            rows = listing.without("year").annotate(year=ExtractYear("published_on")).order_by("-year")
            return rows.values_list("year").annotate(count=Count("pk"))

        rows = statement(listing.name and (*listing.name, "years"), counted).rows()
        return [YearFacet(year=year, count=count) for year, count in rows]


class NewsListing(Keyset):
    """A page of news that remembers its filters, for the facets: each counts what the other filters leave."""

    def __init__(
        self,
        scope: tuple[tuple[str, ...], str],
        search: str | None,
        filters: dict[str, Any],
        first: int,
        after: str | None,
    ) -> None:
        self.roots, self.language = scope
        self.found = keys_of_hits(NewsPage, search)
        self.filters = {name: value for name, value in filters.items() if value is not None}
        self.name = None if self.found is not None else ("news", *scope, *self.filters.items())
        order = ORDER_BY_TAG if "tag" in self.filters else ORDER
        super().__init__(Ordered.kept(self.name, lambda: self.without(None), order), first, after)

    def without(self, left_out: str | None) -> NewsPageQuerySet:
        """Return the news that fit every filter but one."""
        apply: dict[str, Callable[[NewsPageQuerySet, Any], NewsPageQuerySet]] = {
            "category": NewsPageQuerySet.in_category,
            "tag": NewsPageQuerySet.tagged,
            "year": NewsPageQuerySet.in_year,
        }
        news = NewsPage.objects.visible().filter(below(self.roots)).in_language(self.language)
        if self.found is not None:
            news = news.filter(pk__in=self.found)
        for name, value in self.filters.items():
            if name != left_out:
                news = apply[name](news, value)
        return news

    @property
    def facets(self) -> "NewsListing":
        """What the news can be filtered by."""
        return self


NewsConnection = connection_type(
    "News",
    lambda: registry.pages[NewsPage],
    facets=graphene.Field(graphene.NonNull(NewsFacets), description="What the news can be filtered by."),
)


class NewsFeedUrls(graphene.ObjectType):
    """Where a reader subscribes to news."""

    rss = graphene.String(required=True, description="Address of the RSS 2.0 feed.")
    atom = graphene.String(required=True, description="Address of the Atom feed.")


class NewsQueries:
    """Root fields of news."""

    news = connection_field(
        NewsConnection,
        description="News, the newest first.",
        category=graphene.String(description="Only news of the category with this slug."),
        tag=graphene.String(description="Only news with the tag of this slug."),
        year=graphene.Int(description="Only news published in this year."),
        ranges={"year": (MINYEAR, MAXYEAR)},
        search=graphene.String(description="Only news with these words."),
        **site_arguments(),
    )
    news_feed_urls = graphene.Field(
        graphene.NonNull(NewsFeedUrls),
        description="Where a reader subscribes to news. The addresses take the slug of a `category` in their query "
        "string.",
        **site_arguments(),
    )

    @staticmethod
    def resolve_news(
        _root: Any,
        _info: Any,
        first: int,
        after: str | None = None,
        search: str | None = None,
        site: str | None = None,
        locale: str | None = None,
        **filters: Any,
    ) -> NewsListing:
        scope = root_paths(site_of(site)), language_of(locale)
        return NewsListing(scope, search, filters, first, after)

    @staticmethod
    def resolve_news_feed_urls(
        _root: Any, _info: Any, site: str | None = None, locale: str | None = None
    ) -> NewsFeedUrls:
        return NewsFeedUrls(
            rss=address_of_file("news_rss", site, locale), atom=address_of_file("news_atom", site, locale)
        )
