"""The list of events, and what every event has."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from cms.columns import reads
from cms.enums import SearchType, Severity
from cms.graphql.words import GraphQLDateTime, GraphQLEnum, GraphQLForeignKey, GraphQLList, GraphQLString
from cms.models import (
    BasePage,
    BodyMixin,
    ContactsMixin,
    DocumentsMixin,
    FundersMixin,
    Organisation,
    PartOfProjectMixin,
    RelatedPagesMixin,
)
from cms.paths import absolute_url
from cms.peers import related
from cms.structured_data import Node
from events.changes import PublishedOccasion
from events.enums import EventAttendance, EventKind, EventPhase, OccasionStatus
from events.forms import EventPageForm
from events.models.changes import PublishedFacts, facts_in_database
from events.models.occasions import Occasion
from events.models.panels import tabs
from events.models.rows import EventNotice
from events.models.values import EventCost, Registration, Venue
from events.phases import EventFacts, local_date, next_occasion, phase, phase_changes_at
from events.querysets import EventPageQuerySet
from events.structured_data import event_nodes


class EventIndexPage(BasePage):
    """The page that lists events and has them below it."""

    page_description = _("Lists activities and conferences, which stand below it.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.ActivityPage", "events.ConferencePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("event list")
        verbose_name_plural = _("event lists")


class EventPage(
    BodyMixin, ContactsMixin, DocumentsMixin, FundersMixin, PartOfProjectMixin, RelatedPagesMixin, BasePage
):
    """What activities and conferences share: occasions, organisers, notices, and a phase that the dates give."""

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = EventPageForm
    lix_target: ClassVar[int] = 45
    most_words_in_a_sentence: ClassVar[int] = 25
    graphql_interfaces = ("events.schema.EventInterface",)
    kind: ClassVar[EventKind]
    always_read: ClassVar[tuple[str, ...]] = (*BasePage.always_read, "ends_at", "over_at", "starts_at")

    target_group = models.TextField(
        _("target group"), max_length=500, blank=True, help_text=_("Visitors see it under the heading “For whom”.")
    )
    is_free = models.BooleanField(_("free of charge"), default=False)
    cost_text = models.CharField(
        _("cost"), max_length=200, blank=True, help_text=_("What taking part costs and what that includes.")
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True, editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, editable=False)
    over_at = models.DateTimeField(_("over"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PageManager.from_queryset(EventPageQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        InlinePanel("event_notices", heading=_("Notices"), label=_("notice"), icon="warning"),
        *BodyMixin.body_panels,
        MultiFieldPanel(
            [FieldPanel("target_group"), FieldPanel("is_free"), FieldPanel("cost_text")],
            heading=_("For whom, and what it costs"),
            icon="group",
        ),
    ]
    edit_handler = tabs(content_panels)

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("target_group"),
        index.RelatedFields(
            "occasions",
            [
                index.SearchField("title"),
                index.SearchField("venue_name"),
                index.SearchField("city"),
                index.RelatedFields(
                    "programme",
                    [index.SearchField("title"), index.RelatedFields("speakers", [index.SearchField("name")])],
                ),
            ],
        ),
        index.FilterField("starts_at"),
        index.FilterField("over_at"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        GraphQLEnum("kind", EventKind, description="What sort of event it is.", required=True),
        GraphQLDateTime("starts_at", description="When its first occasion starts; null while there is none."),
        GraphQLDateTime("ends_at", description="When its last occasion ends; null if that is not decided."),
        GraphQLEnum("phase", EventPhase, description="How far it has come.", required=True),
        GraphQLDateTime(
            "phase_changes_at",
            description="The next instant at which the phase changes by itself; null when only an editor can.",
        ),
        GraphQLEnum("attendance", EventAttendance, description="How one takes part, its occasions taken together."),
        GraphQLForeignKey(
            "venue", Venue, description="Where its next occasion takes place, or its first that is not online only."
        ),
        GraphQLForeignKey("registration", Registration, description="How to register for its next occasion."),
        GraphQLList(
            "notices", GraphQLForeignKey, "events.EventNotice", description="What visitors must know right now."
        ),
        GraphQLList(
            "changes",
            GraphQLForeignKey,
            "events.EventChange",
            description="Published changes of date, place, deadline or programme, the latest first.",
        ),
        *BodyMixin.body_graphql_fields,
        GraphQLString("target_group", description="For whom it is; empty if for everyone.", required=True),
        GraphQLForeignKey("cost", EventCost, description="What taking part costs; null if nothing is said."),
        GraphQLList("occasions", GraphQLForeignKey, "events.Occasion", description="Its occasions, in order."),
        GraphQLString(
            "calendar_url",
            description="Address of a calendar file (iCalendar) with all its occasions; null while it has none.",
        ),
        *PartOfProjectMixin.part_of_project_graphql_fields,
        GraphQLList("organisers", GraphQLForeignKey, "cms.Organisation", description="Those who arrange it."),
        *FundersMixin.funders_graphql_fields,
        *ContactsMixin.contacts_graphql_fields,
        *DocumentsMixin.documents_graphql_fields,
        *RelatedPagesMixin.related_pages_graphql_fields,
    ]

    search_type = SearchType.EVENT

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar[list[models.Index]] = [
            # With the end behind the order: a list skips what is over within the index.
            models.Index(fields=["starts_at", "page_ptr", "over_at"], name="eventpage_by_start_and_end"),
            models.Index(fields=["over_at"], name="eventpage_by_end"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None:
            self.set_dates()
        return super().save(*args, **kwargs)

    @classmethod
    def from_serializable_data(cls, *args: Any, **kwargs: Any) -> Any:
        page = super().from_serializable_data(*args, **kwargs)
        if page is not None:
            page.set_dates()
        return page

    @property
    def day_of_content(self) -> dt.date | None:
        """The day on which its first occasion starts."""
        return local_date(self.starts_at) if self.starts_at else None

    def set_dates(self) -> None:
        """Take start and end from the occasions, those in memory included; cancelled ones count only if all are."""
        occasions = held(list(self.occasions.all()))
        last = max(occasions, key=lambda occasion: occasion.facts.over_at, default=None)
        self.starts_at = min((occasion.starts_at for occasion in occasions), default=None)
        self.ends_at = last.ends_at if last else None
        self.over_at = last.facts.over_at if last else None

    def published_occasions(self) -> list[PublishedOccasion]:
        """Return the occasions as visitors know them from the last publication; none before the first."""
        if facts := PublishedFacts.objects.filter(event_id=self.pk).first():
            known: list[PublishedOccasion] = facts.occasions
            return known
        return facts_in_database(self.pk) if self.live and self.pk else []

    def structured_data(self) -> list[Node]:
        """Return the event, occasion by occasion, beside what every page has."""
        return [*event_nodes(self), *super().structured_data()]

    @property
    @reads()
    def facts(self) -> EventFacts:
        """What phases are computed from."""
        return EventFacts([occasion.facts for occasion in related(self, "occasions")], self.summarised_at)

    @property
    def summarised_at(self) -> dt.datetime | None:
        """The instant at which a summary is published; only a conference has one."""
        return None

    @property
    @reads()
    def phase(self) -> EventPhase:
        """How far it has come."""
        return phase(self.facts, timezone.now())

    @property
    @reads()
    def phase_changes_at(self) -> dt.datetime | None:
        """The next instant at which the phase changes by itself."""
        return phase_changes_at(self.facts, timezone.now())

    @property
    def is_upcoming(self) -> bool:
        """Whether an occasion is ahead or going on."""
        return self.over_at is not None and self.over_at > timezone.now()

    @property
    @reads()
    def next_occasion(self) -> Occasion | None:
        """The occasion that a visitor wants to know about: the next, else the last."""
        position = next_occasion(self.facts.occasions, timezone.now())
        return None if position is None else related(self, "occasions")[position]

    @property
    @reads()
    def attendance(self) -> EventAttendance | None:
        """How one takes part, its occasions taken together; those that are cancelled count only if all are."""
        ways = {occasion.attendance for occasion in held(related(self, "occasions"))}
        return EventAttendance(ways.pop()) if len(ways) == 1 else EventAttendance.HYBRID if ways else None

    @property
    @reads()
    def venue(self) -> Venue | None:
        """Where its next occasion takes place, or its first that is not online only."""
        occasions = [self.next_occasion, *held(related(self, "occasions"))]
        return next((venue for occasion in occasions if occasion and (venue := occasion.venue)), None)

    @property
    @reads()
    def registration(self) -> Registration | None:
        """How to register for its next occasion."""
        occasion = self.next_occasion
        return occasion.registration if occasion else None

    @property
    @reads("cost_text", "is_free")
    def cost(self) -> EventCost | None:
        """What taking part costs, if anything is said."""
        return EventCost(self.is_free, self.cost_text) if self.is_free or self.cost_text else None

    @property
    @reads()
    def notices(self) -> list[EventNotice]:
        """The notices of occasions that are not over, then those that are valid today, in the editor's order."""
        now, today = timezone.now(), timezone.localdate()
        occasions = [occasion for occasion in related(self, "occasions") if occasion.notice]
        return [
            *(notice_of(occasion) for occasion in occasions if now < occasion.facts.over_at),
            *(notice for notice in related(self, "event_notices") if notice.is_valid_on(today)),
        ]

    @property
    @reads()
    def organisers(self) -> list[Organisation]:
        """The organisers that are published, in the editor's order."""
        rows = related(self, "event_organisers")
        return [organisation for row in rows if (organisation := related(row, "organisation"))]

    @property
    @reads("starts_at")
    def calendar_url(self) -> str | None:
        """Address of the calendar file with all its occasions; none without a date or for a draft that is not saved."""
        has_file = self.pk and self.starts_at
        return absolute_url(reverse("events:event_calendar", args=[self.pk])) if has_file else None


SEVERITIES = {OccasionStatus.CANCELLED: Severity.CRITICAL, OccasionStatus.MOVED: Severity.WARNING}


def notice_of(occasion: Occasion) -> EventNotice:
    """Return what an occasion tells visitors as a notice of its event, which says what it is about."""
    text = f"{occasion.title}: {occasion.notice}" if occasion.title else occasion.notice
    severity = SEVERITIES.get(OccasionStatus(occasion.status), Severity.INFO)
    return EventNotice(event_id=occasion.event_id, text=text, severity=severity)


def held(occasions: list[Occasion]) -> list[Occasion]:
    """Return the occasions that are not cancelled, or all of them if all are."""
    return [occasion for occasion in occasions if not occasion.facts.is_cancelled] or occasions
