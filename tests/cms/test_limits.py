"""Limits at their borders: what uses all of one is answered, one more is refused with its code and without SQL."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.graphql.documents import digest_of, load_registered, parsed_documents
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

LOCALES = {"data": {"locales": [{"languageCode": "sv"}]}}


@pytest.fixture(autouse=True)
def _nothing_parsed() -> None:
    parsed_documents.clear()


@pytest.fixture
def limit(settings: Any) -> Callable[..., None]:
    """Set limits by name."""

    def change(**limits: int) -> None:
        settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | limits

    return change


@pytest.fixture
def ask(client: Client, site: Site) -> Callable[..., tuple[int, str, int]]:
    """Send a document; answers with the status, the first error's code or "", and the number of statements."""

    def send(query: str, variables: Any = None, **more: Any) -> tuple[int, str, int]:
        body = {"query": query, "variables": variables} | more
        with CaptureQueriesContext(connection) as queries:
            response = client.post("/graphql/", body, content_type="application/json")
        errors = response.json().get("errors", [{"extensions": {"code": ""}}])
        return response.status_code, errors[0]["extensions"]["code"], len(queries)

    return send


def inline(selections: str) -> str:
    return f"{{ {selections} }}"


def in_inline_fragments(selections: str) -> str:
    return f"{{ ... on Query {{ ... {{ {selections} }} }} }}"


def in_fragment(selections: str) -> str:
    return f"{{ ...A }} fragment A on Query {{ {selections} }}"


def in_nested_fragments(selections: str) -> str:
    fragments = "fragment B on Query { ...A } fragment C on Query { ...B }"
    return f"{{ ...C }} fragment A on Query {{ {selections} }} {fragments}"


def spread_twice(selections: str) -> str:
    document = "{ b: __typename ...A c: __typename ...B } fragment B on Query { ...A }"
    return f"{document} fragment A on Query {{ {selections} }}"


WAYS = [inline, in_inline_fragments, in_fragment, in_nested_fragments]


def aliased(count: int, end: str = "") -> str:
    return " ".join(f"a{number}: __typename{end}" for number in range(count))


def nested(depth: int) -> str:
    """Return fields in one another."""
    steps = ['page(path: "/")', *["children(first: 1)", "nodes"] * depth][: depth - 1]
    return " { ".join([*steps, "totalCount" if depth % 2 else "id"]) + " }" * (depth - 1)


def nested_in_fragments(depth: int) -> str:
    """Return a document with fields in one another, each in a fragment of its own."""
    steps = ['page(path: "/")', *["children(first: 1)", "nodes"] * depth][: depth - 1]
    types = ["Query", *["PageInterface", "PageConnection"] * depth]
    fragments = [f"fragment F{n} on {types[n]} {{ {step} {{ ...F{n + 1} }} }}" for n, step in enumerate(steps)]
    leaf = f"fragment F{depth - 1} on {types[depth - 1]} {{ {'totalCount' if depth % 2 else 'id'} }}"
    return " ".join(["{ ...F0 }", *fragments, leaf])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("aliases", aliased),
        ("root_fields", aliased),
        ("repeats", lambda count: "__typename " * count),
        ("directives", lambda count: aliased(count, " @include(if: true)")),
        ("depth", nested),
    ],
)
def test_what_a_document_selects(
    ask: Callable[..., Any],
    limit: Callable[..., None],
    name: str,
    make: Callable[[int], str],
    way: Callable[[str], str],
) -> None:
    limit(**{name: 7})
    assert ask(way(make(7)))[:2] == (200, "")
    assert ask(way(make(8))) == (400, f"MAX_{name.upper()}_EXCEEDED", 0)


@pytest.mark.parametrize(
    ("way", "spreads"), [(inline, 0), (in_inline_fragments, 2), (in_fragment, 1), (in_nested_fragments, 3)]
)
def test_fields(ask: Callable[..., Any], limit: Callable[..., None], way: Callable[[str], str], spreads: int) -> None:
    limit(fields=10)
    assert ask(way(aliased(10 - spreads))) == (200, "", 0)
    assert ask(way(aliased(11 - spreads))) == (400, "MAX_FIELDS_EXCEEDED", 0)


def test_depth_with_each_field_in_a_fragment_of_its_own(ask: Callable[..., Any], limit: Callable[..., None]) -> None:
    limit(depth=8)
    assert ask(nested_in_fragments(8))[:2] == (200, "")
    assert ask(nested_in_fragments(9)) == (400, "MAX_DEPTH_EXCEEDED", 0)


