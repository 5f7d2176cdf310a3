"""An event set up again for a new year, through the admin."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from events.models import ActivityPage, ConferencePage, EventChange, PublishedFacts
from tests.factories.cms import PageDocumentFactory
from tests.factories.events import (
    ActivityPageFactory,
    ConferenceKeyPointFactory,
    ConferencePageFactory,
    ConferenceSummaryDocumentFactory,
    EventNoticeFactory,
    OccasionFactory,
    ProgrammeItemFactory,
    SpeakerFactory,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(year, month, day, hour=18, minute=0):
    """Return an instant by the clock in Stockholm."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=STOCKHOLM)


@pytest.fixture
def conference(site, event_index):
    """A conference of 2025 with all that a year leaves behind: two steps, one of them cancelled, and a summary."""
    page = ConferencePageFactory(
        parent=event_index,
        title="Samverkan 2025",
        slug="samverkan-2025",
        summary_published_on=dt.date(2025, 11, 20),
        summary_lead="Det här kom konferensen fram till.",
        summary_body=[("heading", {"text": "Samtalen", "level": "2"})],
        occasions=[
            OccasionFactory.build(
                title="Förmöte",
                starts_at=at(2025, 10, 16, 15),
                ends_at=at(2025, 10, 16, 16, 30),
                status="cancelled",
                registration_required=True,
                registration_url="https://anmalan.example.org/",
                registration_opens_at=at(2025, 9, 1, 9),
                registration_deadline=at(2025, 10, 14, 23, 59),
                original_deadline=at(2025, 10, 9, 23, 59),
                deadline_note="Det finns platser kvar.",
                capacity=80,
                seats_left=0,
            ),
            OccasionFactory.build(title="Konferens", starts_at=at(2025, 11, 12, 9), ends_at=None, status="full"),
        ],
    )
    SpeakerFactory(item=ProgrammeItemFactory(occasion=page.occasions.first(), title="Forskning"), name="Eva Exempel")
    ConferenceKeyPointFactory(conference=page)
    ConferenceSummaryDocumentFactory(conference=page)
    EventNoticeFactory(event=page, text="Förmötet är inställt.")
    PageDocumentFactory(page=page, document__title="Inbjudan")
    page = ConferencePage.objects.get(pk=page.pk)
    page.expire_at = timezone.now() + dt.timedelta(days=1)
    page.save_revision().publish()
    return page


def copy_url(page):
    """Return the address of the view that copies a page to a new year."""
    return reverse("copy_event", args=[page.pk])


def proposed(client, page):
    """Return what the form holds before the editor has changed it."""
    return querydict_from_html(client.get(copy_url(page)).content.decode(), form_id="event-form").dict()


def test_the_form_proposes_the_same_weekday_next_year(admin_client, conference):
    data = proposed(admin_client, conference)
    assert data == {"new_title": "Samverkan 2026", "new_slug": "samverkan-2026", "new_first_day": "2026-10-15"}


