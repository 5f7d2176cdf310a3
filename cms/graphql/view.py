"""The GraphQL endpoint: queries and mutations as JSON over POST, queries over GET, GraphiQL for a browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from graphql import DocumentNode, GraphQLError, OperationType, get_operation_ast

from cms.front import PUBLIC
from cms.graphql import errors
from cms.graphql.answers import MediaType, answered, media_type_of, refused
from cms.graphql.context import keep_private
from cms.graphql.documents import document_of
from cms.graphql.errors import Refused
from cms.graphql.execution import execute_limited
from cms.graphql.http import Asked, asked_by_get, asked_by_post
from cms.graphql.introspection import check_introspection, is_open
from cms.graphql.schema import get_schema
from cms.rate_limits import RateExceeded, count_graphql


@method_decorator(csrf_exempt, name="dispatch")
class GraphQLView(View):
    """Answers GraphQL requests.

    It sets no cookie, and reads one for an editor who introspects alone, so that caches can share the answers.
    """

    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a request that its sender's rate leaves room for, in a media type that it takes."""
        media_type = media_type_of(request)
        self.media_type = media_type or MediaType()
        try:
            count_graphql(request)
            if media_type is None and not shows_graphiql(request):
                raise Refused.saying(errors.BAD_REQUEST, "Accept application/graphql-response+json.", 406)
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            return self.refuse(refusal)
        except RateExceeded as error:
            problem = GraphQLError("Too many requests. Try again later.")
            return refused(
                errors.RATE_LIMITED,
                [problem],
                self.media_type,
                status=429,
                headers={"Retry-After": str(error.seconds)},
                extensions={"retryAfter": error.seconds},
            )

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer a query in the address, or show GraphiQL to a browser that sent none."""
        if shows_graphiql(request):
            return render(request, "cms/graphiql.html")
        return self.answer(asked_by_get(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer the query in a JSON body."""
        return self.answer(asked_by_post(request))

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say which methods there are."""
        raise MethodNotAllowed([method.upper() for method in self.http_method_names])

    def refuse(self, refusal: Refused) -> HttpResponse:
        """Return the answer to a request that is refused."""
        headers = {"Allow": ", ".join(refusal.methods)} if isinstance(refusal, MethodNotAllowed) else {}
        return refused(refusal.code, refusal.problems, self.media_type, refusal.status, headers)

    def answer(self, asked: Asked) -> HttpResponse:
        """Find the document and execute one operation of it.

        Raises:
            Refused: nothing is executed.
        """
        document = document_of(asked.query, asked.document_id, asked.extensions, keep=self.request.method == "POST")
        check_introspection(document, self.request)
        self.check_operation(document, asked.operation_name)
        result = execute_limited(
            get_schema().graphql_schema,
            document,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            context_value=self.request,
            hide_suggestions=not is_open(),
        )
        problems = result.errors or []
        if problems and result.data is None and all(problem.path is None for problem in problems):
            raise Refused(errors.BAD_USER_INPUT, problems)  # variables that don't fit: nothing was executed
        response = answered(result.data, problems, self.media_type)
        if getattr(self.request, "is_private", False):
            response["Cache-Control"] = "private, no-store"
        elif not problems and not asked.brings_hash:
            self.request.META[PUBLIC] = True
        return response

    def check_operation(self, document: DocumentNode, name: str | None) -> None:
        """Make sure that the document has the operation, and that the method may be used for it.

        Raises:
            Refused: it has none, or may not.
        """
        operation = get_operation_ast(document, name)
        if operation is None:
            raise Refused.saying(
                errors.OPERATION_RESOLUTION_FAILURE, "Say in operationName which operation of the document to execute."
            )
        if operation.operation is OperationType.SUBSCRIPTION:
            raise Refused.saying(errors.GRAPHQL_VALIDATION_FAILED, "There are no subscriptions.")
        if operation.operation is OperationType.MUTATION:
            if self.request.method != "POST":
                raise MethodNotAllowed(["POST"])
            keep_private(self.request)


class MethodNotAllowed(Refused):
    """A request by a method that may not be used for what it asks; ``methods`` are those that may."""

    def __init__(self, methods: list[str]) -> None:
        super().__init__(errors.BAD_REQUEST, [GraphQLError(f"Send it by {', '.join(methods)}.")], 405)
        self.methods = methods


def shows_graphiql(request: HttpRequest) -> bool:
    """Return whether a request is a browser's that asks nothing."""
    if request.method not in ("GET", "HEAD") or request.GET.keys() & {"query", "documentId", "extensions"}:
        return False
    return "text/html" in request.headers.get("Accept", "")
