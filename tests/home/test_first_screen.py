"""The first screen of the admin: what it tells each person to do, and what it keeps to itself."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.lint.counts import count_outdated
from cms.models import LintCount
from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from news.models import NewsPage
from tests.admin_forms import edit_page, form_data
from tests.factories.cms import ContactFactory
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory
from tests.roles import signed_in, user_in

# Wagtail sends its mail the old way.
pytestmark = pytest.mark.filterwarnings("ignore:get_connection")

ASSOCIATION = "Hallands bildningsförbund"
SECRET = "Hemlig rubrik"
PANELS = {
    "my_drafts",
    "near_deadlines",
    "full_events",
    "missing_summaries",
    "pages_to_review",
    "contacts_to_renew",
    "content_problems",
    "quick_actions",
}


@pytest.fixture
def tree(home_page: Page, site: Any) -> dict[str, Page]:
    """The site with its roles, the lists of news and events, and a page of an association's own."""
    establish_roles()
    own = PlatformPageFactory(parent=home_page, title="Egen")
    call_command("association", ASSOCIATION, own.pk, verbosity=0)
    return {
        "home": home_page,
        "news": NewsIndexPageFactory(parent=home_page, title="Nyheter"),
        "events": EventIndexPageFactory(parent=home_page, title="Aktiviteter"),
        "own": own,
    }


@pytest.fixture
def kim(tree: dict[str, Page]) -> Client:
    """A communicator who is signed in."""
    return signed_in(user_in(COMMUNICATORS, "kim"))


@pytest.fixture
def eva(tree: dict[str, Page]) -> Client:
    """An association's editor who is signed in."""
    return signed_in(user_in(ASSOCIATION, "eva"))


def screen(client: Client) -> Any:
    """The first screen's answer."""
    response = client.get("/admin/")
    assert response.status_code == 200
    return response


def context_of(response: Any, name: str) -> Any:
    """What a panel was drawn with; ``None`` if it was not drawn."""
    drawn = [each for each in response.context if "panel" in each and {"rows", "actions"} & set(each.flatten())]
    found = [each for each in drawn if each["panel"].name == name]
    return found[0] if found else None


def titles(client: Client, name: str) -> list[str]:
    """The titles of a list on the first screen; none if the list is not there."""
    response = screen(client)
    context = context_of(response, name)
    found = [row.title for row in context["rows"]] if context else []
    assert (f'id="{name}-section"' in response.text) is bool(found)
    return found


def save_draft(client: Client, page: Page, **values: Any) -> None:
    """Save a draft as the editor does."""
    address = f"/admin/pages/{page.pk}/edit/"
    assert client.post(address, form_data(client, address, type(page), **values)).status_code == 302


def add_draft(client: Client, parent: Page, title: str) -> NewsPage:
    """Write a news item and leave it as a draft."""
    address = f"/admin/pages/add/news/newspage/{parent.pk}/"
    data = form_data(client, address, NewsPage, title=title, slug=title.lower().replace(" ", "-"))
    assert client.post(address, data).status_code == 302
    return NewsPage.objects.get(title=title)


def test_an_empty_site_shows_what_to_make_and_nothing_else(kim: Client):
    text = screen(kim).text

    assert [name for name in sorted(PANELS) if f'id="{name}-section"' in text] == ["quick_actions"]
    assert "site-summary" not in text
    assert "w-summary" not in text


def test_drafts_are_those_that_the_user_wrote_on_last(kim: Client, tree: dict[str, Page]):
    index = tree["news"]
    other = signed_in(user_in(COMMUNICATORS, "lo"))
    add_draft(other, index, SECRET)
    mine = add_draft(kim, index, "Mitt utkast")
    taken_over = add_draft(kim, index, "Någon annan skrev sist")
    save_draft(other, taken_over)
    published = NewsPageFactory(parent=index, title="Publicerad")
    save_draft(kim, published, title="Publicerad med ändringar")
    NewsPageFactory(parent=index, title="Orörd")

    response = screen(kim)

    rows = context_of(response, "my_drafts")["rows"]
    assert [(row.title, row.kind, row.note, row.url) for row in rows] == [
        (
            "Publicerad med ändringar",
            "Nyhet",
            "Publicerad, men inte de senaste ändringarna",
            f"/admin/pages/{published.pk}/edit/",
        ),
        ("Mitt utkast", "Nyhet", "Inte publicerad", f"/admin/pages/{mine.pk}/edit/"),
    ]
    assert "Dina utkast" in response.text


