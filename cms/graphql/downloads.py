"""The schema as files at addresses that stay, and the operations that GraphiQL shows as examples."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe
from graphql import build_schema, introspection_from_schema, print_ast

from cms.graphql.operations import Report, read_operations
from cms.graphql.schema import schema_text

EXAMPLES = Path(__file__).parent / "examples"


@cache
def schema_definition() -> bytes:
    """Return the schema in GraphQL's schema definition language."""
    return schema_text().encode()


@cache
def schema_introspection() -> bytes:
    """Return the schema as the answer to an introspection query, all of it."""
    answer = introspection_from_schema(build_schema(schema_text()))
    for directive in answer["__schema"]["directives"]:
        # A place that the language got lately: GraphQL.js 16, which most tools use, can't read a schema that names it.
        directive["locations"] = [place for place in directive["locations"] if str(place) != "DIRECTIVE_DEFINITION"]
    return json.dumps({"data": answer}, ensure_ascii=False).encode()


@cache
def examples() -> bytes:
    """Return the operations of the folder of examples, each with its fragments and with variables to try it with.

    Raises:
        ImproperlyConfigured: a file in the folder is not GraphQL.
    """
    report = Report()
    operations, _unused = read_operations(sorted(EXAMPLES.glob("*.graphql")), report)
    if report.errors:
        raise ImproperlyConfigured("\n".join(report.errors))
    variables: dict[str, Any] = json.loads((EXAMPLES / "variables.json").read_text(encoding="utf-8"))
    found = [
        {
            "name": operation.name,
            "description": operation.description,
            "query": print_ast(operation.document) + "\n",
            "variables": json.dumps(variables[operation.name], ensure_ascii=False, indent=2)
            if operation.name in variables
            else "",
        }
        for operation in operations
    ]
    return json.dumps({"examples": found}, ensure_ascii=False).encode()


def _download(content: Callable[[], bytes], content_type: str) -> Callable[..., HttpResponse]:
    @cache
    def etag() -> str:
        return f'"{hashlib.sha256(content()).hexdigest()[:32]}"'

    @require_safe
    @condition(etag_func=lambda _request: etag())
    def view(_request: HttpRequest) -> HttpResponse:
        # Whoever keeps it asks each time whether it is still the same: a release may change it.
        return HttpResponse(content(), content_type=content_type, headers={"Cache-Control": "no-cache"})

    return view


schema_file = _download(schema_definition, "text/plain; charset=utf-8")
schema_json = _download(schema_introspection, "application/json")
examples_json = _download(examples, "application/json")
