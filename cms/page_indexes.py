"""Indexes of Wagtail's table of pages that the lists of this project need.

They are no part of Wagtail's models, so Django would lose them without a word where SQLite makes a table anew: they are
made after each run of ``migrate``, as the triggers are.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from wagtail.models import Page

PAGE_INDEXES = {
    # allPages(changedSince:), by the instant of the change.
    "cms_page_by_publication": ("last_published_at", "id"),
}


def install_page_indexes(using: str = DEFAULT_DB_ALIAS, **_options: Any) -> None:
    """Make the indexes that are not there yet; after migrations, if the table exists."""
    connection = connections[using]
    quote, table = connection.ops.quote_name, Page._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        for name, columns in PAGE_INDEXES.items():
            names = ", ".join(quote(column) for column in columns)
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {quote(name)} ON {quote(table)} ({names})")
