"""The schema: the types that models declare, and the root fields that apps register."""

from functools import cache
from typing import Any

import graphene
from graphql import GraphQLSchema, build_schema, lexicographic_sort_schema, print_schema
from wagtail import hooks

from cms.graphql.cost import keep_prices
from cms.graphql.execution import answer_calls_once
from cms.graphql.types import build_types


@cache
def get_schema() -> Any:
    """Return the schema, built once a process.

    Apps add root fields through the hooks ``register_schema_query`` and ``register_schema_mutation``: each gets a list
    and appends a plain class of fields and resolvers.
    """
    types = build_types()
    schema = graphene.Schema(
        query=_root_type("Query", "register_schema_query", "Everything that can be asked for."),
        mutation=_root_type("Mutation", "register_schema_mutation", "Everything that can be sent in, by POST only."),
        types=types,
    )
    keep_prices(schema.graphql_schema)
    answer_calls_once(schema.graphql_schema)
    return schema


def _root_type(name: str, hook: str, description: str) -> Any:
    mixins: list[type] = []
    for register in hooks.get_hooks(hook):
        register(mixins)
    return type(name, (*mixins, graphene.ObjectType), {"__doc__": description})


def schema_text() -> str:
    """Return the schema in GraphQL's schema definition language, sorted, as it is committed."""
    schema: GraphQLSchema = get_schema().graphql_schema
    # Sorting graphene's own schema trips over its enums; a schema built from the text has none of its own.
    return print_schema(lexicographic_sort_schema(build_schema(print_schema(schema)))) + "\n"
