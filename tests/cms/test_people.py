"""Contacts and organisations: what the admin refuses, and what visitors may no longer see."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import Contact, ContactRole, Organisation
from cms.peers import load_list
from tests.factories.cms import AreaFactory, ContactFactory, ContactRoleFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 10)
YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime.date:
    """The day that it is."""
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)
    return TODAY


def form_data(*roles: dict[str, Any], initial: int = 0, areas: tuple[int, ...] = (), **values: Any) -> dict[str, Any]:
    """Return what a browser sends for a contact with these roles."""
    role_rows = [{"title": "Samordnare", "organisation": "", "share": "", "ends_on": ""} | role for role in roles]
    sent = {
        "name": "Anna Exempelsson",
        "email": "anna@example.org",
        "phone": "",
        "public_until": "",
        "portrait": "",
        "roles": inline_formset(role_rows, initial=initial),
        "action-publish": "publish",
    }
    return nested_form_data(sent | values) | {"areas": areas}


def add(client: Client, *roles: dict[str, Any], **values: Any) -> Any:
    """Publish a new contact, as an editor does."""
    return client.post(reverse(Contact.snippet_viewset.get_url_name("add")), form_data(*roles, **values))


def role_errors(response: Any) -> list[dict[str, list[str]]]:
    """Return the errors of each role in the form that came back."""
    assert response.status_code == 200
    return [dict(form.errors) for form in response.context["form"].formsets["roles"].forms]


class TestForm:
    def test_a_contact_with_several_roles_is_kept(self, admin_client: Client) -> None:
        association, area = OrganisationFactory(), AreaFactory()

        response = add(
            admin_client,
            {"title": "Samordnare", "organisation": association.pk, "share": "60"},
            {"title": "Projektledare", "share": "40"},
            areas=(area.pk,),
        )

        assert response.status_code == 302
        contact = Contact.objects.get()
        assert contact.live
        assert [(role.title, role.organisation, role.share) for role in contact.roles.all()] == [
            ("Samordnare", association, 60),
            ("Projektledare", None, 40),
        ]
        assert list(contact.areas.all()) == [area]

    def test_roles_over_full_time_are_refused_at_the_share(self, admin_client: Client) -> None:
        response = add(admin_client, {"share": "60"}, {"share": "50"})

        assert role_errors(response) == [
            {},
            {"share": ["The roles that go on add up to 110 %. Together they can't be more than 100 %."]},
        ]
        assert response.context["form"].non_field_errors() == ["The roles that go on are more than full time together."]
        assert not Contact.objects.exists()

    def test_a_draft_is_refused_too(self, admin_client: Client) -> None:
        sent = form_data({"share": "60"}, {"share": "50"})
        del sent["action-publish"]

        response = admin_client.post(reverse(Contact.snippet_viewset.get_url_name("add")), sent)

        assert set(role_errors(response)[1]) == {"share"}

    def test_a_role_that_ends_and_one_without_share_do_not_count(self, admin_client: Client) -> None:
        response = add(admin_client, {"share": "100"}, {"share": "50", "ends_on": "2026-06-30"}, {})

        assert response.status_code == 302

    def test_a_role_that_is_taken_away_does_not_count(self, admin_client: Client) -> None:
        assert add(admin_client, {"share": "100"}, {"share": "100", "DELETE": "on"}).status_code == 302
        assert [role.share for role in Contact.objects.get().roles.all()] == [100]

    def test_a_change_that_goes_over_full_time_is_refused(self, admin_client: Client) -> None:
        contact = ContactFactory()
        role = ContactRoleFactory(contact=contact, share=80)
        url = reverse(Contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
        assert admin_client.get(url).status_code == 200

        response = admin_client.post(url, form_data({"id": role.pk, "share": "80"}, {"share": "30"}, initial=1))

        assert set(role_errors(response)[1]) == {"share"}

    @pytest.mark.parametrize("share", ["0", "101", "-5"])
    def test_a_share_that_is_no_percentage_is_refused_at_the_share(self, admin_client: Client, share: str) -> None:
        assert set(role_errors(add(admin_client, {"share": share}))[0]) == {"share"}

    def test_names_of_organisations_are_unique(self, admin_client: Client) -> None:
        OrganisationFactory(name="Föreningen Exempel")

        response = admin_client.post(
            reverse(Organisation.snippet_viewset.get_url_name("add")),
            {"name": "Föreningen Exempel", "sector": "civil_society", "municipality": "laholm", "action-publish": "1"},
        )

        assert set(response.context["form"].errors) == {"name"}


@pytest.mark.parametrize("share", [0, 101])
def test_the_database_refuses_a_share_that_is_no_percentage(share: int) -> None:
    contact = ContactFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRoleFactory(contact=contact, share=share)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRole.objects.bulk_create([ContactRole(contact=contact, title="Samordnare", share=share)])


@pytest.mark.parametrize("share", [None, 1, 100])
def test_the_database_takes_a_percentage_or_none(share: int | None) -> None:
    assert ContactRoleFactory(share=share).pk


class TestWithheld:
    @pytest.mark.parametrize("public_until", [None, TODAY, TODAY + datetime.timedelta(days=1)])
    def test_until_the_day_is_over_visitors_see_how_to_get_in_touch(
        self, today: datetime.date, public_until: datetime.date | None
    ) -> None:
        contact = ContactFactory(email="anna@example.org", phone="035-12 34 56", public_until=public_until)

        assert contact.is_reachable
        assert (contact.public_email, contact.public_phone) == ("anna@example.org", "035-12 34 56")

    def test_after_the_day_they_do_not(self, today: datetime.date) -> None:
        contact = ContactFactory(email="anna@example.org", phone="035-12 34 56", public_until=YESTERDAY)

        assert not contact.is_reachable
        assert (contact.public_email, contact.public_phone) == (None, None)
        assert contact in Contact.objects.visible()

    def test_what_is_not_known_is_nothing(self) -> None:
        contact = ContactFactory(email="", phone="")

        assert (contact.public_email, contact.public_phone) == (None, None)

    def test_a_role_that_has_ended_is_not_shown(self, today: datetime.date) -> None:
        contact = ContactFactory()
        ContactRoleFactory(contact=contact, title="Den gamla", ends_on=YESTERDAY, sort_order=0)
        ContactRoleFactory(contact=contact, title="Andra", sort_order=2)
        ContactRoleFactory(contact=contact, title="Första", ends_on=TODAY, sort_order=1)

        assert [role.title for role in contact.public_roles] == ["Första", "Andra"]


class TestVisible:
    @pytest.mark.parametrize("factory", [ContactFactory, OrganisationFactory])
    def test_what_is_a_draft_or_has_expired_is_hidden(self, factory: Any) -> None:
        shown = factory()
        factory(live=False)
        factory(expire_at=timezone.now() - datetime.timedelta(minutes=1))
        coming = factory(expire_at=timezone.now() + datetime.timedelta(minutes=1))

        assert set(type(shown).objects.visible()) == {shown, coming}

    def test_a_draft_saved_in_the_admin_is_hidden_until_published(self, admin_client: Client) -> None:
        sent = form_data()
        del sent["action-publish"]
        assert admin_client.post(reverse(Contact.snippet_viewset.get_url_name("add")), sent).status_code == 302
        contact = Contact.objects.get()
        assert not Contact.objects.visible().exists()

        url = reverse(Contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
        assert admin_client.post(url, form_data()).status_code == 302

        assert list(Contact.objects.visible()) == [contact]

    def test_a_change_in_draft_is_not_shown(self, admin_client: Client) -> None:
        contact = ContactFactory(name="Anna Exempelsson")
        sent = form_data(name="Hemligt Namn")
        del sent["action-publish"]

        url = reverse(Contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
        assert admin_client.post(url, sent).status_code == 302

        assert Contact.objects.visible().get().name == "Anna Exempelsson"

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_cost_of_roles_does_not_grow_with_the_list(self, number: int) -> None:
        for _turn in range(number):
            ContactRoleFactory(organisation=OrganisationFactory())
        contacts = load_list(Contact.objects.visible())

        with CaptureQueriesContext(connection) as statements:
            assert all(contact.public_roles for contact in contacts)

        assert len(statements) == 1


def test_the_lists_of_the_admin_open(admin_client: Client) -> None:
    ContactFactory(public_until=TODAY)
    OrganisationFactory()

    for model in (Contact, Organisation):
        assert admin_client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200
        assert admin_client.get(reverse(model.snippet_viewset.get_url_name("add"))).status_code == 200
