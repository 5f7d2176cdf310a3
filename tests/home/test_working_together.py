"""Several people at one page, by the admin's own forms: comments, history, comparison, locks, who else is editing."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from wagtail.models import Comment, Page
from wagtail.test.utils.form_data import inline_formset

from events.models import ActivityPage
from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from news.models import NewsPage
from tests.admin_forms import form_data
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.roles import signed_in, user_in

# Wagtail sends its mail the old way.
pytestmark = pytest.mark.filterwarnings("ignore:get_connection")

FAREWELL = "Redigera dina notifikationsinställningar här: http://localhost:8000/admin/account/#tab-notifications"


@pytest.fixture
def index(home_page: Page, site: Any) -> Page:
    """The place of the news, in a tree with the roles."""
    establish_roles()
    return NewsIndexPageFactory(parent=home_page, title="Nyheter")


@pytest.fixture
def page(index: Page) -> NewsPage:
    """A published news item."""
    return NewsPageFactory(parent=index, title="Dialogmöte")


def edit_address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def save(client: Client, page: Page, **values: Any) -> None:
    """Save a draft, as the editor's button does."""
    address = edit_address(page)
    assert client.post(address, form_data(client, address, type(page), **values)).status_code == 302


def comments(*new: dict[str, Any], old: int = 0) -> dict[str, Any]:
    """What the editor's script sends of the comments, which it draws itself: those that were there come first."""
    rows = [{"position": "", "resolved": "", "replies": inline_formset([]), **each} for each in new]
    return {"comments": inline_formset(rows, initial=old)}


def shown_comments(client: Client, page: Page) -> list[tuple[str, str, str, list[str]]]:
    """The comments that the editor shows: who wrote, at which field, what, and the answers."""
    html = BeautifulSoup(client.get(edit_address(page)).text, "html.parser")
    data = json.loads(html.find(id="comments-data").get_text())
    return [
        (
            data["authors"][str(each["user"])]["name"],
            each["contentpath"],
            each["text"],
            [reply["text"] for reply in each["replies"]],
        )
        for each in data["comments"]
    ]


def letters() -> list[tuple[list[str], str, list[str]]]:
    """To whom each e-mail went, its subject, and its lines without the empty ones; none is left."""
    found = [
        (each.to, str(each.subject), [line.strip() for line in each.body.splitlines() if line.strip()])
        for each in sorted(mail.outbox, key=lambda each: each.to)
    ]
    mail.outbox.clear()
    return found


