"""Which columns a declared field reads, so that a list need not load those that nobody asked for.

A model takes part by ``always_read``: the columns that code reads of its instances whatever fields are asked for.
Instances of any other model are loaded whole. A field that is a column or a relation says by itself what it reads. A
property or a method says it with ``reads``, beside its code; one that says nothing reads everything. Rows whose fields
are all read without instances (``cms.rows.in_rows``) are loaded with what these fields read, and with what a model
names in ``always_in_rows``.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from wagtail.models import Page


def reads[Function: Callable[..., Any]](*names: str) -> Callable[[Function], Function]:
    """Say which columns and single relations of its model a property's getter or a method reads."""

    def mark(function: Function) -> Function:
        function.reads = frozenset(names)  # type: ignore[attr-defined]  # functions take attributes
        return function

    return mark


# What is read of every page: where it stands, and what stands in a link to it.
PAGE_COLUMNS = ("content_type", "depth", "locale", "path", "slug", "title", "translation_key", "url_path")


class Columns:
    """The columns that the fields of one document read, by model."""

    def __init__(self) -> None:
        self._read: dict[type[Model], set[str] | None] = {}
        self._takes_instances: set[type[Model]] = set()

    def add(self, model: type[Model], names: frozenset[str] | None, *, in_rows: bool) -> None:
        """Note that a field of ``model`` reads these columns; ``None`` stands for all.

        Args:
            model: the model.
            names: the columns' names.
            in_rows: whether it reads them without an instance.
        """
        known = self._read.setdefault(model, set())
        if known is not None:
            self._read[model] = None if names is None else known | names
        if not in_rows:
            self._takes_instances.add(model)

    def of_rows(self) -> dict[type[Model], frozenset[str]]:
        """Return the names of the columns to load for rows of each model whose fields take no instances."""
        return {
            model: frozenset(
                {model._meta.pk.name, *names, *getattr(model, "always_in_rows", ())}
                & {field.name for field in model._meta.concrete_fields}
            )
            for model, names in self._read.items()
            if names is not None and model not in self._takes_instances
        }

    def of_instances(self) -> dict[type[Model], frozenset[str]]:
        """Return the names of the columns to load for instances of each model that need not be loaded whole.

        Lists mix pages of several types, and a relation is read for all of a list at once: their columns are the same.
        """
        pages = [names for model, names in self._read.items() if issubclass(model, Page)]
        read_of_pages = None if None in pages else set().union(*(names or () for names in pages))
        found = {Page: frozenset(PAGE_COLUMNS)}
        for model, names in self._read.items():
            wanted = read_of_pages if issubclass(model, Page) else names
            if wanted is not None and hasattr(model, "always_read"):
                found[model] = _with_what_is_always_read(model, wanted)
        return found


def _with_what_is_always_read(model: type[Model], names: Iterable[str]) -> frozenset[str]:
    """Return the columns of ``model`` among ``names``, its single relations, and what is read of it in any case.

    What Wagtail's own page leads to is for editors: its revisions, its owner, who has locked it.
    """
    fields = model._meta.concrete_fields
    relations = (field.name for field in fields if field.is_relation and field.model is not Page)
    wanted = {*names, *model.always_read, *relations}  # type: ignore[attr-defined]  # asked for above
    return frozenset(wanted & {field.name for field in fields})


def columns_of(model: type[Model], source: str) -> frozenset[str] | None:
    """Return the names of the columns that ``source`` of a model reads; ``None`` if that is not known."""
    try:
        field: Any = model._meta.get_field(source)
    except FieldDoesNotExist:
        member = getattr(model, source, None)
        if not isinstance(member, property) and not callable(member):
            return frozenset()
        return getattr(getattr(member, "fget", member), "reads", None)
    return frozenset([field.name]) if field.concrete and not field.many_to_many else frozenset()
