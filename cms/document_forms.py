"""The form of documents; it stands alone since Wagtail's can't be imported before the models are loaded."""

from typing import Any

from django.apps import apps
from wagtail.documents.forms import BaseDocumentForm


class DocumentForm(BaseDocumentForm):
    """A document's form: it offers projects, not every page, as what the document is part of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "part_of_project" in self.fields:
            pages = self.fields["part_of_project"].queryset
            project = apps.get_model("platform_pages.ProjectPage")
            self.fields["part_of_project"].queryset = pages.type(project).order_by("title")
