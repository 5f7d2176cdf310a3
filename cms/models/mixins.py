"""What several page types share: each mixin brings its fields, its panels and its part of the API.

The rows that a page owns (contacts, documents, funders, related pages) hang on Wagtail's ``Page``, so that one table
serves every page type and a list of mixed pages loads them in one statement.
"""

from collections import defaultdict
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.blocks.stream import BodyBlock, StreamField
from cms.columns import reads
from cms.graphql.words import (
    GraphQLDocument,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLList,
    GraphQLPage,
    GraphQLStreamfield,
    GraphQLString,
)
from cms.peers import load_list, peers_of, related


class BodyMixin(models.Model):
    """A body of blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True, use_json_field=True)

    body_panels: ClassVar[list[Any]] = [FieldPanel("body")]
    body_search_fields: ClassVar[list[Any]] = [index.SearchField("body")]
    body_graphql_fields: ClassVar[list[Any]] = [
        GraphQLStreamfield("body", description="The content, block by block.", size=15)
    ]

    class Meta:
        abstract = True


class ContactsMixin(models.Model):
    """Contacts, each with what to ask them about."""

    contacts_panels: ClassVar[list[Any]] = [
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("contact"), icon="user")
    ]
    contacts_graphql_fields: ClassVar[list[Any]] = [
        GraphQLList(
            "contacts",
            GraphQLForeignKey,
            "cms.PageContact",
            description="Whom to ask, in the editor's order.",
        )
    ]

    class Meta:
        abstract = True

    @property
    @reads()
    def contacts(self) -> list["PageContact"]:
        """The rows whose contact is published."""
        return [row for row in related(self, "page_contacts") if related(row, "contact")]


class PageContact(Orderable):
    """A contact of a page, with the responsibility they have there."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_contacts")
    contact = models.ForeignKey("cms.Contact", verbose_name=_("contact"), on_delete=models.CASCADE, related_name="+")
    responsibility = models.CharField(
        _("responsibility"), max_length=120, blank=True, help_text=_("What visitors can ask this contact about.")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("contact"), FieldPanel("responsibility")]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("responsibility", description="What this contact answers questions about.", required=True),
        GraphQLForeignKey("contact", "cms.Contact", description="The contact.", required=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("contact of a page")
        verbose_name_plural = _("contacts of pages")


class DocumentsMixin(models.Model):
    """Documents to download."""

    documents_panels: ClassVar[list[Any]] = [
        InlinePanel("page_documents", heading=_("Documents"), label=_("document"), icon="doc-full")
    ]
    documents_graphql_fields: ClassVar[list[Any]] = [
        GraphQLList("documents", GraphQLDocument, description="Documents to download, in the editor's order.")
    ]

    class Meta:
        abstract = True

    @property
    @reads()
    def documents(self) -> list[Any]:
        """The documents that anyone may see."""
        return [document for row in related(self, "page_documents") if (document := related(row, "document"))]


class PageDocument(Orderable):
    """A document of a page."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_documents")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a page")
        verbose_name_plural = _("documents of pages")


class RelatedPagesMixin(models.Model):
    """Pages that a reader may want next."""

    related_pages_panels: ClassVar[list[Any]] = [
        InlinePanel("related_page_links", heading=_("Related pages"), label=_("page"), icon="link")
    ]
    related_pages_graphql_fields: ClassVar[list[Any]] = [
        GraphQLList("related_pages", GraphQLPage, description="Pages to read next, in the editor's order.")
    ]

    class Meta:
        abstract = True

    @property
    @reads()
    def related_pages(self) -> list[Page]:
        """The related pages that anyone may see."""
        return [page for row in related(self, "related_page_links") if (page := related(row, "target"))]


class RelatedPageLink(Orderable):
    """A page to read next."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_page_links")
    target = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")


class FundersMixin(models.Model):
    """Funders, with the emblem and the statement that they demand to be shown."""

    funders_panels: ClassVar[list[Any]] = [InlinePanel("funders", heading=_("Funders"), label=_("funder"), icon="pick")]
    funders_graphql_fields: ClassVar[list[Any]] = [
        GraphQLList(
            "acknowledgements",
            GraphQLForeignKey,
            "cms.Funder",
            description="Funders that must be shown, the page's own first, then those of the project it is part of.",
        )
    ]

    class Meta:
        abstract = True

    @property
    @reads()
    def acknowledgements(self) -> list["Funder"]:
        """The page's own funders and those of the project it is part of, each organisation once."""
        funders = list(related(self, "funders"))
        project = related(self, "part_of_project") if hasattr(self, "part_of_project_id") else None
        return merge_funders(funders, project)


def merge_funders(own: list["Funder"], project: Page | None) -> list["Funder"]:
    """Return ``own`` and the funders of ``project`` that ``own`` does not name already."""
    named = {funder.organisation_id for funder in own}
    inherited = related(project, "funders") if project else []
    return [*own, *(funder for funder in inherited if funder.organisation_id not in named)]


class Funder(Orderable):
    """A funder, with the emblem and the exact statement that its rules demand."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="funders")
    organisation = models.ForeignKey(
        "cms.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )
    statement = models.CharField(
        _("statement"),
        max_length=300,
        blank=True,
        help_text=_("The exact words that the funder demands, for example “Co-funded by the European Union”."),
    )
    emblem = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar[list[Any]] = [FieldPanel("organisation"), FieldPanel("statement"), FieldPanel("emblem")]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("statement", description="The exact words that the funder demands.", required=True),
        GraphQLImage("emblem", description="The emblem that must be shown beside the statement."),
        GraphQLForeignKey(
            "organisation", "cms.Organisation", description="The funder; null while it is not published."
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("funder")
        verbose_name_plural = _("funders")


class PartOfProjectMixin(models.Model):
    """A link to the project that something is part of; its funders are shown here too."""

    part_of_project = models.ForeignKey(
        Page,
        verbose_name=_("part of the project"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The project's funders, with emblem and statement, are shown here too."),
    )

    part_of_project_panels: ClassVar[list[Any]] = [
        PageChooserPanel("part_of_project", page_type="platform_pages.ProjectPage")
    ]
    part_of_project_graphql_fields: ClassVar[list[Any]] = [
        GraphQLPage("part_of_project", description="The project that this is part of.")
    ]

    class Meta:
        abstract = True


def parts_of(project: Page, label: str, first: int) -> list[Page]:
    """Return the newest visible pages of one type that are part of ``project``; one statement for all its peers.

    Args:
        project: a page that others are part of.
        label: the page type, ``"app.Model"``: it has ``PartOfProjectMixin``, and its query set ``newest_first()``.
        first: how many at most.
    """
    cache_name = f"_parts_{label}_{first}"
    if cache_name not in project.__dict__:
        peers = peers_of(project)
        newest = apps.get_model(label)._default_manager.visible().newest_first()
        rank = Window(RowNumber(), partition_by=F("part_of_project_id"), order_by=newest.query.order_by)
        ranked = newest.filter(part_of_project__in=[peer.pk for peer in peers]).annotate(_rank=rank)
        parts: dict[int, list[Page]] = defaultdict(list)
        for page in load_list(ranked.filter(_rank__lte=first), specific=True):
            parts[page.part_of_project_id].append(page)
        for peer in peers:
            peer.__dict__[cache_name] = parts[peer.pk]
    return project.__dict__[cache_name]
