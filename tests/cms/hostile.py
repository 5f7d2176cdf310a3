"""Requests that are meant to hurt: bodies, each with the status and the code that refuse it."""

import json
from typing import Any

ANSWER_TYPE = "application/graphql-response+json"
"""What a client accepts that wants the status 400 for a document which can't be executed."""

BAD = 400, "BAD_REQUEST"
BAD_VALUE = 400, "BAD_USER_INPUT"
NO_GRAPHQL = 400, "GRAPHQL_PARSE_FAILED"
INVALID = 400, "GRAPHQL_VALIDATION_FAILED"
TOO_DEEP = 400, "MAX_DEPTH_EXCEEDED"
TOO_LONG = 400, "MAX_CHARACTERS_EXCEEDED"
TOO_MANY_TOKENS = 400, "MAX_TOKENS_EXCEEDED"

NAME = "query($text: String!) { search(query: $text) { totalCount } }"
YEAR = "query($year: Int) { news(year: $year) { totalCount } }"
DEAREST = 'search(query: "konferens", first: 100) { nodes { excerpt page { title path } } suggestion facets { count } }'


def body(query: str, **others: Any) -> bytes:
    """Return the body of a request for a document."""
    return json.dumps({"query": query, **others}).encode()


def cycle(length: int) -> str:
    """Return a document with fragments that hold one another in a ring."""
    ring = [f"fragment F{number} on Query {{ ...F{(number + 1) % length} }}" for number in range(length)]
    return " ".join(["{ ...F0 }", *ring])


def doubling(times: int) -> str:
    """Return a document of fragments, each of which spreads the next one twice."""
    chain = [f"fragment F{number} on Query {{ ...F{number + 1} ...F{number + 1} }}" for number in range(times)]
    return " ".join(["{ ...F0 }", *chain, f"fragment F{times} on Query {{ __typename }}"])


