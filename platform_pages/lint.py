"""The linter's rules of the platform section: decisions that can be found again."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content, rows_of
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, Rule, rule
from cms.lint.swedish import MONTHS, dates, sentences, shortened
from platform_pages.models import AgreementPage, PlatformPage, ProjectPage

_DECISION = re.compile(
    r"\b\w*beslut(?:ade|ades|at|ats|et|en|ar|as)?\b|\b(?:beslöts?|antogs?|antagits|godkändes?|bifölls?|fastställdes?|"
    r"tillstyrktes?|avslogs?|beviljades?|klubbades?)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\bi\s+(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_EVERY_YEAR = re.compile(r"\b(?:varje|årlig\w*|fattas|tas)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@rule("decision-year", ProblemSeverity.WARNING, gettext_lazy("A decision has its year"), is_swedish=True)
def decision_without_year(content: Content) -> Iterator[Finding]:
    """A decision says when it was made: its row has a day or a year, and a text that dates one names the year."""
    page = content.page
    if not isinstance(page, AgreementPage | PlatformPage | ProjectPage):
        return
    if isinstance(page, ProjectPage):
        for number, row in enumerate(rows_of(page, "decisions"), start=1):
            if row.decided_on is None and not _YEAR.search(f"{row.outcome} {row.reference}"):
                message = _("Decision %(number)s has no day: fill it in, or write the year in the decision.")
                yield content.place("decisions"), message % {"number": number}
    for passage in content.passages:
        for sentence in sentences(passage.text):
            dated = any(written.year is None for written in dates(sentence))
            in_month = _MONTH.search(sentence) and not _EVERY_YEAR.search(sentence)
            if (dated or in_month) and _DECISION.search(sentence) and not _YEAR.search(sentence):
                message = _("“%(text)s” tells of a decision without its year: write the year after the date.")
                yield passage.place, message % {"text": shortened(sentence)}


PLATFORM_RULES: list[Rule] = [decision_without_year]
