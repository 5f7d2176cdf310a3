"""Activities: everything that is no conference."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from events.enums import EventKind
from events.models.pages import EventPage


class ActivityPage(EventPage):
    """An activity: a meeting, a dialogue, a workshop, or several of them under one title."""

    page_description = _("A meeting, dialogue, workshop or lecture, with one occasion or several.")
    kind: ClassVar[EventKind] = EventKind.ACTIVITY

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
