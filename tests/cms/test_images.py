"""Images: what the admin asks for, the colour and focal point kept, and the renditions made on saving."""

import datetime as dt
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import UploadedFile

from cms.images import (
    ALL_SPECS,
    AVIF_SPEED,
    PRESETS,
    ImageFormat,
    ImagePreset,
    dominant_colour,
    make_renditions,
    too_small_for,
)
from cms.models import Image, Rendition
from cms.peers import load_list
from news.models import NewsPage
from tests.factories.cms import ImageFactory, picture, root_collection
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

ADD = "wagtailimages:add"
DESCRIBE = "Describe the picture for those who can't see it, or mark it as decorative."
FOCAL_SPECS = {spec for spec in ALL_SPECS if spec.startswith("fill-")}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def tasks_run(settings: Any) -> None:
    """Tasks run at once, as they do without a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def committed(tasks_run: None, django_capture_on_commit_callbacks: Any) -> Any:
    """A context in which what waits for the transaction's end is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def upload(colour: str = "#336699", name: str = "strand.png") -> SimpleUploadedFile:
    """Return a small picture as a browser sends it."""
    return SimpleUploadedFile(name, picture(colour=colour).read(), "image/png")


def wide(colour: str = "#336699") -> ContentFile:
    """Return a picture with one half in white, so that the focal point decides what is cut out."""
    canvas = PIL.Image.new("RGB", (400, 100), "#ffffff")
    canvas.paste(PIL.Image.new("RGB", (200, 100), colour), (0, 0))
    buffer = BytesIO()
    canvas.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), "bred.png")


def add(client: Client, **values: Any) -> Any:
    """Send the form of a new image."""
    sent = {
        "title": "Strand",
        "file": upload(),
        "credit": "Foto: Exempel",
        "collection": root_collection().pk,
        "tags": "",
    }
    return client.post(reverse(ADD), sent | values)


def edit(client: Client, image: Any, **values: Any) -> Any:
    """Send the form of an image that exists."""
    sent = {
        "title": image.title,
        "description": image.description,
        "credit": image.credit or "Foto: Exempel",
        "collection": image.collection_id,
        "tags": "",
    }
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), sent | values)


