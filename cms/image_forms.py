"""The form of images; it stands alone since Wagtail's image forms can't be imported before the models are loaded."""

from typing import Any

import PIL.Image
from django.core.exceptions import ValidationError
from django.core.files import File
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

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


class ImageForm(BaseImageForm):
    """An image's form: it asks for a description unless the picture is decorative, and for a file that can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = RewrittenImageField(label=field.label, required=field.required, widget=field.widget)
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _("What the picture shows, for visitors who can't see it.")

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
        return cleaned
