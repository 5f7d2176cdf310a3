"""Search over every page type and the documents."""

import base64
import binascii
import json
from collections import Counter
from functools import cached_property
from typing import Any
from zlib import crc32

import graphene
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from grapple.registry import registry
from wagtail.documents import get_document_model
from wagtail.models import Page, Site, get_page_models

from cms.enums import SearchType
from cms.graphql.connections import MAX_FIRST, Edge, PageInfo, connection_field, connection_type, edges_of
from cms.graphql.context import language_of, site_arguments, site_of
from cms.graphql.cost import SEARCH_COST
from cms.graphql.enums import choice_of, graphql_enum
from cms.graphql.errors import BadUserInput
from cms.graphql.pages import PageInterface
from cms.peers import fetch
from cms.querysets import below_site, visible
from cms.search import MAX_HITS, MAX_QUERY, Hit, excerpt, find, suggestion, terms_of, texts_of


def searched_types() -> dict[int, SearchType]:
    """Return what a visitor calls each model that can be found, by its content type's key."""
    models = {model: model.search_type for model in get_page_models() if hasattr(model, "graphql_fields")}
    models[get_document_model()] = SearchType.DOCUMENT
    types = ContentType.objects.get_for_models(*models)
    return {types[model].pk: search_type for model, search_type in models.items()}


class Listing:
    """One page of what a search finds; found when it is asked for, once.

    Hits are capped, so their order is made in memory and a cursor holds the rank and key of the hit it stands on: what
    is added or taken away above it moves nothing. A cursor belongs to the words it was made for.

    Args:
        query: what the visitor typed.
        types: what may be found; ``None`` for everything.
        first: how many, from 0 to ``MAX_FIRST``.
        after: the cursor of the hit before.
        site: whose pages.
        language: their language code.

    Raises:
        BadUserInput: for a query that is too long, a ``first`` out of range, a cursor of another search.
    """

    def __init__(
        self, query: str, types: list[str] | None, first: int, after: str | None, site: Site, language: str
    ) -> None:
        if len(query) > MAX_QUERY:
            raise BadUserInput(f"query must have at most {MAX_QUERY} characters.")
        if first is None or not 0 <= first <= MAX_FIRST:
            raise BadUserInput(f"first must be between 0 and {MAX_FIRST}.")
        self.query = query
        self.terms = terms_of(query)
        self.types = types
        self.first = first
        self.start = self._key_of(after) if after else None
        pages = visible(Page.objects.filter(below_site(site), locale__language_code=language))
        documents = visible(get_document_model()._default_manager.filter(Q(language="") | Q(language=language)))
        self.scopes = [pages, documents]

    @property
    def _fingerprint(self) -> int:
        return crc32(" ".join(term.word for term in self.terms).encode())

    def _key_of(self, cursor: str) -> tuple[float, int, int]:
        try:
            fingerprint, rank, content_type, pk = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
            key = float(rank), int(content_type), int(pk)
        except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError) as error:
            raise BadUserInput("after is not a cursor of this list.") from error
        if fingerprint != self._fingerprint:
            raise BadUserInput("after is a cursor of another query.")
        return key

    def cursor_at(self, place: int) -> str:
        """Return the cursor of the hit at a place of this page."""
        key = self.hits[place].key
        return base64.urlsafe_b64encode(json.dumps([self._fingerprint, *key]).encode()).decode("ascii")

    @cached_property
    def type_of(self) -> dict[int, SearchType]:
        """What a visitor calls each content type."""
        return searched_types()

    @cached_property
    def found(self) -> list[Hit]:
        """The hits of all types, the best first."""
        return find(self.terms, self.scopes)

    @cached_property
    def wanted(self) -> list[Hit]:
        """The hits of the types that were asked for."""
        if self.types is None:
            return self.found
        return [hit for hit in self.found if self.type_of[hit.content_type] in self.types]

    @cached_property
    def hits(self) -> list[Hit]:
        """This page's hits and one more if there is one."""
        start = self.start
        beyond = self.wanted if start is None else [hit for hit in self.wanted if hit.key > start]
        return beyond[: self.first + 1] if self.first else []

    @cached_property
    def nodes(self) -> list["SearchHit"]:
        """This page's hits as the API shows them."""
        return [SearchHit(self, hit) for hit in self.hits[: self.first]]

    @property
    def edges(self) -> list[Edge]:
        """The hits with their cursors."""
        return edges_of(self)

    @property
    def page_info(self) -> PageInfo:
        """Where the page begins and ends."""
        nodes = self.nodes
        return PageInfo(
            has_next_page=len(self.hits) > self.first,
            has_previous_page=self.start is not None,
            start_cursor=self.cursor_at(0) if nodes else None,
            end_cursor=self.cursor_at(len(nodes) - 1) if nodes else None,
        )

    @property
    def total_count(self) -> int:
        """How many hits there are in all."""
        return len(self.wanted)

    @property
    def facets(self) -> list[dict[str, Any]]:
        """How many hits each type has, whatever types were asked for."""
        counts = Counter(self.type_of[hit.content_type] for hit in self.found)
        return [{"type": each.value, "count": counts[each]} for each in SearchType if counts[each]]

    @cached_property
    def suggestion(self) -> str | None:
        """What the visitor may have meant, if nothing was found."""
        return suggestion(self.query, self.scopes) if self.terms and not self.found else None

    @cached_property
    def texts(self) -> dict[int, tuple[str, str]]:
        """Titles and texts of this page's hits."""
        return texts_of([node.hit for node in self.nodes])

    @cached_property
    def pages(self) -> dict[Any, Any]:
        """The pages among this page's hits."""
        return fetch(Page, [node.hit.pk for node in self.nodes if node.type != SearchType.DOCUMENT])

    @cached_property
    def documents(self) -> dict[Any, Any]:
        """The documents among this page's hits."""
        return fetch(get_document_model(), [node.hit.pk for node in self.nodes if node.type == SearchType.DOCUMENT])


