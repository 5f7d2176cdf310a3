"""Structured data: what each page type must say to search engines, what stays out of it, and what it costs."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Site

from cms.images import make_renditions
from cms.models import Image, SiteSettings, SiteSettingsText, SocialLink
from cms.structured_data import EMPTY, graph_of
from events.enums import EventAttendance, OccasionStatus
from news.models import NewsPage
from tests.factories.cms import ImageFactory, OrganisationFactory, picture
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    EventOrganiserFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db

HOST = "https://front.example.org"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
JSON_LD = "query($path: String!) { page(path: $path) { seo { jsonLd openGraph { type } } } }"
SECRET = "hemligt"
PUBLISHER = {"@type": "Organization", "@id": f"{HOST}/#organization", "name": "HÖK", "url": f"{HOST}/"}


@pytest.fixture
def about(site: Site) -> SiteSettings:
    return SiteSettings.objects.create(site=site, organisation_name="HÖK")


@pytest.fixture
def news_index(home_page: Any) -> Any:
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")


@pytest.fixture
def event_index(home_page: Any) -> Any:
    return EventIndexPageFactory(parent=home_page, title="Aktiviteter", slug="aktiviteter")


@pytest.fixture
def graph(query_data: Callable[..., Any], about: SiteSettings) -> Callable[[str], dict[str, Any]]:
    """Return a function that reads a page's structured data, by type; nothing in it is empty."""

    def read(path: str) -> dict[str, Any]:
        value = query_data(JSON_LD, path=path)["page"]["seo"]["jsonLd"]
        assert value["@context"] == "https://schema.org"
        assert not [each for each in values(value) if each in EMPTY]
        by_type = {node["@type"]: node for node in value["@graph"]}
        assert len(by_type) == len(value["@graph"])
        return by_type

    return read


def values(value: Any) -> Iterator[Any]:
    """Yield a JSON value and every value in it."""
    yield value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from values(each)


def with_sizes(**fields: Any) -> Any:
    """Return an image whose sizes are made."""
    image = ImageFactory(file=picture(1300, 700), **fields)
    make_renditions.func(image.pk)
    return image


def private(image: Any) -> None:
    """Put an image into a collection below a private one."""
    above = Collection.get_first_root_node().add_child(name="Privat")
    below = above.add_child(name="Under")
    restriction = CollectionViewRestriction.LOGIN
    CollectionViewRestriction.objects.create(collection=above, restriction_type=restriction)
    Image.objects.filter(pk=image.pk).update(collection=below)


class TestEveryPage:
    def test_names_the_site_and_the_way_to_the_page(self, graph: Any, home_page: Any) -> None:
        parent = PlatformPageFactory(parent=home_page, title="Samverkan", slug="samverkan")
        PlatformPageFactory(parent=parent, title="Må bra", slug="må-bra")
        url = f"{HOST}/samverkan/m%C3%A5-bra/"
        assert graph("/samverkan/må-bra/") == {
            "WebSite": {
                "@type": "WebSite",
                "@id": f"{HOST}/#website",
                "name": "HÖK",
                "url": f"{HOST}/",
                "publisher": PUBLISHER,
            },
            "BreadcrumbList": {
                "@type": "BreadcrumbList",
                "@id": f"{url}#breadcrumbs",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": "Hem", "item": f"{HOST}/"},
                    {"@type": "ListItem", "position": 2, "name": "Samverkan", "item": f"{HOST}/samverkan/"},
                    {"@type": "ListItem", "position": 3, "name": "Må bra", "item": url},
                ],
            },
        }

    def test_a_hidden_page_on_the_way_is_left_out(self, graph: Any, home_page: Any) -> None:
        parent = PlatformPageFactory(parent=home_page, title=SECRET, slug="mellan", live=False)
        PlatformPageFactory(parent=parent, title="Synlig", slug="synlig")
        items = graph("/mellan/synlig/")["BreadcrumbList"]["itemListElement"]
        assert [(item["position"], item["name"]) for item in items] == [(1, "Hem"), (2, "Synlig")]

    def test_without_words_about_the_site_it_has_a_name(
        self, query_data: Any, site: Site, news_index: Any, settings: Any
    ) -> None:
        settings.WAGTAIL_SITE_NAME = "Överenskommelsen"
        value = query_data(JSON_LD, path="/nyheter/")["page"]["seo"]["jsonLd"]
        assert value["@graph"][0]["name"] == "Överenskommelsen"

    def test_each_site_has_its_own(self, graph: Any, root_page: Any, query_data: Any) -> None:
        other = HomePageFactory(parent=root_page, slug="annan")
        elsewhere = Site.objects.create(hostname="other.example.org", port=443, root_page=other)
        SiteSettings.objects.create(site=elsewhere, organisation_name="Andra")
        query = 'query($site: String) { page(path: "/", site: $site) { seo { jsonLd } } }'
        [own, _site] = query_data(query, site="other.example.org")["page"]["seo"]["jsonLd"]["@graph"]
        assert (own["name"], own["url"]) == ("Andra", "https://other.example.org/")


class TestFrontPage:
    def test_says_who_is_behind_the_site(self, graph: Any, about: SiteSettings) -> None:
        logo = with_sizes(description="HÖK:s märke")
        SocialLink.objects.create(settings=about, service="facebook", url="https://social.example.org/hok")
        SiteSettings.objects.update(
            tagline="I samverkan",
            email="hej@example.org",
            phone="035-1",
            postal_address="Gatan 1\r\n302 00 Halmstad",
            logo=logo,
        )
        found = graph("/")
        assert set(found) == {"Organization", "WebSite"}
        rendition = found["Organization"].pop("logo")
        assert found["Organization"] == PUBLISHER | {
            "description": "I samverkan",
            "email": "hej@example.org",
            "telephone": "035-1",
            "address": "Gatan 1, 302 00 Halmstad",
            "sameAs": ["https://social.example.org/hok"],
        }
        assert rendition["@type"] == "ImageObject"
        assert rendition["caption"] == "HÖK:s märke"
        assert rendition["url"].startswith("http")

    def test_in_the_language_of_the_page(self, graph: Any, about: SiteSettings, home_page: Any) -> None:
        english = Locale.objects.get(language_code="en")
        SiteSettingsText.objects.create(settings=about, locale=english, tagline="Together")
        home_page.copy_for_translation(english).save_revision().publish()
        assert graph("/en/")["Organization"]["description"] == "Together"

    def test_a_private_logo_stays_private(self, graph: Any, about: SiteSettings) -> None:
        logo = with_sizes(description=SECRET)
        SiteSettings.objects.update(logo=logo)
        assert "logo" in graph("/")["Organization"]
        private(logo)
        assert "logo" not in graph("/")["Organization"]


class TestNews:
    @pytest.fixture
    def article(self, news_index: Any) -> NewsPage:
        return NewsPageFactory(
            parent=news_index,
            title="Starkare än förr",
            slug="starkare",
            summary="Kort.",
            published_on=dt.date(2025, 9, 1),
            first_published_at=dt.datetime(2025, 9, 1, 8, 30, tzinfo=dt.UTC),
            last_published_at=dt.datetime(2025, 11, 12, 8, 0, tzinfo=dt.UTC),
            listing_image=with_sizes(description="Två personer"),
        )

    def test_says_everything(self, graph: Any, article: NewsPage) -> None:
        found = graph("/nyheter/starkare/")
        assert set(found) == {"NewsArticle", "WebSite", "BreadcrumbList"}
        image = found["NewsArticle"].pop("image")
        assert found["NewsArticle"] == {
            "@type": "NewsArticle",
            "@id": f"{HOST}/nyheter/starkare/#article",
            "headline": "Starkare än förr",
            "description": "Kort.",
            "datePublished": "2025-09-01T10:30:00+02:00",
            "dateModified": "2025-11-12T09:00:00+01:00",
            "inLanguage": "sv",
            "mainEntityOfPage": {"@type": "WebPage", "@id": f"{HOST}/nyheter/starkare/"},
            "author": PUBLISHER,
            "publisher": PUBLISHER,
        }
        assert (image["@type"], image["width"], image["height"]) == ("ImageObject", "1200 px", "630 px")
        assert image["caption"] == "Två personer"

    def test_is_shared_as_an_article(self, query_data: Any, article: NewsPage, site: Site) -> None:
        seo = query_data(JSON_LD, path="/nyheter/starkare/")["page"]["seo"]
        assert seo["openGraph"] == {"type": "article"}
        assert query_data(JSON_LD, path="/nyheter/")["page"]["seo"]["openGraph"] == {"type": "website"}

    @pytest.mark.parametrize(
        ("first", "last", "published", "modified"),
        [
            (None, None, "2025-09-01T00:00:00+02:00", "2025-09-01T00:00:00+02:00"),
            (dt.datetime(2025, 8, 1, tzinfo=dt.UTC), None, "2025-09-01T00:00:00+02:00", "2025-09-01T00:00:00+02:00"),
            (
                dt.datetime(2025, 8, 31, 22, 30, tzinfo=dt.UTC),
                dt.datetime(2025, 8, 31, tzinfo=dt.UTC),
                "2025-09-01T00:30:00+02:00",
                "2025-09-01T00:30:00+02:00",
            ),
        ],
        ids=["never", "before the day that visitors see", "that day by the clock in Stockholm"],
    )
    def test_the_day_that_visitors_see_counts(
        self, graph: Any, article: NewsPage, first: Any, last: Any, published: str, modified: str
    ) -> None:
        NewsPage.objects.update(first_published_at=first, last_published_at=last)
        shown = graph("/nyheter/starkare/")["NewsArticle"]
        assert (shown["datePublished"], shown["dateModified"]) == (published, modified)

    def test_a_private_picture_and_a_draft_stay_hidden(self, graph: Any, article: NewsPage) -> None:
        page = NewsPage.objects.get()
        page.title = SECRET
        page.save_revision()
        private(article.listing_image)
        found = graph("/nyheter/starkare/")
        assert found["NewsArticle"]["headline"] == "Starkare än förr"
        assert "image" not in found["NewsArticle"]
        assert SECRET not in str(found)


