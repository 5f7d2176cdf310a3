"""Reads a programme that was written as text: an item for each line that begins with a time."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cms.lint.swedish import dates
from events.enums import ProgrammeItemKind
from events.programme_kinds import kind_of
from events.programme_speakers import SpeakerFacts, speaker_alone, speakers_within

MAX_TITLE = 200
MAX_DAYS = 99
A_LEAP_YEAR = 2000

_TIME = r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?![\d.:]*\d)"
_HOUR = r"(?:[01]?\d|2[0-3])(?![\d.:]*\d)"
_CLOCK = r"(?:kl\b\.?|klockan\b|at\b)\s*"
_TO = r"\s*(?:[-‐‑‒–—−]|\btill\b|\bto\b)\s*"
_BULLET = r"[•·▪◦‣*●○-]"

# Hours alone are times only after "kl.": "10-15 personer" is no time.
_STARTS = re.compile(
    rf"(?:{_BULLET}\s*)?(?:{_CLOCK}(?P<start_kl>{_TIME}|{_HOUR})(?:{_TO}(?:{_CLOCK})?(?P<end_kl>{_TIME}|{_HOUR}))?"
    rf"|(?P<start>{_TIME})(?:{_TO}(?:{_CLOCK})?(?P<end>{_TIME}))?)"
    r"(?!\w)\s*(?:(?:[-‐‑‒–—−:|,]|\btill\b)(?=\s|\w|$))?\s*(?P<title>.*)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:program|programme|agenda|dagordning)\b[^.!?]{0,100}:?", re.IGNORECASE)
_DAY = re.compile(r"(?:(?:program|programme|agenda)\s+)?(?:dag|day)\s+(?P<day>[1-9]\d?)\b[^.!?]{0,100}", re.IGNORECASE)
_BULLET_POINT = re.compile(rf"{_BULLET}\s+(?P<text>\S.*)")


@dataclass(frozen=True)
class DescriptionLine:
    """A line that explains an item, as text or as a bullet point."""

    text: str
    is_bullet: bool = False


@dataclass(frozen=True)
class ParsedItem:
    """An item of a programme as it was read.

    ``ends_with_next`` says that no end was written and that the next item's start was taken. ``source`` holds the lines
    that the item was read from.
    """

    start: dt.time
    title: str
    end: dt.time | None = None
    day: int = 1
    kind: ProgrammeItemKind = ProgrammeItemKind.TALK
    description: tuple[DescriptionLine, ...] = ()
    speakers: tuple[SpeakerFacts, ...] = ()
    ends_with_next: bool = False
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedProgramme:
    """What was read from a text: its items, and the lines that belong to none of them.

    Lines that say on which day the items below them are, are in ``day_lines``.
    """

    items: tuple[ParsedItem, ...] = ()
    unparsed: tuple[str, ...] = ()
    day_lines: tuple[str, ...] = ()


@dataclass
class _Draft:
    """An item whose lines are still being read."""

    start: dt.time
    end: dt.time | None
    day: int
    title: str
    source: list[str]
    lines: list[DescriptionLine] = field(default_factory=list)


def parse_programme(text: str) -> ParsedProgramme:
    """Return the items of a programme, in the order in which they are written.

    An item begins with a time; lines below it explain it until the next time, the next day ("Dag 2", "Torsdag 12
    november") or the next heading ("Program …"). An item without an end ends when the next begins. Never raises, and
    loses no line: each is in an item's ``source``, in ``unparsed`` or in ``day_lines``.

    Args:
        text: what the editor pasted.
    """
    drafts: list[_Draft] = []
    current: _Draft | None = None
    unparsed: list[str] = []
    day_lines: list[str] = []
    day, first_day = 1, None
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if draft := _draft(line, day):
            current = draft
            drafts.append(draft)
        elif heading := _DAY.fullmatch(line):
            day, current = int(heading["day"]), None
            day_lines.append(line)
        elif date := _date_alone(line):
            if first_day is None:
                # Items above it are of the day before.
                day += bool(drafts)
                first_day = date - dt.timedelta(days=day - 1)
            else:
                distance = (date - first_day).days
                day = distance + 1 if 0 <= distance < MAX_DAYS else day + 1
            current = None
            day_lines.append(line)
        elif current is None or _HEADING.fullmatch(line):
            current = None
            unparsed.append(line)
        else:
            _add_line(current, line)
    titled = [draft for draft in drafts if draft.title]
    unparsed += [line for draft in drafts if not draft.title for line in draft.source]
    return ParsedProgramme(tuple(_with_ends([_item(draft) for draft in titled])), tuple(unparsed), tuple(day_lines))


def _date_alone(line: str) -> dt.date | None:
    """Return the date, in a leap year, of a line that is nothing but a weekday and a date."""
    found = next(dates(line), None)
    if found is None or found.weekday is None or found.text != line.rstrip(":").rstrip():
        return None
    return found.in_year(A_LEAP_YEAR)


def _draft(line: str, day: int) -> _Draft | None:
    found = _STARTS.fullmatch(line)
    if found is None:
        return None
    end = found["end"] or found["end_kl"]
    title, rest = _title_and_rest(found["title"])
    draft = _Draft(_time(found["start"] or found["start_kl"]), _time(end) if end else None, day, title, [line])
    if rest:
        draft.lines.append(DescriptionLine(rest))
    return draft


def _add_line(draft: _Draft, line: str) -> None:
    draft.source.append(line)
    point = _BULLET_POINT.fullmatch(line)
    text = point["text"] if point else line
    if not draft.title:
        # The time has a line of its own, as when a table was copied.
        draft.title, text = _title_and_rest(text)
        point = None
    if text:
        draft.lines.append(DescriptionLine(text, is_bullet=point is not None))


def _time(text: str) -> dt.time:
    hour, _separator, minute = text.replace(".", ":").partition(":")
    return dt.time(int(hour), int(minute or 0))


def _title_and_rest(text: str) -> tuple[str, str]:
    """Split a title that is longer than the field takes; the rest becomes description."""
    if len(text) <= MAX_TITLE:
        return text, ""
    cut = text.rfind(" ", 1, MAX_TITLE + 1)
    cut = cut if cut > 0 else MAX_TITLE
    return text[:cut].rstrip(), text[cut:].strip()


def _item(draft: _Draft) -> ParsedItem:
    speakers = list(speakers_within(draft.title))
    description = []
    for line in draft.lines:
        alone = None if line.is_bullet and line.text.endswith("?") else speaker_alone(line.text)
        if alone:
            speakers.append(alone)
        else:
            description.append(line)
            speakers += speakers_within(line.text)
    return ParsedItem(
        start=draft.start,
        end=draft.end,
        day=draft.day,
        title=draft.title,
        kind=kind_of(draft.title),
        description=tuple(description),
        speakers=tuple(dict.fromkeys(speakers)),
        source=tuple(draft.source),
    )


def _with_ends(items: list[ParsedItem]) -> Iterator[ParsedItem]:
    for position, item in enumerate(items):
        later = (other for other in items[position + 1 :] if (other.day, other.start) != (item.day, item.start))
        following = next(later, None)
        if item.end is None and following and following.day == item.day and following.start > item.start:
            yield replace(item, end=following.start, ends_with_next=True)
        else:
            yield item
