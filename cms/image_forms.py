"""The form of images; it stands alone since Wagtail's image forms can't be imported before the models are loaded."""

import math
from typing import Any

import PIL.Image
from django.core.exceptions import ValidationError
from django.core.files import File
from django.forms import FileField, Widget
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.models import UploadedFile

from cms.images import too_small_for
from cms.pictures import number_of_pixels, write_anew


class RewrittenImageField(WagtailImageField):
    """A picture's file: looked at before it is decoded, then written anew (``cms.pictures``)."""

    def to_python(self, data: Any) -> Any:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        try:
            self.check_number_of_pixels(file)
            file.seek(0)
            file = super().to_python(file)
            write_anew(file)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(
                _("The file is damaged or can't be shown on the web. Save the picture anew as JPEG or PNG."),
                code="unreadable",
            ) from error
        return file

    def check_number_of_pixels(self, file: File) -> None:
        """Refuse a picture of too many pixels by what its header says; Wagtail decodes it first."""
        try:
            pixels: Any = number_of_pixels(file)
        except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
            pixels = _("unknown number")
        else:
            if pixels <= self.max_image_pixels:
                return
        raise ValidationError(
            self.error_messages["file_too_many_pixels"]
            % {"num_pixels": pixels, "max_pixels_count": self.max_image_pixels},
            code="file_too_many_pixels",
        )


SAME_SHAPE = 0.02
"""By how much the proportions of two pictures may differ for a point of one to be the same point of the other."""
WAITING = "uploaded-image-"
"""How Wagtail's form of a picture that waits for its words begins the names of its fields; the file's key follows."""

CHOOSER = "image-chooser-upload"
"""How the form in the image chooser begins the names of its fields."""


def words_on_size(width: int, height: int) -> str:
    """Return what an editor should know about a picture of so many pixels; nothing if it is large enough."""
    presets = too_small_for(width, height)
    if not presets:
        return ""
    words = gettext("The picture is %(width)s × %(height)s pixels. It may look blurred here: %(places)s.") % {
        "width": width,
        "height": height,
        "places": "; ".join(str(preset.label) for preset in presets),
    }
    return format_html('<div class="help-block help-warning">{}</div>', words)


class ImageForm(BaseImageForm):
    """An image's form: it asks who can't see the picture, or made it, be told, and for a file that can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = RewrittenImageField(label=field.label, required=field.required, widget=field.widget)
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _("What the picture shows, for visitors who can't see it.")
        self.size_before = self.instance.width, self.instance.height
        if "title" in self.fields and (size := self.size_of_picture()):
            # The bound field, since Wagtail's form has made it already.
            self["title"].help_text = words_on_size(*size)
        if self.prefix == CHOOSER and "file" in self.fields:
            self.watch_size(self.fields["file"].widget)

    def watch_size(self, widget: Widget) -> None:
        """Let the browser ask what to say of a picture's size: what is uploaded here is chosen at once."""
        for name, more in (("controller", "image-size"), ("action", "change->image-size#check")):
            widget.attrs[f"data-{name}"] = f"{widget.attrs.get(f'data-{name}', '')} {more}".strip()
        widget.attrs["data-image-size-url-value"] = reverse("image_size")

    def size_of_picture(self) -> tuple[int, int] | None:
        """Return width and height of the picture that the form is about; ``None`` while it has none."""
        if self.instance.pk:
            return self.size_before
        key = str(self.prefix or "").removeprefix(WAITING)
        waiting = UploadedFile.objects.filter(pk=key).first() if key.isdecimal() else None
        if waiting is None:
            return None
        with waiting.file.open("rb") as file, PIL.Image.open(file) as picture:
            return picture.size

    def _post_clean(self) -> None:
        super()._post_clean()
        if "file" in self.changed_data and self.instance.pk and "file" not in self.errors:
            self.keep_focal_point()

    def keep_focal_point(self) -> None:
        """Move the focal point with the picture's size; another shape is another picture, and has none."""
        image, (width, height) = self.instance, self.size_before
        if image.focal_point_x is None or not (width and height):
            return
        across, down = image.width / width, image.height / height
        if math.isclose(across, down, rel_tol=SAME_SHAPE):
            image.focal_point_x, image.focal_point_y = (
                round(image.focal_point_x * across),
                round(image.focal_point_y * down),
            )
            image.focal_point_width = round((image.focal_point_width or 1) * across)
            image.focal_point_height = round((image.focal_point_height or 1) * down)
        else:
            image.set_focal_point(None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (
            "description" in self.fields
            and not cleaned.get("is_decorative")
            and not (cleaned.get("description") or "").strip()
        ):
            self.add_error(
                "description", _("Describe the picture for those who can't see it, or mark it as decorative.")
            )
        if "credit" in self.fields and not cleaned.get("is_decorative") and not (cleaned.get("credit") or "").strip():
            self.add_error("credit", _("Say who has made the picture, or where it comes from."))
        return cleaned
