"""A deadline moved and an occasion cancelled in the admin: what visitors then see over the API and in calendars."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import ActivityPage
from tests.admin_forms import edit_page, errors_of, form_data
from tests.factories.events import ActivityPageFactory, EventNoticeFactory, OccasionFactory, in_days

REGISTRATION = """
{ events { nodes {
  occasions { registration { deadline originalDeadline isExtended } }
  changes { field before after }
} } }
"""
# Boxes are sent as a browser would once they are ticked.
NEEDED = {"occasions-0-registration_required": "on"}
NOTICES = "{ events { nodes { notices { text severity } occasions { status notice } } } }"


def written(instant):
    """Return an instant as the editor's form has it."""
    return f"{timezone.localtime(instant):%Y-%m-%d %H:%M}"


def shown(instant):
    """Return an instant as the API has it."""
    return timezone.localtime(instant).isoformat()


@pytest.fixture
def event(site, event_index):
    """A published event of two occasions, the first with registration until a week before it."""
    occasions = [
        OccasionFactory.build(title="Samtalsträff 1", with_registration=True, starts_at=in_days(30)),
        OccasionFactory.build(title="", starts_at=in_days(60)),
    ]
    page = ActivityPageFactory(parent=event_index, title="Dialog", occasions=occasions)
    page.save_revision().publish()
    return page


def one(data):
    """Return the only event of an answer."""
    [node] = data["events"]["nodes"]
    return node


class TestDeadline:
    """The first deadline that visitors knew is kept by itself."""

    def test_moved_later_is_shown_as_extended(self, admin_client, event, query_data):
        first = event.occasions.first().registration_deadline
        later = first + dt.timedelta(days=2)
        edit_page(admin_client, event, **NEEDED, **{"occasions-0-registration_deadline": written(later)})
        answer = one(query_data(REGISTRATION))
        assert answer["occasions"][0]["registration"] == {
            "deadline": shown(later),
            "originalDeadline": shown(first),
            "isExtended": True,
        }
        assert answer["changes"] == [{"field": "DEADLINE", "before": shown(first), "after": shown(later)}]

    def test_moved_twice_keeps_the_first(self, admin_client, event, query_data):
        first = event.occasions.first().registration_deadline
        for days in (2, 4):
            value = written(first + dt.timedelta(days=days))
            edit_page(admin_client, event, **NEEDED, **{"occasions-0-registration_deadline": value})
        registration = one(query_data(REGISTRATION))["occasions"][0]["registration"]
        assert registration["originalDeadline"] == shown(first)
        assert registration["deadline"] == shown(first + dt.timedelta(days=4))

    def test_moved_in_a_draft_is_seen_by_the_editor_alone(self, admin_client, event, query_data):
        first = event.occasions.first().registration_deadline
        url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        value = NEEDED | {"occasions-0-registration_deadline": written(first + dt.timedelta(days=2))}
        assert errors_of(admin_client.post(url, form_data(admin_client, url, ActivityPage, **value))) == {}
        assert form_data(admin_client, url, ActivityPage)["occasions-0-original_deadline"] == written(first)
        registration = one(query_data(REGISTRATION))["occasions"][0]["registration"]
        assert registration == {"deadline": shown(first), "originalDeadline": None, "isExtended": False}

    def test_saved_by_itself_from_a_screen_that_does_not_show_it_yet(self, admin_client, event, query_data):
        first = event.occasions.first().registration_deadline
        url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        value = NEEDED | {"occasions-0-registration_deadline": written(first + dt.timedelta(days=2))}
        screen = form_data(admin_client, url, ActivityPage, **value)
        for action in ({}, {"action-publish": "action-publish"}):
            assert admin_client.post(url, screen | action).status_code == 302
        assert one(query_data(REGISTRATION))["occasions"][0]["registration"]["originalDeadline"] == shown(first)

    @pytest.mark.parametrize("days", [-2, 0])
    def test_moved_earlier_or_not_is_no_extension(self, admin_client, event, query_data, days):
        value = written(event.occasions.first().registration_deadline + dt.timedelta(days=days))
        edit_page(admin_client, event, **NEEDED, **{"occasions-0-registration_deadline": value})
        assert one(query_data(REGISTRATION))["occasions"][0]["registration"]["isExtended"] is False

    def test_never_published_is_no_extension(self, admin_client, event_index, site):
        occasion = OccasionFactory.build(with_registration=True)
        page = ActivityPageFactory(parent=event_index, live=False, occasions=[occasion])
        later = written(page.occasions.get().registration_deadline + dt.timedelta(days=2))
        edit_page(admin_client, page, **NEEDED, **{"occasions-0-registration_deadline": later})
        assert ActivityPage.objects.get().occasions.get().original_deadline is None

    def test_a_slip_is_set_right_by_publishing_without_it(self, admin_client, event, query_data):
        later = written(event.occasions.first().registration_deadline + dt.timedelta(days=2))
        edit_page(admin_client, event, **NEEDED, **{"occasions-0-registration_deadline": later})
        edit_page(admin_client, event, **NEEDED, **{"occasions-0-original_deadline": ""})
        assert one(query_data(REGISTRATION))["occasions"][0]["registration"]["isExtended"] is False


