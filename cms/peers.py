"""Peers: instances that were loaded together and so load their relations together.

Reading a relation through ``related()`` costs one statement for all peers instead of one per instance, whoever asks: a
resolver, a property of the model, a block. Targets come through their own ``visible()`` query-set method where they
have one, so an edge never shows what a list would hide. The idea is that of Django's ``FETCH_PEERS`` (6.1), which knows
neither reverse relations nor visibility and is missing in the LTS.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Manager, Model, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from cms.querysets import visible
from cms.rows import Picked, Rows
from cms.statements import Among, Statement, by_keys, statement


def set_peers[T](instances: Sequence[T]) -> Sequence[T]:
    """Make ``instances`` each other's peers and return them."""
    for instance in instances:
        instance.__dict__["_peers"] = instances
    return instances


def peers_of(instance: Any) -> Sequence[Any]:
    """Return the instances that were loaded together with ``instance``, itself included."""
    return instance.__dict__.get("_peers", (instance,))


def with_related[T: Model](instance: T, related_rows: dict[str, list[Any]]) -> T:
    """Return a copy of an instance in memory, without peers, whose relations lead where they are said to.

    Args:
        instance: stays as it is.
        related_rows: what ``related()`` answers, by the names of relations to many; others are loaded.
    """
    one = copy.copy(instance)
    one.__dict__["_related"] = related_rows
    one.__dict__.pop("_peers", None)
    return one


def related(instance: Model, name: str) -> Any:
    """Return what ``instance.<name>`` leads to, loaded for all its peers in one statement.

    Args:
        instance: a model instance, saved or a draft in memory.
        name: a foreign key (answers an instance or ``None``) or a relation to many (answers a list).
    """
    values = instance.__dict__.setdefault("_related", {})
    if name not in values:
        in_memory = name in instance.__dict__.get("_cluster_related_objects", {})
        if in_memory:
            values[name] = set_peers(list(getattr(instance, name).all()))
            field: Any = type(instance)._meta.get_field(name)
            for child in values[name] if field.one_to_many else ():
                field.field.set_cached_value(child, instance)
        else:
            load(peers_of(instance), name)
    return values[name]


def load(instances: Iterable[Model], name: str) -> None:
    """Load relation ``name`` for those of ``instances`` that have it and have not loaded it, one statement a target."""
    waiting: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for instance in instances:
        if name in instance.__dict__.setdefault("_related", {}):
            continue
        if name in instance.__dict__.get("_cluster_related_objects", {}):
            continue
        try:
            field: Any = type(instance)._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        kind = "one" if field.many_to_one or (field.one_to_one and field.concrete) else "many"
        if kind == "one":
            waiting[kind, field.related_model].append((instance, field))
        elif field.one_to_many:
            waiting["children", field.related_model, field.field.attname].append((instance, field))
        else:
            waiting["many", field.model, name].append((instance, field))
    for (kind, *_key), pairs in waiting.items():
        LOADERS[kind](name, pairs)


def _load_one(name: str, pairs: list[tuple[Any, Any]]) -> None:
    first, field = pairs[0]
    rows = first.__dict__.get("_peers")
    if isinstance(rows, Rows) and name in rows.picked:
        # What the rows' columns have led to before is not looked up again.
        found = rows.picked[name].rows
        targets = dict(zip(found.keys, found, strict=True))
    else:
        targets = fetch(field.related_model, {getattr(instance, field.attname) for instance, field in pairs} - {None})
    for instance, field in pairs:
        instance.__dict__["_related"][name] = targets.get(getattr(instance, field.attname))


def picked(rows: Rows, name: str) -> Picked:
    """Return the visible rows that foreign key ``name`` leads to from ``rows``, loaded once.

    Args:
        rows: the rows, with the key's column.
        name: a foreign key to a model whose rows are of one class: not to ``Page``.
    """
    if name not in rows.picked:
        field: Any = rows.model._meta.get_field(name)
        keys = rows.column(field.attname)
        targets = _visible_by_keys(field.related_model).table(keys=set(keys) - {None})
        place_of = {key: place for place, key in enumerate(targets.keys)}
        rows.picked[name] = Picked(targets, [place_of.get(key) for key in keys])
    return rows.picked[name]


