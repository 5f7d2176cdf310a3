"""Every path through a schema as documents to send: what the proof of visibility is made of (docs/security.md).

Nothing here knows a field or a type by name: a field that is added to the schema is walked by itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
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
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    print_ast,
)
from graphql.utilities import ast_from_value

INTROSPECTION = get_introspection_query()
DOCUMENT_SIZE = 400
"""How many paths one document asks for: the service keeps a document of that length parsed (``MAX_LENGTH``)."""

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
    """An operation that asks for ``paths``, all of one root field, whose arguments are the operation's variables."""

    text: str
    paths: list[Path]

    @cached_property
    def ways(self) -> dict[tuple[str, ...], Path]:
        """Each path and each beginning of one, by where an answer has it."""
        found: dict[tuple[str, ...], Path] = {}
        for path in self.paths:
            for end in range(1, len(path) + 1):
                found.setdefault(tuple(step.key for step in path[:end]), path[:end])
        return found

    def halves(self) -> list["Document"]:
        """Return two documents that together ask for the same."""
        middle = (len(self.paths) + 1) // 2
        head = self.text.partition("{")[0]
        return [Document(f"{head}{_tree(part)}", part) for part in (self.paths[:middle], self.paths[middle:]) if part]


def schema_of(introspection: dict[str, Any]) -> GraphQLSchema:
    """Return the schema that the answer to an introspection query describes."""
    return build_client_schema(introspection)  # type: ignore[arg-type]  # the decoded JSON of an answer


def root_fields(schema: GraphQLSchema, operation: str = "query") -> dict[str, GraphQLField]:
    """Return the fields that a ``query`` or ``mutation`` can begin with."""
    root = getattr(schema, f"{operation}_type")
    return root.fields if root else {}


def documents_below(
    schema: GraphQLSchema, name: str, depth: int, operation: str = "query", only: str = ""
) -> Iterator[Document]:
    """Yield documents that together ask for every path of up to ``depth`` fields that begins with a root field.

    Args:
        name: the root field. The wrapping of a list (``nodes``) counts for nothing in the depth.
        operation: ``query`` or ``mutation``.
        only: the name of a field that the paths end with, if any does.
    """
    field = root_fields(schema, operation)[name]
    head = ", ".join(f"${argument}: {_variable_type(value)}" for argument, value in field.args.items())
    arguments = ", ".join(f"{argument}: ${argument}" for argument in field.args)
    named = get_named_type(field.type)
    wrapped = not hasattr(named, "fields") or "nodes" in named.fields
    first = Step(operation.title(), name, f"({arguments})" if arguments else "")
    paths: Iterable[Path] = _continued(schema, (first,), field, depth + wrapped)
    if only:
        every = list(paths)
        paths = [path for path in every if path[-1].field == only] or every
    for chunk in batched(paths, DOCUMENT_SIZE):
        yield Document(f"{operation}{f'({head})' if head else ''} {_tree(chunk)}", list(chunk))


def _variable_type(argument: GraphQLArgument) -> str:
    """Return the type of a variable that can be left out where the argument can, which then has its default."""
    return str(argument.type).removesuffix("" if is_required_argument(argument) else "!")


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


def _tree(paths: Iterable[Path]) -> str:
    tree: dict[Step, Any] = {}
    for path in paths:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
    return _selection(tree)


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


def answers(document: Document, data: Any) -> Iterator[tuple[Path, str, Any]]:
    """Yield what ``data`` has: each path and each beginning of one, the type that was asked, and the value; no null."""

    def walked(keys: tuple[str, ...], kind: str, value: Any) -> Iterator[tuple[Path, str, Any]]:
        if value is None:
            return
        if isinstance(value, list) and (not value or isinstance(value[0], (dict, list)) or value[0] is None):
            for item in value:
                yield from walked(keys, kind, item)
            return
        if path := document.ways.get(keys):
            yield path, kind or path[-1].parent, value
        if isinstance(value, dict):
            for key, child in value.items():
                if (*keys, key) in document.ways:
                    yield from walked((*keys, key), value.get("__typename", ""), child)

    yield from walked((), "", data)


def is_required(argument: GraphQLArgument) -> bool:
    """Say whether a field can't be asked without an argument."""
    return is_required_argument(argument)
