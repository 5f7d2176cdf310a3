"""The schema: the types that models declare, and the root fields that apps register."""

from functools import cache
from typing import Any

import graphene
from graphql import GraphQLSchema, build_schema, lexicographic_sort_schema, print_schema
from wagtail import hooks

from cms.graphql.types import build_types


@cache
def get_schema() -> Any:
    """Return the schema, built once a process.

    Apps add root fields through the hook ``register_schema_query``: it gets a list and appends a plain class of fields
    and resolvers.
    """
    types = build_types()
    mixins: list[type] = []
    for register in hooks.get_hooks("register_schema_query"):
        register(mixins)
    query = type("Query", (*mixins, graphene.ObjectType), {"__doc__": "Everything that can be asked for."})
    return graphene.Schema(query=query, types=types)


def schema_text() -> str:
    """Return the schema in GraphQL's schema definition language, sorted, as it is committed."""
    schema: GraphQLSchema = get_schema().graphql_schema
    # Sorting graphene's own schema trips over its enums; a schema built from the text has none of its own.
    return print_schema(lexicographic_sort_schema(build_schema(print_schema(schema)))) + "\n"
