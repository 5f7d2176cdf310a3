"""The time of a request: it ends fields and statements, says so and no more, and leaves nothing behind."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.graphql import execution

pytestmark = pytest.mark.django_db

QUERY = "{ locales { languageCode } }"
ANSWER = {"data": {"locales": [{"languageCode": "sv"}]}}
CUT_OFF = {
    "errors": [{"message": "The answer took too long. Ask for less at once.", "extensions": {"code": "TIMED_OUT"}}]
}
ENDLESS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT count(*) FROM numbers"
ENDLESS_ROWS = ENDLESS.replace("count(*)", "n")
LONG = ENDLESS.replace("FROM numbers)", "FROM numbers WHERE n < 100000)")


def post(client: Client, query: str = QUERY) -> tuple[int, Any]:
    response = client.post("/graphql/", {"query": query}, content_type="application/json")
    return response.status_code, response.json()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for _row in iter(cursor.fetchone, None):
            pass


def swallow(sql: str) -> None:
    with suppress(DatabaseError):
        run(sql)


@pytest.fixture
def resolving(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Let the resolver of ``locales`` do something else."""

    def change(work: Callable[[], Any]) -> None:
        monkeypatch.setattr("cms.schema.site.visible", lambda _queryset: work())

    return change


@pytest.mark.parametrize("query", [QUERY, 'mutation { unlockPage(path: "/", password: "x") { accessToken } }'])
def test_a_budget_that_is_spent(client: Client, site: Site, settings: Any, query: str) -> None:
    settings.GRAPHQL_BUDGET_SECONDS = 0
    with CaptureQueriesContext(connection) as queries:
        assert post(client, query) == (503, CUT_OFF)
    assert len(queries) == 0
    settings.GRAPHQL_BUDGET_SECONDS = 60
    assert post(client) == (200, ANSWER)


def test_it_ends_work_between_two_fields(
    client: Client, site: Site, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A clock that goes on by a second whenever somebody looks.
    monkeypatch.setattr("cms.graphql.budget.monotonic", count().__next__)
    fields = "{ " + " ".join(f"a{number}: __typename" for number in range(20)) + " }"
    settings.GRAPHQL_BUDGET_SECONDS = 20
    assert post(client, fields) == (503, CUT_OFF)
    settings.GRAPHQL_BUDGET_SECONDS = 60
    assert post(client, fields)[0] == 200


@pytest.mark.parametrize("sql", [ENDLESS, ENDLESS_ROWS])
@pytest.mark.parametrize("work", [run, swallow])
def test_it_ends_an_endless_statement(
    client: Client,
    site: Site,
    settings: Any,
    resolving: Callable[..., None],
    sql: str,
    work: Callable[[str], None],
) -> None:
    settings.GRAPHQL_BUDGET_SECONDS = 0.3
    resolving(lambda: work(sql))
    assert post(client) == (503, CUT_OFF)


def test_statements_after_an_answer_are_free(
    client: Client, site: Site, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GRAPHQL_BUDGET_SECONDS = 60
    assert post(client) == (200, ANSWER)
    monkeypatch.setattr("cms.graphql.budget.monotonic", lambda: 10.0**12)
    run(LONG)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="a statement that fails ends the transaction that a test runs in"
)
def test_statements_after_one_that_was_cut_off_are_free(
    client: Client, site: Site, settings: Any, resolving: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GRAPHQL_BUDGET_SECONDS = 0.3
    resolving(lambda: run(ENDLESS))
    assert post(client) == (503, CUT_OFF)
    monkeypatch.undo()
    run(LONG)
    settings.GRAPHQL_BUDGET_SECONDS = 60
    assert post(client) == (200, ANSWER)


def test_what_is_no_request_of_the_api_has_no_budget(admin_client: Client, settings: Any) -> None:
    settings.GRAPHQL_BUDGET_SECONDS = 0
    assert admin_client.get("/admin/pages/").status_code == 200


def test_an_error_of_the_database_stays_an_error(
    client: Client, site: Site, resolving: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    resolving(lambda: run("SELECT nothing FROM nowhere"))
    status, body = post(client)
    assert (status, body["data"], body["errors"][0]["extensions"]["code"]) == (200, None, "INTERNAL_SERVER_ERROR")
    assert "nowhere" in caplog.text


class TestTurns:
    def test_operations_run_one_after_the_other(self, client: Client, site: Site, resolving: Any) -> None:
        taken = []

        def pages() -> Any:
            taken.append(execution._turn.locked())
            return Page.objects.all()

        resolving(pages)
        assert post(client) == (200, ANSWER)
        assert taken == [connection.vendor == "sqlite"]
        assert not execution._turn.locked()

    def test_none_waits_for_a_slow_one_for_long(
        self, client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execution, "TURN_SECONDS", 0.01)
        with execution._turn:
            assert post(client) == (200, ANSWER)
            assert execution._turn.locked()

    def test_one_that_fails_gives_its_turn_away(self, client: Client, site: Site, settings: Any) -> None:
        settings.GRAPHQL_BUDGET_SECONDS = 0
        assert post(client) == (503, CUT_OFF)
        assert not execution._turn.locked()
