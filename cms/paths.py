"""Addresses on the front end: a page's path from its site's root, and its URL on the front end's host.

A Wagtail site's host name and port are the front end's. Pages of the default locale stand at the root, those of another
below its language code (``/en/…``).
"""

from functools import cache
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from wagtail.models import Page, Site

from cms.content_version import answering_for

# Wagtail's own order of site roots.
SITE_ORDER = ("-root_page__url_path", "-is_default_site", "hostname")


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


_kept: tuple[int, list[SiteRoot]] = (0, [])


def site_roots() -> list[SiteRoot]:
    """Return the roots of all sites and their translations, the default site's first.

    For an answer that will be kept they are of the version that it is kept for; else Wagtail has them in its cache,
    which it clears after a change has been committed.
    """
    global _kept  # noqa: PLW0603 - one for the process, replaced as a whole
    version = answering_for.get()
    if version is None:
        return [
            SiteRoot(root.site_id, root.root_path, root.root_url, _prefix(root.language_code))
            for root in Site.get_site_root_paths()
        ]
    known, roots = _kept
    if known != version:
        roots = [
            SiteRoot(site.pk, page.url_path, site.root_url, _prefix(page.locale.language_code))
            for site in Site.objects.select_related("root_page").order_by(*SITE_ORDER)
            for page in site.root_page.get_translations(inclusive=True).select_related("locale")
        ]
        _kept = version, roots
    return roots


def _prefix(language: str) -> str:
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def locate(page: Page, roots: list[SiteRoot] | None = None) -> Location | None:
    """Return where ``page`` is on the front end, or ``None`` for a page outside every site."""
    return location_at(page.url_path, site_roots() if roots is None else roots)


def location_at(url_path: str, roots: list[SiteRoot]) -> Location | None:
    """Return where the page with this ``url_path`` is on the front end, or ``None`` for one outside every site."""
    root = root_at(url_path, roots)
    if root is None:
        return None
    path = f"{root.prefix}/{url_path[len(root.url_path) :]}"
    return Location(path, f"{root.site_url}{path}")


def root_of(page: Page, roots: list[SiteRoot]) -> SiteRoot | None:
    """Return the first of ``roots`` that ``page`` stands below, or ``None`` for a page outside every site."""
    return root_at(page.url_path, roots)


def root_at(url_path: str, roots: list[SiteRoot]) -> SiteRoot | None:
    """Return the first of ``roots`` that the page with this ``url_path`` stands below, or ``None``."""
    for root in roots:
        if url_path.startswith(root.url_path):
            return root
    return None


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
