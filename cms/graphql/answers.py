"""Answers over HTTP: results and errors as a client may see them, in the media type that it asked for.

The rules are those of GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/, and of the audits of the
npm package graphql-http; where the two differ, docs/graphql.md says so.
"""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from graphql import GraphQLError

from cms.graphql import errors

logger = logging.getLogger(__name__)

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"

MAX_ERRORS = 20
"""How many errors an answer lists; nothing of the rest is shown or logged."""
MAX_MESSAGE = 300
"""How many characters of a message are shown: it may repeat what the client sent."""

MALFORMED = (errors.BAD_REQUEST, errors.BATCHING_NOT_SUPPORTED, errors.REQUEST_TOO_LARGE)
"""Codes of what is no request of GraphQL over HTTP, whatever the document."""


AS_DJANGO_WRITES = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
"""Values that JSON lacks are written by Django's encoder, or not at all."""


@dataclass(frozen=True)
class MediaType:
    """How to answer: the content type, and whether the client asked for ``application/json`` by that name."""

    content_type: str = JSON
    is_legacy: bool = False

    def status_of(self, code: str, status: int) -> int:
        """Return the status of a refusal.

        A client that asks for ``application/json`` alone can tell an answer of the service from one of a proxy by the
        status 200 only, and gets it for each well-formed request (appendix "application/json" of the draft). The
        clients of automatic persisted queries expect it too.
        """
        if code == errors.PERSISTED_QUERY_NOT_FOUND and status == 200:
            return 404 if self.content_type == GRAPHQL_RESPONSE else 200
        return 200 if self.is_legacy and status == 400 and code not in MALFORMED else status


def media_type_of(request: HttpRequest) -> MediaType | None:
    """Return how to answer a request by its ``Accept`` header, or ``None`` if it takes neither type."""
    try:
        accepted = request.accepted_types
    except ValueError:  # an entry that is too long
        return None
    for wanted in accepted:
        if wanted.params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            continue
        name = f"{wanted.main_type}/{wanted.sub_type}"
        if name == GRAPHQL_RESPONSE:
            return MediaType(GRAPHQL_RESPONSE)
        if name in (JSON, "application/*", "*/*"):
            return MediaType(JSON, is_legacy=name == JSON)
    return None


def answered(data: Any, problems: Iterable[GraphQLError], media_type: MediaType) -> HttpResponse:
    """Return the answer to an operation that was executed."""
    listed = [formatted(problem) for problem in list(problems)[:MAX_ERRORS]]
    return _as_json({"data": data} | ({"errors": listed} if listed else {}), media_type, 200)


def refused(
    code: str,
    problems: list[GraphQLError],
    media_type: MediaType,
    status: int = 400,
    headers: dict[str, str] | None = None,
    extensions: dict[str, Any] | None = None,
) -> HttpResponse:
    """Return the answer to a request that was not executed; no cache keeps it, since the same request may work soon.

    Args:
        code: the error's code, one of those in ``cms.graphql.errors``.
        problems: what is wrong, in words for the client; Python's own are not shown.
        media_type: how to answer.
        status: the HTTP status in ``application/graphql-response+json``.
        headers: more headers.
        extensions: what the errors' ``extensions`` say beside the code.
    """
    listed = []
    for problem in problems[:MAX_ERRORS]:
        shown: dict[str, Any] = dict(problem.formatted)
        if not isinstance(_cause(problem), GraphQLError):
            shown["message"] = "A value can't be used."
        listed.append(shown | {"message": _cut(shown["message"]), "extensions": {"code": code} | (extensions or {})})
    response = _as_json({"errors": listed}, media_type, media_type.status_of(code, status))
    for name, value in ({"Cache-Control": "no-store"} | (headers or {})).items():
        response[name] = value
    return response


def formatted(error: GraphQLError) -> dict[str, Any]:
    """Return an error of a field as a client may see it: one of ours, any other masked with an id that the log has."""
    cause = _cause(error)
    # GraphQL's library points to the argument that can't be used, and to nothing if what the service gave can't be.
    if isinstance(cause, GraphQLError) and ("code" in (cause.extensions or {}) or cause.nodes):
        shown: dict[str, Any] = dict(error.formatted)
        code = {"code": errors.BAD_USER_INPUT} | (error.extensions or {})
        return shown | {"message": _cut(error.message), "extensions": code}
    error_id = uuid.uuid4().hex
    logger.error("GraphQL error %s", error_id, exc_info=cause)
    masked: dict[str, Any] = {
        "message": "Something went wrong here.",
        "extensions": {"code": errors.INTERNAL_SERVER_ERROR, "id": error_id},
    }
    return masked | ({"path": error.path} if error.path else {})


def _cause(error: GraphQLError) -> Exception:
    """Return what a resolver or a type raised at first."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _cut(text: str) -> str:
    return text if len(text) <= MAX_MESSAGE else f"{text[: MAX_MESSAGE - 1]}…"


def _as_json(body: dict[str, Any], media_type: MediaType, status: int) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(body, DjangoJSONEncoder().default, AS_DJANGO_WRITES),
        status=status,
        content_type=f"{media_type.content_type}; charset=utf-8",
        headers={"Vary": "Accept"},
    )
