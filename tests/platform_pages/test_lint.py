"""The linter's rule of decisions."""

import datetime as dt

import pytest

from cms.lint.run import lint_pages
from platform_pages.models import ProjectDecision, ProjectPage
from tests.factories.news import NewsPageFactory
from tests.factories.platform_pages import ProjectPageFactory


def found(page):
    """Return the places of decisions without a year."""
    page = type(page).objects.get(pk=page.pk)
    return [problem.place.path for problem in lint_pages([page])[0].problems if problem.rule == "decision-year"]


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"outcome": "Bifall."}, ["decisions"]),
        ({"outcome": "Bifall.", "decided_on": dt.date(2016, 4, 5)}, []),
        ({"outcome": "Bifall 2016."}, []),
        ({"outcome": "Bifall.", "reference": "§ 12/2016"}, []),
    ],
)
def test_a_decision_has_a_day_or_a_year(site, fields, places):
    page = ProjectPageFactory()
    ProjectDecision.objects.create(page=page, body="Utskottet", **fields)
    assert found(page) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Den 5 april beslutade utskottet att bifalla ansökan.", ["purpose"]),
        ("Beslutet togs 5 april.", ["purpose"]),
        ("Beslutet togs den 5/4.", ["purpose"]),
        ("Budgetbeslutet den 5 april gäller.", ["purpose"]),
        ("Ansökan beviljades den 5 april.", ["purpose"]),
        ("Fullmäktige antog planen den 5 april.", ["purpose"]),
        ("Enligt beslut i mars ska parterna mötas.", ["purpose"]),
        ("Enligt beslut i mars 2016 ska parterna mötas.", []),
        ("Parterna beslutar i maj varje år om en plan.", []),
        ("Beslutsunderlaget skickas ut den 5 april.", []),
        ("Enligt lagen (2009:366) gäller beslutet i mars.", []),
        ("Den 5 april 2016 beslutade utskottet att bifalla ansökan.", []),
        ("Utskottet beslutade att bifalla ansökan.", []),
        ("Mötet hålls den 5 april.", []),
    ],
)
def test_a_text_dates_a_decision_with_its_year(site, text, places):
    assert found(ProjectPageFactory(purpose=text)) == places


def test_news_have_a_date_of_their_own(site):
    assert found(NewsPageFactory(lead="Den 5 april beslutade utskottet.")) == []
    assert ProjectPage.objects.count() == 0
