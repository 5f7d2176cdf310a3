"""Dates of an event moved to another year: the clock on the wall and the rules of an occasion hold."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.shifting import OccasionDates, shift_between, shifted, shifted_dates, with_year

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
SHIFTS = st.integers(-1_500, 1_500).map(lambda days: dt.timedelta(days=days))
INSTANTS = st.integers(0, 50 * 366 * 24 * 60).map(
    lambda minutes: dt.datetime(2005, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)
AROUND_A_CHANGE = st.builds(
    lambda night, minutes: night + dt.timedelta(minutes=minutes),
    st.sampled_from([dt.datetime(2026, 3, 28, 23, tzinfo=dt.UTC), dt.datetime(2026, 10, 24, 23, tzinfo=dt.UTC)]),
    st.integers(0, 300),
)
ANY_INSTANT = INSTANTS | AROUND_A_CHANGE


def clock(instant: dt.datetime) -> dt.datetime:
    """Return what clocks in Stockholm show."""
    return instant.astimezone(STOCKHOLM).replace(tzinfo=None)


def exists(time: dt.datetime) -> bool:
    """Return whether clocks in Stockholm ever show this."""
    return clock(time.replace(tzinfo=STOCKHOLM).astimezone(dt.UTC)) == time


@st.composite
def occasions(draw: st.DrawFn) -> OccasionDates:
    """Make up the dates of an occasion that the rules of occasions let through."""
    starts_at = draw(ANY_INSTANT)
    minutes = st.integers(1, 60 * 24 * 90).map(lambda number: dt.timedelta(minutes=number))
    ends_at = draw(st.none() | minutes.map(lambda length: starts_at + length))
    deadline = draw(st.none() | st.just(starts_at) | minutes.map(lambda before: starts_at - before))
    opens_at = draw(st.none() | minutes.map(lambda before: (deadline or starts_at) - before))
    return OccasionDates(starts_at, ends_at, opens_at, deadline)


@given(ANY_INSTANT, SHIFTS)
def test_the_clock_on_the_wall_stays(instant, shift):
    there = clock(instant) + shift
    assume(exists(there))
    assert clock(shifted(instant, shift)) == there


@given(ANY_INSTANT, SHIFTS)
def test_a_time_that_is_skipped_comes_an_hour_later(instant, shift):
    there = clock(instant) + shift
    expected = there if exists(there) else there + dt.timedelta(hours=1)
    assert clock(shifted(instant, shift)) == expected


@given(occasions(), SHIFTS)
def test_the_rules_of_an_occasion_still_hold(dates, shift):
    moved = shifted_dates(dates, shift)
    assert moved.starts_at == shifted(dates.starts_at, shift)
    assert (moved.ends_at is None) == (dates.ends_at is None)
    assert moved.ends_at is None or moved.ends_at > moved.starts_at
    assert (moved.registration_deadline is None) == (dates.registration_deadline is None)
    assert moved.registration_deadline is None or moved.registration_deadline <= moved.starts_at
    closes_at = moved.registration_deadline or moved.starts_at
    assert moved.registration_opens_at is None or moved.registration_opens_at < closes_at


@given(occasions(), SHIFTS)
def test_by_day_every_date_moves_by_the_same(dates, shift):
    instants = [dates.starts_at, dates.ends_at, dates.registration_opens_at, dates.registration_deadline]
    given_dates = [instant for instant in instants if instant]
    assume(all(clock(instant).hour not in (1, 2, 3) for instant in given_dates))
    moved = shifted_dates(dates, shift)
    all_moved = [moved.starts_at, moved.ends_at, moved.registration_opens_at, moved.registration_deadline]
    assert [clock(instant) for instant in all_moved if instant] == [clock(instant) + shift for instant in given_dates]


@given(DAYS, DAYS)
def test_the_first_day_is_the_one_asked_for(first, new_first):
    assert first + shift_between(first, new_first) == new_first


@given(DAYS, DAYS)
def test_the_weekday_is_kept_by_moving_to_the_nearest(first, new_first):
    moved = first + shift_between(first, new_first, keep_weekday=True)
    assert moved.weekday() == first.weekday()
    assert abs(moved - new_first) <= dt.timedelta(days=3)


IN_SPRING = (dt.datetime(2026, 3, 26, 18, tzinfo=STOCKHOLM), 7, dt.datetime(2026, 4, 2, 18, tzinfo=STOCKHOLM))
IN_AUTUMN = (dt.datetime(2026, 10, 22, 18, tzinfo=STOCKHOLM), 7, dt.datetime(2026, 10, 29, 18, tzinfo=STOCKHOLM))
SKIPPED = (dt.datetime(2026, 3, 28, 2, 30, tzinfo=STOCKHOLM), 1, dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("instant", "days", "expected"), [IN_SPRING, IN_AUTUMN, SKIPPED], ids=["spring", "autumn", "skipped"]
)
def test_over_a_change_of_clocks(instant, days, expected):
    assert shifted(instant, dt.timedelta(days=days)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samverkan 2025", "Samverkan 2026"),
        ("konferens-2025", "konferens-2026"),
        ("Samverkan", "Samverkan"),
        ("Året 2025–2026", "Året 2026–2027"),
        ("Året 2024/2025", "Året 2025/2026"),
        ("aret-2025-2026", "aret-2026-2027"),
        ("Sedan 2017: möte 2025", "Sedan 2017: möte 2026"),
        ("Rum 12025", "Rum 12025"),
    ],
)
def test_a_title_of_a_year_is_of_the_next(text, expected):
    assert with_year(text, 2025, 2026) == expected