class SearchHit:
    """A hit with what it leads to, loaded for all hits of the page at once."""

    def __init__(self, listing: Listing, hit: Hit) -> None:
        self.listing = listing
        self.hit = hit

    @property
    def type(self) -> SearchType:
        """What a visitor calls it."""
        return self.listing.type_of[self.hit.content_type]

    @property
    def excerpt(self) -> str:
        """The part of the text that shows why it was found; of what has no text, the title."""
        title, text = self.listing.texts.get(self.hit.entry, ("", ""))
        return excerpt(text if text.strip() else title, self.listing.terms)

    @property
    def page(self) -> Any:
        """The page, if it is one."""
        return None if self.type == SearchType.DOCUMENT else self.listing.pages.get(self.hit.pk)

    @property
    def document(self) -> Any:
        """The document, if it is one."""
        return self.listing.documents.get(self.hit.pk) if self.type == SearchType.DOCUMENT else None


class SearchHitType(graphene.ObjectType):
    """A page or a document that a search has found."""

    class Meta:
        name = "SearchHit"

    type = graphene.Field(
        graphene.NonNull(lambda: graphql_enum(SearchType)), description="What kind of thing was found."
    )
    excerpt = graphene.String(
        required=True,
        description="About 200 characters that show why it was found, as HTML: hits in `mark`, all else escaped.",
    )
    page = graphene.Field(PageInterface, description="The page; null if it is a document.")
    document = graphene.Field(
        lambda: registry.documents[get_document_model()], description="The document; null if it is a page."
    )

    @staticmethod
    def resolve_type(hit: SearchHit, _info: Any) -> str:
        return hit.type.value


class SearchFacet(graphene.ObjectType):
    """How many hits of a type a search has."""

    type = graphene.Field(graphene.NonNull(lambda: graphql_enum(SearchType)), description="What is counted.")
    count = graphene.Int(required=True, description="How many hits there are.")


SearchConnection: Any = connection_type(
    "Search",
    SearchHitType,
    facets=graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(SearchFacet))),
        description="How many hits each type has, whatever `types` says; a type without hits is left out.",
    ),
    suggestion=graphene.Field(
        graphene.String,
        description="The query with words that do exist, if nothing at all was found and there are near ones; or null.",
    ),
)


class SearchQueries:
    """Root field of the search."""

    search = connection_field(
        SearchConnection,
        cost=SEARCH_COST,
        description=(
            "Pages and documents that have all the words, the best first: a word in the title counts most, then one in "
            f"the summary. At most {MAX_HITS} hits."
        ),
        first=10,
        query=graphene.String(
            required=True,
            description=(
                f"Words in any inflection, at most {MAX_QUERY} characters; signs play no part. Without words "
                "nothing is found."
            ),
        ),
        types=graphene.Argument(
            graphene.List(graphene.NonNull(lambda: graphql_enum(SearchType))),
            description="Only hits of these types; all if left out.",
        ),
        **site_arguments(),
    )

    @staticmethod
    def resolve_search(
        _root: Any,
        _info: Any,
        query: str,
        first: int,
        after: str | None = None,
        types: list[Any] | None = None,
        site: str | None = None,
        locale: str | None = None,
    ) -> Listing:
        chosen = None if types is None else [choice_of(each) for each in types]
        return Listing(query, chosen, first, after, site_of(site), language_of(locale))