def test_what_is_in_review_scheduled_or_expired_is_no_draft(kim: Client, tree: dict[str, Page]):
    submitted, scheduled, expired = (add_draft(kim, tree["news"], title) for title in ("Ett", "Två", "Tre"))
    address = f"/admin/pages/{submitted.pk}/edit/"
    kim.post(address, form_data(kim, address, NewsPage) | {"action-submit": "Submit"})
    scheduled.go_live_at = in_days(3)
    scheduled.save_revision(user=scheduled.owner).publish()
    Page.objects.filter(pk=expired.pk).update(expired=True)

    assert titles(kim, "my_drafts") == []
    assert 'id="objects-in-workflow-section"' in screen(kim).text


def test_a_draft_that_was_sent_back_is_a_draft_again(kim: Client, tree: dict[str, Page]):
    page = add_draft(kim, tree["news"], "Utkast")
    address = f"/admin/pages/{page.pk}/edit/"
    kim.post(address, form_data(kim, address, NewsPage) | {"action-submit": "Submit"})
    reviewer = user_in(REVIEWERS, "robin")
    assert titles(kim, "my_drafts") == []
    assert 'id="awaiting-review-section"' in screen(signed_in(reviewer)).text

    page.current_workflow_task_state.reject(user=reviewer)

    assert titles(kim, "my_drafts") == ["Utkast"]


def test_a_draft_that_may_no_longer_be_edited_is_left_out(eva: Client, tree: dict[str, Page]):
    own = PlatformPageFactory(parent=tree["own"], title="Kvar")
    moved = PlatformPageFactory(parent=tree["own"], title=SECRET)
    for page in (own, moved):
        save_draft(eva, page)
    assert titles(eva, "my_drafts") == [SECRET, "Kvar"]

    moved.refresh_from_db()
    moved.move(tree["home"], pos="last-child")

    assert titles(eva, "my_drafts") == ["Kvar"]


def registration(days: float, **values: Any) -> Any:
    """An occasion in 20 days whose registration closes in some days."""
    return OccasionFactory.build(
        **{"with_registration": True, "starts_at": in_days(20), "registration_deadline": in_days(days)} | values
    )


def test_deadlines_are_listed_while_they_are_near(kim: Client, tree: dict[str, Page]):
    parent = tree["events"]
    ActivityPageFactory(parent=parent, title="Sedan", occasions=[registration(6, title="Del 2")])
    first = ActivityPageFactory(parent=parent, title="Först", occasions=[registration(2), registration(15)])
    left_out = {
        "Långt fram": registration(9),
        "Passerad": registration(-1),
        "Inställd": registration(3, status="cancelled"),
        "Full": registration(3, status="full"),
        "Inte öppen": registration(3, registration_opens_at=in_days(2)),
        "Utan anmälan": registration(3, registration_required=False),
    }
    for title, occasion in left_out.items():
        ActivityPageFactory(parent=parent, title=title, occasions=[occasion])
    ActivityPageFactory(parent=parent, title=SECRET, occasions=[registration(3)], live=False)

    rows = context_of(screen(kim), "near_deadlines")["rows"]

    assert [(row.title, row.kind, row.note) for row in rows] == [
        ("Först", "Aktivitet", ""),
        ("Sedan", "Aktivitet", "Del 2"),
    ]
    assert rows[0].url == f"/admin/pages/{first.pk}/edit/"
    assert "Sista anmälningsdag" in screen(kim).text
    assert str(timezone.localtime(in_days(2)).year) in rows[0].when


def test_full_events_are_listed_until_they_begin(kim: Client, tree: dict[str, Page]):
    parent = tree["events"]
    listed = {
        "Enligt arrangören": registration(9, status="full"),
        "Inga platser": registration(9, capacity=10, seats_left=0, starts_at=in_days(21)),
    }
    left_out = {
        "Platser": registration(9, capacity=10, seats_left=1),
        "Började": registration(-9, capacity=10, seats_left=0, starts_at=in_days(-1)),
        "Inställd": registration(9, capacity=10, seats_left=0, status="cancelled"),
    }
    for title, occasion in (listed | left_out).items():
        ActivityPageFactory(parent=parent, title=title, occasions=[occasion])
    ActivityPageFactory(parent=parent, title=SECRET, occasions=[registration(9, status="full")], live=False)

    assert titles(kim, "full_events") == list(listed)


def past(days: float, **values: Any) -> list[Any]:
    """One occasion that was some days ago."""
    return [OccasionFactory.build(starts_at=in_days(-days), **values)]


