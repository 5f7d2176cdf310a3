"""Says which operations of the front ends the schema can't answer, before a release finds out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.graphql.operations import check_operations
from cms.graphql.schema import get_schema


class Command(BaseCommand):
    """``check_operations FILES…`` compares operations with the schema; it fails when one would break."""

    help = (
        "Compare operations with the schema: .graphql files, folders of them, and JSON files of registered operations. "
        "Without files: those that PERSISTED_DOCUMENTS names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="files and folders")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = options["files"] or [Path(path) for path in settings.PERSISTED_DOCUMENTS]
        if not paths:
            raise CommandError("Say which files to check; PERSISTED_DOCUMENTS names none.")
        report = check_operations(get_schema().graphql_schema, paths)
        for warning in report.warnings:
            self.stdout.write(f"warning: {warning}")
        for error in report.errors:
            self.stdout.write(f"error: {error}")
        summary = f"{report.operations} operations: {len(report.errors)} errors, {len(report.warnings)} warnings."
        if report.errors:
            raise CommandError(summary)
        if not report.operations:
            raise CommandError("There is no operation in these files.")
        self.stdout.write(summary)
