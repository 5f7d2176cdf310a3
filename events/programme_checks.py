"""What does not fit in a programme: compares its items with each other and with their occasion."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from events.enums import ProgrammeItemKind
from events.programme_text import ParsedItem
from events.times import instant_on_day


class Misfit(Enum):
    """What can be wrong with the time of an item."""

    ENDS_BEFORE_START = auto()
    OVERLAP = auto()
    GAP = auto()
    BEFORE_OCCASION = auto()
    AFTER_OCCASION = auto()


@dataclass(frozen=True)
class Finding:
    """Something that does not fit: at which item, and with which other if two are concerned; both as positions."""

    misfit: Misfit
    item: int
    other: int | None = None


def findings(items: Sequence[ParsedItem], starts_at: dt.datetime | None, over_at: dt.datetime | None) -> list[Finding]:
    """Return all that does not fit, in the order of the items.

    Args:
        items: the items of one occasion.
        starts_at: when the occasion starts; None if it is not known, then nothing is outside it.
        over_at: when it is over; None if it is not known.
    """
    found = [
        Finding(Misfit.ENDS_BEFORE_START, i) for i, item in enumerate(items) if item.end and item.end <= item.start
    ]
    found += overlaps(items)
    found += gaps(items)
    if starts_at:
        found += outside(items, starts_at, over_at)
    return sorted(found, key=lambda finding: (finding.item, finding.misfit.value))


def overlaps(items: Sequence[ParsedItem]) -> Iterator[Finding]:
    """Yield each item that begins while an earlier one goes on; an item without an end lasts no time."""
    ordered = _in_time(items)
    for position, index in enumerate(ordered):
        item = items[index]
        for other in ordered[:position]:
            end = items[other].end
            if items[other].day == item.day and (items[other].start == item.start or (end and end > item.start)):
                yield Finding(Misfit.OVERLAP, index, other)
                break


def gaps(items: Sequence[ParsedItem]) -> Iterator[Finding]:
    """Yield each item before which nothing goes on, with the item that ended last; the first of a day has no gap."""
    last: int | None = None
    for index in _in_time(items):
        item = items[index]
        previous = items[last] if last is not None and items[last].day == item.day else None
        if previous and previous.end and previous.end < item.start:
            yield Finding(Misfit.GAP, index, last)
        if previous is None or (item.end or item.start) >= (previous.end or previous.start):
            last = index


def outside(items: Sequence[ParsedItem], starts_at: dt.datetime, over_at: dt.datetime | None) -> Iterator[Finding]:
    """Yield each item outside its occasion, as the form judges: registration alone may begin before it."""
    for index, item in enumerate(items):
        starts = instant_on_day(starts_at, item.day, item.start)
        ends = instant_on_day(starts_at, item.day, item.end or item.start)
        if starts < starts_at and item.kind != ProgrammeItemKind.REGISTRATION:
            yield Finding(Misfit.BEFORE_OCCASION, index)
        elif over_at and (starts > over_at or ends > over_at):
            yield Finding(Misfit.AFTER_OCCASION, index)


def _in_time(items: Sequence[ParsedItem]) -> list[int]:
    return sorted(range(len(items)), key=lambda index: (items[index].day, items[index].start))
