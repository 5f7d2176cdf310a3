"""RSS and Atom feeds: what they have in common, whatever they list."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import linebreaks
from wagtail.models import Site

from cms.models import SiteSettings
from cms.paths import absolute_url, locate
from cms.peers import related
from cms.public_files import front_page_of, roots_of_site

# XML has no way to write these; an editor may paste them into a title.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What an empty feed was last changed at; the library would take the clock, and no two answers would be the same.
NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class SteadyFeed(SyndicationFeed):
    """A feed whose bytes change with its content alone."""

    content_type: str

    def latest_post_date(self) -> dt.datetime:
        dates = [item[name] for item in self.items for name in ("updateddate", "pubdate") if item[name]]
        return max(dates, default=NEVER)


class RssFeed(SteadyFeed, Rss201rev2Feed):
    """RSS 2.0."""

    content_type = "application/rss+xml; charset=utf-8"


class AtomFeed(SteadyFeed, Atom1Feed):
    """Atom."""

    content_type = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """A page in a feed.

    Args:
        page: a page that anyone may see, loaded with the others.
        text: what it is about, paragraphs with an empty line between.
        published_at: when it was published.
        updated_at: when it was last changed.
        categories: words that it is sorted by.
    """

    page: Any
    text: str
    published_at: dt.datetime | None
    updated_at: dt.datetime | None
    categories: list[str] = field(default_factory=list)


def feed_response(
    request: HttpRequest,
    feed_class: type[SteadyFeed],
    site: Site,
    language: str,
    title: str,
    entries: Iterable[Entry],
) -> HttpResponse:
    """Return a feed as a file.

    Args:
        request: what was asked; its address is the feed's own.
        feed_class: ``RssFeed`` or ``AtomFeed``.
        site, language: whose pages they are, and in which language.
        title: what the feed lists; the site's name is added to it.
        entries: the pages, in order.
    """
    about = SiteSettings.objects.filter(site=site).first()
    name = about.organisation_name if about else site.site_name or settings.WAGTAIL_SITE_NAME
    front_page = front_page_of(site, language)
    address = absolute_url(request.get_full_path())
    feed: Any = feed_class(
        title=writable(f"{title} – {name}"),
        link=iri_to_uri(front_page),
        description=writable(f"{title} – {name}"),
        language=language,
        author_name=writable(name),
        feed_url=address,
        feed_guid=address,
    )
    roots = roots_of_site(site)
    for entry in entries:
        if location := locate(entry.page, roots):
            feed.add_item(
                title=writable(entry.page.title),
                link=iri_to_uri(location.url),
                description=linebreaks(writable(entry.text), autoescape=True),
                pubdate=entry.published_at,
                updateddate=entry.updated_at or entry.published_at or NEVER,
                unique_id=guid_of(entry.page),
                unique_id_is_permalink=False,
                categories=[writable(category) for category in entry.categories],
            )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed_class.content_type)


def guid_of(page: Any) -> str:
    """Return what identifies a page for ever, wherever it is moved and however it is renamed."""
    return uuid.uuid5(page.translation_key, related(page, "locale").language_code).urn


def writable(text: str) -> str:
    """Return a text without the characters that XML has no way to write."""
    return UNWRITABLE.sub("", text)
