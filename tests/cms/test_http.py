"""GraphQL over HTTP: media types, methods, sizes, status codes; what errors say; who introspects; other origins."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from graphql import GraphQLError
from wagtail.models import Site

pytestmark = pytest.mark.django_db

JSON = "application/json"
RESPONSE = "application/graphql-response+json"
TYPENAME = {"query": "{ __typename }"}
DATA = {"data": {"__typename": "Query"}}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

PARSE = {"query": "{"}
VALIDATION = {"query": "{ nothing }"}
OPERATION = {"query": "query A { __typename } query B { __typename }"}
VARIABLES = {"query": "query($path: String!) { page(path: $path) { id } }"}
INTROSPECTION = {"query": "{ __schema { queryType { name } } }"}


def post(client: Client, body: Any, content_type: str = JSON, **headers: str) -> Any:
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post("/graphql/", data, content_type=content_type, headers=headers)


def get(client: Client, accept: str = "*/*", **parameters: str) -> Any:
    return client.get(f"/graphql/?{urlencode(parameters)}", headers={"accept": accept})


def error(message: str, code: str, **more: Any) -> dict[str, Any]:
    return {"errors": [{"message": message, **more, "extensions": {"code": code}}]}


class TestMediaTypes:
    @pytest.mark.parametrize(
        ("accept", "content_type"),
        [
            (JSON, JSON),
            (RESPONSE, RESPONSE),
            ("*/*", JSON),
            ("application/*", JSON),
            (BROWSER, JSON),
            ("application/json, text/plain, */*", JSON),
            (f"{RESPONSE}, {JSON};q=0.9", RESPONSE),
            (f"{RESPONSE};q=0.5, {JSON}", JSON),
            (f"{RESPONSE}; charset=utf-8, {JSON}; charset=utf-8", RESPONSE),
            (f"{JSON}; charset=UTF-8", JSON),
            (f"{JSON}, {RESPONSE}", JSON),
            (f"{RESPONSE};q=0, {JSON}", JSON),
            ("APPLICATION/JSON", JSON),
        ],
    )
    def test_the_answer_is_in_the_type_that_the_client_likes_best(
        self, client: Client, accept: str, content_type: str
    ) -> None:
        for response in (post(client, TYPENAME, accept=accept), get(client, accept, **TYPENAME)):
            assert (response.status_code, response.json()) == (200, DATA)
            assert response.headers["Content-Type"] == f"{content_type}; charset=utf-8"
            assert response.headers["Vary"] == "Accept, origin"

    def test_json_without_an_accept_header(self, client: Client) -> None:
        response = post(client, TYPENAME)
        assert (response.headers["Content-Type"], response.json()) == (f"{JSON}; charset=utf-8", DATA)

    @pytest.mark.parametrize(
        "accept", ["text/html", "text/plain", f"{JSON}; charset=utf-16", f"{JSON};q=0", "", "x" * 20_000, "/", ";"]
    )
    def test_what_the_service_does_not_write(self, client: Client, accept: str) -> None:
        for response in (post(client, TYPENAME, accept=accept), get(client, accept, **TYPENAME)):
            assert (response.status_code, response.json()) == (
                406,
                error("Accept application/graphql-response+json.", "BAD_REQUEST"),
            )

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            (PARSE, "GRAPHQL_PARSE_FAILED"),
            (VALIDATION, "GRAPHQL_VALIDATION_FAILED"),
            (OPERATION, "OPERATION_RESOLUTION_FAILURE"),
            (VARIABLES, "BAD_USER_INPUT"),
            (INTROSPECTION, "INTROSPECTION_DISABLED"),
        ],
    )
    def test_a_well_formed_request_that_fails_is_200_for_json_by_name_alone(
        self, client: Client, asked: Any, code: str
    ) -> None:
        responses = [post(client, asked, accept=accept) for accept in (JSON, RESPONSE, "*/*")]
        responses += [get(client, accept, **asked) for accept in (JSON, RESPONSE, "*/*")]
        assert [response.status_code for response in responses] == [200, 400, 400] * 2
        for response in responses:
            assert [list(response.json()), response.json()["errors"][0]["extensions"]] == [["errors"], {"code": code}]
            assert response.headers["Cache-Control"] == "no-store"

    def test_the_hash_of_a_document_that_is_not_known(self, client: Client) -> None:
        asked = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}
        responses = [post(client, asked, accept=accept) for accept in (JSON, RESPONSE, "*/*")]
        assert [response.status_code for response in responses] == [200, 404, 200]


class TestRequests:
    @pytest.mark.parametrize("content_type", [JSON, "application/json; charset=utf-8", "Application/JSON;charset=UTF8"])
    def test_json_in_utf_8(self, client: Client, site: Site, content_type: str) -> None:
        body = '{"query": "query Run($p: String!) { page(path: $p) { id } }", "variables": {"p": "🏃"}}'
        response = post(client, body.encode(), content_type)
        assert (response.status_code, response.json()) == (200, {"data": {"page": None}})

    @pytest.mark.parametrize(
        "content_type",
        [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/graphql",
            "application/json; charset=utf-16",
            "application/json; charset=iso-8859-1",
            "application/jsonp",
            "*/*",
        ],
    )
    def test_other_bodies_are_not_read(self, client: Client, content_type: str) -> None:
        for accept in (JSON, RESPONSE):
            response = post(client, TYPENAME, content_type, accept=accept)
            assert (response.status_code, response.json()) == (
                415,
                error("Send JSON in UTF-8 with the content type application/json.", "BAD_REQUEST"),
            )

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            (b" ", "The body is not JSON."),
            (b"{", "The body is not JSON."),
            (b"\xef\xbb\xbf{}", "The body is not JSON."),
            (b'{"query": NaN}', "The body is not JSON."),
            (b'{"query": 1' + b"0" * 5000 + b"}", "The body is not JSON."),
            (b'{"variables": ' * 9000, "The body is not JSON."),
            (b"\xff", "The body is not UTF-8."),
            (b'{"query": "\xe5"}', "The body is not UTF-8."),
            (b"null", "The body must be an object."),
            (b'"{ __typename }"', "The body must be an object."),
            (b"{}", "Send a query or a documentId."),
            (b'{"query": null}', "Send a query or a documentId."),
            (b'{"query": {"a": 1}}', "query must be a string."),
            (b'{"query": false}', "query must be a string."),
            (b'{"query": "{ __typename }", "operationName": []}', "operationName must be a string."),
            (b'{"query": "{ __typename }", "variables": "x"}', "variables must be an object."),
            (b'{"query": "{ __typename }", "variables": 0}', "variables must be an object."),
            (b'{"query": "{ __typename }", "extensions": ["x"]}', "extensions must be an object."),
            (b'{"query": "{ __typename }", "extensions": false}', "extensions must be an object."),
        ],
    )
    def test_what_is_no_request_is_400_in_every_media_type(self, client: Client, body: bytes, message: str) -> None:
        for accept in (JSON, RESPONSE, "*/*"):
            response = post(client, body, accept=accept)
            assert (response.status_code, response.json()) == (400, error(message, "BAD_REQUEST"))

    @pytest.mark.parametrize("name", ["variables", "operationName", "extensions"])
    def test_null_is_as_good_as_nothing(self, client: Client, name: str) -> None:
        assert post(client, TYPENAME | {name: None}).json() == DATA
        assert get(client, **TYPENAME, **{name: ""}).json() == DATA

    def test_other_names_are_not_read(self, client: Client) -> None:
        assert post(client, TYPENAME | {"id": [1]}).json() == DATA
        assert get(client, **TYPENAME, id="1").json() == DATA

    def test_batches_are_refused(self, client: Client) -> None:
        for accept in (JSON, RESPONSE):
            response = post(client, [TYPENAME] * 2, accept=accept)
            refusal = error("Send one operation in a request.", "BATCHING_NOT_SUPPORTED")
            assert (response.status_code, response.json()) == (400, refusal)

    def test_the_operation_is_the_one_that_is_named(self, client: Client) -> None:
        document = "query A { a: __typename } query B { b: __typename }"
        assert post(client, {"query": document, "operationName": "B"}).json() == {"data": {"b": "Query"}}
        assert get(client, query=document, operationName="A").json() == {"data": {"a": "Query"}}

    def test_a_query_string_is_asked_for_json(self, client: Client) -> None:
        assert get(client, query="{ __typename }", variables="{").json() == error(
            "variables is not JSON.", "BAD_REQUEST"
        )
        assert get(client, query="{ __typename }", variables="[]").status_code == 400
        assert get(client).json() == error("Send a query or a documentId.", "BAD_REQUEST")

    @pytest.mark.parametrize("accept", [JSON, RESPONSE])
    def test_no_mutation_by_get(self, client: Client, accept: str) -> None:
        for method in (client.get, client.head):
            response = method(
                f"/graphql/?{urlencode({'query': 'mutation { __typename }'})}", headers={"accept": accept}
            )
            assert (response.status_code, response.headers["Allow"]) == (405, "POST")

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
    def test_other_methods(self, client: Client, method: str) -> None:
        response = getattr(client, method)("/graphql/", headers={"accept": JSON})
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
        assert response.json() == error("Send it by GET, HEAD, POST, OPTIONS.", "BAD_REQUEST")

    def test_a_body_up_to_the_limit_and_not_a_byte_more(self, client: Client, settings: Any) -> None:
        body = json.dumps(TYPENAME).encode()
        settings.GRAPHQL_MAX_BODY_SIZE = len(body)
        assert post(client, body).json() == DATA
        settings.GRAPHQL_MAX_BODY_SIZE = len(body) - 1
        with CaptureQueriesContext(connection) as statements:
            response = post(client, body, accept=JSON)
        refusal = error(f"The body is longer than {len(body) - 1} bytes.", "REQUEST_TOO_LARGE")
        assert (response.status_code, response.json(), len(statements)) == (413, refusal, 0)

    def test_a_body_in_chunks_is_asked_for_its_length(self, client: Client) -> None:
        response = client.post(
            "/graphql/", TYPENAME, content_type=JSON, HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH=""
        )
        refusal = error("Send the body with a Content-Length.", "BAD_REQUEST")
        assert (response.status_code, response.json()) == (411, refusal)

    def test_an_address_up_to_the_limit_and_not_a_character_more(self, client: Client, settings: Any) -> None:
        settings.GRAPHQL_MAX_QUERY_STRING = len(urlencode(TYPENAME))
        assert get(client, **TYPENAME).json() == DATA
        settings.GRAPHQL_MAX_QUERY_STRING -= 1
        response = get(client, **TYPENAME)
        refusal = error("The address is too long: send the query by POST.", "REQUEST_TOO_LARGE")
        assert (response.status_code, response.json()) == (414, refusal)

    def test_every_limit_of_size_is_three_times_what_a_front_end_sends(self, settings: Any) -> None:
        from cms.graphql.downloads import examples

        longest = max((example["query"] for example in json.loads(examples())["examples"]), key=len)
        assert len(json.dumps({"query": longest})) * 3 < settings.GRAPHQL_MAX_BODY_SIZE
        assert len(urlencode({"query": longest})) * 3 < settings.GRAPHQL_MAX_QUERY_STRING


class TestGraphiQL:
    def test_a_browser_that_asks_nothing(self, client: Client) -> None:
        response = client.get("/graphql/", headers={"accept": BROWSER})
        assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert ("Set-Cookie" in response.headers, response.headers["Vary"]) == (False, "origin")

    def test_a_client_that_asks_nothing(self, client: Client) -> None:
        for accept in (JSON, "*/*"):
            assert get(client, accept).json() == error("Send a query or a documentId.", "BAD_REQUEST")


class TestIntrospection:
    @pytest.fixture
    def editor(self, client: Client) -> Client:
        """A client that is signed in and may use the admin."""
        group = Group.objects.create(name="Redaktörer")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user = get_user_model().objects.create_user("eva", "eva@example.org", "a long password")
        user.groups.add(group)
        client.force_login(user)
        return client

    @pytest.mark.parametrize(
        "query",
        [
            "{ __schema { queryType { name } } }",
            '{ __type(name: "Query") { name } }',
            "{ x: __schema { types { name } } }",
            "{ ...A } fragment A on Query { ...B } fragment B on Query { __schema { queryType { name } } }",
            "{ ... on Query { ... { __schema { queryType { name } } } } }",
            "query A { __typename } query B { __schema { queryType { name } } }",
            "query($no: Boolean = true) { __typename __schema @skip(if: $no) { queryType { name } } }",
        ],
    )
    def test_strangers_read_the_file(self, client: Client, query: str) -> None:
        for response in (post(client, {"query": query}), get(client, query=query)):
            body = response.json()
            assert (response.status_code, list(body), len(body["errors"])) == (400, ["errors"], 1)
            assert (body["errors"][0]["message"], body["errors"][0]["extensions"]) == (
                "The schema is at /graphql/schema.graphql and /graphql/schema.json.",
                {"code": "INTROSPECTION_DISABLED"},
            )
            assert ("Set-Cookie" in response.headers, response.headers["Vary"]) == (False, "Accept, origin")

    @pytest.mark.parametrize(
        "query",
        ["{ __typename }", "{ a: __typename # __schema\n}", 'query { page(path: "__schema") { __typename } }'],
    )
    def test_type_names_and_words_are_no_introspection(self, client: Client, site: Site, query: str) -> None:
        assert list(post(client, {"query": query}).json()) == ["data"]

    def test_editors_introspect_and_no_cache_keeps_it(self, editor: Client) -> None:
        for response in (post(editor, INTROSPECTION), get(editor, **INTROSPECTION)):
            assert response.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
            assert (response.headers["Cache-Control"], "Cookie" in response.headers["Vary"]) == (
                "private, no-store",
                True,
            )

    def test_a_session_is_read_for_nothing_else(self, editor: Client, site: Site) -> None:
        with CaptureQueriesContext(connection) as statements:
            response = post(editor, TYPENAME)
        assert (response.headers["Vary"], len(statements)) == ("Accept, origin", 0)

    def test_a_user_who_is_no_editor_is_a_stranger(self, client: Client) -> None:
        client.force_login(get_user_model().objects.create_user("ulla", "ulla@example.org", "a long password"))
        response = post(client, INTROSPECTION)
        assert (response.status_code, response.headers["Cache-Control"]) == (400, "no-store")

    def test_a_made_up_cookie_opens_nothing(self, client: Client) -> None:
        client.cookies["sessionid"] = "x" * 32
        assert post(client, INTROSPECTION).status_code == 400

    def test_nobody(self, editor: Client, settings: Any) -> None:
        settings.GRAPHQL_INTROSPECTION = "nobody"
        assert post(editor, INTROSPECTION).status_code == 400

    def test_everyone(self, client: Client, settings: Any) -> None:
        settings.GRAPHQL_INTROSPECTION = "everyone"
        response = post(client, INTROSPECTION)
        assert response.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
        assert (response.headers.get("Cache-Control"), response.headers["Vary"]) == (None, "Accept, origin")

    SUGGESTING = [
        {"query": "{ newss { totalCount } }"},
        {"query": "{ news(frist: 1) { totalCount } }"},
        {"query": "{ ... on NewsPag { title } }"},
        {"query": "{ news @skp(if: true) { totalCount } }"},
        {"query": "{ events(kind: ACTIVIT) { totalCount } }"},
        {"query": "query($kind: EventKind) { events(kind: $kind) { totalCount } }", "variables": {"kind": "ACTIVIT"}},
        {"query": "query($kind: EventKin) { events(kind: $kind) { totalCount } }"},
        {"query": '{ page(path: "/") { introduction } }'},
    ]

    @pytest.mark.parametrize("asked", SUGGESTING)
    def test_errors_suggest_nothing_to_strangers(self, client: Client, asked: Any) -> None:
        messages = [problem["message"] for problem in post(client, asked).json()["errors"]]
        assert messages
        assert [message for message in messages if "mean" in message] == []

    def test_errors_suggest_where_everyone_introspects(self, client: Client, settings: Any) -> None:
        settings.GRAPHQL_INTROSPECTION = "everyone"
        answers = [post(client, self.SUGGESTING[number]).json() for number in (0, 5)]
        assert ["Did you mean" in answer["errors"][0]["message"] for answer in answers] == [True, True]


class TestErrors:
    def test_messages_are_cut(self, client: Client) -> None:
        name = "a" * 5000
        messages = [
            post(client, {"query": f"{{ {name} }}"}).json()["errors"][0]["message"],
            post(client, {"query": "{ page(path: $" + name + ") { id } }"}).json()["errors"][0]["message"],
            post(client, VARIABLES | {"variables": {"path": {name: 1}}}).json()["errors"][0]["message"],
        ]
        assert [(len(message) <= 300, name in message) for message in messages] == [(True, False)] * 3
        assert messages[0] == f"Cannot query field '{name}"[:299] + "…"

    def test_so_many_are_listed(self, client: Client, settings: Any) -> None:
        query = "{ " + " ".join(f"a{number}" for number in range(15)) + " }"
        messages = [problem["message"] for problem in post(client, {"query": query}).json()["errors"]]
        assert (len(messages), messages[5][:27]) == (6, "Too many validation errors,")
        settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"root_fields": 100}
        declared = ", ".join(f"$v{number}: Int!" for number in range(100))
        used = " ".join(f"n{number}: news(first: $v{number}) {{ totalCount }}" for number in range(100))
        assert len(post(client, {"query": f"query({declared}) {{ {used} }}"}).json()["errors"]) == 20

    def test_so_many_errors_of_fields_are_listed(self, client: Client, site: Site, settings: Any) -> None:
        settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"root_fields": 25}
        query = "{ " + " ".join(f'a{number}: page(path: "/", id: "1") {{ id }}' for number in range(25)) + " }"
        body = post(client, {"query": query}).json()
        assert (set(body["data"].values()), len(body["errors"])) == ({None}, 20)

    @pytest.mark.parametrize(
        "raised",
        [
            RuntimeError("SELECT secret FROM table"),
            FileNotFoundError(2, "No such file", "/srv/hok/secret"),
            GraphQLError("Enum 'Secret' cannot represent value: <Row secret>"),
            GraphQLError("secret", original_error=ValueError("secret")),
        ],
    )
    def test_what_is_not_for_clients_is_masked(
        self,
        client: Client,
        site: Site,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        raised: Exception,
    ) -> None:
        def broken(*_args: Any) -> None:
            raise raised

        monkeypatch.setattr("cms.schema.site.visible", broken)
        response = post(client, {"query": "{ locales { languageCode } }"}, accept=RESPONSE)
        [problem] = response.json()["errors"]
        error_id = problem["extensions"].pop("id")
        assert (response.status_code, problem) == (
            200,
            {
                "message": "Something went wrong here.",
                "path": ["locales"],
                "extensions": {"code": "INTERNAL_SERVER_ERROR"},
            },
        )
        assert f"GraphQL error {error_id}" in caplog.text

    def test_an_argument_that_a_variable_leaves_out_is_the_clients_mistake(self, client: Client, site: Site) -> None:
        query = "query($site: String, $first: Int! = 1) { news(first: $first, site: $site) { totalCount } }"
        response = post(client, {"query": query, "variables": {"first": None}})
        assert (response.status_code, response.json()["errors"][0]["extensions"]) == (400, {"code": "BAD_USER_INPUT"})


class TestCookies:
    @pytest.mark.parametrize(
        "asked",
        [TYPENAME, PARSE, VALIDATION, VARIABLES, INTROSPECTION, [TYPENAME], {"query": "{ locales { languageCode } }"}],
    )
    def test_none_is_set_or_varied_by(self, client: Client, site: Site, asked: Any) -> None:
        response = post(client, asked)
        assert ("Set-Cookie" in response.headers, response.headers["Vary"]) == (False, "Accept, origin")

    def test_none_protects_a_mutation(self, client: Client, site: Site) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert post(strict, {"query": "mutation { __typename }"}).json() == {"data": {"__typename": "Mutation"}}


class TestOtherOrigins:
    ORIGIN = "https://app.example.org"
    PREFLIGHT = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}

    def allowed(self, response: Any) -> dict[str, str]:
        return {name: value for name, value in response.headers.items() if name.startswith("access-control")}

    @pytest.mark.parametrize(
        "address", ["/graphql/", "/graphql/schema.json", "/feeds/news.atom", "/calendar/events.ics"]
    )
    def test_none_reads_anything_by_default(self, client: Client, site: Site, address: str) -> None:
        assert self.allowed(client.get(address, headers={"Origin": self.ORIGIN})) == {}
        assert self.allowed(client.options(address, headers=self.PREFLIGHT)) == {}

    @pytest.mark.parametrize(
        "address", ["/graphql/", "/graphql/schema.json", "/feeds/news.atom", "/calendar/events.ics"]
    )
    def test_those_of_the_setting_read_what_front_ends_read(
        self, client: Client, site: Site, settings: Any, address: str
    ) -> None:
        settings.CORS_ALLOWED_ORIGINS = [self.ORIGIN]
        read = {"access-control-allow-origin": self.ORIGIN, "access-control-expose-headers": "Retry-After"}
        assert self.allowed(client.get(address, headers={"Origin": self.ORIGIN})) == read
        preflight = client.options(address, headers=self.PREFLIGHT)
        assert (preflight.status_code, self.allowed(preflight)) == (
            200,
            read
            | {
                "access-control-allow-headers": "accept, content-type",
                "access-control-allow-methods": "GET, POST",
                "access-control-max-age": "86400",
            },
        )
        for origin in ("https://evil.example.org", f"{self.ORIGIN}.evil.example", "null", "http://[x"):
            assert self.allowed(client.get(address, headers={"Origin": origin})) == {}

    @pytest.mark.parametrize("address", ["/admin/login/", "/", "/healthz/", "/documents/1/x.pdf"])
    def test_nothing_else_is_read(self, client: Client, settings: Any, address: str) -> None:
        settings.CORS_ALLOWED_ORIGINS = [self.ORIGIN]
        assert self.allowed(client.get(address, headers={"Origin": self.ORIGIN})) == {}
        assert self.allowed(client.options(address, headers=self.PREFLIGHT)) == {}
