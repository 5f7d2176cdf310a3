"""Paths: pages, translations, sites, redirects, and what the admin's links lead to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db

ROUTE = """query($path: String!, $site: String) { route(path: $path, site: $site) { __typename
    ... on PageRoute { page { title path url locale { languageCode } } }
    ... on RedirectRoute { location isPermanent } } }"""


@pytest.fixture
def news(site: Site, home_page: Any) -> Any:
    index = NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")
    return NewsPageFactory(parent=index, title="Starkare än förr!", slug="starkare-an-forr")


def page_route(title: str, path: str, language_code: str = "sv", host: str = "front.example.org") -> dict[str, Any]:
    return {
        "route": {
            "__typename": "PageRoute",
            "page": {
                "title": title,
                "path": path,
                "url": f"https://{host}{path}",
                "locale": {"languageCode": language_code},
            },
        }
    }


@pytest.mark.parametrize(
    "path", ["/nyheter/starkare-an-forr/", "nyheter/starkare-an-forr", "//nyheter//starkare-an-forr/"]
)
def test_a_page(query_data: Callable[..., Any], news: Any, path: str) -> None:
    assert query_data(ROUTE, path=path) == page_route("Starkare än förr!", "/nyheter/starkare-an-forr/")


@pytest.mark.parametrize("path", ["/starkare-an-forr/", "/nyheter/starkare/", "/hem/nyheter/", "/en/nyheter/"])
def test_paths_are_exact(query_data: Callable[..., Any], news: Any, path: str) -> None:
    assert query_data(ROUTE, path=path) == {"route": None}


def test_a_translation_stands_below_its_language_code(
    query_data: Callable[..., Any], news: Any, home_page: Any
) -> None:
    english = Locale.objects.get(language_code="en")
    home = home_page.copy_for_translation(english)
    home.title = "Home"
    home.save_revision().publish()
    index = news.get_parent().specific.copy_for_translation(english)
    index.title, index.slug = "News", "news"
    index.save_revision().publish()
    assert query_data(ROUTE, path="/en/") == page_route("Home", "/en/", "en")
    assert query_data(ROUTE, path="/en/news/") == page_route("News", "/en/news/", "en")
    assert query_data(ROUTE, path="/news/") == {"route": None}
    assert query_data('{ sv: allPages { totalCount } news(locale: "en") { totalCount } }') == {
        "sv": {"totalCount": 5},
        "news": {"totalCount": 0},
    }


def test_sites_are_told_apart_by_the_argument(query_data: Callable[..., Any], news: Any, root_page: Any) -> None:
    other = HomePageFactory(parent=root_page, title="Annan", slug="annan")
    index = NewsIndexPageFactory(parent=other, title="Annat", slug="nyheter")
    Site.objects.create(hostname="other.example.org", port=443, root_page=other)
    assert query_data(ROUTE, path="/nyheter/", site="other.example.org") == page_route(
        "Annat", "/nyheter/", host="other.example.org"
    )
    assert query_data(ROUTE, path="/nyheter/", site="other.example.org:443")["route"]["page"]["title"] == "Annat"
    assert query_data(ROUTE, path="/nyheter/") == page_route("Nyheter", "/nyheter/")
    assert query_data(ROUTE, path="/nyheter/starkare-an-forr/", site="other.example.org") == {"route": None}
    by_id = "query($id: ID!, $site: String) { page(id: $id, site: $site) { title } }"
    assert query_data(by_id, id=str(index.pk)) == {"page": None}
    assert query_data(by_id, id=str(index.pk), site="other.example.org") == {"page": {"title": "Annat"}}


def test_redirects(query_data: Callable[..., Any], news: Any, site: Site) -> None:
    Redirect.objects.create(old_path="/gammalt", redirect_page=news, site=site)
    Redirect.objects.create(old_path="/ut", redirect_link="https://elsewhere.example.org/", is_permanent=False)
    assert query_data(ROUTE, path="/gammalt/") == {
        "route": {"__typename": "RedirectRoute", "location": "/nyheter/starkare-an-forr/", "isPermanent": True}
    }
    assert query_data(ROUTE, path="/ut/") == {
        "route": {"__typename": "RedirectRoute", "location": "https://elsewhere.example.org/", "isPermanent": False}
    }


def test_a_site_has_its_own_redirect_before_that_of_all(query_data: Callable[..., Any], site: Site) -> None:
    Redirect.objects.create(old_path="/ut", redirect_link="https://all.example.org/")
    Redirect.objects.create(old_path="/ut", redirect_link="https://own.example.org/", site=site)
    assert query_data(ROUTE, path="/ut/")["route"]["location"] == "https://own.example.org/"


def test_renaming_a_page_redirects_its_old_path_and_those_below(
    query_data: Callable[..., Any], news: Any, django_capture_on_commit_callbacks: Any
) -> None:
    index = news.get_parent().specific
    index.slug = "aktuellt"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()
    assert query_data(ROUTE, path="/nyheter/")["route"]["location"] == "/aktuellt/"
    assert query_data(ROUTE, path="/nyheter/starkare-an-forr/")["route"]["location"] == "/aktuellt/starkare-an-forr/"


def test_renamed_twice_and_back_every_old_path_leads_straight_to_the_page(
    query_data: Callable[..., Any], news: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def rename(slug: str) -> None:
        page = news.get_parent().specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    def location(path: str) -> str | None:
        return query_data(ROUTE, path=path)["route"].get("location")

    rename("aktuellt")
    rename("press")
    assert [location(f"/{slug}/") for slug in ("nyheter", "aktuellt", "press")] == ["/press/", "/press/", None]
    rename("nyheter")
    assert [location(f"/{slug}/") for slug in ("nyheter", "aktuellt", "press")] == [None, "/nyheter/", "/nyheter/"]
    assert query_data(ROUTE, path="/nyheter/") == page_route("Nyheter", "/nyheter/")


def test_moving_a_page_in_the_admin_redirects_its_old_path(
    query_data: Callable[..., Any],
    site: Site,
    home_page: Any,
    admin_client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    before = PlatformPageFactory(parent=home_page, slug="samverkan")
    page = PlatformPageFactory(parent=before, slug="sida")
    after = PlatformPageFactory(parent=home_page, slug="plattformen")
    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, after.pk]))
    assert response.status_code == 302
    assert query_data(ROUTE, path="/samverkan/sida/")["route"] == {
        "__typename": "RedirectRoute",
        "location": "/plattformen/sida/",
        "isPermanent": True,
    }


def test_view_live_in_the_admin_opens_the_front_end(admin_client: Client, news: Any) -> None:
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).content.decode()
    assert 'href="https://front.example.org/nyheter/starkare-an-forr/"' in page


def test_a_page_of_the_service_leads_to_the_front_end(client: Client, news: Any) -> None:
    response = client.get("/nyheter/starkare-an-forr/", headers={"host": "testserver"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "https://front.example.org/nyheter/starkare-an-forr/",
    )