def test_a_fragment_counts_wherever_it_is_spread(ask: Callable[..., Any], limit: Callable[..., None]) -> None:
    limit(aliases=8)
    assert ask(spread_twice(aliased(3))) == (200, "", 0)
    assert ask(spread_twice(aliased(4))) == (400, "MAX_ALIASES_EXCEEDED", 0)


def test_all_operations_of_a_document_and_unused_fragments_count(
    ask: Callable[..., Any], limit: Callable[..., None]
) -> None:
    limit(aliases=3)
    document = f"query A {{ {aliased(2)} }} query B {{ {aliased(2)} }}"
    assert ask(document, operationName="A") == (400, "MAX_ALIASES_EXCEEDED", 0)
    assert ask(f"{{ __typename }} fragment F on Query {{ {aliased(4)} }}") == (400, "MAX_ALIASES_EXCEEDED", 0)


def test_directives_of_operations_variables_and_fragments(ask: Callable[..., Any], limit: Callable[..., None]) -> None:
    limit(directives=2)
    document = "query A($a: Int @a) @b { ...F } fragment F on Query @c { __typename }"
    assert ask(document.replace(" @c", ""))[1] == "GRAPHQL_VALIDATION_FAILED"
    assert ask(document) == (400, "MAX_DIRECTIVES_EXCEEDED", 0)


def test_the_length_of_a_document(ask: Callable[..., Any], limit: Callable[..., None]) -> None:
    limit(characters=100)
    assert ask("{ __typename }".ljust(100, "#")) == (200, "", 0)
    assert ask("{ __typename }".ljust(101, "#")) == (400, "MAX_CHARACTERS_EXCEEDED", 0)


@pytest.mark.parametrize("more", ["__typename ", "#\n"])
def test_tokens(ask: Callable[..., Any], limit: Callable[..., None], more: str) -> None:
    limit(tokens=20)
    assert ask("{ __typename " + more * 17 + "}") == (200, "", 0)
    assert ask("{ __typename " + more * 18 + "}") == (400, "MAX_TOKENS_EXCEEDED", 0)


SEARCH = 'query($types: [SearchType!]) { search(query: "", types: $types) { totalCount } }'


def test_items_of_lists(ask: Callable[..., Any], limit: Callable[..., None]) -> None:
    limit(list_items=4)
    for count, expected in ((4, (200, "")), (5, (400, "MAX_LIST_ITEMS_EXCEEDED"))):
        types = ["NEWS"] * count
        written = f"[{', '.join(types)}]"
        asked = [
            (SEARCH, {"types": types}),
            (SEARCH.replace("$types: [SearchType!]", f"$types: [SearchType!] = {written}"), None),
            (in_nested_fragments(f'search(query: "", types: {written}) {{ totalCount }}'), None),
        ]
        assert [ask(*each)[:2] for each in asked] == [expected] * 3
    assert ask(SEARCH, {"types": ["NEWS"] * 5})[2] == 0


@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"a": value}])
def test_depth_of_values(ask: Callable[..., Any], limit: Callable[..., None], wrap: Callable[[Any], Any]) -> None:
    limit(input_depth=4)
    value: Any = 1
    for _ in range(3):
        value = wrap(value)
    written = json.dumps(value).replace('"', "")
    assert ask("{ __typename }", {"undeclared": value}) == (200, "", 0)
    assert ask("{ __typename }", {"undeclared": wrap(value)}) == (400, "MAX_INPUT_DEPTH_EXCEEDED", 0)
    for end, code in (("", "GRAPHQL_VALIDATION_FAILED"), ("deeper", "MAX_INPUT_DEPTH_EXCEEDED")):
        literal = json.dumps(wrap(value)).replace('"', "") if end else written
        assert ask(f"{{ search(query: {literal}) {{ totalCount }} }}") == (400, code, 0)


@pytest.mark.parametrize(
    "spread", [lambda count: {"a": [1] * (count - 1)}, lambda count: dict.fromkeys(map(str, range(count)))]
)
def test_number_of_values(ask: Callable[..., Any], limit: Callable[..., None], spread: Callable[[int], Any]) -> None:
    limit(input_values=10)
    assert ask("{ __typename }", spread(10)) == (200, "", 0)
    assert ask("{ __typename }", spread(11)) == (400, "MAX_INPUT_VALUES_EXCEEDED", 0)


LISTS = [
    "query {{ news(first: {first}) {{ nodes {{ id }} }} }}",
    "query {{ news(first: {first}) {{ ... {{ nodes {{ ... on NewsPage {{ id }} }} }} }} }}",
    "query {{ ...A }} fragment A on Query {{ news(first: {first}) {{ nodes {{ id }} }} }}",
    "query {{ ...A }} fragment A on Query {{ news(first: {first}) {{ ...B }} }}"
    " fragment B on NewsConnection {{ nodes {{ ...C }} }} fragment C on PageInterface {{ id }}",
    "query($n: Int = {first}) {{ news(first: $n) {{ nodes {{ id }} }} }}",
    "query {{ news(first: {first}) {{ nodes {{ id }} }} }} fragment F on Query {{ __typename }}",
]


@pytest.mark.parametrize(("name", "number"), [("cost", 50 + 1 + 10 * 2), ("nodes", 1 + 10)])
@pytest.mark.parametrize("query", LISTS[:-1])
def test_the_cost_of_a_list(
    ask: Callable[..., Any], limit: Callable[..., None], query: str, name: str, number: int
) -> None:
    limit(**{name: number})
    assert ask(query.format(first=10))[:2] == (200, "")
    assert ask(query.format(first=11)) == (400, f"MAX_{name.upper()}_EXCEEDED", 0)


def test_a_variable_counts_with_its_value(ask: Callable[..., Any], limit: Callable[..., None]) -> None:
    limit(cost=71)
    query = "query($n: Int) { ...A } fragment A on Query { news(first: $n) { nodes { id } } }"
    assert ask(query, {"n": 10})[:2] == (200, "")
    assert ask(query, {"n": 11}) == (400, "MAX_COST_EXCEEDED", 0)
    assert ask(query) == (400, "MAX_COST_EXCEEDED", 0)


@pytest.mark.parametrize(
    ("query", "cost", "nodes"),
    [
        ("{ locales { languageCode } }", 10 * 2, 10),
        ("{ news(first: 3) { totalCount pageInfo { endCursor } edges { cursor node { id } } } }", 50 + 13 + 3, 8),
        ("{ news(first: 3) { facets { years { year } } } }", 50 + 2 + 20, 12),
        ('{ news(first: 0, search: "x") { totalCount } }', 5_000 + 50 + 2, 1),
        ('{ search(query: "x") { totalCount } }', 5_000 + 2, 1),
        ("{ news(first: 2) { nodes { seo { jsonLd } } } }", 50 + 1 + 2 * (1 + 1 + 41), 5),
        # The dearest of the types that can stand there: a page is either news or a conference.
        (
            '{ page(path: "/") { ... on NewsPage { slug author { name } } ... on ConferencePage { slug } } }',
            4,
            2,
        ),
        ('{ page(path: "/") { ... on NewsPage { relatedNews(first: 4) { id } } } }', 1 + 8, 5),
        ("{ news(first: 2) { nodes { body { id } } } }", 50 + 1 + 2 * (1 + 15 * 2), 33),
        ("{ a: news(first: 3) { nodes { id } } b: news(first: 3) { nodes { id } } }", 50 + 1 + 3 * 2, 4),
        ("{ a: news(first: 3) { nodes { id } } b: news(first: 4) { nodes { id } } }", 2 * 51 + 7 * 2, 9),
        ("{ a: news(first: 3) { nodes { id } } b: news(first: 3) { nodes { title } } }", 2 * 51 + 6 * 2, 8),
        ("{ a: news(first: 3) { totalCount } b: news(first: 3) { totalCount } c: __typename }", 52 + 1, 1),
        (
            'mutation { a: unlockPage(path: "/", password: "x") { expiresAt }'
            ' b: unlockPage(path: "/", password: "x") { expiresAt } }',
            4,
            2,
        ),
    ],
)
def test_what_operations_cost(
    ask: Callable[..., Any], limit: Callable[..., None], query: str, cost: int, nodes: int
) -> None:
    limit(cost=cost, nodes=nodes)
    assert ask(query)[1] == ""
    limit(cost=cost - 1)
    assert ask(query) == (400, "MAX_COST_EXCEEDED", 0)
    limit(nodes=nodes - 1)
    assert ask(query) == (400, "MAX_NODES_EXCEEDED", 0)


def test_nodes_of_nested_lists_multiply(ask: Callable[..., Any]) -> None:
    nodes = "children(first: 100) { nodes { " * 4 + "id" + " } }" * 4
    assert ask(f'{{ page(path: "/") {{ {nodes} }} }}') == (400, "MAX_NODES_EXCEEDED", 0)


