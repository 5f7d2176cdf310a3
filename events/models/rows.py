"""Rows of an event beside its occasions: who arranges it, and what visitors must know right now."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.constraints import FieldRule
from cms.enums import Severity
from cms.graphql.words import GraphQLEnum, GraphQLString


class EventOrganiser(Orderable):
    """An organisation that arranges an event."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="event_organisers")
    organisation = models.ForeignKey(
        "cms.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")


class EventNotice(Orderable):
    """Something that visitors of an event must know right now, for example a new place."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="event_notices")
    text = models.CharField(_("text"), max_length=300)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity, default=Severity.INFO)
    valid_from = models.DateField(
        _("show from"), null=True, blank=True, help_text=_("The first day. Leave empty to show it at once.")
    )
    valid_until = models.DateField(
        _("show until"), null=True, blank=True, help_text=_("The last day. Leave empty to show it until you remove it.")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("text"),
        FieldPanel("severity"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("text", description="What visitors must know.", required=True),
        GraphQLEnum("severity", Severity, description="How loudly it speaks.", required=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            FieldRule(
                field="valid_until",
                name="eventnotice_ends_after_start",
                condition=Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_valid_on(self, day: dt.date) -> bool:
        """Return whether visitors see it on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )
