"""The site map: which pages it names, in which languages, and what it costs."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from cms import sitemaps
from tests.factories.events import ActivityPageFactory, ConferencePageFactory, EventIndexPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "https://front.example.org"


@pytest.fixture
def sitemap(client: Client) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that reads a map: address, day and other languages of each page."""

    def read(url: str = "/sitemap.xml") -> list[dict[str, Any]]:
        response = client.get(url)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
        assert root.tag == f"{MAP}urlset"
        return [
            {
                "address": url.findtext(f"{MAP}loc"),
                "changed": url.findtext(f"{MAP}lastmod"),
                "languages": {link.get("hreflang"): link.get("href") for link in url.findall(LINK)},
            }
            for url in root
        ]

    return read


def addresses(urls: list[dict[str, Any]]) -> list[str]:
    return [url["address"] for url in urls]


def test_every_page_with_its_day(sitemap: Any, site: Site, home_page: Any) -> None:
    changed = dt.datetime(2025, 10, 31, 23, 30, tzinfo=dt.UTC)
    PlatformPageFactory(parent=home_page, slug="må-bra", last_published_at=changed)
    assert sitemap() == [
        {"address": f"{HOST}/", "changed": None, "languages": {}},
        {"address": f"{HOST}/m%C3%A5-bra/", "changed": "2025-11-01", "languages": {}},
    ]


def test_languages_name_each_other(sitemap: Any, site: Site, home_page: Any) -> None:
    page = PlatformPageFactory(parent=home_page, slug="om")
    hidden = PlatformPageFactory(parent=home_page, slug="dold")
    english = Locale.objects.get(language_code="en")
    for each, live in ((home_page, True), (page, True), (hidden, False)):
        copy = each.copy_for_translation(english)
        if live:
            copy.save_revision().publish()
    languages = {"sv": f"{HOST}/om/", "en": f"{HOST}/en/om/", "x-default": f"{HOST}/om/"}
    by_address = {url["address"]: url["languages"] for url in sitemap()}
    assert by_address == {
        f"{HOST}/": {"sv": f"{HOST}/", "en": f"{HOST}/en/", "x-default": f"{HOST}/"},
        f"{HOST}/en/": {"sv": f"{HOST}/", "en": f"{HOST}/en/", "x-default": f"{HOST}/"},
        f"{HOST}/om/": languages,
        f"{HOST}/en/om/": languages,
        f"{HOST}/dold/": {},
    }


def draft(page: Any) -> None:
    page.unpublish()


def expired(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))


def behind_a_login(page: Any) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def hidden_by_an_editor(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(hide_from_search_engines=True)


@pytest.mark.parametrize("hide", [draft, expired, behind_a_login, hidden_by_an_editor])
@pytest.mark.parametrize("factory", [PlatformPageFactory, ActivityPageFactory, ConferencePageFactory])
def test_what_is_hidden_is_not_there(sitemap: Any, site: Site, home_page: Any, hide: Any, factory: Any) -> None:
    above = PlatformPageFactory if factory is PlatformPageFactory else EventIndexPageFactory
    parent = above(parent=home_page, slug="ovan")
    page = factory(parent=parent, slug="hemligt")
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    copy.save_revision().publish()
    address, other = f"{HOST}/ovan/hemligt/", f"{HOST}/en/ovan/hemligt/"
    assert {address, other} <= set(addresses(sitemap()))
    hide(page)
    urls = sitemap()
    assert address not in addresses(urls)
    assert [url["languages"] for url in urls if url["address"] == other] == [{}]


def test_each_site_has_its_own(sitemap: Any, client: Client, site: Site, root_page: Any) -> None:
    other = HomePageFactory(parent=root_page, slug="annan")
    Site.objects.create(hostname="other.example.org", port=443, root_page=other)
    assert addresses(sitemap()) == [f"{HOST}/"]
    assert addresses(sitemap("/sitemap.xml?site=other.example.org")) == ["https://other.example.org/"]
    for query in ("site=nowhere", "site=%00"):
        assert client.get(f"/sitemap.xml?{query}").status_code == 404


@pytest.fixture
def five_pages(site: Site, home_page: Any, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Five pages, of which one file holds two."""
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    monkeypatch.setattr(sitemaps, "LENGTH", 2)
    changed = dt.datetime(2025, 11, 12, 8, tzinfo=dt.UTC)
    for number in range(4):
        PlatformPageFactory(parent=home_page, slug=f"s{number}", last_published_at=changed)


@pytest.mark.parametrize("query", ["", "?site=front.example.org"])
def test_a_large_site_has_parts(client: Client, sitemap: Any, five_pages: None, query: str) -> None:
    root = ElementTree.fromstring(client.get(f"/sitemap.xml{query}").content)  # noqa: S314 - our own answer
    assert root.tag == f"{MAP}sitemapindex"
    parts = [part.findtext(f"{MAP}loc") for part in root]
    assert parts == [f"https://cms.example.org/sitemap-{number}.xml{query}" for number in (1, 2, 3)]
    assert {part.findtext(f"{MAP}lastmod") for part in root} == {"2025-11-12T09:00:00+01:00"}
    read = [addresses(sitemap(part.removeprefix("https://cms.example.org"))) for part in parts]
    assert read == [[f"{HOST}/", f"{HOST}/s0/"], [f"{HOST}/s1/", f"{HOST}/s2/"], [f"{HOST}/s3/"]]


@pytest.mark.parametrize("number", [0, 4, 99999])
def test_there_are_no_more_parts_than_pages(client: Client, five_pages: None, number: int) -> None:
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_is_fetched_again_only_if_it_changed(client: Client, site: Site, home_page: Any) -> None:
    response = client.get("/sitemap.xml")
    assert not response.cookies
    assert "Vary" not in response
    again = client.get("/sitemap.xml", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    PlatformPageFactory(parent=home_page)
    assert client.get("/sitemap.xml", headers={"If-None-Match": response["ETag"]}).status_code == 200
    assert client.post("/sitemap.xml").status_code == 405


def test_costs_the_same_at_any_length(client: Client, site: Site, home_page: Any) -> None:
    english = Locale.objects.get(language_code="en")
    home_page.copy_for_translation(english).save_revision().publish()
    costs = []
    for rows in (1, 2, 20):
        for _row in range(rows):
            page = PlatformPageFactory(parent=home_page)
            page.copy_for_translation(english).save_revision().publish()
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        costs.append(len(queries))
    assert costs == [costs[0]] * 3
    assert costs[0] <= 8