class TestForm:
    def test_a_described_picture_is_kept(self, admin_client: Client) -> None:
        response = add(admin_client, description="En strand i solnedgång", credit="Foto: Exempel")

        assert response.status_code == 302
        image = Image.objects.get()
        assert (image.title, image.alt, image.credit) == ("Strand", "En strand i solnedgång", "Foto: Exempel")
        assert (image.width, image.height) == (8, 6)
        assert image.dominant_color == "#336699"
        assert image.file_hash

    @pytest.mark.parametrize("description", ["", "   "])
    def test_a_picture_without_description_is_refused_at_the_field(
        self, admin_client: Client, description: str
    ) -> None:
        response = add(admin_client, description=description)

        assert response.status_code == 200
        assert response.context["form"].errors == {"description": [DESCRIBE]}
        assert DESCRIBE.replace("'", "&#x27;") in response.content.decode()
        assert not Image.objects.exists()

    def test_a_decorative_picture_needs_none(self, admin_client: Client) -> None:
        response = add(admin_client, is_decorative="on")

        assert response.status_code == 302
        image = Image.objects.get()
        assert image.is_decorative
        assert image.alt == ""

    def test_a_decorative_picture_is_silent_even_with_a_description(self) -> None:
        assert ImageFactory(is_decorative=True, description="En strand").alt == ""

    def test_the_form_shows_the_field_as_alternative_text(self, admin_client: Client) -> None:
        form = admin_client.get(reverse(ADD)).context["form"]

        assert form.fields["description"].label == "Alternative text"
        assert "dominant_color" not in form.fields

    def test_a_change_may_not_take_the_description_away(self, admin_client: Client) -> None:
        image = ImageFactory()

        response = edit(admin_client, image, description="")

        assert response.context["form"].errors == {"description": [DESCRIBE]}

    @pytest.mark.parametrize("credit", ["", "   "])
    def test_a_picture_without_credit_is_refused_at_the_field(self, admin_client: Client, credit: str) -> None:
        response = add(admin_client, description="En strand", credit=credit)

        assert response.context["form"].errors == {"credit": ["Say who has made the picture, or where it comes from."]}
        assert not Image.objects.exists()

    def test_the_form_says_where_a_picture_is_too_small_and_lets_it_through(self, admin_client: Client) -> None:
        image = ImageFactory(file=picture(900, 700))

        html = admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

        places = "Top of a page, 21:9, 960 and 1600 pixels wide; "
        places += (
            "In running text, own proportions, 480 and 960 pixels wide; Shared in social media, 1200 by 630 pixels"
        )
        assert f"The picture is 900 × 700 pixels. It may look blurred here: {places}." in html
        assert edit(admin_client, image).status_code == 302

    def test_the_form_says_nothing_of_a_picture_that_is_large_enough(self, admin_client: Client) -> None:
        image = ImageFactory(file=picture(1600, 686))

        assert "blurred" not in admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

    @pytest.mark.parametrize(
        ("size", "presets"),
        [
            ((1600, 686), []),
            ((1599, 686), [ImagePreset.HERO]),
            ((1600, 685), [ImagePreset.HERO]),
            ((400, 20), [preset for preset in ImagePreset if preset != ImagePreset.LOGO]),
            ((399, 199), list(ImagePreset)),
        ],
    )
    def test_where_a_picture_is_too_small(self, size: tuple[int, int], presets: list[ImagePreset]) -> None:
        assert too_small_for(*size) == presets

    @pytest.mark.parametrize(
        ("size", "point"),
        [
            pytest.param((400, 200), (100, 150, 20, 20), id="the same shape, larger"),
            pytest.param((100, 50), (25, 38, 5, 5), id="the same shape, smaller"),
            pytest.param((200, 200), (None, None, None, None), id="another shape"),
        ],
    )
    def test_the_focal_point_goes_along_with_a_new_file(
        self, admin_client: Client, size: tuple[int, int], point: tuple[int | None, ...]
    ) -> None:
        before = {"focal_point_x": 50, "focal_point_y": 75, "focal_point_width": 10, "focal_point_height": 10}
        image = ImageFactory(file=picture(200, 100), **before)
        new = SimpleUploadedFile("ny.png", picture(*size).read(), "image/png")

        assert edit(admin_client, image, file=new, **before).status_code == 302

        image = Image.objects.get()
        assert (image.width, image.height) == size
        kept = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
        assert kept == point

    def test_the_chooser_asks_too(self, admin_client: Client) -> None:
        url = reverse("wagtailimages_chooser:create")
        sent = {
            "image-chooser-upload-title": "Strand",
            "image-chooser-upload-file": upload(),
            "image-chooser-upload-collection": root_collection().pk,
        }

        response = admin_client.post(url, sent)

        assert response.status_code == 200
        assert DESCRIBE.replace("'", "&#x27;") in response.json()["htmlFragment"]
        assert not Image.objects.exists()

    def test_a_damaged_picture_is_refused_at_the_file(self, admin_client: Client) -> None:
        whole = PIL.Image.effect_noise((64, 64), 50)
        buffer = BytesIO()
        whole.save(buffer, "PNG")
        damaged = SimpleUploadedFile("strand.png", buffer.getvalue()[:1500], "image/png")

        response = add(admin_client, file=damaged, description="En strand")

        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"file"}

    def test_a_picture_of_a_kind_that_the_web_does_not_show_is_refused_at_the_file(self, admin_client: Client) -> None:
        buffer = BytesIO()
        PIL.Image.new("I;16", (8, 6)).save(buffer, "PNG")

        response = add(
            admin_client, file=SimpleUploadedFile("karta.png", buffer.getvalue(), "image/png"), description="En karta"
        )

        assert set(response.context["form"].errors) == {"file"}

    def test_a_picture_of_very_many_pixels_is_refused_at_the_file(self, admin_client: Client) -> None:
        header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
        chunks = b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
        )
        huge = SimpleUploadedFile("karta.png", b"\x89PNG\r\n\x1a\n" + chunks, "image/png")

        response = add(admin_client, file=huge, description="En karta")

        assert set(response.context["form"].errors) == {"file"}


