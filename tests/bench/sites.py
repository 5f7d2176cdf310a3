"""The sites that are measured: where their data are, how their processes are set up, and how the data get there."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench import content
from tests.bench.content import Size

# What the environment may name for something else: the benchmark has a database, a cache and files of its own, and a
# start that has to compile every module again would measure Python's compiler.
OTHERS = (
    *("DATABASE_URL", "CACHE_URL", "S3_BUCKET", "EMAIL_URL", "PERSISTED_DOCUMENTS", "REGISTERED_OPERATIONS_ONLY"),
    "PYTHONDONTWRITEBYTECODE",
)
SHARED = {
    "SECRET_KEY": "for-the-benchmark-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "ADMIN_BASE_URL": "http://localhost:8000",
    "SECURE": "false",
    # The limit of requests stays at work, but lets all of them through.
    "GRAPHQL_RATE": "1000000000/minute",
}


@dataclass(frozen=True)
class Site:
    """One of the two sites."""

    name: str
    settings: str
    application: str
    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of the site's processes."""
        kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
        return {**kept, **SHARED, "DJANGO_SETTINGS_MODULE": self.settings, "DATA_DIR": str(self.folder), **more}

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of the benchmark in a process of the site and return what it prints.

        Raises:
            RuntimeError: if it fails; the message is what it said.
        """
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{module}", *arguments],
            env=self.environment(ANSWER_CACHE="false"),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def build(self, size: Size, today: dt.date) -> None:
        """Fill the site's database, unless it holds this content already; it is made anew each day."""
        stamp, holds = self.folder / "holds.json", json.dumps([content.SEED, asdict(size), today.isoformat()])
        if stamp.exists() and stamp.read_text() == holds:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "static").mkdir(parents=True)
        self.run("fill", "--news", str(size.news), "--events", str(size.events))
        stamp.write_text(holds)

    def answers(self, size: Size) -> dict[str, dict[str, Any]]:
        """Return each operation's data and how many SQL statements it took."""
        answers: dict[str, dict[str, Any]] = json.loads(self.run("statements", str(size.news), str(size.events)))
        return answers


def project(folder: Path) -> Site:
    """Return the project, as it runs in production."""
    return Site("project", "cms.settings.production", "cms.wsgi:application", folder / "project")


def plain(folder: Path) -> Site:
    """Return the site on plain wagtail-grapple."""
    package = "tests.bench.grapple_site"
    return Site("plain", f"{package}.settings", f"{package}.wsgi:application", folder / "plain")
