"""Query sets that are compiled once: the SQL of a look-up is made the first time and bound to its values ever after.

Building a query set and compiling its SQL takes Django many times as long as the database takes to answer. Here a query
set is written with ``Parameter`` where a value will stand, kept compiled by name, and its rows become instances without
going through ``Model.__init__``, whose signals and checks a row that is only read has no use for.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import repeat
from threading import Lock
from typing import Any, NamedTuple

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import DateTimeField, Expression, F, IntegerField, Lookup, QuerySet
from django.db.models.base import ModelState
from django.utils import timezone
from wagtail.fields import StreamField

from cms.rows import Rows

# Each takes some tens to hundreds of kilobytes; a site uses one or two hundred again and again.
MAX_KEPT = 400
# How many selections of columns a statement is kept for, the latest ones.
MAX_SELECTIONS = 16

_is_compiled_for_keeps: ContextVar[bool] = ContextVar("_is_compiled_for_keeps", default=False)


class Read(NamedTuple):
    """What a request reads of models: the names of columns for instances, for rows without, and of fields.

    A model that is not named is read whole.
    """

    of_instances: Mapping[type[models.Model], frozenset[str]]
    of_rows: Mapping[type[models.Model], frozenset[str]]
    fields: Mapping[type[models.Model], frozenset[str]]


WHOLE = Read({}, {}, {})


class Memory:
    """What a request has looked up so far, all as of one instant."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.tables: dict[Any, Rows] = {}
        self.read = WHOLE


