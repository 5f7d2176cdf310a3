"""The list of activities and conferences in the admin: columns, filters, order, files, and who sees what of it."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from events.enums import EventPhase
from events.models import EventPage
from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.platform_pages import PlatformPageFactory
from tests.listings import buttons_of, exported_csv, exported_xlsx, menu_of, table_of, titles
from tests.roles import signed_in, user_in

URL = "/admin/activities-and-conferences/"
LABEL = "Aktiviteter och konferenser"
ASSOCIATION = "Hallands bildningsförbund"
HEADINGS = [
    *("Titel", "Typ", "Läge", "Nästa tillfälle", "Slutar", "Sista anmälningsdag", "Kommun", "Lokal"),
    *("Antal tillfällen", "Antal platser", "Lediga platser", "Status", "Språk", "Webbadress"),
]


@pytest.fixture
def index(site: Any, home_page: Page) -> Page:
    """The index that the events stand below."""
    return EventIndexPageFactory(parent=home_page, title="Aktiviteter", slug="aktiviteter")


def occasion(days: float, **values: Any) -> Any:
    """An occasion that is not saved yet, in some days."""
    return OccasionFactory.build(starts_at=in_days(days), **values)


def shown(instant: Any) -> str:
    """An instant as the Swedish admin shows it."""
    return f"{timezone.localtime(instant):%Y-%m-%d %H:%M}"


@pytest.fixture
def four(index: Page) -> dict[str, EventPage]:
    """A conference with registration, a series that has begun, an activity without a date, and one that is over."""
    registration = {"with_registration": True, "capacity": 80, "seats_left": 12}
    return {
        "conference": ConferencePageFactory(
            parent=index, title="Årets konferens", slug="arets", occasions=[occasion(40, **registration)]
        ),
        "series": ActivityPageFactory(
            parent=index,
            title="Dialogmöten",
            slug="dialog",
            occasions=[
                occasion(-5),
                occasion(10, municipality="varberg", venue_name="Rådhuset"),
                occasion(15, online=True),
            ],
        ),
        "undated": ActivityPageFactory(parent=index, title="Utan datum", slug="utan", occasions=[], live=False),
        "over": ActivityPageFactory(parent=index, title="Förra året", slug="forra", occasions=[occasion(-300)]),
    }


def test_what_comes_next_stands_first_with_what_one_works_by(admin_client: Client, four: dict[str, EventPage]):
    conference, over = (four[name].occasions.get() for name in ("conference", "over"))
    second = four["series"].occasions.all()[1]
    assert table_of(admin_client, URL) == [
        [
            *("Titel 1–4 av 4 evenemang", "Typ", "Läge", "Nästa tillfälle"),
            *("Sista anmälningsdag", "Kommun", "Status"),
        ],
        [
            *("Dialogmöten Svenska", "Aktivitet", EventPhase.ANNOUNCED.label, shown(second.starts_at)),
            *("", "Halmstad, Varberg", "publicerad"),
        ],
        [
            *("Årets konferens Svenska", "Konferens", "Anmälan öppen", shown(conference.starts_at)),
            *(shown(conference.registration_deadline), "Halmstad", "publicerad"),
        ],
        ["Utan datum Svenska", "Aktivitet", EventPhase.ANNOUNCED.label, "", "", "", "utkast"],
        ["Förra året Svenska", "Aktivitet", "Genomfört", shown(over.starts_at), "", "Halmstad", "publicerad"],
    ]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("title", ["Dialogmöten", "Förra året", "Utan datum", "Årets konferens"]),
        ("-title", ["Årets konferens", "Utan datum", "Förra året", "Dialogmöten"]),
        ("kind", ["Förra året", "Utan datum", "Dialogmöten", "Årets konferens"]),
        ("-kind", ["Årets konferens", "Förra året", "Utan datum", "Dialogmöten"]),
        ("next_start", ["Förra året", "Dialogmöten", "Årets konferens", "Utan datum"]),
        ("-next_start", ["Årets konferens", "Dialogmöten", "Förra året", "Utan datum"]),
        ("next_deadline", ["Årets konferens", "Förra året", "Utan datum", "Dialogmöten"]),
        ("-next_deadline", ["Årets konferens", "Förra året", "Utan datum", "Dialogmöten"]),
        ("municipality", ["Förra året", "Dialogmöten", "Årets konferens", "Utan datum"]),
        ("-municipality", ["Förra året", "Dialogmöten", "Årets konferens", "Utan datum"]),
        ("live", ["Utan datum", "Förra året", "Dialogmöten", "Årets konferens"]),
        ("-live", ["Förra året", "Dialogmöten", "Årets konferens", "Utan datum"]),
    ],
)
@pytest.mark.usefixtures("four")
def test_each_column_sorts_both_ways(admin_client: Client, ordering: str, expected: list[str]):
    assert titles(admin_client, URL, ordering=ordering) == expected
    assert titles(admin_client, URL, ordering=ordering, q="datum") == ["Utan datum"]


def test_deadlines_sort_both_ways(admin_client: Client, index: Page):
    for title, days in (("Senare", 60), ("Snart", 20)):
        ActivityPageFactory(parent=index, title=title, occasions=[occasion(days, with_registration=True)])
    assert titles(admin_client, URL, ordering="next_deadline") == ["Snart", "Senare"]
    assert titles(admin_client, URL, ordering="-next_deadline") == ["Senare", "Snart"]


def test_municipalities_sort_by_the_first_that_is_shown(admin_client: Client, index: Page):
    for title, occasions in {
        "Varberg": [occasion(2, municipality="varberg"), occasion(1, municipality="falkenberg")],
        "Hylte": [occasion(3, online=True), occasion(4, municipality=""), occasion(5, municipality="hylte")],
        "Digitalt": [occasion(6, online=True)],
    }.items():
        ActivityPageFactory(parent=index, title=title, occasions=occasions)

    assert titles(admin_client, URL, ordering="municipality") == ["Hylte", "Varberg", "Digitalt"]
    assert titles(admin_client, URL, ordering="-municipality") == ["Varberg", "Hylte", "Digitalt"]


CHOICES = {
    "ahead": [occasion(-9), occasion(5), occasion(3)],
    "going on": [OccasionFactory.build(starts_at=in_days(-1), ends_at=in_days(1)), occasion(3)],
    "without an end, today": [OccasionFactory.build(starts_at=in_days(0), ends_at=None)],
    "over": [occasion(-9), occasion(-3)],
    "next is cancelled": [occasion(3, status="cancelled"), occasion(5)],
    "held is over, ahead is cancelled": [occasion(-3), occasion(3, status="cancelled")],
    "all are cancelled": [occasion(5, status="cancelled"), occasion(3, status="cancelled")],
    "at the same time": [occasion(3, with_registration=True), occasion(3)],
    "no registration": [occasion(3, with_registration=True, registration_required=False)],
    "none": [],
}


@pytest.mark.parametrize("case", CHOICES)
def test_the_order_goes_by_the_occasion_that_is_shown(index: Page, case: str):
    ActivityPageFactory(parent=index, occasions=CHOICES[case])

    event = EventPage.objects.with_next_occasion().get()

    shown = event.next_occasion
    needed = shown and shown.registration_required
    assert (event.next_start, event.next_deadline) == (
        shown and shown.starts_at,
        shown.registration_deadline if needed else None,
    )


def day(days: float) -> str:
    """A day from today as the filters take it."""
    return f"{timezone.localdate() + dt.timedelta(days=days)}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"period": "upcoming"}, ["Dialogmöten", "Årets konferens"]),
        ({"period": "past"}, ["Förra året"]),
        ({"phase": ["registration_open"]}, ["Årets konferens"]),
        ({"phase": ["registration_open", "past"]}, ["Årets konferens", "Förra året"]),
        ({"phase": ["announced"]}, ["Dialogmöten", "Utan datum"]),
        ({"phase": ["full"]}, []),
        ({"kind": "activity"}, ["Dialogmöten", "Utan datum", "Förra året"]),
        ({"kind": "conference"}, ["Årets konferens"]),
        ({"on_from": day(20)}, ["Årets konferens"]),
        ({"on_to": day(-20)}, ["Förra året"]),
        ({"on_from": day(9), "on_to": day(16)}, ["Dialogmöten"]),
        ({"deadline_from": day(32), "deadline_to": day(34)}, ["Årets konferens"]),
        ({"deadline_from": day(35)}, []),
        ({"deadline_to": day(31)}, []),
        ({"municipality": ["varberg"]}, ["Dialogmöten"]),
        ({"municipality": ["varberg", "halmstad"]}, ["Dialogmöten", "Årets konferens", "Förra året"]),
        ({"municipality": ["hylte"]}, []),
        ({"status": "draft"}, ["Utan datum"]),
        ({"status": "live"}, ["Dialogmöten", "Årets konferens", "Förra året"]),
        ({"locale": "en"}, []),
        ({"q": "konferens"}, ["Årets konferens"]),
        ({"q": "dialog", "municipality": ["varberg"], "phase": ["announced"]}, ["Dialogmöten"]),
        ({"q": "dialog", "period": "past"}, []),
        # What cannot be read filters nothing, as everywhere in the admin.
        ({"municipality": ["stockholm"]}, ["Dialogmöten", "Årets konferens", "Utan datum", "Förra året"]),
    ],
)
@pytest.mark.usefixtures("four")
def test_each_filter_leaves_out_the_rest(admin_client: Client, query: dict[str, Any], expected: list[str]):
    assert titles(admin_client, URL, **query) == expected
    assert [row[0] for row in exported_csv(admin_client, URL, **query)[1:]] == expected


EVERY_PHASE: dict[EventPhase, dict[str, Any]] = {
    EventPhase.ANNOUNCED: {"occasions": [occasion(10)]},
    EventPhase.REGISTRATION_OPEN: {"occasions": [occasion(30, with_registration=True)]},
    EventPhase.LAST_DAYS: {"occasions": [occasion(8, with_registration=True)]},
    EventPhase.EXTENDED: {"occasions": [occasion(30, with_registration=True, original_deadline=in_days(-1))]},
    EventPhase.FULL: {"occasions": [occasion(30, with_registration=True, capacity=9, seats_left=0)]},
    EventPhase.REGISTRATION_CLOSED: {"occasions": [occasion(2, with_registration=True)]},
    EventPhase.ONGOING: {"occasions": [OccasionFactory.build(starts_at=in_days(-1), ends_at=in_days(1))]},
    EventPhase.PAST: {"occasions": [occasion(-10)]},
    EventPhase.SUMMARISED: {"summarised": True},
    EventPhase.CANCELLED: {"occasions": [occasion(10, status="cancelled")]},
}


def test_the_filter_by_phase_agrees_with_the_phase(admin_client: Client, index: Page):
    for phase, values in EVERY_PHASE.items():
        ConferencePageFactory(parent=index, title=phase.value, slug=phase.value, **values)

    found = {phase: titles(admin_client, URL, phase=[phase.value]) for phase in EVERY_PHASE}

    assert found == {phase: [phase.value] for phase in EVERY_PHASE}
    assert set(EVERY_PHASE) == set(EventPhase)


def test_the_csv_file(admin_client: Client, four: dict[str, EventPage]):
    conference, over = (four[name].occasions.get() for name in ("conference", "over"))
    second = four["series"].occasions.all()[1]

    def minute(instant: Any) -> str:
        return f"{timezone.localtime(instant):%Y-%m-%d %H:%M}"

    address = "https://front.example.org/aktiviteter/{}/".format
    announced = EventPhase.ANNOUNCED.label
    assert exported_csv(admin_client, URL) == [
        HEADINGS,
        [
            *("Dialogmöten", "Aktivitet", announced, minute(second.starts_at), minute(second.ends_at), ""),
            *("Halmstad, Varberg", "Rådhuset", "3", "", "", "publicerad", "Svenska", address("dialog")),
        ],
        [
            *("Årets konferens", "Konferens", "Anmälan öppen", minute(conference.starts_at)),
            *(minute(conference.ends_at), minute(conference.registration_deadline), "Halmstad", "Halmstads Teater"),
            *("1", "80", "12", "publicerad", "Svenska", address("arets")),
        ],
        ["Utan datum", "Aktivitet", announced, *[""] * 5, "0", "", "", "utkast", "Svenska", ""],
        [
            *("Förra året", "Aktivitet", "Genomfört", minute(over.starts_at), minute(over.ends_at), ""),
            *("Halmstad", "Halmstads Teater", "1", "", "", "publicerad", "Svenska", address("forra")),
        ],
    ]


def test_the_xlsx_file_has_dates_and_numbers(admin_client: Client, four: dict[str, EventPage]):
    conference = four["conference"].occasions.get()

    def on_the_wall(instant: Any) -> dt.datetime:
        return timezone.make_naive(instant)

    rows = exported_xlsx(admin_client, URL, kind="conference")

    assert rows == [
        HEADINGS,
        [
            *("Årets konferens", "Konferens", "Anmälan öppen", on_the_wall(conference.starts_at)),
            *(on_the_wall(conference.ends_at), on_the_wall(conference.registration_deadline)),
            *("Halmstad", "Halmstads Teater", 1, 80, 12, "publicerad", "Svenska"),
            "https://front.example.org/aktiviteter/arets/",
        ],
    ]


@pytest.mark.parametrize(
    "query", [{}, {"ordering": "municipality"}, {"phase": ["announced"]}, {"export": "csv"}, {"export": "xlsx"}]
)
def test_one_row_costs_as_much_as_three(admin_client: Client, index: Page, query: dict[str, Any]):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert b"".join(admin_client.get(URL, query))
        return len(captured)

    def add() -> None:
        ActivityPageFactory(parent=index, occasions=[occasion(10), occasion(20, registration_required=False)])

    add()
    statements()  # what is kept for later
    with_one = statements()
    add()
    add()

    assert statements() == with_one


@pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
def test_each_role_finds_the_list_in_the_menu(index: Page, group: str):
    establish_roles()
    ActivityPageFactory(parent=index, title="Dialogmöte")
    client = signed_in(user_in(group))

    assert menu_of(client)[:2] == ["Sidor", LABEL]
    assert titles(client, URL) == ["Dialogmöte"]
    buttons = buttons_of(client, URL)
    assert {label: buttons[label] for label in ("Lägg till aktivitet", "Lägg till konferens")} == {
        "Lägg till aktivitet": f"{URL}add/activitypage/",
        "Lägg till konferens": f"{URL}add/conferencepage/",
    }
    for model in ("activitypage", "conferencepage"):
        new = client.get(f"{URL}add/{model}/")
        assert new["Location"] == f"/admin/pages/add/events/{model}/{index.pk}/"


def test_an_association_sees_its_own_part_alone(index: Page, home_page: Page):
    establish_roles()
    own_home = PlatformPageFactory(parent=home_page, title="Föreningen")
    own_index = own_home.add_child(instance=EventIndexPageFactory.build(title="Våra", slug="vara"))
    ActivityPageFactory(parent=own_index, title="Eget möte")
    ActivityPageFactory(parent=index, title="Hemligt möte", live=False)
    call_command("association", ASSOCIATION, own_home.pk, verbosity=0)
    client = signed_in(user_in(ASSOCIATION, "eva"))

    assert menu_of(client)[:2] == ["Sidor", LABEL]
    assert titles(client, URL) == ["Eget möte"]
    assert titles(client, URL, q="möte", phase=["announced"]) == ["Eget möte"]
    assert [row[0] for row in exported_csv(client, URL)] == ["Titel", "Eget möte"]
    assert [row[0] for row in exported_xlsx(client, URL)] == ["Titel", "Eget möte"]


def test_an_association_without_events_is_not_led_to_the_list(index: Page, home_page: Page):
    establish_roles()
    ActivityPageFactory(parent=index, title="Hemligt möte", live=False)
    call_command("association", ASSOCIATION, PlatformPageFactory(parent=home_page).pk, verbosity=0)
    client = signed_in(user_in(ASSOCIATION, "eva"))

    assert LABEL not in menu_of(client)
    assert titles(client, URL) == []
    assert [label for label in buttons_of(client, URL) if label.startswith("Lägg till")] == []
