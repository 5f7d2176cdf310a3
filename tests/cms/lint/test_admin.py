"""The linter in the admin: what stops a publication, the panel's answer, the report, and who may read them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import GroupApprovalTask, GroupPagePermission, PageLogEntry, Workflow, WorkflowPage, WorkflowTask

from cms.lint.gate import OVERRIDDEN
from cms.models import LintCount
from news.models import NewsPage
from tests.admin_forms import create_page, edit_page, errors_of, form_data
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

CUT = "Människor mår bra av att känna sammanhang, förstå sin […]"
ERROR = [
    "Sidan publiceras inte: det finns fel att rätta. Du kan spara den som utkast.",
    f"Sammanfattning: Texten är avklippt: ”{CUT[-40:].strip()}”. Skriv resten och ta bort ”[…]”.",
]
WARNING = [
    "Sidan är inte publicerad än: rätta varningarna, "
    "eller skriv under ”Skäl att publicera ändå” varför de inte gäller.",
    "Sammanfattning: ”i höst” är snart inte längre sant: skriv datumet eller årtalet.",
]


@pytest.fixture
def index(site, home_page):
    """A news index."""
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", summary="Alla nyheter.")


@pytest.fixture
def page(index):
    """A news item that is published and has nothing to mend."""
    return NewsPageFactory(parent=index, title="Nyhet", summary="Om mötet.")


def live_summary(page):
    """Return what visitors read."""
    return NewsPage.objects.get(pk=page.pk).summary


def test_an_error_stops_a_publication_even_with_a_reason(admin_client, page):
    response = edit_page(admin_client, page, summary=CUT, lint_reason="Det ska vara så.")
    assert errors_of(response) == {"__all__": ERROR}
    assert live_summary(page) == "Om mötet."


def test_an_error_stops_the_first_publication_too(admin_client, index):
    response = create_page(admin_client, index, NewsPage, title="Ny", slug="ny", summary=CUT)
    assert errors_of(response) == {"__all__": ERROR}
    assert not NewsPage.objects.exists()


def test_a_warning_asks_for_a_reason_which_the_history_keeps(admin_client, page):
    response = edit_page(admin_client, page, summary="Vi ses i höst.")
    assert errors_of(response) == {"__all__": WARNING}
    html = response.content.decode()
    assert 'name="lint_reason"' in html
    assert "lint-problem--warning" in html
    assert live_summary(page) == "Om mötet."
    assert edit_page(admin_client, page, summary="Vi ses i höst.", lint_reason="Sidan tas bort.").status_code == 302
    assert live_summary(page) == "Vi ses i höst."
    entry = PageLogEntry.objects.get(action=OVERRIDDEN)
    assert entry.data == {"reason": "Sidan tas bort.", "warnings": WARNING[1:]}
    assert entry.message == "Publicerad trots varningar: Sidan tas bort."


def test_a_new_page_keeps_its_reason_too(admin_client, index):
    values = {"title": "Ny", "slug": "ny", "summary": "Vi ses i höst.", "lint_reason": "Sidan tas bort."}
    assert create_page(admin_client, index, NewsPage, **values).status_code == 302
    assert PageLogEntry.objects.get(action=OVERRIDDEN).data["warnings"] == WARNING[1:]


def test_a_reason_without_a_warning_is_not_kept(admin_client, page):
    assert edit_page(admin_client, page, summary="Om oss.", lint_reason="För säkerhets skull.").status_code == 302
    assert live_summary(page) == "Om oss."
    assert not PageLogEntry.objects.filter(action=OVERRIDDEN).exists()


def test_a_draft_is_always_saved(admin_client, page):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin_client.post(url, form_data(admin_client, url, NewsPage, summary=CUT))
    assert response.status_code == 302
    assert NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().summary == CUT


def test_a_publication_at_a_later_time_is_stopped_when_it_is_scheduled(admin_client, page):
    response = edit_page(admin_client, page, summary=CUT, go_live_at="2099-01-01 12:00")
    assert errors_of(response) == {"__all__": ERROR}
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.parametrize(("summary", "is_live"), [(CUT, False), ("Vi ses i höst.", False), ("Om oss.", True)])
def test_several_pages_at_once_are_published_if_none_has_something_to_mend(admin_client, index, summary, is_live):
    pages = [NewsPageFactory(parent=index, summary=each, live=False) for each in ("Om mötet.", summary)]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    admin_client.post(f"{url}?{query}&next=/admin/", {})
    assert list(NewsPage.objects.values_list("live", flat=True)) == [is_live, is_live]


@pytest.fixture
def reviewer(page):
    """One who may approve and publish the page, and no more, signed in."""
    group = Group.objects.create(name="Granskare")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    may_publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=may_publish)
    task = GroupApprovalTask.objects.create(name="Granskning")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=Workflow.objects.create(name="Granskning"), task=task, sort_order=0)
    user = get_user_model().objects.create_user("granskare", "granskare@example.org", "a long password")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def author_of(page):
    """Return a client signed in as one who may change the page, and no more."""
    group = Group.objects.create(name="Skribenter")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    may_change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=may_change)
    user = get_user_model().objects.create_user("skribent", "skribent@example.org", "a long password")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def submit(page, summary):
    """Send a page with a changed summary to review."""
    page.summary = summary
    page.save_revision()
    Workflow.objects.get().start(page, None)


def approve_in_the_editor(client, page, **values):
    """Approve a page with its form; return the answer."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    return client.post(url, form_data(client, url, NewsPage, **values) | action)


