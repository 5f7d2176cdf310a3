"""The endpoint over HTTP: forms of requests, errors with codes, nothing of ours in messages, no cookies."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from wagtail.models import Site

from tests.factories.events import ActivityPageFactory, EventIndexPageFactory

pytestmark = pytest.mark.django_db


def post(client: Client, body: Any, content_type: str = "application/json") -> Any:
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post("/graphql/", data, content_type=content_type)


def codes(response: Any) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def test_post_answers_json_without_cookies(client: Client, site: Site) -> None:
    response = post(client, {"query": "{ locales { languageCode displayName isDefault } }"})
    assert (response.status_code, response.json()) == (
        200,
        {"data": {"locales": [{"languageCode": "sv", "displayName": "Svenska", "isDefault": True}]}},
    )
    assert (response.headers.get("Set-Cookie"), "Cookie" in response.headers.get("Vary", "")) == (None, False)


def test_get_answers_a_query(client: Client, site: Site) -> None:
    query = {"query": "query($path: String!) { page(path: $path) { title } }", "variables": '{"path": "/"}'}
    response = client.get(f"/graphql/?{urlencode(query)}")
    assert (response.status_code, response.json()) == (200, {"data": {"page": {"title": "Hem"}}})


def test_a_browser_gets_graphiql_from_our_own_files(client: Client) -> None:
    response = client.get("/graphql/", headers={"accept": "text/html"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "graphiql" in page
    assert "://" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (" ", 400, "BAD_REQUEST"),
        ("[]", 400, "BATCHING_NOT_SUPPORTED"),
        ("{}", 400, "BAD_REQUEST"),
        ('{"query": 1}', 400, "BAD_REQUEST"),
        (b"\xff\xfe", 400, "BAD_REQUEST"),
        ("[" * 100_000, 400, "BAD_REQUEST"),
        ('{"query": "{ locales { languageCode } }", "variables": []}', 400, "BAD_REQUEST"),
        ('{"query": "{ locales { languageCode } }", "operationName": 1}', 400, "BAD_REQUEST"),
        ('{"query": "{ locales { languageCode } }", "operationName": "Nope"}', 400, "OPERATION_RESOLUTION_FAILURE"),
        ('{"query": "query A { __typename } query B { __typename }"}', 400, "OPERATION_RESOLUTION_FAILURE"),
        ('{"query": "{"}', 400, "GRAPHQL_PARSE_FAILED"),
        ('{"query": "{ nothing }"}', 400, "GRAPHQL_VALIDATION_FAILED"),
        ('{"query": "query($p: String!) { page(path: $p) { id } }"}', 400, "BAD_USER_INPUT"),
        (
            '{"query": "query($n: Int) { news(first: $n) { totalCount } }", "variables": {"n": 2e99}}',
            400,
            "BAD_USER_INPUT",
        ),
        ('{"query": "{ page(path: \\"\\\\u0000\\") { id } }"}', 400, "BAD_REQUEST"),
        ('{"query": "{ page(path: \\"\\\\u{0}\\") { id } }"}', 400, "BAD_REQUEST"),
        ('{"query": "query($p: String) { page(path: $p) { id } }", "variables": {"p": "\\u0000"}}', 400, "BAD_REQUEST"),
        ('{"query": "query($p: String) { page(path: $p) { id } }", "variables": {"p": "\\ud800"}}', 400, "BAD_REQUEST"),
        ('{"query": "subscription { x }"}', 400, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_bad_requests_have_a_code(client: Client, site: Site, body: Any, status: int, code: str) -> None:
    response = post(client, body)
    assert (response.status_code, set(codes(response))) == (status, {code})


def test_other_content_types_are_refused(client: Client) -> None:
    response = post(client, "query={ locales { languageCode } }", "application/x-www-form-urlencoded")
    assert (response.status_code, codes(response)) == (415, ["BAD_REQUEST"])


@pytest.mark.parametrize(
    "query",
    [
        "{ news(first: -1) { totalCount nodes { id } } }",
        "{ news(first: 101) { nodes { id } } }",
        "{ news(first: null) { nodes { id } } }",
        '{ news(after: "x") { nodes { id } } }',
        '{ news(after: "WyIyMDIwIl0=") { nodes { id } } }',
        '{ news(after: "W251bGwsbnVsbF0=") { nodes { id } } }',
        '{ news(after: "å") { nodes { id } } }',
        '{ news(site: "elsewhere.example.org") { totalCount } }',
        '{ news(locale: "xx") { totalCount } }',
        '{ signatories(municipality: "Stockholm") { totalCount } }',
        '{ events(municipality: "Malmö") { totalCount } }',
        '{ events(municipality: "") { totalCount } }',
        '{ events(from: "2020-02-02", to: "2020-01-01") { totalCount } }',
        "{ page { id } }",
        '{ page(id: "1", path: "/") { id } }',
        '{ page(path: "/") { ... on HomePage { highlightedNews(first: 51) { id } } } }',
    ],
)
def test_wrong_arguments_are_errors_with_a_code(graphql: Callable[..., Any], site: Site, query: str) -> None:
    errors = graphql(query)["errors"]
    assert [error["extensions"]["code"] for error in errors] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("path", ["/finns-inte/", "", "//", "/%00/", "/../", "/" + "a/" * 2000, "/en/", "/sv/"])
def test_unknown_paths_are_null_or_the_front_page(query_data: Callable[..., Any], site: Site, path: str) -> None:
    expected = {"title": "Hem"} if path.strip("/") == "" else None
    assert query_data("query($path: String!) { page(path: $path) { title } }", path=path) == {"page": expected}


@pytest.mark.parametrize("identifier", ["0", "-1", "999999", "x", "1e3", "9" * 30, "٣", ""])
def test_unknown_ids_are_null(query_data: Callable[..., Any], site: Site, identifier: str) -> None:
    assert query_data("query($id: ID!) { page(id: $id) { title } }", id=identifier) == {"page": None}


@pytest.mark.parametrize("instant", ["2020-01-01T12:00", "2020-01-01T12:00:00Z", "0002-01-01T00:00:00+02:00"])
def test_instants_with_and_without_offset(query_data: Callable[..., Any], site: Site, instant: str) -> None:
    query = "query($since: DateTime) { allPages(changedSince: $since) { totalCount } }"
    assert query_data(query, since=instant) == {"allPages": {"totalCount": 0}}


@pytest.mark.parametrize(
    "instant", ["x", "", 1, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2020-13-01"]
)
def test_what_is_no_instant(client: Client, site: Site, instant: Any) -> None:
    query = "query($since: DateTime) { allPages(changedSince: $since) { totalCount } }"
    response = post(client, {"query": query, "variables": {"since": instant}})
    assert (response.status_code, codes(response)) == (400, ["BAD_USER_INPUT"])


@pytest.mark.parametrize("name", ["halmstad", "Halmstad", " HALMSTAD "])
def test_municipalities_are_named_as_people_or_the_schema_do(
    query_data: Callable[..., Any], home_page: Any, site: Site, name: str
) -> None:
    page = ActivityPageFactory(parent=EventIndexPageFactory(parent=home_page))
    query = "query($name: String) { events(municipality: $name) { nodes { id venue { municipality } } } }"
    shown = {"id": str(page.pk), "venue": {"municipality": "HALMSTAD"}}
    assert query_data(query, name=name) == {"events": {"nodes": [shown]}}


def test_an_unexpected_error_is_masked(
    graphql: Callable[..., Any], site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("SELECT secret FROM table")

    monkeypatch.setattr("cms.schema.site.visible", broken)
    error = graphql("{ locales { languageCode } }")["errors"][0]
    assert (error["message"], error["extensions"]["code"]) == ("Something went wrong here.", "INTERNAL_SERVER_ERROR")
    assert error["extensions"]["id"] in caplog.text


def test_health(client: Client) -> None:
    assert client.get("/healthz/").json() == {"status": "ok"}


def test_the_start_page_says_what_is_where(client: Client) -> None:
    page = client.get("/").content.decode()
    assert [address for address in ("/admin/", "/graphql/", "/healthz/") if address not in page] == []


def test_the_schema_file(client: Client) -> None:
    response = client.get("/graphql/schema.graphql")
    assert (response.status_code, response.content[:3]) == (200, b'"""')
