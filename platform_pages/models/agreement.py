"""The agreement: its principles, its versions and the groups that work with it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from cms.graphql.words import (
    GraphQLBoolean,
    GraphQLDate,
    GraphQLDocument,
    GraphQLForeignKey,
    GraphQLInt,
    GraphQLList,
    GraphQLRichTextFields,
    GraphQLString,
)
from cms.models import BasePage, BodyMixin, ContactsMixin, DocumentsMixin
from cms.peers import related
from platform_pages.forms import AgreementPageForm
from platform_pages.models.working_group import WorkingGroup

PRINCIPLE_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class AgreementPage(BodyMixin, ContactsMixin, DocumentsMixin, BasePage):
    """The agreement that organisations sign: its principles, versions and working groups."""

    page_description = _("The agreement with its principles, versions and working groups.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "platform_pages.PlatformPage"]
    subpage_types: ClassVar[list[str]] = []

    base_form_class = AgreementPageForm
    # It quotes a document that the parties have agreed on.
    lix_target: ClassVar[int] = 60
    most_words_in_a_sentence: ClassVar[int] = 35
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        *BodyMixin.body_panels,
        InlinePanel(
            "agreement_principles",
            heading=_("Principles"),
            label=_("principle"),
            help_text=_("Visitors see them numbered in this order; drag to move one."),
            icon="list-ol",
        ),
        InlinePanel(
            "agreement_versions",
            heading=_("Versions"),
            label=_("version"),
            help_text=_("The version that was adopted last is the current one, unless another is marked."),
            icon="history",
        ),
        InlinePanel(
            "agreement_working_groups",
            heading=_("Working groups"),
            label=_("working group"),
            help_text=_("One for each year; visitors see the latest year first."),
            icon="group",
        ),
        *ContactsMixin.contacts_panels,
        *DocumentsMixin.documents_panels,
    ]

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.RelatedFields("agreement_principles", [index.SearchField("title"), index.SearchField("text")]),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        *BodyMixin.body_graphql_fields,
        GraphQLList(
            "principles",
            GraphQLForeignKey,
            "platform_pages.Principle",
            description="The principles, by number.",
        ),
        GraphQLForeignKey(
            "current_version",
            "platform_pages.AgreementVersion",
            description="The version that organisations sign now; null before the first is adopted.",
        ),
        GraphQLList(
            "versions",
            GraphQLForeignKey,
            "platform_pages.AgreementVersion",
            description="All versions, the one adopted last first.",
        ),
        GraphQLList(
            "working_groups",
            GraphQLForeignKey,
            "platform_pages.WorkingGroup",
            description="The groups that have worked with the agreement, the latest year first.",
        ),
        *ContactsMixin.contacts_graphql_fields,
        *DocumentsMixin.documents_graphql_fields,
    ]

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    @property
    def principles(self) -> list["Principle"]:
        """The principles in the editor's order, each with its number and its slug."""
        rows = related(self, "agreement_principles")
        taken: set[str] = set()
        for number, row in enumerate(rows, start=1):
            slug = slugify(row.title) or f"principle-{number}"
            row.number, row.slug = number, f"{slug}-{number}" if slug in taken else slug
            taken.add(row.slug)
        return rows

    @property
    def versions(self) -> list["AgreementVersion"]:
        """The versions, the one adopted last first, each knowing whether it is the current one."""
        rows = sorted(related(self, "agreement_versions"), key=lambda row: row.adopted_on, reverse=True)
        current = next((row for row in rows if row.is_marked_current), rows[0] if rows else None)
        for row in rows:
            row.is_current = row is current
        return rows

    @property
    def current_version(self) -> "AgreementVersion | None":
        """The marked version, else the one adopted last."""
        return next((row for row in self.versions if row.is_current), None)

    @property
    def working_groups(self) -> list[WorkingGroup]:
        """The working groups, the latest year first."""
        return sorted(related(self, "agreement_working_groups"), key=lambda group: group.year, reverse=True)


class Principle(Orderable):
    """A principle of the agreement; its place among the others is its number."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="agreement_principles")
    title = models.CharField(_("title"), max_length=160)
    text = RichTextField(_("text"), features=PRINCIPLE_FEATURES)

    number: int
    slug: str

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("text")]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLInt("number", description="The principle's number, from 1.", required=True),
        GraphQLString("title", description="The principle in a few words.", required=True),
        GraphQLString("slug", description="A fragment that links to it, unique on the page.", required=True),
        *GraphQLRichTextFields("text", description="What the principle means."),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("principle")
        verbose_name_plural = _("principles")

    def __str__(self) -> str:
        return self.title


class AgreementVersion(models.Model):
    """A version of the agreement, as it was adopted."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="agreement_versions")
    label = models.CharField(_("name"), max_length=80, help_text=_("What visitors know it by, for example “2019”."))
    adopted_on = models.DateField(_("adopted on"))
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_marked_current = models.BooleanField(
        _("always the current version"),
        default=False,
        help_text=_("Mark it only if another version than the one adopted last applies."),
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("adopted_on")]),
        FieldPanel("document"),
        FieldPanel("is_marked_current"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("label", description="What the version is known by.", required=True),
        GraphQLDate("adopted_on", description="The day that it was adopted.", required=True),
        GraphQLBoolean("is_current", description="Whether it is the version that applies now.", required=True),
        GraphQLDocument("document", description="The version's text to download."),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["-adopted_on", "-pk"]
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")

    def __str__(self) -> str:
        return self.label

    @cached_property
    def is_current(self) -> bool:
        """Whether it applies now; the page says so for the versions that are read through it."""
        page = related(self, "page")
        return page is not None and page.current_version == self
