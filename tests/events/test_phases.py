"""The phases of an event at every border, on plain facts."""

import datetime as dt
import itertools
import random
from zoneinfo import ZoneInfo

import pytest

from events.enums import EventPhase, OccasionStatus, RegistrationStatus
from events.phases import (
    EventFacts,
    OccasionFacts,
    RegistrationFacts,
    next_occasion,
    phase,
    phase_changes_at,
    registration_status,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MOMENT = dt.timedelta(microseconds=1)


def at(month, day, hour=0, minute=0, *, year=2025):
    """Return an instant by the clock in Stockholm."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=STOCKHOLM)


def meeting(**changes):
    """Return the facts of a meeting on 12 November, 13–17, with registration in October and an original deadline."""
    registration = changes.pop("registration", {})
    facts = {"starts_at": at(11, 12, 13), "ends_at": at(11, 12, 17)} | changes
    if registration is not None:
        dates = {"opens_at": at(10, 1, 9), "deadline": at(10, 31, 23, 59)}
        facts["registration"] = RegistrationFacts(**(dates | registration))
    return OccasionFacts(**facts)


def event(*occasions, **changes):
    """Return the facts of an event with these occasions."""
    return EventFacts(occasions=occasions, **changes)


BORDERS = [
    pytest.param(event(meeting()), at(10, 1, 9), EventPhase.ANNOUNCED, EventPhase.REGISTRATION_OPEN, id="opens"),
    pytest.param(
        event(meeting()), at(10, 28, 23, 59), EventPhase.REGISTRATION_OPEN, EventPhase.LAST_DAYS, id="last days"
    ),
    pytest.param(
        event(meeting()), at(10, 31, 23, 59), EventPhase.LAST_DAYS, EventPhase.REGISTRATION_CLOSED, id="deadline"
    ),
    pytest.param(
        event(meeting(registration={"original_deadline": at(10, 15, 12)})),
        at(10, 15, 12),
        EventPhase.REGISTRATION_OPEN,
        EventPhase.EXTENDED,
        id="original deadline",
    ),
    pytest.param(
        event(meeting(registration={"original_deadline": at(10, 15, 12)})),
        at(10, 31, 23, 59),
        EventPhase.EXTENDED,
        EventPhase.REGISTRATION_CLOSED,
        id="extended deadline, no last days in between",
    ),
    pytest.param(
        event(meeting(registration={"original_deadline": at(10, 29, 12)})),
        at(10, 29, 12),
        EventPhase.LAST_DAYS,
        EventPhase.EXTENDED,
        id="original deadline within the last days",
    ),
    pytest.param(event(meeting()), at(11, 12, 13), EventPhase.REGISTRATION_CLOSED, EventPhase.ONGOING, id="starts"),
    pytest.param(event(meeting()), at(11, 12, 17), EventPhase.ONGOING, EventPhase.PAST, id="ends"),
    pytest.param(event(meeting(ends_at=None)), at(11, 13), EventPhase.ONGOING, EventPhase.PAST, id="ends with the day"),
    pytest.param(
        event(meeting(registration=None)),
        at(11, 12, 13),
        EventPhase.ANNOUNCED,
        EventPhase.ONGOING,
        id="no registration",
    ),
    pytest.param(
        event(meeting(registration={"deadline": None})),
        at(11, 12, 13),
        EventPhase.REGISTRATION_OPEN,
        EventPhase.ONGOING,
        id="no deadline",
    ),
    pytest.param(
        event(meeting(registration={"seats_left": 0})), at(11, 12, 13), EventPhase.FULL, EventPhase.ONGOING, id="full"
    ),
    pytest.param(
        event(meeting(), summarised_at=at(12, 1)), at(12, 1), EventPhase.PAST, EventPhase.SUMMARISED, id="summary"
    ),
    pytest.param(
        event(meeting(), summarised_at=at(11, 12)),
        at(11, 12, 17),
        EventPhase.ONGOING,
        EventPhase.SUMMARISED,
        id="a summary of the same day waits for the end",
    ),
    pytest.param(
        event(meeting(), meeting(starts_at=at(11, 20, 13), ends_at=None, registration={"deadline": at(11, 15)})),
        at(11, 12, 17),
        EventPhase.ONGOING,
        EventPhase.LAST_DAYS,
        id="between two occasions the registration of the next",
    ),
    pytest.param(
        event(meeting(status=OccasionStatus.CANCELLED), meeting(starts_at=at(11, 20, 13), ends_at=None)),
        at(11, 20, 13),
        EventPhase.REGISTRATION_CLOSED,
        EventPhase.ONGOING,
        id="a cancelled occasion does not count",
    ),
]


@pytest.mark.parametrize(("facts", "border", "before", "after"), BORDERS)
def test_border_belongs_to_what_follows(facts, border, before, after):
    border = border.astimezone(dt.UTC)
    assert phase(facts, border - MOMENT) == before
    assert phase(facts, border) == after
    assert phase(facts, border + MOMENT) == after
    assert phase_changes_at(facts, border - MOMENT) == border
    assert phase_changes_at(facts, border) != border


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        pytest.param(event(), at(1, 1), EventPhase.ANNOUNCED, id="no occasion yet"),
        pytest.param(event(meeting(status=OccasionStatus.CANCELLED)), at(10, 1), EventPhase.CANCELLED, id="cancelled"),
        pytest.param(
            event(meeting(status=OccasionStatus.CANCELLED), summarised_at=at(12, 1)),
            at(12, 2),
            EventPhase.CANCELLED,
            id="cancelled goes before summarised",
        ),
        pytest.param(event(meeting(status=OccasionStatus.FULL)), at(9, 1), EventPhase.FULL, id="full before opening"),
        pytest.param(event(meeting(status=OccasionStatus.FULL)), at(11, 1), EventPhase.FULL, id="full after deadline"),
        pytest.param(
            event(meeting(status=OccasionStatus.FULL, registration=None)), at(9, 1), EventPhase.FULL, id="full, drop-in"
        ),
        pytest.param(
            event(meeting(status=OccasionStatus.OPEN)), at(9, 1), EventPhase.REGISTRATION_OPEN, id="opened by hand"
        ),
        pytest.param(
            event(meeting(status=OccasionStatus.OPEN)),
            at(11, 1),
            EventPhase.REGISTRATION_CLOSED,
            id="still has deadline",
        ),
        pytest.param(event(meeting(status=OccasionStatus.MOVED)), at(10, 2), EventPhase.REGISTRATION_OPEN, id="moved"),
        pytest.param(
            event(meeting(registration={"opens_at": None})),
            at(2, 1),
            EventPhase.REGISTRATION_OPEN,
            id="no opening date",
        ),
        pytest.param(event(meeting(registration=None)), at(10, 2), EventPhase.ANNOUNCED, id="no registration needed"),
        pytest.param(
            event(meeting(starts_at=at(11, 20, 13), ends_at=at(11, 20, 14)), meeting()),
            at(11, 12, 14),
            EventPhase.ONGOING,
            id="order of the rows does not matter",
        ),
    ],
)
def test_phase(facts, now, expected):
    assert phase(facts, now) == expected


@pytest.mark.parametrize(
    ("facts", "now"),
    [
        (event(), at(1, 1)),
        (event(meeting(status=OccasionStatus.CANCELLED)), at(10, 1)),
        (event(meeting()), at(11, 12, 17)),
        (event(meeting(), summarised_at=at(12, 1)), at(12, 1)),
    ],
)
def test_nothing_left_to_change_by_itself(facts, now):
    assert phase_changes_at(facts, now) is None


class TestDaylightSaving:
    """Summer time ends on 26 October 2025 at 03.00 and starts on 29 March 2026 at 02.00."""

    def test_last_days_follow_the_clock_on_the_wall_over_the_end_of_summer_time(self):
        facts = event(meeting(registration={"deadline": at(10, 27, 23, 59)}))
        border = dt.datetime(2025, 10, 24, 21, 59, tzinfo=dt.UTC)
        assert phase(facts, border - MOMENT) == EventPhase.REGISTRATION_OPEN
        assert phase(facts, border) == EventPhase.LAST_DAYS
        assert phase(facts, dt.datetime(2025, 10, 27, 22, 59, tzinfo=dt.UTC)) == EventPhase.REGISTRATION_CLOSED

    def test_last_days_follow_the_clock_on_the_wall_over_the_start_of_summer_time(self):
        occasion = meeting(
            starts_at=at(4, 10, 13, year=2026),
            ends_at=None,
            registration={"deadline": at(3, 30, 23, 59, year=2026)},
        )
        border = dt.datetime(2026, 3, 27, 22, 59, tzinfo=dt.UTC)
        assert phase_changes_at(event(occasion), border - MOMENT) == border
        assert phase_changes_at(event(occasion), border) == dt.datetime(2026, 3, 30, 21, 59, tzinfo=dt.UTC)

    def test_day_without_end_is_25_hours_long(self):
        facts = event(meeting(starts_at=at(10, 26, 0, 30), ends_at=None, registration=None))
        assert phase(facts, dt.datetime(2025, 10, 26, 22, 59, tzinfo=dt.UTC)) == EventPhase.ONGOING
        assert phase(facts, dt.datetime(2025, 10, 26, 23, 0, tzinfo=dt.UTC)) == EventPhase.PAST

    def test_day_without_end_is_23_hours_long(self):
        facts = event(meeting(starts_at=at(3, 29, 0, 30, year=2026), ends_at=None, registration=None))
        assert phase(facts, dt.datetime(2026, 3, 29, 21, 59, tzinfo=dt.UTC)) == EventPhase.ONGOING
        assert phase(facts, dt.datetime(2026, 3, 29, 22, 0, tzinfo=dt.UTC)) == EventPhase.PAST

    def test_the_repeated_hour_is_two_hours(self):
        first, second = at(10, 26, 2, 30), at(10, 26, 2, 30).replace(fold=1)
        facts = event(meeting(starts_at=second, ends_at=at(10, 26, 5), registration=None))
        assert phase(facts, first) == EventPhase.ANNOUNCED
        assert phase_changes_at(facts, first) == dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC)
        assert phase(facts, second) == EventPhase.ONGOING

    def test_deadline_in_the_repeated_hour(self):
        deadline = at(10, 26, 2, 30).replace(fold=1)
        facts = event(meeting(registration={"deadline": deadline}))
        assert phase(facts, at(10, 26, 2, 45)) == EventPhase.LAST_DAYS
        assert phase(facts, deadline) == EventPhase.REGISTRATION_CLOSED


def random_event(seed):
    """Return an event of up to three occasions with whatever dates, some on the same instant, some in odd order."""
    draw = random.Random(seed)  # noqa: S311 - draws test data
    instants = [at(3, 20, year=2026) + dt.timedelta(hours=6 * step) for step in range(80)]

    def maybe():
        return draw.choice([None, *draw.sample(instants, 3)])

    def occasion():
        starts_at = draw.choice(instants)
        return OccasionFacts(
            starts_at=starts_at,
            ends_at=draw.choice([None, starts_at + dt.timedelta(hours=draw.randint(1, 60))]),
            status=draw.choice(list(OccasionStatus)),
            registration=draw.choice([None, RegistrationFacts(maybe(), maybe(), maybe(), draw.choice([None, 0, 7]))]),
        )

    return EventFacts([occasion() for _ in range(draw.randint(0, 3))], maybe())


@pytest.mark.parametrize("seed", range(150))
def test_phase_is_constant_between_the_changes_foretold(seed):
    facts = random_event(seed)
    now = at(3, 1, year=2026).astimezone(dt.UTC)
    changes = [now]
    while (change := phase_changes_at(facts, changes[-1])) is not None:
        changes.append(change)
    for start, end in itertools.pairwise([*changes, at(5, 1, year=2026).astimezone(dt.UTC)]):
        step = (end - start) / 40
        assert {phase(facts, start + step * part) for part in range(40)} == {phase(facts, start)}
        assert phase(facts, end - MOMENT) == phase(facts, start)
        assert {phase_changes_at(facts, start + step * part) for part in range(0, 40, 13)} == {
            phase_changes_at(facts, start)
        }
    for before, after in itertools.pairwise(changes):
        assert phase(facts, before) != phase(facts, after)


@pytest.mark.parametrize(
    ("occasion", "now", "expected"),
    [
        (meeting(), at(9, 30), RegistrationStatus.NOT_OPEN),
        (meeting(), at(10, 1, 9), RegistrationStatus.OPEN),
        (meeting(), at(10, 31, 23, 59), RegistrationStatus.CLOSED),
        (meeting(registration={"seats_left": 0}), at(10, 2), RegistrationStatus.FULL),
        (meeting(registration={"seats_left": 0}), at(11, 12, 13), RegistrationStatus.CLOSED),
        (meeting(status=OccasionStatus.CANCELLED), at(10, 2), RegistrationStatus.CANCELLED),
        (meeting(registration=None), at(10, 2), RegistrationStatus.NOT_REQUIRED),
        (meeting(registration=None), at(12, 2), RegistrationStatus.NOT_REQUIRED),
    ],
)
def test_registration_status(occasion, now, expected):
    assert registration_status(occasion, now) == expected


@pytest.mark.parametrize(
    ("occasions", "now", "expected"),
    [
        ([], at(10, 1), None),
        ([meeting(), meeting(starts_at=at(11, 20), ends_at=None)], at(10, 1), 0),
        ([meeting(), meeting(starts_at=at(11, 20), ends_at=None)], at(11, 12, 14), 0),
        ([meeting(), meeting(starts_at=at(11, 20), ends_at=None)], at(11, 12, 17), 1),
        ([meeting(), meeting(starts_at=at(11, 20), ends_at=None)], at(12, 1), 1),
        ([meeting(starts_at=at(11, 20), ends_at=None), meeting()], at(10, 1), 1),
        ([meeting(status=OccasionStatus.CANCELLED), meeting(starts_at=at(11, 20))], at(10, 1), 1),
        ([meeting(status=OccasionStatus.CANCELLED), meeting(starts_at=at(11, 20), ends_at=at(11, 21))], at(12, 1), 1),
        ([meeting(status=OccasionStatus.CANCELLED)], at(12, 1), 0),
    ],
)
def test_next_occasion(occasions, now, expected):
    assert next_occasion(occasions, now) == expected
