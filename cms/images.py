"""Named image presets: the only renditions that exist, made when an image is saved and never by a query."""

from dataclasses import dataclass
from typing import Any

import PIL.Image
from django.apps import apps
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.images.models import Filter

# Pillow's own default, 6, takes ten times as long for files of the same size; 10 is the quickest.
AVIF_SPEED = 8


class ImagePreset(TextChoices):
    """A named shape and size of an image."""

    CARD = "card", _("Card in a list, 16:9, 400 and 800 pixels wide")
    HERO = "hero", _("Top of a page, 21:9, 960 and 1600 pixels wide")
    CONTENT = "content", _("In running text, own proportions, 480 and 960 pixels wide")
    PORTRAIT = "portrait", _("Portrait of a contact, square, 160 and 320 pixels wide")
    LOGO = "logo", _("Logo or emblem, whole, at most 200 and 400 pixels wide")
    SOCIAL = "social", _("Shared in social media, 1200 by 630 pixels")


class ImageFormat(TextChoices):
    """A file format of an image."""

    AVIF = "avif", _("AVIF, the smallest")
    FALLBACK = "fallback", _("JPEG, or PNG for logos: for everything else, e-mail and social media too")


@dataclass(frozen=True)
class Preset:
    """Wagtail's filter operations of a preset, smallest first, and the format of its fallback."""

    operations: tuple[str, ...]
    fallback: str = "jpeg"
    formats: tuple[ImageFormat, ...] = tuple(ImageFormat)

    def specs(self, image_format: ImageFormat = ImageFormat.FALLBACK) -> list[str]:
        """Return Wagtail's filter specifications for one format, smallest first; none for a format not made."""
        if image_format not in self.formats:
            return []
        extension = self.fallback if image_format == ImageFormat.FALLBACK else image_format.value
        return [f"{operation}|format-{extension}" for operation in self.operations]


PRESETS = {
    ImagePreset.CARD: Preset(("fill-400x225", "fill-800x450")),
    ImagePreset.HERO: Preset(("fill-960x411", "fill-1600x686")),
    ImagePreset.CONTENT: Preset(("width-480", "width-960")),
    ImagePreset.PORTRAIT: Preset(("fill-160x160", "fill-320x320")),
    ImagePreset.LOGO: Preset(("max-200x100", "max-400x200"), fallback="png"),
    ImagePreset.SOCIAL: Preset(("fill-1200x630",), formats=(ImageFormat.FALLBACK,)),
}
ALL_SPECS = [
    spec for preset in PRESETS.values() for image_format in preset.formats for spec in preset.specs(image_format)
]


def too_small_for(width: int, height: int) -> list[ImagePreset]:
    """Return the presets whose largest size a picture of so many pixels does not fill; it would look blurred there."""
    return [preset for preset, made in PRESETS.items() if not _fills(made.operations[-1], width, height)]


def _fills(operation: str, width: int, height: int) -> bool:
    """Return whether a picture need not be made larger for one of Wagtail's operations."""
    name, _hyphen, size = operation.partition("-")
    wanted = [int(number) for number in size.split("x")]
    enough = [has >= needs for has, needs in zip((width, height), wanted, strict=False)]
    return any(enough) if name == "max" else all(enough)


@task()
def make_renditions(image_id: int) -> None:
    """Make every preset's renditions of an image that are missing; an image gone meanwhile is no error."""
    image = apps.get_model(settings.WAGTAILIMAGES_IMAGE_MODEL).objects.filter(pk=image_id).first()
    if image is None:
        return
    # The database is asked, not Wagtail's cache of renditions: other processes have caches of their own.
    made = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    filters = [Filter(spec=spec) for spec in ALL_SPECS]
    image.create_renditions(*(each for each in filters if (each.spec, each.get_cache_key(image)) not in made))


def write_avif_quickly() -> None:
    """Have Pillow write AVIF files at ``AVIF_SPEED``; neither Wagtail nor Willow has a setting for it."""
    PIL.Image.init()
    write = PIL.Image.SAVE.get("AVIF")
    if write is None:
        return

    def write_quickly(picture: Any, file: Any, name: str | bytes) -> None:
        picture.encoderinfo.setdefault("speed", AVIF_SPEED)
        write(picture, file, name)

    PIL.Image.register_save("AVIF", write_quickly)


def dominant_colour(picture: Any) -> str:
    """Return the commonest colour of a Pillow image as ``#rrggbb``, transparent parts left out."""
    picture.thumbnail((64, 64))
    pixels = iter(picture.convert("RGBA").resize((32, 32)).tobytes())
    opaque = [colour for *colour, alpha in zip(pixels, pixels, pixels, pixels, strict=True) if alpha > 127]
    opaque = opaque or [[255, 255, 255]]
    groups: dict[tuple[int, ...], list[list[int]]] = {}
    for colour in opaque:
        groups.setdefault(tuple(channel // 48 for channel in colour), []).append(colour)
    largest = max(groups.values(), key=len)
    return "#" + "".join(f"{sum(channel) // len(largest):02x}" for channel in zip(*largest, strict=True))
