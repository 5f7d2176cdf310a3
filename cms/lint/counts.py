"""How many problems pages have, kept for the first screen of the admin and for the report, which reads no others.

To read a thousand pages takes seconds, so each page's numbers are kept: counted when the page is published, and by the
worker when they are missing, older than the page, or a day old: a rule may read other pages, pictures and the date.
"""

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from wagtail.models import Page, get_page_models
from wagtail.signals import page_published

from cms.lint.problems import ProblemSeverity
from cms.lint.run import BATCH, LintedPage, count_problems, lint_content

LASTS = dt.timedelta(days=1)
"""How long numbers are taken to be true while the page stays as it is."""

AT_ONCE = 2 * BATCH
"""How many pages the worker reads in one go."""

COLUMNS = {ProblemSeverity.ERROR: "errors", ProblemSeverity.WARNING: "warnings", ProblemSeverity.ADVICE: "advice"}
"""The column that holds the number of each severity's problems."""


def connect() -> None:
    """Count a page's problems whenever it is published."""
    page_published.connect(_count_published, dispatch_uid="cms.count_published")


def _count_published(sender: Any, instance: Any, **_kwargs: Any) -> None:
    count_pages([instance.pk])


def count_pages(keys: list[int]) -> None:
    """Count the problems of published pages and keep the numbers; a page that is none of ours is passed over.

    Args:
        keys: of the pages.
    """
    from cms.models import LintCount

    now = timezone.now()
    counts = [_as_row(linted, now) for linted in lint_content(Page.objects.filter(pk__in=keys))]
    columns = [*COLUMNS.values(), "counted_at"]
    LintCount.objects.bulk_create(counts, update_conflicts=True, unique_fields=["page"], update_fields=columns)


def _as_row(linted: LintedPage, now: dt.datetime) -> Any:
    from cms.models import LintCount

    numbers = count_problems([linted])
    return LintCount(
        page_id=linted.page.pk, counted_at=now, **{column: numbers[severity] for severity, column in COLUMNS.items()}
    )


def count_outdated() -> int:
    """Count the problems of pages whose numbers are missing or may no longer be true; return of how many.

    Those without numbers come first, then those counted longest ago. No more than a few seconds' worth: the worker has
    scheduled pages to publish each minute.
    """
    keys = list(outdated_pages(timezone.now()).values_list("pk", flat=True)[:AT_ONCE])
    count_pages(keys)
    return len(keys)


def outdated_pages(now: dt.datetime) -> QuerySet[Page]:
    """Return the published pages whose numbers are missing, older than the page, or older than ``LASTS``."""
    from cms.models import BasePage, LintCount

    models = tuple(model for model in get_page_models() if issubclass(model, BasePage))
    counted_at = LintCount.objects.filter(page=OuterRef("pk")).values("counted_at")
    pages: QuerySet[Page] = (
        Page.objects.type(*models)
        .filter(live=True, alias_of=None, depth__gt=1)
        .alias(_counted_at=Subquery(counted_at))
        .filter(Q(_counted_at=None) | Q(_counted_at__lt=F("last_published_at")) | Q(_counted_at__lt=now - LASTS))
        .order_by(F("_counted_at").asc(nulls_first=True), "path")
    )
    return pages


def without_flawless(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return ``pages`` without those that had no problem when they were counted last, and are as they were.

    Numbers say nothing of what came after them: of a page published since, or of a draft.
    """
    from cms.models import LintCount

    flawless = LintCount.objects.filter(
        page=OuterRef("pk"), counted_at__gte=OuterRef("last_published_at"), **dict.fromkeys(COLUMNS.values(), 0)
    )
    return pages.filter(~Exists(flawless) | Q(live=False) | Q(has_unpublished_changes=True))


def counts_of(pages: QuerySet[Page]) -> dict[ProblemSeverity, int]:
    """Return how many problems of each severity the published ones among ``pages`` have, the gravest first.

    Args:
        pages: a query set; it costs no statement of its own.
    """
    from cms.models import LintCount

    counts = LintCount.objects.filter(page__live=True, page__in=pages.order_by().values("pk"))
    sums = counts.aggregate(**{severity: Sum(column, default=0) for severity, column in COLUMNS.items()})
    return {severity: sums[severity] for severity in COLUMNS}
