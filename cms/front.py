"""Answers from memory, in front of Django: what anyone may see is computed once for each version of the content.

A WSGI application around Django's. It knows an answer by the bytes of its request, so that a request that was answered
before is neither parsed nor passed on, and reads the version of the content each time, so that no answer outlives what
it says. Everything else goes through to Django as it came.

The order keeps answers true: the version and the clock are read first, then the answer is computed. What is committed
in between makes it at worst newer than its version says, and the version is never the current one again.
"""

import datetime as dt
import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags

from cms.content_version import answering_for, content_version, next_change
from cms.rate_limits import RateExceeded, count_graphql

logger = logging.getLogger(__name__)

PUBLIC = "cms.public"
"""The key in a request's environment by which the view says that anyone may have the answer."""

TAG = "content"
"""What a CDN is told that an answer is made of; there is one tag, since a change of anything may change any answer."""

OVERHEAD = 4_000
"""About how many bytes an answer takes in memory beside its body and its key: its headers and the objects."""

type Key = tuple[Any, ...]
type Headers = list[tuple[str, str]]
type StartResponse = Callable[..., Any]
type Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Sender:
    """What is counted of a request that Django does not see."""

    META: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, the version of the content that it was made of and the instant, in seconds, until which it holds."""

    body: bytes
    headers: Headers
    etag: str
    version: int
    holds_until: float

    def send(self, environ: dict[str, Any], start_response: StartResponse, now: float) -> list[bytes]:
        """Send it, or say that the client has it already."""
        seconds = max(0, min(settings.ANSWER_CACHE_SECONDS, int(self.holds_until - now)))
        cache_control = ("Cache-Control", f"public, max-age={seconds}")
        method = environ["REQUEST_METHOD"]
        if method != "POST" and self.is_had(environ.get("HTTP_IF_NONE_MATCH", "")):
            left_out = ("Content-Type", "Content-Length")
            headers = [pair for pair in self.headers if pair[0] not in left_out]
            start_response("304 Not Modified", [*headers, cache_control])
            return []
        start_response("200 OK", [*self.headers, cache_control])
        return [] if method == "HEAD" else [self.body]

    def is_had(self, if_none_match: str) -> bool:
        """Return whether a client that sends this header has the answer; compared weakly, as RFC 9110 says."""
        if not if_none_match:
            return False
        had = parse_etags(if_none_match)
        return had == ["*"] or self.etag in {tag.removeprefix("W/") for tag in had}


class Answers:
    """The answers used latest, bounded in bytes, shared by all threads.

    Args:
        maximum: how many bytes they take together at most.
    """

    def __init__(self, maximum: int) -> None:
        self.maximum = maximum
        self.bytes = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, tuple[Answer, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key, version: int, now: float) -> Answer | None:
        """Return the answer to a request, if it is here and still true."""
        # Without the lock, which threads would queue at: each of the two calls is one step for all others.
        entry = self._entries.get(key)
        if entry is None or entry[0].version != version or entry[0].holds_until <= now:
            return None
        try:
            self._entries.move_to_end(key)
        except KeyError:
            return None  # It has just given way to another.
        return entry[0]

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer; those that nobody has asked for longest give way."""
        size = OVERHEAD + len(answer.body) + sum(len(part) for part in key if isinstance(part, (bytes, str)))
        if size > self.maximum:
            return
        with self._lock:
            _, old = self._entries.pop(key, (None, 0))
            self._entries[key] = answer, size
            self.bytes += size - old
            while self.bytes > self.maximum:
                _, (_, dropped) = self._entries.popitem(last=False)
                self.bytes -= dropped


