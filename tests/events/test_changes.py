"""What visitors are told when an event changes from one publication to the next."""

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowTask,
)
from wagtail.test.utils.form_data import nested_form_data

from events.changes import Change, PublishedItem, PublishedOccasion, differences
from events.enums import ChangedField, EventAttendance, OccasionStatus
from events.models import ActivityPage, EventChange, Occasion, ProgrammeItem, PublishedFacts, Speaker
from tests.admin_forms import edit_page, errors_of, form_data
from tests.events.test_admin import occasion_data
from tests.factories.events import ActivityPageFactory, OccasionFactory

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PATH = "/aktiviteter/traffar/"
QUERY = """query($path: String!) { page(path: $path) { ... on EventInterface {
    changes { changedAt occasion { id title } field before after } } } }"""


def at(month, day, hour=0, minute=0):
    """Return an instant of 2017 by the clock in Stockholm."""
    return dt.datetime(2017, month, day, hour, minute, tzinfo=STOCKHOLM)


def item(**values):
    """Return an item of a programme as it was published."""
    facts = {"day": 1, "starts": "18:00", "ends": "18:30", "title": "Mingel", "speakers": []}
    return cast(PublishedItem, facts | values)


def published(pk=1, **values):
    """Return an occasion as it was published."""
    texts = {"title": "", "date": "2017-10-19", "place": "", "attendance": "ON_SITE", "deadline": "", "status": "OPEN"}
    return cast(PublishedOccasion, texts | {"pk": pk, "programme": []} | values)


class TestDifferences:
    """The comparison of two publications, on plain data."""

    @pytest.mark.parametrize(
        ("key", "field"),
        [
            ("date", ChangedField.DATE),
            ("place", ChangedField.PLACE),
            ("attendance", ChangedField.ATTENDANCE),
            ("deadline", ChangedField.DEADLINE),
            ("status", ChangedField.STATUS),
        ],
    )
    def test_of_one_text(self, key, field):
        assert differences([published(**{key: "förut"})], [published(**{key: "nu"})]) == [
            Change(1, field, "förut", "nu")
        ]

    def test_none(self):
        occasions = [published(programme=[item()]), published(2)]
        assert differences(occasions, occasions) == differences([], []) == []

    def test_a_new_title_or_order_is_none(self):
        assert differences([published(title="A"), published(2)], [published(2), published(title="B")]) == []

    def test_several_of_one_occasion(self):
        [moved, later] = differences([published()], [published(status="MOVED", date="2017-11-01")])
        assert (moved, later) == (
            Change(1, ChangedField.STATUS, "OPEN", "MOVED"),
            Change(1, ChangedField.DATE, "2017-10-19", "2017-11-01"),
        )

    def test_an_occasion_more_and_an_occasion_less(self):
        before = [published(1), published(2, title="Träff 2", date="2017-11-23")]
        after = [published(1), published(3, title="Träff 3", date="2017-12-01")]
        assert differences(before, after) == [
            Change(3, ChangedField.OCCASION_ADDED, "", "2017-12-01 Träff 3"),
            Change(None, ChangedField.OCCASION_REMOVED, "2017-11-23 Träff 2", ""),
        ]

    def test_a_row_made_anew_is_known_by_its_date_or_its_title(self):
        before = [published(1), published(2, title="Träff 2", date="2017-11-23", place="Falkenberg")]
        by_title = published(8, title="Träff 2", date="2017-12-01", place="Falkenberg")
        assert differences(before, [by_title, published(9, place="Laholm")]) == [
            Change(8, ChangedField.DATE, "2017-11-23", "2017-12-01"),
            Change(9, ChangedField.PLACE, "", "Laholm"),
        ]

    def test_of_a_programme_are_the_items_that_differ(self):
        same = item(title="Registrering")
        before = [published(programme=[same, item(), item(title="Samtal", ends="")])]
        speakers = ["Eva Exempel, professor", "Region Halland"]
        after = [published(programme=[same, item(starts="18:15"), item(day=2, speakers=speakers)])]
        assert differences(before, after) == [
            Change(
                1,
                ChangedField.PROGRAMME,
                "18:00–18:30 Mingel\n18:00 Samtal",
                "18:15–18:30 Mingel\nDag 2 18:00–18:30 Mingel (Eva Exempel, professor; Region Halland)",
            )
        ]

    def test_a_programme_in_another_order_is_none(self):
        items = [item(), item(title="Samtal")]
        assert differences([published(programme=items)], [published(programme=items[::-1])]) == []


