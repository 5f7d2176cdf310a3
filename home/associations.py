"""An association that takes care of its own part of the site: its group, and the collection of its files."""

from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from home.roles import ENTER, PUBLISH_PAGES, USE_FILES, WRITE_PAGES, permissions


def establish_association(name: str, page: Page, may_publish: bool = False) -> Group:
    """Make a group that works with a page and all below it, and with pictures and documents of its own, and no others.

    Args:
        name: of the group, and of the collection that is made for its files.
        page: the top of the association's part of the tree.
        may_publish: publish without the review.

    Returns:
        The new group.

    Raises:
        ValueError: there is a group of that name; its rights belong to the administrators.
    """
    group, created = Group.objects.get_or_create(name=name)
    if not created:
        raise ValueError(f"There is a group {name} already.")
    group.permissions.set(permissions(apps, [ENTER]))
    for permission in permissions(apps, PUBLISH_PAGES if may_publish else WRITE_PAGES):
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    collection = Collection.get_first_root_node().add_child(name=name)
    for permission in permissions(apps, USE_FILES):
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group
