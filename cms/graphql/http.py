"""Requests of GraphQL over HTTP: what they ask, read and checked before GraphQL has a part in it."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from cms.graphql import errors
from cms.graphql.errors import Refused

# The character that PostgreSQL can't store: as it is, or as JSON and GraphQL write it.
NUL = re.compile(r"\x00|\\u0000|\\u\{0+\}")


@dataclass(frozen=True)
class Asked:
    """The parameters of a request; ``document_id`` and ``extensions`` are for ``cms.graphql.documents`` to read."""

    query: str | None
    variables: dict[str, Any] | None
    operation_name: str | None
    document_id: Any
    extensions: dict[str, Any] | None

    @property
    def brings_hash(self) -> bool:
        """Whether it brings a document with its hash, to be kept for those who send the hash alone."""
        return self.query is not None and "persistedQuery" in (self.extensions or {})


def asked_by_get(request: HttpRequest) -> Asked:
    """Return what a query string asks; an empty parameter is as good as none.

    Raises:
        Refused: it asks nothing that can be answered.
    """
    if len(request.META.get("QUERY_STRING", "")) > settings.GRAPHQL_MAX_QUERY_STRING:
        raise Refused.saying(errors.REQUEST_TOO_LARGE, "The address is too long: send the query by POST.", 414)
    if any(len(values) > 1 for _name, values in request.GET.lists()):
        _refuse("A parameter stands in the address twice.")
    if any(NUL.search(value) for value in request.GET.dict().values()):
        _refuse("NUL characters are not accepted.")
    parameters: dict[str, Any] = {name: value for name, value in request.GET.dict().items() if value}
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _decoded(parameters[name], f"{name} is not JSON.")
    return _checked(parameters)


def asked_by_post(request: HttpRequest) -> Asked:
    """Return what a JSON body asks.

    Raises:
        Refused: it asks nothing that can be answered.
    """
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    # A form could be sent by any site in a visitor's name; JSON takes a browser's question whether it may (CORS).
    if request.content_type != "application/json" or charset not in ("utf-8", "utf8"):
        _refuse("Send JSON in UTF-8 with the content type application/json.", 415)
    try:
        text = _body(request).decode()
    except UnicodeDecodeError:
        _refuse("The body is not UTF-8.")
    parameters = _decoded(text, "The body is not JSON.")
    if isinstance(parameters, list):
        raise Refused.saying(errors.BATCHING_NOT_SUPPORTED, "Send one operation in a request.")
    if not isinstance(parameters, dict):
        _refuse("The body must be an object.")
    if NUL.search(text):
        _refuse("NUL characters are not accepted.")
    return _checked(parameters)


def _body(request: HttpRequest) -> bytes:
    most = settings.GRAPHQL_MAX_BODY_SIZE
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "Transfer-Encoding" in request.headers:
        _refuse("Send the body with a Content-Length.", 411)
    is_too_long = length.isdecimal() and int(length) > most
    try:
        # What is too long is not read; nor is more than that, whatever length the request says it has.
        body = b"" if is_too_long else request.read(most + 1)
    except UnreadablePostError:
        _refuse("The body ended too soon.")
    if is_too_long or len(body) > most:
        raise Refused.saying(errors.REQUEST_TOO_LARGE, f"The body is longer than {most} bytes.", 413)
    return body


def _decoded(text: str, message: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_json, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        _refuse(message)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Readers differ in which of the values counts (RFC 8259, section 4): a guard in front may have seen another one.
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("A name stands in an object twice.")
    return found


def _no_json(name: str) -> NoReturn:
    raise ValueError(f"{name} is Python's, not JSON's.")


def _checked(parameters: dict[str, Any]) -> Asked:
    for name, type_, kind in (
        ("query", str, "a string"),
        ("variables", dict, "an object"),
        ("operationName", str, "a string"),
        ("extensions", dict, "an object"),
    ):
        if parameters.get(name) is not None and not isinstance(parameters[name], type_):
            _refuse(f"{name} must be {kind}.")
    asked = Asked(
        query=parameters.get("query"),
        variables=parameters.get("variables"),
        operation_name=parameters.get("operationName") or None,
        document_id=parameters.get("documentId"),
        extensions=parameters.get("extensions"),
    )
    try:
        json.dumps(parameters, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        _refuse("Half a character (a lone surrogate) is not accepted.")
    return asked


def _refuse(message: str, status: int = 400) -> NoReturn:
    raise Refused.saying(errors.BAD_REQUEST, message, status)
