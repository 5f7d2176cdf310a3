"""Tells SQLite how many rows its tables have, and of what kind: it chooses its way through a query by that."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

# How many rows of each index are looked at: enough to tell a large part from a small one, whatever the table holds.
ROWS = 1000


class Command(BaseCommand):
    """Gather the database's statistics, if it is one that does not gather them by itself."""

    help = "Gather the statistics by which SQLite chooses its way through a query; other databases do it themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
                cursor.execute("ANALYZE")
