"""The site's own words, its menus and its languages."""

from typing import Any

import graphene
from grapple.registry import registry
from wagtail.models import Locale, Page

from cms.enums import MenuLocation
from cms.graphql.context import locale_of, site_arguments, site_of
from cms.graphql.enums import choice_of, graphql_enum
from cms.graphql.pages import LocaleType, PageInterface
from cms.graphql.resolvers import rich_text
from cms.models import Image, Menus, SiteSettings, SocialLink
from cms.navigation import MenuItem, menu_items
from cms.peers import related, set_peers
from cms.querysets import visible
from cms.statements import Among, statement

SITE = site_arguments()


class SiteSettingsType(graphene.ObjectType):
    """Who is behind the site and how to reach them."""

    class Meta:
        name = "SiteSettings"

    organisation_name = graphene.String(required=True, description="The organisation's name.")
    tagline = graphene.String(required=True, description="One line about it; empty if there is none.")
    footer_html = graphene.String(required=True, description="The footer's text as clean HTML.")
    email = graphene.String(required=True, description="The organisation's e-mail address; empty if not given.")
    phone = graphene.String(required=True, description="The organisation's phone number; empty if not given.")
    postal_address = graphene.String(required=True, description="The postal address, line by line.")
    social_links = graphene.Field(
        lambda: graphene.NonNull(graphene.List(graphene.NonNull(registry.django_models[SocialLink]))),
        description="Accounts in social media, in the editor's order.",
    )
    accessibility_statement = graphene.Field(
        PageInterface, description="The page that says how accessible the site is."
    )
    logo = graphene.Field(lambda: registry.images[Image], description="The organisation's logo.")


class MenuItemType(graphene.ObjectType):
    """An entry of a menu."""

    class Meta:
        name = "MenuItem"

    title = graphene.String(required=True, description="The entry's words.")
    path = graphene.String(description="The page's path on the front end; null for a link elsewhere.")
    url = graphene.String(required=True, description="The absolute address.")
    is_external = graphene.Boolean(required=True, description="Whether the link leaves the site.")
    children = graphene.Field(
        lambda: graphene.NonNull(graphene.List(graphene.NonNull(MenuItemType))), description="The entries below."
    )


class SiteQueries:
    """Root fields of the site as a whole."""

    site_settings = graphene.Field(
        SiteSettingsType, **SITE, description="Who is behind the site; null until an editor has filled it in."
    )
    menu = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(MenuItemType))),
        location=graphene.Argument(
            graphene.NonNull(graphql_enum(MenuLocation)), description="Which of the site's menus."
        ),
        **SITE,
        description="The entries of a menu that anyone may see.",
    )
    locales = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LocaleType))),
        description="The languages that the site has a front page in, the default first.",
    )

    @staticmethod
    def resolve_site_settings(
        _root: Any, info: Any, site: str | None = None, locale: str | None = None
    ) -> SiteSettingsType | None:
        the_locale = locale_of(locale)
        settings = _of_site(SiteSettings, site)
        if settings is None:
            return None
        texts = {text.locale_id: text for text in related(settings, "texts")}
        words = texts.get(the_locale.pk if the_locale else None, settings)
        statement = related(settings, "accessibility_statement")
        return SiteSettingsType(
            organisation_name=settings.organisation_name,
            tagline=words.tagline,
            footer_html=rich_text(words, "footer").html,
            email=settings.email,
            phone=settings.phone,
            postal_address=settings.postal_address,
            social_links=related(settings, "social_links"),
            accessibility_statement=statement,
            logo=related(settings, "logo"),
        )

    @staticmethod
    def resolve_menu(
        _root: Any, info: Any, location: str, site: str | None = None, locale: str | None = None
    ) -> list[MenuItem]:
        the_locale = locale_of(locale)
        menus = _of_site(Menus, site)
        if menus is None or the_locale is None:
            return []
        return menu_items(menus, MenuLocation(choice_of(location)), the_locale)

    @staticmethod
    def resolve_locales(_root: Any, info: Any) -> list[Locale]:
        roots = visible(Page.objects.filter(depth=2)).values("locale")
        locales = set_peers(list(Locale.objects.filter(pk__in=roots)))
        return sorted(
            locales, key=lambda locale: (not LocaleType.resolve_is_default(locale, info), locale.language_code)
        )


def _of_site(model: Any, site: str | None) -> Any:
    """Return a site's row of a setting, or ``None`` while it has none."""
    found = statement(model, lambda: model.objects.filter(Among("site", "sites", model)))
    return next(iter(found.instances(sites=[site_of(site).pk])), None)
