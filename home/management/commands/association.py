"""Lets an association work with its own part of the site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page

from home.associations import establish_association


class Command(BaseCommand):
    """Makes a group that is limited to a page and all below it, and a collection for its files."""

    help = "Make a group that works with one part of the page tree and with files of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="of the group and its collection: the association's name")
        parser.add_argument("page", type=int, help="the number of the page at the top, as in its address in the admin")
        parser.add_argument("--may-publish", action="store_true", help="publish without the review")

    def handle(self, *_args: Any, name: str, page: int, may_publish: bool, **_options: Any) -> None:
        top = Page.objects.filter(pk=page, depth__gt=1).first()
        if top is None:
            raise CommandError(f"There is no page {page} below the root.")
        try:
            with transaction.atomic():
                establish_association(name, top, may_publish)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} works with “{top.title}” and all below it, and with the collection {name}.")
