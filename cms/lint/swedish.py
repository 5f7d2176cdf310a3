"""Swedish as the rules read it: dates, sentences, words, and how hard a text is to read."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_MONTH = "|".join([*MONTHS, "jan", "feb", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "nov", "dec"])
WEEKDAY_NAMES = "|".join(WEEKDAYS)
PART_OF_DAY = r"(?:morgon|förmiddag|eftermiddag|kväll)(?:en)?"
_ANY_WEEKDAY = rf"(?:{WEEKDAY_NAMES})(?=(?:en)?s?\b)|mån|tis|ons|tors|tor|fre|lör|sön"
_WEEKDAY = (
    rf"(?P<weekday>{_ANY_WEEKDAY})(?:(?<=dag)(?:en)?s?|(?<!dag)\.?)"
    rf"(?:\s+{PART_OF_DAY})?\s*[\s,:(–—-]\s*"
)
_WEEKDAY_AFTER = rf"(?:\s*\((?P<in_brackets>{WEEKDAY_NAMES})(?:en)?\)|,\s+en\s+(?P<after>{WEEKDAY_NAMES})\b)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![.:]?\d)"
_DAY_AND_MONTH = rf"(?P<day>[0-3]?\d)(?::?[ae])?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+{_YEAR})?"
_NUMBERS = (
    r"(?P<iso>(?:19|20)\d\d[-/][01]\d[-/][0-3]\d)\b|"
    r"(?P<dotted>[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)\b|"
    r"(?P<slash_day>[0-3]?\d)/(?P<slash_month>[01]?\d)\b(?!\s+(?:dag|tim))(?:[-/\s]+(?P<slash_year>(?:19|20)\d\d))?"
)
_DATE = re.compile(
    rf"\b(?:{_WEEKDAY})?(?P<den>d(?:en|\.)\s+)?(?:{_DAY_AND_MONTH}|{_NUMBERS}){_WEEKDAY_AFTER}", re.IGNORECASE
)
_BEFORE_A_DAY = re.compile(r"\b(?:senast|före|innan|t\.?\s?o\.?\s?m\.?)\s+$", re.IGNORECASE)
_TO = r"\s*(?:–|-|och|till)\s*"
_SPAN = re.compile(
    rf"\b(?P<weekday>{_ANY_WEEKDAY})(?:en|\.)?{_TO}(?P<last_weekday>{_ANY_WEEKDAY})(?:en|\.)?,?\s+(?:den\s+)?"
    rf"(?P<day>[0-3]?\d){_TO}(?P<last_day>[0-3]?\d)\s+(?P<month>{_MONTH})\b\.?(?:,?\s+{_YEAR})?",
    re.IGNORECASE,
)

_ABBREVIATION = re.compile(
    r"\b(?:t\.\s?ex|bl\.\s?a|s\.\s?k|d\.\s?v\.\s?s|fr\.\s?o\.\s?m|t\.\s?o\.\s?m|"
    r"f\.\s?d|f\.\s?n|p\.\s?g\.\s?a|st\.\s?f|dvs|kl|ca|nr|s|tel|resp|inkl|exkl|jfr|st|max|min|prof|dr|"
    r"jan|feb|apr|aug|sept?|okt|nov|dec|(?-i:[A-ZÅÄÖ]))\.",
    re.IGNORECASE,
)
"""Those that stand before more words. Not "m.m." and the like: before a capital letter they end a sentence."""
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[”\"’»)]*\s+(?=[\"”»(–—-]?\s?[A-ZÅÄÖÉ0-9])|\s*\n\s*")
_WORD = re.compile(r"[^\W_]+(?:[-’':][^\W_]+)*")
LONG_WORD = 7
"""The letters of a word that LIX counts as long: more than six (Björnsson 1968)."""


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text: with the weekday and the year that stand beside it, if any."""

    text: str
    day: int
    month: int
    year: int | None
    weekday: int | None
    start: int

    def in_year(self, year: int) -> dt.date | None:
        """Return the date in a year; ``None`` if that year has no such day."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    def date(self, near: dt.date | None = None) -> dt.date | None:
        """Return the day that is meant: of the year that is given, else the one nearest to ``near``."""
        if self.year:
            return self.in_year(self.year)
        if near is None:
            return None
        candidates = [day for year in (near.year - 1, near.year, near.year + 1) if (day := self.in_year(year))]
        return min(candidates, key=lambda day: abs(day - near), default=None)


def dates(text: str) -> Iterator[WrittenDate]:
    """Yield the dates in a text, in order: "torsdagen den 19 oktober 2017", "19 okt", "2017-10-19", "tors 19/10"."""
    for found in _DATE.finditer(text):
        weekday = found["weekday"] or found["in_brackets"] or found["after"]
        if found["iso"]:
            year, month, day = (int(part) for part in re.split("[-/]", found["iso"]))
        elif found["dotted"]:
            day, month, year = (int(part) for part in found["dotted"].split("."))
        elif found["month"]:
            day, month = int(found["day"]), _month(found["month"])
            year = int(found["year"] or 0)
        elif weekday or found["slash_year"] or found["den"] or _BEFORE_A_DAY.search(text[: found.start()][-10:]):
            day, month, year = int(found["slash_day"]), int(found["slash_month"]), int(found["slash_year"] or 0)
        else:
            continue  # "1/2" alone is more often a half than a day
        number = _weekday(weekday) if weekday else None
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield WrittenDate(found[0].strip(), day, month, year or None, number, found.start())


def spans(text: str) -> Iterator[WrittenDate]:
    """Yield the first days of spans that give both weekdays, in order: "lördag och söndag, 17–18 oktober 2026".

    Passed over are weekdays that are further apart than the dates, such as opening hours: "måndag–fredag 1–30 juni".
    """
    for found in _SPAN.finditer(text):
        first, last = _weekday(found["weekday"]), _weekday(found["last_weekday"])
        day, last_day, year = int(found["day"]), int(found["last_day"]), int(found["year"] or 0)
        if last_day - day == (last - first) % 7:
            yield WrittenDate(found[0].strip(), day, _month(found["month"]), year or None, first, found.start())


def _weekday(name: str) -> int:
    return next(n for n, weekday in enumerate(WEEKDAYS) if weekday.startswith(name.lower()))


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; the dot of an abbreviation ends none, a line break does."""
    hidden = _ABBREVIATION.sub(lambda found: found[0].replace(".", "\u2024"), text)
    return [part.replace("\u2024", ".").strip() for part in _END_OF_SENTENCE.split(hidden) if part.strip()]


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def lix(paragraphs: list[str]) -> int | None:
    """Return the readability index of a text: words a sentence and the share of long words; ``None`` without words."""
    all_words = [word for paragraph in paragraphs for word in words(paragraph)]
    if not all_words:
        return None
    count = sum(max(1, len(sentences(paragraph))) for paragraph in paragraphs if words(paragraph))
    long_words = sum(len(word) >= LONG_WORD for word in all_words)
    return round(len(all_words) / count + 100 * long_words / len(all_words))


def shortened(text: str, length: int = 60) -> str:
    """Return the beginning of a text, cut between words, for a message that quotes it."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
