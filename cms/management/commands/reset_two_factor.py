"""Lets somebody in again who has lost the phone and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import log

from cms.two_factor.devices import remove
from cms.two_factor.views import RESET


class Command(BaseCommand):
    """``reset_two_factor NAME`` forgets a user's phone and recovery codes; the password alone signs in again."""

    help = "Forget the phone and the recovery codes of a user, who has lost them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the name that the user signs in with")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        if not remove(user):
            raise CommandError(f"{username} signs in with a password alone already.")
        log(instance=user, action=RESET)
        self.stdout.write(f"{username} signs in with a password alone, until a phone is set up again.")