def test_conferences_that_took_place_are_listed_until_they_have_a_summary(kim: Client, tree: dict[str, Page]):
    parent = tree["events"]
    ConferencePageFactory(parent=parent, title="I förrgår", occasions=past(40), theme="")
    ConferencePageFactory(parent=parent, title="Igår", occasions=past(1), theme="Hälsa")
    ConferencePageFactory(parent=parent, title="Sammanfattad", summarised=True)
    ConferencePageFactory(parent=parent, title="Framåt")
    ConferencePageFactory(parent=parent, title="Pågår", occasions=[*past(1), OccasionFactory.build()])
    ConferencePageFactory(parent=parent, title="Inställd", occasions=past(3, status="cancelled"))
    ConferencePageFactory(parent=parent, title="Länge sedan", occasions=past(740))
    ConferencePageFactory(parent=parent, title=SECRET, occasions=past(2), live=False)
    ConferencePageFactory(
        parent=parent,
        title="Har en dag",
        occasions=past(2),
        summary_published_on=timezone.localdate() + dt.timedelta(days=3),
        summary_lead="Snart.",
    )
    ActivityPageFactory(parent=parent, title="Aktivitet", occasions=past(2))

    rows = context_of(screen(kim), "missing_summaries")["rows"]

    assert [(row.title, row.kind, row.note) for row in rows] == [
        ("Igår", "Konferens", "Hälsa"),
        ("I förrgår", "Konferens", ""),
    ]


def test_a_conference_without_a_summary_leads_to_where_it_is_begun(kim: Client, tree: dict[str, Page]):
    page = ConferencePageFactory(parent=tree["events"], title="Igår", occasions=past(1))
    editor = f"/admin/pages/{page.pk}/edit/"

    row = context_of(screen(kim), "missing_summaries")["rows"][0]

    assert row.url == f"{editor}#:w:contentpath=summary_published_on"
    tab = BeautifulSoup(kim.get(editor).text, "html.parser").select_one(
        "section[role=tabpanel]:has([data-contentpath=summary_published_on])"
    )
    assert [link["href"] for link in tab.select("a.button")] == [f"/admin/events/{page.pk}/summary/"]


def test_an_associations_editor_sees_no_events_of_others(eva: Client, kim: Client, tree: dict[str, Page]):
    parent = tree["events"]
    ActivityPageFactory(parent=parent, title=SECRET, occasions=[registration(3)])
    ActivityPageFactory(parent=parent, title=SECRET, occasions=[registration(9, status="full")])
    ConferencePageFactory(parent=parent, title=SECRET, occasions=past(2))
    names = ["near_deadlines", "full_events", "missing_summaries"]

    assert {name: titles(kim, name) for name in names} == {name: [SECRET] for name in names}
    assert {name: titles(eva, name) for name in names} == {name: [] for name in names}
    assert SECRET not in screen(eva).text


def test_pages_of_all_types_are_looked_over_when_their_day_has_come(kim: Client, eva: Client, tree: dict[str, Page]):
    today = timezone.localdate()
    days = {"Igår": today - dt.timedelta(days=1), "Imorgon": today + dt.timedelta(days=1), "Utan dag": None}
    for title, day in days.items():
        NewsPageFactory(parent=tree["news"], title=title, review_on=day)
    ActivityPageFactory(parent=tree["events"], title="Idag", review_on=today)
    PlatformPageFactory(parent=tree["own"], title="Förra året", review_on=today - dt.timedelta(days=365))
    NewsPageFactory(parent=tree["news"], title=SECRET, review_on=today, live=False)

    assert titles(kim, "pages_to_review") == ["Förra året", "Igår", "Idag"]
    assert titles(eva, "pages_to_review") == ["Förra året"]


def test_a_page_is_looked_over_by_publishing_it_with_another_day(tree: dict[str, Page]):
    page = NewsPageFactory(parent=tree["news"], title="Nyhet", review_on=timezone.localdate())
    client = signed_in(user_in(REVIEWERS, "robin"))
    assert titles(client, "pages_to_review") == ["Nyhet"]

    edit_page(client, page, review_on=str(timezone.localdate() + dt.timedelta(days=90)))

    assert titles(client, "pages_to_review") == []


def test_a_copy_has_no_day_to_be_looked_over(tree: dict[str, Page]):
    page = NewsPageFactory(parent=tree["news"], title="Nyhet", review_on=timezone.localdate())
    page.save_revision()

    copy = page.copy(update_attrs={"slug": "kopia"})

    assert NewsPage.objects.get(pk=copy.pk).review_on is None
    assert copy.get_latest_revision_as_object().review_on is None


