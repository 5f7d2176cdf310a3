"""The platform section through the admin."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.enums import Sector
from cms.peers import related
from home.models import HomePage
from platform_pages.enums import ProjectStatus
from platform_pages.models import AgreementPage, ContactPage, PlatformPage, ProjectPage
from tests.admin_forms import create_page, edit_page, errors_of
from tests.factories.cms import (
    ContactFactory,
    DocumentFactory,
    FocusAreaFactory,
    OrganisationFactory,
)
from tests.factories.platform_pages import AgreementPageFactory, AgreementVersionFactory, SignatoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def platform(site: Site, home_page: HomePage, admin_client: Client) -> PlatformPage:
    response = create_page(
        admin_client,
        home_page,
        PlatformPage,
        title="Plattformen",
        slug="plattformen",
        body=streamfield([("text", rich_text("<p>Om plattformen.</p>"))]),
        page_contacts=inline_formset([{"contact": ContactFactory().pk, "responsibility": "Frågor"}]),
    )
    assert errors_of(response) == {}
    return PlatformPage.objects.get()


def member(**changes: str | int) -> dict[str, str | int]:
    """Return the form data of a member of a working group."""
    blank: dict[str, str | int] = {"name": "", "role": "", "organisation": "", "organisation_name": "", "sector": ""}
    return blank | changes


def version(**changes: str | int) -> dict[str, str | int]:
    """Return the form data of a version of the agreement."""
    blank: dict[str, str | int] = {"label": "2019", "adopted_on": "2019-05-01", "document": ""}
    return blank | changes


def test_an_ordinary_page(platform: PlatformPage) -> None:
    assert [child["type"] for child in platform.body.raw_data] == ["text"]
    assert [row.responsibility for row in platform.contacts] == ["Frågor"]


def test_an_agreement(admin_client: Client, platform: PlatformPage) -> None:
    document, organisation = DocumentFactory(), OrganisationFactory(name="Region Halland", sector=Sector.PUBLIC)
    members = [
        member(name="A", organisation=organisation.pk, role="ordförande"),
        member(name="B", organisation_name="Byalaget", sector="civil_society"),
    ]
    response = create_page(
        admin_client,
        platform,
        AgreementPage,
        title="Överenskommelsen",
        slug="overenskommelsen",
        agreement_principles=inline_formset(
            [
                {"title": "Dialog", "text": rich_text("<p>Vi talas vid.</p>"), "ORDER": "2"},
                {"title": "Självständighet", "text": rich_text("<p>Var och en bestämmer.</p>"), "ORDER": "1"},
            ]
        ),
        agreement_versions=inline_formset(
            [version(document=document.pk), version(label="2015", adopted_on="2015-03-01")]
        ),
        agreement_working_groups=inline_formset([{"year": "2024", "members": inline_formset(members)}]),
    )
    assert errors_of(response) == {}
    page = AgreementPage.objects.get()
    assert [(row.number, row.slug) for row in page.principles] == [(1, "sjalvstandighet"), (2, "dialog")]
    assert [(row.label, row.is_current) for row in page.versions] == [("2019", True), ("2015", False)]
    assert related(page.current_version, "document") == document
    [group] = page.working_groups
    assert [(row.name, row.represents, row.represented_sector) for row in group.members.all()] == [
        ("A", "Region Halland", Sector.PUBLIC),
        ("B", "Byalaget", Sector.CIVIL_SOCIETY),
    ]


def test_rows_that_contradict_each_other_are_refused_at_their_field(
    admin_client: Client, platform: PlatformPage
) -> None:
    both = member(name="A", organisation=OrganisationFactory().pk, organisation_name="Byalaget")
    response = create_page(
        admin_client,
        platform,
        AgreementPage,
        title="Överenskommelsen",
        slug="overenskommelsen",
        agreement_versions=inline_formset(
            [version(is_marked_current="on"), version(label=" 2019 "), version(label="2021", is_marked_current="on")]
        ),
        agreement_working_groups=inline_formset(
            [
                {"year": "2024", "members": inline_formset([])},
                {"year": "2024", "members": inline_formset([])},
                {"year": "24", "members": inline_formset([both])},
            ]
        ),
    )
    errors = errors_of(response)
    assert set(errors) == {
        "agreement_versions-1-label",
        "agreement_versions-2-is_marked_current",
        "agreement_working_groups-1-year",
        "agreement_working_groups-2-year",
        "agreement_working_groups-2-members-0-organisation_name",
    }
    assert all(len(messages) == 1 for messages in errors.values())
    assert not AgreementPage.objects.exists()


def test_two_rows_may_trade_places(admin_client: Client, platform: PlatformPage) -> None:
    page = AgreementPageFactory(parent=platform)
    versions: list[Any] = [AgreementVersionFactory(page=page, label=label) for label in ("2015", "2019")]
    first, second = versions
    page.agreement_working_groups.create(year=2023)
    page.agreement_working_groups.create(year=2024)
    page.save()
    groups = list(page.agreement_working_groups.order_by("year"))
    response = edit_page(
        admin_client,
        page,
        agreement_versions=inline_formset(
            [
                version(id=first.pk, label="2019", is_marked_current="on"),
                version(id=second.pk, label="2015", adopted_on="2015-03-01"),
            ],
            initial=2,
        ),
        agreement_working_groups=inline_formset(
            [
                {"id": groups[0].pk, "year": "2024", "members": inline_formset([])},
                {"id": groups[1].pk, "year": "2023", "members": inline_formset([])},
            ],
            initial=2,
        ),
    )
    assert errors_of(response) == {}
    first.refresh_from_db()
    assert first.label == "2019"
    assert [group.pk for group in AgreementPage.objects.get().working_groups] == [groups[0].pk, groups[1].pk]


def test_a_version_that_is_signed_stays(admin_client: Client, platform: PlatformPage) -> None:
    page = AgreementPageFactory(parent=platform)
    versions: list[Any] = [AgreementVersionFactory(page=page, label=label) for label in ("2019", "2021")]
    signed, unsigned = versions
    SignatoryFactory(version=signed)
    rows = {row.pk: version(id=row.pk, label=row.label, DELETE="on") for row in (signed, unsigned)}
    response = edit_page(
        admin_client, page, agreement_versions=inline_formset([rows[unsigned.pk], rows[signed.pk]], initial=2)
    )
    [message] = errors_of(response)["__all__"]
    assert "2019" in message
    kept = version(id=signed.pk, label="2019")
    response = edit_page(admin_client, page, agreement_versions=inline_formset([rows[unsigned.pk], kept], initial=2))
    assert errors_of(response) == {}
    assert list(page.agreement_versions.all()) == [signed]


def test_a_project(admin_client: Client, platform: PlatformPage) -> None:
    document, report, organisation, focus = (
        DocumentFactory(),
        DocumentFactory(),
        OrganisationFactory(),
        FocusAreaFactory(),
    )
    values = {
        "title": "Bästa samverkansplatsen",
        "slug": "basta-samverkansplatsen",
        "status": "completed",
        "starts_on": "2016-04-05",
        "purpose": "Bättre samverkan.",
        "focus_areas": focus.pk,
        "final_report": document.pk,
        "decisions": inline_formset(
            [
                {
                    "decided_on": "2016-04-05",
                    "body": "Regionstyrelsens tillväxtutskott",
                    "outcome": "Ansökan bifölls.",
                    "reference": "§ 40",
                }
            ]
        ),
        "project_opportunities": inline_formset([{"text": "Bidra med kunskap"}, {"text": "Skapa kontakter"}]),
        "project_partners": inline_formset([{"organisation": organisation.pk}]),
        "project_reports": inline_formset([{"document": report.pk}]),
        "funders": inline_formset([{"organisation": organisation.pk, "statement": "Med stöd av", "emblem": ""}]),
        "lint_reason": "Finansiären har inget emblem.",
    }
    response = create_page(admin_client, platform, ProjectPage, **values, ends_on="2016-04-04")
    errors = errors_of(response)
    assert list(errors) == ["ends_on"]
    assert len(errors["ends_on"]) == 1
    response = create_page(admin_client, platform, ProjectPage, **values, ends_on="2016-12-31")
    assert errors_of(response) == {}
    project = ProjectPage.objects.get()
    assert project.status == ProjectStatus.COMPLETED
    assert (project.starts_on, project.ends_on) == (dt.date(2016, 4, 5), dt.date(2016, 12, 31))
    assert list(project.focus_areas.all()) == [focus]
    assert [(row.body, row.outcome, row.reference) for row in project.decisions.all()] == [
        ("Regionstyrelsens tillväxtutskott", "Ansökan bifölls.", "§ 40")
    ]
    assert project.opportunities == ["Bidra med kunskap", "Skapa kontakter"]
    assert (project.partners, project.final_report, project.reports) == ([organisation], document, [report])
    assert [row.statement for row in project.acknowledgements] == ["Med stöd av"]


def test_a_contact_page(admin_client: Client, site: Site, home_page: HomePage) -> None:
    contact = ContactFactory()
    response = create_page(
        admin_client,
        home_page,
        ContactPage,
        title="Kontakt",
        slug="kontakt",
        introduction=rich_text("<p>Hör av dig.</p>"),
        visiting_address="Storgatan 1\nHalmstad",
        email="info@example.org",
        page_contacts=inline_formset([{"contact": contact.pk, "responsibility": "Frågor"}]),
    )
    assert errors_of(response) == {}
    page = ContactPage.objects.get()
    assert "Hör av dig." in page.introduction
    assert page.visiting_address.splitlines() == ["Storgatan 1", "Halmstad"]
    assert [(group.responsibility, group.contacts) for group in page.contact_groups] == [("Frågor", [contact])]
