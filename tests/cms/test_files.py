"""Files over HTTP: whom a size of a picture and a document are handed to, with which headers, from either storage."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from cms.images import ImagePreset
from cms.models import Image, Rendition
from tests.factories.cms import DocumentFactory, ImageFactory, root_collection

pytestmark = pytest.mark.django_db

SECRET = b"The secret of the board."
FILE_POLICY = "default-src 'none'; sandbox"
KINDS = {"png": "image/png", "jpg": "image/jpeg", "avif": "image/avif"}


@pytest.fixture(autouse=True, params=["disk", "bucket"])
def _storage(request: Any, settings: Any, tmp_path: Path) -> None:
    """Files on disk, then in a storage that knows no paths, as that of a bucket."""
    settings.MEDIA_ROOT = tmp_path
    if request.param == "bucket":
        bucket = {
            "BACKEND": "django.core.files.storage.InMemoryStorage",
            "OPTIONS": {"base_url": "https://bucket.test/"},
        }
        settings.STORAGES = {**settings.STORAGES, "default": bucket}


def restricted(kind: str = CollectionViewRestriction.LOGIN, **values: Any) -> Collection:
    """Return a collection below one that is restricted."""
    above = root_collection().add_child(name="Slutet")
    CollectionViewRestriction.objects.create(collection=above, restriction_type=kind, **values)
    return above.add_child(name="Därunder")


RESTRICTIONS: dict[str, Callable[[], Collection]] = {
    "login": restricted,
    "groups": lambda: restricted(CollectionViewRestriction.GROUPS),
    "password": lambda: restricted(CollectionViewRestriction.PASSWORD, password="öppna"),
}


def size_of(image: Any, spec: str = "width-4|format-png") -> Rendition:
    """Return one size of a picture."""
    return image.get_rendition(spec)


def document(collection: Collection | None = None, name: str = "protokoll.txt") -> Any:
    """Return a document that holds the secret."""
    return DocumentFactory(file=ContentFile(SECRET, name), collection=collection or root_collection())


def signed_in(*groups: Group, superuser: bool = False) -> Client:
    """Return a client of one who may use the admin."""
    user = get_user_model().objects.create_user("editor", "editor@example.org", is_superuser=superuser)
    user.groups.add(*groups)
    client = Client()
    client.force_login(user)
    return client


def editors_of(collection: Collection, *codenames: str) -> Group:
    """Return a group with permissions on a collection."""
    group = Group.objects.create(name="Redaktörer")
    for permission in Permission.objects.filter(content_type__app_label="cms", codename__in=codenames):
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group


def get(client: Client, url: str, if_none_match: str = "") -> Any:
    """Return the answer to a request for a file; ``held`` is what it holds."""
    response: Any = client.get(url, headers={"if-none-match": if_none_match} if if_none_match else {})
    response.held = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def stored(rendition: Rendition) -> bytes:
    """Return a size's file as it is stored."""
    with rendition.file.storage.open(rendition.file.name) as file:
        return bytes(file.read())