class TestTheCopy:
    """What comes along to the new year, and what does not."""

    @pytest.fixture
    def copy(self, admin_client, conference):
        """The copy to 2026, made in the admin."""
        response = admin_client.post(copy_url(conference), proposed(admin_client, conference))
        copy = ConferencePage.objects.exclude(pk=conference.pk).get()
        assert response.status_code == 302
        assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
        return copy

    def test_is_a_draft_beside_the_event(self, copy, conference, event_index, graphql):
        assert (copy.title, copy.draft_title, copy.slug) == ("Samverkan 2026", "Samverkan 2026", "samverkan-2026")
        assert copy.get_parent().pk == event_index.pk
        assert (copy.live, copy.expire_at, copy.go_live_at, copy.expired) == (False, None, None, False)
        assert PageLogEntry.objects.filter(page=copy.pk, action="wagtail.copy").count() == 1
        answer = graphql("{ events(when: ALL) { nodes { title } } }")
        assert answer == {"data": {"events": {"nodes": [{"title": "Samverkan 2025"}]}}}

    def test_has_its_dates_moved_over_the_end_of_summer_time(self, copy):
        first, second = copy.occasions.all()
        assert [timezone.localtime(each).isoformat() for each in (first.starts_at, first.ends_at)] == [
            "2026-10-15T15:00:00+02:00",
            "2026-10-15T16:30:00+02:00",
        ]
        assert first.registration_opens_at == at(2026, 8, 31, 9)
        assert timezone.localtime(second.starts_at).isoformat() == "2026-11-11T09:00:00+01:00"
        assert second.ends_at is None
        assert (copy.starts_at, copy.over_at) == (at(2026, 10, 15, 15), at(2026, 11, 12, 0))

    def test_has_registration_as_for_a_new_event(self, copy):
        first, second = copy.occasions.all()
        assert [first.status, second.status] == ["planned", "planned"]
        assert first.registration_deadline == at(2026, 10, 8, 23, 59)
        assert (first.original_deadline, first.deadline_note) == (None, "")
        assert (first.capacity, first.seats_left) == (80, 80)
        assert first.registration_url == "https://anmalan.example.org/"
        assert second.seats_left is None

    def test_keeps_programme_and_documents(self, copy, conference):
        first, _second = copy.occasions.all()
        [item] = first.programme.all()
        assert (item.title, [speaker.name for speaker in item.speakers.all()]) == ("Forskning", ["Eva Exempel"])
        assert [row.document.title for row in copy.page_documents.all()] == ["Inbjudan"]
        assert item.pk != conference.occasions.first().programme.get().pk

    def test_has_no_summary_notices_or_changes(self, copy, conference):
        assert (copy.summary_published_on, copy.summary_lead, list(copy.summary_body)) == (None, "", [])
        assert list(copy.summary_key_points.all()) == list(copy.summary_documents.all()) == []
        assert list(copy.event_notices.all()) == []
        assert not EventChange.objects.filter(event_id=copy.pk).exists()
        assert not PublishedFacts.objects.filter(event_id=copy.pk).exists()

    def test_opens_in_the_editor_as_it_was_made(self, admin_client, copy):
        html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
        data = querydict_from_html(html, form_id="page-edit-form")
        assert data["title"] == "Samverkan 2026"
        assert data["occasions-0-starts_at"] == "2026-10-15 15:00"
        assert data["occasions-0-programme-0-title"] == "Forskning"
        assert "torsdag 15 oktober 2026" in html

    def test_leaves_the_event_alone(self, copy, conference):
        before = ConferencePage.objects.get(pk=conference.pk)
        first, second = before.occasions.all()
        assert [first.starts_at, second.starts_at] == [at(2025, 10, 16, 15), at(2025, 11, 12, 9)]
        assert first.original_deadline == at(2025, 10, 9, 23, 59)
        assert before.summary_lead == "Det här kom konferensen fram till."
        assert [notice.text for notice in before.event_notices.all()] == ["Förmötet är inställt."]


def test_the_latest_draft_is_copied_with_its_new_occasions(admin_client, conference):
    draft = conference.get_latest_revision_as_object()
    for title, day in (("Uppföljning", 19), ("Avslut", 26)):
        draft.occasions.add(OccasionFactory.build(title=title, starts_at=at(2025, 11, day), ends_at=None))
    draft.save_revision()
    admin_client.post(copy_url(conference), proposed(admin_client, conference))
    copy = ConferencePage.objects.exclude(pk=conference.pk).get()
    assert {occasion.title: occasion.starts_at for occasion in copy.occasions.all()} == {
        "Förmöte": at(2026, 10, 15, 15),
        "Konferens": at(2026, 11, 11, 9),
        "Uppföljning": at(2026, 11, 18),
        "Avslut": at(2026, 11, 25),
    }
    assert conference.occasions.count() == 2


