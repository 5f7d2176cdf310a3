"""Uploads: pictures are stored as a decoder saw them, documents are what their names say, in whatever way they come."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import ImageCms
from wagtail.models import UploadedFile

from cms import pictures
from cms.models import Document, Image
from tests.factories.cms import ImageFactory, root_collection

pytestmark = pytest.mark.django_db

AJAX = {"x-requested-with": "XMLHttpRequest"}
SECRET = b"56.6745N 12.8578E <script>alert(1)</script>"
FORMATS = {"avif": "AVIF", "gif": "GIF", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
UNREADABLE = "The file is damaged or can't be shown on the web. Save the picture anew as JPEG or PNG."
OTHER_CONTENTS = "The contents are not what the name's ending says. Save the document anew and choose that file."


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def halves(width: int = 60, height: int = 40) -> Any:
    """Return a picture that is red on the left and blue on the right."""
    canvas = PIL.Image.new("RGB", (width, height), "#cc2200")
    canvas.paste(PIL.Image.new("RGB", (width // 2, height), "#0033aa"), (width // 2, 0))
    return canvas


def written(picture: Any, kind: str, **options: Any) -> bytes:
    """Return a picture's file."""
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def camera_facts(orientation: int = 1) -> Any:
    """Return the facts that a camera writes into a file, with a position and a secret."""
    facts = PIL.Image.Exif()
    facts[0x0112] = orientation
    facts[0x010E] = SECRET.decode()
    facts.get_ifd(0x8825)[1] = "N"
    return facts


def burdened(extension: str) -> bytes:
    """Return a picture's file that holds the secret wherever the format has room, and behind its end."""
    options: dict[str, Any] = {
        "avif": {"exif": camera_facts(), "xmp": SECRET},
        "gif": {"comment": SECRET},
        "jpg": {"exif": camera_facts(), "comment": SECRET, "xmp": SECRET},
        "png": {"exif": camera_facts()},
        "webp": {"exif": camera_facts(), "xmp": SECRET},
    }[extension]
    contents = written(halves(), FORMATS[extension], **options)
    assert SECRET in contents
    return contents + SECRET


def form_of(contents: bytes, name: str) -> dict[str, Any]:
    """Return the form of a new picture."""
    return {
        "title": "Strand",
        "file": SimpleUploadedFile(name, contents),
        "description": "En strand",
        "credit": "Foto: Exempel",
        "collection": root_collection().pk,
        "tags": "",
    }


def add(client: Client, contents: bytes, name: str) -> Any:
    """Send the form of a new picture."""
    return client.post(reverse("wagtailimages:add"), form_of(contents, name))


def errors_of(response: Any) -> dict[str, list[str]]:
    """Return the errors of the form that came back."""
    return {} if response.status_code == 302 else dict(response.context["form"].errors)


def stored(image: Image) -> bytes:
    """Return the original as it is stored."""
    with image.file.open() as file:
        return bytes(file.read())


def opened(image: Image) -> Any:
    """Return the stored original as a picture."""
    return PIL.Image.open(BytesIO(stored(image)))


def is_close(colour: Any, other: tuple[int, int, int]) -> bool:
    """Return whether two colours look the same."""
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def by_the_form(client: Client, contents: bytes, name: str) -> Image:
    assert errors_of(add(client, contents, name)) == {}
    return Image.objects.get()


def by_the_chooser(client: Client, contents: bytes, name: str) -> Image:
    sent = {f"image-chooser-upload-{field}": value for field, value in form_of(contents, name).items()}
    assert client.post(reverse("wagtailimages_chooser:create"), sent).json()["step"] == "chosen"
    return Image.objects.get()


def by_a_new_file(client: Client, contents: bytes, name: str) -> Image:
    image = ImageFactory()
    response = client.post(reverse("wagtailimages:edit", args=[image.pk]), form_of(contents, name))
    assert errors_of(response) == {}
    return Image.objects.get()


def as_one_of_many(client: Client, contents: bytes, name: str) -> Image:
    sent = {"title": "Strand", "files[]": SimpleUploadedFile(name, contents), "collection": root_collection().pk}
    first = client.post(reverse("wagtailimages:add_multiple"), sent, headers=AJAX).json()
    upload = UploadedFile.objects.get(pk=first["uploaded_file_id"])
    with upload.file.open() as file:
        assert SECRET not in file.read()
    prefix = f"uploaded-image-{upload.pk}"
    described = {f"{prefix}-{field}": value for field, value in form_of(contents, name).items() if field != "file"}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    assert client.post(url, described, headers=AJAX).json()["success"] is True
    return Image.objects.get()


WAYS = [by_the_form, by_the_chooser, by_a_new_file, as_one_of_many]