@pytest.fixture
def meetings(site, event_index):
    """Two meetings, published once: one in Halmstad with a deadline, one online."""
    programme = [
        ProgrammeItem(sort_order=0, start_time=dt.time(18), end_time=dt.time(18, 30), title="Registrering"),
        ProgrammeItem(
            sort_order=1,
            start_time=dt.time(18, 30),
            title="Samverkan",
            speakers=[Speaker(name="Eva Exempel", organisation="Region Halland")],
        ),
    ]
    first = OccasionFactory.build(
        title="Träff 1",
        starts_at=at(10, 19, 18),
        ends_at=at(10, 19, 20),
        registration_required=True,
        registration_email="anmalan@example.org",
        registration_deadline=at(10, 12, 23, 59),
        sort_order=0,
        programme=programme,
    )
    second = OccasionFactory.build(title="Träff 2", starts_at=at(11, 23, 18), ends_at=None, online=True, sort_order=1)
    page = ActivityPageFactory(parent=event_index, slug="traffar", title="Träffar", occasions=[first, second])
    page.save_revision().publish()
    return page


def fresh(page):
    """Return the page as it is in the database."""
    return type(page).objects.get(pk=page.pk)


def revise(page, place=0, **values):
    """Return a page in memory whose occasion at ``place`` has other values."""
    page = fresh(page).get_latest_revision_as_object()
    occasions = list(page.occasions.all())
    for name, value in values.items():
        setattr(occasions[place], name, value)
    page.occasions = occasions
    return page


def republish(page, place=0, **values):
    """Publish the page with other values of one occasion."""
    revise(page, place, **values).save_revision().publish()


@pytest.fixture
def changes(query_data):
    """Return a function that asks for the changes of the meetings as a visitor."""
    return lambda path=PATH: query_data(QUERY, path=path)["page"]["changes"]


@pytest.fixture
def told(changes):
    """Return a function that asks for what changed, without occasion and instant."""
    return lambda path=PATH: [(each["field"], each["before"], each["after"]) for each in changes(path)]


# Ticked boxes come without a value in the form's HTML, and would be sent back empty.
TICKED = {"occasions-0-registration_required": "on"}
EXTENDED = ("DEADLINE", "2017-10-12T23:59:00+02:00", "2017-10-16T23:59:00+02:00")


def test_an_editor_in_another_time_zone_changes_no_times(meetings, changes):
    with timezone.override("Europe/Helsinki"):
        republish(meetings)
    republish(meetings)
    assert changes() == []


