"""The platform section: tree rules, agreement, signatories, projects and contact page."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.enums import Municipality, Sector
from cms.peers import related, set_peers
from home.models import HomePage
from platform_pages.models import (
    AgreementPage,
    AgreementVersion,
    ContactPage,
    PlatformPage,
    Principle,
    ProjectDecision,
    ProjectOpportunity,
    ProjectPage,
    ProjectPartner,
    ProjectReport,
    Signatory,
    WorkingGroup,
    WorkingGroupMember,
)
from tests.factories.cms import (
    ContactFactory,
    DocumentFactory,
    FocusAreaFactory,
    OrganisationFactory,
    PageContactFactory,
)
from tests.factories.platform_pages import (
    AgreementPageFactory,
    AgreementVersionFactory,
    ContactPageFactory,
    PlatformPageFactory,
    ProjectPageFactory,
    SignatoryFactory,
)

pytestmark = pytest.mark.django_db


def load(*instances: Any) -> list[Any]:
    """Return the instances as a list in the API reads them: fresh, and each other's peers."""
    rows = type(instances[0])._default_manager.in_bulk([instance.pk for instance in instances])
    return list(set_peers([rows[instance.pk] for instance in instances]))


def add_versions(page: AgreementPage, *years: int) -> list[Any]:
    return [AgreementVersionFactory(page=page, label=str(year), adopted_on=dt.date(year, 5, 1)) for year in years]


class TestTreeRules:
    @pytest.mark.parametrize(
        ("model", "parents"),
        [
            (PlatformPage, {HomePage, PlatformPage}),
            (AgreementPage, {HomePage, PlatformPage}),
            (ProjectPage, {HomePage, PlatformPage}),
            (ContactPage, {HomePage}),
        ],
    )
    def test_what_stands_under_what(self, model: Any, parents: set[Any]) -> None:
        assert set(model.clean_parent_page_models()) == parents

    @pytest.mark.parametrize("model", [AgreementPage, ProjectPage, ContactPage])
    def test_nothing_stands_below(self, model: Any) -> None:
        assert model.clean_subpage_models() == []


class TestAgreement:
    def test_principles_are_numbered_in_order_with_slugs_of_their_own(self) -> None:
        page = AgreementPageFactory()
        for order, title in enumerate(["Öppenhet och insyn", "Dialog", "Dialog", "???"]):
            Principle.objects.create(page=page, title=title, text="<p>Text</p>", sort_order=order)
        [page] = load(page)
        assert [(row.number, row.slug) for row in page.principles] == [
            (1, "oppenhet-och-insyn"),
            (2, "dialog"),
            (3, "dialog-3"),
            (4, "principle-4"),
        ]

    def test_the_version_adopted_last_is_current_unless_another_is_marked(self) -> None:
        page, empty = AgreementPageFactory(), AgreementPageFactory()
        old, new, middle = add_versions(page, 2015, 2023, 2019)
        [page, empty] = load(page, empty)
        assert page.versions == [new, middle, old]
        assert [row.is_current for row in page.versions] == [True, False, False]
        assert page.current_version == new
        assert (empty.versions, empty.current_version) == ([], None)
        AgreementVersion.objects.filter(pk=old.pk).update(is_marked_current=True)
        [page] = load(page)
        assert [row.is_current for row in page.versions] == [False, False, True]
        assert page.current_version == old

    def test_a_version_knows_by_itself_whether_it_is_current(self) -> None:
        old, new = add_versions(AgreementPageFactory(), 2015, 2023)
        old, new = load(old, new)
        assert (old.is_current, new.is_current) == (False, True)

    def test_a_draft_has_its_own_versions_and_principles(self) -> None:
        page = AgreementPageFactory()
        add_versions(page, 2015)
        page.agreement_versions.add(AgreementVersion(label="2030", adopted_on=dt.date(2030, 1, 1)))
        page.agreement_principles.add(Principle(title="Dialog", text=""))
        draft = page.save_revision().as_object()
        assert draft.current_version.label == "2030"
        assert [row.label for row in draft.versions if row.is_current] == ["2030"]
        assert [(row.number, row.slug) for row in draft.principles] == [(1, "dialog")]
        [live] = load(page)
        assert [row.label for row in live.versions] == ["2015"]

    def test_working_groups_with_the_latest_year_first(self) -> None:
        page = AgreementPageFactory()
        hidden = OrganisationFactory(name="Hemlig förening", live=False)
        known = OrganisationFactory(name="Region Halland", sector=Sector.PUBLIC)
        members: list[tuple[str, dict[str, Any]]] = [
            ("Ordförande", {"organisation": known, "role": "ordförande"}),
            ("Ledamot", {"organisation_name": "Byalaget", "sector": Sector.CIVIL_SOCIETY}),
            ("Suppleant", {"organisation": hidden}),
        ]
        for year in (2019, 2024):
            group = WorkingGroup.objects.create(page=page, year=year)
            for order, (name, values) in enumerate(members):
                WorkingGroupMember.objects.create(group=group, name=name, sort_order=order, **values)
        [page] = load(page)
        assert [group.year for group in page.working_groups] == [2024, 2019]
        rows = related(page.working_groups[0], "members")
        assert [(row.name, row.represents, row.represented_sector, row.role) for row in rows] == [
            ("Ordförande", "Region Halland", Sector.PUBLIC, "ordförande"),
            ("Ledamot", "Byalaget", Sector.CIVIL_SOCIETY, ""),
            ("Suppleant", "", "", ""),
        ]

    def test_a_copy_has_all_rows(self) -> None:
        page = AgreementPageFactory()
        add_versions(page, 2019)
        group = WorkingGroup.objects.create(page=page, year=2024)
        WorkingGroupMember.objects.create(group=group, name="Ledamot")
        [page] = load(page)
        copy = page.copy(update_attrs={"slug": "copy"})
        assert [version.label for version in copy.versions] == ["2019"]
        assert [[row.name for row in row_group.members.all()] for row_group in copy.working_groups] == [["Ledamot"]]
        assert group.members.count() == 1

    def test_the_same_number_of_statements_for_one_and_three(self, django_assert_num_queries: Any) -> None:
        pages = [AgreementPageFactory() for _ in range(3)]
        for page in pages:
            add_versions(page, 2015, 2023)
            Principle.objects.create(page=page, title="Dialog", text="")
            group = WorkingGroup.objects.create(page=page, year=2024)
            WorkingGroupMember.objects.create(group=group, name="Ledamot", organisation=OrganisationFactory())
        for size in (1, 3):
            loaded = load(*pages[:size])
            with django_assert_num_queries(5):
                for page in loaded:
                    assert page.current_version.label == "2023"
                    assert len(page.versions) == 2
                    assert len(page.principles) == 1
                    [group] = page.working_groups
                    assert all(member.represents for member in related(group, "members"))


