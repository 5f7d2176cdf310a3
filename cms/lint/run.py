"""Runs the rules over pages: over all content, over one draft, over a form as it stands."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Revision

from cms.lint.content import read_pages
from cms.lint.problems import SEVERITIES, Problem
from cms.lint.registry import problems_of
from cms.peers import as_specific, set_peers

BATCH = 200
"""How many pages are held in memory at once."""


@dataclass(frozen=True)
class LintedPage:
    """A page with its problems, the gravest first."""

    page: Any
    problems: list[Problem]


def lint_pages(pages: Any) -> list[LintedPage]:
    """Return pages with their problems, in the same order.

    Args:
        pages: specific instances that have ``day_of_content`` (``cms.models.BasePage``), saved or in memory.
    """
    return [LintedPage(content.page, problems_of(content)) for content in read_pages(set_peers(list(pages)))]


def lint_content(pages: Any = None, *, drafts: bool = False) -> Iterator[LintedPage]:
    """Yield pages with their problems, those without any included, in the tree's order.

    Args:
        pages: a query set of ``Page``; all pages if not given. Aliases are passed over: their source says the same.
        drafts: whether to read the latest draft of each page, and pages that are not published; else what is live.
    """
    from cms.models import BasePage

    wanted = (Page.objects.all() if pages is None else pages).filter(alias_of=None, depth__gt=1).order_by("path")
    if not drafts:
        wanted = wanted.filter(live=True)
    keys = list(wanted.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = as_specific(list(wanted.filter(pk__in=keys[start : start + BATCH])))
        ours = [page for page in batch if isinstance(page, BasePage)]
        yield from lint_pages(_latest(ours) if drafts else ours)


def _latest(pages: list[Any]) -> list[Any]:
    """Return the latest drafts of pages; a page without changes of its own stays as it is."""
    changed = {page.latest_revision_id for page in pages if page.has_unpublished_changes or not page.live}
    revisions = {revision.pk: revision for revision in Revision.objects.filter(pk__in=changed - {None})}
    return [
        _draft(page, revisions[page.latest_revision_id].content) if page.latest_revision_id in revisions else page
        for page in pages
    ]


def _draft(page: Any, stored: dict[str, Any]) -> Any:
    """Return a page as its revision has it; keys are not looked up, or each would cost a statement."""
    draft = type(page).from_serializable_data(stored, check_fks=False)
    draft.pk, draft.locale_id = page.pk, page.locale_id
    return draft


def count_problems(linted: list[LintedPage]) -> dict[str, int]:
    """Return how many problems of each severity there are, the gravest first; for the first screen of the admin."""
    counts = Counter(problem.severity for each in linted for problem in each.problems)
    return {severity.value: counts[severity] for severity in SEVERITIES}