def at(month: int, day: int, hour: int) -> dt.datetime:
    """Return an instant of next year by the clock in Stockholm."""
    return dt.datetime(timezone.localdate().year + 1, month, day, hour, tzinfo=STOCKHOLM)


class TestEvent:
    @pytest.fixture
    def shown(self, graph: Any, event_index: Any) -> Callable[..., Any]:
        """Return a function that makes an event of one occasion and reads its node."""

        def read(event: dict[str, Any] | None = None, **occasion: Any) -> Any:
            row = OccasionFactory.build(**occasion)
            ActivityPageFactory(parent=event_index, slug="traff", title="Träff", occasions=[row], **event or {})
            return graph("/aktiviteter/traff/")["Event"]

        return read

    def test_one_occasion_says_everything(self, graph: Any, event_index: Any) -> None:
        occasion = OccasionFactory.build(
            with_registration=True,
            starts_at=at(1, 15, 18),
            ends_at=at(1, 15, 20),
            registration_opens_at=at(1, 2, 9),
            street_address="Gatan 1",
            postal_code="302 42",
            map_url="https://karta.example.org/",
        )
        page = ActivityPageFactory(
            parent=event_index,
            title="Träff",
            slug="traff",
            summary="Kort.",
            is_free=True,
            occasions=[occasion],
            listing_image=with_sizes(description="Ett bord"),
        )
        for live in (True, False):
            organisation = OrganisationFactory(
                name="Region" if live else SECRET, url="https://r.example.org/", live=live
            )
            EventOrganiserFactory(event=page, organisation=organisation)
        found = graph("/aktiviteter/traff/")
        year = timezone.localdate().year + 1
        image = found["Event"].pop("image")
        assert (image["width"], image["height"], image["caption"]) == ("1200 px", "630 px", "Ett bord")
        assert SECRET not in str(found)
        url = f"{HOST}/aktiviteter/traff/"
        assert found["Event"] == {
            "@type": "Event",
            "@id": f"{url}#event",
            "name": "Träff",
            "description": "Kort.",
            "inLanguage": "sv",
            "url": url,
            "isAccessibleForFree": True,
            "startDate": f"{year}-01-15T18:00:00+01:00",
            "endDate": f"{year}-01-15T20:00:00+01:00",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {
                "@type": "Place",
                "name": "Halmstads Teater",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Gatan 1",
                    "postalCode": "302 42",
                    "addressLocality": "Halmstad",
                    "addressRegion": "Halland",
                    "addressCountry": "SE",
                },
                "hasMap": "https://karta.example.org/",
            },
            "organizer": {"@type": "Organization", "name": "Region", "url": "https://r.example.org/"},
            "offers": {
                "@type": "Offer",
                "url": "https://anmalan.example.org/",
                "price": 0,
                "priceCurrency": "SEK",
                "availability": "https://schema.org/PreOrder",
                "validFrom": f"{year}-01-02T09:00:00+01:00",
                "validThrough": f"{year}-01-08T18:00:00+01:00",
            },
        }

    def test_several_occasions_are_events_of_their_own(self, graph: Any, event_index: Any) -> None:
        online = OccasionFactory.build(online=True, title="Förmöte", starts_at=at(6, 15, 9), with_registration=True)
        off = OccasionFactory.build(
            title="Inställt", starts_at=at(6, 16, 9), status="cancelled", venue_name="Ingenstans"
        )
        day = OccasionFactory.build(starts_at=at(11, 12, 9), ends_at=None)
        ConferencePageFactory(parent=event_index, title="Konferens", slug="konferens", occasions=[online, off, day])
        event = graph("/aktiviteter/konferens/")["Event"]
        year = timezone.localdate().year + 1
        assert event["startDate"] == f"{year}-06-15T09:00:00+02:00"
        assert "endDate" not in event
        assert event["eventStatus"] == "https://schema.org/EventScheduled"
        assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
        assert [place["@type"] for place in event["location"]] == ["VirtualLocation", "Place"]
        assert event["offers"]["url"] == "https://anmalan.example.org/"
        url = f"{HOST}/aktiviteter/konferens/"
        assert [
            (part["@id"], part["name"], part["startDate"], part["eventStatus"].rpartition("/")[2])
            for part in event["subEvent"]
        ] == [
            (f"{url}#occasion-1", "Konferens – Förmöte", f"{year}-06-15T09:00:00+02:00", "EventScheduled"),
            (f"{url}#occasion-2", "Konferens – Inställt", f"{year}-06-16T09:00:00+02:00", "EventCancelled"),
            (f"{url}#occasion-3", "Konferens", f"{year}-11-12T09:00:00+01:00", "EventScheduled"),
        ]
        needed = {"name", "startDate", "eventStatus", "eventAttendanceMode", "location", "organizer", "description"}
        assert all(needed <= set(part) for part in [event, *event["subEvent"]])
        assert [("offers" in part, "endDate" in part) for part in event["subEvent"]] == [
            (True, True),
            (False, True),
            (False, False),
        ]

    def test_all_cancelled_is_cancelled(self, graph: Any, event_index: Any) -> None:
        occasions = [OccasionFactory.build(status="cancelled"), OccasionFactory.build(status="cancelled")]
        ActivityPageFactory(parent=event_index, slug="traff", occasions=occasions)
        event = graph("/aktiviteter/traff/")["Event"]
        assert event["eventStatus"] == "https://schema.org/EventCancelled"
        assert "offers" not in event

    @pytest.mark.parametrize(
        ("status", "online", "expected"),
        [
            (OccasionStatus.PLANNED, False, "EventScheduled"),
            (OccasionStatus.OPEN, False, "EventScheduled"),
            (OccasionStatus.FULL, False, "EventScheduled"),
            (OccasionStatus.CANCELLED, False, "EventCancelled"),
            (OccasionStatus.CANCELLED, True, "EventCancelled"),
            (OccasionStatus.MOVED, False, "EventRescheduled"),
            (OccasionStatus.MOVED, True, "EventMovedOnline"),
        ],
    )
    def test_status(self, shown: Any, status: str, online: bool, expected: str) -> None:
        assert shown(status=status, online=online)["eventStatus"] == f"https://schema.org/{expected}"

    @pytest.mark.parametrize(
        ("attendance", "mode", "places"),
        [
            (EventAttendance.ON_SITE, "Offline", ["Place"]),
            (EventAttendance.ONLINE, "Online", ["VirtualLocation"]),
            (EventAttendance.HYBRID, "Mixed", ["Place", "VirtualLocation"]),
        ],
    )
    def test_attendance(self, shown: Any, attendance: str, mode: str, places: list[str]) -> None:
        event = shown(online=attendance == EventAttendance.ONLINE, attendance=attendance)
        assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
        location = event["location"] if isinstance(event["location"], list) else [event["location"]]
        assert [place["@type"] for place in location] == places
        assert all("url" in place or "address" in place for place in location)

    @pytest.mark.parametrize(
        ("occasion", "place"),
        [
            ({"venue_name": "", "city": ""}, ("Halmstad", "Halmstad", "Halland")),
            ({"venue_name": "", "city": "", "municipality": ""}, (None, None, None)),
            ({"venue_name": "Rosängen", "city": "Örebro", "municipality": "other"}, ("Rosängen", "Örebro", None)),
        ],
    )
    def test_a_place_always_has_an_address(self, shown: Any, occasion: dict[str, str], place: tuple[Any, ...]) -> None:
        location = shown(**occasion)["location"]
        address = location["address"]
        assert (location.get("name"), address.get("addressLocality"), address.get("addressRegion")) == place
        assert address["addressCountry"] == "SE"

    @pytest.mark.parametrize(
        ("occasion", "availability"),
        [
            ({}, "InStock"),
            ({"registration_opens_at": in_days(5)}, "PreOrder"),
            ({"status": "full"}, "SoldOut"),
            ({"capacity": 10, "seats_left": 0}, "SoldOut"),
            ({"registration_deadline": in_days(-1)}, "SoldOut"),
        ],
    )
    def test_availability(self, shown: Any, occasion: dict[str, Any], availability: str) -> None:
        offer = shown({"is_free": False}, with_registration=True, **occasion)["offers"]
        assert offer["availability"] == f"https://schema.org/{availability}"
        assert not {"price", "priceCurrency"} & set(offer)

    def test_what_is_free_and_needs_no_registration_is_had_on_the_page(self, shown: Any) -> None:
        first = dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)
        assert shown({"is_free": True, "first_published_at": first})["offers"] == {
            "@type": "Offer",
            "url": f"{HOST}/aktiviteter/traff/",
            "price": 0,
            "priceCurrency": "SEK",
            "availability": "https://schema.org/InStock",
            "validFrom": "2025-01-01T13:00:00+01:00",
        }

    @pytest.mark.parametrize(
        ("event", "occasion"),
        [
            ({"is_free": True}, {"starts_at": in_days(-2)}),
            ({"is_free": True}, {"status": "cancelled"}),
            ({"is_free": False, "cost_text": "200 kr"}, {}),
        ],
        ids=["over", "cancelled", "nothing to say"],
    )
    def test_no_offer(self, shown: Any, event: dict[str, Any], occasion: dict[str, Any]) -> None:
        assert "offers" not in shown(event, **occasion)

    def test_without_organisers_it_is_the_sites_own(self, shown: Any) -> None:
        assert shown()["organizer"] == PUBLISHER

    def test_a_hidden_organiser_is_nobody_elses_event(self, graph: Any, event_index: Any) -> None:
        page = ActivityPageFactory(parent=event_index, slug="traff")
        EventOrganiserFactory(event=page, organisation=OrganisationFactory(name=SECRET, live=False))
        found = graph("/aktiviteter/traff/")
        assert "organizer" not in found["Event"]
        assert SECRET not in str(found)

    def test_without_a_date_there_is_no_event(self, graph: Any, event_index: Any) -> None:
        ActivityPageFactory(parent=event_index, slug="traff", occasions=[])
        assert set(graph("/aktiviteter/traff/")) == {"WebSite", "BreadcrumbList"}


