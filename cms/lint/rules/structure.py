"""Rules of what a page is made of: headings, its description, the funders that must be shown."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content, rows_of
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, rule
from cms.models.mixins import FundersMixin

TITLE_LEVEL = 1
_FUND = (
    r"\b(?:Europeiska\s+(?:unionen|socialfonden|regionala\s+utvecklingsfonden)|EU(?![-:])|EU:s\s+\w*(?:fond|program)\w*|"
    r"(?:Svenska\s+)?ESF(?:-rådet)?|ERUF|Interreg|(?-i:Leader)|Asyl-,\s+migrations-\s+och\s+integrationsfonden)\b"
)
_FUNDED = re.compile(
    rf"""\b(?:med|del|sam)?finansiera(?:[sdtr]|des?|ts?)\b[^.]{{0,80}}{_FUND}
    | {_FUND}(?:\+|\s+Plus)?\s+(?:(?:med|del|sam)?finansierar|är\s+(?:med)?finansiär)\b
    | \bfinansiär(?:er)?:[^.]{{0,80}}{_FUND}
    | \b(?:med|får|fått|beviljats)\s+(?:ekonomiskt\s+)?(?:stöd|medel|bidrag)\s+(?:från|av)\s+{_FUND}
    | \b(?:med|får|fått|beviljats)\s+EU-(?:medel|stöd|bidrag)\b
    | \bEU-finansiera(?:d|t|de|s)\b
    | \bco-?funded\s+by\s+the\s+European\s+Union\b""",
    re.IGNORECASE | re.VERBOSE,
)


@rule("heading-levels", ProblemSeverity.WARNING, gettext_lazy("No level of heading is skipped"))
def heading_levels(content: Content) -> Iterator[Finding]:
    """A heading is at most one level below the one before it; the page's title is the first."""
    for headings in content.headings:
        above = TITLE_LEVEL
        for heading in headings:
            if heading.level > above + 1:
                message = _("Above the subheading “%(text)s” a heading is missing: add one, or make this one larger.")
                yield heading.place, message % {"text": heading.text}
            above = heading.level


@rule("description", ProblemSeverity.ADVICE, gettext_lazy("Search engines get a description"))
def description(content: Content) -> Iterator[Finding]:
    """A page that search engines may show has a description for them: its own, or the summary."""
    page = content.page
    if not page.hide_from_search_engines and not page.search_engine_description:
        yield content.place("summary"), _("Write a summary: search engines and lists show it below the title.")


@rule("funder", ProblemSeverity.WARNING, gettext_lazy("Funders are shown as they demand"))
def funders(content: Content) -> Iterator[Finding]:
    """A funder has its emblem and its statement, and a text that names the EU as funder has a funder to show."""
    page = content.page
    if not isinstance(page, FundersMixin):
        return
    rows = rows_of(page, "funders")
    for row in rows:
        missing = [word for word, value in ((_("emblem"), row.emblem_id), (_("statement"), row.statement)) if not value]
        if missing:
            message = _("A funder lacks %(what)s: add it, the funder's rules demand that it is shown.")
            yield content.place("funders"), message % {"what": _(" and ").join(missing)}
    if rows or getattr(page, "part_of_project_id", None):
        return
    for passage in content.passages:
        if found := _FUNDED.search(passage.text):
            message = _("The text says “%(text)s”: add the funder with emblem and statement, or choose the project.")
            yield passage.place, message % {"text": found[0]}
            return
