"""Builds the whole demo site in an empty database, in the order in which its parts need each other."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from cms.models import Area, Category, Contact, Document, FocusArea, Image, Organisation
from home.demo.builder.events import publish_event
from home.demo.builder.files import build_files
from home.demo.builder.pages import (
    publish_agreement,
    publish_contact_page,
    publish_home,
    publish_news,
    publish_plain,
    publish_project,
    sign,
)
from home.demo.builder.shelf import Shelf
from home.demo.builder.snippets import build_snippets
from home.demo.builder.surroundings import build_settings, build_site
from home.demo.builder.tree import plant
from home.demo.texts import english
from home.demo.texts.agreement import AGREEMENT
from home.demo.texts.events import EVENTS
from home.demo.texts.home import EVENT_INDEX, HOME, NEWS_INDEX
from home.demo.texts.news import NEWS
from home.demo.texts.platform import ACCESSIBILITY, CONTACT, COOPERATION, PLATFORM
from home.demo.texts.projects import PROJECTS

LANGUAGES = ("sv", "en")
CONTENT = (Image, Document, Organisation, Contact, Category, Area, FocusArea)


def is_empty() -> bool:
    """Return whether the database holds nothing but what Wagtail's migrations put there."""
    pages = Page.objects.filter(depth__gt=1).exclude(pk__in=welcome_pages())
    return not pages.exists() and not any(model._default_manager.exists() for model in CONTENT)


def welcome_pages() -> list[int]:
    """Return the primary key of the page that Wagtail's migrations make, while nobody has touched it."""
    plain = ContentType.objects.get_for_model(Page)
    untouched = Page.objects.filter(depth=2, content_type=plain, slug="home", numchild=0, latest_revision=None)
    return list(untouched.values_list("pk", flat=True))


def build(author: User, reviewer: User, today: date) -> Iterator[str]:
    """Build the site and yield a line about each part once it is there.

    Args:
        author: who writes everything.
        reviewer: who publishes it.
        today: the day that upcoming events are counted from.
    """
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    Site.objects.all().delete()
    for page in Page.objects.filter(pk__in=welcome_pages()):
        page.delete()

    shelf = Shelf(today=today, author=author, reviewer=reviewer)
    build_files(shelf)
    yield f"{len(shelf.images)} images, {len(shelf.documents)} documents"
    plant(shelf)
    site = build_site(shelf)
    build_snippets(shelf)
    yield f"{len(shelf.organisations)} organisations, {len(shelf.contacts)} contacts, and the words to sort by"
    publish_all(shelf)
    yield f"{len(shelf.pages)} pages in Swedish, {len(shelf.english)} in English"
    sign(shelf, shelf.pages[f"page:{AGREEMENT.key}"], AGREEMENT)
    build_settings(shelf, site)
    yield f"{len(AGREEMENT.signatories)} signatories, menus, settings, a redirect"


def publish_all(shelf: Shelf) -> None:
    """Fill in and publish every page, in the order of the tree."""
    pages = shelf.pages
    publish_home(shelf, pages["page:home"], HOME)
    for plain in (COOPERATION, PLATFORM, ACCESSIBILITY):
        publish_plain(shelf, pages[f"page:{plain.key}"], plain)
    for index in (EVENT_INDEX, NEWS_INDEX):
        shelf.publish(pages[f"page:{index.key}"])
    publish_contact_page(shelf, pages[f"page:{CONTACT.key}"], CONTACT)
    publish_agreement(shelf, pages[f"page:{AGREEMENT.key}"], AGREEMENT)
    for project in PROJECTS:
        publish_project(shelf, pages[f"page:{project.key}"], project)
    for item in reversed(NEWS):
        publish_news(shelf, pages[f"news:{item.key}"], item)
    for event in EVENTS:
        publish_event(shelf, pages[f"event:{event.key}"], event)
    abroad = shelf.in_english()
    publish_home(abroad, abroad.pages["page:home"], english.HOME)
    publish_plain(abroad, abroad.pages[f"page:{english.PAGE.key}"], english.PAGE)
