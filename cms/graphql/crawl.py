"""Every path through a schema as documents to send: what the proof of visibility is made of (docs/security.md).

Nothing here knows a field or a type by name: a field that is added to the schema is walked by itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched, product
from typing import Any, NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLSchema,
    GraphQLString,
    GraphQLUnionType,
    build_client_schema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    print_ast,
)
from graphql.utilities import ast_from_value

DOCUMENT_SIZE = 1500
"""How many paths one document asks for."""

MAXIMUM = re.compile(r"\bup to (\d+)", re.IGNORECASE)
MAXIMUM_INSIDE_A_PAGE = 50
EARLY = {"Date": "1900-01-01", "DateTime": "1900-01-01T00:00:00Z"}
LATE = {"Date": "2999-12-31", "DateTime": "2999-12-31T00:00:00Z"}
UPPER_BOUNDS = ("to", "until", "before")
"""Names of arguments that let the more through the later they are."""

type Arguments = dict[str, Any]


class Step(NamedTuple):
    """A field on the way: ``parent`` is the type that is asked, ``on`` whether that takes a fragment."""

    parent: str
    field: str
    arguments: str = ""
    variant: int = 0
    on: bool = False

    @property
    def key(self) -> str:
        """The name that the answer has the field under; no two steps below one parent share it."""
        if self.on or self.variant:
            return f"{self.parent}__{self.field}__{self.variant}"
        return self.field


type Path = tuple[Step, ...]


@dataclass(frozen=True)
class Document:
    """A query that asks for ``paths``."""

    text: str
    paths: list[Path]


def schema_of(introspection: dict[str, Any]) -> GraphQLSchema:
    """Return the schema that the answer to an introspection query describes."""
    return build_client_schema(introspection)  # type: ignore[arg-type]  # the decoded JSON of an answer


def root_fields(schema: GraphQLSchema) -> dict[str, GraphQLField]:
    """Return the fields that a query can begin with."""
    return schema.query_type.fields if schema.query_type else {}


def paths_below(schema: GraphQLSchema, name: str, arguments: Arguments, depth: int) -> Iterator[Path]:
    """Yield every path of up to ``depth`` fields that begins with a root field asked with ``arguments``."""
    field = root_fields(schema)[name]
    yield from _continued(schema, (Step("Query", name, _written(field, arguments)),), field, depth)


def _continued(schema: GraphQLSchema, path: Path, field: GraphQLField, depth: int) -> Iterator[Path]:
    named = get_named_type(field.type)
    if is_leaf_type(named):
        yield path
    elif len(path) < depth:
        for parent, on in _layers(schema, named):
            for name, child in parent.fields.items():
                if on and any(name in interface.fields for interface in _above(schema, parent, named)):
                    continue
                for variant, arguments in enumerate(_ways_to_ask(child)):
                    step = Step(parent.name, name, arguments, variant, on)
                    yield from _continued(schema, (*path, step), child, depth)


def _layers(schema: GraphQLSchema, named: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the types whose fields can be asked where ``named`` stands, and whether that takes a fragment."""
    if not isinstance(named, GraphQLUnionType):
        yield named, False
    if isinstance(named, GraphQLInterfaceType):
        for interface in schema.get_implementations(named).interfaces:
            yield interface, True
    if isinstance(named, (GraphQLInterfaceType, GraphQLUnionType)):
        for possible in schema.get_possible_types(named):
            yield possible, True


def _above(schema: GraphQLSchema, parent: Any, named: Any) -> Iterator[Any]:
    """Yield the interfaces of ``parent`` that ``_layers`` yields too: their fields are asked there."""
    if isinstance(named, GraphQLInterfaceType):
        yield from (i for i in parent.interfaces if i is named or named in i.interfaces)


def _ways_to_ask(field: GraphQLField) -> list[str]:
    """Return the arguments of a field that is no root field: all choices where one must be made, else none and most."""
    required = {name: argument for name, argument in field.args.items() if is_required_argument(argument)}
    choices = [[(name, value) for value in choices_of(argument)] for name, argument in required.items()]
    ways = [dict(way) for way in product(*choices)]
    most = {name: value for name, value in loosest(field).items() if name not in required}
    if most:
        ways += [way | most for way in ways]
    return [_written(field, way) for way in ways]


