"""Words to rows: the one engine behind every ``search`` argument."""

from typing import Any

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

MAX_HITS = 1000
"""How many hits a search filters by; what ranks below them is not found."""


def matching[Rows: QuerySet[Any]](queryset: Rows, words: str | None) -> Rows:
    """Return the rows of ``queryset`` that have ``words``; without words all of them.

    The hits come from the search index as primary keys, so the result combines with any filter and order.
    """
    if words is None or not words.strip():
        return queryset
    model = queryset.model
    hits = get_search_backend().search(words.strip()[:200], model._default_manager.all())[:MAX_HITS]
    return queryset.filter(pk__in=[hit.pk for hit in hits])
