"""Who may do what: the groups of communicators and reviewers, and the review that pages go through."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

COMMUNICATORS, REVIEWERS = "Kommunikatör", "Granskare"
REVIEW = "Granskning"

WRITE = (
    "wagtailadmin.access_admin",
    "simple_translation.submit_translation",
    *(f"cms.{action}_{model}" for action in ("add", "change", "publish") for model in ("contact", "organisation")),
    *(f"cms.{action}_{model}" for action in ("add", "change") for model in ("category", "area", "focusarea")),
    *(f"platform_pages.{action}_signatory" for action in ("add", "change", "delete")),
)
"""What both groups may do everywhere. Contacts and organisations go through no review, so both may publish them."""
REVIEW_ALSO = (
    *(f"cms.delete_{model}" for model in ("contact", "organisation", "category", "area", "focusarea")),
    *(f"cms.change_{model}" for model in ("sitesettings", "menus")),
    *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete")),
)
WRITE_PAGES = ("wagtailcore.add_page", "wagtailcore.change_page")
REVIEW_PAGES_ALSO = ("wagtailcore.publish_page", "wagtailcore.lock_page", "wagtailcore.unlock_page")
USE_FILES = (
    *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
    *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
)
SORT_FILES = tuple(f"wagtailcore.{action}_collection" for action in ("add", "change", "delete"))


def grant_rights(homes: Iterable[Page]) -> None:
    """Let both groups work below the front pages, and have pages there reviewed.

    Args:
        homes: the front page of each language.
    """
    communicators, reviewers = (Group.objects.get_or_create(name=name)[0] for name in (COMMUNICATORS, REVIEWERS))
    communicators.permissions.set(permissions(WRITE))
    reviewers.permissions.set(permissions(WRITE + REVIEW_ALSO))
    root = Collection.get_first_root_node()
    for group, on_files in ((communicators, USE_FILES), (reviewers, USE_FILES + SORT_FILES)):
        for permission in permissions(on_files):
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for home in homes:
        WorkflowPage.objects.create(workflow=workflow, page=home)
        for group, on_pages in ((communicators, WRITE_PAGES), (reviewers, WRITE_PAGES + REVIEW_PAGES_ALSO)):
            for permission in permissions(on_pages):
                GroupPagePermission.objects.create(group=group, page=home, permission=permission)


def permissions(names: Iterable[str]) -> list[Permission]:
    """Return the permissions with these names, ``app.codename``.

    Raises:
        LookupError: there is no permission of one of the names.
    """
    wanted = [name.split(".") for name in names]
    condition = Q(pk__in=[])
    for app, codename in wanted:
        condition |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(condition))
    if len(found) != len(wanted):
        raise LookupError(f"Of the permissions {', '.join(names)}, {len(wanted) - len(found)} are missing.")
    return found
