"""Who may do what: the groups that come with the site, their rights, and the review that pages go through.

A migration puts them in place once, and the demo where no migration ran. After that they belong to the administrators:
a group or a review that exists is never changed here. Models come from a registry that the caller hands over, so that
the migration works with the tables as they are when it runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps

COMMUNICATORS, REVIEWERS, ADMINISTRATORS = "Kommunikatör", "Granskare", "Administratör"
REVIEW = "Granskning"
WAGTAILS_REVIEW = "Moderators approval"
"""The workflow that Wagtail's own migrations put at the root of the page tree."""


@dataclass(frozen=True)
class Right:
    """A permission of Django by the names that it has before its row exists."""

    app_label: str
    model: str
    codename: str


def rights(label: str, *actions: str) -> tuple[Right, ...]:
    """Return the rights to do something with a model.

    Args:
        label: the model, ``app_label.model``.
        actions: ``add``, ``change`` and the like.
    """
    app_label, model = label.split(".")
    return tuple(Right(app_label, model, f"{action}_{model}") for action in actions)


@dataclass(frozen=True)
class Role:
    """What a group may do: everywhere, with pages and with files.

    Rights to pages and files are given at the root of their tree, so they hold for whatever is made below it later.
    """

    name: str
    everywhere: tuple[Right, ...] = field(repr=False)
    pages: tuple[Right, ...] = field(repr=False)
    files: tuple[Right, ...] = field(repr=False)


ENTER = Right("wagtailadmin", "admin", "access_admin")
VOCABULARIES = ("cms.category", "cms.area", "cms.focusarea")
# Contacts, organisations and signatories go through no review: who writes about them also publishes them.
WRITE = (
    ENTER,
    Right("simple_translation", "simpletranslation", "submit_translation"),
    *rights("cms.contact", "add", "change", "publish"),
    *rights("cms.organisation", "add", "change", "publish"),
    *rights("platform_pages.signatory", "add", "change"),
    *(right for label in VOCABULARIES for right in rights(label, "add")),
)
# A changed word changes addresses and every page that is sorted by it; what is deleted is gone from every page.
REVIEW_ALSO = (
    *rights("cms.contact", "delete"),
    *rights("cms.organisation", "delete"),
    *rights("platform_pages.signatory", "delete"),
    *(right for label in VOCABULARIES for right in rights(label, "change")),
)
ADMINISTER_ALSO = (
    *(right for label in VOCABULARIES for right in rights(label, "delete")),
    *rights("cms.sitesettings", "change"),
    *rights("cms.menus", "change"),
    *rights("wagtailredirects.redirect", "add", "change", "delete"),
    *rights("wagtailcore.site", "add", "change", "delete"),
    *rights("wagtailcore.locale", "add", "change", "delete"),
    *rights("wagtailcore.workflow", "add", "change", "delete"),
    *rights("wagtailcore.task", "add", "change", "delete"),
    *rights("auth.user", "add", "change", "delete"),
    *rights("auth.group", "add", "change", "delete"),
)

WRITE_PAGES = rights("wagtailcore.page", "add", "change")
PUBLISH_PAGES = (*WRITE_PAGES, *rights("wagtailcore.page", "publish"))
REVIEW_PAGES = (*PUBLISH_PAGES, *rights("wagtailcore.page", "lock", "unlock"))
ADMINISTER_PAGES = (*REVIEW_PAGES, *rights("wagtailcore.page", "bulk_delete"))

USE_FILES = (
    *rights("wagtailimages.image", "add", "change", "choose"),
    *rights("wagtaildocs.document", "add", "change", "choose"),
)
SORT_FILES = (*USE_FILES, *rights("wagtailcore.collection", "add", "change", "delete"))

ROLES = (
    Role(COMMUNICATORS, WRITE, WRITE_PAGES, USE_FILES),
    Role(REVIEWERS, (*WRITE, *REVIEW_ALSO), REVIEW_PAGES, SORT_FILES),
    Role(ADMINISTRATORS, (*WRITE, *REVIEW_ALSO, *ADMINISTER_ALSO), ADMINISTER_PAGES, SORT_FILES),
)


def establish_roles(apps: Apps = current_apps) -> None:
    """Make the groups and the review that are missing; what exists keeps the rights that somebody gave it.

    Args:
        apps: where the models come from; a migration hands over those of its own moment.
    """
    for role in ROLES:
        group, created = apps.get_model("auth.Group").objects.get_or_create(name=role.name)
        if created:
            _grant(apps, role, group)
    if not apps.get_model("wagtailcore.Workflow").objects.filter(name=REVIEW).exists():
        _establish_review(apps)


def permissions(apps: Apps, wanted: Iterable[Right]) -> list[Any]:
    """Return the permissions of these rights.

    Django makes them when all migrations are through. One that is not there yet is made here, and found then.
    """
    content_types, found = apps.get_model("contenttypes.ContentType").objects, []
    for right in wanted:
        content_type, _ = content_types.get_or_create(app_label=right.app_label, model=right.model)
        action = right.codename.removesuffix(f"_{right.model}")
        permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
            content_type=content_type,
            codename=right.codename,
            defaults={"name": f"Can {action} {_words_for(right)}"},
        )
        found.append(permission)
    return found


def _words_for(right: Right) -> str:
    try:
        return current_apps.get_model(right.app_label, right.model)._meta.verbose_name_raw
    except LookupError:  # a later version has no such model
        return right.model


def _grant(apps: Apps, role: Role, group: Any) -> None:
    group.permissions.set(permissions(apps, role.everywhere))
    page, collection = (
        apps.get_model(label).objects.get(depth=1) for label in ("wagtailcore.Page", "wagtailcore.Collection")
    )
    for permission in permissions(apps, role.pages):
        apps.get_model("wagtailcore.GroupPagePermission").objects.create(group=group, page=page, permission=permission)
    for permission in permissions(apps, role.files):
        apps.get_model("wagtailcore.GroupCollectionPermission").objects.create(
            group=group, collection=collection, permission=permission
        )


def _establish_review(apps: Apps) -> None:
    """Have pages reviewed by the reviewers, unless somebody has chosen a workflow for the whole tree already."""
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = apps.get_model("wagtailcore.GroupApprovalTask").objects.create(name=REVIEW, content_type=content_type)
    task.groups.add(apps.get_model("auth.Group").objects.get(name=REVIEWERS))
    workflow = apps.get_model("wagtailcore.Workflow").objects.create(name=REVIEW)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)

    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    workflow_pages = apps.get_model("wagtailcore.WorkflowPage").objects
    at_root = workflow_pages.filter(page=root).select_related("workflow").first()
    if at_root is None:
        workflow_pages.create(workflow=workflow, page=root)
    elif _is_untouched(apps, at_root.workflow):
        at_root.workflow.active = False
        at_root.workflow.save()
        workflow_pages.filter(page=root).update(workflow=workflow)


def _is_untouched(apps: Apps, workflow: Any) -> bool:
    """Return whether a workflow is Wagtail's own, for the root alone, and no page has gone through it."""
    states = apps.get_model("wagtailcore.WorkflowState").objects.filter(workflow=workflow)
    pages = apps.get_model("wagtailcore.WorkflowPage").objects.filter(workflow=workflow)
    return workflow.name == WAGTAILS_REVIEW and not states.exists() and pages.count() == 1