def test_contacts_are_for_those_who_may_renew_them(kim: Client, eva: Client):
    today = timezone.localdate()
    passed = ContactFactory(name="Passerad", public_until=today - dt.timedelta(days=1))
    ContactFactory(name="Sista dagen", public_until=today)
    ContactFactory(name="Utan dag")
    ContactFactory(name=SECRET, public_until=today - dt.timedelta(days=2), live=False)

    assert titles(kim, "contacts_to_renew") == ["Passerad"]
    assert titles(eva, "contacts_to_renew") == []
    context = context_of(screen(kim), "contacts_to_renew")
    assert context["rows"][0].url == f"/admin/snippets/cms/contact/edit/{passed.pk}/"
    assert [each.name for each in kim.get(context["more_url"]).context["page_obj"]] == ["Passerad"]


AGES = "Vi ses i höst."
IS_CUT = "Människor mår bra av att känna sammanhang, förstå sin […]"
REPORT = "/admin/lint/?severity="


def numbers(client: Client) -> dict[str, int]:
    """The numbers of problems on the first screen, by the address that they lead to; advice is left out."""
    context = context_of(screen(client), "content_problems")
    found = {url.removeprefix(REPORT): number for _severity, number, url in context["rows"]} if context else {}
    found.pop("advice", None)
    return found


def test_problems_are_counted_by_severity_on_what_may_be_edited(kim: Client, eva: Client, tree: dict[str, Page]):
    NewsPageFactory(parent=tree["news"], summary=AGES)
    NewsPageFactory(parent=tree["news"], summary=IS_CUT)
    PlatformPageFactory(parent=tree["own"], summary=AGES)
    NewsPageFactory(parent=tree["news"], summary=IS_CUT, live=False)
    assert numbers(kim) == {}
    call_command("count_problems", verbosity=0)

    assert numbers(kim) == {"error": 1, "warning": 2}
    assert numbers(eva) == {"warning": 1}
    assert "Innehåll att rätta" in screen(kim).text
    report = kim.get(f"{REPORT}error")
    assert [row["problem"].rule for row in report.context["rows"]] == ["cut-off"]


def test_problems_are_counted_anew_when_a_page_is_published_or_taken_away(tree: dict[str, Page]):
    page = NewsPageFactory(parent=tree["news"], title="Nyhet", summary=AGES)
    call_command("count_problems", verbosity=0)
    client = signed_in(user_in(REVIEWERS, "robin"))
    assert numbers(client) == {"warning": 1}

    edit_page(client, page, summary="Vi ses den 3 september 2026.")
    assert numbers(client) == {}

    edit_page(client, page, summary=AGES, lint_reason="Det stämmer.")
    assert numbers(client) == {"warning": 1}

    client.post(f"/admin/pages/{page.pk}/unpublish/")
    assert numbers(client) == {}


def test_only_outdated_numbers_are_counted_again(tree: dict[str, Page]):
    changed, old, new = (NewsPageFactory(parent=tree["news"]) for _number in range(3))
    pages = len(list(tree["home"].get_descendants(inclusive=True)))
    NewsPageFactory(parent=tree["news"], live=False)
    assert (count_outdated(), count_outdated()) == (pages, 0)
    now = timezone.now()
    Page.objects.filter(pk=changed.pk).update(last_published_at=now)
    LintCount.objects.filter(page=old).update(counted_at=now - dt.timedelta(days=1, minutes=1))
    before = LintCount.objects.get(page=new).counted_at

    assert count_outdated() == 2

    assert LintCount.objects.get(page=new).counted_at == before
    assert LintCount.objects.filter(page__in=[changed, old], counted_at__gt=now).count() == 2


def test_the_worker_counts_no_more_at_once_than_takes_seconds(tree: dict[str, Page], monkeypatch: pytest.MonkeyPatch):
    pages = [tree["home"], tree["own"], tree["news"], tree["events"]]
    monkeypatch.setattr("cms.lint.counts.AT_ONCE", 3)

    assert [count_outdated(), count_outdated(), count_outdated()] == [3, len(pages) - 3, 0]


def actions(client: Client) -> list[tuple[str, str]]:
    """The words of the buttons on the first screen, and where they lead."""
    context = context_of(screen(client), "quick_actions")
    return [(action.label, action.url) for action in context["actions"]]


