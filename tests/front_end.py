"""A front end for tests, until there is one: its route for previews, opened by an address as a browser would."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.template import Context, Template
from django.test import Client

QUERY = "query($token: String!) { page(token: $token) { __typename title isPreview path } }"
PAGE = Template("<!doctype html><title>{{ page.title }}</title><h1>{{ page.title }}</h1><p>{{ page.path }}</p>")


@dataclass(frozen=True)
class Shown:
    """What the front end answers: a status, its HTML, and the API's answer with its headers."""

    status: int
    html: str
    answer: Any


def open_preview(address: str, host: str = "front.example.org") -> Shown:
    """Open an address of the front end's preview route; the front end knows nothing but the token in it.

    Raises:
        AssertionError: for an address that is not the preview route of the front end on ``host``.
    """
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", host, "/preview/"), address
    variables = {"token": parse_qs(parts.query)["token"][0]}
    answer = Client().post("/graphql/", {"query": QUERY, "variables": variables}, content_type="application/json")
    page = answer.json()["data"]["page"]
    if page is None:
        return Shown(404, "", answer)
    assert page["isPreview"]
    return Shown(200, PAGE.render(Context({"page": page})), answer)
