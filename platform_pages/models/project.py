"""Projects: what for, by whom, what was decided, and what came of it."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.constraints import FieldRule
from cms.enums import SearchType
from cms.graphql.words import (
    GraphQLDate,
    GraphQLDocument,
    GraphQLEnum,
    GraphQLForeignKey,
    GraphQLList,
    GraphQLString,
)
from cms.models import BasePage, BodyMixin, ContactsMixin, FundersMixin, parts_of
from cms.peers import related
from platform_pages.enums import ProjectStatus

ENDS_BEFORE_IT_STARTS = _("The project can't end before it starts.")


class ProjectPage(BodyMixin, ContactsMixin, FundersMixin, BasePage):
    """A project: purpose, period, partners, decisions and reports."""

    page_description = _("A project with its period, partners, decisions and reports.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "platform_pages.PlatformPage"]
    subpage_types: ClassVar[list[str]] = []

    status = models.CharField(_("status"), max_length=20, choices=ProjectStatus, default=ProjectStatus.ONGOING)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("The project's last day."))
    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("What the project is to achieve, in a few sentences.")
    )
    focus_areas = ParentalManyToManyField(
        "cms.FocusArea", verbose_name=_("focus areas"), blank=True, related_name="projects"
    )
    final_report = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("final report"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("focus_areas", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("In brief"),
        ),
        FieldPanel("purpose"),
        *BodyMixin.body_panels,
        InlinePanel("decisions", heading=_("Decisions"), label=_("decision"), icon="check"),
        InlinePanel(
            "project_opportunities",
            heading=_("Opportunities"),
            label=_("opportunity"),
            help_text=_("What an organisation that takes part gets out of it, one thing a row."),
            icon="pick",
        ),
        InlinePanel("project_partners", heading=_("Partners"), label=_("partner"), icon="group"),
        MultiFieldPanel(
            [FieldPanel("final_report"), InlinePanel("project_reports", label=_("report"))], heading=_("Reports")
        ),
        *ContactsMixin.contacts_panels,
        *FundersMixin.funders_panels,
    ]

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("purpose"),
        index.RelatedFields("project_opportunities", [index.SearchField("text")]),
        index.FilterField("status"),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        GraphQLEnum("status", ProjectStatus, description="How far the project has come.", required=True),
        GraphQLDate("starts_on", description="The first day; null if not known."),
        GraphQLDate("ends_on", description="The last day; null if not known."),
        GraphQLString("purpose", description="What the project is to achieve; empty if not given.", required=True),
        GraphQLList("focus_areas", GraphQLForeignKey, "cms.FocusArea", description="What the project works with."),
        *BodyMixin.body_graphql_fields,
        GraphQLList(
            "decisions",
            GraphQLForeignKey,
            "platform_pages.ProjectDecision",
            description="Decisions about the project, in the editor's order.",
        ),
        GraphQLList("opportunities", GraphQLString, description="What an organisation that takes part gets out of it."),
        GraphQLList("partners", GraphQLForeignKey, "cms.Organisation", description="The organisations that run it."),
        GraphQLDocument("final_report", description="The report that sums the project up."),
        GraphQLList("reports", GraphQLDocument, description="Other reports, in the editor's order."),
        *ContactsMixin.contacts_graphql_fields,
        *FundersMixin.funders_graphql_fields,
        GraphQLList(
            "related_news",
            GraphQLForeignKey,
            "news.NewsPage",
            first=3,
            description="The newest news that are part of the project.",
        ),
        GraphQLList(
            "related_events",
            GraphQLForeignKey,
            "events.EventPage",
            first=3,
            description="The latest events that are part of the project.",
        ),
    ]

    search_type = SearchType.PROJECT

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            FieldRule(
                field="ends_on",
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="projectpage_ends_after_it_starts",
                violation_error_message=ENDS_BEFORE_IT_STARTS,
            )
        ]

    @property
    def opportunities(self) -> list[str]:
        """What an organisation that takes part gets out of it."""
        return [row.text for row in related(self, "project_opportunities")]

    @property
    def partners(self) -> list[Any]:
        """The partners that are published, each once."""
        rows = related(self, "project_partners")
        return list(dict.fromkeys(partner for row in rows if (partner := related(row, "organisation"))))

    @property
    def reports(self) -> list[Any]:
        """The reports that anyone may see."""
        return [report for row in related(self, "project_reports") if (report := related(row, "document"))]

    def related_news(self, first: int) -> list[Page]:
        """Return up to ``first`` of the newest news that are part of the project."""
        return parts_of(self, "news.NewsPage", first)

    def related_events(self, first: int) -> list[Page]:
        """Return up to ``first`` of the latest events that are part of the project."""
        return parts_of(self, "events.EventPage", first)


class ProjectDecision(Orderable):
    """A decision about a project."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="decisions")
    decided_on = models.DateField(
        _("decided on"), null=True, blank=True, help_text=_("Leave empty if the day is not known.")
    )
    body = models.CharField(_("decided by"), max_length=160, help_text=_("The board, committee or meeting."))
    outcome = models.TextField(_("decision"), help_text=_("What was decided, in a sentence or two."))
    reference = models.CharField(
        _("reference"),
        max_length=80,
        blank=True,
        help_text=_("The number of the paragraph or the case, if there is one."),
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("decided_on"), FieldPanel("reference")]),
        FieldPanel("body"),
        FieldPanel("outcome"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLDate("decided_on", description="The day of the decision; null if not known."),
        GraphQLString("body", description="The body that decided.", required=True),
        GraphQLString("outcome", description="What was decided.", required=True),
        GraphQLString(
            "reference", description="The number of the paragraph or the case; empty if none.", required=True
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("decision about a project")
        verbose_name_plural = _("decisions about projects")


class ProjectOpportunity(Orderable):
    """What an organisation gets out of taking part."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="project_opportunities")
    text = models.CharField(_("opportunity"), max_length=300)

    panels: ClassVar[list[Any]] = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("opportunity of a project")
        verbose_name_plural = _("opportunities of projects")


class ProjectPartner(Orderable):
    """An organisation that runs a project with others."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="project_partners")
    organisation = models.ForeignKey(
        "cms.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner of a project")
        verbose_name_plural = _("partners of projects")


class ProjectReport(Orderable):
    """A report of a project beside the final one."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="project_reports")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("report of a project")
        verbose_name_plural = _("reports of projects")