def _load_children(name: str, pairs: list[tuple[Any, Any]]) -> None:
    foreign_key = pairs[0][1].field
    model = foreign_key.model

    def children() -> Any:
        queryset = model._default_manager.filter(Among(foreign_key.attname, "parents", model))
        return queryset if isinstance(foreign_key, ParentalKey) else visible(queryset)

    found = statement((_load_children, foreign_key), children)
    by_parent: dict[Any, list[Any]] = defaultdict(list)
    parents = {instance.pk: instance for instance, _field in pairs}
    for child in set_peers(found.instances(parents=parents)):
        parent_pk = getattr(child, foreign_key.attname)
        foreign_key.set_cached_value(child, parents[parent_pk])
        if isinstance(foreign_key, ParentalKey):
            # Who reads a row through its page sees that page, be it behind a password.
            child.__dict__.setdefault("_related", {})[foreign_key.name] = parents[parent_pk]
        by_parent[parent_pk].append(child)
    for instance, _field in pairs:
        instance.__dict__["_related"][name] = by_parent[instance.pk]


def _load_many(name: str, pairs: list[tuple[Any, Any]]) -> None:
    field = pairs[0][1]
    through = field.remote_field.through
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    found = statement(
        (_load_many, field),
        lambda: through._default_manager.filter(Among(source, "sources", through)).values_list(source, target),
    )
    rows = found.rows(sources=[instance.pk for instance, _field in pairs])
    targets = fetch(field.related_model, {pk for _source, pk in rows})
    order = {pk: position for position, pk in enumerate(targets)}
    by_source: dict[Any, list[Any]] = defaultdict(list)
    for source_pk, target_pk in sorted(rows, key=lambda row: order.get(row[1], 0)):
        if target_pk in targets:
            by_source[source_pk].append(targets[target_pk])
    for instance, _field in pairs:
        instance.__dict__["_related"][name] = by_source[instance.pk]


LOADERS = {"one": _load_one, "children": _load_children, "many": _load_many}


def fetch(model: type[Model], ids: Iterable[Any], *, specific: bool = True) -> dict[Any, Any]:
    """Return the visible instances of ``model`` with these primary keys, by key, each other's peers.

    Pages of the generic ``Page`` model come as their specific class, one more statement for each class among them,
    unless ``specific`` is false.
    """
    ids = set(ids)
    if not ids:
        return {}
    instances = _visible_by_keys(model).instances(keys=ids)
    if model is Page and specific:
        instances = as_specific(instances)
    return {instance.pk: instance for instance in set_peers(instances)}


def _visible_by_keys(model: type[Model]) -> Statement:
    return statement((fetch, model), lambda: visible(model._default_manager.filter(Among("pk", "keys", model))))


def as_specific(pages: Sequence[Any]) -> list[Any]:
    """Return pages as instances of their own classes, in the same order; one statement for each class among them.

    Args:
        pages: instances of ``Page`` or of a class between it and their own; what their query set has annotated them
            with is carried over.
    """
    by_type: dict[int, list[Any]] = defaultdict(list)
    for page in pages:
        by_type[page.content_type_id].append(page.pk)
    specific: dict[Any, Any] = {}
    for content_type_id, keys in by_type.items():
        model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
        specific.update((page.pk, page) for page in by_keys(model).instances(keys=keys))
    for page in pages:
        for name in page.__dict__.keys() - specific[page.pk].__dict__.keys():
            specific[page.pk].__dict__[name] = page.__dict__[name]
    return [specific[page.pk] for page in pages]


def load_list(queryset: QuerySet[Any] | Manager[Any], *, specific: bool = False) -> list[Any]:
    """Return a query set's instances as a list of peers.

    Args:
        queryset: without ``select_related`` and ``specific()``.
        specific: whether pages come as their specific class, one more statement for each class among them.
    """
    instances = Statement(queryset.all()).instances()
    return list(set_peers(as_specific(instances) if specific else instances))
