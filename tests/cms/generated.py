"""Requests that nobody wrote: hypothesis makes them up from the schema, well-formed ones and broken ones."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from hypothesis import strategies as st

type Draw = Callable[[st.SearchStrategy[Any]], Any]

MAX_DEPTH = 5
MAX_FIELDS = 4

TEXTS = st.text(max_size=20)
INTEGERS = st.one_of(
    st.integers(1, 5),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from([-(2**31), -1, 0, 50, 51, 100, 101, 500, 501, 2**31 - 1, 2**31, 10**30]),
)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "Boolean": st.booleans(),
    "Date": st.sampled_from(["2017-10-19", "2026-02-30", "0000-01-01", "9999-12-31", "", "igår"]),
    "DateTime": st.sampled_from(
        ["2017-10-19T18:00:00+02:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00Z", "x"]
    ),
    "Float": st.floats(allow_nan=False, allow_infinity=False),
    "ID": st.one_of(st.integers(1, 60).map(str), TEXTS),
    "Int": INTEGERS,
    "String": TEXTS,
}
# Values of arguments that mean something to a field, so that the field has something to answer.
NAMED: dict[str, st.SearchStrategy[Any]] = {
    "locale": st.sampled_from(["sv", "sv", "en", "xx", ""]),
    "path": st.one_of(
        st.sampled_from(
            ["/", "/nyheter/", "/aktiviteter/samtalstraffar-2017/", "/en/", "/samverkan/", "/a//b/", "/%00/"]
        ),
        TEXTS,
    ),
    "query": st.one_of(st.sampled_from(["konferens", "konferans", "hälsa och samverkan", "*", '"', "a" * 201]), TEXTS),
    "search": st.one_of(st.sampled_from(["konferens", "hälsa", "%", "' OR 1=1 --"]), TEXTS),
    "municipality": st.one_of(st.sampled_from(["Varberg", "HALMSTAD", "Malmö"]), TEXTS),
    "site": st.one_of(st.none(), st.none(), st.none(), TEXTS),
    "token": st.one_of(st.none(), st.none(), TEXTS),
    "year": st.sampled_from([2017, 2020, 0, -1, 9999, 10000, 2**31 - 1]),
}
BROKEN_TOKENS = [
    *'{}()[]:!=|&$@,#"',
    '"""',
    "...",
    "...Nowhere",
    "@skip",
    "@skip(if: $nothing)",
    "@deprecated",
    "$v0",
    "null",
    "-",
    "1e400",
    "9" * 400,
    "nothing",
    "id",
    "\ufeff",
    "\x00",
    "\\u0000",
    "__typename",
    "__schema { types { name } }",
    " fragment A on Query { ...B } fragment B on Query { ...A } ",
    " extend type Query { more: Int } ",
    " subscription { __typename } ",
]


