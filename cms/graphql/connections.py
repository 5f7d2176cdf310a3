"""Connections with keyset cursors: a list that stays in place while content is added, at any length.

A cursor holds the ordering values of the row it stands on, so the next page is a range of an index and never an offset
(the Relay cursor connections specification says what the types look like).
"""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from functools import cache, cached_property
from typing import Any, NamedTuple

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Count, F, IntegerField, Q, QuerySet, Subquery
from django.db.models.lookups import In

from cms.graphql.cost import SEARCH_COST, STATEMENT_COST, priced
from cms.graphql.errors import BadUserInput
from cms.peers import as_specific, set_peers
from cms.rows import Rows
from cms.statements import Parameter, Statement, kept

MAX_FIRST = 100


class PageInfo(graphene.ObjectType):
    """Where a page of a list begins and ends."""

    has_next_page = graphene.Boolean(required=True, description="Whether there is more after this.")
    has_previous_page = graphene.Boolean(required=True, description="Whether this was asked for with `after`.")
    start_cursor = graphene.String(description="The cursor of the first item.")
    end_cursor = graphene.String(description="The cursor of the last item; the next page's `after`.")


class FirstOf(Subquery):
    """The first rows of a query set, as many as a number says that is known when the statement runs.

    Args:
        queryset: the rows, in order.
        name: what the number is called there.
    """

    def __init__(self, queryset: QuerySet[Any], name: str) -> None:
        super().__init__(queryset)
        self.limit = Parameter(name, IntegerField())

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = super().as_sql(*args, **kwargs)
        return f"{sql.removesuffix(')')} LIMIT %s)", (*params, self.limit)