@pytest.mark.parametrize("first", ["-1", "101", "null", "2147483647", "-2147483648"])
@pytest.mark.parametrize("query", LISTS[:-1])
def test_a_first_out_of_range(ask: Callable[..., Any], query: str, first: str) -> None:
    assert ask(query.format(first=first)) == (400, "BAD_USER_INPUT", 0)


@pytest.mark.parametrize("first", ["2147483648", "9" * 400, "9" * 5000, "1.5", "1e400", '"1"', "true", "[1]", "{a: 1}"])
def test_a_first_that_is_no_number_of_32_bits(ask: Callable[..., Any], first: str) -> None:
    assert ask(f"{{ news(first: {first}) {{ totalCount }} }}") == (400, "GRAPHQL_VALIDATION_FAILED", 0)


@pytest.mark.parametrize("first", [-1, None, 101, 2**31, 2**63, 10**400, 1.5, 1e300, "1", True, [1], {"a": 1}])
def test_a_variable_that_is_no_first(ask: Callable[..., Any], first: Any) -> None:
    query = "query($n: Int) { news(first: $n) { totalCount } }"
    assert ask(query, {"n": first}) == (400, "BAD_USER_INPUT", 0)


def test_a_first_inside_a_page(ask: Callable[..., Any]) -> None:
    query = '{{ page(path: "/") {{ ... on HomePage {{ highlightedNews(first: {first}) {{ id }} }} }} }}'
    assert ask(query.format(first=50))[:2] == (200, "")
    assert ask(query.format(first=51)) == (400, "BAD_USER_INPUT", 0)


def doubling(count: int, leaf: str) -> str:
    """Return fragments each of which spreads the next twice."""
    fragments = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(count)]
    return " ".join(["{ ...F0 }", *fragments, f"fragment F{count} on Query {{ {leaf} }}"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ locales { ...A } } fragment A on Locale { languageCode ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...Nowhere }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("{" + " __typename" * 10_000 + " }", "MAX_CHARACTERS_EXCEEDED"),
        ("{" + " __typename" * 1_000 + " }", "MAX_ROOT_FIELDS_EXCEEDED"),
        ("{" + " a" * 9_000 + " }", "MAX_TOKENS_EXCEEDED"),
        ("{ locales {" + " languageCode" * 500 + " } }", "MAX_REPEATS_EXCEEDED"),
        (doubling(20, "__typename"), "MAX_ROOT_FIELDS_EXCEEDED"),
        (doubling(20, "...Nowhere"), "MAX_FIELDS_EXCEEDED"),
        (doubling(20, "...F0"), "MAX_FIELDS_EXCEEDED"),
        (doubling(100, "__typename"), "MAX_DEPTH_EXCEEDED"),
        ("{ " + "... { " * 100 + "__typename" + " }" * 101, "MAX_DEPTH_EXCEEDED"),
        ("{ a" * 5_000, "GRAPHQL_PARSE_FAILED"),
        ("{ a(b: " + "[" * 1_000, "GRAPHQL_PARSE_FAILED"),
        ("query($a: " + "[" * 1_000, "GRAPHQL_PARSE_FAILED"),
        ("{ __typename" + " @a" * 1_000 + " }", "MAX_DIRECTIVES_EXCEEDED"),
        (inline(" ".join(f"a{n}: news(first: {n}) {{ totalCount }}" for n in range(30))), "MAX_ROOT_FIELDS_EXCEEDED"),
        (
            inline(" ".join(f'a{n}: search(query: "{n}", first: 100) {{ nodes {{ excerpt }} }}' for n in range(20))),
            "MAX_COST_EXCEEDED",
        ),
        ("{ allPages(first: 500) { nodes { children(first: 100) { nodes { id } } } } }", "MAX_NODES_EXCEEDED"),
        (
            "{ allPages(first: 500) { nodes { " + "".join(f"a{n}: seo {{ jsonLd }} " for n in range(10)) + "} } }",
            "MAX_COST_EXCEEDED",
        ),
        (
            "{ news(first: 100) { nodes { body { ... on ContactListBlock"
            " { contacts { roles { organisation { logo { id } } } } } } } } }",
            "MAX_NODES_EXCEEDED",
        ),
    ],
)
def test_attacks_are_refused_without_a_statement(ask: Callable[..., Any], query: str, code: str) -> None:
    assert ask(query) == (400, code, 0)


