"""Documents that a front end need not send whole: registered in a file, or kept by their hash as they come."""

import hashlib
import json
import logging
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import cache as shared_cache
from django.core.exceptions import ImproperlyConfigured
from graphql import DocumentNode, GraphQLError, parse, validate

from cms.graphql import errors, limits
from cms.graphql.errors import Refused
from cms.graphql.introspection import is_open
from cms.graphql.schema import get_schema

logger = logging.getLogger(__name__)

SHA256 = re.compile(r"[0-9a-f]{64}")
# A longer document is answered, but neither kept parsed nor kept by its hash.
MAX_LENGTH = 20_000
# Parsed documents take some hundred times their text: this many characters are tens of megabytes at the very most.
MAX_PARSED_COUNT = 256
MAX_PARSED_LENGTH = 200_000
# Documents kept by their hash stand in this many places of the cache, this many in each, so that nobody can fill it.
PLACES = 64
PLACE_SIZE = 4
KEPT_SECONDS = 24 * 60 * 60
# Validation ends after so many errors: whoever sent the document has enough to mend.
MAX_ERRORS = 5
# What the parser's error says when there are more tokens than it may read.
TOO_MANY_TOKENS = "tokens. Parsing aborted."


@dataclass(frozen=True)
class Registered:
    """A document of a front end's file: parsed at start, with what in it no longer fits the schema."""

    node: DocumentNode
    problems: list[GraphQLError]


