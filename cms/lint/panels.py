"""The panel in the page editor that shows what to mend while the editor writes."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class LintPanel(Panel):
    """Shows the problems of the form as it stands, and takes the reason for publishing in spite of warnings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Check of the text"), "icon": "glasses"} | kwargs)

    def get_form_options(self) -> dict[str, Any]:
        return {}

    class BoundPanel(Panel.BoundPanel):
        """The panel of one form."""

        template_name = "cms/lint/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            if page.pk:
                url = reverse("lint_edit", args=[page.pk])
            else:
                meta, parent = page._meta, self.form.parent_page
                url = reverse("lint_create", args=[meta.app_label, meta.model_name, parent.pk]) if parent else ""
            return context | {
                "url": url,
                "problems": self.form.lint_problems,
                "reason": self.form["lint_reason"] if "lint_reason" in self.form.fields else None,
            }

        @property
        def media(self) -> Media:
            return Media(js=["cms/lint/panel.js"], css={"all": ["cms/lint/panel.css"]})
