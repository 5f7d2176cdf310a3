"""Images with the words that a visitor who can't see them needs, and renditions by preset."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any, ClassVar
from urllib.parse import quote

import PIL.Image
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from cms.columns import reads
from cms.graphql.words import (
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLForeignKey,
    GraphQLID,
    GraphQLInt,
    GraphQLMethod,
    GraphQLString,
)
from cms.images import PRESETS, ImageFormat, ImagePreset, dominant_colour, make_renditions
from cms.paths import absolute_url
from cms.peers import peers_of
from cms.querysets import ImageQuerySet
from cms.rows import Picked, Rows, in_rows
from cms.statements import Among, Statement, is_read, statement

# A name that stands in an address as it is, as nearly all do.
IS_ADDRESS = re.compile(r"[\w.~/-]*", re.ASCII)


@dataclass(frozen=True)
class FocalPoint:
    """The point of an image that must stay in view, as fractions of its width and height from the top left corner."""

    x: float
    y: float

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLFloat("x", description="From the left edge, 0 to 1.", required=True),
        GraphQLFloat("y", description="From the top edge, 0 to 1.", required=True),
    ]


class Image(AbstractImage):
    """An image with its alternative text, credit, focal point and ready-made sizes."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture says nothing that the text does not: screen readers skip it."),
    )
    credit = models.CharField(
        _("credit"), max_length=160, blank=True, help_text=_("Photographer or source, shown beside the picture.")
    )
    dominant_color = models.CharField(_("dominant colour"), max_length=7, blank=True, editable=False)

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="cms_images")

    objects = ImageQuerySet.as_manager()

    # Blocks of content have words of their own for a picture, and fall back on these; the focal point tells renditions
    # of the present one from those of earlier ones.
    always_read: ClassVar[tuple[str, ...]] = (
        *("credit", "description", "is_decorative"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    )

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the image.", required=True),
        GraphQLString("title", description="The image's name in the library.", required=True),
        GraphQLString("alt", description="Alternative text; empty for a decorative image.", required=True),
        GraphQLBoolean("is_decorative", description="Whether screen readers should skip the image.", required=True),
        GraphQLString("credit", description="Photographer or source.", required=True),
        GraphQLInt("width", description="Width of the original in pixels.", required=True),
        GraphQLInt("height", description="Height of the original in pixels.", required=True),
        GraphQLForeignKey("focal_point", FocalPoint, description="The point that must stay in view."),
        GraphQLString("dominant_color", description="The commonest colour as `#rrggbb`, for a placeholder."),
        GraphQLMethod(
            "rendition",
            GraphQLForeignKey,
            "cms.Rendition",
            arguments={"preset": (ImagePreset, "The shape and size.")},
            description="The largest size of a preset, as JPEG (logos: PNG); null while it has not been made.",
            cost=2,
        ),
        GraphQLMethod(
            "src_set",
            GraphQLString,
            arguments={"preset": (ImagePreset, "The shape and size."), "format": (ImageFormat, "The file format.")},
            description="A value for the `srcset` attribute with every size of a preset; "
            "null while none has been made.",
            cost=5,
        ),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        # Wagtail's own model has the same name, and so would the reverse accessors.
        default_related_name = "cms_images"
        permissions = (("choose_image", "Can choose image"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        new_file = not self.file._committed
        replaced = new_file and not self._state.adding
        if replaced:
            self._set_image_file_metadata()
        if new_file or not self.dominant_color:
            self._read_dominant_color()
        super().save(*args, **kwargs)
        if replaced:
            self.renditions.all().delete()
        self.file.close()
        transaction.on_commit(lambda: make_renditions.enqueue(self.pk))

    def _read_dominant_color(self) -> None:
        with self.open_file() as file:
            with PIL.Image.open(file) as picture:
                self.dominant_color = dominant_colour(picture)
            file.seek(0)

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:  # noqa: A002 - Wagtail's name
        """Return a rendition's file in memory; Wagtail's own is a temporary one on disk that nobody closes.

        Its name can't be guessed and never comes back, so that caches may keep the file.
        """
        with super().generate_rendition_file(filter, source=source) as file:
            file.seek(0)
            name = PurePath(file.name)
            return ContentFile(file.read(), f"{name.stem}.{secrets.token_hex(8)}{name.suffix}")

    @property
    def default_alt_text(self) -> str:
        """The text that Wagtail proposes where the image is chosen."""
        return self.alt

    @property
    @reads("description", "is_decorative")
    @in_rows(lambda images, _info: alts_in_rows(images))
    def alt(self) -> str:
        """The alternative text: empty for a decorative image."""
        return "" if self.is_decorative else self.description

    @property
    @reads("focal_point_x", "focal_point_y", "height", "width")
    def focal_point(self) -> FocalPoint | None:
        """The focal point that the editor has set."""
        if self.focal_point_x is None or self.focal_point_y is None or not self.width or not self.height:
            return None
        return FocalPoint(round(self.focal_point_x / self.width, 4), round(self.focal_point_y / self.height, 4))

    def made_renditions(self, preset: ImagePreset, formats: Iterable[ImageFormat]) -> dict[str, "Rendition"]:
        """Return a preset's renditions that exist, by filter specification; one statement for all peers."""
        name = f"_made_{preset}_{'_'.join(formats)}"
        if name not in self.__dict__:
            images: Any = peers_of(self)
            if not isinstance(images, Rows):
                images = [image for image in images if isinstance(image, Image)]
            renditions, made = made_renditions_of(images, specs_of(preset, formats))
            for image, places in zip(images, made, strict=True):
                image.__dict__[name] = {spec: renditions[place] for spec, place in places.items()}
        return self.__dict__[name]

    @reads()
    @in_rows(lambda images, _info, preset: largest_in_rows(images, ImagePreset(preset)))
    def rendition(self, preset: ImagePreset) -> "Rendition | None":
        """Return the largest fallback rendition of a preset."""
        made = self.made_renditions(ImagePreset(preset), formats_read())
        return next((made[spec] for spec in reversed(PRESETS[ImagePreset(preset)].specs()) if spec in made), None)

    @reads()
    @in_rows(lambda images, _info, **given: src_sets_in_rows(images, **given))
    def src_set(self, preset: ImagePreset, format: ImageFormat) -> str | None:  # noqa: A002 - the API's own word
        """Return the ``srcset`` of a preset in one format, smallest first."""
        made = self.made_renditions(ImagePreset(preset), ImageFormat)
        specs = PRESETS[ImagePreset(preset)].specs(ImageFormat(format))
        sizes = {made[spec].width: f"{made[spec].url_on_host} {made[spec].width}w" for spec in specs if spec in made}
        return ", ".join(sizes.values()) or None


def formats_read() -> Iterable[ImageFormat]:
    """Return the formats whose renditions are loaded together: all of them where a ``srcset`` is read too."""
    return ImageFormat if is_read(Image, "src_set") else (ImageFormat.FALLBACK,)


@cache
def _media_address() -> str:
    name = "images/-"
    return reverse("rendition", args=[name]).removesuffix(name)


class Rendition(AbstractRendition):
    """One size of an image, ready to be shown."""

    # The constraint below begins with the image: an index of the image alone would be a worse one of the same.
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions", db_index=False)

    # It tells whose a rendition is, and which of several.
    always_in_rows: ClassVar[tuple[str, ...]] = ("image", "filter_spec", "focal_point_key")

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("url", source="url_on_host", description="The absolute address of the file.", required=True),
        GraphQLInt("width", description="Width in pixels.", required=True),
        GraphQLInt("height", description="Height in pixels.", required=True),
    ]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["file"], name="rendition_by_file")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_of_one_filter_once"
            )
        ]

    @property
    def url(self) -> str:
        """The file's address on the service's host, whatever the storage: it is where rights are asked for."""
        return _media_address() + quote(str(self.file.name))

    @property
    @reads("file")
    @in_rows(lambda renditions, _info: addresses_in_rows(renditions))
    def url_on_host(self) -> str:
        """The file's absolute address."""
        return absolute_url(self.url)


