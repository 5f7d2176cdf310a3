"""Query sets that are compiled once: the SQL of a look-up is made the first time and bound to its values ever after.

Building a query set and compiling its SQL takes Django many times as long as the database takes to answer. Here a query
set is written with ``Parameter`` where a value will stand, kept compiled by name, and its rows become instances without
going through ``Model.__init__``, whose signals and checks a row that is only read has no use for.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextvars import ContextVar
from itertools import repeat
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import BooleanField, DateTimeField, Expression, F, Func, QuerySet
from django.db.models.base import ModelState
from django.utils import timezone
from wagtail.fields import StreamField

MAX_STATEMENTS = 1000

_is_compiled_for_keeps: ContextVar[bool] = ContextVar("_is_compiled_for_keeps", default=False)


class Parameter(Expression):
    """The place of a value that is known when the statement runs.

    Args:
        name: what the value is called there.
        output_field: the kind of the value, or of each value of a list.
    """

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def adapt(self, value: Any, connection: Any) -> Any:
        """Return a value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Now(Parameter):
    """The present instant: that of the moment when a kept statement runs, or when an ordinary query set does."""

    def __init__(self) -> None:
        super().__init__("now", DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        if _is_compiled_for_keeps.get():
            return "%s", [self]
        return "%s", [self.adapt(timezone.now(), connection)]


class Keys(Parameter):
    """The place of a list of values, for ``Among``; however many there are, the SQL is the same."""

    def adapt(self, value: Iterable[Any], connection: Any) -> Any:
        adapted = [super(Keys, self).adapt(each, connection) for each in value]
        return json.dumps(adapted) if connection.vendor == "sqlite" else adapted


class Among(Func):
    """Whether a column holds one of the values of a list that is known when the statement runs.

    Args:
        column: the column's name.
        name: what the list is called there.
        of: the model that the column is one of.
    """

    output_field = BooleanField()

    def __init__(self, column: str, name: str, of: type[models.Model]) -> None:
        field: Any = of._meta.pk if column == "pk" else of._meta.get_field(column)
        super().__init__(F(column), Keys(name, getattr(field, "target_field", field)))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # no template
        (column, of_column), (values, of_values) = (compiler.compile(each) for each in self.source_expressions)
        among = f"(SELECT value FROM json_each({values}))" if connection.vendor == "sqlite" else f"ANY({values})"
        return f"{column} {'IN' if connection.vendor == 'sqlite' else '='} {among}", [*of_column, *of_values]


class Statement:
    """A query set's SQL, and how its rows become instances.

    Args:
        queryset: one that answers with instances of a model or, by ``values_list()``, with tuples; without
            ``select_related`` and ``prefetch_related``.
    """

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.using = queryset.db
        self.model = queryset.model
        compiler = queryset.query.get_compiler(using=self.using)
        token = _is_compiled_for_keeps.set(True)
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        finally:
            _is_compiled_for_keeps.reset(token)
        selected = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        self.converters = [
            (place, converters, column) for place, (converters, column) in compiler.get_converters(selected).items()
        ]
        self.names: list[str] = []
        self.streams: list[Any] = []
        if compiler.klass_info:
            places = compiler.klass_info["select_fields"]
            names = {place: selected[place].target.attname for place in places}
            names |= {place: name for name, place in compiler.annotation_col_map.items()}
            self.names = [names[place] for place in range(len(selected))]
            self.streams = [
                selected[place].target for place in places if isinstance(selected[place].target, StreamField)
            ]

    def rows(self, **values: Any) -> list[Sequence[Any]]:
        """Return the rows for these values of the parameters."""
        if not self.sql:
            return []
        connection = connections[self.using]
        values.setdefault("now", timezone.now())
        params = [
            param.adapt(values[param.name], connection) if isinstance(param, Parameter) else param
            for param in self.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: list[Sequence[Any]] = cursor.fetchall()
        if not self.converters or not rows:
            return rows
        columns = list(zip(*rows, strict=True))
        for place, converters, expression in self.converters:
            column: Iterable[Any] = columns[place]
            for converter in converters:
                column = map(converter, column, repeat(expression), repeat(connection))
            columns[place] = tuple(column)
        return list(zip(*columns, strict=True))

    def instances(self, **values: Any) -> list[Any]:
        """Return the instances for these values of the parameters, as the database has them."""
        found = []
        for row in self.rows(**values):
            instance = self.model.__new__(self.model)
            instance.__dict__.update(zip(self.names, row, strict=True))
            for field in self.streams:
                instance.__dict__[field.attname] = field.to_python(instance.__dict__[field.attname])
            state = instance.__dict__["_state"] = ModelState()
            state.adding = False
            state.db = self.using
            found.append(instance)
        return found


_kept: dict[Hashable, Statement] = {}
_lock = Lock()


def statement(name: Hashable, build: Callable[[], QuerySet[Any]]) -> Statement:
    """Return the statement kept under ``name``; ``build`` makes its query set the first time.

    Args:
        name: all that the query set depends on but the values of its parameters.
        build: returns the query set.
    """
    found = _kept.get(name)
    if found is None:
        found = Statement(build())
        with _lock:
            while len(_kept) >= MAX_STATEMENTS:
                del _kept[next(iter(_kept))]
            _kept[name] = found
    return found
