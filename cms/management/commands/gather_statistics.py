"""Tells SQLite how many rows its tables have, and of what kind: it chooses its way through a query by that."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    """Gather the database's statistics, if it is one that does not gather them by itself."""

    help = "Gather the statistics by which SQLite chooses its way through a query; other databases do it themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                # All rows: after some thousands of one value SQLite would take their number for that of each value, and
                # begin a list with "all pages in Swedish". The 110,000 pages of docs/performance.md take two seconds.
                cursor.execute("PRAGMA analysis_limit = 0")
                cursor.execute("ANALYZE")
