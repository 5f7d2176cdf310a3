"""Requests that nobody wrote, over HTTP: whatever is sent, the service answers within bounds or refuses in its words.

The requests are the same in every run. ``FUZZ_EXAMPLES=2000 make test ARGS="tests/cms/test_fuzz.py -s"`` makes up that
many others for each test.
"""

import datetime as dt
import json
import logging
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from cms.graphql import documents, errors, limits
from cms.graphql.schema import get_schema
from tests.cms import generated
from tests.demo import demo_site

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
SCHEMA = get_schema().graphql_schema
NOW = dt.datetime(2026, 1, 15, 9, 0, tzinfo=dt.UTC)
CODES = {value for name, value in vars(errors).items() if name.isupper()} | set(map(limits.code_of, limits.MESSAGES))
UNEXPECTED = {errors.INTERNAL_SERVER_ERROR, errors.TIMED_OUT}
STATUSES = {200, 400, 404, 405, 406, 413, 414, 415}


def fuzz(examples: int) -> settings:
    """Return how many requests a test makes up: always the same ones, unless more are asked for."""
    return settings(
        max_examples=EXAMPLES or examples,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with (
        patch("django.utils.timezone.now", return_value=NOW),
        demo_site(django_db_blocker, tmp_path_factory.mktemp("data")),
    ):
        call_command("update_index", verbosity=0)
        yield


class Watch:
    """Sends requests as a stranger and looks at every answer; counts the statuses and codes that it has seen."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.caplog = caplog
        self.seen: Counter[str] = Counter()
        caplog.set_level(logging.ERROR)

    def send(self, method: str, address: str = "/graphql/", body: bytes = b"", **options: Any) -> Any:
        """Send a request; return the answer after all that must be true of any answer has been asserted."""
        self.caplog.clear()
        with CaptureQueriesContext(connection) as statements:
            response = Client().generic(method, address, body, **options)
        assert [record.getMessage() for record in self.caplog.records] == []
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        found = self.errors_of(response)
        assert response.status_code in STATUSES
        assert found <= CODES - UNEXPECTED
        if response.status_code >= 400:
            assert (len(statements), bool(found)) == (0, method != "HEAD")
        self.seen.update([str(response.status_code), *found])
        return response

    def must_have_seen(self, *expected: int | str) -> None:
        """Show what came back, and assert that each of these was among it: the proof that the requests got that far."""
        print(*sorted(self.seen.items()))  # noqa: T201 - shown with -s, and when the test fails
        assert [wanted for wanted in expected if not self.seen[str(wanted)]] == []

    @staticmethod
    def errors_of(response: Any) -> set[str]:
        """Return the codes of an answer's errors."""
        if not response.content or response.headers["Content-Type"].startswith("text/html"):
            return set()
        body = json.loads(response.content)
        assert body.keys() <= {"data", "errors"}
        return {error["extensions"]["code"] for error in body.get("errors", ())}


@pytest.fixture
def watch(_demo: None, db: None, caplog: pytest.LogCaptureFixture) -> Watch:
    """A stranger who looks at every answer, on the demo site."""
    return Watch(caplog)


def as_json(asked: Any) -> bytes:
    """Return a body of JSON."""
    return json.dumps(asked).encode()


def test_operations_of_the_schema(watch: Watch) -> None:
    @fuzz(100)
    @given(generated.operations(SCHEMA))
    def run(asked: dict[str, Any]) -> None:
        watch.send("POST", body=as_json(asked), content_type="application/json")

    run()
    watch.must_have_seen(200, errors.GRAPHQL_VALIDATION_FAILED, errors.BAD_USER_INPUT)


def test_broken_documents(watch: Watch) -> None:
    @fuzz(150)
    @given(generated.broken_documents(SCHEMA))
    def run(text: str) -> None:
        watch.send("POST", body=as_json({"query": text}), content_type="application/json")

    run()
    watch.must_have_seen(400, errors.GRAPHQL_PARSE_FAILED, errors.GRAPHQL_VALIDATION_FAILED)


def test_bodies_and_their_types(watch: Watch) -> None:
    @fuzz(150)
    @given(generated.bodies(SCHEMA), generated.CONTENT_TYPES)
    def run(body: bytes, content_type: str) -> None:
        watch.send("POST", body=body, content_type=content_type)

    run()
    watch.must_have_seen(400, 415, errors.BAD_REQUEST)


def test_methods_headers_and_query_strings(watch: Watch) -> None:
    @fuzz(150)
    @given(generated.METHODS, generated.query_strings(SCHEMA), generated.HEADERS, generated.bodies(SCHEMA))
    def run(method: str, query: str, headers: dict[str, str], body: bytes) -> None:
        watch.send(method, f"/graphql/?{query}", body, content_type="application/json", headers=headers)

    run()
    watch.must_have_seen(200, 400, 405, errors.BAD_REQUEST)


def test_what_the_service_keeps_is_bounded(watch: Watch) -> None:
    @fuzz(150)
    @given(generated.operations(SCHEMA))
    def run(asked: dict[str, Any]) -> None:
        digest = documents.digest_of(asked["query"])
        asked["extensions"] = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
        watch.send("POST", body=as_json(asked), content_type="application/json")
        assert len(parsed) <= 20
        assert parsed.length <= 4000
        kept = [cache.get(f"graphql-documents-{place}", []) for place in range(documents.PLACES)]
        assert max(map(len, kept)) <= documents.PLACE_SIZE

    parsed = documents.ParsedDocuments(max_count=20, max_length=4000)
    with patch.object(documents, "parsed_documents", parsed):
        run()
    assert len(parsed) > 1
