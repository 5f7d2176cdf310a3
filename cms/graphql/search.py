"""The engine of ``search`` behind the ``search`` argument of a list."""

from typing import Any

from django.db.models import QuerySet

from cms.querysets import visible
from cms.search import MAX_QUERY, find, terms_of


def matching[Rows: QuerySet[Any]](queryset: Rows, words: str | None) -> Rows:
    """Return the rows of ``queryset`` that have ``words``; without words all of them.

    The hits come from the search index as primary keys, so the result combines with any filter and order.
    """
    if words is None or not words.strip():
        return queryset
    hits = find(terms_of(words.strip()[:MAX_QUERY]), [visible(queryset.model._default_manager.all())])
    return queryset.filter(pk__in=[hit.pk for hit in hits])
