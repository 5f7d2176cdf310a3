"""An occasion: one gathering of an event, with its own time, place, programme and registration."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.enums import Municipality
from cms.graphql.words import (
    GraphQLDateTime,
    GraphQLEnum,
    GraphQLForeignKey,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLRichTextFields,
    GraphQLString,
)
from cms.paths import absolute_url
from cms.peers import related
from events.enums import EventAttendance, OccasionKind, OccasionStatus
from events.fields import DeadlineField, DeadlineInput
from events.models.rules import OCCASION_RULES
from events.models.values import Registration, Venue
from events.panels import ProgrammePanel
from events.phases import OccasionFacts, RegistrationFacts, registration_status

NOTE_FEATURES = ["bold", "italic", "ul", "link", "document-link"]


class Occasion(ClusterableModel, Orderable):
    """One gathering of an event, with its own time, place, programme and registration."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="occasions")
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Tells occasions apart, for example “Dialogue meeting 2”.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OccasionKind, default=OccasionKind.MEETING)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=OccasionStatus,
        default=OccasionStatus.PLANNED,
        help_text=_("Visitors see at once when an occasion is full, moved or cancelled. Dates do the rest."),
    )
    notice = models.CharField(
        _("notice to visitors"),
        max_length=300,
        blank=True,
        help_text=_(
            "Why the occasion is moved or cancelled, and what applies instead. Shown at the top of the event until the "
            "occasion is over."
        ),
    )
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Leave empty if it is not decided."))
    introduction = RichTextField(_("introduction"), blank=True, features=NOTE_FEATURES)

    attendance = models.CharField(
        _("attendance"), max_length=10, choices=EventAttendance, default=EventAttendance.ON_SITE
    )
    venue_name = models.CharField(_("venue"), max_length=160, blank=True)
    street_address = models.CharField(_("street address"), max_length=160, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    municipality = models.CharField(
        _("municipality"),
        max_length=20,
        choices=Municipality,
        blank=True,
        help_text=_("Visitors can list the events of a municipality."),
    )
    map_url = models.URLField(_("map"), blank=True, help_text=_("Web address of a map that shows the place."))
    online_platform = models.CharField(
        _("online platform"), max_length=80, blank=True, help_text=_("For example “Teams”.")
    )
    joining_note = RichTextField(
        _("how to join"),
        blank=True,
        features=NOTE_FEATURES,
        help_text=_("For example when the link is sent. Everyone can read it: never put the meeting link here."),
    )

    registration_required = models.BooleanField(_("registration is needed"), default=False)
    registration_opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("Leave empty if it is open from the start.")
    )
    registration_deadline = DeadlineField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("A date alone means through the end of that day. To extend it, change it here."),
    )
    original_deadline = DeadlineField(
        _("original deadline"),
        null=True,
        blank=True,
        help_text=_("Filled in by itself when you extend the deadline: visitors see that it was extended."),
    )
    deadline_note = models.CharField(
        _("note on the deadline"), max_length=250, blank=True, help_text=_("For example why it was extended.")
    )
    registration_url = models.URLField(_("web address to register"), blank=True)
    registration_email = models.EmailField(_("e-mail to register"), blank=True)
    capacity = models.PositiveIntegerField(_("number of seats"), null=True, blank=True)
    seats_left = models.PositiveIntegerField(
        _("seats left"), null=True, blank=True, help_text=_("At 0 visitors see that the occasion is full.")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldPanel("notice"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("attendance"),
                FieldPanel("venue_name"),
                FieldPanel("street_address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city"), FieldPanel("municipality")]),
                FieldPanel("map_url"),
                FieldPanel("online_platform"),
                FieldPanel("joining_note"),
            ],
            heading=_("Place"),
            icon="home",
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_required"),
                FieldRowPanel(
                    [FieldPanel("registration_opens_at"), FieldPanel("registration_deadline", widget=DeadlineInput)]
                ),
                FieldRowPanel([FieldPanel("original_deadline", widget=DeadlineInput), FieldPanel("deadline_note")]),
                FieldRowPanel([FieldPanel("registration_url"), FieldPanel("registration_email")]),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("seats_left")]),
            ],
            heading=_("Registration"),
            icon="form",
        ),
        ProgrammePanel("programme", heading=_("Programme"), label=_("programme item"), icon="list-ol"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the occasion.", required=True),
        GraphQLInt("ordinal", description="Its place among the event's occasions, from 1.", required=True),
        GraphQLString("title", description="What it is called; empty for an event's only occasion.", required=True),
        GraphQLEnum("kind", OccasionKind, description="What sort of gathering it is.", required=True),
        GraphQLEnum("status", OccasionStatus, description="What the organiser says about it.", required=True),
        GraphQLString(
            "notice",
            description="Why it is moved or cancelled, or what else visitors must know of it; empty if nothing.",
            required=True,
        ),
        GraphQLDateTime("starts_at", description="When it starts.", required=True),
        GraphQLDateTime("ends_at", description="When it ends; null if that is not decided."),
        GraphQLEnum("attendance", EventAttendance, description="How one takes part.", required=True),
        GraphQLForeignKey("venue", Venue, description="Where it takes place; null if online only."),
        GraphQLString("online_platform", description="The platform; empty if on site only.", required=True),
        *GraphQLRichTextFields("joining_note", description="How to join, for example when the link is sent."),
        *GraphQLRichTextFields("introduction", description="What this occasion is about."),
        GraphQLList("programme", GraphQLForeignKey, "events.ProgrammeItem", description="The programme, in order."),
        GraphQLForeignKey("registration", Registration, description="How to register.", required=True),
        GraphQLString(
            "calendar_url", description="Address of a calendar file (iCalendar); null for a draft that is not saved."
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        constraints: ClassVar[list[models.BaseConstraint]] = OCCASION_RULES

    def __str__(self) -> str:
        return self.title or f"{timezone.localtime(self.starts_at):%Y-%m-%d %H.%M}"

    @property
    def ordinal(self) -> int:
        """Its place among the event's occasions, from 1."""
        return related(self.event, "occasions").index(self) + 1

    @property
    def facts(self) -> OccasionFacts:
        """What phases are computed from."""
        registration = RegistrationFacts(
            opens_at=self.registration_opens_at,
            deadline=self.registration_deadline,
            original_deadline=self.original_deadline,
            seats_left=self.seats_left,
        )
        return OccasionFacts(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            status=OccasionStatus(self.status),
            registration=registration if self.registration_required else None,
        )

    @property
    def venue(self) -> Venue | None:
        """Where it takes place; nowhere if online only."""
        if self.attendance == EventAttendance.ONLINE:
            return None
        return Venue(
            name=self.venue_name,
            street_address=self.street_address,
            postal_code=self.postal_code,
            city=self.city,
            municipality=self.municipality,
            map_url=self.map_url,
        )

    @property
    def registration(self) -> Registration:
        """How to register, and whether one can right now."""
        return Registration(
            status=registration_status(self.facts, timezone.now()),
            opens_at=self.registration_opens_at,
            deadline=self.registration_deadline,
            original_deadline=self.original_deadline,
            note=self.deadline_note,
            url=self.registration_url,
            email=self.registration_email,
            capacity=self.capacity,
            seats_left=self.seats_left,
        )

    @property
    def calendar_url(self) -> str | None:
        """Address of its calendar file; a draft that is not saved has none."""
        return absolute_url(reverse("events:occasion_calendar", args=[self.pk])) if self.pk else None
