"""Files that machines fetch by address: calendars, feeds, site maps. Anyone may, nothing is kept in a cookie.

What an address asks for stands in its query string, with the names that the API's arguments have. What can't be used
there is a 404: the address leads nowhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Site

from cms.graphql.context import language_of, site_of
from cms.graphql.errors import BadUserInput
from cms.paths import SiteRoot, absolute_url, site_roots


def public_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view answer ``GET`` and ``HEAD`` alone, 304 to who has the same bytes, and 404 to what can't be used."""

    @require_safe
    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadUserInput as error:
            raise Http404(error.message) from error

    return answer


def asked(request: HttpRequest, name: str) -> str | None:
    """Return what the query string says of ``name``; ``None`` if nothing.

    Raises:
        BadUserInput: for a character that no database takes.
    """
    value = request.GET.get(name) or None
    if value and "\0" in value:
        raise BadUserInput(f"{name} can't be used.")
    return value


def asked_site(request: HttpRequest) -> Site:
    """Return the site that the query string names, else the default site.

    Raises:
        BadUserInput: for a site that does not exist.
    """
    return site_of(asked(request, "site"))


def asked_language(request: HttpRequest) -> str:
    """Return the language code that the query string names, else the default language's.

    Raises:
        BadUserInput: for a language that no content is written in.
    """
    return language_of(asked(request, "locale"))


def asked_choice[Choice](request: HttpRequest, name: str, choices: type[Choice]) -> Choice | None:
    """Return the choice that the query string names, in any case of letters; ``None`` if none.

    Raises:
        BadUserInput: for what is none of the choices.
    """
    value = asked(request, name)
    try:
        return choices(value.lower()) if value else None  # type: ignore[call-arg]  # an enum is called with a value
    except ValueError as error:
        raise BadUserInput(f"{name} can't be used.") from error


def address_of_file(view_name: str, site: str | None = None, locale: str | None = None) -> str:
    """Return the absolute address of a file for a site and a language, as the API's arguments name them.

    Raises:
        BadUserInput: for a site or a language that does not exist.
    """
    if site is not None:
        site_of(site)
    language = language_of(locale)
    query = {"site": site, "locale": None if language == settings.LANGUAGE_CODE else language}
    said = urlencode({name: value for name, value in query.items() if value})
    return absolute_url(reverse(view_name) + (f"?{said}" if said else ""))


def roots_of_site(site: Site) -> list[SiteRoot]:
    """Return the roots of one site, that of the default language and its translations."""
    return [root for root in site_roots() if root.site_id == site.pk]


def front_page_of(site: Site, language: str) -> str:
    """Return the address of a site's front page in a language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{site.root_url}{prefix}/"
