"""Documents with what a visitor wants to know before downloading one."""

from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from cms.contents import fits_its_name
from cms.graphql.words import GraphQLForeignKey, GraphQLID, GraphQLInt, GraphQLList, GraphQLString
from cms.models.mixins import Funder, PartOfProjectMixin, merge_funders
from cms.paths import absolute_url
from cms.peers import related
from cms.querysets import DocumentQuerySet
from cms.search import WordEnds


class Document(PartOfProjectMixin, AbstractDocument):
    """A document to download, with its type, size, language, publisher and year."""

    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("Language code of the contents, for example sv or en.")
    )
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="cms_documents")

    objects = DocumentQuerySet.as_manager()

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        "collection",
        "language",
        "publisher",
        "year",
        "part_of_project",
        "tags",
    )

    search_fields: ClassVar[list[Any]] = [
        *AbstractDocument.search_fields,
        index.SearchField("publisher"),
        WordEnds(),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the document.", required=True),
        GraphQLString("title", description="The document's title.", required=True),
        GraphQLString("url", source="url_on_host", description="Where it can be downloaded.", required=True),
        GraphQLString("file_extension", description="The file's type, for example `pdf`.", required=True),
        GraphQLInt("file_size", description="The file's size in bytes."),
        GraphQLString("language", description="Language code of the contents; empty if not known.", required=True),
        GraphQLString("publisher", description="Who published it; empty if not known.", required=True),
        GraphQLInt("year", description="The year of publication."),
        GraphQLList(
            "acknowledgements",
            GraphQLForeignKey,
            "cms.Funder",
            description="Funders of the project that the document is part of; they must be shown beside it.",
        ),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        # Wagtail's own model has the same name, and so would the reverse accessors.
        default_related_name = "cms_documents"
        permissions = (("choose_document", "Can choose document"),)

    def clean(self) -> None:
        """Check the kind of a new file, by its name and by its contents."""
        if not self.file:
            # The form has said what is wrong with it.
            return
        super().clean()
        if not self.file._committed and not fits_its_name(self.file.file):
            raise ValidationError(
                {
                    "file": _(
                        "The contents are not what the name's ending says. Save the document anew and choose that file."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.file._committed:
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @property
    def url_on_host(self) -> str:
        """The download's absolute address."""
        return absolute_url(self.url)

    @property
    def file_extension(self) -> str:
        """The file name's extension without its dot, in lower case."""
        return PurePath(self.file.name).suffix[1:].lower()

    @property
    def acknowledgements(self) -> list[Funder]:
        """The funders of the project that the document is part of."""
        return merge_funders([], related(self, "part_of_project"))