_memory: ContextVar[Memory | None] = ContextVar("_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Have look-ups with the same values answer with the same instances, and run once, until the block ends.

    It is for what a whole request asks about, such as its site: look-ups for the rows of a list are made each time.
    """
    token = _memory.set(Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def read_only(read: Read) -> None:
    """Have the look-ups of the present ``remembering`` load nothing else."""
    if memory := _memory.get():
        memory.read = read


def read_whole() -> None:
    """Have the look-ups of the present ``remembering`` load whole rows, and those that were loaded before once more."""
    if memory := _memory.get():
        memory.read = WHOLE
        memory.tables.clear()


def is_read(model: type[models.Model], field: str) -> bool:
    """Return whether the present request reads a field of a model; it does as long as it does not say what it reads."""
    memory = _memory.get()
    return memory is None or memory.read is WHOLE or field in memory.read.fields.get(model, ())


class Parameter(Expression):
    """The place of a value that is known when the statement runs.

    Args:
        name: what the value is called there.
        output_field: the kind of the value, or of each value of a list.
    """

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def adapt(self, value: Any, connection: Any) -> Any:
        """Return a value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Now(Parameter):
    """The present instant: that of the moment when a kept statement runs, or when an ordinary query set does."""

    def __init__(self) -> None:
        super().__init__("now", DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if _is_compiled_for_keeps.get():
            return "%s", (self,)
        return "%s", (self.adapt(timezone.now(), connection),)


class Keys(Parameter):
    """The place of a list of values, for ``Among``; however many there are, the SQL is the same."""

    def adapt(self, value: Iterable[Any], connection: Any) -> Any:
        adapted = list(value)
        # A whole number is the same for every database, and most lists are of keys.
        are_numbers = {*map(type, adapted)} == {int}
        if not are_numbers:
            adapted = [super(Keys, self).adapt(each, connection) for each in adapted]
        if connection.vendor != "sqlite":
            return adapted
        return orjson.dumps(adapted).decode() if are_numbers else json.dumps(adapted)


class Among(Lookup[Any]):
    """The condition that a column holds one of the values of a list that is known when the statement runs.

    Args:
        column: the column's name.
        name: what the list is called there.
        of: the model that the column is one of.
    """

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: str, name: str, of: type[models.Model]) -> None:
        field: Any = of._meta.pk if column == "pk" else of._meta.get_field(column)
        super().__init__(F(column), Keys(name, getattr(field, "target_field", field)))

    def get_source_expressions(self) -> list[Any]:
        return [self.lhs, self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        (column, of_column), (values, of_values) = compiler.compile(self.lhs), compiler.compile(self.rhs)
        if connection.vendor == "sqlite":
            sql = f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - compiled by Django
        else:
            sql = f"{column} = ANY({values})"
        return sql, (*of_column, *of_values)


def set_beside_columns(model: type[models.Model]) -> dict[str, Any]:
    """Return what ``__init__`` sets on a row beside its columns, such as Wagtail's ``Image.decorative``.

    What differs from row to row is left out: ``page_url`` and its cache of Wagtail's settings, which nobody reads here.
    """
    keys = [field.attname for field in model._meta.concrete_fields if field.primary_key or field.name == "id"]
    row = vars(model.from_db(None, keys, [1 for _key in keys]))
    return {name: value for name, value in row.items() if name not in keys and isinstance(value, bool | str | None)}


class Compiled:
    """The SQL of a query set, and what its columns become.

    Args:
        queryset: the query set.
        limited: whether only as many rows are wanted as the parameter ``limit`` says.
    """

    def __init__(self, queryset: QuerySet[Any], *, limited: bool) -> None:
        self.names: list[str] = []
        self.beside: dict[str, Any] = {}
        self.streams: list[Any] = []
        self.converters: list[Any] = []
        self.converters_of: dict[str, Any] = {}
        compiler = queryset.query.get_compiler(using=queryset.db)
        token = _is_compiled_for_keeps.set(True)
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params, self.is_of_rows = "", (), False
            self.names = [queryset.model._meta.pk.attname]
            return
        finally:
            _is_compiled_for_keeps.reset(token)
        if limited:
            self.sql, self.params = f"{self.sql} LIMIT %s", (*self.params, Parameter("limit", IntegerField()))
        selected = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        self.converters = [
            (place, converters, column) for place, (converters, column) in compiler.get_converters(selected).items()
        ]
        # Which rows two look-ups are for is the same by chance, and they are to cost the same whatever the rows are.
        self.is_of_rows = any(isinstance(param, Keys) for param in self.params)
        if compiler.klass_info:
            places = compiler.klass_info["select_fields"]
            names = {place: selected[place].target.attname for place in places}
            names |= {place: name for name, place in compiler.annotation_col_map.items()}
            self.beside = set_beside_columns(queryset.model)
            self.names = [names[place] for place in range(len(selected))]
            self.converters_of = {
                self.names[place]: partial(_converted, converters, column)
                for place, converters, column in self.converters
            }
            self.streams = [
                selected[place].target for place in places if isinstance(selected[place].target, StreamField)
            ]

    def bound(self, values: dict[str, Any], connection: Any) -> list[Any]:
        """Return the statement's parameters with these values, as the database's driver takes them."""
        memory = _memory.get()
        values.setdefault("now", memory.now if memory else timezone.now())
        return [
            param.adapt(values[param.name], connection) if isinstance(param, Parameter) else param
            for param in self.params
        ]

    def rows(self, bound: list[Any], connection: Any) -> list[Sequence[Any]]:
        """Return the rows, their values converted as Django would."""
        rows = self.fetched(bound, connection)
        if not self.converters or not rows:
            return rows
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, converters, expression in self.converters:
            columns[place] = _converted(converters, expression, columns[place], connection)
        return list(zip(*columns, strict=True))

    def columns(self, bound: list[Any], connection: Any) -> dict[str, Sequence[Any]]:
        """Return the rows' columns as the database has them, by name."""
        rows = self.fetched(bound, connection)
        columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else repeat((), len(self.names))
        return dict(zip(self.names, columns, strict=True))

    def fetched(self, bound: list[Any], connection: Any) -> list[Sequence[Any]]:
        """Return the rows as the database has them."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, bound)
            rows: list[Sequence[Any]] = cursor.fetchall()
        return rows


def _converted(converters: Iterable[Any], expression: Any, values: Sequence[Any], connection: Any) -> Sequence[Any]:
    converted: Iterable[Any] = values
    for converter in converters:
        converted = map(converter, converted, repeat(expression), repeat(connection))
    return tuple(converted)


class Statement:
    """A query set's SQL, and how its rows become instances.

    Args:
        queryset: one that answers with instances of a model or, by ``values_list()``, with tuples; without
            ``select_related`` and ``prefetch_related``.
        limited: whether only as many rows are wanted as the parameter ``limit`` says.
    """

    def __init__(self, queryset: QuerySet[Any], *, limited: bool = False) -> None:
        self.queryset = queryset
        self.using = queryset.db
        self.limited = limited
        self._compiled: dict[frozenset[str] | None, Compiled] = {}
        self._of(None)

    def rows(self, **values: Any) -> list[Any]:
        """Return the rows for these values of the parameters."""
        compiled, connection = self._of(None), connections[self.using]
        return compiled.rows(compiled.bound(values, connection), connection)

    def count(self, **values: Any) -> int:
        """Return how many rows there are for these values of the parameters."""
        compiled, connection = self._of(None), connections[self.using]
        if not compiled.sql:
            return 0
        with connection.cursor() as cursor:
            sql = f"SELECT COUNT(*) FROM ({compiled.sql}) counted"  # noqa: S608 - compiled by Django
            cursor.execute(sql, compiled.bound(values, connection))
            return int(cursor.fetchone()[0])

    def instances(self, **values: Any) -> list[Any]:
        """Return the instances for these values of the parameters, as the database has them."""
        memory = _memory.get()
        compiled = self._of(memory.read.of_instances.get(self.queryset.model) if memory else None)
        return self._remembered(compiled, values, self._instances).instances

    def table(self, *, for_instances: bool = False, **values: Any) -> Rows:
        """Return the rows for these values of the parameters, as columns that can become instances.

        Args:
            for_instances: whether they surely will: then they have the columns for that.
            values: those of the parameters.
        """
        memory, model = _memory.get(), self.queryset.model
        names = memory.read.of_rows.get(model) if memory and not for_instances else None
        if names is not None:
            return self._remembered(self._of(names), values, self._loaded)
        compiled = self._of(memory.read.of_instances.get(model) if memory else None)
        return self._remembered(compiled, values, self._instances)

    def _remembered(self, compiled: Compiled, values: dict[str, Any], make: Callable[..., Any]) -> Rows:
        memory, connection = _memory.get(), connections[self.using]
        bound = compiled.bound(values, connection)
        if memory is None or compiled.is_of_rows:
            return self._table(compiled, bound, connection, make)
        key = (compiled, make.__name__, *map(repr, bound))
        if key not in memory.tables:
            memory.tables[key] = self._table(compiled, bound, connection, make)
        return memory.tables[key]

    def _of(self, columns: frozenset[str] | None) -> Compiled:
        compiled = self._compiled.get(columns)
        if compiled is None:
            queryset = self.queryset if columns is None else self.queryset.only(*columns)
            compiled = self._compiled[columns] = Compiled(queryset, limited=self.limited)
            # The first is that of all columns, which stays. Copied: other threads may add theirs.
            for oldest in list(self._compiled)[1:-MAX_SELECTIONS]:
                self._compiled.pop(oldest, None)
        return compiled

    def _table(self, compiled: Compiled, bound: list[Any], connection: Any, make: Callable[..., Any]) -> Rows:
        columns = compiled.columns(bound, connection)
        return Rows(self.queryset.model, columns, compiled.converters_of, connection, partial(make, compiled))

    def _loaded(self, _compiled: Compiled, rows: Rows) -> list[Any]:
        """Load the instances of rows that have no more columns than their fields read; in one statement."""
        model: Any = self.queryset.model
        found = {instance.pk: instance for instance in by_keys(model).instances(keys=rows.keys)}
        beside = rows.names - {field.attname for field in model._meta.concrete_fields}
        for name in beside:
            for key, value in zip(rows.keys, rows.column(name), strict=True):
                found[key].__dict__[name] = value
        return [found[key] for key in rows.keys]

    def _instances(self, compiled: Compiled, rows: Rows) -> list[Any]:
        found = []
        model: Any = self.queryset.model
        names = list(rows.names)
        for row in zip(*map(rows.column, names), strict=True):
            instance = object.__new__(model)
            values = instance.__dict__
            values.update(compiled.beside)
            values.update(zip(names, row, strict=True))
            for field in compiled.streams:
                values[field.attname] = field.to_python(values[field.attname])
            state = values["_state"] = ModelState()
            state.adding = False
            state.db = self.using
            found.append(instance)
        return found


_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def statement(name: Hashable, build: Callable[[], QuerySet[Any]]) -> Statement:
    """Return the statement kept under ``name``; ``build`` makes its query set the first time.

    Args:
        name: all that the query set depends on but the values of its parameters.
        build: returns the query set.
    """
    return kept(name, lambda: Statement(build()))


def by_keys(model: type[models.Model]) -> Statement:
    """Return the statement that loads rows of a model by their ``keys``, whoever may see them."""
    return statement((by_keys, model), lambda: model._base_manager.filter(Among("pk", "keys", model)))


def kept[Thing](name: Hashable, build: Callable[[], Thing]) -> Thing:
    """Return what is kept under ``name``, made by ``build`` the first time; what nobody used for longest gives way.

    Args:
        name: all that the thing depends on; ``None`` for one that is made each time.
        build: makes it.
    """
    if name is None:
        return build()
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
            return _kept[name]
    made = build()
    with _lock:
        _kept[name] = made
        if len(_kept) > MAX_KEPT:
            _kept.popitem(last=False)
    return made


def forget(**_signal: Any) -> None:
    """Keep nothing any longer: after migrations, keys of content types may be others than those in kept statements."""
    with _lock:
        _kept.clear()
