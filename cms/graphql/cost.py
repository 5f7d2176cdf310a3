"""What an operation costs, computed from the schema and the values of its variables before it is executed.

Each value of the answer costs 1: a scalar, an object, an item of a list. A field that is dearer says so where it is
declared (``priced``). A list is as long as its ``first``, or as long as its field says that such lists usually are;
what is below it costs as many times as much. A fragment costs what it would inlined; of the types that can stand where
an interface or a union does, the dearest counts. ``@skip`` and ``@include`` play no part below the root.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphene.utils.str_converters import to_camel_case
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_object_type,
)
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values

from cms.graphql.errors import BAD_USER_INPUT, Refused

LIST_SIZE = 10
"""How many items a list is assumed to have whose field says nothing."""
STATEMENT_COST = 50
"""What a few statements cost: in the time of one the executor answers with some fifty values."""
RICH_TEXT_COST = 5
"""What a text costs that is parsed, its links looked up."""
SEARCH_COST = 5_000
"""What one run of the search engine costs, which reads the texts of up to a thousand hits."""


@dataclass(frozen=True)
class Price:
    """What a field says about its cost, beside its declaration.

    Args:
        cost: what it costs beyond the values that it answers with.
        size: how many items its list usually has.
        maximum: the most that its ``first`` may be.
        is_page: whether its list is as long as the ``first`` of the field around it says.
        arguments: what an argument costs when it is given.
        ranges: the least and the most that an argument may be.
    """

    cost: int = 0
    size: int = LIST_SIZE
    maximum: int | None = None
    is_page: bool = False
    arguments: dict[str, int] = field(default_factory=dict)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)


UNPRICED = Price()


class Total(NamedTuple):
    """What an operation or a part of it costs, and how many objects it asks for."""

    cost: int = 0
    nodes: int = 0

    def plus(self, other: "Total") -> "Total":
        """Return the sum."""
        return Total(self.cost + other.cost, self.nodes + other.nodes)

    def times(self, number: int) -> "Total":
        """Return so many times as much."""
        return Total(self.cost * number, self.nodes * number)


def priced(declared: Any, **price: Any) -> Any:
    """Return a graphene field with its price (the arguments are those of ``Price``)."""
    declared.price = Price(**price)
    return declared


def price_of(definition: GraphQLField) -> Price:
    """Return the price of a field of the schema."""
    return definition.extensions.get("price", UNPRICED)


def keep_prices(schema: GraphQLSchema) -> None:
    """Note the prices of graphene's fields at the fields of the schema, which graphene makes without them."""
    for named in schema.type_map.values():
        declared = getattr(getattr(named, "graphene_type", None), "_meta", None)
        if not is_object_type(named) and not is_abstract_type(named):
            continue
        for name, graphene_field in (getattr(declared, "fields", None) or {}).items():
            if price := getattr(graphene_field, "price", None):
                definition = named.fields[graphene_field.name or to_camel_case(name)]  # type: ignore[attr-defined]  # no union has fields
                definition.extensions = {**definition.extensions, "price": price}


class Estimate:
    """Computes totals of one operation; what stands in one place is computed once for each type and length of list.

    Args:
        schema: the schema.
        fragments: the document's fragments by name.
        variables: the coerced values of the operation's variables.

    Attributes:
        decisive: the variables whose values the totals depend on.
    """

    def __init__(
        self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode], variables: dict[str, Any]
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables
        self.decisive: set[str] = set()
        self._known: dict[tuple[int, str, int], Total] = {}

    def of_field(self, parent: Any, node: FieldNode, page_size: int = LIST_SIZE) -> Total:
        """Return what a field and all below it cost.

        Args:
            parent: the type that the field is asked of.
            node: the field.
            page_size: the ``first`` of the field around it.

        Raises:
            Refused: its ``first`` or another argument is out of range.
        """
        definition = get_field_def(self.schema, parent, node)
        price = price_of(definition)
        arguments = get_argument_values(definition, node, self.variables)
        self.decisive |= _variables_among(node, {*price.ranges, *price.arguments, "first"})
        for name, (least, most) in price.ranges.items():
            if arguments.get(name) is not None and not least <= arguments[name] <= most:
                raise Refused.saying(BAD_USER_INPUT, f"{name} must be between {least} and {most}.")
        size = price.size
        if price.maximum is not None:
            page_size = size = first_of(arguments, price.maximum)
        elif price.is_page:
            size = page_size
        cost = price.cost + sum(extra for name, extra in price.arguments.items() if arguments.get(name) is not None)
        answered: Any = definition.type
        count = size if is_list_type(get_nullable_type(answered)) else 1
        named = get_named_type(definition.type)
        if not is_composite_type(named) or node.selection_set is None:
            return Total(cost + 1)
        return self.of_selections(named, node.selection_set, page_size).plus(Total(1, 1)).times(count).plus(Total(cost))

    def of_selections(self, parent: Any, selections: SelectionSetNode, page_size: int) -> Total:
        """Return what a selection set costs where a type stands, an interface or a union at its dearest."""
        possible = self.schema.get_possible_types(parent) if is_abstract_type(parent) else [parent]
        totals = [self._of_object(concrete, selections, page_size) for concrete in possible]
        return Total(max(total.cost for total in totals), max(total.nodes for total in totals))

    def _of_object(self, parent: Any, selections: SelectionSetNode, page_size: int) -> Total:
        place = id(selections), parent.name, page_size
        if place in self._known:
            return self._known[place]
        total = Total()
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                total = total.plus(self.of_field(parent, selection, page_size))
                continue
            fragment: Any = (
                self.fragments[selection.name.value] if isinstance(selection, FragmentSpreadNode) else selection
            )
            if self._applies(fragment.type_condition, parent):
                total = total.plus(self._of_object(parent, fragment.selection_set, page_size))
        self._known[place] = total
        return total

    def _applies(self, condition: Any, parent: Any) -> bool:
        if condition is None or condition.name.value == parent.name:
            return True
        named: Any = self.schema.type_map[condition.name.value]
        return is_abstract_type(named) and self.schema.is_sub_type(named, parent)


def _variables_among(node: FieldNode, names: set[str]) -> set[str]:
    """Return the variables that stand for arguments of a field that have one of ``names``."""
    return {
        argument.value.name.value
        for argument in node.arguments
        if argument.name.value in names and isinstance(argument.value, VariableNode)
    }


def first_of(arguments: dict[str, Any], maximum: int) -> int:
    """Return how many items a list is asked for.

    Raises:
        Refused: the argument ``first`` is null, negative or more than ``maximum``.
    """
    first = arguments.get("first")
    if first is None or not 0 <= first <= maximum:
        raise Refused.saying(BAD_USER_INPUT, f"first must be between 0 and {maximum}.")
    return int(first)
