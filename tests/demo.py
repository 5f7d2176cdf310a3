"""The demo site for tests that read it: built once for a module and rolled back after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

PASSWORD = "the same for all three"


@contextmanager
def demo_site(django_db_blocker: Any, data_dir: Path) -> Iterator[str]:
    """Build the demo with ``manage.py demo`` and take it back at the end; tests in between may change it freely.

    Args:
        django_db_blocker: pytest-django's fixture of that name.
        data_dir: where the command keeps the logins and the files.

    Yields:
        What the command printed.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=data_dir, MEDIA_ROOT=data_dir / "media"),
        transaction.atomic(),
    ):
        try:
            yield run_demo(password=PASSWORD)
        finally:
            transaction.set_rollback(True)


def run_demo(**options: Any) -> str:
    """Run ``manage.py demo`` and return what it printed."""
    output = StringIO()
    call_command("demo", stdout=output, **options)
    return output.getvalue()


def counts() -> dict[str, int]:
    """Return how many rows every model has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}