class TestDatabaseRules:
    def test_a_member_has_one_organisation(self) -> None:
        group = WorkingGroup.objects.create(page=AgreementPageFactory(), year=2024)
        member = WorkingGroupMember(group=group, name="x", organisation=OrganisationFactory(), organisation_name="y")
        with pytest.raises(ValidationError) as error:
            member.full_clean()
        assert list(error.value.message_dict) == ["organisation_name"]
        with pytest.raises(IntegrityError):
            member.save()

    def test_a_year_has_four_digits(self) -> None:
        group = WorkingGroup(page=AgreementPageFactory(), year=24)
        with pytest.raises(ValidationError) as error:
            group.full_clean()
        assert list(error.value.message_dict) == ["year"]
        with pytest.raises(IntegrityError):
            group.save()

    def test_a_project_ends_after_it_starts(self) -> None:
        project = ProjectPageFactory(starts_on=dt.date(2016, 4, 5), ends_on=dt.date(2016, 4, 5))
        project.ends_on = dt.date(2016, 4, 4)
        with pytest.raises(ValidationError) as error:
            project.full_clean()
        assert list(error.value.message_dict) == ["ends_on"]
        with pytest.raises(IntegrityError):
            ProjectPage.objects.filter(pk=project.pk).update(ends_on=dt.date(2016, 4, 4))

    def test_an_organisation_signs_a_version_once(self) -> None:
        signatory = SignatoryFactory()
        again = SignatoryFactory.build(
            organisation=signatory.organisation, version=signatory.version, agreement=signatory.agreement
        )
        with pytest.raises(ValidationError) as error:
            again.full_clean()
        assert list(error.value.message_dict) == ["organisation"]
        with pytest.raises(IntegrityError):
            again.save()

    def test_nobody_has_signed_in_the_future(self) -> None:
        signatory = SignatoryFactory()
        signatory.signed_on = dt.date(2999, 1, 1)
        with pytest.raises(ValidationError) as error:
            signatory.full_clean()
        assert list(error.value.message_dict) == ["signed_on"]