class TestPublishing:
    """Each way to publish records what differs, once."""

    def test_in_the_admin(self, admin_client, meetings, changes):
        first, second = meetings.occasions.all()
        response = edit_page(
            admin_client,
            fresh(meetings),
            **TICKED,
            **{
                "occasions-0-starts_at": "2017-10-26 18:00",
                "occasions-0-ends_at": "2017-10-26 20:30",
                "occasions-0-status": "moved",
                "occasions-0-venue_name": "Rotundan",
                "occasions-0-street_address": "Storgatan 1",
                "occasions-0-registration_deadline": "2017-10-16",
                "occasions-0-programme-1-title": "Samverkan i Halland",
                "occasions-1-attendance": "hybrid",
                "occasions-1-venue_name": "Biblioteket",
                "occasions-1-city": "Falkenberg",
                "occasions-1-municipality": "falkenberg",
            },
        )
        assert errors_of(response) == {}
        page = fresh(meetings)
        of_first = {"occasion": {"id": str(first.pk), "title": "Träff 1"}}
        of_second = {"occasion": {"id": str(second.pk), "title": "Träff 2"}}
        when = {"changedAt": timezone.localtime(page.last_published_at).isoformat(timespec="seconds")}
        assert changes() == [
            when | of_first | {"field": "STATUS", "before": "PLANNED", "after": "MOVED"},
            when
            | of_first
            | {
                "field": "DATE",
                "before": "2017-10-19T18:00:00+02:00/2017-10-19T20:00:00+02:00",
                "after": "2017-10-26T18:00:00+02:00/2017-10-26T20:30:00+02:00",
            },
            when
            | of_first
            | {
                "field": "PLACE",
                "before": "Halmstads Teater, Halmstad",
                "after": "Rotundan, Storgatan 1, Halmstad",
            },
            when | of_first | dict(zip(("field", "before", "after"), EXTENDED, strict=True)),
            when
            | of_first
            | {
                "field": "PROGRAMME",
                "before": "18:30 Samverkan (Eva Exempel, Region Halland)",
                "after": "18:30 Samverkan i Halland (Eva Exempel, Region Halland)",
            },
            when | of_second | {"field": "ATTENDANCE", "before": "ONLINE", "after": "HYBRID"},
            when | of_second | {"field": "PLACE", "before": "Teams", "after": "Biblioteket, Falkenberg, Teams"},
        ]

    def test_occasions_keep_their_keys_from_one_publication_to_the_next(self, admin_client, meetings, told):
        keys = [occasion.pk for occasion in meetings.occasions.all()]
        third = occasion_data(title="Träff 3", starts_at="2017-12-01 18:00", ends_at="")
        new = nested_form_data({"occasions-2": third}) | {"occasions-2-id": "", "occasions-2-ORDER": "3"}
        response = edit_page(admin_client, fresh(meetings), **TICKED, **new, **{"occasions-TOTAL_FORMS": "3"})
        assert errors_of(response) == {}
        added = Occasion.objects.get(title="Träff 3").pk
        edit_page(admin_client, fresh(meetings), **TICKED, title="Tre träffar")
        edit_page(admin_client, fresh(meetings), **TICKED, **{"occasions-1-DELETE": "on"})
        assert [occasion.pk for occasion in fresh(meetings).occasions.all()] == [keys[0], added]
        assert told() == [
            ("OCCASION_REMOVED", "2017-11-23T18:00:00+01:00 Träff 2", ""),
            ("OCCASION_ADDED", "", "2017-12-01T18:00:00+01:00 Träff 3"),
        ]

    def test_by_a_schedule_when_it_comes(self, meetings, told):
        page = revise(meetings, registration_deadline=at(10, 16, 23, 59))
        page.go_live_at = timezone.now() + dt.timedelta(hours=1)
        page.save_revision().publish()
        assert told() == []
        meetings.revisions.update(approved_go_live_at=timezone.now() - dt.timedelta(minutes=1))
        revision = meetings.revisions.order_by("-pk").first()
        revision.content["go_live_at"] = None
        revision.save()
        call_command("publish_scheduled", verbosity=0)
        assert told() == [EXTENDED]

    def test_by_a_workflow(self, settings, meetings, told):
        settings.WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
        user = User.objects.create_superuser("granskare", "g@example.org", "a long password")
        workflow = Workflow.objects.create(name="Granskning")
        task = GroupApprovalTask.objects.create(name="Granskning")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        revise(meetings, registration_deadline=at(10, 16, 23, 59)).save_revision()
        state = workflow.start(fresh(meetings), user)
        assert told() == []
        state.current_task_state.approve(user=user)
        assert told() == [EXTENDED]

    def test_by_code_the_latest_first(self, meetings, told):
        republish(meetings, registration_deadline=at(10, 16, 23, 59))
        republish(meetings, 1, status=OccasionStatus.CANCELLED)
        assert told() == [("STATUS", "PLANNED", "CANCELLED"), EXTENDED]

    def test_an_older_revision_again(self, meetings, told):
        first = meetings.latest_revision
        republish(meetings, registration_deadline=at(10, 16, 23, 59))
        first.publish(previous_revision=first)
        assert told() == [(EXTENDED[0], EXTENDED[2], EXTENDED[1]), EXTENDED]

    def test_after_a_time_out_of_sight(self, admin_client, meetings, told):
        fresh(meetings).unpublish()
        url = reverse("wagtailadmin_pages:edit", args=[meetings.pk])
        later = {"occasions-0-registration_deadline": "2017-10-16"}
        draft = form_data(admin_client, url, ActivityPage, **TICKED, **later)
        assert admin_client.post(url, draft).status_code == 302
        assert EventChange.objects.count() == 0
        assert Occasion.objects.filter(registration_deadline=at(10, 16, 23, 59)).exists()
        edit_page(admin_client, fresh(meetings), **TICKED)
        assert told() == [EXTENDED]

    def test_an_event_that_was_live_before_changes_were_recorded(self, meetings, told):
        PublishedFacts.objects.all().delete()
        republish(meetings, registration_deadline=at(10, 16, 23, 59))
        assert told() == [EXTENDED]

    def test_a_deadline_counts_only_where_one_registers(self, meetings, told):
        republish(meetings, 1, registration_deadline=at(11, 1))
        assert told() == []
        republish(meetings, registration_required=False)
        assert told() == [("DEADLINE", EXTENDED[1], "")]


