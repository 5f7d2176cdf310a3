"""The interface of all pages: what is public of a page beside its own type's fields.

It stands in for grapple's, whose inherited columns (``draftTitle``, ``path`` in the tree, free-form ``order``) are no
part of this API.
"""

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import Any

import graphene
from django.conf import settings
from django.db.models import CharField, IntegerField, Q
from django.db.models.functions import Left, Length
from django.utils.translation import get_language_info
from grapple.registry import registry
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.columns import reads
from cms.graphql.connections import GroupedKeyset, Keyset, Ordered, connection_field, connection_type
from cms.graphql.context import roots_of
from cms.graphql.cost import priced
from cms.graphql.resolvers import identifier
from cms.graphql.scalars import JSON, LocalDateTime
from cms.images import ImagePreset
from cms.lineage import ancestors_of
from cms.paths import Location, locate, location_at
from cms.peers import peers_of, picked, related, set_peers
from cms.querysets import visible
from cms.rows import Rows, in_rows
from cms.statements import Among, Parameter, kept, statement
from cms.structured_data import graph_of

NOWHERE = Location("", "")


class LocaleType(graphene.ObjectType):
    """A language that content is written in."""

    class Meta:
        name = "Locale"

    language_code = graphene.String(required=True, description="The language's code, for example `sv`.")
    display_name = graphene.String(required=True, description="The language's name in the language itself.")
    is_default = graphene.Boolean(required=True, description="Whether its pages stand at the site's root.")

    @staticmethod
    def resolve_display_name(locale: Any, _info: Any) -> str:
        return get_language_info(locale.language_code)["name_local"].capitalize()

    @staticmethod
    def resolve_is_default(locale: Any, _info: Any) -> bool:
        return locale.language_code == settings.LANGUAGE_CODE


class Breadcrumb(graphene.ObjectType):
    """A page on the way from the front page to a page, that page included."""

    title = graphene.String(required=True, description="The page's title.")
    path = graphene.String(required=True, description="The page's path on the front end.")


class Translation(graphene.ObjectType):
    """The same page in another language."""

    title = graphene.String(required=True, description="The title in that language.")
    path = graphene.String(required=True, description="The path on the front end.")
    url = graphene.String(required=True, description="The absolute address on the front end.")
    locale = graphene.Field(graphene.NonNull(LocaleType), description="The language.")


class OpenGraphImage(graphene.ObjectType):
    """The picture that is shown where a page is shared."""

    url = graphene.String(required=True, description="The absolute address of the file.")
    width = graphene.Int(required=True, description="Width in pixels.")
    height = graphene.Int(required=True, description="Height in pixels.")
    alt = graphene.String(required=True, description="Alternative text.")


class OpenGraph(graphene.ObjectType):
    """How a page looks where it is shared (the Open Graph protocol)."""

    title = graphene.String(required=True, description="`og:title`.")
    description = graphene.String(required=True, description="`og:description`.")
    type = graphene.String(required=True, description="`og:type`: `website` or `article`.")
    image = graphene.Field(OpenGraphImage, description="`og:image`; null for a page without a picture.")
    locale = graphene.String(required=True, description="`og:locale`, for example `sv_SE`.")


class Seo(graphene.ObjectType):
    """What a page tells search engines and social media."""

    title = graphene.String(required=True, description="For the `title` element.")
    description = graphene.String(required=True, description="For the `description` of the page; empty if not known.")
    canonical_url = graphene.String(required=True, description="The page's one address.")
    robots = graphene.String(required=True, description="For the `robots` meta element.")
    open_graph = graphene.Field(graphene.NonNull(OpenGraph), description="How the page looks where it is shared.")
    json_ld = priced(
        graphene.Field(
            JSON,
            description="Structured data by schema.org, one JSON-LD value with a `@graph` for a `script` element of "
            "type `application/ld+json`; null for a draft that stands nowhere yet.",
        ),
        cost=40,
    )

    @staticmethod
    def resolve_json_ld(seo: Any, _info: Any) -> Any:
        return graph_of(seo.json_ld)


def _locations(pages: Rows, info: Any) -> list[Location]:
    roots = roots_of(info.context)
    return [location_at(url_path, roots) or NOWHERE for url_path in pages.column("url_path")]


