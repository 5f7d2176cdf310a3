"""The audit of GraphQL over HTTP: the list of graphql-http, the specification's own tool, against the real server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import production

FOLDER = Path(__file__).parent
BIN = Path(sys.executable).parent

# Nothing: every MUST, every SHOULD and every MAY of the audit holds.
NOT_PASSED: list[dict[str, str]] = []


@pytest.fixture(scope="module")
def _packages() -> None:
    """What ``package-lock.json`` names, each package checked by its hash; installed once, until the lock changes."""
    installed, lock = FOLDER / "node_modules" / ".package-lock.json", FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([BIN / "npm", "ci"], cwd=FOLDER, check=True, timeout=300)


def audit(url: str) -> list[dict[str, str]]:
    """Return what each audit says of the service at an address: id, name, status and reason."""
    command = [str(BIN / "node"), "audit.js", url]
    done = subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, text=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("_packages")
def test_the_service_passes_the_audit(tmp_path: Path) -> None:
    # The audit sends variables by asking for a type of the schema, which a stranger may not in production.
    with production(tmp_path, GRAPHQL_INTROSPECTION="everyone") as server:
        results = audit(f"{server.url}/graphql/")
    for result in results:
        print(*result.values())  # noqa: T201 - shown with -s, and when the test fails
    assert len(results) > 60
    assert [result for result in results if result["status"] != "ok"] == NOT_PASSED