class TestPictures:
    @pytest.mark.parametrize("extension", FORMATS)
    @pytest.mark.parametrize("way", WAYS)
    def test_nothing_but_the_picture_is_stored(self, admin_client: Client, way: Any, extension: str) -> None:
        image = way(admin_client, burdened(extension), f"strand.{extension}")

        contents = stored(image)
        assert SECRET not in contents
        assert b"script" not in contents
        assert image.file_size == len(contents)
        assert (image.width, image.height) == (60, 40)
        with opened(image) as picture:
            assert (picture.format, dict(picture.getexif())) == (FORMATS[extension], {})
            assert not {"comment", "xmp", "exif", "icc_profile"} & set(picture.info)
            shown = picture.convert("RGB")
        assert is_close(shown.getpixel((10, 20)), (0xCC, 0x22, 0x00))
        assert is_close(shown.getpixel((50, 20)), (0x00, 0x33, 0xAA))

    @pytest.mark.parametrize("way", WAYS)
    def test_a_large_upload_on_disk_is_written_anew_too(self, admin_client: Client, settings: Any, way: Any) -> None:
        settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

        image = way(admin_client, burdened("jpg"), "strand.jpg")

        assert SECRET not in stored(image)
        assert image.file_size == len(stored(image))

    @pytest.mark.parametrize("extension", ["jpg", "png", "webp"])
    def test_a_picture_taken_on_its_side_stands_upright(self, admin_client: Client, extension: str) -> None:
        contents = written(halves(), FORMATS[extension], exif=camera_facts(orientation=6))

        image = by_the_form(admin_client, contents, f"strand.{extension}")

        assert (image.width, image.height) == (40, 60)
        with opened(image) as picture:
            shown = picture.convert("RGB")
        assert is_close(shown.getpixel((20, 10)), (0xCC, 0x22, 0x00))
        assert is_close(shown.getpixel((20, 50)), (0x00, 0x33, 0xAA))

    def test_a_jpeg_keeps_its_quality(self, admin_client: Client) -> None:
        noise = PIL.Image.effect_noise((120, 90), 40).convert("RGB")
        contents = written(noise, "JPEG", quality=83, subsampling=2)
        with PIL.Image.open(BytesIO(contents)) as sent:
            tables, before = sent.quantization, sent.convert("RGB")

        image = by_the_form(admin_client, contents, "strand.jpg")

        with opened(image) as picture:
            assert picture.quantization == tables
            after = picture.convert("RGB")
        differences = [abs(one - two) for one, two in zip(before.tobytes(), after.tobytes(), strict=True)]
        assert sum(differences) / len(differences) < 1

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
    def test_a_png_of_every_kind_keeps_each_pixel(self, admin_client: Client, mode: str) -> None:
        canvas = halves().convert(mode)
        if "A" in mode:
            canvas.putpixel((3, 3), (0,) * len(mode))

        image = by_the_form(admin_client, written(canvas, "PNG"), "strand.png")

        with opened(image) as picture:
            assert picture.convert("RGBA").tobytes() == canvas.convert("RGBA").tobytes()

    @pytest.mark.parametrize("extension", ["gif", "png"])
    def test_a_transparent_colour_stays_transparent(self, admin_client: Client, extension: str) -> None:
        canvas = PIL.Image.new("P", (8, 6), 1)
        canvas.putpalette([255, 255, 255, 200, 0, 0])
        canvas.putpixel((0, 0), 0)

        image = by_the_form(admin_client, written(canvas, FORMATS[extension], transparency=0), f"strand.{extension}")

        with opened(image) as picture:
            shown = picture.convert("RGBA")
        assert [shown.getpixel((0, 0))[3], shown.getpixel((4, 4))[3]] == [0, 255]

    @pytest.mark.parametrize("extension", ["gif", "webp"])
    def test_of_an_animation_the_first_frame_is_kept(self, admin_client: Client, extension: str) -> None:
        second = PIL.Image.new("RGB", (60, 40), "#ffffff")
        contents = written(halves(), FORMATS[extension], save_all=True, append_images=[second], duration=100)

        image = by_the_form(admin_client, contents, f"strand.{extension}")

        with opened(image) as picture:
            assert getattr(picture, "n_frames", 1) == 1
            assert is_close(picture.convert("RGB").getpixel((10, 20)), (0xCC, 0x22, 0x00))

    def test_the_second_picture_of_a_camera_s_file_is_dropped(self, admin_client: Client) -> None:
        second = PIL.Image.new("RGB", (60, 40), "#ffffff")
        contents = written(halves(), "MPO", save_all=True, append_images=[second])

        image = by_the_form(admin_client, contents, "strand.jpg")

        with opened(image) as picture:
            assert picture.format == "JPEG"
            assert is_close(picture.convert("RGB").getpixel((10, 20)), (0xCC, 0x22, 0x00))

    def test_colours_of_a_profile_become_those_of_the_web(self, admin_client: Client) -> None:
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

        image = by_the_form(admin_client, written(halves(), "PNG", icc_profile=lab), "strand.png")

        with opened(image) as picture:
            assert "icc_profile" not in picture.info
            assert is_close(picture.getpixel((10, 20)), (0xCC, 0x22, 0x00))

    @pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
    def test_a_profile_that_is_none_is_dropped(self, admin_client: Client, mode: str) -> None:
        contents = written(halves().convert(mode), "JPEG", icc_profile=SECRET * 20)

        image = by_the_form(admin_client, contents, "strand.jpg")

        assert SECRET not in stored(image)
        with opened(image) as picture:
            assert picture.mode == mode


