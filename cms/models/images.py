"""Images with the words that a visitor who can't see them needs, and renditions by preset."""

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any, ClassVar, Self
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
from cms.statements import Among, Statement, statement


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

    # Blocks of content have words of their own for a picture, and fall back on these.
    always_read: ClassVar[tuple[str, ...]] = ("credit", "description", "is_decorative")

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

    def made_renditions(self, preset: ImagePreset) -> dict[str, "Rendition"]:
        """Return a preset's renditions that exist, by filter specification; one statement for all peers."""
        name = f"_made_{preset}"
        if name not in self.__dict__:
            images = [image for image in peers_of(self) if isinstance(image, Image) and name not in image.__dict__]
            by_id: dict[int, list[Self]] = {}
            for image in images:
                image.__dict__[name] = {}
                by_id.setdefault(image.pk, []).append(image)
            specs = [spec for each in PRESETS[preset].formats for spec in PRESETS[preset].specs(each)]
            for rendition in Rendition.of_images().instances(images=by_id, specs=specs):
                for image in by_id[rendition.image_id]:
                    made = image.__dict__[name]
                    # A rendition of an earlier focal point is shown until that of the present one is made.
                    earlier = made.get(rendition.filter_spec)
                    if earlier is None or not earlier.is_of_focal_point(image):
                        made[rendition.filter_spec] = rendition
        return self.__dict__[name]

    @reads("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    def rendition(self, preset: ImagePreset) -> "Rendition | None":
        """Return the largest fallback rendition of a preset."""
        made = self.made_renditions(ImagePreset(preset))
        return next((made[spec] for spec in reversed(PRESETS[ImagePreset(preset)].specs()) if spec in made), None)

    @reads("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    def src_set(self, preset: ImagePreset, format: ImageFormat) -> str | None:  # noqa: A002 - the API's own word
        """Return the ``srcset`` of a preset in one format, smallest first."""
        made = self.made_renditions(ImagePreset(preset))
        specs = PRESETS[ImagePreset(preset)].specs(ImageFormat(format))
        sizes = {made[spec].width: f"{made[spec].url_on_host} {made[spec].width}w" for spec in specs if spec in made}
        return ", ".join(sizes.values()) or None


@cache
def _media_address() -> str:
    name = "images/-"
    return reverse("rendition", args=[name]).removesuffix(name)


class Rendition(AbstractRendition):
    """One size of an image, ready to be shown."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

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

    @classmethod
    def of_images(cls) -> Statement:
        """Return the statement for renditions of ``images`` with one of ``specs``, the oldest first."""
        condition = (Among("image", "images", cls), Among("filter_spec", "specs", cls))
        return statement("renditions of images", lambda: cls.objects.filter(*condition).order_by("pk"))

    @property
    def url(self) -> str:
        """The file's address on the service's host, whatever the storage: it is where rights are asked for."""
        return _media_address() + quote(str(self.file.name))

    def is_of_focal_point(self, image: Image) -> bool:
        """Return whether the rendition shows the focal point that ``image`` has now."""
        return self.focal_point_key == Filter(spec=self.filter_spec).get_cache_key(image)

    @property
    def url_on_host(self) -> str:
        """The file's absolute address."""
        return absolute_url(self.url)