class Ordered:
    """All rows of a query set in an order, its SQL compiled once for every page of it.

    Args:
        queryset: the rows, in any order; without ``select_related`` and ``specific()``.
        ordering: names or lookups with ``-`` for descending, the last of them unique (``"pk"``).
        specific: whether pages come as their specific class.
        group: the expression that tells a row's group, if the same page of every group is wanted.
        groups: the rows of each group; its first ones are found by themselves, whatever the group has in all.
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        ordering: tuple[str, ...],
        *,
        specific: bool = False,
        group: Any = None,
        groups: Iterable[QuerySet[Any]] = (),
    ) -> None:
        self.queryset = queryset.annotate(_group=group) if group is not None else queryset
        self.groups = groups
        self.specific = specific
        self.keys = {f"_key_{position}": key for position, key in enumerate(ordering)}

    @classmethod
    def kept(cls, name: Hashable, build: Callable[[], QuerySet[Any]], *args: Any, **kwargs: Any) -> "Ordered":
        """Return the rows kept under ``name``; the rest is as ``kept`` and the class take it.

        The name says what the other arguments depend on, too.
        """
        return kept(name, lambda: cls(build(), *args, **kwargs))

    def page(self, limit: int, after: dict[str, Any], **values: Any) -> Sequence[Any]:
        """Return at most ``limit`` rows behind the row with the ordering values ``after``."""
        found = (self._beyond if after else self._first).table(limit=limit, **after, **values)
        return as_specific(found) if self.specific else found

    def count(self, **values: Any) -> int:
        """Return how many rows there are."""
        return self._all.count(**values)

    def values_of(self, cursor: str) -> dict[str, Any]:
        """Return the ordering values that a cursor holds.

        Raises:
            BadUserInput: for a cursor that isn't one of this list's.
        """
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
            found = {name: field.to_python(value) for (name, field), value in zip(self._fields, values, strict=True)}
            for value in found.values():
                _check_value(value)
        except (ValueError, TypeError, OverflowError, ValidationError, binascii.Error, RecursionError) as error:
            raise BadUserInput("after is not a cursor of this list.") from error
        return found

    @cached_property
    def _ordered(self) -> QuerySet[Any]:
        return self._in_order(self.queryset)

    def _in_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        page = rows.annotate(**{name: F(key.removeprefix("-")) for name, key in self.keys.items()})
        return page.order_by(*(f"-{name}" if key.startswith("-") else name for name, key in self.keys.items()))

    @cached_property
    def _fields(self) -> list[tuple[str, Any]]:
        return [(name, self._ordered.query.annotations[name].output_field) for name in self.keys]

    @property
    def _behind(self) -> Q:
        condition = Q()
        for name, field in reversed(self._fields):
            lookup = "lt" if self.keys[name].startswith("-") else "gt"
            value = Parameter(name, field)
            condition = Q(**{f"{name}__{lookup}": value}) | (Q(**{name: value}) & condition if condition else Q())
        # That the first key is not before the cursor's follows; said apart from the rest, it is where an index begins.
        return Q(**{f"{name}__{lookup}e": value}) & condition

    @cached_property
    def _first(self) -> Statement:
        return self._limited(Q())

    @cached_property
    def _beyond(self) -> Statement:
        return self._limited(self._behind)

    def _limited(self, condition: Q) -> Statement:
        """Return the first rows that fit a condition, of all rows or, if there are groups, of each group."""
        if not self.groups:
            return Statement(self._ordered.filter(condition), limited=True)
        # Not by their rank in a window: the database would number all rows of every group.
        wanted = Q(pk__in=[])
        for rows in self.groups:
            wanted |= Q(In(F("pk"), FirstOf(self._in_order(rows).filter(condition).values("pk"), "limit")))
        return Statement(self._ordered.filter(wanted))

    @cached_property
    def _all(self) -> Statement:
        return Statement(self.queryset.order_by().values_list("pk"))

    @cached_property
    def counted(self) -> Statement:
        """Each group with its number of rows."""
        return Statement(self.queryset.order_by().values_list("_group").annotate(_count=Count("pk")))


def _check_value(value: Any) -> None:
    """Pass a value of a cursor that every database takes.

    Raises:
        ValueError, OverflowError: it is nothing, or out of the range of numbers, instants or characters.
    """
    match value:
        case None:
            raise ValueError(value)
        case int() if not -(2**63) <= value < 2**63:
            raise OverflowError(value)
        case dt.datetime():
            value.astimezone(dt.UTC)
        case str() if "\0" in value:
            raise ValueError(value)
        case str():
            value.encode()


class Keyset:
    """One page of a query set; rows and count are fetched when they are asked for, once.

    Args:
        rows: all rows, in their order.
        first: how many rows, from 0 to ``maximum``.
        after: the cursor of the row before.
        maximum: the most that ``first`` may be.
        values: those of the parameters of the rows' query set.

    Raises:
        BadUserInput: for a ``first`` out of range or a cursor that isn't one of this list's.
    """

    def __init__(
        self, rows: "Ordered", first: int, after: str | None = None, maximum: int = MAX_FIRST, **values: Any
    ) -> None:
        if first is None or not 0 <= first <= maximum:
            raise BadUserInput(f"first must be between 0 and {maximum}.")
        self.ordered = rows
        self.first = first
        self.after = rows.values_of(after) if after else {}
        self.values = values

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The page's rows and one more if there is one."""
        return self.ordered.page(self.first + 1, self.after, **self.values) if self.first else []

    @cached_property
    def nodes(self) -> Sequence[Any]:
        """The page's rows, each other's peers."""
        rows = self.rows[: self.first]
        return rows if isinstance(rows, Rows) else set_peers(rows)

    @cached_property
    def total_count(self) -> int:
        """How many rows there are in all."""
        return self.ordered.count(**self.values)

    @property
    def edges(self) -> list["Edge"]:
        """The rows with their cursors."""
        return edges_of(self)

    @property
    def page_info(self) -> PageInfo:
        """Where the page begins and ends."""
        nodes = self.nodes
        return PageInfo(
            has_next_page=len(self.rows) > self.first,
            has_previous_page=bool(self.after),
            start_cursor=self.cursor_at(0) if nodes else None,
            end_cursor=self.cursor_at(len(nodes) - 1) if nodes else None,
        )

    def cursor_at(self, place: int) -> str:
        """Return the cursor of the row at a place of this page."""
        if isinstance(self.nodes, Rows):
            return self._cursor_of([self.nodes.column(name)[place] for name in self.ordered.keys])
        return self.cursor(self.nodes[place])

    def cursor(self, row: Any) -> str:
        """Return the cursor of one row."""
        return self._cursor_of([getattr(row, name) for name in self.ordered.keys])

    def _cursor_of(self, values: list[Any]) -> str:
        text = json.dumps(values, default=str, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode("ascii")


class Edge(NamedTuple):
    """An item of a page of a list, by its place there; a page has ``nodes`` and ``cursor_at``."""

    page: Any
    place: int

    @property
    def cursor(self) -> str:
        """The item's cursor."""
        return self.page.cursor_at(self.place)


def edges_of(page: Any) -> list[Edge]:
    """Return the items of a page of a list with their cursors."""
    return [Edge(page, place) for place in range(len(page.nodes))]


def node_of(edge: Edge, _info: Any) -> Any:
    """Return the item of an edge."""
    return edge.page.nodes[edge.place]


def nodes_of(edges: Sequence[Edge]) -> Sequence[Any]:
    """Return the item of each of ``edges``; those of a whole page as the page has them."""
    page = edges[0].page if edges else None
    if page and all(edge.page is page for edge in edges) and len(edges) == len(page.nodes):
        return page.nodes
    return [edge.page.nodes[edge.place] for edge in edges]


# What a plan calls (cms.graphql.plan).
node_of.for_all = nodes_of  # type: ignore[attr-defined]  # functions take attributes


class GroupedKeyset(Keyset):
    """One page of the rows of one group; the same page of every group is fetched at once.

    Args:
        rows: the rows of all groups; they have a group.
        first, after: as ``Keyset`` has them, for each group.
        values: those of the parameters of the rows' query set.
    """

    def __init__(self, rows: Ordered, first: int, after: str | None = None, **values: Any) -> None:
        super().__init__(rows, first, after, **values)
        self.owner = self
        self.key: Any = None

    def of(self, key: Any) -> "GroupedKeyset":
        """Return the page of the group with this key."""
        page = copy(self)
        page.owner, page.key = self, key
        return page

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The group's rows and one more if there is one."""
        return self.owner.rows_of.get(self.key, [])

    @cached_property
    def nodes(self) -> Sequence[Any]:
        """The group's rows, peers of those of the other groups."""
        return self.rows[: self.first]

    @cached_property
    def total_count(self) -> int:
        """How many rows the group has in all."""
        return self.owner.counts.get(self.key, 0)

    @cached_property
    def rows_of(self) -> dict[Any, list[Any]]:
        """The rows of every group, each other's peers, in one statement and one for each class of page."""
        if not self.first:
            return {}
        rows: dict[Any, list[Any]] = {}
        for row in set_peers(self.ordered.page(self.first + 1, self.after, **self.values)):
            rows.setdefault(row._group, []).append(row)
        return rows

    @cached_property
    def counts(self) -> dict[Any, int]:
        """How many rows each group has, in one statement."""
        return dict(self.ordered.counted.rows(**self.values))


@cache
def connection_type(name: str, node_type: Any, **extra: Any) -> Any:
    """Return the connection type ``<name>Connection`` over ``node_type``; ``extra`` fields are added to it."""
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": f"One item of a {name}Connection.",
            "cursor": graphene.String(required=True, description="Where the item stands, for `after`."),
            "node": graphene.Field(graphene.NonNull(node_type), resolver=node_of, description="The item."),
        },
    )
    return type(
        f"{name}Connection",
        (graphene.ObjectType,),
        {
            "__doc__": f"One page of a list of {name}.",
            "nodes": _page_of(node_type, "The items of this page."),
            "edges": _page_of(edge, "The items with their cursors."),
            "page_info": graphene.Field(graphene.NonNull(PageInfo), description="Where this page begins and ends."),
            "total_count": graphene.Int(required=True, description="How many items there are in all."),
            **extra,
        },
    )


def _page_of(item_type: Any, description: str) -> graphene.Field:
    items = graphene.Field(graphene.NonNull(graphene.List(graphene.NonNull(item_type))), description=description)
    return priced(items, is_page=True)


def connection_field(
    connection: Any,
    *,
    description: str,
    first: int = 20,
    maximum: int = MAX_FIRST,
    cost: int = STATEMENT_COST,
    ranges: dict[str, tuple[int, int]] | None = None,
    **arguments: Any,
) -> graphene.Field:
    """Return a root or page field that answers with a connection, with ``first`` and ``after`` among its arguments.

    An argument ``search`` costs ``SEARCH_COST`` where it is given; ``cost`` and ``ranges`` are those of ``Price``.
    """
    listed = graphene.Field(
        graphene.NonNull(connection),
        first=graphene.Int(default_value=first, description=f"How many at most, up to {maximum}."),
        after=graphene.String(description="The cursor of the item before; null for the beginning."),
        description=description,
        **arguments,
    )
    searches = {"search": SEARCH_COST} if "search" in arguments else {}
    return priced(listed, cost=cost, maximum=maximum, arguments=searches, ranges=ranges or {})
