"""The schema as files, the examples of GraphiQL, and the dates of what is deprecated."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_client_schema,
    build_schema,
    is_enum_type,
    parse,
    print_ast,
    print_schema,
    validate,
)

from cms.graphql.schema import get_schema
from tests.contract.documents import operations

ADDRESSES = ["/graphql/schema.graphql", "/graphql/schema.json", "/graphql/examples.json"]
DATE = re.compile(r"\b20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_download_is_sent_once(client: Client, address: str) -> None:
    first = client.get(address)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")
    assert "Cookie" not in first.headers.get("Vary", "")
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get(address, headers={"if-none-match": '"another"'}).status_code == 200
    assert client.post(address).status_code == 405


def test_both_forms_are_the_same_schema(client: Client) -> None:
    definition = client.get("/graphql/schema.graphql").content.decode()
    response = client.get("/graphql/schema.json")
    assert response.headers["Content-Type"] == "application/json"
    assert print_schema(build_client_schema(response.json()["data"])) + "\n" == definition


def test_the_examples_are_shown_complete_and_fit_the_schema(client: Client) -> None:
    shown = {example["name"]: example for example in client.get("/graphql/examples.json").json()["examples"]}
    assert {name: print_ast(parse(example["query"])) for name, example in shown.items()} == operations()
    for name, example in shown.items():
        assert example["description"].endswith((".", ")")), name
        assert validate(get_schema().graphql_schema, parse(example["query"])) == [], name


def test_the_examples_bring_the_variables_that_they_need(client: Client) -> None:
    for example in client.get("/graphql/examples.json").json()["examples"]:
        [operation] = [node for node in parse(example["query"]).definitions if node.kind == "operation_definition"]
        given = json.loads(example["variables"] or "{}")
        known = {variable.variable.name.value for variable in operation.variable_definitions}
        needed = {
            variable.variable.name.value
            for variable in operation.variable_definitions
            if variable.type.kind == "non_null_type" and variable.default_value is None
        }
        assert needed <= given.keys() <= known


def test_graphiql_finds_the_files(client: Client) -> None:
    page = client.get("/graphql/", headers={"accept": "text/html"}).content.decode()
    assert [address for address in ADDRESSES[1:] if f'"{address}"' not in page] == []


def deprecations(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """Yield what is deprecated in a schema, with the reason."""
    for kind in schema.type_map.values():
        parts = {}
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            parts = {f"{kind.name}.{name}": field for name, field in kind.fields.items()} | {
                f"{kind.name}.{name}({argument}:)": value
                for name, field in kind.fields.items()
                for argument, value in field.args.items()
            }
        elif isinstance(kind, GraphQLInputObjectType):
            parts = {f"{kind.name}.{name}": field for name, field in kind.fields.items()}
        elif is_enum_type(kind):
            parts = {f"{kind.name}.{name}": value for name, value in kind.values.items()}
        for name, part in parts.items():
            if part.deprecation_reason is not None:
                yield name, part.deprecation_reason


def undated(schema: GraphQLSchema) -> list[str]:
    return [name for name, reason in deprecations(schema) if not DATE.search(reason)]


def test_a_deprecation_names_its_day() -> None:
    assert undated(get_schema().graphql_schema) == []


def test_one_without_a_day_is_found() -> None:
    assert undated(
        build_schema("""
            type Query {
              a(b: Int @deprecated, c: Int @deprecated(reason: "Since 2026-11-22: use d instead.")): E @deprecated
              f(g: I): Int @deprecated(reason: "Since 2026-13-22: use h instead.")
            }
            enum E { X @deprecated(reason: "Since last year.") Y @deprecated(reason: "Since 2026-11-22: use X.") }
            input I { j: Int @deprecated }
        """)
    ) == ["Query.a", "Query.f", "Query.a(b:)", "E.X", "I.j"]
