"""The engine of ``search`` behind the ``search`` argument of a list."""

from collections.abc import Callable, Hashable
from typing import Any

from django.db.models import Model, QuerySet

from cms.graphql.connections import Ordered
from cms.querysets import visible
from cms.search import MAX_QUERY, find, terms_of


def matching(
    name: Hashable, build: Callable[[], QuerySet[Any]], ordering: tuple[str, ...], words: str | None, **kwargs: Any
) -> Ordered:
    """Return the rows of a query set that have ``words``; without words all of them.

    The hits come from the search index as primary keys, so the result combines with any filter and order.

    Args:
        name, build, ordering, kwargs: as ``Ordered.kept`` takes them.
        words: what a visitor looks for.
    """
    if words is None or not words.strip():
        return Ordered.kept(name, build, ordering, **kwargs)
    queryset = build()
    return Ordered(queryset.filter(pk__in=keys_of_hits(queryset.model, words)), ordering, **kwargs)


def keys_of_hits(model: type[Model], words: str | None) -> list[Any] | None:
    """Return the keys of the visible rows of a model that have ``words``; ``None`` without words."""
    if words is None or not words.strip():
        return None
    return [hit.pk for hit in find(terms_of(words.strip()[:MAX_QUERY]), [visible(model._default_manager.all())])]
