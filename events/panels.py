"""Panels of the editor that events add to Wagtail's."""

from wagtail.admin.panels import InlinePanel


class ProgrammePanel(InlinePanel):
    """The rows of a programme, with a place to paste a programme that makes rows of a text."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The rows in a form."""

        template_name = "events/admin/programme_panel.html"