def approve_from_a_list(client, page, **headers):
    """Approve a page as the first screen and the lists do; return the answer."""
    task_state = page.current_workflow_task_state
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk]), headers=headers
    )


# Wagtail sends its mail the old way.
@pytest.mark.filterwarnings("ignore:get_connection")
class TestApproving:
    def test_in_the_editor_is_stopped_by_an_error_even_with_a_reason(self, reviewer, page):
        submit(page, CUT)
        response = approve_in_the_editor(reviewer, page, lint_reason="Det ska vara så.")
        assert errors_of(response) == {"__all__": ERROR}
        assert live_summary(page) == "Om mötet."
        assert page.workflow_in_progress

    def test_in_the_editor_asks_for_a_reason_for_a_warning(self, reviewer, page):
        submit(page, "Vi ses i höst.")
        assert errors_of(approve_in_the_editor(reviewer, page)) == {"__all__": WARNING}
        assert live_summary(page) == "Om mötet."
        assert approve_in_the_editor(reviewer, page, lint_reason="Sidan tas bort.").status_code == 302
        assert live_summary(page) == "Vi ses i höst."
        assert PageLogEntry.objects.get(action=OVERRIDDEN).data == {
            "reason": "Sidan tas bort.",
            "warnings": WARNING[1:],
        }

    def test_the_reviewer_reads_the_reason_that_the_author_has_given(self, reviewer, page):
        author = author_of(page)
        WorkflowPage.objects.create(workflow=Workflow.objects.get(), page=page.get_parent())
        editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
        values = {"summary": "Vi ses i höst.", "lint_reason": "Sidan tas bort.", "action-submit": "1"}
        author.post(editor, form_data(author, editor, NewsPage, **values))
        entry = PageLogEntry.objects.get(action=OVERRIDDEN)
        assert entry.data == {"reason": "Sidan tas bort.", "warnings": WARNING[1:], "for_review": True}
        assert entry.message == "Skickad för granskning trots varningar: Sidan tas bort."
        assert reviewer.get(editor).context["form"]["lint_reason"].value() == "Sidan tas bort."

    def test_a_reason_of_who_may_not_publish_is_no_publication(self, reviewer, page):
        author = author_of(page)
        edit_page(author, page, summary="Vi ses i höst.", lint_reason="Därför.")
        assert live_summary(page) == "Om mötet."
        assert not PageLogEntry.objects.filter(action=OVERRIDDEN).exists()

    @pytest.mark.parametrize(("summary", "problem"), [(CUT, ERROR[1]), ("Vi ses i höst.", WARNING[1])])
    def test_from_a_list_is_stopped_and_leads_to_the_editor(self, reviewer, page, summary, problem):
        submit(page, summary)
        response = approve_from_a_list(reviewer, page)
        editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert (response.status_code, response.headers["Location"]) == (302, editor)
        message = f"Sidan är inte godkänd. Rätta det här först och godkänn sedan sidan här: {problem}"
        assert [str(each).strip() for each in reviewer.get(editor).context["messages"]] == [message]
        assert live_summary(page) == "Om mötet."
        assert page.workflow_in_progress

    def test_from_a_dialogue_is_stopped_too(self, reviewer, page):
        submit(page, CUT)
        response = approve_from_a_list(reviewer, page, **{"X-Requested-With": "XMLHttpRequest"})
        assert response.json() == {
            "step": "success",
            "redirect": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        }
        assert live_summary(page) == "Om mötet."

    def test_publishes_a_page_with_nothing_to_mend(self, reviewer, page):
        submit(page, "Om oss.")
        assert approve_from_a_list(reviewer, page).status_code == 302
        assert live_summary(page) == "Om oss."

    def test_is_for_those_who_review(self, reviewer, page):
        submit(page, "Om oss.")
        GroupApprovalTask.objects.get().groups.clear()
        assert approve_from_a_list(reviewer, page).status_code == 302
        assert approve_from_a_list(Client(), page).status_code == 302
        assert live_summary(page) == "Om mötet."


