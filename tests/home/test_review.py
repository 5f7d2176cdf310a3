"""A page on its way through the review, by the admin's own forms, and the e-mails that tell about it."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Page, TaskState

from home.roles import COMMUNICATORS, REVIEWERS, establish_roles
from news.models import NewsPage
from tests.admin_forms import form_data
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.roles import signed_in, user_in

# Wagtail sends its mail the old way.
pytestmark = pytest.mark.filterwarnings("ignore:get_connection")


@pytest.fixture
def page(home_page: Page, site: Any) -> NewsPage:
    """A published news item in a tree with the review."""
    establish_roles()
    return NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page, title="Nyheter"), title="Dialogmöte")


def submit(client: Client, page: Page, **values: Any) -> None:
    """Save a draft and submit it, as the editor's button does."""
    address = f"/admin/pages/{page.pk}/edit/"
    data = form_data(client, address, type(page), **values)
    assert client.post(address, data | {"action-submit": "Submit"}).status_code == 302


def decide(client: Client, page: Page, action: str, comment: str = "") -> int:
    """Approve or send back, as the dialogue in the editor does; return the status."""
    state = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).get()
    address = f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
    return client.post(address, {"comment": comment}).status_code


def letter(page: NewsPage, *lines: str, name: str) -> str:
    """What an e-mail in Swedish says, without its empty lines."""
    farewell = "Redigera dina notifikationsinställningar här: http://localhost:8000/admin/account/#tab-notifications"
    return "\n".join([f"Hej {name},", *(line.format(page=page) for line in lines), farewell])


def letters() -> list[tuple[list[str], str, str]]:
    """To whom each e-mail went, its subject, and what it says, without empty lines; none is left."""
    found = [
        (each.to, str(each.subject), "\n".join(line.strip() for line in each.body.splitlines() if line.strip()))
        for each in sorted(mail.outbox, key=lambda each: each.to)
    ]
    mail.outbox.clear()
    return found


def test_a_page_is_submitted_sent_back_and_published_with_letters_in_swedish(page: NewsPage):
    communicator, reviewer = user_in(COMMUNICATORS, "kim"), user_in(REVIEWERS, "robin")
    writing, reviewing = signed_in(communicator), signed_in(reviewer)
    edit = "Du kan redigera sidan här: http://localhost:8000/admin/pages/{page.pk}/edit/"

    submit(writing, page, title="Ny rubrik")
    assert NewsPage.objects.get(pk=page.pk).title == "Dialogmöte"
    assert letters() == [
        (
            ["robin@example.org"],
            'Sidan "Ny rubrik" har skickats in för godkännande i modereringssteget "Granskning"',
            letter(
                page,
                'Sidan "Ny rubrik" har lämnats in för godkännande i moderationsstadiet "Granskning".',
                "Du kan förhandsgranska sidan här: http://localhost:8000/admin/pages/workflow/preview/{page.pk}/"
                f"{TaskState.objects.get().task_id}/",
                edit,
                name="robin",
            ),
        )
    ]

    assert decide(reviewing, page, "reject", "Skriv när det är.") == 302
    assert letters() == [
        (
            ["kim@example.org"],
            'Sidan "Ny rubrik" blivit avvisad i "Granskning".',
            letter(
                page,
                'Sidan "Ny rubrik" har avvisats i "Granskning" i arbetsflödet "Granskning" av robin.',
                'Följande kommentar lämnades: "Skriv när det är."',
                edit,
                name="kim",
            ),
        )
    ]

    submit(writing, page, title="Bättre rubrik")
    letters()
    assert decide(reviewing, page, "approve") == 302
    assert letters() == [
        (
            ["kim@example.org"],
            'Sidan "Bättre rubrik" har blivit godkänd i "Granskning".',
            letter(
                page,
                'Sidan "Bättre rubrik" har blivit godkänd i arbetsflöde "Granskning".',
                f"Du kan se sidan här: {page.full_url}",
                name="kim",
            ),
        )
    ]
    assert NewsPage.objects.get(pk=page.pk).title == "Bättre rubrik"


def test_a_reviewer_who_reads_english_is_written_to_in_english(page: NewsPage):
    user_in(REVIEWERS, "robin", language="en")

    submit(signed_in(user_in(COMMUNICATORS, "kim")), page)

    assert [(to, subject) for to, subject, _body in letters()] == [
        (
            ["robin@example.org"],
            'The page "Dialogmöte" has been submitted for approval in moderation stage "Granskning"',
        )
    ]


def test_a_communicator_decides_nothing(page: NewsPage):
    client = signed_in(user_in(COMMUNICATORS, "kim"))
    submit(client, page, title="Ny rubrik")

    answer = decide(client, page, "approve")

    assert (answer, TaskState.objects.get().status) == (302, TaskState.STATUS_IN_PROGRESS)
    assert NewsPage.objects.get(pk=page.pk).title == "Dialogmöte"
