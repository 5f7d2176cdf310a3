"""A communicator's day: what one writes, sets up and changes, from signing in to what visitors get."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from events.models import ConferencePage
from tests.browser.conftest import Served
from tests.browser.editor import Editor
from tests.roles import PASSWORD

# Wagtail sends its mail the old way.
pytestmark = pytest.mark.filterwarnings("ignore:get_connection")

NEWS = """
{ page(path: "/nyheter/dialogmote-i-halmstad/") { title ... on NewsPage {
  lead
  body { ... on QuoteBlock { quote attribution } ... on ImageBlock { caption alt credit } }
} } }
"""
PROGRAMME = """\
12.30 Registrering och fika
13.00 Välkommen
Eva Exempel, moderator, Region Halland
13.10–13.50 Forskningsperspektiv på samverkan
Anna Exempel, professor, Högskolan
- Vad vet vi?
- Vad behöver vi veta?
13.50 Samtal i mindre grupper
14.45 Avslutning
"""
CONFERENCE = """
{ page(path: "/aktiviteter/samverkan-i-tva-steg/") { ... on ConferencePage {
  phase
  notices { text severity }
  occasions { title status registration { status deadline originalDeadline } }
} } }
"""
WHAT_CAME_OF_IT = """
{ page(path: "/aktiviteter/samverkan-i-tva-steg/") { ... on ConferencePage {
  occasions { programme { kind title speakers { name title organisation } } }
  conferenceSummary { lead keyPoints body { ... on HeadingBlock { text } ... on RichTextBlock { plainText } } }
} } }
"""


def ask(query: str) -> Any:
    """Return the page that a visitor's front end gets."""
    body = Client().post("/graphql/", {"query": query}, content_type="application/json").json()
    assert "errors" not in body
    return body["data"]["page"]


def test_a_news_item_is_written_reviewed_and_read(served: Served, editor: Callable[[], Editor]):
    kim = editor()
    kim.sign_in("kim", PASSWORD)
    kim.add_below(served.news)
    kim.write(Titel="Dialogmöte i Halmstad", Sammanfattning="Vi ses i höst.", Ingress="Föreningar möter kommuner.")
    kim.write(kim.add_block("Citat"), Citat="Vi kan lära av varandra.", Person="Eva Exempel", Roll="ordförande")
    image = kim.add_block("Bild")
    image.get_by_role("button", name="Välj en bild").click()
    kim.page.get_by_role("dialog").get_by_role("link", name="Samtal i Halmstad").click()
    kim.write(image, Bildtext="Samtalen fortsatte efter mötet.")
    assert kim.problems("i höst") == [
        "Varning Sammanfattning: ”i höst” är snart inte längre sant: skriv datumet eller årtalet."
    ]
    kim.write(Sammanfattning="Vi ses den 6 oktober 2026.")
    # By now the page has been saved by itself, and is checked as the page that it has become.
    expect(kim.page.locator("[data-lint-target=results]")).to_have_text("Inget att rätta hittades.")
    assert kim.do("Lämna in till Granskning") == "Sida 'Dialogmöte i Halmstad' skapad och inlämnad för moderering."
    assert ask(NEWS) is None

    robin = editor()
    robin.sign_in("robin", PASSWORD)
    robin.page.get_by_role("link", name="Dialogmöte i Halmstad").first.click()
    assert robin.do("Godkänn och Publicera") == "Sida 'Dialogmöte i Halmstad' har blivit uppdaterad."
    assert ask(NEWS) == {
        "title": "Dialogmöte i Halmstad",
        "lead": "Föreningar möter kommuner.",
        "body": [
            {"quote": "Vi kan lära av varandra.", "attribution": "Eva Exempel, ordförande"},
            {
                "caption": "Samtalen fortsatte efter mötet.",
                "alt": "Tre personer samtalar.",
                "credit": "Foto: Exempel",
            },
        ],
    }


