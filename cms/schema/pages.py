"""Pages and their addresses: one page, what stands at a path, every path, every redirect."""

from typing import Any

import graphene
from django.db.models import DateTimeField, Exists, F, OuterRef, Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.graphql.connections import Keyset, Ordered, connection_field, connection_type
from cms.graphql.context import keep_private, roots_of, site_arguments, site_of
from cms.graphql.errors import BadUserInput
from cms.graphql.pages import PageConnection, PageInterface
from cms.graphql.preview import page_of_token
from cms.graphql.scalars import LocalDateTime
from cms.passwords import unlocked_by
from cms.paths import locate, url_paths
from cms.peers import as_specific, fetch, related
from cms.querysets import below_site, pages_but_for_passwords, root_paths, unlocked_pages, visible
from cms.statements import Among, Parameter, Statement, statement

SITE = site_arguments()["site"]
ACCESS_TOKEN = graphene.String(
    description="A token from `unlockPage`: opens the page at `path` if it is behind that password."
)
MAX_PATHS = 500


class PageRoute(graphene.ObjectType):
    """The path is a page's."""

    page = graphene.Field(graphene.NonNull(PageInterface), description="The page that stands at the path.")


class RedirectRoute(graphene.ObjectType):
    """The path has moved."""

    location = graphene.String(required=True, description="Where to: a path on the same site, or an absolute address.")
    is_permanent = graphene.Boolean(required=True, description="Whether to redirect with 301 rather than 302.")


class PasswordRequiredRoute(graphene.ObjectType):
    """The path is a page's that asks for a password."""

    path = graphene.String(required=True, description="The path that was asked for.")
    title = graphene.String(description="The page's title; null unless the editor lets it be shown.")


class Route(graphene.Union):
    """What stands at a path."""

    class Meta:
        types = (PageRoute, RedirectRoute, PasswordRequiredRoute)


class RedirectType(graphene.ObjectType):
    """A path that leads elsewhere."""

    class Meta:
        name = "Redirect"

    from_path = graphene.String(name="from", required=True, description="The old path.")
    location = graphene.String(required=True, description="Where to: a path on the same site, or an absolute address.")
    is_permanent = graphene.Boolean(required=True, description="Whether to redirect with 301 rather than 302.")

    @staticmethod
    def resolve_from_path(redirect: Redirect, _info: Any) -> str:
        return redirect.old_path

    @staticmethod
    def resolve_location(redirect: Redirect, info: Any) -> str:
        return location_of_redirect(redirect, info)


RedirectConnection = connection_type("Redirect", RedirectType)


class PageQueries:
    """Root fields that lead to pages."""

    page = graphene.Field(
        PageInterface,
        path=graphene.String(description="The page's path on the front end, slashes at both ends: `/nyheter/`."),
        id=graphene.ID(description="The page's identifier."),
        token=graphene.String(
            description="The token of a preview or of a shared link: answers with the draft that it stands for."
        ),
        access_token=ACCESS_TOKEN,
        site=SITE,
        description="One page by path, id or token; null when there is none that the client may see.",
    )
    route = graphene.Field(
        Route,
        path=graphene.String(required=True, description="A path on the front end."),
        access_token=ACCESS_TOKEN,
        site=SITE,
        description="What stands at a path: a page, a redirect, a page behind a password, or nothing (null).",
    )
    all_pages = connection_field(
        PageConnection,
        description="Every public page once, for static builds and site maps.",
        first=MAX_PATHS,
        maximum=MAX_PATHS,
        changed_since=LocalDateTime(description="Only pages published after this instant."),
        site=SITE,
    )
    redirects = connection_field(
        RedirectConnection,
        description="Every redirect whose target is public, by old path.",
        first=MAX_PATHS,
        maximum=MAX_PATHS,
        site=SITE,
    )

    @staticmethod
    def resolve_page(
        _root: Any,
        info: Any,
        path: str | None = None,
        id: str | None = None,  # noqa: A002 - the API's own word
        token: str | None = None,
        access_token: str | None = None,
        site: str | None = None,
    ) -> Page | None:
        if sum(argument is not None for argument in (path, id, token)) != 1:
            raise BadUserInput("Give one of path, id and token.")
        if access_token is not None and path is None:
            raise BadUserInput("accessToken goes with path.")
        if token is not None:
            return page_of_token(token, info.context)
        if id is not None:
            pages = fetch(Page, [int(id)]) if id.isdecimal() and len(id) < 10 else {}
            roots = root_paths(site_of(site))
            return next((page for page in pages.values() if page.path.startswith(roots)), None)
        return page_at(path or "", site_of(site), info, access_token)

    @staticmethod
    def resolve_route(
        _root: Any, info: Any, path: str, access_token: str | None = None, site: str | None = None
    ) -> Any:
        the_site = site_of(site)
        if page := page_at(path, the_site, info, access_token):
            return PageRoute(page=page)
        if page := page_behind_password(path, the_site, info):
            title = page.title if page.specific.show_title_before_password else None
            return PasswordRequiredRoute(path=path, title=title)
        if redirect := redirect_at(path, the_site, info):
            return RedirectRoute(location=location_of_redirect(redirect, info), is_permanent=redirect.is_permanent)
        return None

    @staticmethod
    def resolve_all_pages(
        _root: Any,
        _info: Any,
        first: int,
        after: str | None = None,
        changed_since: Any = None,
        site: str | None = None,
    ) -> Keyset:
        the_site = site_of(site)

        def pages() -> Any:
            found = visible(Page.objects.filter(below_site(the_site)))
            since = Parameter("changed_since", DateTimeField())
            return found if changed_since is None else found.filter(last_published_at__gt=since)

        # Each order has an index: a page of this list costs the same wherever it stands.
        order = ("pk",) if changed_since is None else ("last_published_at", "pk")
        rows = Ordered.kept(("allPages", root_paths(the_site), order), pages, order, specific=True)
        return Keyset(rows, first, after, MAX_PATHS, changed_since=changed_since)

    @staticmethod
    def resolve_redirects(
        _root: Any, info: Any, first: int, after: str | None = None, site: str | None = None
    ) -> Keyset:
        the_site = site_of(site)
        redirects = Ordered.kept(("redirects", the_site.pk), lambda: public_redirects(the_site), ("old_path", "pk"))
        return Keyset(redirects, first, after, MAX_PATHS)


