"""The admin's pages of our own are for everyone: axe-core finds nothing serious on them."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Served
from tests.browser.editor import Editor
from tests.factories.cms import ContactFactory
from tests.factories.events import ConferencePageFactory
from tests.factories.news import NewsPageFactory

OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
WAGTAILS_OWN = {"exclude": [[".tagit"]]}
"""Wagtail's field for tags, which it draws without a name for screen readers."""
GRAVE = {"serious", "critical"}
PAGES = {
    "the first screen": "/admin/",
    "the report of content to mend": "/admin/lint/",
    "news": "/admin/news/",
    "activities and conferences": "/admin/activities-and-conferences/",
    "contacts and their filter": "/admin/snippets/cms/contact/",
    "organisations": "/admin/snippets/cms/organisation/",
    "signatories": "/admin/snippets/platform_pages/signatory/",
    "signing in in two steps": "/admin/account/two-step/",
    "an event's changes": "/admin/events/{event}/changes/",
    "a copy of an event": "/admin/events/{event}/copy/",
    "an occasion like the last": "/admin/events/{event}/occasion/",
    "a summary to begin": "/admin/events/{event}/summary/",
    "a draft to share": "/admin/drafts/{event}/",
    "a picture to upload": "/admin/images/add/",
    "the guide": "/admin/guide/",
    "a news item": "/admin/pages/{news}/edit/",
}
"""The pages that we add or change, by what they are; a new one is a line here."""


@pytest.fixture(scope="module")
def numbers(served: Served) -> dict[str, Any]:
    """The keys of pages that have something to show: a mistake, a contact, a conference."""
    ContactFactory(name="Eva Exempel")
    event = ConferencePageFactory(parent=served.events, title="Konferensen", slug="konferensen")
    news = NewsPageFactory(parent=served.news, title="Nyheten", slug="nyheten", summary="Vi ses i höst.")
    return {"event": event.pk, "news": news.pk}


def grave(editor: Editor, **context: Any) -> list[str]:
    """Return what is serious or critical on the screen: the rule, what it asks, and the elements that break it."""
    found = Axe().run(editor.page, context=WAGTAILS_OWN | context, options=OPTIONS).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_of_the_admin(served: Served, editor: Callable[[], Editor], numbers: dict[str, Any], address: str):
    robin = editor()
    robin.is_signed_in(served.reviewer)
    robin.page.goto(address.format(**numbers))
    expect(robin.page.locator("h1")).to_be_visible()
    # What the check of the text finds shows a field: the page is looked at once it stands still.
    expect(robin.page.get_by_text("Texten kontrolleras medan du skriver.")).to_have_count(0)
    assert grave(robin) == []


def test_the_page_to_sign_in(served: Served, editor: Callable[[], Editor]):
    anyone = editor()
    anyone.page.goto("/admin/login/")
    assert grave(anyone) == []


def test_a_programme_to_paste(served: Served, editor: Callable[[], Editor], numbers: dict[str, Any]):
    robin = editor()
    robin.is_signed_in(served.reviewer)
    robin.page.goto(f"/admin/pages/{numbers['event']}/edit/")
    robin.tab("Tillfällen")
    robin.press("Klistra in ett program")
    robin.write(Programmet_som_text="18.00 Registrering\n18.30 Samtal\n25.00 Slut")
    robin.press("Visa som programpunkter")
    expect(robin.page.get_by_role("button", name="Lägg till 2 punkter i programmet")).to_be_visible()
    assert grave(robin, include=[[".events-paste"]]) == []