class TestComments:
    def test_a_reviewer_asks_the_author_answers_and_the_reviewer_is_done(self, index: Page) -> None:
        writing, reviewing = signed_in(user_in(COMMUNICATORS, "kim")), signed_in(user_in(REVIEWERS, "robin"))
        address = f"/admin/pages/add/news/newspage/{index.pk}/"
        new = form_data(writing, address, NewsPage, title="Dialogmöte", slug="dialogmote")
        # The box beside the form is ticked on a new page.
        assert 'name="comment_notifications"' in writing.get(address).text
        assert writing.post(address, new | {"comment_notifications": "on"}).status_code == 302
        page = NewsPage.objects.get()
        mail.outbox.clear()

        save(reviewing, page, **comments({"contentpath": "title", "text": "Vilken dag?"}))

        comment = Comment.objects.get()
        edit = f"Du kan redigera sidan här: http://localhost:8000{edit_address(page)}"
        asked = ["Hej kim,", 'robin har uppdaterat kommentarer på "Dialogmöte".', "Nya kommentarer:", '- "Vilken dag?"']
        assert letters() == [
            (["kim@example.org"], 'robin har uppdaterat kommentarer på "Dialogmöte"', [*asked, edit, FAREWELL])
        ]
        assert shown_comments(writing, page) == [("robin", "title", "Vilken dag?", [])]

        question = {"id": comment.pk, "contentpath": "title", "text": "Vilken dag?"}
        answer = {"id": "", "text": "Den 3 december."}
        save(writing, page, **comments(question | {"replies": inline_formset([answer])}, old=1))

        answered = [
            "Hej robin,",
            'kim har uppdaterat kommentarer på "Dialogmöte".',
            "Nya svar:",
            'Nya svar till: "Vilken dag?"',
            '- "Den 3 december."',
        ]
        assert letters() == [
            (["robin@example.org"], 'kim har uppdaterat kommentarer på "Dialogmöte"', [*answered, edit, FAREWELL])
        ]
        assert shown_comments(reviewing, page) == [("robin", "title", "Vilken dag?", ["Den 3 december."])]

        save(reviewing, page, **comments(question | {"resolved": "on"}, old=1))

        comment.refresh_from_db()
        assert (str(comment.resolved_by), shown_comments(writing, page)) == ("robin", [])

    @pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
    @pytest.mark.parametrize("model", [NewsPage, ActivityPage])
    def test_every_role_comments_on_pages_with_and_without_tabs_of_their_own(
        self, group: str, model: type[Page], page: NewsPage, home_page: Page
    ) -> None:
        if model is ActivityPage:
            page = ActivityPageFactory(parent=EventIndexPageFactory(parent=home_page))
        client = signed_in(user_in(group, "sam"))
        save(client, page, **comments({"contentpath": "summary", "text": "Korta ner."}))
        assert shown_comments(client, page) == [("sam", "summary", "Korta ner.", [])]

    def test_nobody_changes_the_comment_of_another(self, page: NewsPage) -> None:
        client = signed_in(user_in(COMMUNICATORS, "kim"))
        comment = Comment.objects.create(page=page, user=user_in(REVIEWERS), contentpath="title", text="Vilken dag?")
        changed = comments({"id": comment.pk, "contentpath": "title", "text": "Bra!"}, old=1)
        address = edit_address(page)
        assert client.post(address, form_data(client, address, NewsPage, **changed)).status_code == 200
        comment.refresh_from_db()
        assert comment.text == "Vilken dag?"


