"""The GraphQL endpoint: queries and mutations as JSON over POST, queries over GET, GraphiQL for a browser."""

import json
import logging
import re
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from graphql import ExecutionResult, GraphQLError, OperationType, get_operation_ast

from cms.graphql import errors
from cms.graphql.budget import TimedOut, request_budget
from cms.graphql.context import keep_private
from cms.graphql.documents import document_of
from cms.graphql.errors import Refused
from cms.graphql.execution import execute_within
from cms.graphql.limits import check_variables
from cms.graphql.schema import get_schema

logger = logging.getLogger(__name__)

# The character that PostgreSQL can't store: as it is, or as JSON and GraphQL write it.
NUL = re.compile(r"\x00|\\u0000|\\u\{0+\}")


@method_decorator(csrf_exempt, name="dispatch")
class GraphQLView(View):
    """Answers GraphQL requests; it reads no cookie and sets none, so that answers can be shared by caches."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer a query in the address, or show GraphiQL to a browser that sent none."""
        if not request.GET.keys() & {"query", "documentId", "extensions"}:
            if request.accepts("text/html"):
                return render(request, "cms/graphiql.html")
            return bad_request("Send a query.")
        if any(NUL.search(request.GET[name]) for name in request.GET):
            return bad_request("NUL characters are not accepted.")
        try:
            variables = json.loads(request.GET.get("variables") or "null")
            extensions = json.loads(request.GET.get("extensions") or "null")
        except (ValueError, RecursionError):
            return bad_request("variables or extensions is not JSON.")
        return self.answer({**request.GET.dict(), "variables": variables, "extensions": extensions})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer the query in a JSON body."""
        if request.content_type not in ("application/json", "application/graphql-response+json"):
            return bad_request("Send JSON with the content type application/json.", status=415)
        try:
            text = request.body.decode()
            body = json.loads(text)
        except (ValueError, RecursionError):
            return bad_request("The body is not JSON.")
        if not isinstance(body, dict):
            return bad_request("The body must be an object.")
        if NUL.search(text):
            return bad_request("NUL characters are not accepted.")
        return self.answer(body)

    def answer(self, asked: dict[str, Any]) -> HttpResponse:
        """Find the document and execute one operation of it; a document that fails before execution is a 400."""
        budget = request_budget()
        query, variables, operation_name = asked.get("query"), asked.get("variables"), asked.get("operationName")
        try:
            json.dumps(asked, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return bad_request("Half a character (a lone surrogate) is not accepted.")
        if query is not None and not isinstance(query, str):
            return bad_request("query must be a string.")
        if variables is not None and not isinstance(variables, dict):
            return bad_request("variables must be an object.")
        if operation_name is not None and not isinstance(operation_name, str):
            return bad_request("operationName must be a string.")
        try:
            check_variables(variables)
            document = document_of(
                query, asked.get("documentId"), asked.get("extensions"), keep=self.request.method == "POST"
            )
        except Refused as refusal:
            return refused(refusal.code, refusal.problems, refusal.status)
        operation = get_operation_ast(document, operation_name)
        if operation is None:
            return bad_request("Say in operationName which operation of the document to execute.")
        if operation.operation is OperationType.SUBSCRIPTION:
            return bad_request("Only queries and mutations are answered.", status=405)
        if operation.operation is OperationType.MUTATION:
            if self.request.method != "POST":
                return bad_request("Send a mutation by POST.", status=405)
            keep_private(self.request)
        try:
            result = execute_within(
                budget, get_schema().graphql_schema, document, variables, operation_name, self.request
            )
        except Refused as refusal:
            return refused(refusal.code, refusal.problems, refusal.status)
        except TimedOut:
            logger.warning("GraphQL operation cut off after %s seconds", budget.seconds)
            problem = GraphQLError("The answer took too long. Ask for less at once.")
            return refused(errors.TIMED_OUT, [problem], status=503)
        response = self.respond(result)
        if getattr(self.request, "is_private", False):
            response["Cache-Control"] = "private, no-store"
        return response

    def respond(self, result: ExecutionResult) -> HttpResponse:
        """Return a result as JSON; one whose variables did not fit never began and is a 400."""
        if result.errors and result.data is None and all(error.path is None for error in result.errors):
            return refused(errors.BAD_USER_INPUT, result.errors)
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = [formatted(error) for error in result.errors]
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def formatted(error: GraphQLError) -> dict[str, Any]:
    """Return an error as a client may see it: one of ours as it is, any other masked with an id that the log has."""
    if error.original_error is None or isinstance(error.original_error, GraphQLError):
        shown = error.formatted
        shown.setdefault("extensions", {}).setdefault("code", errors.BAD_USER_INPUT)
        return dict(shown)
    error_id = uuid.uuid4().hex
    logger.error("GraphQL error %s", error_id, exc_info=error.original_error)
    masked: dict[str, Any] = {
        "message": "Something went wrong here.",
        "extensions": {"code": errors.INTERNAL_SERVER_ERROR, "id": error_id},
    }
    if error.path:
        masked["path"] = error.path
    return masked


def refused(code: str, problems: list[GraphQLError], status: int = 400) -> JsonResponse:
    """Return the answer to a request that was not executed; no cache keeps it, since the same request may work soon."""
    body = {"errors": [{**problem.formatted, "extensions": {"code": code}} for problem in problems]}
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(body, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})


def bad_request(message: str, status: int = 400) -> JsonResponse:
    """Return an answer to a request that is no GraphQL request."""
    headers = {"Allow": "POST"} if status == 405 else {}
    body = {"errors": [{"message": message, "extensions": {"code": errors.BAD_REQUEST}}]}
    return JsonResponse(body, status=status, headers=headers)
