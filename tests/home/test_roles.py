"""What the groups that come with the site may do, each tried by signing in to the admin."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupApprovalTask, Page, Site, Task, Workflow, WorkflowPage, WorkflowTask

from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEW, REVIEWERS, ROLES, establish_roles
from home.roots import ALL_PAGES
from tests.admin_forms import edit_page
from tests.factories.cms import CategoryFactory, ContactFactory, DocumentFactory, ImageFactory, OrganisationFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory, SignatoryFactory
from tests.roles import signed_in, user_in

NAMES = [COMMUNICATORS, REVIEWERS, ADMINISTRATORS]
# Wagtail leads who may not do something back to the first screen, with a message.
SHOWN, REFUSED, MISSING = 200, 302, 404


@pytest.fixture
def roles(root_page: Page) -> None:
    establish_roles()


def rights_of(name: str) -> dict[str, set[str]]:
    """All that a group has in the database."""
    group = Group.objects.get(name=name)
    return {
        "everywhere": {f"{each.content_type.app_label}.{each.codename}" for each in group.permissions.all()},
        "pages": {f"{each.permission.codename} {each.page}" for each in group.page_permissions.all()},
        "files": {f"{each.permission.codename} {each.collection}" for each in group.collection_permissions.all()},
    }


ADDRESSES: dict[str, tuple[int, int, int]] = {
    # the first screen, and what tells about the work
    "/admin/": (SHOWN, SHOWN, SHOWN),
    "/admin/account/": (SHOWN, SHOWN, SHOWN),
    "/admin/pages/": (SHOWN, SHOWN, SHOWN),
    "/admin/reports/workflow/": (SHOWN, SHOWN, SHOWN),
    "/admin/reports/workflow_tasks/": (SHOWN, SHOWN, SHOWN),
    "/admin/reports/aging-pages/": (SHOWN, SHOWN, SHOWN),
    "/admin/reports/page-types-usage/": (SHOWN, SHOWN, SHOWN),
    "/admin/reports/site-history/": (SHOWN, SHOWN, SHOWN),
    "/admin/reports/locked/": (REFUSED, SHOWN, SHOWN),
    # pages
    "/admin/pages/add/home/homepage/{root}/": (SHOWN, SHOWN, SHOWN),
    "/admin/pages/add/news/newspage/{index}/": (SHOWN, SHOWN, SHOWN),
    "/admin/pages/{news}/edit/": (SHOWN, SHOWN, SHOWN),
    "/admin/pages/{news}/history/": (SHOWN, SHOWN, SHOWN),
    "/admin/pages/{news}/copy/": (SHOWN, SHOWN, SHOWN),
    "/admin/pages/{news}/move/": (REFUSED, SHOWN, SHOWN),
    "/admin/pages/{news}/unpublish/": (REFUSED, SHOWN, SHOWN),
    "/admin/pages/{news}/delete/": (REFUSED, SHOWN, SHOWN),
    "/admin/pages/{section}/delete/": (REFUSED, REFUSED, SHOWN),
    "/admin/pages/{news}/privacy/": (REFUSED, SHOWN, SHOWN),
    "/admin/news/": (SHOWN, SHOWN, SHOWN),
    "/admin/activities-and-conferences/": (SHOWN, SHOWN, SHOWN),
    # pictures and documents
    "/admin/images/": (SHOWN, SHOWN, SHOWN),
    "/admin/images/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/images/{image}/": (SHOWN, SHOWN, SHOWN),
    "/admin/images/{image}/delete/": (SHOWN, SHOWN, SHOWN),
    "/admin/documents/": (SHOWN, SHOWN, SHOWN),
    "/admin/documents/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/documents/edit/{document}/": (SHOWN, SHOWN, SHOWN),
    "/admin/documents/delete/{document}/": (SHOWN, SHOWN, SHOWN),
    "/admin/collections/add/": (REFUSED, SHOWN, SHOWN),
    "/admin/collections/{collection}/": (REFUSED, SHOWN, SHOWN),
    "/admin/collections/{collection}/delete/": (MISSING, SHOWN, SHOWN),
    # contacts, organisations, signatories
    "/admin/snippets/cms/contact/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/contact/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/contact/edit/{contact}/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/contact/unpublish/{contact}/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/contact/delete/{contact}/": (REFUSED, SHOWN, SHOWN),
    "/admin/snippets/cms/organisation/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/organisation/edit/{organisation}/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/organisation/delete/{organisation}/": (REFUSED, SHOWN, SHOWN),
    "/admin/snippets/platform_pages/signatory/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/platform_pages/signatory/edit/{signatory}/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/platform_pages/signatory/delete/{signatory}/": (REFUSED, SHOWN, SHOWN),
    # words to sort by
    "/admin/snippets/cms/category/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/category/edit/{category}/": (REFUSED, SHOWN, SHOWN),
    "/admin/snippets/cms/category/delete/{category}/": (REFUSED, REFUSED, SHOWN),
    "/admin/snippets/cms/area/add/": (SHOWN, SHOWN, SHOWN),
    "/admin/snippets/cms/focusarea/add/": (SHOWN, SHOWN, SHOWN),
    # the site and who works with it
    "/admin/settings/cms/sitesettings/{site}/": (REFUSED, REFUSED, SHOWN),
    "/admin/settings/cms/menus/{site}/": (REFUSED, REFUSED, SHOWN),
    "/admin/redirects/": (REFUSED, REFUSED, SHOWN),
    "/admin/redirects/add/": (REFUSED, REFUSED, SHOWN),
    "/admin/redirects/{redirect}/delete/": (REFUSED, REFUSED, SHOWN),
    "/admin/sites/edit/{site}/": (REFUSED, REFUSED, SHOWN),
    "/admin/locales/": (REFUSED, REFUSED, SHOWN),
    "/admin/workflows/list/": (REFUSED, REFUSED, SHOWN),
    "/admin/workflows/edit/{workflow}/": (REFUSED, REFUSED, SHOWN),
    "/admin/workflows/tasks/index/": (REFUSED, REFUSED, SHOWN),
    "/admin/users/": (REFUSED, REFUSED, SHOWN),
    "/admin/users/new/": (REFUSED, REFUSED, SHOWN),
    "/admin/users/edit/{user}/": (REFUSED, REFUSED, SHOWN),
    "/admin/groups/": (REFUSED, REFUSED, SHOWN),
    "/admin/groups/new/": (REFUSED, REFUSED, SHOWN),
}


@pytest.mark.usefixtures("roles")
def test_each_role_gets_as_far_as_its_work_takes_it(site: Site, root_page: Page):
    index = NewsIndexPageFactory(parent=site.root_page)
    section = PlatformPageFactory(parent=site.root_page)
    PlatformPageFactory(parent=section)
    at = {
        "root": root_page.pk,
        "index": index.pk,
        "news": NewsPageFactory(parent=index).pk,
        "section": section.pk,
        "site": site.pk,
        "image": ImageFactory().pk,
        "document": DocumentFactory().pk,
        "collection": root_page_collection().add_child(name="Styrelsen").pk,
        "contact": ContactFactory().pk,
        "organisation": OrganisationFactory().pk,
        "signatory": SignatoryFactory().pk,
        "category": CategoryFactory().pk,
        "redirect": Redirect.objects.create(old_path="/gammal", redirect_page=index).pk,
        "workflow": Workflow.objects.get().pk,
        "user": get_user_model().objects.create_user("eva").pk,
    }
    clients = [signed_in(user_in(name)) for name in NAMES]

    answers = {
        address: tuple(client.get(address.format(**at)).status_code for client in clients) for address in ADDRESSES
    }

    assert answers == ADDRESSES


def root_page_collection() -> Collection:
    return Collection.get_first_root_node()


@pytest.mark.usefixtures("roles")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (COMMUNICATORS, {"published": False, "locked": False, "deleted": False}),
        (REVIEWERS, {"published": True, "locked": True, "deleted": True}),
        (ADMINISTRATORS, {"published": True, "locked": True, "deleted": True}),
    ],
)
def test_only_reviewers_and_administrators_publish_lock_and_delete(
    name: str, expected: dict[str, bool], home_page: Page
):
    index = NewsIndexPageFactory(parent=home_page)
    published, locked, deleted = (NewsPageFactory(parent=index) for _ in range(3))
    client = signed_in(user_in(name))

    edit_page(client, published, title="Ny rubrik")
    client.post(f"/admin/pages/{locked.pk}/lock/")
    client.post(f"/admin/pages/{deleted.pk}/delete/")

    assert {
        "published": Page.objects.get(pk=published.pk).title == "Ny rubrik",
        "locked": Page.objects.get(pk=locked.pk).locked,
        "deleted": not Page.objects.filter(pk=deleted.pk).exists(),
    } == expected


@pytest.mark.usefixtures("roles")
def test_a_communicator_takes_away_an_own_draft_but_no_published_page(home_page: Page):
    index = NewsIndexPageFactory(parent=home_page)
    user = user_in(COMMUNICATORS)
    draft, published = NewsPageFactory(parent=index, live=False, owner=user), NewsPageFactory(parent=index, owner=user)
    client = signed_in(user)

    for page in (draft, published):
        client.post(f"/admin/pages/{page.pk}/delete/")

    assert list(index.get_children()) == [Page.objects.get(pk=published.pk)]


@pytest.fixture
def historical_apps(settings: Any) -> Any:
    """The models as they are when the migration runs."""
    settings.MIGRATION_MODULES = {}  # the tests run without migrations
    loader = MigrationExecutor(connection).loader
    return loader.project_state(("home", "0002_roles_and_review")).apps


@pytest.mark.usefixtures("root_page")
def test_the_migration_gives_what_the_code_gives(historical_apps: Any):
    establish_roles()
    by_code = {name: rights_of(name) for name in NAMES}
    Group.objects.all().delete()
    Workflow.objects.all().delete()
    Task.objects.all().delete()

    import_module("home.migrations.0002_roles_and_review").Migration.operations[0].code(historical_apps, None)

    assert {name: rights_of(name) for name in NAMES} == by_code
    assert [(each.page.depth, each.workflow.name) for each in WorkflowPage.objects.all()] == [(1, REVIEW)]
    assert [list(task.specific.groups.all()) for task in Task.objects.all()] == [[Group.objects.get(name=REVIEWERS)]]


@pytest.mark.usefixtures("root_page")
def test_permissions_that_are_not_there_yet_are_made_as_django_makes_them(historical_apps: Any):
    # Those of wagtailadmin, pages and files come with Wagtail's own migrations, before ours.
    labels = {right.app_label for role in ROLES for right in role.everywhere} - {"wagtailadmin", "simple_translation"}
    wanted = {right.codename for role in ROLES for right in role.everywhere if right.app_label in labels}
    late = Permission.objects.filter(content_type__app_label__in=labels, codename__in=wanted)
    before = sorted(late.values_list("content_type", "codename", "name"))
    late.delete()

    establish_roles(historical_apps)
    made = sorted(late.values_list("content_type", "codename", "name"))
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)

    assert made == before
    assert sorted(late.values_list("content_type", "codename", "name")) == before


@pytest.mark.usefixtures("roles")
def test_what_an_operator_has_changed_is_kept():
    communicators = Group.objects.get(name=COMMUNICATORS)
    communicators.permissions.set(Permission.objects.filter(codename="access_admin"))
    communicators.page_permissions.all().delete()
    Group.objects.get(name=ADMINISTRATORS).delete()
    WorkflowPage.objects.all().delete()
    kept = rights_of(COMMUNICATORS), rights_of(REVIEWERS)

    establish_roles()

    assert (rights_of(COMMUNICATORS), rights_of(REVIEWERS)) == kept
    assert rights_of(ADMINISTRATORS)["pages"] == {
        f"{action}_page {ALL_PAGES}" for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete")
    }
    assert not WorkflowPage.objects.exists()


def wagtails_review(root_page: Page) -> Workflow:
    """The workflow as Wagtail's migrations leave it."""
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.add(Group.objects.create(name="Moderators"))
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root_page)
    return workflow


def test_the_review_takes_the_place_of_wagtails_own(root_page: Page):
    wagtails = wagtails_review(root_page)

    establish_roles()

    wagtails.refresh_from_db()
    assert (Page.objects.get(pk=root_page.pk).get_workflow().name, wagtails.active) == (REVIEW, False)


def test_a_review_that_has_been_used_stays(home_page: Page, root_page: Page):
    wagtails = wagtails_review(root_page)
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page))
    page.save_revision()
    wagtails.start(page, None)

    establish_roles()

    wagtails.refresh_from_db()
    assert (root_page.get_workflow(), wagtails.active) == (wagtails, True)
