"""Connections with keyset cursors: a list that stays in place while content is added, at any length.

A cursor holds the ordering values of the row it stands on, so the next page is a range of an index and never an offset
(the Relay cursor connections specification says what the types look like).
"""

import base64
import binascii
import json
from copy import copy
from functools import cache, cached_property
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from cms.graphql.cost import SEARCH_COST, STATEMENT_COST, priced
from cms.graphql.errors import BadUserInput
from cms.peers import set_peers

MAX_FIRST = 100


class PageInfo(graphene.ObjectType):
    """Where a page of a list begins and ends."""

    has_next_page = graphene.Boolean(required=True, description="Whether there is more after this.")
    has_previous_page = graphene.Boolean(required=True, description="Whether this was asked for with `after`.")
    start_cursor = graphene.String(description="The cursor of the first item.")
    end_cursor = graphene.String(description="The cursor of the last item; the next page's `after`.")


class Keyset:
    """One page of a query set; rows and count are fetched when they are asked for, once.

    Args:
        queryset: all rows, in any order.
        ordering: names or lookups with ``-`` for descending, the last of them unique (``"pk"``).
        first: how many rows, from 0 to ``maximum``.
        after: the cursor of the row before.
        maximum: the most that ``first`` may be.

    Raises:
        BadUserInput: for a ``first`` out of range or a cursor that isn't one of this list's.
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        ordering: tuple[str, ...],
        first: int,
        after: str | None = None,
        maximum: int = MAX_FIRST,
    ) -> None:
        if first is None or not 0 <= first <= maximum:
            raise BadUserInput(f"first must be between 0 and {maximum}.")
        self.queryset = queryset
        self.keys = {f"_key_{position}": key for position, key in enumerate(ordering)}
        self.first = first
        self.after = after
        self._page = self._ordered()

    def _ordered(self) -> QuerySet[Any]:
        page = self.queryset.annotate(**{name: F(key.removeprefix("-")) for name, key in self.keys.items()})
        if self.after:
            page = page.filter(self._beyond(page, self.after))
        return page.order_by(*(f"-{name}" if key.startswith("-") else name for name, key in self.keys.items()))

    def _beyond(self, page: QuerySet[Any], cursor: str) -> Q:
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
            values = [
                page.query.annotations[name].output_field.to_python(value)
                for name, value in zip(self.keys, values, strict=True)
            ]
            if None in values:
                raise ValueError(cursor)
        except (ValueError, TypeError, ValidationError, binascii.Error, RecursionError) as error:
            raise BadUserInput("after is not a cursor of this list.") from error
        condition = Q()
        for (name, key), value in reversed(list(zip(self.keys.items(), values, strict=True))):
            lookup = "lt" if key.startswith("-") else "gt"
            condition = Q(**{f"{name}__{lookup}": value}) | (Q(**{name: value}) & condition if condition else Q())
        return condition

    @cached_property
    def rows(self) -> list[Any]:
        """The page's rows and one more if there is one."""
        return list(self._page[: self.first + 1]) if self.first else []

    @cached_property
    def nodes(self) -> list[Any]:
        """The page's rows, each other's peers."""
        return list(set_peers(self.rows[: self.first]))

    @cached_property
    def total_count(self) -> int:
        """How many rows there are in all."""
        return self.queryset.order_by().count()

    @property
    def edges(self) -> list[dict[str, Any]]:
        """The rows with their cursors."""
        return [{"cursor": self.cursor(node), "node": node} for node in self.nodes]

    @property
    def page_info(self) -> PageInfo:
        """Where the page begins and ends."""
        nodes = self.nodes
        return PageInfo(
            has_next_page=len(self.rows) > self.first,
            has_previous_page=bool(self.after),
            start_cursor=self.cursor(nodes[0]) if nodes else None,
            end_cursor=self.cursor(nodes[-1]) if nodes else None,
        )

    def cursor(self, row: Any) -> str:
        """Return the cursor of one row."""
        values = [getattr(row, name) for name in self.keys]
        text = json.dumps(values, default=str, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode("ascii")


class GroupedKeyset(Keyset):
    """One page of the rows of one group; the same page of every group is fetched at once.

    Args:
        queryset: the rows of all groups.
        group: the expression that tells a row's group.
        ordering, first, after, maximum: as ``Keyset`` has them, for each group.
    """

    def __init__(self, queryset: QuerySet[Any], group: Any, ordering: tuple[str, ...], first: int, **more: Any) -> None:
        super().__init__(queryset.annotate(_group=group), ordering, first, **more)
        self.owner = self
        self.key: Any = None

    def of(self, key: Any) -> "GroupedKeyset":
        """Return the page of the group with this key."""
        page = copy(self)
        page.owner, page.key = self, key
        return page

    @cached_property
    def rows(self) -> list[Any]:
        """The group's rows and one more if there is one."""
        return self.owner.rows_of.get(self.key, [])

    @cached_property
    def nodes(self) -> list[Any]:
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
        order: Any = self._page.query.order_by
        rank = Window(RowNumber(), partition_by=F("_group"), order_by=order)
        rows: dict[Any, list[Any]] = {}
        for row in set_peers(list(self._page.annotate(_rank=rank).filter(_rank__lte=self.first + 1))):
            rows.setdefault(row._group, []).append(row)
        return rows

    @cached_property
    def counts(self) -> dict[Any, int]:
        """How many rows each group has, in one statement."""
        counted = self.queryset.order_by().values("_group").annotate(_count=Count("pk"))
        return {row["_group"]: row["_count"] for row in counted}


@cache
def connection_type(name: str, node_type: Any, **extra: Any) -> Any:
    """Return the connection type ``<name>Connection`` over ``node_type``; ``extra`` fields are added to it."""
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": f"One item of a {name}Connection.",
            "cursor": graphene.String(required=True, description="Where the item stands, for `after`."),
            "node": graphene.Field(graphene.NonNull(node_type), description="The item."),
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
