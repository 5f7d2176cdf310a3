"""Documents by their hash: registered ones, automatic persisted queries, and what is kept parsed."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from graphql import parse
from wagtail.models import Site

from cms.graphql import documents
from cms.graphql.documents import ParsedDocuments, load_registered, parsed_documents, registered_documents

pytestmark = pytest.mark.django_db

PAGE = "query Page($path: String!) { page(path: $path) { title } }"
LOCALES = "{ locales { languageCode } }"
LANGUAGES = {"data": {"locales": [{"languageCode": "sv"}]}}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def post(client: Client, **body: Any) -> Any:
    return client.post("/graphql/", body, content_type="application/json")


def get(client: Client, **query: Any) -> Any:
    return client.get(
        "/graphql/?" + urlencode({k: v if isinstance(v, str) else json.dumps(v) for k, v in query.items()})
    )


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["errors"][0]["extensions"]["code"]


def automatic(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha(text)}}


@pytest.fixture(autouse=True)
def _nothing_parsed() -> Iterator[None]:
    parsed_documents.clear()
    yield
    load_registered.cache_clear()


@pytest.fixture
def register(settings: Any, tmp_path: Path) -> Callable[..., None]:
    """Register documents in a file, as a front end does; a dictionary stands in the file as it is."""

    def write(*texts: str, content: Any = None) -> None:
        path = tmp_path / "persisted.json"
        path.write_text(json.dumps({sha(text): text for text in texts} if content is None else content))
        settings.PERSISTED_DOCUMENTS = [str(path)]

    return write


class TestRegistered:
    @pytest.mark.parametrize("prefix", ["sha256:", ""])
    def test_by_post_and_get(self, client: Client, site: Site, register: Callable[..., None], prefix: str) -> None:
        register(PAGE, LOCALES)
        asked = {"documentId": prefix + sha(PAGE), "variables": {"path": "/"}}
        for response in (post(client, **asked), get(client, **asked)):
            assert (response.status_code, response.json()) == (200, {"data": {"page": {"title": "Hem"}}})

    def test_by_an_automatic_hash_without_a_round_trip(
        self, client: Client, site: Site, register: Callable[..., None]
    ) -> None:
        register(LOCALES)
        assert get(client, extensions=automatic(LOCALES)).json() == LANGUAGES

    def test_an_unknown_id(self, client: Client, register: Callable[..., None]) -> None:
        register(PAGE)
        response = post(client, documentId="sha256:" + sha(LOCALES))
        assert code(response) == (404, "PERSISTED_QUERY_NOT_FOUND")
        assert response.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("document_id", [1, "", "sha256:", "md5:" + "0" * 32, "sha256:" + "A" * 64, [], {}])
    def test_what_is_no_id(self, client: Client, document_id: Any) -> None:
        assert code(post(client, documentId=document_id)) == (400, "BAD_REQUEST")

    def test_an_id_beside_a_query(self, client: Client, register: Callable[..., None]) -> None:
        register(PAGE)
        assert code(post(client, documentId=sha(PAGE), query=LOCALES)) == (400, "BAD_REQUEST")

    def test_it_is_parsed_once(self, client: Client, site: Site, register: Callable[..., None]) -> None:
        register(LOCALES)
        registered_documents()
        with patch.object(documents, "parse") as parse_again, patch.object(documents, "validate") as validate_again:
            assert post(client, documentId=sha(LOCALES)).json() == LANGUAGES
        assert (parse_again.called, validate_again.called) == (False, False)

    def test_what_is_no_query_is_refused_all_the_same(self, client: Client, register: Callable[..., None]) -> None:
        register("subscription { x }")
        assert code(post(client, documentId=sha("subscription { x }"))) == (400, "GRAPHQL_VALIDATION_FAILED")

    def test_one_that_no_longer_fits_says_so_and_the_others_answer(
        self, client: Client, site: Site, register: Callable[..., None], caplog: pytest.LogCaptureFixture
    ) -> None:
        register("{ goneField }", LOCALES)
        assert code(post(client, documentId=sha("{ goneField }"))) == (400, "GRAPHQL_VALIDATION_FAILED")
        assert post(client, documentId=sha(LOCALES)).json() == LANGUAGES
        assert "goneField" in caplog.text


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ([], "one object"),
            ({"x": LOCALES}, "SHA-256 hash"),
            ({sha(LOCALES): 1}, "SHA-256 hash"),
            ({sha(LOCALES): PAGE}, f"the hash of the document is {sha(PAGE)}"),
            ({sha("{"): "{"}, "Syntax Error"),
        ],
    )
    def test_a_file_that_cannot_be_used(self, register: Callable[..., None], content: Any, message: str) -> None:
        register(content=content)
        with pytest.raises(ImproperlyConfigured, match=r"PERSISTED_DOCUMENTS: .*persisted\.json: ") as raised:
            registered_documents()
        assert message in str(raised.value)
        assert [error.id for error in run_checks() if "persisted.json" in error.msg] == ["cms.E020"]

    @pytest.mark.parametrize("content", [None, b"\xff", b"{"])
    def test_a_file_that_is_missing_or_no_json(self, settings: Any, tmp_path: Path, content: bytes | None) -> None:
        path = tmp_path / "operations.json"
        if content:
            path.write_bytes(content)
        settings.PERSISTED_DOCUMENTS = [str(path)]
        with pytest.raises(ImproperlyConfigured, match=r"operations\.json"):
            registered_documents()

    def test_the_check_names_what_no_longer_fits(self, register: Callable[..., None]) -> None:
        register("{ goneField }", LOCALES)
        [problem] = [error for error in run_checks() if error.id == "cms.E021"]
        assert problem.msg.startswith(f"Registered operation sha256:{sha('{ goneField }')}: Cannot query")

    def test_the_check_misses_the_files(self, settings: Any) -> None:
        settings.REGISTERED_OPERATIONS_ONLY = True
        assert "cms.E022" in [error.id for error in run_checks()]

    def test_several_files(self, client: Client, site: Site, settings: Any, tmp_path: Path) -> None:
        for name, text in (("a.json", PAGE), ("b.json", LOCALES)):
            (tmp_path / name).write_text(json.dumps({f"sha256:{sha(text)}": text}))
        settings.PERSISTED_DOCUMENTS = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
        assert set(registered_documents()) == {sha(PAGE), sha(LOCALES)}


class TestAutomatic:
    def test_the_round_trip(self, client: Client, site: Site) -> None:
        asked = {"extensions": automatic(PAGE), "variables": {"path": "/"}}
        unknown = get(client, **asked)
        assert code(unknown) == (200, "PERSISTED_QUERY_NOT_FOUND")
        assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
        assert unknown.headers["Cache-Control"] == "no-store"
        answers = [post(client, query=PAGE, **asked), get(client, **asked), post(client, **asked)]
        assert [answer.json() for answer in answers] == [{"data": {"page": {"title": "Hem"}}}] * 3

    def test_a_get_answers_but_keeps_nothing(self, client: Client, site: Site) -> None:
        assert get(client, query=LOCALES, extensions=automatic(LOCALES)).json() == LANGUAGES
        assert code(get(client, extensions=automatic(LOCALES)))[1] == "PERSISTED_QUERY_NOT_FOUND"

    def test_a_wrong_hash_is_refused_and_not_kept(self, client: Client) -> None:
        response = post(client, query=LOCALES, extensions=automatic(PAGE))
        assert code(response) == (400, "BAD_REQUEST")
        assert code(get(client, extensions=automatic(PAGE)))[1] == "PERSISTED_QUERY_NOT_FOUND"

    @pytest.mark.parametrize("text", ["{", "{ nothing }"])
    def test_what_is_not_valid_is_not_kept(self, client: Client, text: str) -> None:
        assert code(post(client, query=text, extensions=automatic(text)))[0] == 400
        assert code(get(client, extensions=automatic(text)))[1] == "PERSISTED_QUERY_NOT_FOUND"
        assert len(parsed_documents) == 0

    def test_a_very_long_one_is_answered_but_not_kept(self, client: Client, site: Site, settings: Any) -> None:
        settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"characters": 2 * documents.MAX_LENGTH}
        text = LOCALES + "#" * documents.MAX_LENGTH
        assert post(client, query=text, extensions=automatic(text)).json() == LANGUAGES
        assert code(get(client, extensions=automatic(text)))[1] == "PERSISTED_QUERY_NOT_FOUND"
        assert len(parsed_documents) == 0

    def test_nobody_can_fill_the_cache(self, client: Client, site: Site) -> None:
        with patch.object(documents, "PLACES", 1):
            texts = [LOCALES + "#" * number for number in range(6)]
            for text in texts:
                post(client, query=text, extensions=automatic(text))
            kept = ["data" in get(client, extensions=automatic(text)).json() for text in texts]
        assert kept == [False, False, True, True, True, True]

    def test_a_text_put_under_a_wrong_hash_is_not_believed(self, client: Client) -> None:
        cache.set(documents._place(sha(PAGE)), [LOCALES])
        assert code(get(client, extensions=automatic(PAGE)))[1] == "PERSISTED_QUERY_NOT_FOUND"

    @pytest.mark.parametrize(
        "extensions",
        [
            1,
            [],
            {"persistedQuery": 1},
            {"persistedQuery": {"version": 2, "sha256Hash": sha(PAGE)}},
            {"persistedQuery": {"version": 1}},
            {"persistedQuery": {"version": 1, "sha256Hash": "x"}},
        ],
    )
    def test_extensions_that_cannot_be_used(self, client: Client, extensions: Any) -> None:
        assert code(post(client, query=LOCALES, extensions=extensions)) == (400, "BAD_REQUEST")
        assert code(get(client, extensions=extensions)) == (400, "BAD_REQUEST")

    def test_extensions_of_others_are_ignored(self, client: Client, site: Site) -> None:
        assert post(client, query=LOCALES, extensions={"tracing": True}).json() == LANGUAGES

    def test_neither_query_nor_hash(self, client: Client) -> None:
        assert code(get(client, extensions={})) == (400, "BAD_REQUEST")
        assert code(client.get("/graphql/?extensions=x")) == (400, "BAD_REQUEST")


class TestRegisteredOnly:
    @pytest.fixture(autouse=True)
    def _registered_only(self, settings: Any, register: Callable[..., None]) -> None:
        settings.REGISTERED_OPERATIONS_ONLY = True
        register(LOCALES)

    def test_registered_operations_are_answered(self, client: Client, site: Site) -> None:
        answers = [
            post(client, documentId="sha256:" + sha(LOCALES)),
            post(client, query=LOCALES),
            get(client, extensions=automatic(LOCALES)),
        ]
        assert [answer.json() for answer in answers] == [LANGUAGES] * 3

    @pytest.mark.parametrize(
        "asked",
        [
            {"query": PAGE, "variables": {"path": "/"}},
            {"query": PAGE, "extensions": automatic(PAGE), "variables": {"path": "/"}},
            {"documentId": "sha256:" + sha(PAGE)},
            {"extensions": automatic(PAGE)},
            {"query": "{ __schema { queryType { name } } }"},
            {"query": "{"},
        ],
    )
    def test_others_are_not(self, client: Client, site: Site, asked: dict[str, Any]) -> None:
        for response in (post(client, **asked), get(client, **asked)):
            assert (code(response), "data" in response.json()) == ((403, "OPERATION_NOT_REGISTERED"), False)

    def test_what_was_kept_before_is_not_either(self, client: Client, site: Site, settings: Any) -> None:
        settings.REGISTERED_OPERATIONS_ONLY = False
        asked = {"query": PAGE, "extensions": automatic(PAGE), "variables": {"path": "/"}}
        assert post(client, **asked).json() == {"data": {"page": {"title": "Hem"}}}
        settings.REGISTERED_OPERATIONS_ONLY = True
        for response in (post(client, **asked), get(client, extensions=automatic(PAGE))):
            assert code(response) == (403, "OPERATION_NOT_REGISTERED")


class TestParsed:
    def test_a_document_is_parsed_and_validated_once(self, client: Client, site: Site) -> None:
        with (
            patch.object(documents, "parse", wraps=documents.parse) as parsed,
            patch.object(documents, "validate", wraps=documents.validate) as validated,
        ):
            answers = [post(client, query=LOCALES).json() for _ in range(3)]
        assert (answers, parsed.call_count, validated.call_count) == ([LANGUAGES] * 3, 1, 1)

    def test_it_holds_so_many_and_drops_what_is_used_least(self) -> None:
        kept = ParsedDocuments(max_count=2)
        for name in ("a", "b"):
            kept.put(name, parse(LOCALES), 10)
        kept.get("a")
        kept.put("c", parse(LOCALES), 10)
        assert [name for name in "abc" if kept.get(name)] == ["a", "c"]
        assert kept.length == 20

    def test_it_holds_so_much(self) -> None:
        kept = ParsedDocuments(max_length=25)
        for name in ("a", "b", "c", "c"):
            kept.put(name, parse(LOCALES), 10)
        kept.put("d", parse(LOCALES), 26)
        assert [name for name in "abcd" if kept.get(name)] == ["b", "c"]
        assert (len(kept), kept.length) == (2, 20)