def png_of_size(width: int, height: int) -> bytes:
    """Return a file that says it is a picture of that size and holds no pixel."""
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(b"")),
            (b"IEND", b""),
        )
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"


class TestRefusedPictures:
    @pytest.mark.parametrize(
        ("contents", "name"),
        [
            (SVG, "strand.png"),
            (b'<?xml version="1.0"?>' + SVG, "strand.jpg"),
            (PAGE, "strand.png"),
            (PAGE + b"\x89PNG\r\n\x1a\n", "strand.png"),
            (b"GIF89a/*" + PAGE, "strand.gif"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 6\n", "strand.png"),
            (b"BM" + b"\0" * 60, "strand.png"),
            (b"", "strand.png"),
        ],
        ids=["svg", "xml", "page", "page-png", "gif-page", "postscript", "bmp", "empty"],
    )
    def test_what_is_no_picture_of_the_web_is_refused(self, admin_client: Client, contents: bytes, name: str) -> None:
        errors = errors_of(add(admin_client, contents, name))

        assert errors == {"file": ["The submitted file is empty." if not contents else UNREADABLE]}
        assert not Image.objects.exists()

    def test_a_picture_under_another_format_s_name_is_refused(self, admin_client: Client) -> None:
        errors = errors_of(add(admin_client, written(halves(), "PNG"), "strand.jpg"))

        assert set(errors) == {"file"}
        assert not Image.objects.exists()

    def test_an_svg_is_refused_by_its_name(self, admin_client: Client) -> None:
        assert set(errors_of(add(admin_client, SVG, "strand.svg"))) == {"file"}

    @pytest.mark.parametrize(
        ("width", "height", "said"), [(7_746, 7_746, "60000516"), (20_000, 20_000, "unknown number")]
    )
    def test_too_many_pixels_are_refused_before_one_is_decoded(
        self, admin_client: Client, monkeypatch: Any, width: int, height: int, said: str
    ) -> None:
        def decode(*_args: Any, **_kwargs: Any) -> None:
            raise AssertionError("decoded")

        monkeypatch.setattr(PIL.Image.Image, "load", decode)
        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)

        errors = errors_of(add(admin_client, png_of_size(width, height), "strand.png"))

        assert errors == {"file": [f"This file has too many pixels ({said}). Maximum pixels 60000000."]}

    def test_pixels_of_all_frames_count(self, admin_client: Client, settings: Any) -> None:
        frames = [PIL.Image.new("RGB", (60, 40), colour) for colour in ("#cc2200", "#00cc22", "#2200cc")]
        contents = written(frames[0], "GIF", save_all=True, append_images=frames[1:])

        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 7_199
        errors = errors_of(add(admin_client, contents, "strand.gif"))
        assert errors == {"file": ["This file has too many pixels (7200). Maximum pixels 7199."]}

        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 7_200
        assert errors_of(add(admin_client, contents, "strand.gif")) == {}

    def test_a_file_of_too_many_bytes_is_refused_unread(
        self, admin_client: Client, settings: Any, monkeypatch: Any
    ) -> None:
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024
        monkeypatch.setattr(pictures.PIL.Image, "open", None)

        errors = errors_of(add(admin_client, b"\0" * 1025, "strand.png"))

        assert errors == {"file": ["This file is too big (1.0\xa0KB). Maximum filesize 1.0\xa0KB."]}


def test_a_temporary_file_is_replaced_where_it_lies() -> None:
    with TemporaryUploadedFile("strand.jpg", "image/jpeg", 0, None) as file:
        file.write(burdened("jpg"))

        pictures.write_anew(file)

        on_disk = Path(file.temporary_file_path()).read_bytes()
        assert SECRET not in on_disk
        assert file.size == len(on_disk)


