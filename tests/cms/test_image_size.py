"""What the image chooser says of a picture's size before it is uploaded."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

pytestmark = pytest.mark.django_db

SMALL = (
    '<div class="help-block help-warning">Bilden är 320 × 320 bildpunkter. Den kan se suddig ut här: '
    "Puff i en lista, 16:9, 400 och 800 bildpunkter bred; Överst på en sida, 21:9, 960 och 1600 bildpunkter bred; "
    "I löpande text, egna proportioner, 480 och 960 bildpunkter bred; "
    "Delad i sociala medier, 1200 gånger 630 bildpunkter.</div>"
)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("width=320&height=320", 200, SMALL),
        ("width=1600&height=1200", 200, ""),
        ("width=320", 400, ""),
        ("width=-1&height=320", 400, ""),
        ("width=<b>&height=320", 400, ""),
        ("width=9999999&height=320", 400, ""),
    ],
)
def test_the_browser_asks_for_the_words(admin_client: Client, query: str, status: int, words: str) -> None:
    response = admin_client.get(f"/admin/image-size/?{query}")
    assert (response.status_code, response.text) == (status, words)


def test_strangers_ask_nothing(client: Client) -> None:
    assert client.get("/admin/image-size/?width=1&height=1")["Location"].startswith("/admin/login/")


def test_the_chooser_asks_and_titles_the_picture_still(admin_client: Client) -> None:
    html = BeautifulSoup(admin_client.get("/admin/images/chooser/").json()["html"], "html.parser")
    field = html.find("input", attrs={"name": "image-chooser-upload-file"})
    assert {name: field[f"data-{name}"] for name in ("controller", "action", "image-size-url-value")} == {
        "controller": "w-sync image-size",
        "action": "input->w-sync#apply change->image-size#check",
        "image-size-url-value": "/admin/image-size/",
    }


def test_the_other_forms_say_it_themselves(admin_client: Client) -> None:
    assert "data-image-size-url-value" not in admin_client.get("/admin/images/add/").text


def test_the_editor_has_the_script(admin_client: Client, home_page: Page) -> None:
    assert "/static/cms/images/size.js" in admin_client.get(f"/admin/pages/{home_page.pk}/edit/").text