def test_deep_and_wide_variables_are_refused(ask: Callable[..., Any]) -> None:
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    assert ask("{ __typename }", {"x": deep}) == (400, "MAX_INPUT_DEPTH_EXCEEDED", 0)
    assert ask("{ __typename }", {"x": [[1] * 40] * 40}) == (400, "MAX_INPUT_VALUES_EXCEEDED", 0)
    assert ask("{ __typename }", {"x": [1] * 10_000}) == (400, "MAX_LIST_ITEMS_EXCEEDED", 0)


def test_a_registered_document_is_held_to_its_cost_alone(
    client: Client, site: Site, limit: Callable[..., None], settings: Any, tmp_path: Path
) -> None:
    text = "query($n: Int) { a: __typename news(first: $n) { nodes { id } } }"
    path = tmp_path / "persisted.json"
    path.write_text(json.dumps({digest_of(text): text}))
    settings.PERSISTED_DOCUMENTS = [str(path)]
    limit(characters=1, tokens=1, depth=1, fields=1, root_fields=1, aliases=0, cost=72)
    answers = [
        client.post(
            "/graphql/", {"documentId": digest_of(text), "variables": {"n": n}}, content_type="application/json"
        ).json()
        for n in (10, 11)
    ]
    load_registered.cache_clear()
    assert answers[0] == {"data": {"a": "Query", "news": {"nodes": []}}}
    assert answers[1]["errors"][0]["extensions"]["code"] == "MAX_COST_EXCEEDED"


class TestCallsOnce:
    @pytest.fixture
    def statements(self, query_data: Callable[..., Any], home_page: Any, site: Site) -> Callable[..., int]:
        """Return how many statements a document takes once content types and site roots are known."""
        index = NewsIndexPageFactory(parent=home_page)
        for _ in range(2):
            NewsPageFactory(parent=index)

        def count(query: str, **variables: Any) -> int:
            query_data(query, **variables)
            with CaptureQueriesContext(connection) as queries:
                query_data(query, **variables)
            return len(queries)

        return count

    def test_thirty_identical_calls_take_the_statements_of_one(
        self, statements: Callable[..., int], limit: Callable[..., None], query_data: Callable[..., Any]
    ) -> None:
        limit(root_fields=30)
        one = "news(first: 100) { totalCount nodes { title author { name } } }"
        thirty = inline(" ".join(f"a{number}: {one}" for number in range(30)))
        assert statements(thirty) == statements(inline(one))
        data = query_data(thirty)
        assert [data[f"a{number}"] for number in range(30)] == [query_data(inline(one))["news"]] * 30
        assert data["a0"]["totalCount"] == 2

    @pytest.mark.parametrize(
        "query",
        [
            "query($n: Int) { a: news { nodes { title } } b: news(first: 20) { nodes { title } }"
            " c: news(first: $n) { nodes { title } } }",
            "{ a: news { nodes { title } } ... { b: news { nodes { slug } } } ...F } fragment F on Query"
            " { c: news { nodes { title } nodes { slug } } }",
        ],
    )
    def test_calls_with_the_same_values_share_their_rows(self, statements: Callable[..., int], query: str) -> None:
        assert statements(query, n=20) == statements("{ news { nodes { title } } }")

    def test_other_values_are_other_calls(self, query_data: Callable[..., Any], statements: Callable[..., int]) -> None:
        data = query_data("{ a: news(first: 1) { nodes { id } } b: news(first: 2) { nodes { id } } }")
        assert (len(data["a"]["nodes"]), len(data["b"]["nodes"])) == (1, 2)

    def test_each_of_them_has_its_errors(self, graphql: Callable[..., Any], site: Site) -> None:
        errors = graphql("{ a: page { id } b: page { id } c: __typename }")["errors"]
        assert [(error["path"], error["extensions"]["code"]) for error in errors] == [
            (["a"], "BAD_USER_INPUT"),
            (["b"], "BAD_USER_INPUT"),
        ]

    def test_one_request_knows_nothing_of_another(
        self, query_data: Callable[..., Any], home_page: Any, site: Site
    ) -> None:
        index = NewsIndexPageFactory(parent=home_page)
        query = "{ news { totalCount } }"
        before = query_data(query)
        NewsPageFactory(parent=index)
        assert (before, query_data(query)) == ({"news": {"totalCount": 0}}, {"news": {"totalCount": 1}})

    def test_a_mutation_is_never_left_out(self, query_data: Callable[..., Any], site: Site) -> None:
        call = 'unlockPage(path: "/", password: "x") { accessToken }'
        with patch("cms.schema.passwords.unlock", return_value=None) as unlock:
            query_data(f"mutation {{ a: {call} b: {call} }}")
        assert unlock.call_count == 2
