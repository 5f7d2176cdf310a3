"""The backend's wrapper of a connection (Django's documentation: "Subclassing the built-in database backends")."""

import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_date, parse_datetime

# How many statements are kept as the driver takes them.
MAX_STATEMENTS = 2000
# Longer ones are the admin's and those of imports, another one for each number of values.
MAX_LENGTH = 10_000
# How many days and instants are kept as Python has them: the same ones are read again and again.
MAX_TIMES = 10_000

for kind, parse in (("date", parse_date), ("datetime", parse_datetime), ("timestamp", parse_datetime)):
    # As Django registers them, remembered.
    sqlite3.register_converter(kind, lru_cache(MAX_TIMES)(base.decoder(parse)))


class SQLiteCursorWrapper(base.SQLiteCursorWrapper):
    """Looks for places of values in the text of a statement when it is run for the first time."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return a statement with the driver's sign for a value, ``?``."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        remembered = _with_question_marks if len(query) <= MAX_LENGTH else _with_question_marks.__wrapped__
        return remembered(str(query))


@lru_cache(MAX_STATEMENTS)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose cursors remember statements."""

    def get_new_connection(self, conn_params: Any) -> Any:
        """Return a connection that plans a statement once, whatever its values.

        SQLite would plan one with a parameter behind ``LIKE`` anew for each value ("Query Planner Stability Guarantee"
        in its documentation of ``sqlite3_db_config``).
        """
        connection = super().get_new_connection(conn_params)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor of the driver's own kind."""
        return self.connection.cursor(factory=SQLiteCursorWrapper)
