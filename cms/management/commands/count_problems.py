"""Keeps the numbers of problems on the first screen of the admin true."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.lint.counts import count_outdated


class Command(BaseCommand):
    """``count_problems`` reads the pages whose numbers are missing or old; the worker runs it every minute."""

    help = "Count what is to mend on published pages that were changed, or not read for a day."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = count_outdated()
        if options["verbosity"]:
            self.stdout.write(f"{pages} pages read.")