def choices_of(argument: GraphQLArgument) -> list[Any]:
    """Return the values that the schema itself says an argument can have; none for free text and numbers."""
    named: Any = get_named_type(argument.type)
    if isinstance(named, GraphQLEnumType):
        values: list[Any] = list(named.values)
    elif named.name == "Boolean":
        values = [True, False]
    else:
        return []
    given: Any = argument.type
    listed = is_list_type(get_nullable_type(given))
    return [[value] for value in values] if listed else values


def loosest(field: GraphQLField) -> Arguments:
    """Return the arguments that let the most through: the largest ``first``, the widest span of time."""
    most: Arguments = {}
    for name, argument in field.args.items():
        scalar = get_named_type(argument.type).name
        if name == "first":
            stated = MAXIMUM.search(argument.description or "")
            most[name] = int(stated[1]) if stated else MAXIMUM_INSIDE_A_PAGE
        elif scalar in EARLY:
            most[name] = (LATE if name.lower().endswith(UPPER_BOUNDS) else EARLY)[scalar]
    return most


def _written(field: GraphQLField, arguments: Arguments) -> str:
    parts = []
    for name, value in arguments.items():
        named = get_named_type(field.args[name].type)
        if isinstance(named, GraphQLEnumType):
            words = f"[{', '.join(value)}]" if isinstance(value, list) else value
        else:
            node = ast_from_value(value, field.args[name].type) if named.name in PLAIN else None
            words = print_ast(node) if node else f'"{value}"'
        parts.append(f"{name}: {words}")
    return f"({', '.join(parts)})" if parts else ""


FREE_TEXT = GraphQLArgument(GraphQLString)
"""An argument that takes any text."""
PLAIN = {"Boolean", "Float", "ID", "Int", "String"}


def documents(paths: Iterable[Path], size: int = DOCUMENT_SIZE) -> Iterator[Document]:
    """Yield documents that together ask for all ``paths``, ``size`` of them each."""
    for chunk in batched(paths, size):
        tree: dict[Step, Any] = {}
        for path in chunk:
            branch = tree
            for step in path:
                branch = branch.setdefault(step, {})
        yield Document(f"query {_selection(tree)}", list(chunk))


def _selection(tree: dict[Step, Any]) -> str:
    parts = ["__typename"] if any(step.on for step in tree) else []
    fragments: dict[str, list[str]] = {}
    for step, branch in tree.items():
        alias = f"{step.key}: " if step.key != step.field else ""
        words = f"{alias}{step.field}{step.arguments}{f' {_selection(branch)}' if branch else ''}"
        if step.on:
            fragments.setdefault(step.parent, []).append(words)
        else:
            parts.append(words)
    parts += [f"... on {name} {{ {' '.join(words)} }}" for name, words in fragments.items()]
    return f"{{ {' '.join(parts)} }}"


def answers(document: Document, data: Any) -> Iterator[tuple[Path, Any]]:
    """Yield each path, and each beginning of one, that ``data`` has something for, with what it has; no null."""
    ways: dict[tuple[str, ...], Path] = {}
    for path in document.paths:
        for end in range(1, len(path) + 1):
            ways.setdefault(tuple(step.key for step in path[:end]), path[:end])

    def walked(keys: tuple[str, ...], value: Any) -> Iterator[tuple[Path, Any]]:
        if value is None:
            return
        if isinstance(value, list) and (not value or isinstance(value[0], (dict, list)) or value[0] is None):
            for item in value:
                yield from walked(keys, item)
            return
        if keys in ways:
            yield ways[keys], value
        if isinstance(value, dict):
            for key, child in value.items():
                if (*keys, key) in ways:
                    yield from walked((*keys, key), child)

    yield from walked((), data)


def named_type_of(field: GraphQLField) -> Any:
    """Return the type of what a field answers with, lists and non-null taken off."""
    return get_named_type(field.type)


def is_required(argument: GraphQLArgument) -> bool:
    """Say whether a field can't be asked without an argument."""
    return is_required_argument(argument)
