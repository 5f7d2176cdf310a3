"""Fixtures that all tests share: the tree's root, the languages, a site, a GraphQL client."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from wagtail.models import Collection, Locale, Page, Site

from cms import statements
from cms.rate_limits import local_counters
from home.roots import ALL_PAGES, SHARED_FILES

QUERY_TYPE = "application/json"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Put in place what the migrations do: the languages and the roots of pages and collections."""
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)
        create_search_tables()
        create_roots()


def create_roots() -> None:
    """Make the languages and the roots of pages and collections in an empty database."""
    swedish = Locale.objects.create(language_code="sv")
    Locale.objects.create(language_code="en")
    Page.add_root(title=ALL_PAGES, slug="root", locale=swedish)
    Collection.add_root(name=SHARED_FILES)


@pytest.fixture(scope="session", autouse=True)
def _files_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="session", autouse=True)
def _left_out_columns_are_missed() -> Iterator[None]:
    """Fail where code reads a column of a row that was not loaded: it would be fetched row by row (Django 6.1)."""
    try:
        fetch_modes: Any = import_module("django.db.models.fetch_modes")
    except ImportError:
        yield
        return
    state = type("State", (statements.ModelState,), {"fetch_mode": fetch_modes.FETCH_RAISE})
    with patch.object(statements, "ModelState", state):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the tests that take longest, so that no process waits for another at the end."""
    items.sort(key=lambda item: item.path.name not in ("test_commands.py", "test_crawl.py"))


def create_search_tables() -> None:
    """Make the full-text table and its triggers on SQLite, as the migration does that the tests leave out."""
    if connection.vendor != "sqlite":
        return
    migration = import_module("wagtail.search.migrations.0006_customise_indexentry").Migration
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS wagtailsearch_indexentry_fts")
        for operation in migration.operations:
            for in_database in getattr(operation, "database_operations", ()):
                cursor.execute(in_database.reverse_sql)
                cursor.execute(in_database.sql)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()
    local_counters.reset()


@pytest.fixture
def root_page(db: None) -> Page:
    """The root of the page tree."""
    return Page.objects.get(depth=1)


@pytest.fixture
def home_page(root_page: Page) -> Any:
    """A published front page in Swedish, the root of the default site."""
    from tests.factories.home import HomePageFactory

    return HomePageFactory(parent=root_page, title="Hem", slug="hem")


@pytest.fixture
def site(home_page: Any) -> Site:
    """The default site; its host is the front end's."""
    return Site.objects.create(
        hostname="front.example.org", port=443, root_page=home_page, is_default_site=True, site_name="HÖK"
    )


@pytest.fixture
def admin_client(db: None) -> Client:
    """A client that is signed in as a superuser."""
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long password")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def graphql(db: None, client: Client) -> Callable[..., Any]:
    """Send an operation over HTTP as an anonymous visitor; answers with the decoded body."""

    def send(query: str, /, **variables: Any) -> Any:
        response = client.post("/graphql/", {"query": query, "variables": variables}, content_type=QUERY_TYPE)
        return response.json()

    return send


@pytest.fixture
def query_data(graphql: Callable[..., Any]) -> Callable[..., Any]:
    """Send an operation that must answer without errors; answers with its data."""

    def send(query: str, /, **variables: Any) -> Any:
        body = graphql(query, **variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    return send
