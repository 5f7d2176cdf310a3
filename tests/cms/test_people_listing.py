"""The lists of contacts and organisations in the admin: columns, filters, order, files, and who sees them."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.models import Contact
from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from tests.factories.cms import AreaFactory, ContactFactory, ContactRoleFactory, OrganisationFactory
from tests.factories.platform_pages import PlatformPageFactory
from tests.listings import buttons_of, exported_csv, exported_xlsx, menu_of, table_of, titles
from tests.roles import signed_in, user_in

CONTACTS = "/admin/snippets/cms/contact/"
ORGANISATIONS = "/admin/snippets/cms/organisation/"
UNTIL = dt.date(2030, 5, 31)
ASSOCIATION = "Hallands bildningsförbund"

pytestmark = pytest.mark.usefixtures("root_page")


@pytest.fixture
def contacts(root_page: Page) -> None:
    """A contact with everything and a draft with nothing."""
    full = ContactFactory(name="Åsa Exempel", email="asa@example.org", phone="+46 35 12 34 56", public_until=UNTIL)
    ContactRoleFactory(contact=full, title="Samordnare", organisation=OrganisationFactory(name="Föreningen"))
    ContactRoleFactory(contact=full, title="Ordförande")
    full.areas.add(AreaFactory(name="Kultur"), AreaFactory(name="Vård"))
    full.save()
    ContactFactory(name="Bo Utkast", email="", phone="", live=False)


@pytest.fixture
def organisations(root_page: Page) -> None:
    """A published organisation and a draft."""
    OrganisationFactory(
        name="Hallands förening", municipality="varberg", url="https://forening.example.org/", sector="civil_society"
    )
    OrganisationFactory(name="Bolaget", sector="business", url="", live=False)


@pytest.mark.usefixtures("contacts")
def test_contacts_show_their_roles_and_until_when(admin_client: Client):
    assert table_of(admin_client, CONTACTS) == [
        ["Namn", "Roller", "E-post", "Visas till och med", "Status"],
        ["Bo Utkast", "", "", "", "utkast"],
        ["Åsa Exempel", "Samordnare, Föreningen; Ordförande", "asa@example.org", "2030-05-31", "publicerad"],
    ]


@pytest.mark.usefixtures("contacts")
def test_the_files_of_contacts(admin_client: Client):
    headings = ["Namn", "Roller", "E-post", "Telefon", "Ansvarsområden", "Visas till och med", "Status"]
    roles = "Samordnare, Föreningen; Ordförande"
    assert exported_csv(admin_client, CONTACTS) == [
        headings,
        ["Bo Utkast", "", "", "", "", "", "utkast"],
        # A phone number from abroad could be a formula too.
        ["Åsa Exempel", roles, "asa@example.org", "'+46 35 12 34 56", "Kultur, Vård", "2030-05-31", "publicerad"],
    ]
    assert exported_xlsx(admin_client, CONTACTS) == [
        headings,
        ["Bo Utkast", None, None, None, None, None, "utkast"],
        ["Åsa Exempel", roles, "asa@example.org", "+46 35 12 34 56", "Kultur, Vård", UNTIL, "publicerad"],
    ]


@pytest.mark.usefixtures("organisations")
def test_organisations_show_what_they_are_and_where(admin_client: Client):
    assert table_of(admin_client, ORGANISATIONS) == [
        ["Namn", "Sektor", "Kommun", "Status"],
        ["Bolaget", "Näringsliv", "", "utkast"],
        ["Hallands förening", "Idéburen sektor", "Varberg", "publicerad"],
    ]


@pytest.mark.usefixtures("organisations")
def test_the_files_of_organisations(admin_client: Client):
    headings = ["Namn", "Sektor", "Kommun", "Webbadress", "Status"]
    assert exported_csv(admin_client, ORGANISATIONS) == [
        headings,
        ["Bolaget", "Näringsliv", "", "", "utkast"],
        ["Hallands förening", "Idéburen sektor", "Varberg", "https://forening.example.org/", "publicerad"],
    ]
    assert exported_xlsx(admin_client, ORGANISATIONS) == [
        headings,
        ["Bolaget", "Näringsliv", None, None, "utkast"],
        ["Hallands förening", "Idéburen sektor", "Varberg", "https://forening.example.org/", "publicerad"],
    ]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("", ["Anna", "Bertil", "Cecilia"]),
        ("name", ["Anna", "Bertil", "Cecilia"]),
        ("-name", ["Cecilia", "Bertil", "Anna"]),
        ("email", ["Bertil", "Cecilia", "Anna"]),
        ("-email", ["Anna", "Cecilia", "Bertil"]),
        # Whoever has no day stands last in both directions.
        ("public_until", ["Anna", "Cecilia", "Bertil"]),
        ("-public_until", ["Cecilia", "Anna", "Bertil"]),
        ("live", ["Cecilia", "Bertil", "Anna"]),
        ("-live", ["Bertil", "Anna", "Cecilia"]),
    ],
)
def test_each_column_of_contacts_sorts_both_ways(admin_client: Client, ordering: str, expected: list[str]):
    ContactFactory(name="Anna", email="z@example.org", public_until=UNTIL)
    ContactFactory(name="Bertil", email="a@example.org")
    ContactFactory(name="Cecilia", email="m@example.org", public_until=UNTIL + dt.timedelta(days=1), live=False)

    assert titles(admin_client, CONTACTS, **({"ordering": ordering} if ordering else {})) == expected
    assert titles(admin_client, CONTACTS, ordering=ordering, q="ber") == ["Bertil"]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("sector", ["Bolaget", "Föreningen", "Kommunen"]),
        ("-sector", ["Kommunen", "Föreningen", "Bolaget"]),
        ("municipality", ["Bolaget", "Kommunen", "Föreningen"]),
        ("-municipality", ["Föreningen", "Kommunen", "Bolaget"]),
    ],
)
def test_each_column_of_organisations_sorts_both_ways(admin_client: Client, ordering: str, expected: list[str]):
    OrganisationFactory(name="Föreningen", sector="civil_society", municipality="varberg")
    OrganisationFactory(name="Kommunen", sector="public", municipality="hylte")
    OrganisationFactory(name="Bolaget", sector="business", municipality="falkenberg")

    assert titles(admin_client, ORGANISATIONS, ordering=ordering) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "live"}, ["Åsa Exempel"]),
        ({"status": "draft"}, ["Bo Utkast"]),
        ({"status": "in_review"}, []),
        ({"public_until_from": "2030-05-31", "public_until_to": "2030-05-31"}, ["Åsa Exempel"]),
        ({"public_until_to": "2030-05-30"}, []),
        ({"q": "åsa"}, ["Åsa Exempel"]),
        ({"q": "åsa", "status": "draft"}, []),
    ],
)
@pytest.mark.usefixtures("contacts")
def test_each_filter_of_contacts_leaves_out_the_rest(admin_client: Client, query: dict[str, Any], expected: list[str]):
    assert titles(admin_client, CONTACTS, **query) == expected
    assert [row[0] for row in exported_csv(admin_client, CONTACTS, **query)[1:]] == expected


def test_a_contact_of_two_areas_is_listed_once(admin_client: Client):
    both, one, _none = (ContactFactory(name=name) for name in ("Båda", "En", "Ingen"))
    areas = [AreaFactory(), AreaFactory()]
    both.areas.add(*areas)
    both.save()
    one.areas.add(areas[0])
    one.save()

    assert titles(admin_client, CONTACTS, areas=[area.pk for area in areas]) == ["Båda", "En"]
    assert titles(admin_client, CONTACTS, areas=[areas[1].pk]) == ["Båda"]
    assert titles(admin_client, CONTACTS, areas=[areas[1].pk], q="båd") == ["Båda"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sector": "business"}, ["Bolaget"]),
        ({"municipality": "varberg"}, ["Hallands förening"]),
        ({"status": "live"}, ["Hallands förening"]),
        ({"status": "draft"}, ["Bolaget"]),
        ({"q": "hall"}, ["Hallands förening"]),
        ({"q": "hall", "sector": "business"}, []),
    ],
)
@pytest.mark.usefixtures("organisations")
def test_each_filter_of_organisations_leaves_out_the_rest(
    admin_client: Client, query: dict[str, Any], expected: list[str]
):
    assert titles(admin_client, ORGANISATIONS, **query) == expected
    assert [row[0] for row in exported_csv(admin_client, ORGANISATIONS, **query)[1:]] == expected


def test_a_scheduled_contact_is_found_by_that(admin_client: Client):
    contact = ContactFactory(name="Snart", live=False, go_live_at=timezone.now() + dt.timedelta(days=1))
    contact.save_revision().publish()
    ContactFactory(name="Utkast", live=False)

    assert titles(admin_client, CONTACTS, status="scheduled") == ["Snart"]
    assert titles(admin_client, CONTACTS, status="draft") == ["Utkast"]


@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
@pytest.mark.parametrize("url", [CONTACTS, ORGANISATIONS])
def test_one_row_costs_as_much_as_three(admin_client: Client, url: str, export: str):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert b"".join(admin_client.get(url, {"export": export} if export else {}))
        return len(captured)

    def add() -> None:
        contact = ContactFactory(public_until=UNTIL)
        ContactRoleFactory(contact=contact, organisation=OrganisationFactory())
        contact.areas.add(AreaFactory())
        contact.save()

    add()
    statements()  # what is kept for later
    with_one = statements()
    add()
    add()

    assert statements() == with_one


@pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
@pytest.mark.usefixtures("contacts")
def test_each_role_finds_the_lists_in_the_menu(group: str):
    establish_roles()
    client = signed_in(user_in(group))

    assert [label for label in menu_of(client) if label in ("Kontakter", "Organisationer", "Signatärer")] == [
        *("Kontakter", "Organisationer", "Signatärer")
    ]
    assert titles(client, CONTACTS) == ["Bo Utkast", "Åsa Exempel"]
    assert titles(client, ORGANISATIONS) == ["Föreningen"]
    assert buttons_of(client, CONTACTS)["Lägg till kontakt"] == f"{CONTACTS}add/"


@pytest.mark.parametrize("query", [{}, {"export": "csv"}, {"export": "xlsx"}])
@pytest.mark.usefixtures("contacts", "site")
def test_an_association_gets_no_list_of_people(home_page: Page, query: dict[str, str]):
    establish_roles()
    call_command("association", ASSOCIATION, PlatformPageFactory(parent=home_page).pk, verbosity=0)
    client = signed_in(user_in(ASSOCIATION, "eva"))

    assert not {"Kontakter", "Organisationer", "Signatärer"} & set(menu_of(client))
    for url in (CONTACTS, ORGANISATIONS, "/admin/snippets/platform_pages/signatory/"):
        response = client.get(url, query)
        assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
@pytest.mark.usefixtures("contacts", "organisations", "site")
def test_publishing_is_the_first_button_of_what_nobody_reviews(group: str):
    establish_roles()
    client = signed_in(user_in(group))
    editors = [f"{CONTACTS}add/", f"{CONTACTS}edit/{Contact.objects.get(name='Bo Utkast').pk}/", f"{ORGANISATIONS}add/"]

    def buttons(url: str) -> list[str]:
        actions = BeautifulSoup(client.get(url).text, "html.parser").select("footer button[type=submit]")
        return [str(button.get("name", "")) for button in actions]

    assert [buttons(url)[0] for url in editors] == ["action-publish"] * 3
    assert [len(buttons(url)) for url in editors] == [2] * 3


@pytest.mark.usefixtures("contacts")
def test_areas_are_chosen_by_ticking_them(admin_client: Client):
    contact = Contact.objects.get(name="Åsa Exempel")
    AreaFactory(name="Miljö")
    editor = BeautifulSoup(admin_client.get(f"{CONTACTS}edit/{contact.pk}/").text, "html.parser")
    boxes = editor.select("input[type=checkbox][name=areas]")
    assert [(box.find_parent("label").get_text(strip=True), box.has_attr("checked")) for box in boxes] == [
        *(("Kultur", True), ("Miljö", False), ("Vård", True))
    ]