class PageInterface(graphene.Interface):
    """A page of the site, of any type."""

    id = graphene.ID(required=True, description="Identifies the page; it stays when the page is moved or renamed.")
    title = graphene.String(required=True, description="The title.")
    slug = graphene.String(required=True, description="The last part of the path.")
    path = graphene.String(required=True, description="The path on the front end, from the site's root.")
    url = graphene.String(required=True, description="The absolute address on the front end.")
    summary = graphene.String(required=True, description="One or two sentences about the page, for lists.")
    listing_image = graphene.Field(
        lambda: registry.images[get_image_model()], description="The picture beside the title in lists."
    )
    locale = graphene.Field(graphene.NonNull(LocaleType), description="The language that the page is written in.")
    first_published_at = LocalDateTime(description="When the page was first published.")
    last_published_at = LocalDateTime(description="When the page was last published.")
    is_preview = graphene.Boolean(required=True, description="Whether this is a draft that a preview token shows.")
    breadcrumbs = priced(
        graphene.Field(
            graphene.NonNull(graphene.List(graphene.NonNull(Breadcrumb))),
            description="The way from the front page to this page, this page included.",
        ),
        size=5,
    )
    translations = priced(
        graphene.Field(
            graphene.NonNull(graphene.List(graphene.NonNull(Translation))),
            description="The same page in other languages.",
        ),
        size=2,
    )
    children = connection_field(lambda: PageConnection, description="The pages below this one, in the editor's order.")
    seo = graphene.Field(graphene.NonNull(Seo), description="What the page tells search engines and social media.")

    @classmethod
    def resolve_type(cls, instance: Page, _info: Any) -> Any:
        return registry.pages[type(instance)]

    @staticmethod
    @reads()
    @in_rows(lambda pages, _info: list(map(str, pages.keys)))
    def resolve_id(page: Page, _info: Any) -> str:
        return identifier(page)

    @staticmethod
    @reads("url_path")
    @in_rows(lambda pages, info: [location.path for location in _locations(pages, info)])
    def resolve_path(page: Page, info: Any) -> str:
        return location_of(page, info).path

    @staticmethod
    @reads("url_path")
    @in_rows(lambda pages, info: [location.url for location in _locations(pages, info)])
    def resolve_url(page: Page, info: Any) -> str:
        return location_of(page, info).url

    @staticmethod
    @reads("locale")
    @in_rows(lambda pages, _info: picked(pages, "locale"))
    def resolve_locale(page: Page, _info: Any) -> Any:
        return related(page, "locale")

    @staticmethod
    @reads()
    def resolve_is_preview(page: Page, _info: Any) -> bool:
        return page.__dict__.get("_is_preview", False)

    @staticmethod
    @reads("path", "title", "url_path")
    def resolve_breadcrumbs(page: Page, info: Any) -> list[Breadcrumb]:
        return [
            Breadcrumb(title=step.title, path=location.path)
            for step in ancestors_of(page)
            if (location := locate(step, roots_of(info.context)))
        ]

    @staticmethod
    @reads("locale", "translation_key")
    def resolve_translations(page: Page, info: Any) -> list[Translation]:
        return [
            Translation(title=other.title, path=location.path, url=location.url, locale=related(other, "locale"))
            for other in translations_of(page)
            if (location := locate(other, roots_of(info.context)))
        ]

    @staticmethod
    @reads("depth", "path")
    def resolve_children(page: Page, _info: Any, first: int, after: str | None = None) -> Keyset:
        return children_of(page, first, after)

    @staticmethod
    def resolve_seo(page: Any, info: Any) -> Seo:
        image = related(page, "listing_image")
        rendition = image.rendition(ImagePreset.SOCIAL) if image else None
        return Seo(
            title=page.search_engine_title,
            description=page.search_engine_description,
            canonical_url=location_of(page, info).url,
            robots="noindex, nofollow" if page.hide_from_search_engines else "index, follow",
            open_graph=OpenGraph(
                title=page.search_engine_title,
                description=page.search_engine_description,
                type=page.open_graph_type,
                image=rendition
                and OpenGraphImage(
                    url=rendition.url_on_host, width=rendition.width, height=rendition.height, alt=image.alt
                ),
                locale={"sv": "sv_SE", "en": "en_GB"}[related(page, "locale").language_code],
            ),
            json_ld=page,  # its nodes are read only when they are asked for
        )


PageConnection: Any = connection_type("Page", PageInterface)


def location_of(page: Page, info: Any) -> Location:
    """Return where a page is on the front end; a draft that was never saved is nowhere yet."""
    return locate(page, roots_of(info.context)) or NOWHERE


def children_of(page: Page, first: int, after: str | None) -> Keyset:
    """Return a page of the visible pages right below ``page``; for all peers at once."""
    cache_name = f"_children_{first}_{after}"
    if cache_name not in page.__dict__:
        peers = [peer for peer in peers_of(page) if peer.path]
        # A statement for each power of two, the last page repeated: one for each number would be kept as well.
        count = 1 << max(len(peers) - 1, 0).bit_length()
        rows = kept((children_of, count), lambda: _children_of(count))
        values: dict[str, Any] = {}
        for place, peer in enumerate([*peers, *peers[-1:] * (count - len(peers))]):
            start, end = Page._get_children_path_interval(peer.path)
            values |= {f"depth_{place}": peer.depth + 1, f"start_{place}": start, f"end_{place}": end}
        children = GroupedKeyset(rows, first, after, **values)
        for peer in peers:
            peer.__dict__[cache_name] = children.of(peer.path)
    return page.__dict__[cache_name]


def _children_of(count: int) -> Ordered:
    """Return the visible pages right below ``count`` pages, in the order of the tree."""
    depth, path = IntegerField(), CharField()
    conditions = [
        Q(
            depth=Parameter(f"depth_{place}", depth),
            path__range=(Parameter(f"start_{place}", path), Parameter(f"end_{place}", path)),
        )
        for place in range(count)
    ]
    return Ordered(
        visible(Page.objects.filter(reduce(or_, conditions, Q(pk__in=[])))),
        ("path",),
        specific=True,
        group=Left("path", Length("path") - Page.steplen),
        groups=[visible(Page.objects.filter(condition)) for condition in conditions],
    )


def translations_of(page: Page) -> list[Page]:
    """Return the visible pages that are ``page`` in another language; one statement for all peers."""
    if "_translations" not in page.__dict__:
        peers = peers_of(page)
        by_key: dict[Any, list[Page]] = defaultdict(list)
        found = statement(translations_of, lambda: visible(Page.objects.filter(Among("translation_key", "keys", Page))))
        for other in set_peers(found.instances(keys={peer.translation_key for peer in peers})):
            by_key[other.translation_key].append(other)
        for peer in peers:
            peer.__dict__["_translations"] = [
                other for other in by_key[peer.translation_key] if other.locale_id != peer.locale_id
            ]
    return page.__dict__["_translations"]
