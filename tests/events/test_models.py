"""Events: where they stand, the dates they take from their occasions, and what they tell about themselves."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.enums import Municipality
from cms.peers import load_list, related
from events.enums import EventAttendance, EventKind, EventPhase, OccasionStatus, RegistrationStatus
from events.models import ActivityPage, ConferencePage, EventCost, EventIndexPage, EventPage
from home.models import HomePage
from tests.factories.cms import OrganisationFactory
from tests.factories.events import (
    ActivityPageFactory,
    ConferenceKeyPointFactory,
    ConferencePageFactory,
    ConferenceSummaryDocumentFactory,
    EventIndexPageFactory,
    EventNoticeFactory,
    EventOrganiserFactory,
    OccasionFactory,
    ProgrammeItemFactory,
    SpeakerFactory,
    in_days,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOUR = dt.timedelta(hours=1)

# A page that is made asks for its content type.
pytestmark = pytest.mark.django_db


def at(month, day, hour=0, minute=0):
    """Return an instant of 2025 by the clock in Stockholm."""
    return dt.datetime(2025, month, day, hour, minute, tzinfo=STOCKHOLM)


def fresh(page):
    """Return the page as a visitor's request loads it."""
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def clock(monkeypatch):
    """Return a function that stops the clock at an instant."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant.astimezone(dt.UTC))


@pytest.fixture
def two_steps(event_index):
    """The reference conference in two steps: a digital pre-meeting, then a day on site."""
    first = OccasionFactory.build(
        online=True,
        kind="pre_meeting",
        starts_at=at(10, 16, 15),
        ends_at=at(10, 16, 16, 30),
        registration_required=True,
        registration_email="anmalan@example.org",
        registration_deadline=at(10, 9, 23, 59),
    )
    second = OccasionFactory.build(
        kind="conference", starts_at=at(11, 12, 9), ends_at=None, venue_name="Rosängen", municipality="other"
    )
    return ConferencePageFactory(parent=event_index, title="På vems villkor?", occasions=[first, second])


class TestTree:
    """What may stand under what."""

    def test_the_list_stands_below_the_front_page(self):
        assert EventIndexPage.can_exist_under(HomePage())
        assert not EventIndexPage.can_exist_under(EventIndexPage())
        assert set(EventIndexPage.allowed_subpage_models()) == {ActivityPage, ConferencePage}

    def test_one_list_each_front_page(self, home_page):
        assert EventIndexPage.can_create_at(home_page)
        EventIndexPageFactory(parent=home_page)
        assert not EventIndexPage.can_create_at(home_page)

    @pytest.mark.parametrize("page_type", [ActivityPage, ConferencePage])
    def test_events_stand_below_the_list_and_have_nothing_below_them(self, page_type):
        assert page_type.allowed_parent_page_models() == [EventIndexPage]
        assert page_type.allowed_subpage_models() == []

    def test_what_events_share_is_no_page_type_of_its_own(self, event_index):
        assert not EventPage.can_create_at(event_index)


class TestDates:
    """Start and end on the page come from its occasions."""

    def test_first_start_and_last_end(self, event_index):
        late = OccasionFactory.build(starts_at=at(11, 23, 18), ends_at=at(11, 23, 20))
        early = OccasionFactory.build(starts_at=at(10, 19, 18), ends_at=at(10, 19, 20))
        page = fresh(ActivityPageFactory(parent=event_index, occasions=[late, early]))
        assert (page.starts_at, page.ends_at, page.over_at) == (at(10, 19, 18), at(11, 23, 20), at(11, 23, 20))

    def test_an_unknown_end_is_not_made_up_but_the_day_ends(self, two_steps):
        page = fresh(two_steps)
        assert (page.starts_at, page.ends_at, page.over_at) == (at(10, 16, 15), None, at(11, 13))

    def test_a_cancelled_occasion_does_not_count(self, event_index):
        cancelled = OccasionFactory.build(starts_at=at(10, 1, 18), ends_at=None, status=OccasionStatus.CANCELLED)
        held = OccasionFactory.build(starts_at=at(10, 19, 18), ends_at=at(10, 19, 20))
        page = ActivityPageFactory(parent=event_index, occasions=[cancelled, held])
        assert page.starts_at == at(10, 19, 18)

    def test_unless_all_are(self, event_index):
        cancelled = OccasionFactory.build(starts_at=at(10, 1, 18), ends_at=None, status=OccasionStatus.CANCELLED)
        page = ActivityPageFactory(parent=event_index, occasions=[cancelled])
        assert page.starts_at == at(10, 1, 18)

    def test_an_event_without_occasions_has_none(self, event_index):
        page = ActivityPageFactory(parent=event_index, occasions=[])
        assert (page.starts_at, page.ends_at, page.over_at) == (None, None, None)
        assert page.phase == EventPhase.ANNOUNCED

    def test_follow_a_change(self, two_steps):
        page = fresh(two_steps)
        page.occasions = [OccasionFactory.build(starts_at=at(12, 1, 9), ends_at=at(12, 1, 10))]
        page.save()
        page = fresh(page)
        assert (page.starts_at, page.ends_at) == (at(12, 1, 9), at(12, 1, 10))

    def test_saving_other_columns_alone_leaves_them(self, two_steps):
        two_steps.over_at = at(12, 1)
        two_steps.save(update_fields=["over_at"])
        assert fresh(two_steps).over_at == at(12, 1)

    def test_an_earlier_revision_brings_its_own(self, two_steps):
        page = fresh(two_steps)
        earlier = page.save_revision()
        page.occasions = [OccasionFactory.build(starts_at=at(12, 1, 9), ends_at=at(12, 1, 10))]
        page.save_revision().publish()
        assert fresh(page).starts_at == at(12, 1, 9)
        earlier.publish()
        assert fresh(page).starts_at == at(10, 16, 15)
        assert [occasion.kind for occasion in fresh(page).occasions.all()] == ["pre_meeting", "conference"]


class TestTwoSteps:
    """The reference conference tells of its next step."""

    @pytest.mark.parametrize(
        ("now", "phase", "changes_at", "status"),
        [
            (at(10, 1), EventPhase.REGISTRATION_OPEN, at(10, 6, 23, 59), RegistrationStatus.OPEN),
            (at(10, 7), EventPhase.LAST_DAYS, at(10, 9, 23, 59), RegistrationStatus.OPEN),
            (at(10, 10), EventPhase.REGISTRATION_CLOSED, at(10, 16, 15), RegistrationStatus.CLOSED),
            (at(10, 16, 15), EventPhase.ONGOING, at(10, 16, 16, 30), RegistrationStatus.CLOSED),
            (at(10, 16, 17), EventPhase.ANNOUNCED, at(11, 12, 9), RegistrationStatus.NOT_REQUIRED),
            (at(11, 12, 12), EventPhase.ONGOING, at(11, 13), RegistrationStatus.NOT_REQUIRED),
            (at(11, 13), EventPhase.PAST, None, RegistrationStatus.NOT_REQUIRED),
        ],
    )
    def test_phase_and_registration(self, two_steps, clock, now, phase, changes_at, status):
        clock(now)
        page = fresh(two_steps)
        assert (page.phase, page.phase_changes_at, page.registration.status) == (phase, changes_at, status)

    def test_summarised(self, two_steps, clock):
        two_steps.summary_published_on = dt.date(2025, 12, 1)
        two_steps.summary_lead = "Så blev det."
        two_steps.save()
        clock(at(11, 30, 23, 59))
        assert (fresh(two_steps).phase, fresh(two_steps).phase_changes_at) == (EventPhase.PAST, at(12, 1))
        assert fresh(two_steps).conference_summary is None
        clock(at(12, 1))
        assert fresh(two_steps).phase == EventPhase.SUMMARISED
        assert fresh(two_steps).conference_summary.lead == "Så blev det."

    def test_attendance_and_venue(self, two_steps, clock):
        clock(at(10, 1))
        page = fresh(two_steps)
        assert page.attendance == EventAttendance.HYBRID
        assert page.venue.name == "Rosängen"
        assert page.venue.municipality == Municipality.OTHER
        assert page.occasions.all()[0].venue is None

    def test_ordinals(self, two_steps):
        assert [occasion.ordinal for occasion in fresh(two_steps).related("occasions")] == [1, 2]

    def test_cancelled(self, two_steps):
        for occasion in two_steps.occasions.all():
            occasion.status = OccasionStatus.CANCELLED
            two_steps.occasions.add(occasion)
        two_steps.save()
        page = fresh(two_steps)
        assert page.phase == EventPhase.CANCELLED
        assert page.registration.status == RegistrationStatus.CANCELLED


class TestFacts:
    """What an event tells about itself."""

    def test_kind_follows_the_type(self, event_index):
        assert ActivityPageFactory(parent=event_index).kind == EventKind.ACTIVITY
        assert ConferencePageFactory(parent=event_index).kind == EventKind.CONFERENCE

    @pytest.mark.parametrize(
        ("is_free", "text", "cost"),
        [
            (True, "", EventCost(True, "")),
            (False, "200 kr", EventCost(False, "200 kr")),
            (False, "", None),
        ],
    )
    def test_cost(self, is_free, text, cost):
        assert ActivityPage(is_free=is_free, cost_text=text).cost == cost

    def test_notices_are_shown_on_their_days(self, event_index, clock):
        page = ActivityPageFactory(parent=event_index)
        EventNoticeFactory(event=page, text="alltid")
        EventNoticeFactory(
            event=page, text="i oktober", valid_from=dt.date(2025, 10, 1), valid_until=dt.date(2025, 10, 31)
        )
        EventNoticeFactory(event=page, text="till oktober", valid_until=dt.date(2025, 9, 30))
        EventNoticeFactory(event=page, text="från oktober", valid_from=dt.date(2025, 10, 1))

        def shown(now):
            clock(now)
            return [notice.text for notice in fresh(page).notices]

        assert shown(at(9, 30, 23, 59)) == ["alltid", "till oktober"]
        assert shown(at(10, 1)) == ["alltid", "i oktober", "från oktober"]
        assert shown(at(10, 31, 23, 59)) == ["alltid", "i oktober", "från oktober"]
        assert shown(at(11, 1)) == ["alltid", "från oktober"]

    def test_an_organiser_that_is_not_published_is_left_out(self, event_index):
        page = ActivityPageFactory(parent=event_index)
        EventOrganiserFactory(event=page, organisation=OrganisationFactory(name="Hemlig", live=False))
        EventOrganiserFactory(event=page, organisation=OrganisationFactory(name="Region Halland"))
        assert [organisation.name for organisation in fresh(page).organisers] == ["Region Halland"]

    def test_programme(self, event_index):
        page = ActivityPageFactory(parent=event_index, occasions=[])
        occasion = OccasionFactory(event=page, starts_at=at(10, 25, 18), ends_at=at(10, 26, 12))
        item = ProgrammeItemFactory(occasion=occasion, day=2, start_time=dt.time(9), end_time=None)
        SpeakerFactory(item=item, name="Eva Exempel")
        [occasion] = fresh(page).occasions.all()
        [item] = occasion.programme.all()
        assert item.starts_at == dt.datetime(2025, 10, 26, 8, 0, tzinfo=dt.UTC)
        assert item.ends_at is None
        assert [speaker.name for speaker in item.speakers.all()] == ["Eva Exempel"]

    def test_a_translation_has_the_same_occasions(self, two_steps):
        english = Locale.objects.get(language_code="en")
        item = ProgrammeItemFactory(occasion=two_steps.occasions.all()[0])
        SpeakerFactory(item=item, name="Eva Exempel")
        copy = fresh(two_steps).copy_for_translation(english, copy_parents=True)
        assert copy.starts_at == at(10, 16, 15)
        first, _second = fresh(copy).occasions.all()
        assert [speaker.name for speaker in first.programme.get().speakers.all()] == ["Eva Exempel"]

    def test_what_is_in_memory_is_told_as_in_a_preview(self, event_index):
        page = fresh(ActivityPageFactory(parent=event_index))
        page.occasions = [OccasionFactory.build(online=True), OccasionFactory.build(online=True)]
        draft = page.save_revision().as_object()
        assert draft.attendance == EventAttendance.ONLINE
        assert draft.venue is None
        assert [occasion.ordinal for occasion in draft.related("occasions")] == [1, 2]
        assert fresh(page).attendance == EventAttendance.ON_SITE


TEASER = ["phase", "phase_changes_at", "attendance", "venue", "registration", "kind", "cost", "notices", "organisers"]


@pytest.mark.parametrize("count", [1, 3, 9])
def test_a_mixed_list_costs_the_same_however_long(event_index, django_assert_num_queries, count):
    for _ in range(count):
        page = ActivityPageFactory(parent=event_index)
        ProgrammeItemFactory(occasion=page.occasions.get())
        EventOrganiserFactory(event=page)
        EventNoticeFactory(event=page)
        conference = ConferencePageFactory(parent=event_index, summarised=True)
        ConferenceKeyPointFactory(conference=conference)
        ConferenceSummaryDocumentFactory(conference=conference)
    list(Page.objects.specific())  # Content types are looked up once a process.
    # The list, each type's rows, occasions, notices, organisers and their organisations, programme,
    # key points, summary documents and the documents.
    with django_assert_num_queries(3 + 1 + 1 + 2 + 1 + 1 + 2):
        events = load_list(EventPage.objects.visible().soonest_first(), specific=True)
        assert {type(event) for event in events} == {ActivityPage, ConferencePage}
        for event in events:
            for name in TEASER:
                getattr(event, name)
            for occasion in event.related("occasions"):
                assert occasion.ordinal == 1
                for item in related(occasion, "programme"):
                    assert item.starts_at
            if isinstance(event, ConferencePage):
                assert len(event.conference_summary.key_points) == 1
                assert len(event.conference_summary.documents) == 1


class TestLists:
    """Which events a list holds."""

    def test_upcoming_and_past_meet_at_the_end(self, event_index):
        page = ActivityPageFactory(parent=event_index)
        events = EventPage.objects.all()
        assert list(events.upcoming(page.over_at - HOUR)) == [page.eventpage_ptr]
        assert list(events.upcoming(page.over_at)) == []
        assert list(events.past(page.over_at - HOUR)) == []
        assert list(events.past(page.over_at)) == [page.eventpage_ptr]

    def test_order(self, event_index):
        for day in (20, 10, 30):
            ActivityPageFactory(
                parent=event_index, title=f"Om {day}", occasions=[OccasionFactory.build(starts_at=in_days(day))]
            )
        assert [page.title for page in EventPage.objects.soonest_first()] == ["Om 10", "Om 20", "Om 30"]
        assert [page.title for page in EventPage.objects.newest_first()] == ["Om 30", "Om 20", "Om 10"]

    def test_of_kind(self, event_index):
        activity = ActivityPageFactory(parent=event_index)
        conference = ConferencePageFactory(parent=event_index)
        assert EventPage.objects.of_kind(EventKind.ACTIVITY).get().pk == activity.pk
        assert EventPage.objects.of_kind(EventKind.CONFERENCE).get().pk == conference.pk

    @pytest.mark.parametrize(
        ("first", "last", "found"),
        [
            (None, None, True),
            (dt.date(2025, 10, 16), dt.date(2025, 10, 16), True),
            (dt.date(2025, 10, 1), dt.date(2025, 10, 15), False),
            (dt.date(2025, 10, 17), dt.date(2025, 11, 11), False),
            (dt.date(2025, 11, 12), dt.date(2025, 11, 12), True),
            (dt.date(2025, 11, 12), None, True),
            (dt.date(2025, 11, 13), None, False),
            (None, dt.date(2025, 10, 16), True),
            (None, dt.date(2025, 10, 15), False),
        ],
    )
    def test_on_between_looks_at_each_occasion(self, two_steps, first, last, found):
        assert EventPage.objects.on_between(first, last).exists() is found

    def test_on_between_holds_an_occasion_over_midnight(self, event_index):
        occasion = OccasionFactory.build(starts_at=at(10, 16, 22), ends_at=at(10, 18, 0))
        ActivityPageFactory(parent=event_index, occasions=[occasion])
        assert EventPage.objects.on_between(dt.date(2025, 10, 17), dt.date(2025, 10, 17)).exists()
        assert not EventPage.objects.on_between(dt.date(2025, 10, 18), dt.date(2025, 10, 18)).exists()

    def test_in_municipality(self, event_index):
        page = ActivityPageFactory(parent=event_index)
        ActivityPageFactory(parent=event_index, occasions=[OccasionFactory.build(municipality="laholm")])
        assert EventPage.objects.in_municipality("halmstad").get().pk == page.pk

    @pytest.mark.parametrize(
        ("attendance", "titles"),
        [
            (EventAttendance.ON_SITE, ["plats", "båda", "blandat"]),
            (EventAttendance.ONLINE, ["nät", "båda", "blandat"]),
            (EventAttendance.HYBRID, ["båda", "blandat"]),
        ],
    )
    def test_with_attendance(self, event_index, attendance, titles):
        hybrid = {"attendance": "hybrid", "online_platform": "Teams"}
        for title, occasions in {
            "plats": [{}],
            "nät": [{"online": True}],
            "båda": [hybrid],
            "blandat": [{}, {"online": True}],
        }.items():
            rows = [OccasionFactory.build(**occasion) for occasion in occasions]
            ActivityPageFactory(parent=event_index, title=title, occasions=rows)
        found = EventPage.objects.with_attendance(attendance)
        assert sorted(page.title for page in found) == sorted(titles)

    def test_summarised(self, event_index):
        today = timezone.localdate()
        lead = {"summary_lead": "Så blev det."}
        old = ConferencePageFactory(parent=event_index, summarised=True)
        new = ConferencePageFactory(parent=event_index, summarised=True, summary_published_on=today)
        ConferencePageFactory(parent=event_index, summary_published_on=today + dt.timedelta(days=1), **lead)
        ConferencePageFactory(parent=event_index)
        assert list(ConferencePage.objects.summarised().newest_summary_first()) == [new, old]

    def test_a_filter_keeps_an_event_with_two_matching_occasions_once(self, event_index):
        ActivityPageFactory(parent=event_index, occasions=[OccasionFactory.build(), OccasionFactory.build()])
        assert EventPage.objects.in_municipality("halmstad").count() == 1