def test_the_weekday_is_kept_if_wished(admin_client, conference):
    data = proposed(admin_client, conference) | {"new_first_day": "2026-09-21", "keep_weekday": "on"}
    admin_client.post(copy_url(conference), data)
    copy = ConferencePage.objects.exclude(pk=conference.pk).get()
    assert copy.starts_at == at(2026, 9, 24, 15)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"new_first_day": "2025-10-16"}, "new_first_day", id="the same day"),
        pytest.param({"new_first_day": "2025-10-18", "keep_weekday": "on"}, "new_first_day", id="nearest is the same"),
        pytest.param({"new_first_day": "i höst"}, "new_first_day", id="no date"),
        pytest.param({"new_first_day": "9999-12-31"}, "new_first_day", id="another age"),
        pytest.param({"new_slug": "samverkan-2025"}, "new_slug", id="a slug that is taken"),
        pytest.param({"new_title": ""}, "new_title", id="no title"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(admin_client, conference, changes, field):
    response = admin_client.post(copy_url(conference), proposed(admin_client, conference) | changes)
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert escape(form.errors[field][0]) in response.content.decode()
    assert ConferencePage.objects.get() == conference


def test_a_title_without_a_year_gets_a_slug_of_its_own(admin_client, site, event_index):
    page = ActivityPageFactory(
        parent=event_index, title="Dialog", slug="dialog", occasions=[OccasionFactory.build(starts_at=at(2025, 5, 7))]
    )
    data = proposed(admin_client, page)
    assert (data["new_title"], data["new_slug"]) == ("Dialog", "dialog-2026")
    assert admin_client.post(copy_url(page), data).status_code == 302
    assert set(ActivityPage.objects.values_list("slug", flat=True)) == {"dialog", "dialog-2026"}


def test_an_event_without_occasions_is_left_to_the_ordinary_copy(admin_client, site, event_index):
    page = ActivityPageFactory(parent=event_index, occasions=[])
    response = admin_client.get(copy_url(page))
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_ways_there_stand_in_the_editor_and_in_the_list(admin_client, conference, event_index):
    for url in (
        reverse("wagtailadmin_pages:edit", args=[conference.pk]),
        reverse("wagtailadmin_explore", args=[event_index.pk]),
    ):
        assert f'href="{copy_url(conference)}"' in admin_client.get(url).content.decode()
    above = admin_client.get(reverse("wagtailadmin_explore", args=[event_index.get_parent().pk])).content.decode()
    assert copy_url(event_index) not in above


class TestRights:
    """Whoever may edit the event and add beside it may copy it, nobody else."""

    @pytest.fixture
    def client_with(self, django_user_model, event_index):
        """A client signed in as one with these permissions on the list of events."""

        def signed_in(*permissions):
            group = Group.objects.create(name="Prov")
            group.permissions.add(Permission.objects.get(codename="access_admin"))
            for right in Permission.objects.filter(codename__in=permissions):
                GroupPagePermission.objects.create(group=group, page=event_index, permission=right)
            user = django_user_model.objects.create_user("eva", "eva@example.org", "a long password")
            user.groups.add(group)
            client = Client()
            client.force_login(user)
            return client

        return signed_in

    def test_who_may_add_and_change_makes_a_draft(self, client_with, conference):
        client = client_with("add_page", "change_page")
        assert client.post(copy_url(conference), proposed(client, conference)).status_code == 302
        copy = ConferencePage.objects.exclude(pk=conference.pk).get()
        assert (copy.live, copy.owner.username) == (False, "eva")

    def test_who_may_only_change_is_refused(self, client_with, conference):
        client = client_with("change_page")
        response = client.post(copy_url(conference), {"new_title": "Kopia"})
        assert response.status_code == 302
        assert response["Location"] == reverse("wagtailadmin_home")
        assert ConferencePage.objects.get() == conference
        edit = client.get(reverse("wagtailadmin_pages:edit", args=[conference.pk])).content.decode()
        assert copy_url(conference) not in edit
