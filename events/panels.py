"""Panels of the editor that events add to Wagtail's."""

from typing import Any

from wagtail.admin.panels import InlinePanel


class OccasionsPanel(InlinePanel):
    """The occasions of an event, with a way to add one that is like the last one."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The occasions in a form."""

        template_name = "events/admin/occasions_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Say whether the event's draft may have one added now: a new event has none that one could be like."""
            from events.draft_actions import may_change

            context: dict[str, Any] = super().get_context_data(parent_context)
            event = self.instance
            return context | {"may_add": event.pk is not None and may_change(event, self.request.user)}


class ProgrammePanel(InlinePanel):
    """The rows of a programme, with a place to paste a programme that makes rows of a text."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The rows in a form."""

        template_name = "events/admin/programme_panel.html"
