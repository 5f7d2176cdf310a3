"""An event through the Wagtail admin, as a communicator enters it: occasions, their programme, and who speaks."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.enums import EventPhase, OccasionKind, ProgrammeItemKind
from events.models import ActivityPage, ConferencePage, EventPage
from tests.factories.cms import DocumentFactory, OrganisationFactory
from tests.factories.events import ActivityPageFactory, ConferencePageFactory, OccasionFactory

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def item_data(**changes):
    """Return the form data of an item of a programme."""
    data = {"day": "1", "start_time": "18:00", "end_time": "18:30", "title": "Registrering", "kind": "registration"}
    speakers = inline_formset(changes.pop("speakers", []))
    return data | {"description": rich_text("<p></p>"), "speakers": speakers} | changes


def occasion_data(**changes):
    """Return the form data of a dialogue meeting on 19 October 2017."""
    texts = ["title", "venue_name", "street_address", "postal_code", "city", "municipality", "map_url"]
    texts += ["online_platform", "registration_opens_at", "registration_deadline", "original_deadline"]
    texts += ["deadline_note", "registration_url", "registration_email", "capacity", "seats_left"]
    data = dict.fromkeys(texts, "") | {
        "kind": "dialogue",
        "status": "planned",
        "attendance": "on_site",
        "starts_at": "2017-10-19 18:00",
        "ends_at": "2017-10-19 20:00",
        "introduction": rich_text("<p>Kvällens samtal.</p>"),
        "joining_note": rich_text("<p></p>"),
    }
    programme = inline_formset(changes.pop("programme", []))
    return data | {"programme": programme} | changes


def page_data(occasions, **changes):
    """Return the form data of an event."""
    data = {
        "title": "Bästa samverkansplatsen",
        "slug": "basta-samverkansplatsen",
        "summary": "Två samtalsträffar.",
        "target_group": "Föreningar",
        "is_free": "on",
        "cost_text": "",
        "body": streamfield([]),
        "part_of_project": "",
        "seo_title": "",
        "search_description": "",
        "listing_image": "",
        "comment_notifications": "on",
        "occasions": inline_formset(occasions),
        "action-publish": "Publish",
    }
    rows = ["event_notices", "event_organisers", "page_contacts", "funders", "page_documents", "related_page_links"]
    data |= {name: inline_formset([]) for name in [*rows, "comments"]}
    return nested_form_data(data | changes)


def conference_data(occasions, **changes):
    """Return the form data of a conference."""
    summary = {
        "theme": "Psykisk hälsa",
        "summary_published_on": "",
        "summary_lead": "",
        "summary_body": streamfield([]),
        "summary_key_points": inline_formset([]),
        "summary_documents": inline_formset([]),
    }
    return page_data(occasions, **(summary | changes))


def add_url(event_index, page_type="activitypage"):
    """Return the address of the view that makes a page of this type."""
    return reverse("wagtailadmin_pages:add", args=["events", page_type, event_index.pk])


def errors_of(response):
    """Return the errors of the page form by field, rows and their rows by prefix."""
    found = {}

    def collect(form, prefix=""):
        found.update({f"{prefix}{name}": [str(error) for error in errors] for name, errors in form.errors.items()})
        for formset in getattr(form, "formsets", {}).values():
            for child in formset.forms:
                collect(child, f"{child.prefix}:")

    collect(response.context["form"])
    return found


@pytest.mark.parametrize("page_type", ["activitypage", "conferencepage"])
def test_the_form_has_nested_rows_to_fill_in(admin_client, site, event_index, page_type):
    html = admin_client.get(add_url(event_index, page_type)).content.decode()
    assert "id_occasions-TOTAL_FORMS" in html
    assert "occasions-__prefix__-programme-TOTAL_FORMS" in html
    assert "occasions-__prefix__-programme-__prefix__-speakers-TOTAL_FORMS" in html
    assert "occasions-__prefix__-programme-__prefix__-speakers-__prefix__-organisation" in html


@pytest.fixture
def two_meetings(admin_client, site, event_index):
    """The reference event of two meetings, entered in the admin."""
    speakers = [{"name": "Eva Exempel", "title": "förvaltningschef", "organisation": "Region Halland"}]
    programme = [
        item_data(),
        item_data(start_time="18:30", end_time="19:00", title="Samverkan i Halland", kind="talk", speakers=speakers),
        item_data(start_time="20:00", end_time="", title="Sammanfattning", kind="closing"),
    ]
    second = {
        "title": "Samtalsträff 2",
        "starts_at": "2017-11-23 18:00",
        "ends_at": "",
        "registration_required": "on",
        "registration_deadline": "2017-11-10",
        "original_deadline": "2017-11-03 12:00",
        "deadline_note": "Det finns platser kvar.",
        "registration_email": "anmalan@example.org",
    }
    data = page_data(
        [occasion_data(title="Samtalsträff 1", programme=programme), occasion_data(**second)],
        event_organisers=inline_formset([{"organisation": OrganisationFactory(name="Region Halland").pk}]),
        event_notices=inline_formset(
            [{"text": "Anmälan är förlängd.", "severity": "warning", "valid_from": "", "valid_until": ""}]
        ),
    )
    response = admin_client.post(add_url(event_index), data)
    assert response.status_code == 302, errors_of(response)
    return ActivityPage.objects.get()


class TestRoundTrip:
    """The reference event of two meetings survives being entered, edited and published."""

    def test_entered(self, two_meetings):
        first, second = two_meetings.occasions.all()
        assert [first.ordinal, second.ordinal] == [1, 2]
        assert first.kind == OccasionKind.DIALOGUE
        assert "Kvällens samtal." in first.introduction
        registration, talk, closing = first.programme.all()
        assert registration.kind == ProgrammeItemKind.REGISTRATION
        assert talk.starts_at == dt.datetime(2017, 10, 19, 18, 30, tzinfo=STOCKHOLM)
        assert talk.ends_at == dt.datetime(2017, 10, 19, 19, 0, tzinfo=STOCKHOLM)
        assert closing.ends_at is None
        [speaker] = talk.speakers.all()
        assert (speaker.name, speaker.title, speaker.organisation) == (
            "Eva Exempel",
            "förvaltningschef",
            "Region Halland",
        )
        assert not list(second.programme.all())
        assert [organiser.name for organiser in two_meetings.organisers] == ["Region Halland"]
        assert [notice.text for notice in two_meetings.notices] == ["Anmälan är förlängd."]

    def test_a_date_alone_is_a_deadline_through_the_day(self, two_meetings):
        registration = two_meetings.occasions.all()[1].registration
        assert registration.deadline == dt.datetime(2017, 11, 10, 23, 59, tzinfo=STOCKHOLM)
        assert registration.original_deadline == dt.datetime(2017, 11, 3, 12, 0, tzinfo=STOCKHOLM)
        assert registration.is_extended

    def test_dates_of_the_page(self, two_meetings):
        assert two_meetings.starts_at == dt.datetime(2017, 10, 19, 18, 0, tzinfo=STOCKHOLM)
        assert two_meetings.ends_at is None
        assert two_meetings.over_at == dt.datetime(2017, 11, 24, 0, 0, tzinfo=STOCKHOLM)
        assert two_meetings.phase == EventPhase.PAST

    def test_edited(self, admin_client, two_meetings):
        first, second = two_meetings.occasions.all()
        [talk] = [item for item in first.programme.all() if item.kind == "talk"]
        [speaker] = talk.speakers.all()
        renamed = {"id": speaker.pk, "name": "Eva E.", "title": "", "organisation": ""}
        kept = item_data(id=talk.pk, title="Samverkan, då och nu", kind="talk")
        kept["speakers"] = inline_formset([renamed], initial=1)
        edited = occasion_data(title="Samtalsträff 1, flyttad", starts_at="2017-10-19 17:00") | {"id": first.pk}
        edited["programme"] = inline_formset([kept], initial=1)
        removed = occasion_data(title="Samtalsträff 2", starts_at="2017-11-23 18:00", ends_at="") | {
            "id": second.pk,
            "DELETE": "1",
        }
        data = page_data([]) | nested_form_data({"occasions": inline_formset([edited, removed], initial=2)})
        response = admin_client.post(reverse("wagtailadmin_pages:edit", args=[two_meetings.pk]), data)
        assert response.status_code == 302, errors_of(response)
        page = ActivityPage.objects.get()
        [occasion] = page.occasions.all()
        assert occasion.pk == first.pk
        assert occasion.title == "Samtalsträff 1, flyttad"
        titles = {item.title for item in occasion.programme.all()}
        assert titles == {"Registrering", "Samverkan, då och nu", "Sammanfattning"}
        assert [s.name for s in occasion.programme.get(pk=talk.pk).speakers.all()] == ["Eva E."]
        assert page.starts_at == dt.datetime(2017, 10, 19, 17, 0, tzinfo=STOCKHOLM)
        assert page.ends_at == dt.datetime(2017, 10, 19, 20, 0, tzinfo=STOCKHOLM)

    def test_a_draft_leaves_the_published_dates_alone(self, admin_client, two_meetings):
        first, second = two_meetings.occasions.all()
        rows = [
            occasion_data(starts_at="2017-10-01 18:00", ends_at="") | {"id": first.pk},
            occasion_data(starts_at="2017-12-01 18:00", ends_at="") | {"id": second.pk},
        ]
        data = page_data([]) | nested_form_data({"occasions": inline_formset(rows, initial=2)})
        del data["action-publish"]
        response = admin_client.post(reverse("wagtailadmin_pages:edit", args=[two_meetings.pk]), data)
        assert response.status_code == 302, errors_of(response)
        page = ActivityPage.objects.get()
        assert page.starts_at == dt.datetime(2017, 10, 19, 18, 0, tzinfo=STOCKHOLM)
        draft = page.get_latest_revision_as_object()
        assert draft.starts_at == dt.datetime(2017, 10, 1, 18, 0, tzinfo=STOCKHOLM)
        assert draft.over_at == dt.datetime(2017, 12, 2, 0, 0, tzinfo=STOCKHOLM)
        assert [occasion.ordinal for occasion in draft.occasions.all()] == [1, 2]
        [item, *_others] = draft.occasions.first().programme.all()
        assert item.starts_at == dt.datetime(2017, 10, 1, 18, 0, tzinfo=STOCKHOLM)
        page.latest_revision.publish()
        page.refresh_from_db()
        assert page.starts_at == dt.datetime(2017, 10, 1, 18, 0, tzinfo=STOCKHOLM)

    def test_a_new_occasion_of_a_draft_is_edited_again_before_it_is_published(self, admin_client, two_meetings):
        kept = [occasion_data(title=o.title) | {"id": o.pk} for o in two_meetings.occasions.all()]
        url = reverse("wagtailadmin_pages:edit", args=[two_meetings.pk])
        speakers = [{"name": "Nils Exempel", "title": "", "organisation": ""}]
        new = occasion_data(title="Samtalsträff 3", programme=[item_data(title="Ny", speakers=speakers)])
        data = page_data([]) | nested_form_data({"occasions": inline_formset([*kept, new], initial=2)})
        del data["action-publish"]
        assert admin_client.post(url, data).status_code == 302

        assert "Nils Exempel" in admin_client.get(url).content.decode()
        item = item_data(title="Ny, ändrad") | {
            "id": "",
            "speakers": inline_formset([speakers[0] | {"id": "", "name": "Nils E."}], initial=1),
        }
        new = occasion_data(title="Samtalsträff 3") | {"id": "", "programme": inline_formset([item], initial=1)}
        data = page_data([]) | nested_form_data({"occasions": inline_formset([*kept, new], initial=3)})
        response = admin_client.post(url, data)
        assert response.status_code == 302, errors_of(response)
        *_others, third = ActivityPage.objects.get().occasions.all()
        assert third.title == "Samtalsträff 3"
        assert [(item.title, [s.name for s in item.speakers.all()]) for item in third.programme.all()] == [
            ("Ny, ändrad", ["Nils E."])
        ]

    def test_two_revisions_compare(self, admin_client, two_meetings):
        earlier = two_meetings.latest_revision
        two_meetings.occasions.set([OccasionFactory.build(title="En helt annan träff")])
        later = two_meetings.save_revision()
        url = reverse("wagtailadmin_pages:revisions_compare", args=[two_meetings.pk, earlier.pk, later.pk])
        assert "En helt annan träff" in admin_client.get(url).content.decode()

    def test_copied_with_all_its_rows(self, two_meetings):
        copy = two_meetings.copy(update_attrs={"title": "Kopia", "slug": "kopia"})
        first, _second = copy.occasions.all()
        assert copy.starts_at == two_meetings.starts_at
        assert [len(item.speakers.all()) for item in first.programme.all()] == [0, 1, 0]
        assert two_meetings.occasions.count() == 2
        assert PageLogEntry.objects.filter(page=copy.pk, action="wagtail.copy").exists()


@pytest.mark.parametrize(
    ("occasion", "field"),
    [
        pytest.param({"ends_at": "2017-10-19 17:00"}, "ends_at", id="end before start"),
        pytest.param({"registration_deadline": "2017-10-20"}, "registration_deadline", id="deadline after start"),
        pytest.param(
            {"registration_opens_at": "2017-10-10 09:00", "registration_deadline": "2017-10-01"},
            "registration_opens_at",
            id="opens after deadline",
        ),
        pytest.param({"registration_opens_at": "2017-10-20 09:00"}, "registration_opens_at", id="opens after start"),
        pytest.param({"original_deadline": "2017-10-01"}, "registration_deadline", id="extended to nothing"),
        pytest.param(
            {"original_deadline": "2017-10-05", "registration_deadline": "2017-10-01"},
            "original_deadline",
            id="extended backwards",
        ),
        pytest.param({"registration_required": "on"}, "registration_url", id="no address to register at"),
        pytest.param({"seats_left": "3"}, "capacity", id="seats left of nothing"),
        pytest.param({"capacity": "3", "seats_left": "4"}, "seats_left", id="more left than there are"),
        pytest.param({"attendance": "online", "venue_name": "Teatern"}, "attendance", id="online with a venue"),
        pytest.param({"online_platform": "Teams"}, "online_platform", id="on site with a platform"),
    ],
)
def test_an_occasion_is_refused_at_its_field(admin_client, site, event_index, occasion, field):
    response = admin_client.post(add_url(event_index), page_data([occasion_data(), occasion_data(**occasion)]))
    errors = errors_of(response)
    assert list(errors) == [f"occasions-1:{field}"]
    assert len(errors[f"occasions-1:{field}"]) == 1
    assert errors[f"occasions-1:{field}"][0] in response.content.decode()
    assert not EventPage.objects.exists()


@pytest.mark.parametrize(
    ("item", "field"),
    [
        pytest.param({"end_time": "17:00", "start_time": "19:00"}, "end_time", id="end before start"),
        pytest.param({"day": "0"}, "day", id="day zero"),
        pytest.param({"start_time": "17:30", "kind": "talk"}, "start_time", id="before the occasion"),
        pytest.param({"start_time": "21:00", "end_time": ""}, "start_time", id="after the occasion"),
        pytest.param({"start_time": "19:30", "end_time": "20:30"}, "end_time", id="runs over"),
        pytest.param({"day": "2"}, "start_time", id="on a day that the occasion does not have"),
    ],
)
def test_a_programme_item_is_refused_at_its_field(admin_client, site, event_index, item, field):
    programme = [item_data(), item_data(**item)]
    response = admin_client.post(add_url(event_index), page_data([occasion_data(programme=programme)]))
    assert list(errors_of(response)) == [f"occasions-0-programme-1:{field}"]
    assert not EventPage.objects.exists()


def test_registration_may_begin_before_the_occasion(admin_client, site, event_index):
    programme = [item_data(start_time="17:30", end_time="18:00")]
    response = admin_client.post(add_url(event_index), page_data([occasion_data(programme=programme)]))
    assert response.status_code == 302, errors_of(response)


def test_an_occasion_over_two_days_has_a_second_day(admin_client, site, event_index):
    programme = [item_data(day="2", start_time="09:00", end_time="10:00", kind="talk")]
    occasion = occasion_data(ends_at="2017-10-20 12:00", programme=programme)
    response = admin_client.post(add_url(event_index), page_data([occasion]))
    assert response.status_code == 302, errors_of(response)
    [item] = ActivityPage.objects.get().occasions.get().programme.all()
    assert item.starts_at == dt.datetime(2017, 10, 20, 9, 0, tzinfo=STOCKHOLM)


def test_a_removed_row_is_not_judged(admin_client, site, event_index):
    programme = [item_data(start_time="12:00", end_time="", DELETE="1")]
    response = admin_client.post(add_url(event_index), page_data([occasion_data(programme=programme)]))
    assert response.status_code == 302, errors_of(response)


def test_an_event_needs_an_occasion(admin_client, site, event_index):
    response = admin_client.post(add_url(event_index), page_data([]))
    assert response.status_code == 200
    assert not EventPage.objects.exists()


def test_a_notice_ends_after_it_begins(admin_client, site, event_index):
    notice = {"text": "Obs", "severity": "info", "valid_from": "2017-10-02", "valid_until": "2017-10-01"}
    response = admin_client.post(
        add_url(event_index), page_data([occasion_data()], event_notices=inline_formset([notice]))
    )
    assert list(errors_of(response)) == ["event_notices-0:valid_until"]


class TestConferenceSummary:
    """A conference's summary in the admin."""

    def test_entered(self, admin_client, site, event_index):
        data = conference_data(
            [occasion_data()],
            summary_published_on="2017-10-20",
            summary_lead="Det här kom vi fram till.",
            summary_key_points=inline_formset([{"text": "Möts oftare."}, {"text": "Lyssna."}]),
            summary_documents=inline_formset([{"document": DocumentFactory(title="Rapport").pk}]),
            summary_body=streamfield([("heading", {"text": "Samtalen", "level": "2"})]),
        )
        response = admin_client.post(add_url(event_index, "conferencepage"), data)
        assert response.status_code == 302, errors_of(response)
        conference = ConferencePage.objects.get()
        summary = conference.conference_summary
        assert summary.published_on == dt.date(2017, 10, 20)
        assert summary.lead == "Det här kom vi fram till."
        assert summary.key_points == ["Möts oftare.", "Lyssna."]
        assert [document.title for document in summary.documents] == ["Rapport"]
        assert [node.read("text") for node in summary.body] == ["Samtalen"]
        assert conference.phase == EventPhase.SUMMARISED

    def test_not_published_before_the_conference(self, admin_client, site, event_index):
        cancelled = occasion_data(starts_at="2017-09-01 18:00", ends_at="", status="cancelled")
        data = conference_data(
            [cancelled, occasion_data()], summary_published_on="2017-10-18", summary_lead="Det här kom vi fram till."
        )
        response = admin_client.post(add_url(event_index, "conferencepage"), data)
        assert list(errors_of(response)) == ["summary_published_on"]

    def test_needs_a_lead(self, admin_client, site, event_index):
        data = conference_data([occasion_data()], summary_published_on="2017-10-20")
        response = admin_client.post(add_url(event_index, "conferencepage"), data)
        assert list(errors_of(response)) == ["summary_lead"]


@pytest.mark.parametrize("factory", [ActivityPageFactory, ConferencePageFactory])
def test_the_editor_opens_with_what_was_saved(admin_client, site, event_index, factory):
    page = factory(parent=event_index, occasions=[OccasionFactory.build(title="Samtalsträff 1")])
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    assert "Samtalsträff 1" in response.content.decode()