def package(**parts: bytes) -> bytes:
    """Return an archive; two underscores in a part's name stand for a slash, one for a full stop."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, contents in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), contents)
    return buffer.getvalue()


def office(part: str) -> bytes:
    """Return a file of Office Open XML with one part."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return buffer.getvalue()


CONTENTS = {
    "csv": "namn;ort\nÅsa;Halmstad\n".encode("cp1252"),
    "docx": office("word/document.xml"),
    "ics": b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "odt": package(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>"),
    "pdf": b"%PDF-1.7\n\x00\x01",
    "pptx": office("ppt/presentation.xml"),
    "rtf": b"{\\rtf1\\ansi Text.}",
    "txt": "Vad vi kom överens om.".encode(),
    "xlsx": office("xl/workbook.xml"),
}


def add_document(client: Client, contents: bytes, name: str) -> Any:
    """Send the form of a new document."""
    sent = {
        "title": "Rapport",
        "file": SimpleUploadedFile(name, contents),
        "collection": root_collection().pk,
        "tags": "",
    }
    return client.post(reverse("wagtaildocs:add"), sent)


class TestDocuments:
    def test_there_is_an_example_of_each_kind(self, settings: Any) -> None:
        assert sorted(CONTENTS) == sorted(settings.WAGTAILDOCS_EXTENSIONS)

    @pytest.mark.parametrize("extension", CONTENTS)
    def test_a_document_is_kept_as_it_is(self, admin_client: Client, extension: str) -> None:
        assert errors_of(add_document(admin_client, CONTENTS[extension], f"Rapport.{extension.upper()}")) == {}

        with Document.objects.get().file.open() as file:
            assert file.read() == CONTENTS[extension]

    @pytest.mark.parametrize("extension", CONTENTS)
    @pytest.mark.parametrize(
        "contents",
        [PAGE, b"\n " + SVG, b"MZ\x90\x00\x03\x00", PAGE + b"%PDF-1.7", b"PK\x03\x04" + PAGE, package(evil_txt=b"x")],
        ids=["page", "svg", "program", "page-pdf", "broken-zip", "zip"],
    )
    def test_other_contents_are_refused(self, admin_client: Client, extension: str, contents: bytes) -> None:
        errors = errors_of(add_document(admin_client, contents, f"rapport.{extension}"))

        assert errors == {"file": [OTHER_CONTENTS]}
        assert not Document.objects.exists()

    @pytest.mark.parametrize(
        ("extension", "contents"),
        [
            ("docx", "xlsx"),
            ("xlsx", "odt"),
            ("odt", "docx"),
            ("pdf", "rtf"),
            ("ics", "txt"),
        ],
    )
    def test_one_kind_is_not_taken_for_another(self, admin_client: Client, extension: str, contents: str) -> None:
        errors = errors_of(add_document(admin_client, CONTENTS[contents], f"rapport.{extension}"))

        assert errors == {"file": [OTHER_CONTENTS]}

    def test_an_archive_behind_a_page_is_refused(self, admin_client: Client) -> None:
        errors = errors_of(add_document(admin_client, PAGE + CONTENTS["docx"], "rapport.docx"))

        assert errors == {"file": [OTHER_CONTENTS]}

    def test_many_at_once_are_looked_at_too(self, admin_client: Client) -> None:
        sent = {
            "title": "Rapport",
            "files[]": SimpleUploadedFile("rapport.pdf", PAGE),
            "collection": root_collection().pk,
        }

        answer = admin_client.post(reverse("wagtaildocs:add_multiple"), sent, headers=AJAX).json()

        assert answer == {"success": False, "error_message": OTHER_CONTENTS}
        assert not Document.objects.exists()
        assert not UploadedFile.objects.exists()

    def test_the_chooser_looks_too(self, admin_client: Client) -> None:
        sent = {
            "document-chooser-upload-title": "Rapport",
            "document-chooser-upload-file": SimpleUploadedFile("rapport.pdf", PAGE),
            "document-chooser-upload-collection": root_collection().pk,
        }

        answer = admin_client.post(reverse("wagtaildocs_chooser:create"), sent).json()

        assert OTHER_CONTENTS.replace("'", "&#x27;") in answer["htmlFragment"]
        assert not Document.objects.exists()

    def test_a_document_of_too_many_bytes_is_refused(self, admin_client: Client, settings: Any) -> None:
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1024

        assert errors_of(add_document(admin_client, b"a" * 1024, "rapport.txt")) == {}
        assert errors_of(add_document(admin_client, b"a" * 1025, "rapport.txt")) == {
            "file": ["This file is too big (1.0\xa0KB). Maximum filesize 1.0\xa0KB."]
        }