def test_a_preview_has_the_occasions_of_the_draft(query_data, meetings):
    republish(meetings, registration_deadline=at(10, 16, 23, 59))
    republish(meetings, 1, status=OccasionStatus.FULL)
    draft = revise(meetings, title="Första träffen")
    draft.occasions = list(draft.occasions.all())[:1]
    token = draft.create_page_preview().token
    query = QUERY.replace("$path", "$token").replace("path:", "token:")
    changes = query_data(query, token=token)["page"]["changes"]
    occasion = {"id": str(draft.occasions.all()[0].pk), "title": "Första träffen"}
    assert [(each["field"], each["occasion"]) for each in changes] == [("STATUS", None), ("DEADLINE", occasion)]


class TestNothingToTell:
    """What is no change of what visitors were told."""

    def test_the_first_publication_and_one_without_difference(self, meetings, told):
        republish(meetings)
        republish(meetings, title="Samtalsträff 1", introduction="<p>Välkommen.</p>", capacity=30)
        assert told() == []

    def test_a_draft(self, meetings, told):
        revise(meetings, venue_name="hemligt").save_revision()
        assert told() == []
        assert EventChange.objects.count() == 0

    def test_an_event_that_was_never_published(self, event_index):
        page = ActivityPageFactory(parent=event_index, live=False)
        republish(page, venue_name="Rotundan")
        assert EventChange.objects.count() == 0

    def test_other_pages(self, event_index):
        event_index.save_revision().publish()
        assert EventChange.objects.count() == PublishedFacts.objects.count() == 0

    def test_a_draft_in_memory_has_none(self):
        page = ActivityPage(title="Utkast")
        page.occasions.add(OccasionFactory.build())
        assert page.related("changes") == []


class TestHidden:
    """What nobody may see."""

    @pytest.fixture
    def secret(self, meetings, changes):
        republish(meetings, venue_name="hemligt")
        assert "hemligt" in str(changes())
        return EventChange.objects.get()

    def test_a_change_that_an_editor_leaves_out(self, meetings, secret, told):
        republish(meetings, registration_deadline=at(10, 16, 23, 59))
        secret.is_shown = False
        secret.save()
        assert told() == [EXTENDED]

    @pytest.mark.parametrize("hide", ["draft", "expired", "login"])
    def test_those_of_an_event_that_is_hidden(self, query_data, meetings, secret, hide):
        if hide == "draft":
            fresh(meetings).unpublish()
        elif hide == "expired":
            Page.objects.filter(pk=meetings.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))
        else:
            PageViewRestriction.objects.create(page=meetings.get_parent(), restriction_type=PageViewRestriction.LOGIN)
        assert list(EventChange.objects.visible()) == []
        assert query_data(QUERY, path=PATH) == {"page": None}


