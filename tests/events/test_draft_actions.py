"""An occasion like the one before, and a summary begun from the programme, through the admin."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from events.draft_actions import next_title
from events.models import ConferencePage
from tests.factories.events import ConferencePageFactory, OccasionFactory, ProgrammeItemFactory, SpeakerFactory

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def conference(site, event_index):
    """A published conference on 22 October 2026 with a programme of two talks and a break."""
    occasion = OccasionFactory.build(
        title="Träff 1",
        status="full",
        starts_at=dt.datetime(2026, 10, 22, 18, tzinfo=STOCKHOLM),
        registration_required=True,
        registration_url="https://anmalan.example.org/",
        registration_deadline=dt.datetime(2026, 10, 15, 23, 59, tzinfo=STOCKHOLM),
    )
    page = ConferencePageFactory(parent=event_index, title="Samverkan", occasions=[occasion])
    [occasion] = page.occasions.all()
    talk = ProgrammeItemFactory(occasion=occasion, title="Forskning")
    SpeakerFactory(item=talk, name="Eva Exempel", title="professor", organisation="Högskolan")
    SpeakerFactory(item=talk, name="", title="", organisation="Region <Halland>")
    ProgrammeItemFactory(occasion=occasion, title="Kaffe", kind="break")
    ProgrammeItemFactory(occasion=occasion, title="Samtal", kind="group_talk")
    page = ConferencePage.objects.get(pk=page.pk)
    page.save_revision().publish()
    return page


def fresh_with_rows(page):
    """Return a page whose draft has the rows that the database has."""
    page = ConferencePage.objects.get(pk=page.pk)
    page.save_revision()
    return page


def act(client, name, page, **changes):
    """Send the form of an action as it comes, with some fields changed."""
    url = reverse(name, args=[page.pk])
    form = querydict_from_html(client.get(url).content.decode(), form_id="event-form").dict()
    response = client.post(url, form | changes)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    return ConferencePage.objects.get(pk=page.pk).get_latest_revision_as_object()


class TestOccasion:
    """The last occasion, once more."""

    def test_is_added_to_the_draft_a_week_later_by_the_clock(self, admin_client, conference):
        first, second = act(admin_client, "add_occasion", conference, with_programme="on").occasions.all()
        assert (first.title, second.title, second.pk) == ("Träff 1", "Träff 2", None)
        assert second.starts_at == dt.datetime(2026, 10, 29, 18, tzinfo=STOCKHOLM)
        assert second.registration_deadline == dt.datetime(2026, 10, 22, 23, 59, tzinfo=STOCKHOLM)
        assert (second.status, second.venue_name) == ("planned", "Halmstads Teater")
        assert [(item.title, len(item.speakers.all())) for item in second.programme.all()] == [
            ("Forskning", 2),
            ("Kaffe", 0),
            ("Samtal", 0),
        ]
        assert first.starts_at == dt.datetime(2026, 10, 22, 18, tzinfo=STOCKHOLM)
        assert len(first.programme.all()) == 3

    def test_is_published_as_rows_of_its_own(self, admin_client, conference):
        draft = act(admin_client, "add_occasion", conference, with_programme="on")
        assert conference.occasions.count() == 1
        draft.latest_revision.publish()
        rows = [(each.title, each.programme.count()) for each in conference.occasions.all()]
        assert rows == [("Träff 1", 3), ("Träff 2", 3)]

    def test_on_another_day_and_without_programme(self, admin_client, conference):
        draft = act(admin_client, "add_occasion", conference, first_day="2026-11-11", with_programme="")
        _first, second = draft.occasions.all()
        assert second.starts_at == dt.datetime(2026, 11, 11, 18, tzinfo=STOCKHOLM)
        assert list(second.programme.all()) == []

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_a_day_of_another_age_is_refused(self, admin_client, conference, day):
        response = admin_client.post(reverse("add_occasion", args=[conference.pk]), {"first_day": day})
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"first_day"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Träff 9", "Träff 10"),
        ("Träff", "Träff"),
        ("", ""),
        ("Frukostmöte 2026", "Frukostmöte 2026"),
        ("Halmstad 12/3", "Halmstad 12/3"),
    ],
)
def test_the_title_is_counted_on(title, expected):
    assert next_title(title) == expected


class TestSummary:
    """A heading and the speakers of each talk."""

    TALKS = (
        ("heading", "Forskning"),
        ("text", "<p>Eva Exempel, professor, Högskolan</p><p>Region &lt;Halland&gt;</p>"),
        ("heading", "Samtal"),
    )

    def blocks(self, page):
        """Return the blocks of a summary, with their words."""
        return tuple(
            (block.block_type, block.value["text"] if block.block_type == "heading" else block.value.source)
            for block in page.summary_body
        )

    def test_is_begun_in_the_draft(self, admin_client, conference):
        draft = act(admin_client, "begin_summary", conference)
        assert self.blocks(draft) == self.TALKS
        assert self.blocks(ConferencePage.objects.get()) == ()
        assert draft.summary_published_on is None

    def test_twice_adds_nothing_and_overwrites_nothing(self, admin_client, conference):
        draft = act(admin_client, "begin_summary", conference)
        draft.summary_body[1] = ("text", draft.summary_body[1].value.__class__("<p>Mitt.</p>"))
        del draft.summary_body[2]
        draft.save_revision()
        again = act(admin_client, "begin_summary", conference)
        assert self.blocks(again) == (self.TALKS[0], ("text", "<p>Mitt.</p>"), self.TALKS[2])
        revisions = conference.revisions.count()
        assert self.blocks(act(admin_client, "begin_summary", conference)) == self.blocks(again)
        assert conference.revisions.count() == revisions

    def test_talks_of_the_same_title_are_told_of_each_by_itself(self, admin_client, conference):
        [occasion] = conference.occasions.all()
        SpeakerFactory(
            item=ProgrammeItemFactory(occasion=occasion, title="Samtal", kind="group_talk"),
            name="Bo Exempel",
            title="",
            organisation="",
        )
        draft = act(admin_client, "begin_summary", fresh_with_rows(conference))
        assert self.blocks(draft) == (*self.TALKS, ("heading", "Samtal"), ("text", "<p>Bo Exempel</p>"))

    def test_a_cancelled_occasion_is_not_told_of(self, admin_client, conference):
        conference.occasions.update(status="cancelled")
        fresh = ConferencePage.objects.get()
        fresh.save_revision()
        assert self.blocks(act(admin_client, "begin_summary", fresh)) == ()


@pytest.mark.parametrize("name", ["add_occasion", "begin_summary"])
def test_a_locked_event_is_refused(admin_client, conference, name, django_user_model):
    ConferencePage.objects.update(locked=True, locked_by=django_user_model.objects.create_user("eva"))
    revisions = conference.revisions.count()
    response = admin_client.post(reverse(name, args=[conference.pk]), {"first_day": "2026-11-11"})
    assert response["Location"] == reverse("wagtailadmin_home")
    assert conference.revisions.count() == revisions


def links_in(html, page):
    """Return which of the actions a page of the admin leads to."""
    names = ("add_occasion", "begin_summary")
    return [name for name in names if f'href="{reverse(name, args=[page.pk])}"' in html]


def test_the_ways_there_stand_in_the_editor_while_it_may_be_saved(admin_client, conference, django_user_model):
    url = reverse("wagtailadmin_pages:edit", args=[conference.pk])
    assert links_in(admin_client.get(url).content.decode(), conference) == ["add_occasion", "begin_summary"]
    ConferencePage.objects.update(locked=True, locked_by=django_user_model.objects.create_user("eva"))
    assert links_in(admin_client.get(url).content.decode(), conference) == []


def test_a_new_event_has_no_occasion_to_be_like(admin_client, event_index):
    url = reverse("wagtailadmin_pages:add", args=["events", "conferencepage", event_index.pk])
    html = admin_client.get(url).content.decode()
    assert "occasions-ADD" in html
    assert "som det sista" not in html