class TestManyAtOnce:
    def send(self, client: Client, file: SimpleUploadedFile) -> dict[str, Any]:
        response = client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "Strand", "files[]": file, "collection": root_collection().pk},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert response.status_code == 200
        return response.json()

    def test_the_description_is_asked_for_in_a_second_step(self, admin_client: Client) -> None:
        assert admin_client.get(reverse("wagtailimages:add_multiple")).status_code == 200

        first = self.send(admin_client, upload())

        assert first["success"] is True
        assert not Image.objects.exists()
        uploaded = UploadedFile.objects.get(pk=first["uploaded_file_id"])
        prefix = f"uploaded-image-{uploaded.pk}"
        assert f'name="{prefix}-description"' in first["form"]
        assert f'name="{prefix}-is_decorative"' in first["form"]
        assert f'name="{prefix}-file"' not in first["form"]
        assert "The picture is 8 × 6 pixels. It may look blurred here: Card in a list" in first["form"]

        url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[uploaded.pk])
        sent = {f"{prefix}-title": "Strand", f"{prefix}-collection": root_collection().pk, f"{prefix}-tags": ""}
        ajax = {"x-requested-with": "XMLHttpRequest"}
        refused = admin_client.post(url, sent, headers=ajax).json()

        assert refused["success"] is False
        assert DESCRIBE.replace("'", "&#x27;") in refused["form"]

        words = {f"{prefix}-description": "En strand", f"{prefix}-credit": "Foto: Exempel"}
        accepted = admin_client.post(url, sent | words, headers=ajax).json()

        assert accepted["success"] is True
        image = Image.objects.get(pk=accepted["image_id"])
        assert image.alt == "En strand"
        assert image.dominant_color == "#336699"
        assert (image.width, image.height) == (8, 6)
        assert image.file_hash
        assert not UploadedFile.objects.exists()

    def test_a_file_that_is_no_picture_is_refused_at_once(self, admin_client: Client) -> None:
        answer = self.send(admin_client, SimpleUploadedFile("strand.png", b"no picture", "image/png"))

        assert answer["success"] is False
        assert answer["error_message"]
        assert not UploadedFile.objects.exists()


class TestColour:
    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
    def test_every_kind_of_picture_has_a_colour(self, mode: str) -> None:
        assert dominant_colour(PIL.Image.new(mode, (9, 7))).startswith("#")

    def test_the_commonest_colour_wins_and_transparent_parts_do_not_count(self) -> None:
        canvas = PIL.Image.new("RGBA", (90, 90), "#00000000")
        canvas.paste(PIL.Image.new("RGBA", (50, 60), "#cc2200ff"), (0, 0))
        canvas.paste(PIL.Image.new("RGBA", (20, 30), "#0033aaff"), (60, 60))

        assert dominant_colour(canvas) == "#cc2200"
        assert dominant_colour(PIL.Image.new("RGBA", (9, 7), "#00000000")) == "#ffffff"

    def test_a_new_file_brings_a_new_colour(self, admin_client: Client) -> None:
        image = ImageFactory()
        assert image.dominant_color == "#336699"

        assert edit(admin_client, image, file=upload("#aa3311", "ny.png")).status_code == 302

        image.refresh_from_db()
        assert image.dominant_color == "#aa3311"

    def test_a_colour_that_is_missing_is_read_from_the_stored_file(self) -> None:
        image = ImageFactory()
        Image.objects.update(dominant_color="")

        image = Image.objects.get(pk=image.pk)
        image.save()

        assert image.dominant_color == "#336699"


class TestFocalPoint:
    def test_is_given_as_fractions(self) -> None:
        image = ImageFactory(
            file=picture(200, 100), focal_point_x=50, focal_point_y=75, focal_point_width=10, focal_point_height=10
        )

        assert (image.focal_point.x, image.focal_point.y) == (0.25, 0.75)

    def test_is_nothing_unless_set(self) -> None:
        assert ImageFactory().focal_point is None

    def test_at_the_edge_is_set(self) -> None:
        image = ImageFactory(focal_point_x=0, focal_point_y=0, focal_point_width=1, focal_point_height=1)

        assert (image.focal_point.x, image.focal_point.y) == (0, 0)


