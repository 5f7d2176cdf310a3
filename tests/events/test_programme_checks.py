"""What does not fit in a programme is found: overlaps, gaps, and times outside the occasion."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from events.programme_checks import Finding, Misfit, findings
from events.programme_text import parse_programme

STOCKHOLM = ZoneInfo("Europe/Stockholm")
STARTS = dt.datetime(2025, 10, 16, 9, 0, tzinfo=STOCKHOLM)
OVER = dt.datetime(2025, 10, 16, 12, 0, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("9.00-10.00 A\n10.00-12.00 B", [], id="fits"),
        pytest.param("9.00 A\n10.00 B\n12.00 C", [], id="open ends"),
        pytest.param("9.00-10.00 A\n9.30-11.00 B", [Finding(Misfit.OVERLAP, 1, 0)], id="overlap"),
        pytest.param("9.00 A\n9.00-10.00 B", [Finding(Misfit.OVERLAP, 1, 0)], id="at the same time"),
        pytest.param(
            "9.00-12.00 A\n9.30-10.00 B\n10.30-11.00 C",
            [Finding(Misfit.OVERLAP, 1, 0), Finding(Misfit.OVERLAP, 2, 0)],
            id="within another, so no gap",
        ),
        pytest.param("9.30-10.00 A\n9.00-9.30 B", [], id="in another order"),
        pytest.param("9.00-10.00 A\n10.15-11.00 B", [Finding(Misfit.GAP, 1, 0)], id="gap"),
        pytest.param("10.00-9.00 A", [Finding(Misfit.ENDS_BEFORE_START, 0)], id="ends before it starts"),
        pytest.param("8.30-9.00 A", [Finding(Misfit.BEFORE_OCCASION, 0)], id="before"),
        pytest.param("8.30-9.00 Registrering", [], id="registration may begin before"),
        pytest.param("11.00-12.30 A", [Finding(Misfit.AFTER_OCCASION, 0)], id="runs over"),
        pytest.param("12.30 A", [Finding(Misfit.AFTER_OCCASION, 0)], id="after"),
        pytest.param("Dag 2\n9.00 A", [Finding(Misfit.AFTER_OCCASION, 0)], id="on a day too many"),
        pytest.param("9.00-10.00 A\nDag 2\n9.00 B", [Finding(Misfit.AFTER_OCCASION, 1)], id="no gap between days"),
    ],
)
def test_findings(text, expected):
    assert findings(parse_programme(text).items, STARTS, OVER) == expected


def test_without_an_occasion_nothing_is_outside():
    assert findings(parse_programme("3.00 A").items, None, None) == []


def test_without_an_end_nothing_is_late():
    assert findings(parse_programme("23.00-23.59 A").items, STARTS, None) == []