@dataclass
class Draft:
    """A document that is being made up."""

    draw: Draw
    schema: GraphQLSchema
    aliases: int = 0
    fragments: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def one_in(self, number: int) -> bool:
        """Say yes once in so many times."""
        return bool(self.draw(st.integers(1, number)) == number)

    def selection(self, parent: Any, depth: int, left_out: frozenset[str] = frozenset()) -> str:
        """Return some fields of a type, by themselves or through a fragment."""
        fields = {name: found for name, found in getattr(parent, "fields", {}).items() if name not in left_out}
        if depth == 0:
            fields = {name: found for name, found in fields.items() if is_leaf_type(get_named_type(found.type))}
        names = self.draw(st.lists(st.sampled_from(sorted(fields)), max_size=MAX_FIELDS, unique=True)) if fields else []
        parts = [self.field(name, fields[name], depth) for name in names]
        if is_abstract_type(parent):
            possible = sorted(self.schema.get_possible_types(parent), key=lambda type_: type_.name)
            chosen = self.draw(st.lists(st.sampled_from(possible), max_size=2, unique=True))
            known = frozenset(getattr(parent, "fields", ()))
            parts += [
                f"... on {type_.name}{self.directive()} {self.selection(type_, depth, known)}" for type_ in chosen
            ]
        parts = parts or ["__typename"]
        if self.one_in(8):
            name = f"F{len(self.fragments)}"
            self.fragments.append("")
            self.fragments[int(name[1:])] = f"fragment {name} on {parent.name} {{ {' '.join(parts)} }}"
            parts = [f"...{name}{self.directive()}"] * self.draw(st.integers(1, 2))
        return f"{{ {' '.join(parts)} }}"

    def field(self, name: str, found: GraphQLField, depth: int) -> str:
        """Return a field with arguments and what is asked of it."""
        alias = ""
        if self.one_in(4):
            self.aliases += 1
            alias = f"a{self.aliases}: "
        given = [
            f"{argument}: {self.argument(argument, wanted)}"
            for argument, wanted in found.args.items()
            if is_required_argument(wanted) or self.one_in(3)
        ]
        below = get_named_type(found.type)
        asked = "" if is_leaf_type(below) else f" {self.selection(below, depth - 1)}"
        return f"{alias}{name}{f'({", ".join(given)})' if given else ''}{self.directive()}{asked}"

    def argument(self, name: str, wanted: GraphQLArgument) -> str:
        """Return the value of an argument, in its place or as a variable."""
        value = self.draw(self.values_of(name, wanted.type))
        if value is None and is_required_argument(wanted):
            value = ""
        if self.one_in(3):
            variable = f"v{len(self.declared)}"
            self.declared.append(f"${variable}: {wanted.type}")
            self.values[variable] = value
            return f"${variable}"
        return written(value, is_enum=isinstance(get_named_type(wanted.type), GraphQLEnumType))

    @staticmethod
    def values_of(name: str, type_: Any) -> st.SearchStrategy[Any]:
        """Return values for an argument: those that mean something most of the time."""
        named = get_named_type(type_)
        if isinstance(named, GraphQLEnumType):
            values: st.SearchStrategy[Any] = st.sampled_from(sorted(named.values))
        else:
            values = NAMED.get(name, SCALARS.get(named.name, TEXTS))
        return st.lists(values, max_size=3) if is_list_type(get_nullable_type(type_)) else values

    def directive(self) -> str:
        """Return a directive now and then, or several."""
        if not self.one_in(8):
            return ""
        return self.draw(st.sampled_from([" @include(if: true)", " @skip(if: true)", " @skip(if: false)", " @nothing"]))


def written(value: Any, *, is_enum: bool = False) -> str:
    """Return a value as a document writes it."""
    if isinstance(value, list):
        return f"[{', '.join(written(item, is_enum=is_enum) for item in value)}]"
    return str(value) if is_enum else json.dumps(value, ensure_ascii=False)


@st.composite
def operations(draw: Draw, schema: GraphQLSchema) -> dict[str, Any]:
    """Make up a request that fits the schema, or nearly: ``query`` and ``variables``."""
    draft = Draft(draw, schema)
    kind, root = ("mutation", schema.mutation_type) if draft.one_in(12) else ("query", schema.query_type)
    asked = draft.selection(root, MAX_DEPTH)
    declared = f"({', '.join(draft.declared)})" if draft.declared else ""
    return {"query": " ".join([f"{kind}{declared} {asked}", *draft.fragments]), "variables": draft.values}


