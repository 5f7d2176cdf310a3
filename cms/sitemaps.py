"""The site map that search engines read: every public page of a site, with its translations.

Wagtail's own generator reads one language tree and every page whole, and knows neither expired pages nor
``hide_from_search_engines``; Django's writes addresses on the service's own host. Django's templates are used.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, F, Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode
from wagtail.models import Page, Site, get_page_models

from cms.paths import SiteRoot, absolute_url, locate
from cms.public_files import asked, asked_site, public_file, roots_of_site
from cms.querysets import below_site, visible

CONTENT_TYPE = "application/xml; charset=utf-8"
LENGTH = 5_000
"""How many pages one file holds; the protocol allows ten times as many."""


@public_file
def sitemap(request: HttpRequest) -> HttpResponse:
    """Hand out a site's map, or the list of its parts when it has more pages than one file holds."""
    site = asked_site(request)
    pages = pages_for_search_engines(site)
    whole = pages.order_by().aggregate(count=Count("pk"), last_changed=Max("last_published_at"))
    if whole["count"] <= LENGTH:
        return map_of(site, pages)
    query = f"?{urlencode({'site': request.GET['site']})}" if asked(request, "site") else ""
    parts = [
        {"location": absolute_url(reverse("sitemap_part", args=[number]) + query), "last_mod": whole["last_changed"]}
        for number in range(1, parts_of(whole["count"]) + 1)
    ]
    return HttpResponse(render_to_string("sitemap_index.xml", {"sitemaps": parts}), content_type=CONTENT_TYPE)


@public_file
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out one part of a site's map, counted from 1."""
    site = asked_site(request)
    pages = pages_for_search_engines(site)
    if not 1 <= number <= parts_of(pages.count()):
        raise Http404
    return map_of(site, pages[(number - 1) * LENGTH : number * LENGTH])


def parts_of(count: int) -> int:
    """Return how many files it takes to hold that many pages."""
    return -(-count // LENGTH)


def map_of(site: Site, pages: QuerySet[Page]) -> HttpResponse:
    """Return the map of some pages of a site; their translations cost one statement more."""
    rows: list[Any] = list(pages)
    roots = roots_of_site(site)
    keys = {row.translation_key for row in rows}
    versions: dict[Any, list[dict[str, str]]] = defaultdict(list)
    for page in pages_for_search_engines(site).filter(translation_key__in=keys):
        if address := address_of(page, roots):
            versions[page.translation_key].append({"lang_code": page.language, "location": address})
    urls = [
        {
            "location": address,
            "lastmod": row.last_published_at,
            "alternates": alternates(versions[row.translation_key]),
        }
        for row in rows
        if (address := address_of(row, roots))
    ]
    return HttpResponse(render_to_string("sitemap.xml", {"urlset": urls}), content_type=CONTENT_TYPE)


def alternates(versions: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the versions of a page in all its languages, none if there is one alone.

    That of the default language is also the one for readers of any other.
    """
    if len(versions) < 2:
        return []
    default = [each | {"lang_code": "x-default"} for each in versions if each["lang_code"] == settings.LANGUAGE_CODE]
    return [*versions, *default]


def address_of(page: Page, roots: list[SiteRoot]) -> str | None:
    """Return a page's address on the front end, as a machine reads it."""
    location = locate(page, roots)
    return iri_to_uri(location.url) if location else None


def pages_for_search_engines(site: Site) -> QuerySet[Any]:
    """Return the pages of a site that anyone may see and no editor hides from search engines, in all its languages."""
    hidden = Q()
    for model in models_that_hide():
        hidden |= Q(pk__in=model._default_manager.filter(hide_from_search_engines=True).values("pk"))
    pages = visible(Page.objects.filter(below_site(site))).exclude(hidden)
    columns = ("url_path", "translation_key", "last_published_at")
    return pages.only(*columns).annotate(language=F("locale__language_code")).order_by("pk")


def models_that_hide() -> list[Any]:
    """Return the page types whose table says which pages are hidden from search engines."""
    found = []
    for model in get_page_models():
        try:
            field = model._meta.get_field("hide_from_search_engines")
        except FieldDoesNotExist:
            continue
        if field.model is model:
            found.append(model)
    return found
