"""The form of documents; it stands alone since Wagtail's can't be imported before the models are loaded."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from cms.contents import fits_its_name


class DocumentForm(BaseDocumentForm):
    """A document's form: it takes a file that is what its name says, and offers projects as what it is part of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "part_of_project" in self.fields:
            pages = self.fields["part_of_project"].queryset
            project = apps.get_model("platform_pages.ProjectPage")
            self.fields["part_of_project"].queryset = pages.type(project).order_by("title")

    def clean_file(self) -> Any:
        """Return the file.

        Raises:
            ValidationError: for a file whose contents are of another kind than its extension says.
        """
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not fits_its_name(file):
            raise ValidationError(
                _("The contents are not what the name's ending says. Save the document anew and choose that file."),
                code="other_contents",
            )
        return file
