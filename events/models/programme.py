"""The programme of an occasion: its items and those who speak."""

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.constraints import FieldRule
from cms.graphql.words import (
    GraphQLDateTime,
    GraphQLEnum,
    GraphQLForeignKey,
    GraphQLList,
    GraphQLRichTextFields,
    GraphQLString,
)
from events.enums import ProgrammeItemKind
from events.times import instant_on_day


class ProgrammeItem(ClusterableModel, Orderable):
    """One item of an occasion's programme."""

    occasion = ParentalKey("events.Occasion", on_delete=models.CASCADE, related_name="programme")
    day = models.PositiveSmallIntegerField(
        _("day"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("1 is the day on which the occasion starts."),
    )
    start_time = models.TimeField(_("starts"))
    end_time = models.TimeField(_("ends"), null=True, blank=True, help_text=_("Leave empty if it is not decided."))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeItemKind, default=ProgrammeItemKind.TALK)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "ul", "ol", "link"])

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time"), FieldPanel("day")]),
        FieldPanel("title"),
        FieldPanel("kind"),
        FieldPanel("description"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker"), icon="user"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLDateTime("starts_at", description="When it starts.", required=True),
        GraphQLDateTime("ends_at", description="When it ends; null if that is not decided."),
        GraphQLString("title", description="What it is called.", required=True),
        GraphQLEnum("kind", ProgrammeItemKind, description="What happens.", required=True),
        *GraphQLRichTextFields("description", description="What it is about; empty if the title says it all."),
        GraphQLList("speakers", GraphQLForeignKey, "events.Speaker", description="Those who speak, in order."),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            FieldRule(
                field="end_time",
                name="programmeitem_ends_after_start",
                condition=Q(end_time__gt=F("start_time")),
                violation_error_message=_("An item ends after it starts."),
            ),
            FieldRule(
                field="day",
                name="programmeitem_day_from_one",
                condition=Q(day__gte=1),
                violation_error_message=_("The first day is day 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def starts_at(self) -> dt.datetime:
        """The instant at which it starts."""
        return instant_on_day(self.occasion.starts_at, self.day, self.start_time)

    @property
    def ends_at(self) -> dt.datetime | None:
        """The instant at which it ends, if that is decided."""
        return instant_on_day(self.occasion.starts_at, self.day, self.end_time) if self.end_time else None


class Speaker(Orderable):
    """Someone who speaks during an item of a programme."""

    item = ParentalKey(ProgrammeItem, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("May be empty while only the organisation is known.")
    )
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("For example “professor”."))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("title"), FieldPanel("organisation")]),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("name", description="The speaker's name; may be empty.", required=True),
        GraphQLString("title", description="Their title; empty if not known.", required=True),
        GraphQLString("organisation", description="Where they come from; empty if not known.", required=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            FieldRule(
                field="name",
                name="speaker_has_a_name_or_an_organisation",
                condition=~models.Q(name="") | ~models.Q(organisation=""),
                violation_error_message=_("Say who speaks, or at least from which organisation."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.organisation
