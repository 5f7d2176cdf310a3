"""Builds the demo site."""

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from cms.images import ALL_SPECS, make_renditions
from cms.models import Image
from home.demo.builder.logins import COMMUNICATOR, FILE_NAME, REVIEWER, Login, ensure_logins
from home.models import HomePage
from home.roles import establish_roles


def finish_images() -> None:
    """Make the sizes of images that a run before was stopped at."""
    sizes = Count("renditions", filter=Q(renditions__filter_spec__in=ALL_SPECS))
    for image in Image.objects.annotate(sizes=sizes).filter(sizes__lt=len(ALL_SPECS)):
        make_renditions.enqueue(image.pk)


class Command(BaseCommand):
    """Builds the demo site in an empty database; a second run changes nothing."""

    help = "Build the demo site in an empty database. Where there is a site already, nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="the password of every login that is made, instead of random ones")

    def handle(self, *_args: Any, password: str | None = None, **_options: Any) -> None:
        with quiet(), transaction.atomic():
            if HomePage.objects.exists():
                self.stdout.write("The site is there already: nothing is changed.")
                finish_images()
                logins = ensure_logins(settings.DATA_DIR, password)
            else:
                logins = self.build(password)
        self.show(logins)

    def build(self, password: str | None) -> list[Login]:
        """Build everything and return the logins."""
        # Imported here since the library for PDFs takes a second to load, which a later run needn't wait for.
        from home.demo.build import build, is_empty

        if not is_empty():
            raise CommandError("There is content but no front page: the demo needs an empty database.")
        self.stdout.write("Building the demo site:")
        establish_roles()
        logins = ensure_logins(settings.DATA_DIR, password)
        author, reviewer = (get_user_model().objects.get(username=username) for username in (COMMUNICATOR, REVIEWER))
        for line in build(author, reviewer, timezone.localdate()):
            self.stdout.write(f"  {line}")
        self.stdout.write("  now the images in all their sizes")
        return logins

    def show(self, logins: list[Login]) -> None:
        """Print the logins; a password that its user has changed is shown as it was first."""
        self.stdout.write(f"\nLogins, with their first passwords (kept in {settings.DATA_DIR / FILE_NAME}):")
        table = [
            (login.username, login.password or f"(not known: manage.py changepassword {login.username})", login.may)
            for login in logins
        ]
        wide, wider = (max(len(line[column]) for line in table) for column in (0, 1))
        for username, password, may in table:
            self.stdout.write(f"  {username:<{wide}}  {password:<{wider}}  {may}")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Wagtail from telling about every page that is saved."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
