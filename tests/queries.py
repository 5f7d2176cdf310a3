"""Queries that nobody wrote: hypothesis makes them up from the schema, all of them valid."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from hypothesis import strategies as st

type Draw = Callable[[st.SearchStrategy[Any]], Any]

MAX_DEPTH = 7
MAX_FIELDS = 4
# What leads on to lists, and so is asked for more often.
WAYS = ("nodes", "edges", "node", "page", "children", "body")

SCALARS: dict[str, Sequence[Any]] = {
    "Boolean": [True, False],
    "Date": ["2017-10-19", "2026-01-01"],
    "DateTime": ["2020-01-01T00:00:00+01:00", "2100-01-01T00:00:00Z"],
    "ID": ["1"],
    "Int": [0, 1, 2, 3, 20],
    "String": ["hälsa", ""],
}


@dataclass
class Draft:
    """A query that is being made up.

    Args:
        draw: hypothesis's.
        schema: the schema.
        values: values by argument's name, or by ``<field>.<argument>``, that mean something to the site.
    """

    draw: Draw
    schema: GraphQLSchema
    values: Mapping[str, Sequence[Any]]
    aliases: int = 0
    fragments: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)

    def one_in(self, number: int) -> bool:
        """Say yes once in so many times."""
        return bool(self.draw(st.integers(1, number)) == number)

    def selection(self, parent: Any, depth: int, *, is_apart: bool = False) -> str:
        """Return some fields of a type, by themselves or through a fragment.

        Args:
            parent: the type.
            depth: how many levels may follow.
            is_apart: whether the fields stand beside those of another type, which may have fields of the same names.
        """
        found: dict[str, GraphQLField] = getattr(parent, "fields", {})
        leaves = sorted(name for name, each in found.items() if is_leaf_type(get_named_type(each.type)))
        ways = sorted(found.keys() - set(leaves)) if depth else []
        ways += [name for name in WAYS if name in ways] * 2
        names = self.some(leaves, 2 if ways else MAX_FIELDS) + self.some(ways, 2)
        parts = [self.field(name, found[name], depth, is_apart=is_apart) for name in names]
        if is_abstract_type(parent):
            possible = sorted(self.schema.get_possible_types(parent), key=lambda type_: type_.name)
            parts += [
                f"... on {type_.name}{self.directive()} {self.selection(type_, depth, is_apart=True)}"
                for type_ in self.some(possible, 2)
            ]
        if not parts or self.one_in(6):
            parts.append("__typename")
        if self.one_in(6):
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {parent.name} {{ {' '.join(parts)} }}")
            # Asked for again beside the fragment, fields have to be merged.
            parts = [f"...{name}{self.directive()}", *(parts if self.one_in(2) else [])]
        return f"{{ {' '.join(parts)} }}"

    def some(self, choices: Sequence[Any], size: int) -> list[Any]:
        """Return a few of the choices."""
        return list(self.draw(st.lists(st.sampled_from(choices), max_size=size))) if choices else []

    def field(self, name: str, found: GraphQLField, depth: int, *, is_apart: bool) -> str:
        """Return a field with arguments and what is asked of it."""
        given = [
            f"{argument}: {self.argument(name, argument, wanted)}"
            for argument, wanted in found.args.items()
            if is_required_argument(wanted) or self.one_in(3)
        ]
        alias = ""
        if given or is_apart or self.one_in(6):
            self.aliases += 1
            alias = f"a{self.aliases}: "
        below = get_named_type(found.type)
        asked = f" {self.selection(below, depth - 1)}" if is_composite_type(below) else ""
        return f"{alias}{name}{f'({", ".join(given)})' if given else ''}{self.directive()}{asked}"

    def argument(self, of_field: str, name: str, wanted: GraphQLArgument) -> str:
        """Return the value of an argument, in its place or as a variable."""
        type_: Any = wanted.type
        named: Any = get_named_type(type_)
        choices: Any = self.values.get(f"{of_field}.{name}", self.values.get(name, SCALARS.get(named.name)))
        if isinstance(named, GraphQLEnumType):
            choices = sorted(named.values)
        one = st.sampled_from(choices)
        value = self.draw(st.lists(one, max_size=3) if is_list_type(get_nullable_type(type_)) else one)
        text = written(value, is_enum=isinstance(named, GraphQLEnumType))
        return self.variable(wanted, value, text) if self.one_in(3) else text

    def variable(self, wanted: GraphQLArgument, value: Any, text: str) -> str:
        """Return the name of a new variable with a value, which may be its default."""
        name = f"v{len(self.declared)}"
        is_default = not isinstance(wanted.type, GraphQLNonNull) and self.one_in(3)
        self.declared.append(f"${name}: {wanted.type}{f' = {text}' if is_default else ''}")
        if not is_default:
            self.variables[name] = value
        return f"${name}"

    def directive(self) -> str:
        """Return a directive now and then, with a variable or without."""
        if not self.one_in(8):
            return ""
        name, value = self.draw(st.sampled_from(["skip", "include"])), self.draw(st.booleans())
        wanted = GraphQLArgument(GraphQLNonNull(self.schema.type_map["Boolean"]))
        condition = self.variable(wanted, value, written(value)) if self.one_in(2) else written(value)
        return f" @{name}(if: {condition})"


def written(value: Any, *, is_enum: bool = False) -> str:
    """Return a value as a document writes it."""
    if isinstance(value, list):
        return f"[{', '.join(written(item, is_enum=is_enum) for item in value)}]"
    return str(value) if is_enum else json.dumps(value, ensure_ascii=False)


@st.composite
def queries(draw: Draw, schema: GraphQLSchema, values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Make up a request for a valid query: ``query`` and ``variables``.

    Args:
        draw: hypothesis's.
        schema: the schema.
        values: values by argument's name, or by ``<field>.<argument>``, that mean something to the site.
    """
    draft = Draft(draw, schema, values)
    asked = draft.selection(schema.query_type, MAX_DEPTH)
    declared = f"({', '.join(draft.declared)})" if draft.declared else ""
    return {"query": " ".join([f"query{declared} {asked}", *draft.fragments]), "variables": draft.variables}
