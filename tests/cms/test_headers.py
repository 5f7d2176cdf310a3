"""The headers by which browsers know what a page of this host may do: on every answer, of every address."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.models import Page, Site

from tests.factories.cms import DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db

PAGE_POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'"
)
ADMIN_POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'self'; frame-src 'self'{frames}; img-src 'self' blob: data:; "
    "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
)
FILE_POLICY = "default-src 'none'; sandbox"
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": PAGE_POLICY,
}


@pytest.fixture(autouse=True)
def _as_on_a_server(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


def security_headers(response: Any) -> dict[str, str]:
    """Return an answer's security headers; the policy's directives in the order of the alphabet."""
    if response.streaming:
        b"".join(response.streaming_content)
    found = {name: response[name] for name in HEADERS if name in response}
    directives = [directive.strip() for directive in found.get("Content-Security-Policy", "").split(";")]
    sources = [" ".join([name, *sorted(values)]) for name, *values in (each.split() for each in directives if each)]
    return {**found, "Content-Security-Policy": "; ".join(sorted(sources))}


def sorted_policy(policy: str) -> str:
    """Return a policy as ``security_headers`` writes it."""
    return "; ".join(" ".join([name, *sorted(values)]) for name, *values in (each.split() for each in policy.split(";")))


def public_addresses(patterns: Any = None, prefix: str = "/") -> Iterator[str]:
    """Yield an address for each URL pattern outside the admin, with a value that leads nowhere where it takes one."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not route.startswith("admin/"):
            yield from public_addresses(pattern.url_patterns, prefix + route)
        elif isinstance(pattern, URLPattern):
            values: dict[str, Any] = dict.fromkeys(pattern.pattern.converters, 1)
            try:
                yield reverse(pattern.name, kwargs=values) if values else prefix + route.strip("^$")
            except Exception:  # noqa: BLE001 - replaced below
                raise


@pytest.mark.parametrize("secure", [True, False])
def test_every_public_address_has_all_of_them(client: Client, site: Site, secure: bool) -> None:
    expected = {name: value for name, value in HEADERS.items() if secure or name != "Strict-Transport-Security"}
    addresses = list(public_addresses())

    for address in addresses:
        assert (address, security_headers(client.get(address, secure=secure))) == (address, expected)
    assert {"/", "/healthz/", "/graphql/", "/userbar/", "/sitemap.xml"} <= set(addresses)