class AnswersFromMemory:
    """Answers GraphQL requests from memory where it can, and hands everything else to ``application``."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.path = reverse("graphql")
        self.answers = Answers(settings.ANSWER_CACHE_BYTES)
        # What of a request an answer depends on, beside its body.
        proxy_header = settings.SECURE_PROXY_SSL_HEADER[:1] if settings.SECURE_PROXY_SSL_HEADER else ()
        self.told_by = (
            *("wsgi.url_scheme", "HTTP_HOST", "QUERY_STRING", "CONTENT_TYPE", "HTTP_ACCEPT", "HTTP_ORIGIN"),
            *proxy_header,
        )
        # What is being computed, with the events that those wait for who want the same.
        self._running: dict[tuple[Key, int], threading.Event] = {}
        self._lock = threading.Lock()
        # A version, the instant after which the next change of its content was looked up, and that change.
        self._holds = (0, 0.0, 0.0)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        key = self.key_of(environ) if environ.get("PATH_INFO") == self.path else None
        if key is None:
            return self.application(environ, start_response)
        for has_waited in (False, True):
            version = content_version()
            if version is None:
                break
            now = timezone.now().timestamp()
            if answer := self.answers.get(key, version, now):
                try:
                    count_graphql(Sender(environ))
                except RateExceeded:
                    break  # Django says how long to wait.
                return answer.send(environ, start_response, now)
            with self._lock:
                running = self._running.get((key, version))
                if running is None:
                    done = self._running[key, version] = threading.Event()
            if running is None:
                try:
                    return self.compute(key, version, now, environ, start_response)
                finally:
                    with self._lock:
                        del self._running[key, version]
                    done.set()
            if not has_waited:
                running.wait(settings.GRAPHQL_BUDGET_SECONDS)
        return self.application(environ, start_response)

    def key_of(self, environ: dict[str, Any]) -> Key | None:
        """Return what tells a request from all that may have another answer; ``None`` for one that is never kept.

        The body is read, and can be read again.
        """
        method, body = environ["REQUEST_METHOD"], b""
        if method == "POST":
            length = environ.get("CONTENT_LENGTH") or ""
            if not length.isdecimal() or len(length) > 9 or int(length) > settings.GRAPHQL_MAX_BODY_SIZE:
                return None
            body = environ["wsgi.input"].read(int(length))
            environ["wsgi.input"] = BytesIO(body)
        elif method not in ("GET", "HEAD"):
            return None
        return method == "POST", body, *map(environ.get, self.told_by)

    def compute(
        self, key: Key, version: int, now: float, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have Django answer, and keep the answer if anyone may have it.

        Args:
            key: the request's key.
            version: the version of the content that was read before.
            now: the instant at which that was, in seconds.
            environ: the request.
            start_response: as for any WSGI application.
        """
        token = answering_for.set(version)
        try:
            status, headers, body = _answer_of(self.application, environ)
        finally:
            answering_for.reset(token)
        is_public = PUBLIC in environ and status == "200 OK" and "set-cookie" not in {n.lower() for n, _ in headers}
        holds_until = self.holds_until(version, now) if is_public else None
        if holds_until is None:
            start_response(status, headers)
            return [body]
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        content_type = next(value for name, value in headers if name.lower() == "content-type")
        etag = f'"{hashlib.sha256(content_type.encode() + body).hexdigest()[:32]}"'
        headers += [("ETag", etag), ("Content-Length", str(len(body)))]
        if settings.ANSWER_TAG_HEADER:
            headers.append((settings.ANSWER_TAG_HEADER, TAG))
        answer = Answer(body, headers, etag, version, holds_until)
        self.answers.put(key, answer)
        return answer.send(environ, start_response, timezone.now().timestamp())

    def holds_until(self, version: int, now: float) -> float | None:
        """Return the instant until which answers of a version hold that are computed from ``now`` on, in seconds.

        Returns:
            ``None`` if the database does not say.
        """
        known, since, until = self._holds
        if known == version and since <= now < until:
            return until
        # Django closes connections before and after its requests; this is none of them.
        close_old_connections()
        try:
            until = next_change(dt.datetime.fromtimestamp(now, dt.UTC)).timestamp()
        except DatabaseError:
            logger.exception("The next change of the content can't be read")
            return None
        finally:
            close_old_connections()
        self._holds = version, now, until
        return until


def _answer_of(application: Application, environ: dict[str, Any]) -> tuple[str, Headers, bytes]:
    """Return what an application answers: status, headers and the whole body."""
    status, headers = "", []

    def start_response(the_status: str, the_headers: Headers, _exc_info: Any = None) -> None:
        nonlocal status, headers
        status, headers = the_status, the_headers

    parts = application(environ, start_response)
    try:
        return status, headers, b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
