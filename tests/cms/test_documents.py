"""Documents: what is read from the file, what the admin keeps, and whose funding they acknowledge."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cms.models import Document
from cms.peers import load_list
from tests.factories.cms import DocumentFactory, FunderFactory, OrganisationFactory, root_collection
from tests.factories.platform_pages import PlatformPageFactory, ProjectPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def add(client: Client, name: str = "Årsrapport 2025.PDF", **values: Any) -> Any:
    """Send the form of a new document."""
    sent = {
        "title": "Årsrapport",
        "file": SimpleUploadedFile(name, b"%PDF-1.7 en rapport", "application/pdf"),
        "collection": root_collection().pk,
        "tags": "",
    }
    return client.post(reverse("wagtaildocs:add"), sent | values)


class TestForm:
    def test_file_and_facts_are_kept(self, admin_client: Client, home_page: Page) -> None:
        project = ProjectPageFactory(parent=home_page, title="Projektet")

        response = add(admin_client, language="sv", publisher="Region Halland", year="2025", part_of_project=project.pk)

        assert response.status_code == 302
        document = Document.objects.get()
        assert (document.language, document.publisher, document.year) == ("sv", "Region Halland", 2025)
        assert document.part_of_project_id == project.pk
        assert document.file_extension == "pdf"
        assert document.file_size == len(b"%PDF-1.7 en rapport")
        assert document.file_hash

    def test_facts_are_not_asked_for(self, admin_client: Client) -> None:
        assert add(admin_client).status_code == 302

        document = Document.objects.get()
        assert (document.language, document.publisher, document.year) == ("", "", None)
        assert document.acknowledgements == []

    def test_a_change_keeps_the_file_and_a_new_file_is_measured_anew(self, admin_client: Client) -> None:
        add(admin_client)
        document = Document.objects.get()
        size, name = document.file_size, document.file.name
        url = reverse("wagtaildocs:edit", args=[document.pk])
        sent = {"title": "Rapporten", "collection": document.collection_id, "tags": "", "year": "2024"}

        assert admin_client.post(url, sent).status_code == 302
        document.refresh_from_db()
        assert (document.title, document.year, document.file_size, document.file.name) == (
            "Rapporten",
            2024,
            size,
            name,
        )

        new_file = SimpleUploadedFile("ny.txt", b"kortare", "text/plain")
        assert admin_client.post(url, sent | {"file": new_file}).status_code == 302
        document = Document.objects.get()
        assert (document.file_extension, document.file_size) == ("txt", 7)
        assert not document.file.storage.exists(name)

    def test_only_projects_can_be_chosen_as_the_project(self, admin_client: Client, home_page: Page) -> None:
        project = ProjectPageFactory(parent=home_page, title="Projektet")
        page = PlatformPageFactory(parent=home_page)

        form = admin_client.get(reverse("wagtaildocs:add")).context["form"]

        assert [choice.pk for choice in form.fields["part_of_project"].queryset] == [project.pk]
        refused = add(admin_client, part_of_project=page.pk)
        assert set(refused.context["form"].errors) == {"part_of_project"}

    @pytest.mark.parametrize("name", ["program.exe", "sida.html", "bild.svg", "utan-typ"])
    def test_other_kinds_of_file_are_refused_at_the_file(self, admin_client: Client, name: str) -> None:
        response = add(admin_client, name=name)

        assert set(response.context["form"].errors) == {"file"}
        assert not Document.objects.exists()

    @pytest.mark.parametrize("year", ["1899", "2101"])
    def test_a_year_out_of_reach_is_refused_at_the_year(self, admin_client: Client, year: str) -> None:
        assert set(add(admin_client, year=year).context["form"].errors) == {"year"}

    def test_many_at_once_are_kept_and_then_described(self, admin_client: Client) -> None:
        ajax = {"x-requested-with": "XMLHttpRequest"}
        file = SimpleUploadedFile("rapport.pdf", b"%PDF-1.7", "application/pdf")

        first = admin_client.post(
            reverse("wagtaildocs:add_multiple"),
            {"title": "Rapport", "files[]": file, "collection": root_collection().pk},
            headers=ajax,
        ).json()

        assert first["success"] is True
        prefix = f"doc-{first['doc_id']}"
        assert f'name="{prefix}-publisher"' in first["form"]
        sent = {
            f"{prefix}-title": "Rapporten",
            f"{prefix}-collection": root_collection().pk,
            f"{prefix}-tags": "",
            f"{prefix}-publisher": "Region Halland",
        }
        url = reverse("wagtaildocs:edit_multiple", args=[first["doc_id"]])
        assert admin_client.post(url, sent, headers=ajax).json()["success"] is True
        document = Document.objects.get()
        assert (document.title, document.publisher, document.file_size) == ("Rapporten", "Region Halland", 8)


class TestFile:
    def test_code_that_saves_a_document_has_it_measured(self) -> None:
        document = DocumentFactory(file=ContentFile(b"1234567890", "Bilaga.DOCX"))

        assert (document.file_extension, document.file_size) == ("docx", 10)

        document = Document.objects.get()
        document.file = ContentFile(b"123", "bilaga.csv")
        document.save()

        document = Document.objects.get()
        assert (document.file_extension, document.file_size) == ("csv", 3)

    def test_the_address_is_absolute(self) -> None:
        document = DocumentFactory()

        assert document.url_on_host.startswith("http")
        assert document.url_on_host.endswith(f"/documents/{document.pk}/{document.filename}")

    def test_a_document_can_be_downloaded(self, client: Client) -> None:
        document = DocumentFactory(file=ContentFile(b"Text.", "text.txt"))

        response = client.get(document.url)

        assert response.status_code == 200
        assert b"".join(response.streaming_content) == b"Text."

    def test_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(ValidationError) as refused:
            DocumentFactory.build(file=ContentFile(b"MZ", "program.exe"), collection=root_collection()).clean()

        assert set(refused.value.message_dict) == {"file"}


class TestAcknowledgements:
    def test_the_funders_of_its_project_are_acknowledged_in_order(self, home_page: Page) -> None:
        project = ProjectPageFactory(parent=home_page)
        second = FunderFactory(page=project, statement="Med stöd av Region Halland", sort_order=1)
        first = FunderFactory(page=project, statement="Medfinansieras av Europeiska unionen", sort_order=0)
        FunderFactory(page=ProjectPageFactory(parent=home_page), statement="Ett annat projekts")

        document = Document.objects.get(pk=DocumentFactory(part_of_project=project).pk)

        assert document.acknowledgements == [first, second]

    def test_a_project_that_is_not_published_is_not_shown(self, home_page: Page) -> None:
        project = ProjectPageFactory(parent=home_page, live=False)
        FunderFactory(page=project, statement="Hemligt")

        document = Document.objects.get(pk=DocumentFactory(part_of_project=project).pk)

        assert document.acknowledgements == []

    def test_a_document_without_project_acknowledges_nobody(self) -> None:
        assert DocumentFactory().acknowledgements == []

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_cost_does_not_grow_with_the_list(self, home_page: Page, number: int) -> None:
        for _turn in range(number):
            project = ProjectPageFactory(parent=home_page)
            FunderFactory(page=project, organisation=OrganisationFactory())
            DocumentFactory(part_of_project=project)
        documents = load_list(Document.objects.all())

        with CaptureQueriesContext(connection) as statements:
            assert all(len(document.acknowledgements) == 1 for document in documents)

        assert len(statements) == 3
