"""Writes the GraphQL schema to a file, or checks that the file is up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.graphql.schema import schema_text


class Command(BaseCommand):
    """``print_schema --out FILE`` writes the schema; ``print_schema --check FILE`` fails when FILE differs from it."""

    help = "Print the GraphQL schema, write it to a file, or check the committed file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--out", type=Path, help="write the schema to this file")
        group.add_argument("--check", type=Path, help="fail when this file differs from the schema")

    def handle(self, *args: Any, **options: Any) -> None:
        text = schema_text()
        if options["out"]:
            options["out"].write_text(text, encoding="utf-8")
        elif options["check"]:
            path = options["check"]
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                raise CommandError(f"{path} is not the schema: run `make schema` and commit the difference.")
        else:
            self.stdout.write(text, ending="")
