"""The linter over all content: the command, drafts, and what it costs."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.lint.run import count_problems, lint_content
from tests.factories.cms import FunderFactory, ImageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture
def index(site, home_page):
    """A news index that has nothing to mend; nor has the front page above it."""
    home_page.summary = "Om oss."
    home_page.save()
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", summary="Alla nyheter.")


def run(capsys, *arguments):
    """Run the command; return what it wrote and how it failed."""
    failure = ""
    try:
        call_command("lint_content", *arguments)
    except CommandError as error:
        failure = str(error)
    return capsys.readouterr().out, failure


def test_the_command_says_what_to_mend_and_fails_by_severity(index, capsys):
    page = NewsPageFactory(parent=index, title="Nyhet", summary="Vi ses i höst.")
    message = "”i höst” är snart inte längre sant: skriv datumet eller årtalet."
    text = f"Nyhet (id {page.pk})\n  warning [relative-time] Sammanfattning: {message}\n"
    summary = "3 pages: 0 errors, 1 warnings, 0 pieces of advice."
    assert run(capsys) == (f"{text}{summary}\n", "")
    assert run(capsys, "--fail-level", "warning") == (text, summary)
    assert run(capsys, "--fail-level", "never") == (f"{text}{summary}\n", "")


def test_an_error_fails_by_itself(index, capsys):
    NewsPageFactory(parent=index, summary="Människor mår bra av […]")
    assert run(capsys)[1] == "3 pages: 1 errors, 0 warnings, 0 pieces of advice."


def test_the_command_writes_json(index, capsys):
    page = NewsPageFactory(parent=index, title="Nyhet", summary="Vi ses i höst.")
    problem = {
        "rule": "relative-time",
        "severity": "warning",
        "message": "”i höst” är snart inte längre sant: skriv datumet eller årtalet.",
        "place": "Sammanfattning",
        "path": "summary",
    }
    assert json.loads(run(capsys, "--format", "json")[0]) == [{"id": page.pk, "title": "Nyhet", "problems": [problem]}]


def test_drafts_are_read_when_asked_for(index, capsys):
    page = NewsPageFactory(parent=index, summary="Om mötet.")
    page.summary = "Vi ses i höst."
    page.save_revision()
    unpublished = NewsPageFactory(parent=index, summary="Vi ses i fjol.", live=False)
    assert run(capsys)[0] == "3 pages: 0 errors, 0 warnings, 0 pieces of advice.\n"
    found = json.loads(run(capsys, "--drafts", "--format", "json")[0])
    assert [each["id"] for each in found] == [page.pk, unpublished.pk]


def test_aliases_are_passed_over(index):
    page = NewsPageFactory(parent=index, summary="Vi ses i höst.")
    page.create_alias(update_slug="alias", parent=index)
    linted = list(lint_content())
    assert [each.page.pk for each in linted if each.problems] == [page.pk]
    assert count_problems(linted) == {"error": 0, "warning": 1, "advice": 0}


@pytest.mark.parametrize("drafts", [False, True])
def test_pages_cost_no_statement_each(index, drafts):
    def make_one():
        picture = {"type": "image", "value": {"image": ImageFactory().pk}, "id": "1"}
        page = NewsPageFactory(parent=index, body=json.dumps([picture]), listing_image=ImageFactory())
        FunderFactory(page=page)
        page.summary = "Vi ses i höst."
        page.save_revision()

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = [each.page.title for each in lint_content(drafts=drafts) if each.problems]
        return len(found), len(queries)

    make_one()
    cost()
    first, one = cost()
    make_one()
    make_one()
    second, three = cost()
    assert (first, second) == (1, 3)
    assert one == three
