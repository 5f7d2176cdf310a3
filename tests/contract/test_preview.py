"""Drafts by preview token: the page as it stands in the editor, rows that were never saved included."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail_headless_preview.models import PagePreview

from events.models import Occasion, ProgrammeItem, Speaker
from tests.admin_forms import form_data
from tests.contract.documents import operations
from tests.factories.cms import ContactFactory, ImageFactory
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

PREVIEW = operations()["Preview"]
EVENT = operations()["EventDetail"].replace("$path: String!", "$token: String!").replace("path: $path", "token: $token")


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2030, 10, 16, hour, minute, tzinfo=dt.UTC)


@pytest.fixture
def event(site: Site, home_page: Any) -> Any:
    index = EventIndexPageFactory(parent=home_page, slug="aktiviteter")
    return ActivityPageFactory(parent=index, title="Träff", slug="traff", summary="Om träffen.")


def test_a_draft_of_an_event_shows_rows_that_were_never_saved(query_data: Callable[..., Any], event: Any) -> None:
    occasion = Occasion(title="Förmöte", starts_at=at(13), ends_at=at(15), attendance="online", sort_order=1)
    item = ProgrammeItem(title="Välkommen", start_time=dt.time(15, 5))
    item.speakers = [Speaker(name="Moderator")]
    occasion.programme = [item]
    event.occasions = [occasion]
    event.title = "Träff i två steg"
    token = event.create_page_preview().token
    assert query_data(PREVIEW, token=token) == {
        "page": {
            "__typename": "ActivityPage",
            "id": str(event.pk),
            "title": "Träff i två steg",
            "path": "/aktiviteter/traff/",
            "summary": "Om träffen.",
            "listingImage": None,
            "isPreview": True,
            "occasions": [
                {
                    "title": "Förmöte",
                    "startsAt": "2030-10-16T15:00:00+02:00",
                    "programme": [{"title": "Välkommen", "startsAt": "2030-10-16T15:05:00+02:00"}],
                }
            ],
            "registration": {"status": "NOT_REQUIRED", "deadline": None},
        }
    }
    whole = query_data(EVENT, token=token)["page"]
    assert whole["startsAt"] == "2030-10-16T15:00:00+02:00"
    assert whole["occasions"][0]["programme"][0]["speakers"] == [{"name": "Moderator", "title": "", "organisation": ""}]
    assert query_data('{ page(path: "/aktiviteter/traff/") { title } }') == {"page": {"title": "Träff"}}


def test_a_page_that_was_never_saved_has_its_place(query_data: Callable[..., Any], event: Any) -> None:
    index = event.get_parent().specific
    draft = type(event)(title="Ny träff", slug="ny-traff", summary="")
    draft.depth, draft.path = index.depth + 1, index.path + "ZZZZ"
    draft.set_url_path(index)
    draft.locale = index.locale
    token = draft.create_page_preview().token
    page = query_data(PREVIEW, token=token)["page"]
    assert (page["title"], page["path"], page["occasions"]) == ("Ny träff", "/aktiviteter/ny-traff/", [])


def test_the_admins_preview_hands_the_front_end_a_token(
    query_data: Callable[..., Any], admin_client: Client, site: Site, home_page: Any
) -> None:
    index = NewsIndexPageFactory(parent=home_page, slug="nyheter")
    image = ImageFactory()
    news = NewsPageFactory(parent=index, title="Sparad", slug="sparad")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[news.pk])
    editor = reverse("wagtailadmin_pages:edit", args=[news.pk])
    data = form_data(admin_client, editor, type(news), title="I redigeraren", listing_image=str(image.pk))
    assert admin_client.post(url, data).json() == {"is_valid": True, "is_available": True}
    response = admin_client.get(f"{url}?mode=")
    preview = PagePreview.objects.get()
    query = urlencode({"content_type": "news.newspage", "token": preview.token})
    assert response.url == f"https://front.example.org/preview/?{query}"
    page = query_data(PREVIEW, token=preview.token)["page"]
    assert (page["title"], page["listingImage"]["id"], page["isPreview"]) == ("I redigeraren", str(image.pk), True)


def test_a_preview_sees_drafts_of_what_it_links_to_as_visitors_will(
    query_data: Callable[..., Any], site: Site, home_page: Any
) -> None:
    index = NewsIndexPageFactory(parent=home_page, slug="nyheter")
    news = NewsPageFactory(parent=index, slug="sparad", author=ContactFactory(live=False))
    token = news.create_page_preview().token
    query = "query($token: String!) { page(token: $token) { ... on NewsPage { author { name } } } }"
    assert query_data(query, token=token) == {"page": {"author": None}}