def test_a_conference_in_two_steps_from_its_programme_to_its_summary(served: Served, editor: Callable[[], Editor]):
    today = timezone.localdate()
    held, ahead = today - dt.timedelta(days=1), today + dt.timedelta(days=30)
    first_deadline, last_deadline = today + dt.timedelta(days=20), today + dt.timedelta(days=25)

    kim = editor()
    kim.is_signed_in(served.communicator)
    kim.add_below(served.events, "Konferens")
    kim.write(Titel="Samverkan i två steg", Sammanfattning="En konferens med ett förmöte.", Tema="Samverkan")
    kim.tab("Tillfällen")
    kim.press("Lägg till tillfälle")
    first, second = (kim.section(f"Tillfälle {number}") for number in (1, 2))
    kim.write(first, Titel="Förmöte", Börjar=f"{held} 13:00", Slutar=f"{held} 15:00", Lokal="Teatern")
    kim.write(second, Titel="Konferens", Börjar=f"{ahead} 09:00", Slutar=f"{ahead} 16:00", Lokal="Teatern")
    second.get_by_role("checkbox", name="Anmälan krävs").check()
    kim.write(second, Webbadress_för_anmälan="https://anmalan.example.org/", Sista_anmälningsdag=f"{first_deadline}")
    first.get_by_role("button", name="Klistra in ett program").click()
    kim.write(first, Programmet_som_text=PROGRAMME)
    first.get_by_role("button", name="Visa som programpunkter").click()
    first.get_by_role("button", name="Lägg till 5 punkter i programmet").click()
    assert kim.do("Lämna in till Granskning") == "Sida 'Samverkan i två steg' skapad och inlämnad för moderering."

    robin = editor()
    robin.is_signed_in(served.reviewer)
    robin.page.goto("/admin/")
    robin.page.get_by_role("link", name="Samverkan i två steg").first.click()
    assert robin.do("Godkänn och Publicera") == "Sida 'Samverkan i två steg' har blivit uppdaterad."
    planned: dict[str, Any] = {
        "title": "Förmöte",
        "status": "PLANNED",
        "registration": {"status": "NOT_REQUIRED", "deadline": None, "originalDeadline": None},
    }
    open_till = {"status": "OPEN", "deadline": end_of(first_deadline), "originalDeadline": None}
    assert ask(CONFERENCE) == {
        "phase": "REGISTRATION_OPEN",
        "notices": [],
        "occasions": [planned, {"title": "Konferens", "status": "PLANNED", "registration": open_till}],
    }

    conference = f"/admin/pages/{ConferencePage.objects.get(slug='samverkan-i-tva-steg').pk}/edit/"
    robin.page.goto(conference)
    robin.tab("Tillfällen")
    second = robin.section("Tillfälle 2")
    robin.write(second, Sista_anmälningsdag=f"{last_deadline}", Kommentar_till_sista_anmälningsdag="Fler vill komma.")
    assert robin.do("Publicera") == "Sida 'Samverkan i två steg' har blivit publicerad."
    extended = open_till | {"deadline": end_of(last_deadline), "originalDeadline": end_of(first_deadline)}
    assert ask(CONFERENCE)["occasions"] == [
        planned,
        {"title": "Konferens", "status": "PLANNED", "registration": extended},
    ]

    robin.page.goto(conference)
    robin.tab("Tillfällen")
    second.get_by_role("combobox", name="Status").select_option("Inställt")
    robin.write(second, Meddelande_till_besökare="För få är anmälda.")
    assert robin.do("Publicera") == "Sida 'Samverkan i två steg' har blivit publicerad."
    closed = extended | {"status": "CANCELLED"}
    assert ask(CONFERENCE) == {
        "phase": "PAST",
        "notices": [{"text": "Konferens: För få är anmälda.", "severity": "CRITICAL"}],
        "occasions": [planned, {"title": "Konferens", "status": "CANCELLED", "registration": closed}],
    }

    robin.page.goto(conference)
    robin.page.get_by_role("button", name="Handlingar").first.click()
    robin.page.get_by_role("link", name="Påbörja summeringen").first.click()
    robin.press("Påbörja summeringen")
    assert robin.said() == "Tillagt i summeringen: 2. Skriv texten under varje rubrik."
    summary = robin.tab("Summering av konferensen")
    robin.write(summary, Publicera_summeringen=f"{today}", Ingress="Det här kom vi fram till.")
    summary.get_by_role("button", name="Lägg till huvudpunkt").click()
    robin.write(summary, Huvudpunkt="Börja i det lilla.")
    assert robin.do("Publicera") == "Sida 'Samverkan i två steg' har blivit publicerad."
    anna = {"name": "Anna Exempel", "title": "professor", "organisation": "Högskolan"}
    eva = {"name": "Eva Exempel", "title": "moderator", "organisation": "Region Halland"}
    assert ask(WHAT_CAME_OF_IT) == {
        "occasions": [
            {
                "programme": [
                    {"kind": "REGISTRATION", "title": "Registrering och fika", "speakers": []},
                    {"kind": "WELCOME", "title": "Välkommen", "speakers": [eva]},
                    {"kind": "TALK", "title": "Forskningsperspektiv på samverkan", "speakers": [anna]},
                    {"kind": "GROUP_TALK", "title": "Samtal i mindre grupper", "speakers": []},
                    {"kind": "CLOSING", "title": "Avslutning", "speakers": []},
                ]
            },
            {"programme": []},
        ],
        "conferenceSummary": {
            "lead": "Det här kom vi fram till.",
            "keyPoints": ["Börja i det lilla."],
            "body": [
                {"text": "Forskningsperspektiv på samverkan"},
                {"plainText": "Anna Exempel, professor, Högskolan"},
                {"text": "Samtal i mindre grupper"},
            ],
        },
    }


def end_of(day: dt.date) -> str:
    """Return the last minute of a day, as the service writes it."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59))).isoformat()
