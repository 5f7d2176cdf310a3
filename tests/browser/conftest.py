"""Fixtures of the tests in a browser: Chromium, a site that it visits, the people who work there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page, Site

from cms import statements
from cms.graphql.documents import parsed_documents
from home.roles import COMMUNICATORS, REVIEWERS, establish_roles
from tests.browser.chromium import MISSING, chromium, find_chromium
from tests.browser.editor import Editor
from tests.conftest import create_roots
from tests.factories.cms import ImageFactory, picture
from tests.factories.events import EventIndexPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory
from tests.roles import user_in


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped. Of this folder alone, since it keeps an event loop in this thread."""
    if find_chromium() is None:
        pytest.skip(MISSING)
    # Django takes Playwright's event loop for one that the code runs in.
    with pytest.MonkeyPatch.context() as patch, chromium() as running:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield running


@dataclass
class Served:
    """A site that a server of the tests hands out, and where its parts stand."""

    address: str
    home: Page
    news: Page
    events: Page
    communicator: Any
    reviewer: Any


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose rows are committed, since a server reads them on connections of its own; empty afterwards.

    It stands in for pytest-django's, which would take everything back after each test.
    """
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            call_command("flush", verbosity=0, interactive=False)
            create_roots()
            # What was compiled holds keys that are gone.
            statements._kept.clear()
            parsed_documents.clear()


@pytest.fixture(scope="package")
def served(browser: Browser, db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small site in Swedish, and a server that hands it out."""
    # A draft that saves itself while somebody clicks says other words, now and then.
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"), WAGTAIL_AUTOSAVE_INTERVAL=0):
        server = LiveServer("localhost")
        yield build(server.url)
        server.stop()


def build(address: str) -> Served:
    """Make a front page with a place for news and one for events, and the two who work there."""
    home = HomePageFactory(
        parent=Page.get_first_root_node(), title="Halländska Överenskommelsen", slug="hem", summary="Om oss."
    )
    Site.objects.create(hostname="front.example.org", port=443, root_page=home, is_default_site=True, site_name="HÖK")
    establish_roles()
    ImageFactory(title="Samtal i Halmstad", description="Tre personer samtalar.", file=picture(1600, 1000))
    return Served(
        address,
        home,
        news=NewsIndexPageFactory(parent=home, title="Nyheter", slug="nyheter", summary="Alla nyheter."),
        events=EventIndexPageFactory(parent=home, title="Aktiviteter", slug="aktiviteter", summary="Alla aktiviteter."),
        communicator=user_in(COMMUNICATORS, "kim"),
        reviewer=user_in(REVIEWERS, "robin"),
    )


@pytest.fixture
def editor(browser: Browser, served: Served) -> Iterator[Callable[[], Editor]]:
    """Make editors, each at a screen of their own; no script of ours may have failed on any."""
    editors: list[Editor] = []

    def at_a_screen() -> Editor:
        editors.append(Editor(browser, served.address))
        return editors[-1]

    yield at_a_screen
    failures = [failure for each in editors for failure in each.failures]
    for each in editors:
        each.context.close()
    assert failures == []
