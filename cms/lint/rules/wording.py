"""Rules of what the words say: days, times that pass, quotation marks, texts that were cut."""

import re
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, rule
from cms.lint.swedish import PART_OF_DAY, WEEKDAY_NAMES, WEEKDAYS, dates, sentences, shortened, spans

_NO_YEAR = r"(?!\s+(?:19|20)\d\d)"
_SEASON = "våren|hösten|sommaren|vintern"
_PERIOD = rf"(?:året|år|veckan|vecka|månaden|månad|terminen|termin|{_SEASON}|vår|höst|sommar|vinter)s?"
_VERB = (
    "är|ses|ska|kommer|blir|har|startar|börjar|hålls|genomförs?|bjuder|erbjuder|arrangera[rs]|anordna[rs]|planera[rs]|"
    r"träffas|möts|fortsätter|drar|och\s+i\s+höst"
)
_ON_SCREEN = "texten|bilden|sidan|menyn|rubriken|artikeln|knappen|formuläret|kartan"
_AGES = re.compile(
    rf"""\b(?:
    i\s+(?:år|fjol|förfjol|höst|höstas|somras|vinter|vintras|våras|sommar|jul|julas|påsk|påskas|midsomras)\b{_NO_YEAR}
    | i\s+vår\b(?=\s*(?:[.,;:!?)]|$)|\s+(?:{_VERB})\b)
    | (?:förra|nästa)\s+{_PERIOD}\b{_NO_YEAR}
    | (?:nästkommande|innevarande|senaste|gångna)\s+{_PERIOD}\b{_NO_YEAR}
    | kommande\s+(?!år\b|vår\b){_PERIOD}\b{_NO_YEAR}
    | (?:under|i|till|inför|innan|före|efter)\s+(?:{_SEASON})\b{_NO_YEAR}
    | (?:under|till|inför)\s+året\b(?!\s+(?:efter|före|innan))(?!\s+därpå){_NO_YEAR}
    | (?:höstens|vårens|sommarens|vinterns|årets|terminens|månadens|veckans|gårdagens)\b
      (?!\s+(?:\w+\s+)?(?:19|20)\d\d)(?!\s+(?-i:[A-ZÅÄÖ][a-zåäö]))
    | i\s*(?-i:dag|DAG)\b(?![^.!?]*\?)
    | i\s*(?:går|kväll|natt|morgon|förrgår|övermorgon)\b
    | i\s+(?:{WEEKDAY_NAMES})s\b
    | på\s+(?:{WEEKDAY_NAMES})\b(?!(?:\s+{PART_OF_DAY})?(?:,?\s+den|,)?\s+\d\d?(?:\s|/|:?[ae]\b))
    | (?:den\s+här|denna)\s+(?!år){_PERIOD}\b{_NO_YEAR}
    | det\s+här\s+året\b{_NO_YEAR}
    | för\s+(?:\w+\s+){{1,2}}(?:dag|dagar|vecka|veckor|månad|månader|år)\s+sed(?:an)?\b
    | om\s+(?:en|ett|två|tre|fyra|fem|sex|några|\d+)\s+(?:dagar|vecka|veckor|månad|månader)\b
    | (?:häromdagen|nyligen|just\s+nu|för\s+närvarande|inom\s+kort)\b
    | (?<!så\s)snart\b(?!\s+sagt)
    | (?:här\s+)?till\s+(?:höger|vänster)\b(?!\s+om\s+(?!(?:{_ON_SCREEN})\b))
    | (?:höger|vänster)(?:spalt|meny|kolumn|marginal)(?:e?n)?\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RETURNS = re.compile(r"\b(?:varje|vartannat)\s+(?:år|vår|sommar|höst|vinter)\b|\bårlig", re.IGNORECASE)
"""Makes a season one of every year: “varje år under hösten”."""
_TYPOGRAPHIC = re.compile("[”“„]")
_STRAIGHT = re.compile(r'(?P<inches>\b\d{1,3}(?:[.,]\d+)?)?"')
_SINGLE_OPEN = re.compile(r"(?<![\w’‘'])[’‘'](?=[^\W\d_])(?!n\b)(?!.*[’'](?!\w))", re.DOTALL)
"""A single mark before a word, and none after a word: an apostrophe stands inside one or after it ("Lars’")."""
_DOTS = r"(?:…|\.(?:\s?\.){1,4})"
_READ_ON = r"(?:läs\s+(?:mer|vidare|hela\s+\w+)|fortsätt\s+(?:att\s+)?läsa|read\s+more|continue\s+reading)"
_CUT = re.compile(
    rf"(?:[\[(]\s*{_DOTS}\s*(?:[\])][\s.”\"»]*(?:{_READ_ON})?)?|{_DOTS}\s*{_READ_ON})[\s.”\"»→>]*$", re.IGNORECASE
)
_LOWER = re.compile(r"(?!(?:von|af|de|van)\s+(?:de[nr]\s+)?[A-ZÅÄÖ])[a-zåäöé]+(?=[.,:;!?]*(?:\s|$))")


@rule("weekday", ProblemSeverity.ERROR, gettext_lazy("A weekday fits its date"), is_swedish=True)
def weekdays(content: Content) -> Iterator[Finding]:
    """A weekday beside a date is that date's; without a year in the text the page's day says which year is meant."""
    for passage in content.passages:
        for written in chain(dates(passage.text), spans(passage.text)):
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
        for words in chain.from_iterable(map(_words_that_age, sentences(passage.text))):
            message = (
                _("“%(words)s” depends on the screen: write what it is called, or link to it.")
                if re.search("höger|vänster", words, re.IGNORECASE)
                else _("“%(words)s” is soon no longer true: write the date or the year.")
            )
            yield passage.place, message % {"words": words}


def _words_that_age(sentence: str) -> list[str]:
    """Return the words of a sentence that are soon no longer true; a season that comes back every year is."""
    returns = _RETURNS.search(sentence)
    found = [words[0] for words in _AGES.finditer(sentence)]
    return [words for words in found if not (returns and re.search(_SEASON, words, re.IGNORECASE))]


@rule("quotation-marks", ProblemSeverity.WARNING, gettext_lazy("Quotation marks come in pairs"))
def quotation_marks(content: Content) -> Iterator[Finding]:
    """Each quotation in a paragraph has a mark where it begins and one where it ends."""
    for passage in content.passages:
        text = passage.text
        angles = text.count("»") + text.count("«")
        is_odd = len(_TYPOGRAPHIC.findall(text)) % 2 or angles % 2
        if is_odd or _straight_is_open(text) or _SINGLE_OPEN.search(text):
            message = _(
                "A quotation mark is missing in “%(text)s”: put one where the quotation begins and one where it ends."
            )
            yield passage.place, message % {"text": shortened(text)}


def _straight_is_open(text: str) -> bool:
    """Tell whether a straight quotation mark has no partner; outside a quotation, one after a number means inches."""
    is_open = False
    for found in _STRAIGHT.finditer(text):
        if is_open or not found["inches"]:
            is_open = not is_open
    return is_open


@rule("cut-off", ProblemSeverity.ERROR, gettext_lazy("No text is cut off"))
def cut_off(content: Content) -> Iterator[Finding]:
    """A text does not end in “[…]” or “… Läs mer”, as a teaser pasted from a list does; inside it may stand."""
    for passage in content.passages:
        if found := _CUT.search(passage.text):
            cut = found[0].strip()
            message = _("The text is cut off: “%(text)s”. Write the rest of it and remove “%(cut)s”.")
            # Without brackets someone may have meant it so.
            severity = ProblemSeverity.ERROR if "[" in cut else ProblemSeverity.WARNING
            yield passage.place, message % {"text": passage.text[-40:].strip(), "cut": cut}, severity


@rule("first-letter", ProblemSeverity.WARNING, gettext_lazy("Texts begin with a capital letter"), is_swedish=True)
def lost_first_letter(content: Content) -> Iterator[Finding]:
    """A paragraph or a heading that begins with a small letter has often lost its first one when it was pasted."""
    texts = [(each.place, each.text) for each in content.passages if each.kind in ("prose", "title")]
    texts += [(each.place, each.text) for headings in content.headings for each in headings]
    for place, text in texts:
        if _LOWER.match(text.lstrip()):
            message = _("“%(text)s” begins with a small letter: has the first letter been lost?")
            yield place, message % {"text": shortened(text, 30)}
