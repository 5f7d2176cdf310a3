"""Requests that are meant to hurt: each is a clear 400 with a code, and the database is not asked."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cms.test_fuzz import ACCEPT

pytestmark = pytest.mark.django_db

NAME = "query($text: String!) { search(query: $text) { totalCount } }"
YEAR = "query($year: Int) { news(year: $year) { totalCount } }"
DEAREST = "search(query: \"konferens\", first: 100) { nodes { excerpt page { title path } } suggestion facets { count } }"


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
    "brackets in JSON": (b"[" * 100_000, 400, "BAD_REQUEST"),
    "objects in JSON": (b'{"a":' * 20_000, 400, "BAD_REQUEST"),
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
    "brackets in a document": (body("{ page(path: " + "[" * 10_000), 400, "MAX_TOKENS_EXCEEDED"),
    "braces in a document": (body("{ page " * 4_000), 400, "MAX_TOKENS_EXCEEDED"),
    "some braces in a document": (body("{ page " * 200 + "}" * 200), 400, "MAX_DEPTH_EXCEEDED"),
    "brackets in the type of a variable": (body("query($v: " + "[" * 10_000), 400, "MAX_TOKENS_EXCEEDED"),
    "invalid UTF-8": (b'{"query": "{ __typename }\xff"}', 400, "BAD_REQUEST"),
    "an overlong NUL": (b'{"query": "{ __typename }\xc0\x80"}', 400, "BAD_REQUEST"),
    "UTF-16": ('{"query": "{ __typename }"}'.encode("utf-16"), 400, "BAD_REQUEST"),
    "NUL": (b'{"query": "{ __typename }\0"}', 400, "BAD_REQUEST"),
    "NUL in a document": (body("{ __typename \0 }"), 400, "BAD_REQUEST"),
    "NUL in a string of a document": (body(r'{ search(query: "\u0000") { totalCount } }'), 400, "BAD_REQUEST"),
    "NUL in a variable": (body(NAME, variables={"text": "\0"}), 400, "BAD_REQUEST"),
    "NUL in the name of a variable": (body(NAME, variables={"text\0": ""}), 400, "BAD_REQUEST"),
    "a lone surrogate": (body(NAME, variables={"text": "\ud800"}), 400, "BAD_REQUEST"),
    "a lone surrogate in a document": (body('{ search(query: "\udfff") { totalCount } }'), 400, "BAD_REQUEST"),
    "a lone surrogate as GraphQL writes it": (
        body(r'{ search(query: "\ud800") { totalCount } }'),
        400,
        "GRAPHQL_PARSE_FAILED",
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
    "NaN in a variable": (body(YEAR, variables={"year": float("nan")}), 400, "BAD_REQUEST"),
    "Infinity in a variable": (body(YEAR, variables={"year": float("inf")}), 400, "BAD_REQUEST"),
    "-Infinity in a variable": (body(YEAR, variables={"year": float("-inf")}), 400, "BAD_REQUEST"),
    "1e400 in a document": (body("{ news(year: 1e400) { totalCount } }"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "five thousand digits in a document": (
        body(f"{{ news(year: {'9' * 5_000}) {{ totalCount }} }}"),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "five thousand digits in an id": (body(f"{{ page(id: {'9' * 5_000}) {{ id }} }}"), 400, "BAD_REQUEST"),
    "a fragment in itself": (body(cycle(1)), 400, "GRAPHQL_VALIDATION_FAILED"),
    "a ring of fragments": (body(cycle(10)), 400, "GRAPHQL_VALIDATION_FAILED"),
    "a large ring of fragments": (body(cycle(150)), 400, "MAX_DEPTH_EXCEEDED"),
    "an unknown fragment": (body("{ ...Nowhere }"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "a thousand unknown fragments": (body("{ " + "...Nowhere " * 1_000 + "}"), 400, "MAX_FIELDS_EXCEEDED"),
    "fragments that double": (body(doubling(30)), 400, "MAX_DEPTH_EXCEEDED"),
    "a megabyte of __typename": (body("{ " + "__typename " * 95_000 + "}"), 413, "REQUEST_TOO_LARGE"),
    "as much of __typename as a body holds": (body("{ " + "__typename " * 11_000 + "}"), 400, "MAX_CHARACTERS_EXCEEDED"),
    "thirty aliases of the dearest field": (
        body("{ " + " ".join(f"a{number}: {DEAREST}" for number in range(30)) + " }"),
        400,
        "MAX_ROOT_FIELDS_EXCEEDED",
    ),
    "a huge string": (body(f'{{ search(query: "{"a" * 100_000}") {{ totalCount }} }}'), 400, "MAX_CHARACTERS_EXCEEDED"),
    "a huge block string": (body(f'{{ search(query: """{"a" * 100_000}""") {{ totalCount }} }}'), 400, "MAX_CHARACTERS_EXCEEDED"),
    "a huge comment": (body("{ __typename } #" + "a" * 100_000), 400, "MAX_CHARACTERS_EXCEEDED"),
    "commas": (body("{ __typename }" + "," * 100_000), 400, "MAX_CHARACTERS_EXCEEDED"),
    "ten thousand variables": (
        body(f"query({' '.join(f'$v{number}: Int' for number in range(10_000))}) {{ __typename }}"),
        413,
        "REQUEST_TOO_LARGE",
    ),
    "a thousand variables": (
        body(f"query({' '.join(f'$v{number}: Int' for number in range(1_000))}) {{ __typename }}"),
        400,
        "MAX_TOKENS_EXCEEDED",
    ),
    "ten thousand values": (
        body("{ __typename }", variables={f"v{number}": 1 for number in range(8_000)}),
        400,
        "MAX_INPUT_VALUES_EXCEEDED",
    ),
    "a long list": (
        body("query($types: [SearchType!]) { search(query: \"a\", types: $types) { totalCount } }", variables={"types": ["NEWS"] * 2000}),
        400,
        "MAX_LIST_ITEMS_EXCEEDED",
    ),
    "one name twice": (b'{"query": "{ __typename }", "query": "{ locales { languageCode } }"}', 400, "BAD_REQUEST"),
    "one argument twice": (body('{ page(path: "/", path: "/") { id } }'), 400, "GRAPHQL_VALIDATION_FAILED"),
    "one variable twice": (body("query($v: Int, $v: Int) { news(year: $v) { totalCount } }"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "one operation twice": (body("query A { __typename } query A { __typename }", operationName="A"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "a thousand operations": (body(" ".join(f"query A{number} {{ __typename }}" for number in range(1000)), operationName="A1"), 400, "MAX_TOKENS_EXCEEDED"),
    "a schema": (body("type Query { a: Int }"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "nothing": (b"", 400, "BAD_REQUEST"),
}


def answer_to(sent: bytes) -> Any:
    """Return what a stranger gets for a body, with the status as GraphQL over HTTP has it."""
    client = Client(headers={"accept": ACCEPT})
    return client.post("/graphql/", sent, content_type="application/json")


@pytest.mark.parametrize(("sent", "status", "code"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_before_the_database_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries, sent: bytes, status: int, code: str
) -> None:
    with django_assert_num_queries(0):
        response = answer_to(sent)
    codes = {error["extensions"]["code"] for error in response.json()["errors"]}
    assert (response.status_code, codes) == (status, {code})
    assert len(response.content) < 10_000
