"""The list of signatories in the admin: columns, filters, order and files."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from platform_pages.models import AgreementVersion
from tests.factories.cms import OrganisationFactory
from tests.factories.platform_pages import AgreementVersionFactory, SignatoryFactory
from tests.listings import exported_csv, exported_xlsx, table_of, titles
from tests.roles import signed_in, user_in

URL = "/admin/snippets/platform_pages/signatory/"
HEADINGS = ["Organisation", "Anslutningsdatum", "Version", "Kommun", "Sektor"]


@pytest.fixture
def versions(root_page: Page) -> list[AgreementVersion]:
    """Two versions of an agreement."""
    first: Any = AgreementVersionFactory(label="2015")
    second: Any = AgreementVersionFactory(label="2024", page=first.page)
    return [first, second]


@pytest.fixture
def three(versions: list[AgreementVersion]) -> None:
    """Three signatories, made neither by name nor by day."""
    for name, sector, municipality, version, signed_on in (
        ("Kommunen", "public", "hylte", 0, dt.date(2020, 2, 1)),
        ("Bolaget", "business", "varberg", 1, dt.date(2024, 5, 1)),
        ("Föreningen", "civil_society", "", 0, dt.date(2016, 1, 31)),
    ):
        SignatoryFactory(
            organisation=OrganisationFactory(name=name, sector=sector, municipality=municipality),
            version=versions[version],
            signed_on=signed_on,
        )


@pytest.mark.usefixtures("three")
def test_signatories_stand_by_name_with_what_they_signed_and_when(admin_client: Client):
    assert table_of(admin_client, URL) == [
        HEADINGS,
        ["Bolaget", "2024-05-01", "2024", "Varberg", "Näringsliv"],
        ["Föreningen", "2016-01-31", "2015", "", "Idéburen sektor"],
        ["Kommunen", "2020-02-01", "2015", "Hylte", "Offentlig sektor"],
    ]


@pytest.mark.usefixtures("three")
def test_the_files(admin_client: Client):
    assert exported_csv(admin_client, URL) == [
        HEADINGS,
        ["Bolaget", "2024-05-01", "2024", "Varberg", "Näringsliv"],
        ["Föreningen", "2016-01-31", "2015", "", "Idéburen sektor"],
        ["Kommunen", "2020-02-01", "2015", "Hylte", "Offentlig sektor"],
    ]
    assert exported_xlsx(admin_client, URL) == [
        HEADINGS,
        ["Bolaget", dt.date(2024, 5, 1), "2024", "Varberg", "Näringsliv"],
        ["Föreningen", dt.date(2016, 1, 31), "2015", None, "Idéburen sektor"],
        ["Kommunen", dt.date(2020, 2, 1), "2015", "Hylte", "Offentlig sektor"],
    ]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("organisation", ["Bolaget", "Föreningen", "Kommunen"]),
        ("-organisation", ["Kommunen", "Föreningen", "Bolaget"]),
        ("signed_on", ["Föreningen", "Kommunen", "Bolaget"]),
        ("-signed_on", ["Bolaget", "Kommunen", "Föreningen"]),
        ("version", ["Föreningen", "Kommunen", "Bolaget"]),
        ("-version", ["Bolaget", "Föreningen", "Kommunen"]),
        ("municipality", ["Föreningen", "Kommunen", "Bolaget"]),
        ("-municipality", ["Bolaget", "Kommunen", "Föreningen"]),
        ("sector", ["Bolaget", "Föreningen", "Kommunen"]),
        ("-sector", ["Kommunen", "Föreningen", "Bolaget"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_each_column_sorts_both_ways(admin_client: Client, ordering: str, expected: list[str]):
    assert titles(admin_client, URL, ordering=ordering) == expected
    assert titles(admin_client, URL, ordering=ordering, q="fören") == ["Föreningen"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"signed_on_from": "2020-02-01"}, ["Bolaget", "Kommunen"]),
        ({"signed_on_to": "2020-02-01"}, ["Föreningen", "Kommunen"]),
        ({"municipality": ["hylte"]}, ["Kommunen"]),
        ({"municipality": ["hylte", "varberg"]}, ["Bolaget", "Kommunen"]),
        ({"sector": ["civil_society"]}, ["Föreningen"]),
        ({"q": "bol"}, ["Bolaget"]),
        ({"q": "bol", "municipality": ["hylte"]}, []),
    ],
)
@pytest.mark.usefixtures("three")
def test_each_filter_leaves_out_the_rest(admin_client: Client, query: dict[str, Any], expected: list[str]):
    assert titles(admin_client, URL, **query) == expected
    assert [row[0] for row in exported_csv(admin_client, URL, **query)[1:]] == expected


@pytest.mark.usefixtures("three")
def test_the_filter_by_version(admin_client: Client, versions: list[AgreementVersion]):
    assert titles(admin_client, URL, version=versions[1].pk) == ["Bolaget"]


@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_one_row_costs_as_much_as_three(admin_client: Client, root_page: Page, export: str):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert b"".join(admin_client.get(URL, {"export": export} if export else {}))
        return len(captured)

    SignatoryFactory()
    statements()  # what is kept for later
    with_one = statements()
    SignatoryFactory()
    SignatoryFactory()

    assert statements() == with_one


@pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
@pytest.mark.usefixtures("three")
def test_each_role_reads_the_list(group: str):
    establish_roles()
    assert titles(signed_in(user_in(group)), URL) == ["Bolaget", "Föreningen", "Kommunen"]
