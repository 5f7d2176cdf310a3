"""RSS and Atom feeds of news and events: what they say, who may see it, how they are subscribed to, what they cost."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import formats, timezone, translation
from django.utils.translation import gettext
from wagtail.models import Locale, PageViewRestriction, Site

from cms.models import SiteSettings
from events.enums import EventKind
from tests.factories.cms import CategoryFactory
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
NEWS, EVENTS = "/feeds/news", "/feeds/events"
ALL = [f"{name}.{form}" for name in (NEWS, EVENTS) for form in ("rss", "atom")]
SECRET = "hemligt"


@pytest.fixture(autouse=True)
def _own_host(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"


@pytest.fixture
def news_index(home_page: Any, site: Site) -> Any:
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")


@pytest.fixture
def event_index(home_page: Any, site: Site) -> Any:
    return EventIndexPageFactory(parent=home_page, title="Aktiviteter", slug="aktiviteter")


@pytest.fixture
def feed(client: Client) -> Callable[[str], ElementTree.Element]:
    """Return a function that reads a feed."""

    def read(url: str) -> ElementTree.Element:
        response = client.get(url)
        assert response.status_code == 200
        return ElementTree.fromstring(response.content)  # noqa: S314 - our own answer

    return read


def titles(feed: ElementTree.Element) -> list[Any]:
    return [item.findtext("title") for item in feed.iter("item")]


def swedish(words: str) -> str:
    with translation.override("sv"):
        return gettext(words)


class TestNews:
    @pytest.fixture
    def page(self, news_index: Any) -> Any:
        return NewsPageFactory(
            parent=news_index,
            title="Må <bra> & länge",
            slug="må-bra",
            summary="Fler < färre.",
            category=CategoryFactory(name="Folkhälsa", slug="folkhalsa"),
            published_on=dt.date(2025, 9, 1),
            first_published_at=dt.datetime(2025, 9, 1, 8, 30, tzinfo=dt.UTC),
            last_published_at=dt.datetime(2025, 11, 12, 8, 0, tzinfo=dt.UTC),
        )

    def test_rss(self, feed: Any, page: Any, site: Site) -> None:
        SiteSettings.objects.create(site=site, organisation_name="Överenskommelsen")
        root = feed(f"{NEWS}.rss")
        channel = root.find("channel")
        assert root.attrib == {"version": "2.0"}
        assert {child.tag: child.text for child in channel if child.tag != "item"} == {
            "title": "Nyheter – Överenskommelsen",
            "link": "https://front.example.org/",
            "description": "Nyheter – Överenskommelsen",
            f"{ATOM}link": None,
            "language": "sv",
            "lastBuildDate": "Wed, 12 Nov 2025 08:00:00 +0000",
        }
        assert channel.find(f"{ATOM}link").attrib == {"href": "https://cms.example.org/feeds/news.rss", "rel": "self"}
        item = channel.find("item")
        guid = item.find("guid")
        assert guid.attrib == {"isPermaLink": "false"}
        assert guid.text.startswith("urn:uuid:")
        assert {child.tag: child.text for child in item if child.tag != "guid"} == {
            "title": "Må <bra> & länge",
            "link": "https://front.example.org/nyheter/m%C3%A5-bra/",
            "description": "<p>Fler &lt; färre.</p>",
            "pubDate": "Mon, 01 Sep 2025 08:30:00 +0000",
            "category": "Folkhälsa",
        }

    def test_atom(self, feed: Any, page: Any) -> None:
        root = feed(f"{NEWS}.atom")
        assert root.tag == f"{ATOM}feed"
        assert root.findtext(f"{ATOM}title") == "Nyheter – HÖK"
        assert root.findtext(f"{ATOM}id") == "https://cms.example.org/feeds/news.atom"
        assert root.findtext(f"{ATOM}updated") == "2025-11-12T08:00:00+00:00"
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "HÖK"
        entry = root.find(f"{ATOM}entry")
        assert entry.find(f"{ATOM}link").get("href") == "https://front.example.org/nyheter/m%C3%A5-bra/"
        assert entry.find(f"{ATOM}summary").attrib == {"type": "html"}
        assert entry.find(f"{ATOM}category").get("term") == "Folkhälsa"
        texts = {name: entry.findtext(f"{ATOM}{name}") for name in ("title", "published", "updated", "summary")}
        assert texts == {
            "title": "Må <bra> & länge",
            "published": "2025-09-01T08:30:00+00:00",
            "updated": "2025-11-12T08:00:00+00:00",
            "summary": "<p>Fler &lt; färre.</p>",
        }

    def test_the_newest_first_and_no_more_than_fit(self, feed: Any, news_index: Any) -> None:
        for number in range(52):
            NewsPageFactory(parent=news_index, title=str(number))
        assert titles(feed(f"{NEWS}.rss")) == [str(number) for number in range(51, 1, -1)]

    def test_of_a_category(self, feed: Any, page: Any, news_index: Any) -> None:
        NewsPageFactory(parent=news_index, title="Annat", category=CategoryFactory())
        root = feed(f"{NEWS}.rss?category=folkhalsa")
        assert titles(root) == ["Må <bra> & länge"]
        assert root.findtext("channel/title") == "Nyheter: Folkhälsa – HÖK"
        assert titles(feed(f"{NEWS}.rss?category=")) == ["Må <bra> & länge", "Annat"]

    def test_moved_and_renamed_it_is_the_same(self, feed: Any, page: Any, home_page: Any) -> None:
        [before] = [guid.text for guid in feed(f"{NEWS}.rss").iter("guid")]
        page.slug, page.title = "annan", "Annan"
        page.save_revision().publish()
        [item] = feed(f"{NEWS}.rss").iter("item")
        assert item.findtext("guid") == before
        assert item.findtext("link") == "https://front.example.org/nyheter/annan/"

    def test_a_translation_is_another(self, feed: Any, page: Any) -> None:
        english = Locale.objects.get(language_code="en")
        page.copy_for_translation(english, copy_parents=True).save_revision().publish()
        [ours], [theirs] = (list(feed(url).iter("item")) for url in (f"{NEWS}.rss", f"{NEWS}.rss?locale=en"))
        assert ours.findtext("guid") != theirs.findtext("guid")
        assert theirs.findtext("link").startswith("https://front.example.org/en/")
        assert feed(f"{NEWS}.rss?locale=en").findtext("channel/title") == "News – HÖK"
        assert feed(f"{NEWS}.rss?locale=en").findtext("channel/link") == "https://front.example.org/en/"

    def test_of_another_site(self, feed: Any, page: Any, root_page: Any) -> None:
        other = HomePageFactory(parent=root_page, slug="annan")
        Site.objects.create(hostname="other.example.org", port=443, root_page=other)
        NewsPageFactory(parent=NewsIndexPageFactory(parent=other, slug="n"), title="Där", slug="dar")
        [item] = feed(f"{NEWS}.rss?site=other.example.org").iter("item")
        assert item.findtext("link") == "https://other.example.org/n/dar/"
        assert titles(feed(f"{NEWS}.rss")) == ["Må <bra> & länge"]

    def test_what_xml_cannot_hold_is_left_out(self, feed: Any, news_index: Any) -> None:
        NewsPageFactory(parent=news_index, title="Rad\x0bbruten\x1f", summary="En\x08 rad")
        [item] = feed(f"{NEWS}.rss").iter("item")
        assert (item.findtext("title"), item.findtext("description")) == ("Radbruten", "<p>En rad</p>")


class TestEvents:
    def test_says_when_where_and_what(self, feed: Any, event_index: Any) -> None:
        occasion = OccasionFactory.build(status="moved")
        published = dt.datetime(2025, 9, 1, 10, 0, tzinfo=dt.UTC)
        ActivityPageFactory(
            parent=event_index,
            title="Träff",
            slug="traff",
            summary="Kort.",
            occasions=[occasion],
            first_published_at=published,
            last_published_at=published,
        )
        root = feed(f"{EVENTS}.rss")
        assert root.findtext("channel/title") == f"{swedish('Upcoming events')} – HÖK"
        [item] = root.iter("item")
        with translation.override("sv"):
            moment = formats.date_format(timezone.localtime(occasion.starts_at), "j F Y H:i")
        moved = swedish("Moved to a new time or place")
        with translation.override("sv"):
            kind = str(EventKind.ACTIVITY.label)
        assert {child.tag: child.text for child in item if child.tag != "guid"} == {
            "title": "Träff",
            "link": "https://front.example.org/aktiviteter/traff/",
            "description": f"<p>{moved} · {moment} · Halmstads Teater, Halmstad</p>\n\n<p>Kort.</p>",
            "pubDate": "Mon, 01 Sep 2025 10:00:00 +0000",
            "category": kind,
        }

    def test_what_is_ahead_the_soonest_first(self, feed: Any, event_index: Any) -> None:
        for title, days in (("Sedan", 9), ("Snart", 1), ("Förut", -2)):
            occasions = [OccasionFactory.build(starts_at=in_days(days))]
            ActivityPageFactory(parent=event_index, title=title, occasions=occasions)
        assert titles(feed(f"{EVENTS}.rss")) == ["Snart", "Sedan"]
        entries = feed(f"{EVENTS}.atom").iter(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Snart", "Sedan"]

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("kind=conference", ["Konferens"]),
            ("kind=Activity", ["Teater"]),
            ("municipality=HALMSTAD", ["Teater"]),
            ("municipality=Varberg", ["Konferens"]),
            ("attendance=online", []),
        ],
    )
    def test_filters(self, feed: Any, event_index: Any, query: str, shown: list[str]) -> None:
        ActivityPageFactory(parent=event_index, title="Teater")
        occasions = [OccasionFactory.build(municipality="varberg")]
        ConferencePageFactory(parent=event_index, title="Konferens", occasions=occasions)
        assert titles(feed(f"{EVENTS}.rss?{query}")) == shown


def draft(page: Any) -> None:
    page.unpublish()


def expired(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))


def behind_a_password(page: Any) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password", password="lösen")


class TestEveryFeed:
    @pytest.mark.parametrize("hide", [draft, expired, behind_a_password])
    def test_holds_nothing_hidden(
        self, client: Client, news_index: Any, event_index: Any, hide: Callable[[Any], None]
    ) -> None:
        news = NewsPageFactory(parent=news_index, title=SECRET)
        event = ActivityPageFactory(parent=event_index, title=SECRET)
        assert all(SECRET in client.get(url).content.decode() for url in ALL)
        hide(news)
        hide(event)
        assert not any(SECRET in client.get(url).content.decode() for url in ALL)

    def test_holds_no_draft_of_a_public_page(self, client: Client, news_index: Any, event_index: Any) -> None:
        pages: list[Any] = [NewsPageFactory(parent=news_index), ActivityPageFactory(parent=event_index)]
        for page in pages:
            page.title = page.summary = SECRET
            page.save_revision()
        assert not any(SECRET in client.get(url).content.decode() for url in ALL)

    @pytest.mark.parametrize("url", ALL)
    @pytest.mark.parametrize("rows", [0, 1])
    def test_is_fetched_again_only_if_it_changed(
        self, client: Client, news_index: Any, event_index: Any, url: str, rows: int
    ) -> None:
        for _row in range(rows):
            NewsPageFactory(parent=news_index)
            ActivityPageFactory(parent=event_index)
        response = client.get(url)
        kind = "rss" if url.endswith("rss") else "atom"
        assert response["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
        assert not response.cookies
        assert response["Vary"] == "origin"
        again = client.get(url, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(url).status_code == 200
        assert client.post(url).status_code == 405

    @pytest.mark.parametrize(
        "address",
        [
            *(f"{url}?{query}" for url in ALL for query in ("site=nowhere", "locale=fi", "site=%00", "locale=%00")),
            *(f"{NEWS}.rss?category={slug}" for slug in ("nej", "%00")),
            *(f"{EVENTS}.rss?{query}" for query in ("kind=party", "municipality=Oslo", "municipality=%00")),
        ],
    )
    def test_what_cannot_be_used_is_not_found(self, client: Client, site: Site, address: str) -> None:
        assert client.get(address).status_code == 404

    def test_needs_a_site(self, client: Client, db: None) -> None:
        assert [client.get(url).status_code for url in ALL] == [404] * 4

    def test_costs_the_same_at_any_length(self, client: Client, news_index: Any, event_index: Any) -> None:
        def cost() -> list[int]:
            counts = []
            for url in ALL:
                client.get(url)
                with CaptureQueriesContext(connection) as queries:
                    client.get(url)
                counts.append(len(queries))
            return counts

        costs = []
        for rows in (1, 2, 20):
            for _row in range(rows):
                NewsPageFactory(parent=news_index, category=CategoryFactory())
                ActivityPageFactory(parent=event_index)
                ConferencePageFactory(parent=event_index)
            costs.append(cost())
        assert costs == [costs[0]] * 3
        assert max(costs[0]) <= 9


class TestGraphQL:
    def test_addresses(self, query_data: Any, site: Site) -> None:
        host = "https://cms.example.org/feeds"
        data = query_data("{ newsFeedUrls { rss atom } eventFeedUrls { rss atom } }")
        assert data == {
            "newsFeedUrls": {"rss": f"{host}/news.rss", "atom": f"{host}/news.atom"},
            "eventFeedUrls": {"rss": f"{host}/events.rss", "atom": f"{host}/events.atom"},
        }

    def test_of_a_site_and_a_language(self, query_data: Any, client: Client, site: Site) -> None:
        arguments = '(site: "front.example.org", locale: "en")'
        data = query_data(f"{{ newsFeedUrls{arguments} {{ rss }} eventFeedUrls{arguments} {{ ical }} }}")
        said = "?site=front.example.org&locale=en"
        assert data == {
            "newsFeedUrls": {"rss": f"https://cms.example.org/feeds/news.rss{said}"},
            "eventFeedUrls": {"ical": f"https://cms.example.org/calendar/events.ics{said}"},
        }
        assert client.get(f"/feeds/news.rss{said}").status_code == 200

    @pytest.mark.parametrize("arguments", ['(site: "nowhere")', '(locale: "fi")'])
    def test_of_what_does_not_exist(self, graphql: Any, site: Site, arguments: str) -> None:
        [error] = graphql(f"{{ newsFeedUrls{arguments} {{ rss }} }}")["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