class TestSignatories:
    def test_only_published_organisations_of_visible_agreements(self) -> None:
        shown = SignatoryFactory()
        SignatoryFactory(organisation__live=False)
        SignatoryFactory(version__page__live=False)
        private = SignatoryFactory()
        PageViewRestriction.objects.create(page=private.agreement, restriction_type=PageViewRestriction.LOGIN)
        below_private = PlatformPageFactory()
        PageViewRestriction.objects.create(page=below_private, restriction_type=PageViewRestriction.LOGIN)
        SignatoryFactory(version__page__parent=below_private)
        assert list(Signatory.objects.visible()) == [shown]
        assert Signatory.objects.count() == 5

    def test_order_and_filters(self) -> None:
        version = AgreementVersionFactory()
        late, early = (
            SignatoryFactory(version=version, organisation__name=name, organisation__municipality=municipality)
            for name, municipality in (("Ö-föreningen", Municipality.HYLTE), ("Bygdegården", Municipality.LAHOLM))
        )
        assert list(Signatory.objects.alphabetical()) == [early, late]
        assert list(Signatory.objects.in_municipality(Municipality.HYLTE)) == [late]

    def test_the_agreement_follows_the_version_and_outlives_it(self) -> None:
        signatory: Any = SignatoryFactory()
        agreement = signatory.version.page
        assert signatory.agreement == agreement
        signatory.version.delete()
        [signatory] = load(signatory)
        assert (signatory.version, signatory.agreement) == (None, agreement)
        agreement.delete()
        assert not Signatory.objects.exists()


class TestProject:
    def test_lists_hold_what_anyone_may_see(self) -> None:
        project = ProjectPageFactory()
        partner, draft = OrganisationFactory(), OrganisationFactory(live=False)
        for order, organisation in enumerate([draft, partner, partner]):
            ProjectPartner.objects.create(page=project, organisation=organisation, sort_order=order)
        report = DocumentFactory()
        ProjectReport.objects.create(page=project, document=report)
        for order, text in enumerate(["Bidra med kunskap", "Skapa kontakter"]):
            ProjectOpportunity.objects.create(page=project, text=text, sort_order=order)
        decision = ProjectDecision.objects.create(
            page=project, decided_on=dt.date(2016, 4, 5), body="Tillväxtutskottet", outcome="Bifall"
        )
        focus = FocusAreaFactory()
        project.focus_areas = [focus]
        project.save()
        [project] = load(project)
        assert project.partners == [partner]
        assert project.reports == [report]
        assert project.opportunities == ["Bidra med kunskap", "Skapa kontakter"]
        assert related(project, "decisions") == [decision]
        assert related(project, "focus_areas") == [focus]

    def test_the_same_number_of_statements_for_one_and_three(self) -> None:
        projects = [ProjectPageFactory() for _ in range(3)]
        for project in projects:
            ProjectPartner.objects.create(page=project, organisation=OrganisationFactory())
            ProjectReport.objects.create(page=project, document=DocumentFactory())
            ProjectOpportunity.objects.create(page=project, text="x")
        counts = []
        for size in (1, 3):
            loaded = load(*projects[:size])
            with CaptureQueriesContext(connection) as queries:
                for project in loaded:
                    assert [len(project.partners), len(project.reports), len(project.opportunities)] == [1, 1, 1]
            counts.append(len(queries))
        assert counts == [5, 5]

    def test_no_rule_of_the_database_is_unknown_to_the_form(self) -> None:
        for model in (ProjectPage, Signatory, WorkingGroup, WorkingGroupMember):
            for constraint in model._meta.constraints:
                assert constraint.violation_error_message != models.BaseConstraint.default_violation_error_message


class TestContactPage:
    def test_contacts_are_grouped_by_what_they_answer(self) -> None:
        page = ContactPageFactory()
        contacts = [ContactFactory() for _ in range(3)]
        hidden = ContactFactory(live=False)
        for order, (contact, responsibility) in enumerate(
            [(contacts[0], "Frågor"), (contacts[1], "Press"), (hidden, "Hemligt"), (contacts[2], "Frågor ")]
        ):
            PageContactFactory(page=page, contact=contact, responsibility=responsibility, sort_order=order)
        [page] = load(page)
        assert [(group.responsibility, group.contacts) for group in page.contact_groups] == [
            ("Frågor", [contacts[0], contacts[2]]),
            ("Press", [contacts[1]]),
        ]


def test_related_pages_are_those_that_anyone_may_see() -> None:
    page, target, draft = PlatformPageFactory(), PlatformPageFactory(), PlatformPageFactory(live=False)
    for order, other in enumerate([draft, target]):
        page.related_page_links.create(target=Page.objects.get(pk=other.pk), sort_order=order)
    page.save()
    [page] = load(page)
    assert page.related_pages == [target]
