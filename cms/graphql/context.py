"""What a request asks about: which site, which language, and where pages stand on the front end."""

from typing import Any

import graphene
from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Locale, Site

from cms.enums import Municipality
from cms.graphql.errors import BadUserInput
from cms.paths import SiteRoot, site_roots
from cms.statements import statement


def roots_of(request: HttpRequest) -> list[SiteRoot]:
    """Return the roots of all sites, read once a request."""
    if not hasattr(request, "_site_roots"):
        request._site_roots = site_roots()  # type: ignore[attr-defined]  # kept on the request as Wagtail does
    return request._site_roots  # type: ignore[attr-defined]  # set above


def site_of(name: str | None) -> Site:
    """Return the site that a ``site`` argument names; the host that the API is reached by plays no part.

    Args:
        name: a front end's host name, with ``:port`` where sites share one; ``None`` for the default site.

    Raises:
        BadUserInput: for a site that does not exist.
    """
    sites: list[Site] = statement(site_of, lambda: Site.objects.order_by("port", "pk")).instances()
    hostname, _colon, port = (name or "").partition(":")
    for site in sites:
        if name is None:
            if site.is_default_site:
                return site
        elif site.hostname == hostname.lower() and port in (str(site.port), ""):
            return site
    raise BadUserInput("There is no such site.")


def language_of(code: str | None) -> str:
    """Return the language code that a ``locale`` argument names; ``None`` is the default language.

    Raises:
        BadUserInput: for a language that no content is written in.
    """
    code = code or settings.LANGUAGE_CODE
    if code not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        raise BadUserInput("There is no such locale.")
    return code


def locale_of(code: str | None) -> Locale | None:
    """Return the locale that a ``locale`` argument names, or ``None`` while it has no content yet."""
    wanted = language_of(code)
    locales = statement(Locale, lambda: Locale.objects.order_by("pk")).instances()
    return next((locale for locale in locales if locale.language_code == wanted), None)


def municipality_argument(name: str) -> Municipality:
    """Return the municipality that an argument names, as people or as the schema's enum do, in any case of letters.

    Raises:
        BadUserInput: for a name that is no municipality of Halland.
    """
    wanted = name.strip().casefold()
    for municipality in Municipality:
        if wanted in (municipality.value, str(municipality.label).casefold()):
            return municipality
    raise BadUserInput("There is no such municipality in Halland.")


def keep_private(request: HttpRequest) -> None:
    """Note that the answer to a request is for whoever sent it alone: no cache may store it."""
    request.is_private = True  # type: ignore[attr-defined]  # kept on the request for the view


def site_arguments() -> dict[str, Any]:
    """Return the arguments ``site`` and ``locale`` of a root field."""
    return {
        "site": graphene.String(description="Host name of the front end's site; the default site if left out."),
        "locale": graphene.String(description="Language code of the content; Swedish if left out."),
    }
