"""Panels of the editor that events add to Wagtail's."""

from typing import Any

from wagtail.admin.panels import InlinePanel, Panel


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


class BeginSummaryPanel(Panel):
    """A way to begin the summary of a conference with the talks of its programme, where the summary is written."""

    class BoundPanel(Panel.BoundPanel):
        """The way from a form."""

        template_name = "events/admin/begin_summary_panel.html"

        def is_shown(self) -> bool:
            """Return whether the conference's draft may have its summary begun now: a new one has no programme yet."""
            from events.draft_actions import may_change

            return self.instance.pk is not None and may_change(self.instance, self.request.user)
