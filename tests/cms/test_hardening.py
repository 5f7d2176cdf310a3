"""What graphql-cop looks for, and requests that are meant to hurt, as a stranger sends them to production.

The checks are those of https://github.com/dolevf/graphql-cop; each sends what that program sends.
"""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from graphql import (
    GraphQLEnumType,
    GraphQLInt,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from wagtail.models import Site

from cms.graphql.schema import get_schema
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


def test_a_parameter_stands_in_the_address_once(stranger: Client) -> None:
    response = stranger.get("/graphql/?query={__typename}&query={locales{languageCode}}")
    expected = [error("BAD_REQUEST", "A parameter stands in the address twice.")]
    assert (response.status_code, response.json()) == (400, {"errors": expected})


@pytest.mark.parametrize(("sent", "status", "code"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_before_the_database_is_asked(
    stranger: Client, django_assert_num_queries: DjangoAssertNumQueries, sent: bytes, status: int, code: str
) -> None:
    with django_assert_num_queries(0):
        response = stranger.post("/graphql/", sent, content_type="application/json")
    codes = {error["extensions"]["code"] for error in response.json()["errors"]}
    assert (response.status_code, codes) == (status, {code})
    assert len(response.content) < 10_000


def integer_arguments() -> dict[str, str]:
    """Return a document for each argument of the schema that is an integer; ``$n`` stands where its value does."""
    found: dict[str, str] = {}
    waiting: list[tuple[Any, list[str]]] = [(SCHEMA.query_type, ["{"])]
    seen = set()
    while waiting:
        parent, around = waiting.pop(0)
        if parent.name in seen:
            continue
        seen.add(parent.name)
        for name, field in getattr(parent, "fields", {}).items():
            below: Any = get_named_type(field.type)
            needed = [f"{key}: {some(arg.type)}" for key, arg in field.args.items() if is_required_argument(arg)]
            for argument in [key for key, arg in field.args.items() if get_named_type(arg.type) is GraphQLInt]:
                call = f"{name}({', '.join([*needed, f'{argument}: $n'])})"
                selections = "" if is_leaf_type(below) else "{ __typename }"
                found[f"{parent.name}.{name}({argument}:)"] = " ".join([*around, call, selections, "}" * len(around)])
            if not is_leaf_type(below):
                waiting.append((below, [*around, f"{name}{f'({", ".join(needed)})' if needed else ''} {{"]))
        if is_abstract_type(parent):
            waiting += [(each, [*around, f"... on {each.name} {{"]) for each in SCHEMA.get_possible_types(parent)]
    return found


def some(type_: Any) -> str:
    """Return a value for an argument that a field can't be asked without."""
    named = get_named_type(type_)
    return next(iter(named.values)) if isinstance(named, GraphQLEnumType) else '"konferens"'


SCHEMA = get_schema().graphql_schema
INTEGERS = integer_arguments()
INLINE = {
    "-1": "BAD_USER_INPUT",
    str(-(2**31)): "BAD_USER_INPUT",
    str(2**31 - 1): "BAD_USER_INPUT",
    str(-(2**31) - 1): "GRAPHQL_VALIDATION_FAILED",
    str(2**31): "GRAPHQL_VALIDATION_FAILED",
    str(10**1000): "GRAPHQL_VALIDATION_FAILED",
    "1.0": "GRAPHQL_VALIDATION_FAILED",
    "1e400": "GRAPHQL_VALIDATION_FAILED",
    '"1"': "GRAPHQL_VALIDATION_FAILED",
}
AS_VARIABLE: list[Any] = [-1, -(2**31), 2**31 - 1, -(2**31) - 1, 2**31, 10**1000, 0.5, 1e300, "1", [1], {}]


@pytest.mark.parametrize(
    ("query", "scalar"),
    [
        ('query cop { events(from: "0001-01-01") { totalCount } }', "Date"),
        ('query cop { events(to: "9999-12-31") { totalCount } }', "Date"),
        ('query cop { allPages(changedSince: "0001-01-01T00:00:00+23:59") { totalCount } }', "DateTime"),
        ('query cop { allPages(changedSince: "9999-12-31T23:59:59-23:59") { totalCount } }', "DateTime"),
    ],
)
def test_a_day_without_a_midnight_in_every_zone_is_refused(stranger: Client, query: str, scalar: str) -> None:
    response = send(stranger, query)
    messages = [problem["message"] for problem in response.json()["errors"]]
    assert (response.status_code, messages) == (400, [f"{scalar} is outside the calendar."])


@pytest.mark.parametrize(
    "argument", ['from: "0001-01-02"', 'from: "9999-12-30"', 'to: "0001-01-02"', 'to: "9999-12-30"']
)
def test_the_days_next_to_them_are_answered(stranger: Client, site: Site, argument: str) -> None:
    response = send(stranger, f"query cop {{ events({argument}) {{ nodes {{ id }} }} }}")
    assert (response.status_code, response.json()) == (200, {"data": {"events": {"nodes": []}}})


def test_every_integer_is_looked_at() -> None:
    assert {"Query.news(first:)", "Query.news(year:)", "NewsPage.relatedNews(first:)"} < INTEGERS.keys()


@pytest.mark.parametrize("document", INTEGERS.values(), ids=INTEGERS)
def test_an_integer_out_of_range_is_refused(
    stranger: Client, django_assert_num_queries: DjangoAssertNumQueries, document: str
) -> None:
    def answer_to(asked: dict[str, Any]) -> tuple[int, str]:
        response = stranger.post("/graphql/", asked, content_type="application/json")
        return response.status_code, response.json()["errors"][0]["extensions"]["code"]

    with django_assert_num_queries(0):
        inline = {value: answer_to({"query": document.replace("$n", value)}) for value in INLINE}
        by_variable = [answer_to({"query": f"query($n: Int) {document}", "variables": {"n": n}}) for n in AS_VARIABLE]
    assert inline == {value: (400, code) for value, code in INLINE.items()}
    assert by_variable == [(400, "BAD_USER_INPUT")] * len(AS_VARIABLE)


def test_nought_is_no_year_and_an_empty_list(
    stranger: Client, site: Site, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = send(stranger, "query cop { news(year: 0) { totalCount } }")
    expected = [error("BAD_USER_INPUT", "year must be between 1 and 9999.")]
    assert (response.status_code, response.json()) == (400, {"errors": expected})
    response = send(stranger, "query cop { news(first: 0) { nodes { id } } }")
    assert (response.status_code, response.json()) == (200, {"data": {"news": {"nodes": []}}})
