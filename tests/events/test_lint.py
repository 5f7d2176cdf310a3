"""The linter's rules of events."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cms.lint.problems import ProblemSeverity
from cms.lint.run import lint_pages
from events.models import ActivityPage, Occasion, ProgrammeItem
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory, OccasionFactory, ProgrammeItemFactory

STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = dt.datetime(2017, 10, 19, 18, 0, tzinfo=STOCKHOLM)
ERROR, WARNING = ProblemSeverity.ERROR, ProblemSeverity.WARNING


@pytest.fixture
def event(site, home_page):
    """A meeting on 19 October 2017, 18:00 to 20:00."""
    index = EventIndexPageFactory(parent=home_page)
    occasion = OccasionFactory.build(starts_at=START, ends_at=START + dt.timedelta(hours=2))
    return ActivityPageFactory(parent=index, occasions=[occasion])


def found(page, rule):
    """Return severity and place of what a rule finds on a page."""
    page = ActivityPage.objects.get(pk=page.pk) if page.pk else page
    return [(each.severity, each.place.path) for each in lint_pages([page])[0].problems if each.rule == rule]


@pytest.mark.parametrize(("hours", "problems"), [(-1, []), (0, []), (1, [(ERROR, "occasions")])])
@pytest.mark.django_db
def test_registration_closes_before_the_start(hours, problems):
    """Of a draft in memory: the database refuses such a row."""
    deadline = START + dt.timedelta(hours=hours)
    page: Any = ActivityPage(title="Möte")
    page.occasions = [Occasion(starts_at=START, registration_deadline=deadline)]
    assert found(page, "deadline") == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Anmäl dig senast 20 oktober!", [(WARNING, "summary")]),
        ("Anmäl dig senast fredagen den 20 oktober 2017.", [(WARNING, "summary")]),
        ("Sista anmälningsdag: 1 november.", [(WARNING, "summary")]),
        ("Anmäl dig senast kl. 12.00 den 20 oktober.", [(WARNING, "summary")]),
        ("Senast 20 oktober vill vi ha din anmälan.", [(WARNING, "summary")]),
        ("Anmäl dig före den 1 november.", [(WARNING, "summary")]),
        ("Fram till den 10 november kan du anmäla dig.", [(WARNING, "summary")]),
        ("Anmälan stänger den 20 oktober.", [(WARNING, "summary")]),
        ("O.s.a. t.o.m. 20 oktober.", [(WARNING, "summary")]),
        ("Sista anmälan: 20 oktober", [(WARNING, "summary")]),
        ("Sista svarsdag 20 oktober", [(WARNING, "summary")]),
        ("Anmäl dig senast 20/10.", [(WARNING, "summary")]),
        ("Sista anmälningsdag\n20 oktober", [(WARNING, "summary")]),
        ("Senast fredagen den 20 oktober", [(WARNING, "summary")]),
        ("Dokumentationen kommer senast 30 oktober.", []),
        ("Anmäl dig till mötet före konferensen den 12 november.", []),
        ("Anmäl dig till den sista träffen 23 november.", []),
        ("Ansökan om bidrag görs senast 1 december varje år.", []),
        ("Utvärderingen ska besvaras senast 30 oktober.", []),
        ("Anmälan till nästa träff öppnar 1 november.", []),
        ("Anmäl dig senast 9 oktober. Utställningen är öppen till och med 30 november.", []),
        ("Anmäl dig senast 9 oktober!", []),
        ("Nästa konferens hålls 12 november.", []),
    ],
)
def test_nor_does_the_text_say_otherwise(event, text, problems):
    event.summary = text
    event.save()
    assert found(event, "deadline") == problems


@pytest.mark.parametrize(
    ("kind", "start", "end", "problems"),
    [
        ("talk", dt.time(18), dt.time(20), []),
        ("talk", dt.time(17, 30), dt.time(18, 30), [(ERROR, "occasions")]),
        ("registration", dt.time(17, 30), dt.time(18), []),
        ("talk", dt.time(19), dt.time(20, 30), [(ERROR, "occasions")]),
        ("talk", dt.time(21), None, [(ERROR, "occasions")]),
    ],
)
def test_the_programme_is_within_its_occasion(event, kind, start, end, problems):
    ProgrammeItemFactory(occasion=event.occasions.get(), kind=kind, start_time=start, end_time=end)
    assert ProgrammeItem.objects.count() == 1
    assert found(event, "programme") == problems
