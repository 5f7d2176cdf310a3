"""A link as front ends get it."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from wagtail.models import Page

from cms.graphql.words import GraphQLBoolean, GraphQLString
from cms.paths import locate


@dataclass(frozen=True)
class Link:
    """A link to a page of the site, a document, or an address elsewhere."""

    text: str
    url: str
    path: str | None = None
    is_external: bool = False

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("text", description="The words of the link.", required=True),
        GraphQLString("path", description="The page's path on the front end; null for a link elsewhere."),
        GraphQLString("url", description="The absolute address.", required=True),
        GraphQLBoolean("is_external", description="Whether the link leaves the site.", required=True),
    ]

    @classmethod
    def to_page(cls, page: Page | None, text: str = "") -> Self | None:
        """Return a link to a page with its title or ``text``; ``None`` for no page or one outside every site."""
        location = locate(page) if page else None
        if page is None or location is None:
            return None
        return cls(text=text or page.title, url=location.url, path=location.path)

    @classmethod
    def to_url(cls, url: str, text: str = "") -> Self:
        """Return a link to an address elsewhere."""
        return cls(text=text or url, url=url, is_external=True)