@st.composite
def broken_documents(draw: Draw, schema: GraphQLSchema) -> str:
    """Make up a document and spoil it: words are left out, changed for others of it, or something is put in."""
    words = re.findall(r"[\w$@]+|\s+|.", draw(operations(schema))["query"])
    for _ in range(draw(st.integers(1, 3))):
        place, length = draw(st.integers(0, len(words))), draw(st.integers(0, 2))
        words[place : place + length] = [draw(st.sampled_from(["", " ", *words, *BROKEN_TOKENS]))]
    return "".join(words)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda children: st.one_of(st.lists(children, max_size=3), st.dictionaries(TEXTS, children, max_size=3)),
    max_leaves=6,
)
EXTENSIONS = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {"persistedQuery": st.fixed_dictionaries({"version": st.sampled_from([1, 1, 2, "1"]), "sha256Hash": JSON})}
    ),
    st.just({"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}),
)


def mostly(good: st.SearchStrategy[Any], bad: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Make up what is as it should be, but for every sixth time."""
    return st.integers(1, 6).flatmap(lambda number: bad if number == 6 else good)


def requests(schema: GraphQLSchema) -> st.SearchStrategy[Any]:
    """Make up what a JSON body holds: the parts of a request, each as it should be or anything; or something else."""
    documents = st.one_of(operations(schema).map(lambda made: made["query"]), broken_documents(schema))
    others: dict[str, st.SearchStrategy[Any]] = {
        "variables": mostly(st.dictionaries(st.sampled_from(["v0", "v1", "path"]), JSON, max_size=3), JSON),
        "operationName": mostly(st.none(), st.one_of(TEXTS, JSON)),
        "extensions": mostly(st.sampled_from([None, {}, {"other": 1}]), EXTENSIONS),
        "id": JSON,
    }
    by_text = st.fixed_dictionaries({"query": documents}, optional=others)
    by_id = st.fixed_dictionaries(
        {"documentId": st.one_of(TEXTS, st.just("sha256:" + "0" * 64), JSON)}, optional=others
    )
    anything = st.fixed_dictionaries({}, optional={"query": JSON} | others)
    return st.one_of(by_text, by_text, by_text, by_id, anything, st.lists(by_text, max_size=3), JSON)


@st.composite
def query_strings(draw: Draw, schema: GraphQLSchema) -> str:
    """Make up what stands behind the question mark: a request, or any characters."""
    asked = draw(requests(schema))
    if not isinstance(asked, dict) or draw(st.integers(1, 6)) == 1:
        return draw(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30))
    parts = {name: part if isinstance(part, str) else json.dumps(part) for name, part in asked.items()}
    return urlencode(parts, errors="replace")


@st.composite
def bodies(draw: Draw, schema: GraphQLSchema) -> bytes:
    """Make up a body: JSON, JSON that is spoilt, or any bytes."""
    text = json.dumps(draw(requests(schema)), ensure_ascii=draw(st.booleans())).encode()
    kind = draw(st.sampled_from(["whole", "whole", "spoilt", "any"]))
    if kind == "spoilt":
        start = draw(st.integers(0, len(text)))
        return bytes(text[:start] + draw(st.binary(max_size=4)) + text[start + draw(st.integers(0, 4)) :])
    return text if kind == "whole" else draw(st.binary(max_size=40))


CONTENT_TYPES = st.one_of(
    st.just("application/json"),
    st.just("application/json"),
    st.sampled_from(
        [
            "application/json",
            "application/json; charset=utf-8",
            "application/json; charset=utf-16",
            "application/json; charset=nothing",
            "application/graphql-response+json",
            "application/graphql",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "text/plain",
            "",
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
# What a header can hold: any octet but the controls, which no server passes on.
HEADER_TEXTS = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=30)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "accept",
            "accept-encoding",
            "accept-language",
            "authorization",
            "content-encoding",
            "cookie",
            "forwarded",
            "if-modified-since",
            "if-none-match",
            "origin",
            "range",
            "x-csrftoken",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-http-method-override",
            "x-requested-with",
        ]
    ),
    st.one_of(
        st.sampled_from(["application/graphql-response+json", "application/json", "*/*", "null", "127.0.0.1", "gzip"]),
        HEADER_TEXTS,
    ),
    max_size=4,
)
METHODS = st.sampled_from(["POST", "POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
