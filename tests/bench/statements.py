"""Asks a site's operations in this process: prints each answer and how many SQL statements it took, as JSON."""

import json
import os
import sys
from typing import Any

import django

from tests.bench.content import Size
from tests.bench.operations import OPERATIONS, variables


def main() -> None:
    """Print what the site of ``DJANGO_SETTINGS_MODULE`` answers; the arguments are the numbers of news and events."""
    django.setup()
    json.dump(ask_all(Size(*map(int, sys.argv[1:]))), sys.stdout)


def ask_all(size: Size) -> dict[str, dict[str, Any]]:
    """Return data and SQL statements of each operation, once everything that a process keeps is there."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    plain = "grapple" in settings.INSTALLED_APPS

    def ask(query: str, values: dict[str, Any]) -> Any:
        body = client.post(
            "/graphql/", json.dumps({"query": query, "variables": values}), content_type="application/json"
        ).json()
        if "errors" in body:
            raise ValueError(body["errors"])
        return body["data"]

    values = variables(size, None if plain else ask)
    answers = {}
    for operation in OPERATIONS:
        query = operation.plain if plain else operation.project
        ask(query, values.get(operation.name, {}))
        with CaptureQueriesContext(connection) as captured:
            data = ask(query, values.get(operation.name, {}))
        answers[operation.name] = {"data": data, "statements": len(captured)}
    return answers


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    main()