class TestNotice:
    """What an occasion tells visitors stands beside its status and is a notice of the event."""

    def test_cancelled(self, admin_client, event, query_data, client):
        EventNoticeFactory(event=event, text="Ta med fika.")
        event.refresh_from_db()
        event.save_revision().publish()
        before = client.get(f"/calendar/events/{event.pk}.ics").content.decode()
        words = {"occasions-0-status": "cancelled", "occasions-0-notice": "Föreläsaren är sjuk."}
        response = edit_page(admin_client, event, **words)
        assert errors_of(response) == {}
        assert one(query_data(NOTICES)) == {
            "notices": [
                {"text": "Samtalsträff 1: Föreläsaren är sjuk.", "severity": "CRITICAL"},
                {"text": "Ta med fika.", "severity": "INFO"},
            ],
            "occasions": [
                {"status": "CANCELLED", "notice": "Föreläsaren är sjuk."},
                {"status": "PLANNED", "notice": ""},
            ],
        }
        after = client.get(f"/calendar/events/{event.pk}.ics").content.decode()
        assert (before.count("STATUS:CANCELLED"), after.count("STATUS:CANCELLED")) == (0, 1)
        assert "DESCRIPTION:Föreläsaren är sjuk." in after

    def test_a_calendar_learns_of_it_by_a_higher_sequence(self, admin_client, event, client):
        ActivityPage.objects.update(last_published_at=timezone.now() - dt.timedelta(hours=1))
        url = f"/calendar/occasions/{event.occasions.first().pk}.ics"

        def sequence():
            lines = client.get(url).content.decode().splitlines()
            return next(int(line.partition(":")[2]) for line in lines if line.startswith("SEQUENCE:"))

        before = sequence()
        edit_page(admin_client, event, **{"occasions-0-status": "cancelled"})
        assert sequence() > before

    def test_moved(self, admin_client, event, query_data):
        words = {"occasions-1-status": "moved", "occasions-1-notice": "Flyttat till Folkets hus."}
        edit_page(admin_client, event, **words)
        assert one(query_data(NOTICES))["notices"] == [{"text": "Flyttat till Folkets hus.", "severity": "WARNING"}]

    def test_of_a_draft_is_not_shown(self, admin_client, event, query_data):
        url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        admin_client.post(url, form_data(admin_client, url, ActivityPage, **{"occasions-0-notice": "hemligt"}))
        assert one(query_data(NOTICES)) == {
            "notices": [],
            "occasions": [{"status": "PLANNED", "notice": ""}, {"status": "PLANNED", "notice": ""}],
        }

    def test_ends_with_the_occasion(self, event_index, site, query_data):
        occasions = [
            OccasionFactory.build(title="Förra", starts_at=in_days(-2), status="cancelled", notice="Inställt."),
            OccasionFactory.build(title="Nästa", notice="Ingång från gården."),
        ]
        ActivityPageFactory(parent=event_index, occasions=occasions)
        assert one(query_data(NOTICES))["notices"] == [{"text": "Nästa: Ingång från gården.", "severity": "INFO"}]
