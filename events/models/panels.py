"""The editor of an event, tab by tab."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, ObjectList, Panel, TabbedInterface

from cms.models import BasePage, ContactsMixin, DocumentsMixin, FundersMixin, PartOfProjectMixin, RelatedPagesMixin
from events.panels import OccasionsPanel


def tabs(content_panels: list[Any], *more: Panel) -> TabbedInterface:
    """Return the editor of an event: its content, its occasions, those around it, ``more``, and what every page has."""
    return TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(
                [OccasionsPanel("occasions", heading=_("Occasions"), label=_("occasion"), icon="calendar", min_num=1)],
                heading=_("Occasions"),
            ),
            ObjectList(
                [
                    InlinePanel("event_organisers", heading=_("Organisers"), label=_("organiser"), icon="group"),
                    *ContactsMixin.contacts_panels,
                    *PartOfProjectMixin.part_of_project_panels,
                    *FundersMixin.funders_panels,
                    *DocumentsMixin.documents_panels,
                    *RelatedPagesMixin.related_pages_panels,
                ],
                heading=_("People and documents"),
            ),
            *more,
            ObjectList(BasePage.promote_panels, heading=BasePage.promote_heading),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