HOSTILE: dict[str, tuple[bytes, int, str]] = {
    "brackets in JSON": (b"[" * 100_000, *BAD),
    "objects in JSON": (b'{"a":' * 20_000, *BAD),
    "brackets in a variable": (
        b'{"query": "{ __typename }", "variables": {"v": ' + b"[" * 50_000 + b"]" * 50_000 + b"}}",
        400,
        "BAD_REQUEST",
    ),
    "some brackets in a variable": (
        b'{"query": "{ __typename }", "variables": {"v": ' + b"[" * 500 + b"]" * 500 + b"}}",
        400,
        "MAX_INPUT_DEPTH_EXCEEDED",
    ),
    "brackets in a document": (body("{ page(path: " + "[" * 10_000), *NO_GRAPHQL),
    "braces in a document": (body("{a" * 5_000), *NO_GRAPHQL),
    "some braces in a document": (body("{ page " * 200 + "}" * 200), *TOO_DEEP),
    "brackets in the type of a variable": (body("query($v: " + "[" * 10_000), *NO_GRAPHQL),
    "invalid UTF-8": (b'{"query": "{ __typename }\xff"}', *BAD),
    "an overlong NUL": (b'{"query": "{ __typename }\xc0\x80"}', *BAD),
    "UTF-16": ('{"query": "{ __typename }"}'.encode("utf-16"), *BAD),
    "NUL": (b'{"query": "{ __typename }\0"}', *BAD),
    "NUL in a document": (body("{ __typename \0 }"), *BAD),
    "NUL in a string of a document": (body(r'{ search(query: "\u0000") { totalCount } }'), *BAD),
    "NUL in a variable": (body(NAME, variables={"text": "\0"}), *BAD),
    "NUL in the name of a variable": (body(NAME, variables={"text\0": ""}), *BAD),
    "a lone surrogate": (body(NAME, variables={"text": "\ud800"}), *BAD),
    "a lone surrogate in a document": (body('{ search(query: "\udfff") { totalCount } }'), *BAD),
    "a lone surrogate as GraphQL writes it": (
        body(r'{ search(query: "\ud800") { totalCount } }'),
        *NO_GRAPHQL,
    ),
    "1e400 in a variable": (
        body(YEAR, variables={"year": 0}).replace(b": 0}", b": 1e400}"),
        400,
        "BAD_USER_INPUT",
    ),
    "five thousand digits in a variable": (
        body(YEAR, variables={"year": 0}).replace(b": 0}", b": " + b"9" * 5_000 + b"}"),
        400,
        "BAD_REQUEST",
    ),
    "four thousand digits in a variable": (
        body(YEAR, variables={"year": 0}).replace(b": 0}", b": " + b"9" * 4_000 + b"}"),
        400,
        "BAD_USER_INPUT",
    ),
    "NaN in a variable": (body(YEAR, variables={"year": float("nan")}), *BAD),
    "Infinity in a variable": (body(YEAR, variables={"year": float("inf")}), *BAD),
    "-Infinity in a variable": (body(YEAR, variables={"year": float("-inf")}), *BAD),
    "1e400 in a document": (body("{ news(year: 1e400) { totalCount } }"), *INVALID),
    "five thousand digits in a document": (
        body(f"{{ news(year: {'9' * 5_000}) {{ totalCount }} }}"),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "a fragment in itself": (body(cycle(1)), *INVALID),
    "a ring of fragments": (body(cycle(10)), *INVALID),
    "a large ring of fragments": (body(cycle(150)), *TOO_DEEP),
    "an unknown fragment": (body("{ ...Nowhere }"), *INVALID),
    "a thousand unknown fragments": (body("{ " + "...Nowhere " * 1_000 + "}"), *INVALID),
    "fragments that double": (body(doubling(30)), *TOO_DEEP),
    "a megabyte of __typename": (body("{ " + "__typename " * 95_000 + "}"), 413, "REQUEST_TOO_LARGE"),
    "as much of __typename as a body holds": (
        body("{ " + "__typename " * 11_000 + "}"),
        400,
        "MAX_CHARACTERS_EXCEEDED",
    ),
    "thirty aliases of the dearest field": (
        body("{ " + " ".join(f"a{number}: {DEAREST}" for number in range(30)) + " }"),
        400,
        "MAX_ROOT_FIELDS_EXCEEDED",
    ),
    "a huge string": (body(f'{{ search(query: "{"a" * 100_000}") {{ totalCount }} }}'), *TOO_LONG),
    "a huge block string": (
        body(f'{{ search(query: """{"a" * 100_000}""") {{ totalCount }} }}'),
        400,
        "MAX_CHARACTERS_EXCEEDED",
    ),
    "a huge comment": (body("{ __typename } #" + "a" * 100_000), *TOO_LONG),
    "commas": (body("{ __typename }" + "," * 100_000), *TOO_LONG),
    "ten thousand variables": (body(f"query({'$v: Int ' * 10_000}) {{ __typename }}"), *TOO_LONG),
    "a thousand variables": (
        body(f"query({' '.join(f'$v{number}: Int' for number in range(1_000))}) {{ __typename }}"),
        400,
        "MAX_TOKENS_EXCEEDED",
    ),
    "ten thousand values": (
        body("{ __typename }", variables={f"v{number}": 1 for number in range(10_000)}),
        400,
        "MAX_INPUT_VALUES_EXCEEDED",
    ),
    "a long list": (body("{ __typename }", variables={"types": ["NEWS"] * 2_000}), 400, "MAX_LIST_ITEMS_EXCEEDED"),
    "one name twice": (b'{"query": "{ __typename }", "query": "{ locales { languageCode } }"}', *BAD),
    "one argument twice": (body('{ page(path: "/", path: "/") { id } }'), *INVALID),
    "one variable twice": (body("query($v: Int, $v: Int) { news(year: $v) { totalCount } }"), *INVALID),
    "one operation twice": (body("query A { __typename } query A { __typename }", operationName="A"), *INVALID),
    "a thousand operations": (body("query A{a}" * 1_000, operationName="A"), *TOO_MANY_TOKENS),
    "a schema": (body("type Query { a: Int }"), *INVALID),
    "no JSON": (b" ", *BAD),
}