class ParsedDocuments:
    """The documents used latest, parsed and found valid; bounded in number and in length, shared by all threads."""

    def __init__(self, max_count: int = MAX_PARSED_COUNT, max_length: int = MAX_PARSED_LENGTH) -> None:
        self.max_count, self.max_length = max_count, max_length
        self.length = 0
        self._lock = Lock()
        self._entries: OrderedDict[str, tuple[DocumentNode, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, digest: str) -> DocumentNode | None:
        """Return the document with this hash, if it is here."""
        with self._lock:
            if digest not in self._entries:
                return None
            self._entries.move_to_end(digest)
            return self._entries[digest][0]

    def put(self, digest: str, node: DocumentNode, length: int) -> None:
        """Keep a document; those that nobody has used for longest give way."""
        if length > min(MAX_LENGTH, self.max_length):
            return
        with self._lock:
            if digest in self._entries:
                return
            self._entries[digest] = node, length
            self.length += length
            while len(self._entries) > self.max_count or self.length > self.max_length:
                _, (_, dropped) = self._entries.popitem(last=False)
                self.length -= dropped

    def clear(self) -> None:
        """Forget all documents."""
        with self._lock:
            self._entries.clear()
            self.length = 0


parsed_documents = ParsedDocuments()


def digest_of(text: str) -> str:
    """Return the hash that names a document: SHA-256 of its text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def read_documents(path: Path) -> dict[str, str]:
    """Return the documents of a front end's file by their hash.

    Raises:
        ValueError: the file is not an object of documents, or a document has another hash than its name says.
    """
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError("The file must hold one object: {hash: document}.")
    documents = {}
    for name, text in found.items():
        digest = name.removeprefix("sha256:")
        if not SHA256.fullmatch(digest) or not isinstance(text, str):
            raise ValueError(f"{name}: an entry is a SHA-256 hash in lower case and the text of a document.")
        if digest_of(text) != digest:
            raise ValueError(f"{name}: the hash of the document is {digest_of(text)}.")
        documents[digest] = text
    return documents


@cache
def load_registered(paths: tuple[str, ...]) -> Mapping[str, Registered]:
    """Return the registered documents of these files, parsed and compared with the schema; files are read once.

    Raises:
        ImproperlyConfigured: a file can't be read, or a document in it is not GraphQL.
    """
    registered: dict[str, Registered] = {}
    for path in paths:
        try:
            for digest, text in read_documents(Path(path)).items():
                node = parse(text)
                registered[digest] = Registered(node, validate(get_schema().graphql_schema, node))
        except (OSError, ValueError, RecursionError, GraphQLError) as error:
            raise ImproperlyConfigured(f"PERSISTED_DOCUMENTS: {path}: {error}") from error
    for digest, document in registered.items():
        for problem in document.problems:
            # One front end's old operation must not keep the service from starting; check_operations tells in time.
            logger.error("Registered document %s does not fit the schema: %s", digest, problem.message)
    return registered


def registered_documents() -> Mapping[str, Registered]:
    """Return the documents that front ends have registered, by their hash.

    Raises:
        ImproperlyConfigured: a file that PERSISTED_DOCUMENTS names can't be used.
    """
    return load_registered(tuple(settings.PERSISTED_DOCUMENTS))


def document_of(query: str | None, document_id: Any, extensions: dict[str, Any] | None, *, keep: bool) -> DocumentNode:
    """Return the valid document that a request asks for: by its text, by a registered id, or by a hash.

    Args:
        query: the document's text, if the request has it.
        document_id: ``documentId`` of the request, as the draft on persisted documents has it.
        extensions: ``extensions`` of the request; ``persistedQuery`` in it is an automatic persisted query.
        keep: whether a text that comes with its hash is kept for later requests.

    Raises:
        Refused: there is no such document, it is not valid, or it is not registered and has to be.
    """
    if document_id is not None:
        if query is not None:
            raise Refused.saying(errors.BAD_REQUEST, "Send either query or documentId.")
        return _by_id(document_id)
    digest = _automatic_hash(extensions)
    if query is None:
        if digest is None:
            raise Refused.saying(errors.BAD_REQUEST, "Send a query or a documentId.")
        return _by_hash(digest)
    if digest is None or digest == digest_of(query):
        node = _by_text(query)
        if digest and keep and not settings.REGISTERED_OPERATIONS_ONLY:
            _keep(digest, query)
        return node
    raise Refused.saying(errors.BAD_REQUEST, "sha256Hash is not the hash of the query.")


def _by_id(document_id: Any) -> DocumentNode:
    digest = document_id.removeprefix("sha256:") if isinstance(document_id, str) else ""
    if not SHA256.fullmatch(digest):
        raise Refused.saying(errors.BAD_REQUEST, "documentId is sha256: and 64 hexadecimal digits in lower case.")
    if node := _registered(digest):
        return node
    if settings.REGISTERED_OPERATIONS_ONLY:
        raise _not_registered()
    raise Refused.saying(errors.PERSISTED_QUERY_NOT_FOUND, "No document with this id is registered.", status=404)


def _by_hash(digest: str) -> DocumentNode:
    if node := _registered(digest):
        return node
    if settings.REGISTERED_OPERATIONS_ONLY:
        raise _not_registered()
    if (text := _kept(digest)) is None:
        # Clients look for these very words, and expect 200: it is how they learn to send the whole document.
        raise Refused.saying(errors.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound", status=200)
    return _by_text(text)


def _by_text(text: str) -> DocumentNode:
    digest = digest_of(text)
    if node := _registered(digest):
        return node
    if settings.REGISTERED_OPERATIONS_ONLY:
        raise _not_registered()
    if node := parsed_documents.get(digest):
        return node
    limits.keep_within("characters", len(text))
    try:
        node = parse(text, max_tokens=limits.maximum_of("tokens"))
        limits.check_document(node)
        problems = validate(
            get_schema().graphql_schema,
            node,
            max_errors=MAX_ERRORS,
            hide_suggestions=not is_open(),
        )
    except GraphQLError as error:
        if TOO_MANY_TOKENS in error.message:
            raise limits.refusal("tokens") from error
        raise Refused(errors.GRAPHQL_PARSE_FAILED, [error]) from error
    except RecursionError as error:
        raise Refused.saying(errors.BAD_REQUEST, "The query is nested too deep.") from error
    if problems:
        raise Refused(errors.GRAPHQL_VALIDATION_FAILED, problems)
    parsed_documents.put(digest, node, len(text))
    return node


def _registered(digest: str) -> DocumentNode | None:
    document = registered_documents().get(digest)
    if document is None:
        return None
    if document.problems:
        raise Refused(errors.GRAPHQL_VALIDATION_FAILED, document.problems)
    return document.node


def _not_registered() -> Refused:
    return Refused.saying(errors.OPERATION_NOT_REGISTERED, "Only registered operations are answered here.", status=403)


def _automatic_hash(extensions: dict[str, Any] | None) -> str | None:
    asked = (extensions or {}).get("persistedQuery")
    if asked is None:
        return None
    digest = asked.get("sha256Hash") if isinstance(asked, dict) and asked.get("version") == 1 else None
    if not isinstance(digest, str) or not SHA256.fullmatch(digest):
        raise Refused.saying(errors.BAD_REQUEST, "persistedQuery is version 1 and a sha256Hash in lower case.")
    return digest


def _place(digest: str) -> str:
    return f"graphql-documents-{int(digest[:8], 16) % PLACES}"


def _kept(digest: str) -> str | None:
    # The hash is made anew: whoever can write to the cache can't put another document under a hash.
    texts: list[str] = shared_cache.get(_place(digest), [])
    return next((text for text in texts if digest_of(text) == digest), None)


def _keep(digest: str, text: str) -> None:
    if len(text) > MAX_LENGTH:
        return
    place = _place(digest)
    others = [kept for kept in shared_cache.get(place, []) if kept != text]
    shared_cache.set(place, [text, *others][:PLACE_SIZE], KEPT_SECONDS)
