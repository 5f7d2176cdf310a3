"""The check of the text in the editor: every mistake that the linter knows is on the screen."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from playwright.sync_api import expect
from wagtail.models import Page

from cms.lint.problems import Problem
from cms.lint.registry import all_rules
from cms.lint.run import lint_pages
from platform_pages.models import ProjectDecision
from tests.browser.conftest import Served
from tests.browser.editor import Editor
from tests.factories.cms import DocumentFactory, ImageFactory
from tests.factories.events import ActivityPageFactory, OccasionFactory, ProgrammeItemFactory
from tests.factories.news import NewsPageFactory
from tests.factories.platform_pages import ProjectPageFactory

HARD = "Samverkanskonferensen behandlar kompetensförsörjningsfrågor. " * 40
LONG = " ".join(["Vi", *["och"] * 30]) + "."
START = dt.datetime(2017, 10, 19, 18, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


def news(served: Served) -> Page:
    """A news item with every mistake that a text can have."""
    document = DocumentFactory(title="Rapport", file=ContentFile(b"%PDF-1.7", "rapport.pdf"))
    image = ImageFactory(description="IMG_1234.JPG")
    texts = (
        "Vi ses fredagen den 19 oktober 2017.",
        "Vi ses i höst.",
        "Hon säger: ”Vi ska mötas.",
        "Projektet medfinansieras av Europeiska unionen.",
        f'Läs <a linktype="document" id="{document.pk}">rapporten</a> eller <a href="https://example.org/a">mer</a>.',
        HARD,
        LONG,
        "Människor mår bra av att känna sammanhang […]",
    )
    blocks: list[tuple[str, Any]] = [
        ("heading", {"text": "Bakgrund", "level": "3"}),
        ("text", "".join(f"<p>{text}</p>" for text in texts)),
        ("image", {"image": image.pk, "caption": "IMG_1234.JPG"}),
    ]
    body = json.dumps([{"type": kind, "value": value, "id": str(n)} for n, (kind, value) in enumerate(blocks, 1)])
    page: Page = NewsPageFactory(parent=served.news, title="tarkare än förr", slug="starkare", body=body)
    return page


def event(served: Served) -> Page:
    """An event whose programme and last day do not fit its occasion."""
    occasion = OccasionFactory.build(starts_at=START, ends_at=START + dt.timedelta(hours=2))
    page: Page = ActivityPageFactory(
        parent=served.events, title="Möte", summary="Anmäl dig senast 20 oktober 2017.", occasions=[occasion]
    )
    ProgrammeItemFactory(occasion=page.occasions.get(), start_time=dt.time(21), end_time=None)
    return page


def project(served: Served) -> Page:
    """A project with a decision of no year."""
    page: Page = ProjectPageFactory(parent=served.home, title="Projektet", summary="Om projektet.")
    ProjectDecision.objects.create(page=page, body="Utskottet", outcome="Bifall.")
    return page


KINDS: dict[Callable[[Served], Page], set[str]] = {
    event: {"deadline", "programme"},
    project: {"decision-year"},
}
"""Which rules the pages break; the news item all the others."""


def test_every_mistake_is_on_the_screen(served: Served, editor: Callable[[], Editor]):
    robin = editor()
    robin.is_signed_in(served.reviewer)
    rules = {rule.name for rule in all_rules()}
    for make, expected in {**KINDS, news: rules.difference(*KINDS.values())}.items():
        page = make(served)
        problems = lint_pages([page.specific_class.objects.get(pk=page.pk)])[0].problems
        assert {problem.rule for problem in problems} == expected
        robin.page.goto(f"/admin/pages/{page.pk}/edit/")
        assert robin.problems(problems[0].message) == [as_shown(problem) for problem in problems]


def as_shown(problem: Problem) -> str:
    """Return a problem as the screen has it: how grave it is, where, and what to do."""
    return " ".join(f"{problem.severity.label} {problem}".split())


def test_a_deadline_after_the_start_is_said_while_it_is_typed(served: Served, editor: Callable[[], Editor]):
    """Of a new page, since no such row can be saved."""
    kim = editor()
    kim.is_signed_in(served.communicator)
    kim.add_below(served.events, "Aktivitet")
    kim.write(Titel="Möte", Sammanfattning="Ett möte.")
    kim.tab("Tillfällen")
    kim.write(kim.section("Tillfälle 1"), Börjar="2099-10-19 18:00", Sista_anmälningsdag="2099-10-20")
    message = "Fel Tillfällen: Sista anmälningsdag för tillfälle 1 är efter att det börjar: flytta den."
    assert kim.problems(message.removeprefix("Fel Tillfällen: ")) == [message]


def test_a_reason_is_asked_for_once_there_is_a_warning(served: Served, editor: Callable[[], Editor]):
    page = NewsPageFactory(parent=served.news, title="Nyhet", slug="utan-fel", summary="Om mötet.")
    robin = editor()
    robin.is_signed_in(served.reviewer)
    robin.page.goto(f"/admin/pages/{page.pk}/edit/")
    reason = robin.page.get_by_label("Skäl att publicera ändå")
    expect(robin.page.get_by_text("Inget att rätta hittades.")).to_be_visible()
    expect(reason).to_be_hidden()
    robin.write(Sammanfattning="Vi ses i höst.")
    expect(reason).to_be_visible()