def facts(response: Any) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return all that one who asks can see of an answer."""
    return response.status_code, response.held, sorted(response.items())


class TestRenditions:
    @pytest.mark.parametrize("extension", KINDS)
    def test_of_a_public_picture_are_for_everyone_and_kept(self, client: Client, extension: str) -> None:
        rendition = size_of(ImageFactory(), f"width-4|format-{extension.replace('jpg', 'jpeg')}")

        with CaptureQueriesContext(connection) as statements:
            response = get(client, rendition.url)

        assert response.status_code == 200
        assert response.held == stored(rendition)
        headers = ("Content-Type", "Cache-Control", "Content-Security-Policy", "Cross-Origin-Resource-Policy")
        assert [response[name] for name in headers] == [
            KINDS[extension],
            "public, max-age=31536000, s-maxage=600, immutable",
            FILE_POLICY,
            "cross-origin",
        ]
        assert "Vary" not in response
        assert len(statements) == 1

    def test_are_not_sent_twice(self, client: Client) -> None:
        rendition = size_of(ImageFactory())
        first = get(client, rendition.url)

        with CaptureQueriesContext(connection) as statements:
            second = get(client, rendition.url, first["ETag"])

        assert (second.status_code, second.held) == (304, b"")
        assert second["Cache-Control"] == first["Cache-Control"]
        assert len(statements) == 1

    def test_are_addressed_on_the_service_s_host_wherever_they_lie(self, query_data: Any, client: Client) -> None:
        image = ImageFactory()
        rendition = size_of(image, "fill-800x450|format-jpeg")

        url = Image.objects.get(pk=image.pk).rendition(ImagePreset.CARD).url_on_host

        assert url == f"http://localhost:8000/media/{rendition.file.name}"

    def test_have_names_that_nobody_guesses_and_that_never_come_back(self) -> None:
        image = ImageFactory()
        names = set()
        for _turn in range(3):
            names.add(size_of(image).file.name)
            Rendition.objects.all().delete()

        assert len(names) == 3

    @pytest.mark.parametrize("kind", RESTRICTIONS)
    def test_of_a_private_picture_look_as_if_there_were_none(self, client: Client, kind: str) -> None:
        rendition = size_of(ImageFactory(collection=RESTRICTIONS[kind]()))
        missing = get(client, "/media/images/finns-inte.png")
        assert stored(rendition)

        assert facts(get(client, rendition.url)) == facts(missing)
        for value in ("*", f'"{rendition.file.name}"'):
            assert get(client, rendition.url, value).status_code == 404
        assert missing.status_code == 404

    def test_stop_at_once_when_the_picture_becomes_private(self, client: Client, admin_client: Client) -> None:
        image = ImageFactory()
        url = size_of(image).url
        collection = restricted()
        etag = get(client, url)["ETag"]

        sent = {"title": "Strand", "description": "En strand", "credit": "Eva", "collection": collection.pk, "tags": ""}
        assert admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), sent).status_code == 302

        assert get(client, url).status_code == 404
        assert get(client, url, etag).status_code == 404

    def test_stop_at_once_when_the_collection_becomes_private(self, client: Client) -> None:
        collection = root_collection().add_child(name="Öppet")
        url = size_of(ImageFactory(collection=collection)).url
        assert get(client, url).status_code == 200

        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

        assert get(client, url).status_code == 404

    @pytest.mark.parametrize("kind", RESTRICTIONS)
    def test_of_a_private_picture_are_shown_in_the_admin_and_kept_by_no_cache(self, kind: str) -> None:
        rendition = size_of(ImageFactory(collection=RESTRICTIONS[kind]()))

        response = get(signed_in(superuser=True), rendition.url)

        assert response.status_code == 200
        assert response.held == stored(rendition)
        headers = ("Cache-Control", "Vary", "Cross-Origin-Resource-Policy")
        assert [response[name] for name in headers] == ["private, no-store", "Cookie", "same-origin"]
        assert "ETag" not in response

    def test_the_admin_s_thumbnails_are_private_too(self, client: Client, admin_client: Client) -> None:
        ImageFactory(collection=restricted())
        assert get(admin_client, reverse("wagtailimages:index")).status_code == 200
        thumbnail = Rendition.objects.get()

        assert get(client, thumbnail.url).status_code == 404
        assert get(admin_client, thumbnail.url).status_code == 200

    def test_a_lost_file_is_not_found(self, client: Client) -> None:
        rendition = size_of(ImageFactory())
        rendition.file.storage.delete(rendition.file.name)

        assert get(client, rendition.url).status_code == 404

    def test_originals_are_not_handed_out(self, client: Client, admin_client: Client) -> None:
        image = ImageFactory()

        for name in (image.file.name, f"images/../{image.file.name}", f"images/%2e%2e/{image.file.name}"):
            assert get(client, f"/media/{name}").status_code == 404
            assert get(admin_client, f"/media/{name}").status_code == 404

    def test_are_only_read(self, client: Client) -> None:
        rendition = size_of(ImageFactory())

        assert client.post(rendition.url).status_code == 405


class TestDocuments:
    def test_a_public_document_is_a_download_for_everyone(self, client: Client) -> None:
        public = document(name="Årsrapport 2025.pdf")

        with CaptureQueriesContext(connection) as statements:
            response = get(client, public.url)

        assert (response.status_code, response.held) == (200, SECRET)
        shown = {
            name: value for name, value in response.items() if name.startswith(("Content-", "Cache-", "X-C", "Vary"))
        }
        assert shown == {
            "Content-Type": "application/pdf",
            "Content-Length": str(len(SECRET)),
            "Content-Disposition": "attachment; filename*=utf-8''%C3%85rsrapport_2025.pdf",
            "Content-Security-Policy": FILE_POLICY,
            "Cache-Control": "public, no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        assert len(statements) == 1

    @pytest.mark.parametrize("extension", ["csv", "docx", "ics", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"])
    def test_every_kind_has_its_type_and_none_a_browser_s_page(self, client: Client, extension: str) -> None:
        response = get(client, document(name=f"fil.{extension}").url)

        assert response["Content-Type"].partition("/")[0] in ("application", "text")
        assert response["Content-Type"] not in ("application/octet-stream", "text/html")
        assert response["Content-Disposition"].startswith("attachment; filename=")

    def test_is_not_sent_twice(self, client: Client) -> None:
        public = document()
        first = get(client, public.url)

        second = get(client, public.url, first["ETag"])

        assert (second.status_code, second.held) == (304, b"")
        assert get(client, public.url, '"other"').status_code == 200

    @pytest.mark.parametrize("kind", RESTRICTIONS)
    def test_a_private_document_looks_as_if_there_were_none(self, client: Client, kind: str) -> None:
        private = document(RESTRICTIONS[kind]())
        private.refresh_from_db()
        missing = get(client, f"/documents/{private.pk + 1}/{private.filename}")

        answer = get(client, private.url)

        assert SECRET not in answer.held
        assert facts(answer) == facts(missing)
        assert missing.status_code == 404

    def test_no_hash_of_a_private_document_is_confirmed(self, client: Client) -> None:
        private = document(restricted())
        private.refresh_from_db()
        assert private.file_hash

        for value in (f'"{private.file_hash}"', f'W/"{private.file_hash}"', "*"):
            refused = get(client, private.url, value)
            assert (refused.status_code, "ETag" in refused) == (404, False)

    def test_nobody_can_give_a_password_for_it(self, client: Client, admin_client: Client) -> None:
        private = document(restricted(CollectionViewRestriction.PASSWORD, password="öppna"))
        session = client.session
        session[CollectionViewRestriction.passed_view_restrictions_session_key] = list(
            CollectionViewRestriction.objects.values_list("pk", flat=True)
        )
        session.save()

        assert get(client, private.url).status_code == 404
        with pytest.raises(NoReverseMatch):
            reverse("wagtaildocs_authenticate_with_password", args=[1])
        url = reverse("wagtailadmin_collections:set_privacy", args=[root_collection().add_child(name="Ny").pk])
        offered = admin_client.get(url).context["form"].fields["restriction_type"].choices
        assert [value for value, _label in offered] == ["none", "login", "groups"]

    def test_the_key_alone_opens_nothing(self, client: Client, admin_client: Client) -> None:
        public = document()

        assert get(client, f"/documents/{public.pk}/annat.txt").status_code == 404
        assert get(admin_client, f"/documents/{public.pk}/annat.txt").status_code == 404
        assert get(client, f"/documents/{10**30}/{public.filename}").status_code == 404

    def test_stops_at_once_when_it_becomes_private(self, client: Client) -> None:
        moved = document()
        etag = get(client, moved.url)["ETag"]

        moved.collection = restricted()
        moved.save()

        assert get(client, moved.url, etag).status_code == 404

    def test_who_is_signed_in_has_what_only_asks_for_that(self) -> None:
        response = get(signed_in(), document(restricted()).url)

        assert (response.status_code, response.held) == (200, SECRET)
        assert [response["Cache-Control"], response["Vary"], "ETag" in response] == [
            "private, no-store",
            "Cookie",
            False,
        ]

    def test_a_document_for_a_group_is_for_that_group_and_its_editors(self) -> None:
        collection = restricted(CollectionViewRestriction.GROUPS)
        board = Group.objects.create(name="Styrelsen")
        CollectionViewRestriction.objects.get().groups.add(board)
        private = document(collection)
        client = signed_in()
        user = get_user_model().objects.get()

        assert get(client, private.url).status_code == 404
        user.groups.set([board])
        assert get(client, private.url).status_code == 200
        user.groups.set([editors_of(collection, "change_image")])
        assert get(client, private.url).status_code == 404
        Group.objects.get(name="Redaktörer").delete()
        user.groups.set([editors_of(collection, "change_document")])
        assert get(client, private.url).status_code == 200

    def test_its_address_is_never_the_bucket_s(self) -> None:
        public = document()

        assert public.url == f"/documents/{public.pk}/{public.filename}"
        assert public.url_on_host == f"http://localhost:8000{public.url}"
