"""Structured data by schema.org: what search engines read of a page, as JSON-LD.

A page type adds nodes of its own in its method ``structured_data()``, made with the words of this module. Nothing here
has an empty value: what is not known is left out.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from cms.images import ImagePreset
from cms.lineage import ancestors_of
from cms.paths import SiteRoot, locate, root_of, site_roots
from cms.peers import peers_of, related, set_peers

type Node = dict[str, Any]

EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Surroundings:
    """Where a page stands: its address, its site's root, all roots, and what the site says about itself."""

    url: str
    root: SiteRoot
    roots: list[SiteRoot]
    settings: Any

    @property
    def name(self) -> str:
        """The name of the organisation behind the site."""
        return self.settings.organisation_name if self.settings else settings.WAGTAIL_SITE_NAME

    @property
    def site_url(self) -> str:
        """The address of the site's front page in the default language."""
        return f"{self.root.site_url}/"


def graph_of(page: Any) -> Node | None:
    """Return the structured data of a page as one JSON-LD value; ``None`` for a draft that stands nowhere yet."""
    if surroundings_of(page) is None:
        return None
    return {"@context": "https://schema.org", "@graph": page.structured_data()}


def node(kind: str, **values: Any) -> Node:
    """Return a node of a type of schema.org; values that are empty are left out, and ``id`` is its ``@id``."""
    identity = {"@id": values.pop("id")} if "id" in values else {}
    return {"@type": kind, **identity, **{name: value for name, value in values.items() if value not in EMPTY}}


def instant(moment: dt.datetime | None) -> str | None:
    """Return an instant with the offset of the site's time zone, to the second."""
    if moment is None:
        return None
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat(timespec="seconds")


def surroundings_of(page: Any) -> Surroundings | None:
    """Return where a page stands, read for all its peers at once; ``None`` for a page outside every site."""
    if "_surroundings" not in page.__dict__:
        roots = site_roots()
        peers = peers_of(page)
        places = [(peer, root_of(peer, roots), locate(peer, roots)) for peer in peers]
        site_ids = {root.site_id for _peer, root, _location in places if root}
        found = set_peers(list(apps.get_model("cms.SiteSettings")._default_manager.filter(site__in=site_ids)))
        by_site = {each.site_id: each for each in found}
        for peer, root, location in places:
            peer.__dict__["_surroundings"] = (
                Surroundings(iri_to_uri(location.url), root, roots, by_site.get(root.site_id))
                if root and location
                else None
            )
    return page.__dict__["_surroundings"]


def address_of(page: Any) -> str:
    """Return the absolute address of a page on the front end; empty for a page outside every site."""
    surroundings = surroundings_of(page)
    return surroundings.url if surroundings else ""


def image_node(image: Any, preset: ImagePreset = ImagePreset.SOCIAL) -> Node | None:
    """Return a picture in the size of a preset; ``None`` without a picture or while the size has not been made."""
    rendition = image.rendition(preset) if image else None
    if rendition is None:
        return None
    return node(
        "ImageObject",
        url=iri_to_uri(rendition.url_on_host),
        # A number with its unit: schema.org has no other way to say a Distance as text.
        width=f"{rendition.width} px",
        height=f"{rendition.height} px",
        caption=image.alt,
    )


def publisher_node(page: Any) -> Node | None:
    """Return the organisation behind a page's site, in the few words that a page says about it."""
    surroundings = surroundings_of(page)
    if surroundings is None:
        return None
    logo = related(surroundings.settings, "logo") if surroundings.settings else None
    return node(
        "Organization",
        id=f"{surroundings.site_url}#organization",
        name=surroundings.name,
        url=surroundings.site_url,
        logo=image_node(logo, ImagePreset.LOGO),
    )


def organisation_nodes(page: Any) -> list[Node]:
    """Return all that is known about the organisation behind a page's site, for the front page."""
    publisher = publisher_node(page)
    surroundings = surroundings_of(page)
    if publisher is None or surroundings is None or surroundings.settings is None:
        return [publisher] if publisher else []
    about = surroundings.settings
    texts = {text.locale_id: text for text in related(about, "texts")}
    more = node(
        "Organization",
        description=texts.get(page.locale_id, about).tagline,
        email=about.email,
        telephone=about.phone,
        address=", ".join(about.postal_address.split("\n")).replace("\r", ""),
        sameAs=[link.url for link in related(about, "social_links")],
    )
    return [publisher | more]


def site_nodes(page: Any) -> list[Node]:
    """Return the site that a page belongs to, and the way to the page where there is one to go."""
    surroundings = surroundings_of(page)
    if surroundings is None:
        return []
    website = node(
        "WebSite",
        id=f"{surroundings.site_url}#website",
        name=surroundings.name,
        url=surroundings.site_url,
        publisher=node(
            "Organization",
            id=f"{surroundings.site_url}#organization",
            name=surroundings.name,
            url=surroundings.site_url,
        ),
    )
    steps = [
        (step.title, iri_to_uri(location.url))
        for step in ancestors_of(page)
        if (location := locate(step, surroundings.roots))
    ]
    # A front page has no way to it; search engines want two steps at least.
    return [website] if len(steps) < 2 else [website, breadcrumbs_node(page, steps)]


def breadcrumbs_node(page: Page, steps: list[tuple[str, str]]) -> Node:
    """Return the way to a page.

    Args:
        page: the page at its end.
        steps: title and address of each page on the way, the front page first.
    """
    items = [
        node("ListItem", position=position, name=title, item=url) for position, (title, url) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", id=f"{address_of(page)}#breadcrumbs", itemListElement=items)