class TestCopies:
    """A copy starts without changes; an alias says what its source says."""

    @pytest.fixture
    def extended(self, meetings):
        republish(meetings, registration_deadline=at(10, 16, 23, 59))
        return fresh(meetings)

    def test_a_copy(self, extended, told):
        copy = extended.copy(update_attrs={"slug": "kopia"}, keep_live=True)
        assert told("/aktiviteter/kopia/") == []
        republish(copy, status=OccasionStatus.FULL)
        assert told("/aktiviteter/kopia/") == [("STATUS", "PLANNED", "FULL")]
        assert told() == [EXTENDED]

    def test_a_translation(self, extended, told):
        copy = extended.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        republish(copy, status=OccasionStatus.FULL)
        assert told("/en/aktiviteter/traffar/") == []

    def test_an_alias(self, extended, changes):
        alias = extended.create_alias(update_slug="alias")
        republish(extended, 1, status=OccasionStatus.FULL)
        own = [str(occasion.pk) for occasion in fresh(alias).occasions.all()]
        assert [(each["occasion"]["id"], each["field"]) for each in changes("/aktiviteter/alias/")] == [
            (own[1], "STATUS"),
            (own[0], "DEADLINE"),
        ]
        full = EventChange.objects.get(event=extended, field=ChangedField.STATUS)
        full.is_shown = False
        full.save()
        assert [each["field"] for each in changes("/aktiviteter/alias/")] == ["DEADLINE"]

    def test_deleting_an_event_takes_its_changes_along(self, extended):
        extended.delete()
        assert EventChange.objects.count() == PublishedFacts.objects.count() == 0


def address(page):
    return reverse("event_changes", args=[page.pk])


