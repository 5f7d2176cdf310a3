"""An association's editor sees and changes the association's own part, and nothing beside it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Page

from home.roles import establish_roles
from tests.admin_forms import edit_page
from tests.factories.cms import ContactFactory, DocumentFactory, ImageFactory
from tests.factories.platform_pages import PlatformPageFactory
from tests.roles import signed_in, user_in

NAME = "Hallands bildningsförbund"
SHOWN, REFUSED = 200, 302


@pytest.fixture
def parts(home_page: Page, site: Any) -> tuple[Page, Page]:
    """The association's page and the one beside it."""
    establish_roles()
    return PlatformPageFactory(parent=home_page, title="Egen"), PlatformPageFactory(parent=home_page, title="Annan")


def make(page: Page, **options: Any) -> None:
    call_command("association", NAME, page.pk, verbosity=0, **options)


def test_the_editor_gets_to_the_own_part_alone(parts: tuple[Page, Page], home_page: Page):
    own, other = parts
    below = PlatformPageFactory(parent=own)
    make(own)
    collection = Collection.objects.get(name=NAME)
    own_image, own_document = ImageFactory(collection=collection), DocumentFactory(collection=collection)
    image, document = ImageFactory(), DocumentFactory()
    client = signed_in(user_in(NAME, "eva"))
    expected = {
        f"/admin/pages/{own.pk}/edit/": SHOWN,
        f"/admin/pages/{below.pk}/edit/": SHOWN,
        f"/admin/pages/add/platform_pages/platformpage/{own.pk}/": SHOWN,
        f"/admin/pages/{other.pk}/edit/": REFUSED,
        f"/admin/pages/{other.pk}/history/": REFUSED,
        f"/admin/pages/{home_page.pk}/edit/": REFUSED,
        f"/admin/pages/add/platform_pages/platformpage/{other.pk}/": REFUSED,
        f"/admin/pages/{own.pk}/unpublish/": REFUSED,
        f"/admin/pages/{own.pk}/delete/": REFUSED,
        f"/admin/images/{own_image.pk}/": SHOWN,
        f"/admin/images/{image.pk}/": REFUSED,
        f"/admin/documents/edit/{own_document.pk}/": SHOWN,
        f"/admin/documents/edit/{document.pk}/": REFUSED,
        f"/admin/snippets/cms/contact/edit/{ContactFactory().pk}/": REFUSED,
        "/admin/collections/": REFUSED,
        "/admin/users/": REFUSED,
    }

    assert {address: client.get(address).status_code for address in expected} == expected
    assert list(client.get("/admin/images/").context["page_obj"]) == [own_image]
    assert list(client.get("/admin/documents/").context["page_obj"]) == [own_document]


@pytest.mark.parametrize("may_publish", [False, True])
def test_the_editor_publishes_only_if_allowed(parts: tuple[Page, Page], may_publish: bool):
    own, _other = parts
    make(own, may_publish=may_publish)

    edit_page(signed_in(user_in(NAME, "eva")), own, title="Ny rubrik")

    assert (Page.objects.get(pk=own.pk).title == "Ny rubrik") is may_publish


def test_a_group_that_exists_keeps_its_rights(parts: tuple[Page, Page]):
    own, other = parts
    make(own)

    with pytest.raises(CommandError, match="There is a group"):
        make(other)

    assert {each.page_id for each in Group.objects.get(name=NAME).page_permissions.all()} == {own.pk}
    assert Collection.objects.filter(name=NAME).count() == 1


def test_the_root_is_nobodys_own_part(root_page: Page):
    with pytest.raises(CommandError, match="no page"):
        make(root_page)

    assert not Group.objects.filter(name=NAME).exists()
