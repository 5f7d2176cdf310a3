"""Says whether everything that an editor sees has its translation, and brings the catalogues up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.management.catalogue import SOURCE_LANGUAGE, Source


class Command(BaseCommand):
    """Fails on a catalogue that is not complete; with ``--update`` it writes the catalogues and lists what is left."""

    help = "Check that every string has its translation in every language and that the compiled catalogues are current."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--update",
            action="store_true",
            help="gather the strings, set aside the unused ones and compile; then list what is left to do",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source = Source.of_project()
        problems = []
        for language in (code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE):
            if options["update"]:
                source.update(language)
            problems += [f"{language}: {problem}" for problem in source.problems(language)]
        if options["update"]:
            self.stdout.write("\n".join([*problems, f"To translate or mend: {len(problems)}"]))
        elif problems:
            raise CommandError("\n".join([*problems, "Run `make messages`, translate, and run it again."]))
