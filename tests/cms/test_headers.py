"""The headers by which browsers know what a page of this host may do: on every answer, of every address."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
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
    return "; ".join(
        " ".join([name, *sorted(values)]) for name, *values in (each.split() for each in policy.split(";"))
    )


def public_addresses(patterns: Iterable[Any], prefix: str = "/") -> Iterator[str]:
    """Yield an address for each URL pattern outside the admin; where one takes a value it is 1."""
    for pattern in patterns:
        route = str(pattern.pattern)
        if route.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_addresses(pattern.url_patterns, prefix + route)
        else:
            yield prefix + re.sub(r"<\w+:\w+>|\(.*", "1", route).strip("^$")


@pytest.mark.parametrize("secure", [True, False])
def test_every_public_address_has_all_of_them(client: Client, site: Site, secure: bool) -> None:
    expected = {name: value for name, value in HEADERS.items() if secure or name != "Strict-Transport-Security"}
    addresses = list(public_addresses(get_resolver().url_patterns))

    found = {address: security_headers(client.get(address, secure=secure)) for address in addresses}

    assert found == dict.fromkeys(addresses, expected)
    assert {"/", "/healthz/", "/graphql/", "/userbar/", "/sitemap.xml", "/documents/1/1", "/1"} <= set(addresses)


def test_an_answer_of_the_api_has_all_of_them(client: Client, site: Site) -> None:
    sent = {"query": "{ __typename }"}

    answers = [
        client.post("/graphql/", sent, content_type="application/json", secure=True),
        client.post("/graphql/", {"query": "{"}, content_type="application/json", secure=True),
        client.get("/graphql/", sent, secure=True),
        client.options("/graphql/", secure=True),
    ]

    assert [security_headers(answer) for answer in answers] == [HEADERS] * 4
    assert [answer.status_code for answer in answers] == [200, 400, 200, 200]


def test_a_page_s_own_address_has_all_of_them(client: Client, site: Site, home_page: Page) -> None:
    answer = client.get("/", secure=True, headers={"host": "testserver"})

    assert security_headers(answer) == HEADERS


def test_what_fails_has_all_of_them(client: Client, site: Site, monkeypatch: Any) -> None:
    def fail() -> None:
        raise RuntimeError("Hemligt")

    monkeypatch.setattr("cms.views.connection", SimpleNamespace(cursor=fail))
    client.raise_request_exception = False

    answers = [
        client.get("/healthz/", secure=True),
        client.get("/healthz/", secure=True, headers={"host": "other.example.org"}),
        client.get("/finns/inte/", secure=True),
        client.delete("/userbar/", secure=True),
    ]

    assert [answer.status_code for answer in answers] == [500, 400, 404, 405]
    assert [security_headers(answer) for answer in answers] == [HEADERS] * 4
    assert not any("Hemligt" in answer.content.decode() for answer in answers)


def test_files_run_nothing_and_may_be_shown_by_the_front_end(client: Client) -> None:
    rendition = ImageFactory().get_rendition("width-4|format-jpeg")
    document = DocumentFactory(file=ContentFile(b"<script>alert(1)</script>", "text.txt"))
    expected = {**HEADERS, "Content-Security-Policy": FILE_POLICY, "Cross-Origin-Resource-Policy": "cross-origin"}

    for url in (rendition.url, document.url):
        first = client.get(url, secure=True)
        assert security_headers(first) == expected
        again = client.get(url, secure=True, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, security_headers(again)) == (304, expected)


def test_static_files_may_be_loaded_by_the_user_bar_on_the_front_end(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "bar.js").write_text("void 0;")

    answer = Client().get("/static/bar.js", secure=True)

    assert answer.status_code == 200
    assert security_headers(answer) == {**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"}


class TestAdmin:
    @pytest.fixture(autouse=True)
    def _front_ends(self, site: Site, settings: Any) -> None:
        settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://draft.example.org/preview/"}}

    def headers(self, frame_options: str = "DENY", frames: bool = True) -> dict[str, str]:
        """Return the headers of a page of the admin: it frames the front ends, and is framed by itself alone."""
        shown = " https://draft.example.org https://front.example.org" if frames else ""
        policy = sorted_policy(ADMIN_POLICY.format(frames=shown))
        return {**HEADERS, "X-Frame-Options": frame_options, "Content-Security-Policy": policy}

    def test_the_sign_in_has_them(self, client: Client) -> None:
        assert security_headers(client.get("/admin/login/", secure=True)) == self.headers()

    def test_a_forged_form_is_refused_with_them(self) -> None:
        answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "admin"}, secure=True)

        assert (answer.status_code, security_headers(answer)) == (403, self.headers())

    @pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailimages:index", "wagtaildocs:add"])
    def test_its_pages_have_them(self, admin_client: Client, name: str) -> None:
        answer = admin_client.get(reverse(name), secure=True)

        assert (answer.status_code, security_headers(answer)) == (200, self.headers())

    def test_the_editor_has_them(self, admin_client: Client, home_page: Page) -> None:
        answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[home_page.pk]), secure=True)

        assert (answer.status_code, security_headers(answer)) == (200, self.headers())

    def test_what_is_no_page_needs_no_frames(self, admin_client: Client) -> None:
        answer = admin_client.get(reverse("wagtailadmin_tag_autocomplete"), {"term": "a"}, secure=True)

        assert answer["Content-Type"] == "application/json"
        assert security_headers(answer) == self.headers(frames=False)


def test_no_page_outside_the_admin_has_a_script_or_a_style_in_it(client: Client, site: Site) -> None:
    for address in public_addresses(get_resolver().url_patterns):
        answer = client.get(address, headers={"accept": "text/html"})
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        if address == "/userbar/":
            # Put into a page of the front end, under that page's policy.
            continue
        page = answer.content.decode()
        assert (address, re.findall(r"<style|<script(?![^>]* src=)|<[^>]+ (?:style|on\w+)=", page)) == (address, [])