class TestThePanel:
    def test_answers_a_form_as_it_stands_and_keeps_nothing(self, admin_client, page):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = form_data(admin_client, url, NewsPage, summary="Vi ses i höst.")
        html = admin_client.post(reverse("lint_edit", args=[page.pk]), data).content.decode()
        assert "”i höst” är snart inte längre sant" in html
        assert "#:w:contentpath=summary" in html
        assert live_summary(page) == "Om mötet."
        assert not page.revisions.exists()

    def test_answers_a_form_that_is_not_valid_yet(self, admin_client, page):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = form_data(admin_client, url, NewsPage, summary="Vi ses i höst.", published_on="i morgon")
        html = admin_client.post(reverse("lint_edit", args=[page.pk]), data).content.decode()
        assert "Några fält är inte rätt ifyllda än" in html
        assert "”i höst” är snart inte längre sant" in html

    def test_answers_for_a_page_that_is_being_made(self, admin_client, index):
        url = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
        data = form_data(admin_client, url, NewsPage, title="Ny", slug="ny", summary="Om oss.")
        html = admin_client.post(reverse("lint_create", args=["news", "newspage", index.pk]), data).content.decode()
        assert "Inget att rätta hittades." in html
        assert not NewsPage.objects.exists()

    def test_is_in_the_editor(self, admin_client, page):
        html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert f'data-lint-url-value="{reverse("lint_edit", args=[page.pk])}"' in html
        assert 'aria-live="polite"' in html
        assert "cms/lint/panel.js" in html


class TestTheReport:
    def test_lists_problems_with_a_way_to_each(self, admin_client, index):
        wrong = NewsPageFactory(parent=index, title="Höstmötet", summary="Vi ses i höst.")
        NewsPageFactory(parent=index, title="Klippt", summary=CUT)
        response = admin_client.get(reverse("lint_report"))
        found = [(row["page"].title, row["problem"].rule) for row in response.context["rows"]]
        assert found[:2] == [("Klippt", "cut-off"), ("Höstmötet", "relative-time")]
        assert (
            f"{reverse('wagtailadmin_pages:edit', args=[wrong.pk])}#:w:contentpath=summary" in response.content.decode()
        )

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ({"severity": "error"}, ["Klippt"]),
            ({"rule": "relative-time"}, ["Höstmötet"]),
            ({"severity": "error", "rule": "relative-time"}, []),
            ({"page_type": "news.newspage"}, ["Klippt", "Höstmötet"]),
            ({"page_type": "events.activitypage"}, []),
            ({"rule": "relative-time", "drafts": "on"}, ["Höstmötet", "Utkast"]),
        ],
    )
    def test_is_filtered(self, admin_client, index, query, titles):
        NewsPageFactory(parent=index, title="Höstmötet", summary="Vi ses i höst.")
        NewsPageFactory(parent=index, title="Klippt", summary=CUT)
        NewsPageFactory(parent=index, title="Utkast", summary="Vi ses i fjol.", live=False)
        response = admin_client.get(reverse("lint_report"), query)
        assert [row["page"].title for row in response.context["rows"]] == titles

    def test_reads_no_page_that_had_no_problem_when_it_was_counted_and_is_as_it_was(self, admin_client, index):
        now = timezone.now()
        before, after = now - dt.timedelta(seconds=1), now + dt.timedelta(seconds=1)
        for title, published, values in (
            ("Räknad", before, {}),
            ("Publicerad sedan dess", after, {}),
            ("Med ett utkast", before, {"has_unpublished_changes": True}),
            ("Med problem", before, {}),
            ("Inte räknad", before, {}),
        ):
            page = NewsPageFactory(parent=index, title=title, summary=CUT, last_published_at=published, **values)
            if title != "Inte räknad":
                errors = int(title == "Med problem")
                LintCount.objects.create(page=page, errors=errors, warnings=0, advice=0, counted_at=now)
        response = admin_client.get(reverse("lint_report"), {"rule": "cut-off"})
        found = [row["page"].title for row in response.context["rows"]]
        assert found == ["Publicerad sedan dess", "Med ett utkast", "Med problem", "Inte räknad"]

    def test_shows_its_filters_in_one_row_above_the_results(self, admin_client, index):
        NewsPageFactory(parent=index, title="Klippt", summary=CUT)
        html = BeautifulSoup(admin_client.get(reverse("lint_report")).text, "html.parser")
        row = html.select_one("form.lint-report-filters:has(+ table.listing)")
        assert [field["name"] for field in row.select("select, input")] == ["severity", "rule", "page_type", "drafts"]
        assert [sheet["href"] for sheet in html.select("link[href*='lint/report']")] == [
            versioned_static("cms/lint/report.css")
        ]

    def test_is_for_those_who_may_change_pages(self, page):
        user = get_user_model().objects.create_user("anna", "anna@example.org", "a long password")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client = Client()
        client.force_login(user)
        page.summary = CUT
        page.save()
        for answer in (
            client.get(reverse("lint_report")),
            client.post(reverse("lint_edit", args=[page.pk]), {"title": "Ny"}),
            client.post(reverse("lint_create", args=["news", "newspage", page.get_parent().pk]), {"title": "Ny"}),
        ):
            assert answer.status_code == 302
            assert "avklippt" not in answer.content.decode()