def made_renditions_of(images: Sequence[Any], specs: tuple[str, ...]) -> tuple[Rows, list[dict[str, int]]]:
    """Return the renditions of some filter specifications that exist, and for each image the places of its own by them.

    Args:
        images: instances or ``Rows``, which keep the answer for every field that asks.
        specs: the filter specifications.
    """
    kept = images.picked if isinstance(images, Rows) else {}
    if specs not in kept:
        keys = images.keys if isinstance(images, Rows) else [image.pk for image in images]
        renditions = _renditions(specs).table(for_instances=not isinstance(images, Rows), images=set(keys))
        by_image: dict[int, dict[str, int]] = {key: {} for key in keys}
        for place, (key, spec) in enumerate(
            zip(renditions.column("image_id"), renditions.column("filter_spec"), strict=True)
        ):
            made = by_image[key]
            if spec in made:
                image = images[list(keys).index(key)]
                made[spec] = _nearer_rendition(image, Filter(spec=spec), renditions, (made[spec], place))
            else:
                made[spec] = place
        kept[specs] = renditions, [by_image[key] for key in keys]
    return kept[specs]


def _nearer_rendition(image: Image, rendition_filter: Filter, renditions: Rows, places: tuple[int, int]) -> int:
    """Return which of two renditions of a filter is shown: that of the present focal point, or else the newer one."""
    present = rendition_filter.get_cache_key(image)
    focal_points, keys = renditions.column("focal_point_key"), renditions.keys
    return max(places, key=lambda place: (focal_points[place] == present, keys[place]))


