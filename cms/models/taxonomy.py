"""Words that content is sorted by."""

from typing import Any, ClassVar

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.graphql.words import GraphQLString


class Term(index.Indexed, models.Model):
    """A word of a vocabulary."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Used in addresses; made from the name if empty."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("slug")]
    search_fields: ClassVar[list[Any]] = [index.SearchField("name"), index.AutocompleteField("name")]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("name", description="The word as visitors see it.", required=True),
        GraphQLString("slug", description="The word as arguments of the API take it.", required=True),
    ]

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.name)[:80]
        super().save(*args, **kwargs)


class Category(Term):
    """A category of news."""

    class Meta(Term.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")


class Area(Term):
    """An area of responsibility that contacts are found by."""

    class Meta(Term.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")


class FocusArea(Term):
    """A focus area of projects."""

    class Meta(Term.Meta):
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
