"""Does what has to be done by the clock, until it is stopped."""

import logging
import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.worker import Worker

logger = logging.getLogger("cms.worker")


class Command(BaseCommand):
    """Run beside the server: publishes what has a date ahead, and tidies up at night (``cms/worker.py``)."""

    help = "Publish what is scheduled, every minute, and tidy up at night. Runs until it is stopped (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="Stop when this process, which has started the worker, is gone."
        )

    def handle(self, *args: Any, parent: int | None, **options: Any) -> None:
        worker = Worker()
        # A shell has processes that it starts in the background ignore Ctrl-C: it is asked for here.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        logger.info("The worker has started")
        worker.run(go_on=lambda: parent is None or os.getppid() == parent)
        logger.info("The worker has stopped")
