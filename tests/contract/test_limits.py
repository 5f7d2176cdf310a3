"""Every operation of the contract uses less than a third of every limit, so that front ends have room to grow."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from graphql import get_introspection_query, parse

from cms.graphql.downloads import examples
from cms.graphql.execution import LimitedExecution
from cms.graphql.limits import DocumentWalk
from cms.graphql.schema import get_schema
from tests.contract.documents import operations

# The widest values that the tests of the contract send.
VARIABLES: dict[str, dict[str, Any]] = {
    "AllPaths": {"changedSince": "2020-01-01T00:00:00Z"},
    "ConferenceSummaries": {"first": 100},
    "Contacts": {"search": "projektledare"},
    "EventDetail": {"path": "/"},
    "Events": {"first": 100, "when": "PAST", "kind": "CONFERENCE", "search": "hälsa"},
    "Layout": {"locale": "en"},
    "NewsArticle": {"path": "/"},
    "NewsList": {"first": 100, "search": "konferens", "year": 2020},
    "PlatformPageByPath": {"path": "/"},
    "Preview": {"token": "x"},
    "Route": {"path": "/"},
    "Search": {"query": "konferens", "types": ["NEWS"], "first": 50},
    "Signatories": {"first": 100, "municipality": "Varberg"},
}


@pytest.mark.parametrize("name", sorted(operations()))
def test_an_operation_uses_less_than_a_third(name: str) -> None:
    text = operations()[name]
    variables = VARIABLES.get(name, {})
    document = parse(text)
    # Limits that nothing reaches, so that an operation that has grown too large says by how much.
    with override_settings(GRAPHQL_LIMITS=dict.fromkeys(settings.GRAPHQL_LIMITS, 10**9)):
        walk = DocumentWalk.of(document)
        context = LimitedExecution.build(get_schema().graphql_schema, document, raw_variable_values=variables)
    total = context.estimated()
    lists = [len(value) for value in variables.values() if isinstance(value, list)]
    used = walk.counts | {
        "characters": len(text),
        "tokens": document.token_count,
        "cost": total.cost,
        "nodes": total.nodes,
        "list_items": max([walk.counts["list_items"], *lists]),
        "input_depth": max(walk.counts["input_depth"], 2 if lists else 1),
        "input_values": len(variables) + sum(lists),
    }
    assert set(used) <= set(settings.GRAPHQL_LIMITS)
    assert {limit: number for limit, number in used.items() if 3 * number >= settings.GRAPHQL_LIMITS[limit]} == {}


EXAMPLES = {example["name"]: example for example in json.loads(examples())["examples"]}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_of_graphiql_is_within_the_limits(name: str) -> None:
    example = EXAMPLES[name]
    document = parse(example["query"])
    DocumentWalk.of(document)
    variables = json.loads(example["variables"] or "{}")
    assert isinstance(
        LimitedExecution.build(get_schema().graphql_schema, document, raw_variable_values=variables), LimitedExecution
    )


def test_introspection_is_within_the_limits() -> None:
    text = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    document = parse(text, max_tokens=settings.GRAPHQL_LIMITS["tokens"])
    DocumentWalk.of(document)
    assert isinstance(LimitedExecution.build(get_schema().graphql_schema, document), LimitedExecution)
