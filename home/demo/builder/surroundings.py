"""What stands around the pages: the site, who is behind it, its menus, and an old address that leads on."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from cms.models import Menus, SiteSettings, SiteSettingsText, SocialLink
from home.demo.builder.bodies import menu, rich_text
from home.demo.builder.shelf import Shelf, rows
from home.demo.texts import english
from home.demo.texts.home import SITE

OLD_PATH = "/2016/09/12/dialog-for-okad-samverkan/"
"""Where the old site, made with WordPress, had the news item about the dialogue meetings."""


def build_site(shelf: Shelf) -> Site:
    """Make the default site, at the front end's address."""
    address = urlsplit(settings.FRONTEND_URL)
    return Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name=SITE.organisation_name,
        root_page=shelf.pages["page:home"],
        is_default_site=True,
    )


def build_settings(shelf: Shelf, site: Site) -> None:
    """Fill in who is behind the site, its menus and its redirect."""
    in_english = SiteSettingsText(
        locale=Locale.objects.get(language_code="en"),
        tagline=english.SITE.tagline,
        footer=rich_text(shelf.in_english(), english.SITE.footer),
    )
    about = SiteSettings(
        site=site,
        organisation_name=SITE.organisation_name,
        tagline=SITE.tagline,
        footer=rich_text(shelf, SITE.footer),
        email=SITE.email,
        phone=SITE.phone,
        postal_address=SITE.postal_address,
        logo=shelf.images[SITE.logo],
        accessibility_statement=shelf.pages[f"page:{SITE.accessibility_statement}"],
        social_links=rows(SocialLink, ({"service": service, "url": url} for service, url in SITE.social_links)),
        texts=[in_english],
    )
    menus = Menus(site=site, main=menu(shelf, SITE.main_menu, "main"), footer=menu(shelf, SITE.footer_menu, "footer"))
    for part in (about, menus):
        part.full_clean()
        part.save()
    Redirect.add_redirect(OLD_PATH, redirect_to=shelf.pages["news:dialogue"], site=site)
