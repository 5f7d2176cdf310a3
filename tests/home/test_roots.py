"""The names of the tops of the trees: editors meet words of their own, and keep those that they chose."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from wagtail.models import Collection, Page

from home.roots import ALL_PAGES, SHARED_FILES
from tests.factories.cms import ImageFactory

MIGRATION = "0004_names_of_the_roots"


@pytest.fixture
def migrate(root_page: Page, settings: Any) -> Any:
    """Run the migration on the tables as they are; the tests run without migrations."""
    settings.MIGRATION_MODULES = {}
    historical_apps = MigrationExecutor(connection).loader.project_state(("home", MIGRATION)).apps
    operation = import_module(f"home.migrations.{MIGRATION}").Migration.operations[0]
    return lambda: operation.code(historical_apps, None)


def names() -> list[str]:
    """The names of both tops: the page's title, its draft's, and the collection's."""
    page = Page.objects.get(depth=1)
    return [page.title, page.draft_title, Collection.objects.get(depth=1).name]


def call(*, page: str, collection: str) -> None:
    """Give both tops a name."""
    Page.objects.filter(depth=1).update(title=page, draft_title=page)
    Collection.objects.filter(depth=1).update(name=collection)


def test_an_existing_site_gets_the_names(migrate: Any, home_page: Page):
    call(page="Root", collection="Root")
    Page.objects.filter(pk=home_page.pk).update(title="Root", draft_title="Root")

    migrate()

    assert names() == [ALL_PAGES, ALL_PAGES, SHARED_FILES]
    assert Page.objects.get(pk=home_page.pk).title == "Root"


def test_names_that_somebody_chose_stay(migrate: Any):
    call(page="Region Halland", collection="Bildarkivet")

    migrate()

    assert names() == ["Region Halland", "Region Halland", "Bildarkivet"]


def test_an_editor_meets_the_names(migrate: Any, admin_client: Client, home_page: Page):
    call(page="Root", collection="Root")
    ImageFactory()
    Collection.get_first_root_node().add_child(name="Föreningen")
    screens = ("/admin/pages/", "/admin/images/add/")
    assert [">Root<" in admin_client.get(url).text for url in screens] == [False, True]

    migrate()

    tree, picture = (admin_client.get(url).text for url in screens)
    assert ALL_PAGES in tree
    assert f">{SHARED_FILES}<" in picture
    assert "Root<" not in tree + picture