def page_at(path: str, site: Site, info: Any, access_token: str | None = None) -> Page | None:
    """Return the visible page at a path of a site, as its own class; paths are exact but for slashes at the ends.

    Args:
        access_token: shows a page behind a password too, if the token opens it.
    """
    if access_token is not None:
        keep_private(info.context)
    unlocked = unlocked_by(access_token)
    name = None if unlocked else page_at
    pages = statement(name, lambda: _at_paths(unlocked_pages(unlocked)))
    found = _first_at(path, site, info, pages)
    return as_specific([found])[0] if found else None


def page_behind_password(path: str, site: Site, info: Any) -> Page | None:
    """Return the page at a path that nothing but a password keeps from anyone's eyes, or one that nothing does."""
    pages = statement(page_behind_password, lambda: _at_paths(pages_but_for_passwords()))
    return _first_at(path, site, info, pages)


def _at_paths(pages: Any) -> Any:
    # The slug, the last part of a path, is what the table has an index of.
    return pages.filter(Among("slug", "slugs", Page), Among("url_path", "paths", Page))


def _first_at(path: str, site: Site, info: Any, pages: Statement) -> Page | None:
    paths = url_paths(path, site, roots_of(info.context))
    slugs = [path.rstrip("/").rpartition("/")[2] for path in paths]
    found = {page.url_path: page for page in pages.instances(paths=paths, slugs=slugs)}
    return next((found[candidate] for candidate in paths if candidate in found), None)


def public_redirects(site: Site) -> Any:
    """Return the redirects of a site whose target anyone may see."""
    # Asked for each redirect: as a list, all visible pages of the site would be gathered for one path.
    to_page = Q(Exists(visible(Page.objects.filter(pk=OuterRef("redirect_page")))))
    return Redirect.objects.filter(Q(site=site) | Q(site=None)).filter(
        to_page | Q(redirect_page=None) & ~Q(redirect_link="")
    )


def redirect_at(path: str, site: Site, info: Any) -> Redirect | None:
    """Return the redirect of a path, the site's own before one of all sites."""
    old_path = Redirect.normalise_path(path)
    return public_redirects(site).filter(old_path=old_path).order_by(F("site").desc(nulls_last=True), "pk").first()


def location_of_redirect(redirect: Redirect, info: Any) -> str:
    """Return where a redirect leads: a page's path, or the address that the editor gave."""
    if redirect.redirect_page_id is None:
        return redirect.redirect_link
    page = related(redirect, "redirect_page")
    location = locate(page, roots_of(info.context)) if page else None
    return location.path if location else "/"
