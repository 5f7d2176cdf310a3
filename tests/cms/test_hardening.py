"""What graphql-cop looks for, and requests that are meant to hurt, as a stranger sends them to production.

The checks are those of https://github.com/dolevf/graphql-cop; each sends what that program sends.
"""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.cms.hostile import ANSWER_TYPE, HOSTILE

pytestmark = pytest.mark.django_db

DATA = {"data": {"__typename": "Query"}}


def error(code: str, message: str, *places: tuple[int, int]) -> dict[str, Any]:
    """Return one error as an answer lists it."""
    where = {"locations": [{"line": line, "column": column} for line, column in places]} if places else {}
    return {"message": message, **where, "extensions": {"code": code}}


def invalid(message: str, *places: tuple[int, int]) -> dict[str, Any]:
    """Return an error of a document that does not fit the schema."""
    return error("GRAPHQL_VALIDATION_FAILED", message, *places)


TOO_MANY_ERRORS = invalid("Too many validation errors, error limit reached. Validation aborted.")


@pytest.fixture
def stranger(settings: Settings) -> Client:
    """A client without cookies, to a service that is set as production is."""
    settings.GRAPHQL_INTROSPECTION = "editors"
    return Client(headers={"accept": ANSWER_TYPE})


def send(client: Client, query: str) -> Any:
    """Send a document as graphql-cop does, with the name of its operation."""
    return client.post("/graphql/", {"query": query, "operationName": "cop"}, content_type="application/json")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "query cop { " + "".join(f"alias{number}:__typename \n" for number in range(101)) + " }",
            [error("MAX_ROOT_FIELDS_EXCEEDED", "The document selects more than 20 fields at its root.")],
            id="alias overloading",
        ),
        pytest.param(
            "query cop { " + "__typename \n" * 500 + "} ",
            [error("MAX_ROOT_FIELDS_EXCEEDED", "The document selects more than 20 fields at its root.")],
            id="field duplication",
        ),
        pytest.param(
            "query cop { __typename " + "@aa" * 10 + " }",
            [*(invalid("Unknown directive '@aa'.", (1, column)) for column in range(24, 39, 3)), TOO_MANY_ERRORS],
            id="directive overloading",
        ),
        pytest.param(
            "query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } "
            "} } } } } } } } } }",
            [invalid("Maximum introspection depth exceeded", (1, 13))],
            id="circular query by introspection",
        ),
        pytest.param(
            "query cop { __schema { types { name fields { name } } } }",
            [
                error(
                    "INTROSPECTION_DISABLED",
                    "The schema is at /graphql/schema.graphql and /graphql/schema.json.",
                    (1, 13),
                )
            ],
            id="introspection",
        ),
        pytest.param(
            "query cop { __schema { directive } }",
            [invalid("Cannot query field 'directive' on type '__Schema'.", (1, 24))],
            id="field suggestions",
        ),
        pytest.param(
            "qwerty cop { abc }",
            [error("GRAPHQL_PARSE_FAILED", "Syntax Error: Unexpected Name 'qwerty'.", (1, 1))],
            id="unhandled errors",
        ),
    ],
)
def test_a_document_is_refused(
    stranger: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, expected: list[dict[str, Any]]
) -> None:
    with django_assert_num_queries(0):
        response = send(stranger, query)
    assert (response.status_code, response.json()) == (400, {"errors": expected})


def test_nothing_is_traced(stranger: Client) -> None:
    response = send(stranger, "query cop { __typename }")
    assert (response.status_code, response.json()) == (200, DATA)


def test_queries_are_not_batched(stranger: Client) -> None:
    batch = [{"query": "query cop { __typename }", "operationName": "cop"}] * 10
    response = stranger.post("/graphql/", json.dumps(batch), content_type="application/json")
    expected = [error("BATCHING_NOT_SUPPORTED", "Send one operation in a request.")]
    assert (response.status_code, response.json()) == (400, {"errors": expected})


def test_a_mutation_by_get_is_refused(stranger: Client) -> None:
    response = stranger.get(f"/graphql/?{urlencode({'query': 'mutation cop {__typename}'})}")
    expected = [error("BAD_REQUEST", "Send it by POST.")]
    assert (response.status_code, response.headers["Allow"], response.json()) == (405, "POST", {"errors": expected})


def test_a_form_is_refused(stranger: Client) -> None:
    body = urlencode({"query": "query cop { __typename }"})
    response = stranger.post("/graphql/", body, content_type="application/x-www-form-urlencoded")
    expected = [error("BAD_REQUEST", "Send JSON in UTF-8 with the content type application/json.")]
    assert (response.status_code, response.json()) == (415, {"errors": expected})


def test_a_query_by_get_is_answered_on_purpose(stranger: Client) -> None:
    # Caches in between keep what is asked by GET. No other site's script learns anything by it that the site's own
    # server would not be told: a query changes nothing, and the service knows nobody by a cookie.
    response = stranger.get(f"/graphql/?{urlencode({'query': 'query cop {__typename}'})}")
    assert (response.status_code, response.json()) == (200, DATA)
    assert {"Set-Cookie", "Access-Control-Allow-Origin"} & response.headers.keys() == set()
    assert "Cookie" not in response.headers.get("Vary", "")


def test_graphiql_is_there_on_purpose(stranger: Client) -> None:
    # It is for those who build front ends, in files of our own, and tells no more than the schema's file does.
    response = stranger.get("/graphql/", headers={"accept": "text/html"})
    page = response.content.decode()
    assert (response.status_code, "graphiql.min.css" in page, "://" in page) == (200, True, False)


@pytest.mark.parametrize(("sent", "status", "code"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_before_the_database_is_asked(
    stranger: Client, django_assert_num_queries: DjangoAssertNumQueries, sent: bytes, status: int, code: str
) -> None:
    with django_assert_num_queries(0):
        response = stranger.post("/graphql/", sent, content_type="application/json")
    codes = {error["extensions"]["code"] for error in response.json()["errors"]}
    assert (response.status_code, codes) == (status, {code})
    assert len(response.content) < 10_000
