"""Conferences, which are summarised afterwards."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from cms.blocks.nodes import BlockNode, stream_nodes
from cms.blocks.stream import BodyBlock, StreamField
from cms.constraints import FieldRule
from cms.graphql.words import (
    GraphQLDate,
    GraphQLDocument,
    GraphQLForeignKey,
    GraphQLList,
    GraphQLStreamfield,
    GraphQLString,
)
from cms.peers import related
from events.enums import EventKind
from events.forms import ConferencePageForm
from events.models.pages import EventPage
from events.models.panels import tabs
from events.panels import BeginSummaryPanel
from events.phases import start_of_day
from events.querysets import ConferencePageQuerySet


@dataclass(frozen=True)
class ConferenceSummary:
    """What a conference came to, written afterwards."""

    conference: "ConferencePage"

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLDate("published_on", description="The day on which the summary is published.", required=True),
        GraphQLString("lead", description="What the conference came to, in a few sentences.", required=True),
        GraphQLList("key_points", GraphQLString, description="What to remember, a sentence each."),
        GraphQLStreamfield("body", description="The summary, block by block.", size=15),
        GraphQLList("documents", GraphQLDocument, description="Reports, slides and the like, in the editor's order."),
    ]

    @property
    def published_on(self) -> dt.date | None:
        """The day on which it is published."""
        return self.conference.summary_published_on

    @property
    def lead(self) -> str:
        """What the conference came to, in a few sentences."""
        return self.conference.summary_lead

    @property
    def key_points(self) -> list[str]:
        """What to remember, a sentence each."""
        return [point.text for point in related(self.conference, "summary_key_points")]

    @property
    def body(self) -> list[BlockNode]:
        """The summary, block by block."""
        return stream_nodes(self.conference, "summary_body")

    @property
    def documents(self) -> list[Any]:
        """The documents that anyone may see."""
        rows = related(self.conference, "summary_documents")
        return [document for row in rows if (document := related(row, "document"))]


class ConferencePage(EventPage):
    """A conference, with its theme and, afterwards, its summary."""

    page_description = _("A conference with a theme, and afterwards its summary.")
    kind: ClassVar[EventKind] = EventKind.CONFERENCE
    always_read: ClassVar[tuple[str, ...]] = (*EventPage.always_read, "summary_published_on")
    base_form_class = ConferencePageForm

    theme = models.CharField(_("theme"), max_length=200, blank=True)
    summary_published_on = models.DateField(
        _("publish the summary on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Visitors see the summary from this day. Leave empty until it is ready."),
    )
    summary_lead = models.TextField(_("lead"), max_length=600, blank=True)
    summary_body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True, use_json_field=True)

    objects: ClassVar[Any] = PageManager.from_queryset(ConferencePageQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        *EventPage.content_panels[:1],
        FieldPanel("theme"),
        *EventPage.content_panels[1:],
    ]
    edit_handler = tabs(
        content_panels,
        ObjectList(
            [
                FieldPanel("summary_published_on"),
                BeginSummaryPanel(),
                FieldPanel("summary_lead"),
                InlinePanel("summary_key_points", heading=_("Key points"), label=_("key point"), icon="pick"),
                FieldPanel("summary_body"),
                InlinePanel("summary_documents", heading=_("Documents"), label=_("document"), icon="doc-full"),
            ],
            heading=_("Conference summary"),
        ),
    )

    search_fields: ClassVar[list[Any]] = [
        *EventPage.search_fields,
        index.SearchField("theme"),
        index.SearchField("published_summary"),
        index.FilterField("summary_published_on"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        *EventPage.graphql_fields,
        GraphQLString("theme", description="What the conference is about; empty if not decided.", required=True),
        GraphQLForeignKey("conference_summary", ConferenceSummary, description="Its summary; null until published."),
    ]

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            FieldRule(
                field="summary_lead",
                name="conferencepage_summary_has_a_lead",
                condition=Q(summary_published_on=None) | ~Q(summary_lead=""),
                violation_error_message=_("A summary that is published needs a lead."),
            )
        ]

    @property
    def conference_summary(self) -> ConferenceSummary | None:
        """The summary, once it is published."""
        published = self.summary_published_on and self.summary_published_on <= timezone.localdate()
        return ConferenceSummary(self) if published else None

    def published_summary(self) -> str:
        """Return the summary's words for the search index; none before it is published."""
        if self.conference_summary is None:
            return ""
        stream: Any = self._meta.get_field("summary_body")
        return " ".join([self.summary_lead, *stream.get_searchable_content(self.summary_body)])

    @property
    def summarised_at(self) -> dt.datetime | None:
        """The instant at which the summary is published."""
        return start_of_day(self.summary_published_on) if self.summary_published_on else None


class ConferenceKeyPoint(Orderable):
    """A sentence to remember from a conference."""

    conference = ParentalKey(ConferencePage, on_delete=models.CASCADE, related_name="summary_key_points")
    text = models.CharField(_("key point"), max_length=300)

    panels: ClassVar[list[Any]] = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("key point")
        verbose_name_plural = _("key points")

    def __str__(self) -> str:
        return self.text


class ConferenceSummaryDocument(Orderable):
    """A document of a conference's summary."""

    conference = ParentalKey(ConferencePage, on_delete=models.CASCADE, related_name="summary_documents")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a summary")
        verbose_name_plural = _("documents of summaries")