class TestHistory:
    @pytest.fixture
    def client(self, page: NewsPage) -> Client:
        """A reviewer, after two changes of a communicator's."""
        writing = signed_in(user_in(COMMUNICATORS, "kim"))
        for title in ("Ny rubrik", "Bättre rubrik"):
            save(writing, page, title=title)
        return signed_in(user_in(REVIEWERS, "robin"))

    def test_the_history_lists_the_versions_and_who_made_them(self, client: Client, page: NewsPage) -> None:
        response = client.get(f"/admin/pages/{page.pk}/history/")
        listed = [(entry.action, entry.user_display_name) for entry in response.context["object_list"]]
        assert listed == [("wagtail.edit", "kim")] * 2 + [("wagtail.create", "system")]
        assert (response.text.count("Utkast sparat") >= 2, "Jämför med" in response.text) == (True, True)

    def test_a_comparison_shows_what_was_changed(self, client: Client, page: NewsPage) -> None:
        first, last = page.revisions.order_by("pk")
        shown = client.get(f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{last.pk}/").text
        table = BeautifulSoup(shown, "html.parser").find("table", class_="listing")
        rows = [
            [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
        ]
        marked = {kind: [each.get_text() for each in table.find_all(class_=kind)] for kind in ("deletion", "addition")}
        assert rows == [["Fält", "Ändringar"], ["Titel:", "NyBättre rubrik"]]
        assert marked == {"deletion": ["Ny"], "addition": ["Bättre"]}

    def test_an_older_version_is_taken_back(self, client: Client, page: NewsPage) -> None:
        first, _last = page.revisions.order_by("pk")
        address = f"/admin/pages/{page.pk}/revisions/{first.pk}/revert/"
        assert client.get(address).context["form"].initial["title"] == "Ny rubrik"


class TestLocks:
    @pytest.mark.parametrize(
        ("group", "may_unlock"), [(COMMUNICATORS, False), (REVIEWERS, True), (ADMINISTRATORS, True)]
    )
    def test_a_page_that_is_locked_is_changed_by_nobody_else(
        self, group: str, may_unlock: bool, page: NewsPage
    ) -> None:
        sam, robin = signed_in(user_in(group, "sam")), signed_in(user_in(REVIEWERS, "robin"))
        address = edit_address(page)
        change = form_data(sam, address, NewsPage, title="Ny rubrik")
        assert robin.post(f"/admin/pages/{page.pk}/lock/").status_code == 302

        shown, refused = sam.get(address), sam.post(address, change)

        [message] = [str(each) for each in shown.context["messages"]]
        assert "låstes</b> av <b>robin</b>" in message
        assert (f"/admin/pages/{page.pk}/unlock/" in message, "Lås upp" in message) == (may_unlock, may_unlock)
        assert [str(each).strip() for each in refused.context["messages"]] == [
            "Sidan kunde inte sparas eftersom den är låst."
        ]
        assert page.get_latest_revision_as_object().title == "Dialogmöte"

    def test_who_locked_it_goes_on_and_unlocks_it(self, page: NewsPage) -> None:
        robin, kim = signed_in(user_in(REVIEWERS, "robin")), signed_in(user_in(COMMUNICATORS, "kim"))
        robin.post(f"/admin/pages/{page.pk}/lock/")
        save(robin, page, title="Ny rubrik")
        robin.post(f"/admin/pages/{page.pk}/unlock/")
        save(kim, page, title="Bättre rubrik")
        titles = [revision.as_object().title for revision in page.revisions.order_by("pk")]
        assert titles == ["Ny rubrik", "Bättre rubrik"]

    def test_a_communicator_locks_nothing(self, page: NewsPage) -> None:
        signed_in(user_in(COMMUNICATORS, "kim")).post(f"/admin/pages/{page.pk}/lock/")
        page.refresh_from_db()
        assert page.locked is False


class TestEditingAtOnce:
    """The editor asks every ten seconds who else has the page open, and tells whether something was changed."""

    def open(self, client: Client, page: Page) -> tuple[str, dict[str, str]]:
        """Open the page; return where the editor asks, and the version that it has."""
        html = client.get(edit_address(page)).text
        address = re.search(r'data-w-swap-src-value="([^"]+/ping/[^"]+)"', html)[1]
        revision = page.revisions.order_by("pk").last()
        seen = {"revision_id": revision.pk, "revision_created_at": revision.created_at.isoformat()} if revision else {}
        return address, {key: str(value) for key, value in seen.items()}

    def ask(self, client: Client, opened: tuple[str, dict[str, str]], **more: str) -> list[str]:
        """Ask as the editor does, with what it has; return what it shows of the others."""
        html = BeautifulSoup(client.post(opened[0], opened[1] | more).json()["html"], "html.parser")
        return [" ".join(each.get_text().split()) for each in html("li")]

    def test_two_editors_see_each_other_and_what_the_other_does(self, page: NewsPage) -> None:
        writing, reviewing = signed_in(user_in(COMMUNICATORS, "kim")), signed_in(user_in(REVIEWERS, "robin"))
        save(writing, page, title="Ny rubrik")
        kims, robins = self.open(writing, page), self.open(reviewing, page)

        assert self.ask(writing, kims) == ["robin - Tittar just nu"]
        assert self.ask(reviewing, robins, is_editing="1") == ["kim - Tittar just nu"]
        assert self.ask(writing, kims) == ["robin har osparade ändringar"]

        address = edit_address(page)
        sent = form_data(reviewing, address, NewsPage, title="Bättre rubrik")
        reviewing.post(address, sent | {"loaded_revision_id": robins[1]["revision_id"]})
        assert self.ask(writing, kims) == ["robin har sparat en ny version Visa den senaste versionen"]

    def test_who_leaves_is_gone(self, page: NewsPage) -> None:
        writing, reviewing = signed_in(user_in(COMMUNICATORS, "kim")), signed_in(user_in(REVIEWERS, "robin"))
        kims, robins = self.open(writing, page), self.open(reviewing, page)
        assert self.ask(writing, kims) == ["robin - Tittar just nu"]
        reviewing.post(robins[0].replace("/ping/wagtailcore/page/" + str(page.pk), "/release"))
        assert self.ask(writing, kims) == []