def test_buttons_lead_to_forms_for_new_pages(kim: Client, tree: dict[str, Page]):
    found = actions(kim)

    assert found == [
        ("Ny nyhet", f"/admin/pages/add/news/newspage/{tree['news'].pk}/"),
        ("Ny aktivitet", f"/admin/pages/add/events/activitypage/{tree['events'].pk}/"),
        ("Ny konferens", f"/admin/pages/add/events/conferencepage/{tree['events'].pk}/"),
    ]
    assert [kim.get(url).status_code for _label, url in found] == [200, 200, 200]


def test_no_button_leads_where_one_may_not_make_anything(eva: Client):
    assert actions(eva) == []
    assert "Skapa nytt" not in screen(eva).text


def test_buttons_are_for_the_main_language_and_tell_places_apart(kim: Client, tree: dict[str, Page], root_page: Page):
    english = HomePageFactory(parent=root_page, slug="home", locale=Locale.objects.get(language_code="en"))
    NewsIndexPageFactory(parent=english, title="News", locale=english.locale)
    assert [label for label, _url in actions(kim)] == ["Ny nyhet", "Ny aktivitet", "Ny konferens"]

    second = NewsIndexPageFactory(parent=HomePageFactory(parent=root_page, slug="annan"), title="Föreningsnytt")

    assert actions(kim)[:2] == [
        ("Ny nyhet (Nyheter)", f"/admin/pages/add/news/newspage/{tree['news'].pk}/"),
        ("Ny nyhet (Föreningsnytt)", f"/admin/pages/add/news/newspage/{second.pk}/"),
    ]


def test_lists_end_after_some_rows_and_lead_to_the_rest(kim: Client, tree: dict[str, Page]):
    for number in range(7):
        add_draft(kim, tree["news"], f"Utkast {number}")
        ActivityPageFactory(parent=tree["events"], title=f"Aktivitet {number}", occasions=[registration(3)])
    response = screen(kim)

    drafts, deadlines = context_of(response, "my_drafts"), context_of(response, "near_deadlines")
    links = BeautifulSoup(response.text, "html.parser").select(".first-screen-more a")
    assert [link.get_text() for link in links] == ["Alla sidor som du har ändrat", "Alla i listan över aktiviteter"]

    assert [row.title for row in drafts["rows"]] == [f"Utkast {number}" for number in (6, 5, 4, 3, 2)]
    assert [row.title for row in deadlines["rows"]] == [f"Aktivitet {number}" for number in range(5)]
    all_near = kim.get(deadlines["more_url"]).context["page_obj"]
    assert {page.title for page in all_near} == {f"Aktivitet {number}" for number in range(7)}
    everything = kim.get(drafts["more_url"]).context["page_obj"]
    assert {page.title for page in everything} == {f"Utkast {number}" for number in range(7)}


def test_an_association_s_editor_is_led_to_the_pages_that_she_has_changed(eva: Client, tree: dict[str, Page]):
    save_draft(eva, PlatformPageFactory(parent=tree["own"], title="Min"), title="Min")
    PlatformPageFactory(parent=tree["own"], title="Annans")
    response = eva.get(context_of(screen(eva), "my_drafts")["more_url"])
    assert [page.title for page in response.context["page_obj"]] == ["Min"]


def fill(tree: dict[str, Page], client: Client) -> None:
    """Make one row for every list."""
    today = timezone.localdate()
    add_draft(client, tree["news"], f"Utkast {Page.objects.count()}")
    ActivityPageFactory(parent=tree["events"], occasions=[registration(3)])
    ActivityPageFactory(parent=tree["events"], occasions=[registration(9, status="full")])
    ConferencePageFactory(parent=tree["events"], occasions=past(2))
    NewsPageFactory(parent=tree["news"], summary=AGES, review_on=today)
    ContactFactory(public_until=today - dt.timedelta(days=1))
    call_command("count_problems", verbosity=0)


@pytest.mark.parametrize("group", [COMMUNICATORS, ADMINISTRATORS])
def test_three_rows_of_each_list_cost_no_more_statements_than_one(tree: dict[str, Page], group: str):
    client = signed_in(user_in(group))
    statements = []
    for rows in (1, 3):
        while len(titles(client, "missing_summaries")) < rows:
            fill(tree, client)
        # Rendered above with the same rows, so that what is kept in memory between requests is there.
        with CaptureQueriesContext(connection) as captured:
            response = screen(client)
        statements.append(len(captured))
        drawn = {name: context_of(response, name) for name in PANELS - {"quick_actions", "content_problems"}}
        assert {name: len(context["rows"]) for name, context in drawn.items()} == dict.fromkeys(drawn, rows)

    assert statements[0] == statements[1]