class TestEditors:
    """The list of changes in the admin."""

    @pytest.fixture
    def two(self, meetings):
        republish(meetings, registration_deadline=at(10, 16, 23, 59))
        republish(meetings, 1, venue_name="hemligt", attendance=EventAttendance.HYBRID)
        return meetings

    @pytest.fixture
    def editor(self, two):
        """A client signed in as one who may edit and publish the event, and nothing more."""
        group = Group.objects.create(name="Redaktion")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for name in ("change_page", "publish_page"):
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
            GroupPagePermission.objects.create(group=group, page=two.get_parent(), permission=right)
        user = User.objects.create_user("redaktör", password="a long password")
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    def boxes(self, client, page):
        """Return the form as a browser would send it, every box ticked."""
        forms = client.get(address(page)).context["formset"]
        data: dict[str, Any] = {"form-TOTAL_FORMS": len(forms.forms), "form-INITIAL_FORMS": len(forms.forms)}
        for form in forms:
            data |= {f"{form.prefix}-id": form.instance.pk, f"{form.prefix}-is_shown": "on"}
        return data

    def ticked(self, html):
        """Return which boxes are ticked, in order."""
        boxes = BeautifulSoup(html, "html.parser").select('input[name$="-is_shown"]')
        return [box.has_attr("checked") for box in boxes]

    def test_the_event_leads_to_it(self, editor, two):
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[two.pk])).content.decode()
        assert address(two) in html
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[two.get_parent().pk])).content.decode()
        assert "/changes/" not in html

    def test_shows_what_changed(self, editor, two):
        html = editor.get(address(two)).content.decode()
        table = [
            [cell.get_text(strip=True) for cell in row.select("td")][1:5]
            for row in BeautifulSoup(html, "html.parser").select("tbody tr")
        ]
        assert table == [
            ["Träff 2", str(ChangedField.ATTENDANCE.label), "Digitalt", "På plats och digitalt"],
            ["Träff 2", str(ChangedField.PLACE.label), "Teams", "hemligt, Teams"],
            ["Träff 1", str(ChangedField.DEADLINE.label), "2017-10-12 23:59", "2017-10-16 23:59"],
        ]
        assert self.ticked(html) == [True, True, True]

    def test_says_in_words_what_changed_of_an_occasion(self, editor, two):
        later = {"starts_at": at(11, 24, 18), "ends_at": at(11, 24, 20), "status": OccasionStatus.CANCELLED}
        republish(two, 1, **later)
        page = fresh(two)
        page.occasions = list(page.occasions.all())[:1]
        page.save_revision().publish()
        soup = BeautifulSoup(editor.get(address(two)).content.decode(), "html.parser")
        cells = [[cell.get_text(strip=True) for cell in row.select("td")][3:5] for row in soup.select("tbody tr")]
        assert cells[:3] == [
            ["2017-11-24 18:00 – 2017-11-24 20:00 Träff 2", ""],
            ["Enligt plan", "Inställt"],
            ["2017-11-23 18:00", "2017-11-24 18:00 – 2017-11-24 20:00"],
        ]

    def test_leaves_a_change_out_and_takes_it_in_again(self, editor, two, told):
        data = self.boxes(editor, two)
        assert [each[0] for each in told()] == ["ATTENDANCE", "PLACE", "DEADLINE"]
        less = {name: value for name, value in data.items() if name != "form-1-is_shown"}
        assert editor.post(address(two), less).status_code == 302
        assert told() == [("ATTENDANCE", "ONLINE", "HYBRID"), EXTENDED]
        assert self.ticked(editor.get(address(two)).content.decode()) == [True, False, True]
        assert editor.post(address(two), data).status_code == 302
        assert [each[0] for each in told()] == ["ATTENDANCE", "PLACE", "DEADLINE"]

    def test_says_so_when_nothing_has_changed(self, admin_client, site, event_index):
        page = ActivityPageFactory(parent=event_index)
        response = admin_client.get(address(page))
        assert response.status_code == 200
        assert "<form" not in response.content.decode().split("<main", 1)[-1].split("</main", 1)[0]

    def test_a_broken_form_changes_nothing(self, editor, two, told):
        before = told()
        data = self.boxes(editor, two) | {"form-0-id": "999999"}
        assert editor.post(address(two), data).url == address(two)
        assert told() == before

    def test_changes_of_another_event_stay_as_they_are(self, editor, two, event_index):
        other = ActivityPageFactory(parent=event_index)
        change = EventChange.objects.create(event=other, field=ChangedField.PLACE, changed_at=timezone.now())
        data = self.boxes(editor, two) | {"form-0-id": change.pk}
        del data["form-0-is_shown"]
        editor.post(address(two), data)
        assert not EventChange.objects.filter(is_shown=False).exists()

    def test_is_for_those_who_may_edit_the_event(self, two, editor, client):
        GroupPagePermission.objects.all().update(page=two.get_parent().get_parent())
        assert editor.get(address(two)).status_code == 200
        elsewhere = ActivityPageFactory(parent=two.get_parent(), slug="annan")
        GroupPagePermission.objects.all().update(page=elsewhere)
        for response in (editor.get(address(two)), editor.post(address(two), {}), client.get(address(two))):
            assert response.status_code == 302
            assert response.url.startswith("/admin/")

    @pytest.mark.parametrize("obstacle", ["no right to publish", "a lock"])
    def test_is_only_shown_to_who_may_not_publish_now(self, two, editor, told, obstacle):
        data, before = self.boxes(editor, two), told()
        del data["form-0-is_shown"]
        if obstacle == "a lock":
            ActivityPage.objects.update(locked=True, locked_by=User.objects.create_user("annan"))
        else:
            GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        soup = BeautifulSoup(editor.get(address(two)).content.decode(), "html.parser")
        assert [box.has_attr("disabled") for box in soup.select('input[name$="-is_shown"]')] == [True] * 3
        assert soup.select_one("main form button[type=submit]") is None
        assert editor.post(address(two), data).status_code == 302
        assert told() == before

    def test_an_alias_and_another_page_have_none(self, admin_client, two):
        alias = fresh(two).create_alias(update_slug="alias")
        pages = [alias, two.get_parent()]
        assert [admin_client.get(address(page)).status_code for page in pages] == [404, 404]


def test_costs_the_same_for_one_event_and_for_three(query_data, site, event_index):
    query = """{ events(when: ALL) { nodes { changes { id changedAt field before after
        occasion { id title ordinal venue { city } } } } } }"""

    def add():
        page = ActivityPageFactory(parent=event_index, occasions=[OccasionFactory.build(), OccasionFactory.build()])
        republish(page, venue_name="Rotundan")
        republish(page, 1, status=OccasionStatus.FULL)

    def cost():
        query_data(query)
        with CaptureQueriesContext(connection) as queries:
            nodes = query_data(query)["events"]["nodes"]
        return len(queries), sum(len(node["changes"]) for node in nodes)

    add()
    one = cost()
    add()
    add()
    three = cost()
    assert (one[1], three[1]) == (2, 6)
    assert one[0] == three[0]
