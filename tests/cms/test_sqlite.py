"""The backend for SQLite: what it remembers of a statement changes nothing of what it runs."""

import sqlite3
from typing import Any

import pytest
from django.db import connection

from cms.sqlite import base

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="It is SQLite's alone."),
]


def run(sql: str, params: Any = None) -> Any:
    with connection.cursor() as cursor:
        return cursor.execute(sql, params).fetchone()


def test_each_way_to_write_a_value() -> None:
    assert run("SELECT '%s', '%'") == ("%s", "%")
    assert run("SELECT %s, '%%s', '%%'", ["a"]) == ("a", "%s", "%")
    assert run("SELECT %(one)s, %(two)s, %(one)s", {"one": 1, "two": 2}) == (1, 2, 1)


def test_a_statement_is_remembered_with_no_value() -> None:
    base._with_question_marks.cache_clear()
    assert [run("SELECT %s", [value]) for value in (1, 2, None)] == [(1,), (2,), (None,)]
    assert base._with_question_marks.cache_info()[:2] == (2, 1)


def test_many_values() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE numbers (n)")
        cursor.executemany("INSERT INTO numbers VALUES (%s)", [(1,), (2,)])
        assert cursor.execute("SELECT sum(n) FROM numbers").fetchone() == (3,)


def test_a_statement_is_planned_once_whatever_its_values() -> None:
    connection.ensure_connection()
    assert connection.connection.getconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG)