def specs_of(preset: ImagePreset, formats: Iterable[ImageFormat]) -> tuple[str, ...]:
    """Return the filter specifications of a preset in some formats, smallest first."""
    return tuple(spec for each in formats for spec in PRESETS[preset].specs(each))


def _renditions(specs: tuple[str, ...]) -> Statement:
    # The specifications are no list of the statement's: SQLite finds an image's renditions by both with one index.
    def of_images() -> models.QuerySet[Any]:
        return Rendition.objects.filter(Among("image", "images", Rendition), filter_spec__in=specs)

    return statement((_renditions, specs), of_images)


def largest_in_rows(images: Rows, preset: ImagePreset) -> Picked:
    """Return the largest fallback rendition of each of ``images``, as ``Image.rendition`` does."""
    specs = specs_of(preset, formats_read())
    fallbacks = PRESETS[preset].specs()[::-1]
    if not is_read(Image, "src_set"):
        # Nearly always each image has the largest one: the others are loaded where one has not.
        renditions, made = made_renditions_of(images, (fallbacks[0],))
        if all(made):
            return Picked(renditions, [of_image[fallbacks[0]] for of_image in made])
    renditions, made = made_renditions_of(images, specs)
    return Picked(
        renditions, [next((of_image[spec] for spec in fallbacks if spec in of_image), None) for of_image in made]
    )


def src_sets_in_rows(images: Rows, preset: str, format: str) -> list[str | None]:  # noqa: A002 - the API's own word
    """Return the ``srcset`` of each of ``images``, as ``Image.src_set`` does."""
    shape, file_format = ImagePreset(preset), ImageFormat(format)
    renditions, made = made_renditions_of(images, specs_of(shape, ImageFormat))
    addresses, widths = addresses_in_rows(renditions), renditions.column("width")
    found = []
    for of_image in made:
        places = [of_image[spec] for spec in PRESETS[shape].specs(file_format) if spec in of_image]
        sizes = {widths[place]: f"{addresses[place]} {widths[place]}w" for place in places}
        found.append(", ".join(sizes.values()) or None)
    return found


def alts_in_rows(images: Rows) -> list[str]:
    """Return the alternative text of each of ``images``, as ``Image.alt`` does."""
    texts, decorative = images.column("description"), images.column("is_decorative")
    return ["" if is_decorative else text for text, is_decorative in zip(texts, decorative, strict=True)]


def addresses_in_rows(renditions: Rows) -> list[str]:
    """Return the absolute address of the file of each of ``renditions``."""
    folder = absolute_url(_media_address())
    return [folder + (name if IS_ADDRESS.fullmatch(name) else quote(name)) for name in renditions.column("file")]
