"""Rules of what the words say: days, times that pass, quotation marks, texts that were cut."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, rule
from cms.lint.swedish import WEEKDAYS, dates, shortened

_NO_YEAR = r"(?!\s+(?:19|20)\d\d)"
_SEASON = "våren|hösten|sommaren|vintern"
_AGES = re.compile(
    rf"""\b(?:
    i\s+(?:år|fjol|förfjol|höst|höstas|somras|vinter|vintras|våras|sommar)\b{_NO_YEAR}
    | i\s+vår\b(?=\s*(?:[.,;:!?)]|$))
    | (?:förra|nästa)\s+(?:året|år|veckan|vecka|månaden|månad|terminen|termin|hösten|våren|sommaren|vintern)s?\b
    | (?:under|i|till|inför)\s+(?:{_SEASON}|året)\b{_NO_YEAR}
    | (?:höstens|vårens|sommarens|vinterns|årets)\b{_NO_YEAR}
    | i\s*(?:går|morgon|förrgår|övermorgon)\b
    | (?:den\s+här|denna)\s+(?:veckan|vecka|månaden|månad|hösten|höst|våren|vår|terminen|termin)\b
    | (?:häromdagen|nyligen|just\s+nu)\b
    | (?:här\s+)?till\s+(?:höger|vänster)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TYPOGRAPHIC = re.compile("[”“„]")
_STRAIGHT = re.compile(r'(?<!\d)"')
_CUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]")
_LOWER = re.compile(r"[a-zåäöé][a-zåäöé]*(?=[\s.,:;!?]|$)")


@rule("weekday", ProblemSeverity.ERROR, gettext_lazy("A weekday fits its date"), is_swedish=True)
def weekdays(content: Content) -> Iterator[Finding]:
    """A weekday beside a date is that date's; without a year in the text the page's day says which year is meant."""
    for passage in content.passages:
        for written in dates(passage.text):
            date = written.date(content.day)
            if written.weekday is None or date is None or date.weekday() == written.weekday:
                continue
            message = _("“%(text)s” is wrong: %(date)s is a %(weekday)s. Change the weekday or the date.") % {
                "text": written.text,
                "date": date.isoformat(),
                "weekday": WEEKDAYS[date.weekday()],
            }
            # Without a year the one that is meant is a guess.
            yield passage.place, message, ProblemSeverity.ERROR if written.year else ProblemSeverity.WARNING


@rule("relative-time", ProblemSeverity.WARNING, gettext_lazy("Words that stay true"), is_swedish=True)
def relative_time(content: Content) -> Iterator[Finding]:
    """A text says when and where in words that are still true next year and on another screen."""
    for passage in content.passages:
        if passage.kind == "quote":
            continue
        for found in _AGES.finditer(passage.text):
            message = (
                _("“%(words)s” depends on the screen: write what it is called, or link to it.")
                if found[0].endswith(("höger", "vänster"))
                else _("“%(words)s” is soon no longer true: write the date or the year.")
            )
            yield passage.place, message % {"words": found[0]}


@rule("quotation-marks", ProblemSeverity.WARNING, gettext_lazy("Quotation marks come in pairs"))
def quotation_marks(content: Content) -> Iterator[Finding]:
    """Each quotation in a paragraph has a mark where it begins and one where it ends."""
    for passage in content.passages:
        text = passage.text
        angles = text.count("»") + text.count("«")
        if any(count % 2 for count in (len(_TYPOGRAPHIC.findall(text)), len(_STRAIGHT.findall(text)), angles)):
            message = _(
                "A quotation mark is missing in “%(text)s”: put one where the quotation begins and one where it ends."
            )
            yield passage.place, message % {"text": shortened(text)}


@rule("cut-off", ProblemSeverity.ERROR, gettext_lazy("No text is cut off"))
def cut_off(content: Content) -> Iterator[Finding]:
    """A text does not end in “[…]”, as a teaser that was pasted from a list does; inside a quotation it may stand."""
    for passage in content.passages:
        found = _CUT.search(passage.text)
        if found and not passage.text[found.end() :].strip(' .”"'):
            message = _("The text is cut off: “%(text)s”. Write the rest of it and remove “[…]”.")
            yield passage.place, message % {"text": passage.text[-40:].strip()}


@rule("first-letter", ProblemSeverity.WARNING, gettext_lazy("Texts begin with a capital letter"), is_swedish=True)
def lost_first_letter(content: Content) -> Iterator[Finding]:
    """A paragraph or a title that begins with a small letter has often lost its first one when it was pasted."""
    for passage in content.passages:
        if passage.kind in ("prose", "title") and _LOWER.match(passage.text.lstrip()):
            message = _("“%(text)s” begins with a small letter: has the first letter been lost?")
            yield passage.place, message % {"text": shortened(passage.text, 30)}
