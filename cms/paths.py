"""Addresses on the front end: a page's path from its site's root, and its URL on the front end's host.

A Wagtail site's host name and port are the front end's. Pages of the default locale stand at the root, those of another
below its language code (``/en/…``).
"""

from functools import cache
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from wagtail.models import Page, Site


class Location(NamedTuple):
    """Where a page is on the front end: ``path`` from the site's root with slashes at both ends, ``url`` absolute."""

    path: str
    url: str


class SiteRoot(NamedTuple):
    """One tree of pages on one site: the root page's ``url_path`` and where it stands on the front end."""

    site_id: int
    url_path: str
    site_url: str
    prefix: str


def site_roots() -> list[SiteRoot]:
    """Return the roots of all sites and their translations, the default site's first (Wagtail keeps them cached)."""
    default = settings.LANGUAGE_CODE
    return [
        SiteRoot(
            root.site_id,
            root.root_path,
            root.root_url,
            "" if root.language_code == default else f"/{root.language_code}",
        )
        for root in Site.get_site_root_paths()
    ]


def locate(page: Page, roots: list[SiteRoot] | None = None) -> Location | None:
    """Return where ``page`` is on the front end, or ``None`` for a page outside every site."""
    root = root_of(page, site_roots() if roots is None else roots)
    if root is None:
        return None
    path = f"{root.prefix}/{page.url_path[len(root.url_path) :]}"
    return Location(path, f"{root.site_url}{path}")


def root_of(page: Page, roots: list[SiteRoot]) -> SiteRoot | None:
    """Return the first of ``roots`` that ``page`` stands below, or ``None`` for a page outside every site."""
    return next((root for root in roots if page.url_path.startswith(root.url_path)), None)


def absolute_url(url: str) -> str:
    """Return the address of a file that this service hands out, made absolute on the service's own host."""
    if url.startswith("/") and not url.startswith("//"):
        return _origin(settings.WAGTAILADMIN_BASE_URL) + url
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


@cache
def _origin(address: str) -> str:
    return urljoin(address, "/").removesuffix("/")


def url_paths(path: str, site: Site, roots: list[SiteRoot] | None = None) -> list[str]:
    """Return the ``url_path`` values that a front-end path may stand for on ``site``, the likeliest first.

    Args:
        path: a path as the front end sends it; slashes at the ends and doubled ones don't matter.
    """
    parts = [part for part in path.split("/") if part]
    found: list[str] = []
    for root in site_roots() if roots is None else roots:
        if root.site_id != site.pk:
            continue
        language = root.prefix.strip("/")
        if language and parts[:1] == [language]:
            found.insert(0, root.url_path + "".join(f"{part}/" for part in parts[1:]))
        elif not language:
            found.append(root.url_path + "".join(f"{part}/" for part in parts))
    return found
