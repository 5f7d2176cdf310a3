"""Who is told the schema by the service itself. Everyone has it as a file (``cms.graphql.downloads``)."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from graphql import DocumentNode, FieldNode, GraphQLError, ValidationRule, validate

from cms.graphql import errors
from cms.graphql.context import keep_private
from cms.graphql.errors import Refused
from cms.graphql.schema import get_schema

INTROSPECTION_FIELDS = ("__schema", "__type")
MAY_INTROSPECT = re.compile(r"__(schema|type)\b")


class NoIntrospection(ValidationRule):
    """No field of the document asks for the schema; ``__typename`` is none of them."""

    def enter_field(self, node: FieldNode, *_args: Any) -> None:
        """Report a field that asks for the schema."""
        if node.name.value in INTROSPECTION_FIELDS:
            self.report_error(GraphQLError("The schema is at /graphql/schema.graphql and /graphql/schema.json.", node))


def is_open() -> bool:
    """Return whether anyone may introspect, and errors may suggest names."""
    return bool(settings.GRAPHQL_INTROSPECTION == "everyone")


def check_introspection(document: DocumentNode, request: HttpRequest) -> None:
    """Let only those introspect whom ``GRAPHQL_INTROSPECTION`` names; the session is read for nothing else.

    Raises:
        Refused: the document introspects, and the request's sender may not.
    """
    if is_open() or (document.loc and not MAY_INTROSPECT.search(document.loc.source.body)):
        return
    problems = validate(get_schema().graphql_schema, document, [NoIntrospection], max_errors=1)
    if not problems:
        return
    if settings.GRAPHQL_INTROSPECTION == "editors" and settings.SESSION_COOKIE_NAME in request.COOKIES:
        keep_private(request)
        if request.user.has_perm("wagtailadmin.access_admin"):
            return
    raise Refused(errors.INTROSPECTION_DISABLED, problems[:1])
