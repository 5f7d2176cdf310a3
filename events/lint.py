"""The linter's rules of events: deadlines and programmes that fit their occasions."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content, rows_of
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, Rule, rule
from cms.lint.swedish import WrittenDate, dates, sentences
from events.enums import ProgrammeItemKind
from events.models import EventPage
from events.phases import local_date
from events.times import outside_occasion

_REGISTRATION = re.compile(
    r"\b(?:(?:för|inter)?anmäl\w*|o\.?\s?s\.?\s?a\b|svara\b|svars(?:dag|datum)|ansök\w*|deadline|"
    r"sista\s+dag(?:en)?\b(?!\s+att\b))|^senast(?:\s+\S+){1,5}$",
    re.IGNORECASE,
)
"""What makes a sentence one of registration; “Senast 9 oktober” alone is one too."""
_EVERY_YEAR = re.compile(r"\bvarje\s+år\b|\bårlig", re.IGNORECASE)
_SAME_LINE = re.compile(r"\n\s*(?=den\b|\d)")
"""A line break before a date: “Sista anmälningsdag” may stand above it."""
_UNTIL = re.compile(
    r"\b(?:senast|sista\s+(?:anmälan|ansökan|\w*dag(?:en)?|\w*datum)|stänger|går\s+ut|o\.?\s?s\.?\s?a|deadline)\b"
    r"(?:[^.!?\d]|\.(?!\s[A-ZÅÄÖ])|kl(?:\.|ockan)?\s*\d[\d.:]*){0,30}$"
    r"|\b(?:före|innan|fram\s+till|till\s+och\s+med|t\.?\s?o\.?\s?m\.?)\s+$",
    re.IGNORECASE,
)
"""The words before a date that make it the last day; after “före” and the like it stands at once."""


@rule("deadline", ProblemSeverity.ERROR, gettext_lazy("Registration closes before the start"))
def deadline_after_start(content: Content) -> Iterator[Finding]:
    """Nobody can register once an occasion has started; nor does the text say so."""
    occasions = _occasions(content)
    place = content.place("occasions") if occasions else None
    for number, occasion in enumerate(occasions, start=1):
        if place and occasion.registration_deadline and occasion.registration_deadline > occasion.starts_at:
            message = _("The deadline of occasion %(number)s is after it starts: move the deadline.")
            yield place, message % {"number": number}
    if not occasions or content.language != "sv":
        return
    last = local_date(max(occasion.starts_at for occasion in occasions))
    for passage in content.passages:
        for written in _last_days(passage.text):
            day = written.date(last)
            if day and day > last:
                message = _("The text says “%(text)s” as the last day, but the event starts before that.")
                yield passage.place, message % {"text": written.text}, ProblemSeverity.WARNING


def _last_days(text: str) -> Iterator[WrittenDate]:
    """Yield the days that a text says registration closes: not those by which something else is to be done."""
    for sentence in sentences(_SAME_LINE.sub(" ", text)):
        if _REGISTRATION.search(sentence) and not _EVERY_YEAR.search(sentence):
            yield from (written for written in dates(sentence) if _UNTIL.search(sentence[: written.start]))


@rule("programme", ProblemSeverity.ERROR, gettext_lazy("The programme is within its occasion"))
def programme_outside_occasion(content: Content) -> Iterator[Finding]:
    """A programme item takes place while its occasion goes on; registration alone may begin before."""
    for number, occasion in enumerate(_occasions(content), start=1):
        for item in rows_of(occasion, "programme"):
            if item.start_time is None:
                continue
            may_begin_early = item.kind == ProgrammeItemKind.REGISTRATION
            times = item.day or 1, item.start_time, item.end_time
            if outside_occasion(occasion.starts_at, occasion.ends_at, *times, may_begin_early=may_begin_early):
                message = _(
                    "“%(item)s” at %(time)s is outside occasion %(number)s: change its time or that of the occasion."
                )
                details = {"item": item.title, "time": f"{item.start_time:%H:%M}", "number": number}
                yield content.place("occasions"), message % details


def _occasions(content: Content) -> list[Any]:
    if not isinstance(content.page, EventPage):
        return []
    return [occasion for occasion in rows_of(content.page, "occasions") if isinstance(occasion.starts_at, dt.datetime)]


EVENT_RULES: list[Rule] = [deadline_after_start, programme_outside_occasion]
