"""The tree: every page as a draft with its title and place, before any text that may link to it is filled in."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from events.models import ActivityPage, ConferencePage, EventIndexPage
from home.demo.builder.shelf import Shelf
from home.demo.texts import english
from home.demo.texts.agreement import AGREEMENT
from home.demo.texts.events import EVENTS
from home.demo.texts.home import EVENT_INDEX, HOME, NEWS_INDEX
from home.demo.texts.news import NEWS
from home.demo.texts.platform import ACCESSIBILITY, CONTACT, COOPERATION, PLATFORM
from home.demo.texts.projects import PROJECTS
from home.demo.texts.shapes import Event, Home, News, PlainPage, Project, local, moment_at
from home.models import HomePage
from news.models import NewsIndexPage, NewsPage
from platform_pages.models import AgreementPage, ContactPage, PlatformPage, ProjectPage

SECTIONS: tuple[tuple[type[Page], PlainPage], ...] = (
    (PlatformPage, COOPERATION),
    (PlatformPage, PLATFORM),
    (EventIndexPage, EVENT_INDEX),
    (NewsIndexPage, NEWS_INDEX),
    (ContactPage, CONTACT),
    (PlatformPage, ACCESSIBILITY),
    (AgreementPage, AGREEMENT),
    *((ProjectPage, project) for project in PROJECTS),
)
EVENT_TYPES: dict[str, type[Page]] = {"activity": ActivityPage, "conference": ConferencePage}
ANNOUNCED_BEFORE = timedelta(days=45)
"""How long before its first occasion an event was published, unless its registration opened earlier."""


def plant(shelf: Shelf) -> None:
    """Add every page to the tree as a draft."""
    root = Page.objects.get(depth=1)
    swedish, foreign = (Locale.objects.get(language_code=code) for code in ("sv", "en"))
    shelf.pages["page:home"] = add_home(shelf, HOME, root, slug="hem", locale=swedish)
    for page_type, text in SECTIONS:
        parent = shelf.pages[f"page:{text.parent or 'home'}"]
        shelf.pages[f"page:{text.key}"] = add(shelf, page_type, text, parent)
    for item in reversed(NEWS):
        shelf.pages[f"news:{item.key}"] = add(shelf, NewsPage, item, shelf.pages["page:news"])
    for event in sorted(EVENTS, key=lambda event: moment_at(event.occasions[0].starts, shelf.today)):
        shelf.pages[f"event:{event.key}"] = add(shelf, EVENT_TYPES[event.type], event, shelf.pages["page:events"])
    shelf.english["page:home"] = add_home(
        shelf,
        english.HOME,
        root,
        slug="home-en",
        locale=foreign,
        translation_key=shelf.pages["page:home"].translation_key,
    )
    original = f"page:{english.PAGE.key}"
    shelf.english[original] = add(
        shelf,
        PlatformPage,
        english.PAGE,
        shelf.english["page:home"],
        translation_key=shelf.pages[original].translation_key,
    )


def add_home(shelf: Shelf, text: Home, root: Page, **values: Any) -> Page:
    """Add the front page of a language."""
    page = HomePage(
        title=text.title, summary=text.summary, listing_image=shelf.images[text.hero_picture], live=False, **values
    )
    return attach(shelf, page, root)


def add(shelf: Shelf, page_type: type[Page], text: PlainPage | News | Event, parent: Page, **values: Any) -> Page:
    """Add a page of any other type below ``parent``."""
    page = page_type(
        title=text.title,
        slug=text.slug,
        summary=text.summary,
        listing_image=shelf.images[text.picture] if text.picture else None,
        first_published_at=first_published_at(shelf, text),
        live=False,
        **values,
    )
    return attach(shelf, page, parent)


def attach(shelf: Shelf, page: Page, parent: Page) -> Page:
    """Save a page below ``parent`` as its author's."""
    page.owner = shelf.author
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=shelf.author)
    return page


def first_published_at(shelf: Shelf, text: PlainPage | News | Event) -> datetime | None:
    """Return when visitors could have seen a page first; ``None`` for a page that is as old as the demo."""
    match text:
        case News():
            day = text.published_on
            return local(day.year, day.month, day.day, 9)
        case Project():
            day = text.starts_on
            return min(local(day.year, day.month, day.day, 9), timezone.now())
        case Event():
            starts = [moment_at(occasion.starts, shelf.today) - ANNOUNCED_BEFORE for occasion in text.occasions]
            opens = [
                moment_at(occasion.registration.opens, shelf.today)
                for occasion in text.occasions
                if occasion.registration and occasion.registration.opens
            ]
            return min(*starts, *opens, timezone.now())
    return None
