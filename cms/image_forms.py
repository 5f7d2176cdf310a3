"""The form of images; it stands alone since Wagtail's image forms can't be imported before the models are loaded."""

from typing import Any

import PIL.Image
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.images import dominant_colour


class ReadableImageField(WagtailImageField):
    """A picture's file, read to its end: Wagtail's own field fails on a file that is cut short."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                with PIL.Image.open(file) as picture:
                    if picture.mode.startswith("I"):
                        # Sixteen bits of grey: no rendition can be made of it.
                        raise ValueError(picture.mode)
                    dominant_colour(picture)
                file.seek(0)
        except (OSError, SyntaxError, ValueError, PIL.Image.DecompressionBombError) as error:
            raise ValidationError(
                _("The file is damaged or can't be shown on the web. Save the picture anew as JPEG or PNG."),
                code="unreadable",
            ) from error
        return file


class ImageForm(BaseImageForm):
    """An image's form: it asks for a description unless the picture is decorative, and for a file that can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = ReadableImageField(label=field.label, required=field.required, widget=field.widget)
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
