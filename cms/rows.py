"""Rows of one model as columns: an answer takes what it shows straight from them.

Most fields of a list are columns, or lead by a key to rows that are shown by their columns. To make an instance of each
row takes several times as long as to read the row. So instances are made when someone asks for one, all at once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, overload

from django.db.models import Model
from django.db.models.query_utils import DeferredAttribute


class Rows(Sequence[Any]):
    """Rows of a model in an order; as a sequence, the instances that they become, each other's peers.

    Args:
        model: the model.
        columns: the loaded columns as the database has them, by the name of the attribute of an instance.
        converters: what makes Python's values of a column of the database's and the connection, for those that differ.
        connection: the connection.
        make: makes the instances of the rows.
    """

    def __init__(
        self,
        model: type[Model],
        columns: dict[str, Sequence[Any]],
        converters: dict[str, Callable[[Sequence[Any], Any], Sequence[Any]]],
        connection: Any,
        make: Callable[["Rows"], list[Any]],
    ) -> None:
        self.model = model
        self.names = columns.keys()
        self.picked: dict[Any, Any] = {}
        self._columns = columns
        self._converters = converters
        self._connection = connection
        self._converted: dict[str, Sequence[Any]] = {}
        self._make = make

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of a loaded column, which are converted when they are first asked for."""
        convert = self._converters.get(name)
        if convert is None:
            return self._columns[name]
        if name not in self._converted:
            self._converted[name] = convert(self._columns[name], self._connection)
        return self._converted[name]

    @cached_property
    def instances(self) -> list[Any]:
        """The rows' instances."""
        made = self._make(self)
        for instance in made:
            instance.__dict__["_peers"] = self
        return made

    @cached_property
    def keys(self) -> Sequence[Any]:
        """The rows' primary keys."""
        return self.column(self.model._meta.pk.attname)

    def at(self, places: Iterable[int]) -> "Rows":
        """Return the rows at these places."""
        chosen = list(places)
        return self._with({name: [values[place] for place in chosen] for name, values in self._columns.items()})

    def _with(self, columns: dict[str, Sequence[Any]]) -> "Rows":
        return Rows(self.model, columns, self._converters, self._connection, self._make)

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.instances)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> "Rows": ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return self._with({name: values[place] for name, values in self._columns.items()})
        return self.instances[place]


class Picked(NamedTuple):
    """For each of some rows one of ``rows``, by its place there, or ``None``."""

    rows: Rows
    places: list[int | None]

    @property
    def shown(self) -> "Picked":
        """The same without the rows that are nobody's."""
        wanted = {place: None for place in self.places if place is not None}
        if len(wanted) == len(self.rows):
            return self
        place_of = {place: number for number, place in enumerate(wanted)}
        return Picked(self.rows.at(wanted), [None if place is None else place_of[place] for place in self.places])


class Lists(NamedTuple):
    """For each of some rows a list of ``items``, by their places there."""

    items: Sequence[Any]
    places: list[list[int]]


def column_reader(model: type[Model], name: str) -> Callable[..., Sequence[Any]] | None:
    """Return how the attribute ``name`` of a model is read for ``Rows``, or ``None`` if it is more than a column.

    A descriptor of its own makes something else of the column's value, as that of a file does.
    """
    if type(getattr(model, name, None)) is not DeferredAttribute:
        return None
    return lambda rows, _info: rows.column(name)


def in_rows[Function: Callable[..., Any]](read: Callable[..., Any]) -> Callable[[Function], Function]:
    """Say how a property's getter, a method or a resolver is read for ``Rows`` without instances.

    Args:
        read: called with the rows, the request's ``info`` and the field's arguments; answers with a value for each row,
            ``Picked`` or ``Lists``.
    """

    def mark(function: Function) -> Function:
        function.in_rows = read  # type: ignore[attr-defined]  # functions take attributes
        return function

    return mark