def pixel(rendition: Rendition) -> Any:
    """Return the colour in the middle of a rendition."""
    with rendition.file.open() as file, PIL.Image.open(file) as made:
        return made.convert("RGB").getpixel((made.width // 2, made.height // 2))


def size(rendition: Rendition) -> tuple[int, int]:
    """Return a rendition's width and height."""
    return rendition.width, rendition.height


class TestRenditions:
    def test_all_are_made_when_a_picture_is_saved(self, committed: Any) -> None:
        with committed():
            image = ImageFactory()

        made = Rendition.objects.all()
        assert {rendition.filter_spec for rendition in made} == set(ALL_SPECS)
        assert len(made) == len(ALL_SPECS)
        assert all(rendition.image_id == image.pk and rendition.file.size for rendition in made)

    def test_all_are_made_when_a_picture_comes_through_the_admin(self, committed: Any, admin_client: Client) -> None:
        with committed():
            add(admin_client, description="En strand")

        assert Rendition.objects.count() == len(ALL_SPECS)

    def test_a_second_save_makes_none(self, committed: Any) -> None:
        with committed():
            image = Image.objects.get(pk=ImageFactory().pk)
        before = set(Rendition.objects.values_list("pk", "file"))

        with committed():
            image.title = "Ett annat namn"
            image.save()

        assert set(Rendition.objects.values_list("pk", "file")) == before

    def test_those_that_are_missing_are_made_whatever_a_cache_says(self, committed: Any) -> None:
        with committed():
            image = ImageFactory()
        Rendition.objects.filter(filter_spec__startswith="width-").delete()
        image.get_renditions("width-480|format-avif", "width-960|format-avif")
        Rendition.objects.all()._raw_delete("default")

        make_renditions.call(image.pk)

        assert Rendition.objects.count() == len(ALL_SPECS)

    def test_a_picture_gone_meanwhile_is_no_error(self) -> None:
        make_renditions.call(0)

        assert not Rendition.objects.exists()

    def test_a_picture_that_can_not_be_read_is_saved_all_the_same(self, committed: Any) -> None:
        image = ImageFactory()
        image.file.storage.delete(image.file.name)

        with committed():
            image = Image.objects.get(pk=image.pk)
            image.title = "Ett annat namn"
            image.save()

        assert Image.objects.get().title == "Ett annat namn"
        assert not Rendition.objects.exists()

    def test_none_is_made_by_asking(self, tasks_run: None) -> None:
        image = ImageFactory()

        assert image.rendition(ImagePreset.CARD) is None
        assert image.src_set(ImagePreset.HERO, ImageFormat.AVIF) is None
        assert not Rendition.objects.exists()

    def test_the_largest_fallback_is_chosen_and_a_source_set_names_every_width(self, committed: Any) -> None:
        with committed():
            image = ImageFactory(file=picture(1600, 1000))

        assert [size(image.rendition(preset)) for preset in PRESETS] == [
            (800, 450),
            (1600, 686),
            (960, 600),
            (320, 320),
            (320, 200),
            (1200, 630),
        ]
        assert image.rendition(ImagePreset.CARD).file.name.endswith(".jpg")
        assert image.rendition(ImagePreset.LOGO).file.name.endswith(".png")
        for preset, shape in PRESETS.items():
            for image_format in ImageFormat:
                source_set = image.src_set(preset, image_format)
                if image_format not in shape.formats:
                    assert source_set is None
                    continue
                sources = [source.split(" ") for source in source_set.split(", ")]
                widths = [int(width.removesuffix("w")) for _url, width in sources]
                assert widths == sorted(widths)
                assert len(widths) == len(shape.operations)
                extension = shape.fallback if image_format == ImageFormat.FALLBACK else image_format.value
                ending = ".jpg" if extension == "jpeg" else f".{extension}"
                assert all(url.startswith("http") and url.endswith(ending) for url, _width in sources)

    def test_a_small_picture_names_each_width_once(self, committed: Any) -> None:
        with committed():
            image = ImageFactory(file=picture(100, 100))

        assert image.src_set(ImagePreset.CONTENT, ImageFormat.AVIF).count(" 100w") == 1

    @pytest.mark.parametrize("number", [1, 3])
    def test_asking_costs_one_statement_a_preset_for_all(self, committed: Any, number: int) -> None:
        with committed():
            for _turn in range(number):
                ImageFactory()
        images = load_list(Image.objects.all())

        with CaptureQueriesContext(connection) as statements:
            for image in images:
                assert image.rendition(ImagePreset.CARD).image_id == image.pk
                assert image.src_set(ImagePreset.HERO, ImageFormat.AVIF)

        assert len(statements) == 2


LISTED = "{ news { nodes { listingImage { title rendition(preset: CARD) { url width } } } } }"


class TestRenditionsOfAList:
    @pytest.fixture
    def images(self, committed: Any, site: Any) -> list[Image]:
        """Three pictures with a news item each, and all their renditions."""
        index = NewsIndexPageFactory(parent=site.root_page)
        with committed():
            images: list[Any] = [ImageFactory(title=name, file=wide()) for name in "abc"]
        for days, image in enumerate(images):
            NewsPageFactory(parent=index, listing_image=image, published_on=dt.date(2026, 3, 3) - dt.timedelta(days))
        return images

    def shown(self, query_data: Any) -> dict[str, Any]:
        """Return the renditions that a visitor's list shows, by the pictures' names."""
        nodes = query_data(LISTED)["news"]["nodes"]
        return {node["listingImage"]["title"]: node["listingImage"]["rendition"] for node in nodes}

    def made(self, image: Image, operation: str) -> dict[str, Any]:
        """Return a rendition of a picture as a list shows it; the newest if there are several."""
        made = image.renditions.filter(filter_spec=f"{operation}|format-jpeg").latest("pk")
        return {"url": made.url_on_host, "width": made.width}

    def test_the_largest_is_shown_and_what_has_none_shows_the_next(self, query_data: Any, images: list[Image]) -> None:
        large = {image.title: self.made(image, "fill-800x450") for image in images}
        with CaptureQueriesContext(connection) as statements:
            assert self.shown(query_data) == large
        usual = len(statements)

        images[1].renditions.filter(filter_spec="fill-800x450|format-jpeg").delete()
        images[2].renditions.all().delete()

        with CaptureQueriesContext(connection) as statements:
            shown = self.shown(query_data)
        assert len(statements) == usual + 1
        assert shown == large | {"b": self.made(images[1], "fill-400x225"), "c": None}

    def test_those_of_one_page_take_one_statement(self, query_data: Any, images: list[Image]) -> None:
        path = NewsPage.objects.get(listing_image=images[0]).get_url_parts()[2]
        wanted = "lead listingImage { credit rendition(preset: CARD) { url width } }"
        query = f'{{ page(path: "{path}") {{ ... on NewsPage {{ {wanted} }} }} }}'
        with CaptureQueriesContext(connection) as statements:
            shown = query_data(query)["page"]["listingImage"]["rendition"]
        assert shown == self.made(images[0], "fill-800x450")
        asked = [each["sql"] for each in statements.captured_queries if 'FROM "cms_rendition"' in each["sql"]]
        assert len(asked) == 1

    def test_those_of_the_present_focal_point_are_shown(
        self, query_data: Any, images: list[Image], committed: Any
    ) -> None:
        before = self.made(images[0], "fill-800x450")
        image = Image.objects.get(pk=images[0].pk)
        image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 350, 50, 20, 20
        image.save()
        assert self.shown(query_data)["a"] == before

        with committed():
            image.save()

        after = self.made(image, "fill-800x450")
        assert after != before
        assert self.shown(query_data)["a"] == after

    def test_the_newest_is_shown_until_those_of_the_present_focal_point_are_made(
        self, query_data: Any, images: list[Image], committed: Any
    ) -> None:
        image = Image.objects.get(pk=images[0].pk)
        for x in (350, 50):
            image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = x, 50, 20, 20
            with committed():
                image.save()
        Image.objects.filter(pk=image.pk).update(focal_point_x=200)

        assert image.renditions.filter(filter_spec="fill-800x450|format-jpeg").count() == 3
        assert self.shown(query_data)["a"] == self.made(image, "fill-800x450")


class TestRenditionsOfAFocalPoint:
    @pytest.fixture
    def image(self, committed: Any) -> Any:
        """A picture with the focal point in its coloured half, and all its renditions."""
        with committed():
            return ImageFactory(
                file=wide(), focal_point_x=50, focal_point_y=50, focal_point_width=20, focal_point_height=20
            )

    def move(self, client: Client, image: Image, x: int) -> None:
        response = edit(client, image, focal_point_x=x, focal_point_y=50, focal_point_width=20, focal_point_height=20)
        assert response.status_code == 302

    def card(self, image: Image) -> Rendition:
        return Image.objects.get(pk=image.pk).rendition(ImagePreset.PORTRAIT)

    def test_a_moved_point_brings_new_renditions(self, image: Image, committed: Any, admin_client: Client) -> None:
        before = self.card(image)
        assert pixel(before)[2] < 200

        with committed():
            self.move(admin_client, image, 350)

        after = self.card(image)
        assert pixel(after) == (255, 255, 255)
        assert Rendition.objects.count() == len(ALL_SPECS) + len(FOCAL_SPECS)

    def test_a_point_moved_back_brings_the_first_ones_back(
        self, image: Image, committed: Any, admin_client: Client
    ) -> None:
        before = self.card(image)
        with committed():
            self.move(admin_client, image, 350)
        with committed():
            self.move(admin_client, image, 50)

        assert self.card(image) == before
        assert Rendition.objects.count() == len(ALL_SPECS) + len(FOCAL_SPECS)

    def test_the_earlier_ones_are_shown_until_the_new_ones_are_made(self, image: Image, admin_client: Client) -> None:
        before = self.card(image)

        self.move(admin_client, image, 350)

        assert self.card(image) == before


class TestRenditionsOfAReplacedFile:
    def test_the_admin_throws_away_file_and_renditions(self, committed: Any, admin_client: Client) -> None:
        with committed():
            image = ImageFactory()
        storage, name = image.file.storage, image.file.name
        before = dict(Rendition.objects.values_list("pk", "file"))

        with committed():
            assert edit(admin_client, image, file=upload("#aa3311", "ny.png")).status_code == 302

        assert Rendition.objects.count() == len(ALL_SPECS)
        assert not Rendition.objects.filter(pk__in=before).exists()
        assert not storage.exists(name)
        assert not any(storage.exists(file) for file in before.values())
        assert pixel(Image.objects.get().rendition(ImagePreset.LOGO)) == (0xAA, 0x33, 0x11)

    def test_code_that_replaces_the_file_throws_them_away_too(self, committed: Any) -> None:
        with committed():
            image = ImageFactory()
        earlier_hash = image.get_file_hash()

        with committed():
            image = Image.objects.get(pk=image.pk)
            image.file = picture(colour="#aa3311")
            image.save()

        assert Rendition.objects.count() == len(ALL_SPECS)
        image = Image.objects.get(pk=image.pk)
        assert image.dominant_color == "#aa3311"
        assert image.file_hash != earlier_hash
        assert pixel(image.rendition(ImagePreset.LOGO)) == (0xAA, 0x33, 0x11)

    def test_a_picture_thrown_away_takes_its_files_with_it(self, committed: Any) -> None:
        with committed():
            image = ImageFactory()
        storage = image.file.storage
        names = [image.file.name, *Rendition.objects.values_list("file", flat=True)]

        with committed():
            image.delete()

        assert not any(storage.exists(name) for name in names)


def test_avif_files_are_written_quickly() -> None:
    canvas = PIL.Image.effect_noise((96, 64), 60)

    def written(**options: Any) -> bytes:
        buffer = BytesIO()
        canvas.save(buffer, "AVIF", **options)
        return buffer.getvalue()

    assert written() == written(speed=AVIF_SPEED) != written(speed=4)