def test_a_draft_that_stands_nowhere_has_none() -> None:
    assert graph_of(NewsPage(title="Utkast")) is None


@pytest.mark.parametrize("size", [1, 3, 50])
def test_a_list_costs_the_same_at_any_length(
    query_data: Callable[..., Any], about: SiteSettings, news_index: Any, event_index: Any, size: int
) -> None:
    image = with_sizes()
    SiteSettings.objects.update(logo=image)
    for _row in range(size):
        NewsPageFactory(parent=news_index, listing_image=image)
        page = ActivityPageFactory(
            parent=event_index, listing_image=image, occasions=[OccasionFactory.build(), OccasionFactory.build()]
        )
        EventOrganiserFactory(event=page)
    costs = []
    for query in (
        "{ news(first: 50) { nodes { seo { jsonLd } } } }",
        "{ events(first: 50) { nodes { seo { jsonLd } } } }",
    ):
        query_data(query)
        with CaptureQueriesContext(connection) as queries:
            query_data(query)
        costs.append(len(queries))
    assert costs == [10, 12]


def test_who_does_not_ask_for_it_does_not_pay(query_data: Callable[..., Any], about: Any, news_index: Any) -> None:
    query = '{ page(path: "/nyheter/") { seo { title } } }'
    query_data(query)
    with CaptureQueriesContext(connection) as queries:
        query_data(query)
    assert not any("cms_sitesettings" in each["sql"] for each in queries)
