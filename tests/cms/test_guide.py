"""The editors' guide in the admin, and the language that an editor chooses for the admin."""

import re
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

from cms.guide import anchor, guide_as_html
from home.roles import COMMUNICATORS, establish_roles
from tests.listings import titles_below
from tests.roles import signed_in, user_in

SOURCE = (settings.BASE_DIR / "docs" / "editors.md").read_text(encoding="utf-8")
IMAGES = settings.BASE_DIR / "docs" / "images" / "editors"


@pytest.fixture
def kim(site) -> Client:
    """A communicator who is signed in, with the admin in Swedish."""
    establish_roles()
    return signed_in(user_in(COMMUNICATORS, "kim"))


def test_the_guide_is_a_page_of_the_admin_with_all_its_pictures(kim):
    html = BeautifulSoup(kim.get("/admin/guide/").content, "html.parser")
    article = html.select_one("article.guide")
    pictures = article.select("img")
    assert [heading.text.strip() for heading in html.select("h1")] == ["Handbok"]
    assert {re.search(r"/([\w-]+)\.png$", str(image["src"]))[1] for image in pictures} == {
        path.stem for path in IMAGES.glob("*.png")
    }
    assert [image["src"] for image in pictures if not image["alt"]] == []
    for image in pictures:
        answer = kim.get(image["src"])
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
        assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_every_link_inside_the_guide_leads_to_a_heading(kim):
    article = BeautifulSoup(kim.get("/admin/guide/").content, "html.parser").select_one("article.guide")
    anchors = {heading["id"] for heading in article.select("h2, h3, h4")}
    links = {unquote(str(link["href"])).removeprefix("#") for link in article.select("a[href^='#']")}
    assert len(links) > 15
    assert links - anchors == set()


def test_the_help_menu_leads_to_the_guide(kim):
    assert '"/admin/guide/"' in kim.get("/admin/").content.decode()


def test_no_other_guide_stands_beside_it(kim):
    assert set(titles_below(kim, "Hjälp")) == {"Handbok", "Kortkommandon"}
    first_screen = BeautifulSoup(kim.get("/admin/").content, "html.parser")
    links = {link.text.strip(): link["href"] for link in first_screen.select("main a")}
    assert {text: links[text] for text in ("Konto", "Handbok")} == {
        "Konto": "/admin/account/",
        "Handbok": "/admin/guide/",
    }
    assert [address for address in links.values() if "wagtail.org" in address] == []


def test_the_guide_is_for_those_who_work_here(client, site):
    for address in ("/admin/guide/", "/admin/guide/nyhet.png"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/login/?next={address}")


def test_a_picture_that_is_not_there(kim):
    assert kim.get("/admin/guide/en-annan.png").status_code == 404


def test_the_source_brings_no_html_of_its_own():
    assert guide_as_html("# Titel\n\n## A & b?\n\n<script>alert(1)</script>") == (
        '<h2 id="a--b">A &amp; b?</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    )


def test_an_anchor_is_as_on_a_platform_that_shows_the_file():
    assert anchor("Fullbokat, flyttat eller inställt") == "fullbokat-flyttat-eller-inställt"


def choose_language(client: Client, code: str) -> None:
    """Choose the language of the admin, as an editor does on the page of the account."""
    html = client.get("/admin/account/").content.decode()
    forms = BeautifulSoup(html, "html.parser").select("form")
    index = next(n for n, form in enumerate(forms) if form.select_one("[name=locale-preferred_language]"))
    data = querydict_from_html(html, form_index=index).dict()
    data |= {"locale-preferred_language": code, "name_email-first_name": "Kim", "name_email-last_name": "Exempel"}
    assert client.post("/admin/account/", data).status_code == 302


def test_an_editor_chooses_english_for_our_own_words_too(kim):
    addresses = ["/admin/", "/admin/lint/", "/admin/snippets/cms/contact/"]
    swedish = ["Innehåll att rätta", "Handbok", "Kontakter", "Signatärer", "Allvar"]
    english = ["Content to mend", "Guide for editors", "Contacts", "Signatories", "Severity"]

    def seen() -> set[str]:
        # The menu is JSON in a script, which writes letters like ä by their numbers.
        text = " ".join(kim.get(address).content.decode() for address in addresses)
        text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
        return {word for word in swedish + english if word in text}

    assert seen() == set(swedish)
    choose_language(kim, "en")
    assert seen() == set(english)
