"""The menu of the admin: everything has a place there under a word of its own, for each role."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from tests.factories.cms import AreaFactory, CategoryFactory, FocusAreaFactory
from tests.factories.events import EventIndexPageFactory
from tests.factories.news import NewsIndexPageFactory
from tests.listings import menu_of, table_of, titles_below
from tests.roles import signed_in, user_in

OWN = ["Kontakter", "Organisationer", "Signatärer", "Kategorier och områden"]
VOCABULARIES = {
    "Kategorier": "/admin/snippets/cms/category/",
    "Ansvarsområden": "/admin/snippets/cms/area/",
    "Fokusområden": "/admin/snippets/cms/focusarea/",
}


@pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
@pytest.mark.usefixtures("site")
def test_the_words_that_content_is_sorted_by_have_a_menu_of_their_own(home_page: Page, group: str):
    establish_roles()
    NewsIndexPageFactory(parent=home_page)
    EventIndexPageFactory(parent=home_page)
    client: Client = signed_in(user_in(group))

    menu = menu_of(client)

    assert menu[:3] == ["Sidor", "Nyheter", "Aktiviteter och konferenser"]
    assert [label for label in menu if label in OWN] == OWN
    assert not {"Snuttar", "Övrigt innehåll"} & set(menu)
    assert titles_below(client, "Kategorier och områden") == VOCABULARIES
    assert {url: client.get(url).status_code for url in VOCABULARIES.values()} == dict.fromkeys(
        VOCABULARIES.values(), 200
    )


@pytest.mark.parametrize(
    ("label", "heading", "make"),
    [("category", "Namn", CategoryFactory), ("area", "Namn", AreaFactory), ("focusarea", "Namn", FocusAreaFactory)],
)
def test_their_lists_have_no_empty_column(admin_client: Client, root_page: Page, label: str, heading: str, make: Any):
    make(name="Kultur")
    assert table_of(admin_client, f"/admin/snippets/cms/{label}/") == [[heading], ["Kultur"]]


def test_no_snippet_is_left_without_a_menu_item():
    without: list[Any] = [
        model for model in get_snippet_models() if not model.snippet_viewset.get_menu_item_is_registered()
    ]
    assert without == []
