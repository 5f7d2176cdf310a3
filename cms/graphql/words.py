"""The declarative words that models and blocks use beside grapple's own: enums, dates, objects, lists, rich text.

Each word is called in a class's ``graphql_fields`` and returns a ``Field``; ``cms.graphql.types`` builds the schema
from them. Models never import graphene; these words do it for them.
"""

from collections.abc import Callable
from typing import Any

import graphene
from django.db.models import TextChoices
from grapple.models import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLFloat,
    GraphQLInt,
    GraphQLPage,
    GraphQLString,
)
from grapple.models import GraphQLForeignKey as GrappleForeignKey
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from cms.graphql.cost import LIST_SIZE, RICH_TEXT_COST
from cms.graphql.enums import graphql_enum
from cms.graphql.streams import StreamFieldInterface

__all__ = [
    "GraphQLBoolean",
    "GraphQLDate",
    "GraphQLDateTime",
    "GraphQLDocument",
    "GraphQLEnum",
    "GraphQLFloat",
    "GraphQLForeignKey",
    "GraphQLID",
    "GraphQLImage",
    "GraphQLInt",
    "GraphQLJSON",
    "GraphQLList",
    "GraphQLMethod",
    "GraphQLPage",
    "GraphQLRichTextFields",
    "GraphQLStreamfield",
    "GraphQLString",
]


class Field(GraphQLField):
    """grapple's field description and what it lacks: items of a list, ``first``, arguments, rich text, a price.

    ``cost`` and ``size`` are those of ``cms.graphql.cost.Price``.
    """

    def __init__(self, field_name: str, field_type: Any = None, **kwargs: Any) -> None:
        self.item: Callable[[], GraphQLField] | None = kwargs.pop("item", None)
        self.first: int | None = kwargs.pop("first", None)
        self.arguments: dict[str, tuple[type[TextChoices], str]] = kwargs.pop("arguments", {})
        self.rich_text: str | None = kwargs.pop("rich_text", None)
        self.cost: int = kwargs.pop("cost", 0)
        self.size: int = kwargs.pop("size", LIST_SIZE)
        super().__init__(field_name, field_type, **kwargs)


VALUE_CLASSES: list[type] = []
"""Classes that are no models and that some word leads to: value objects and parts of blocks."""


def GraphQLForeignKey(field_name: str, target: Any, **kwargs: Any) -> Callable[[], GraphQLField]:
    """A field that leads to one object: of a model (``"app.Model"``), or of a class with ``graphql_fields``."""
    if isinstance(target, type) and target not in VALUE_CLASSES:
        VALUE_CLASSES.append(target)
    return GrappleForeignKey(field_name, target, **kwargs)


def GraphQLImage(field_name: str, **kwargs: Any) -> Callable[[], GraphQLField]:
    """A field that leads to an image (grapple's own word would build its unfiltered image types)."""
    return GraphQLForeignKey(field_name, get_image_model_string(), **kwargs)


def GraphQLDocument(field_name: str, **kwargs: Any) -> Callable[[], GraphQLField]:
    """A field that leads to a document (grapple's own word would build its unfiltered document types)."""
    return GraphQLForeignKey(field_name, get_document_model_string(), **kwargs)


def GraphQLID(field_name: str, **kwargs: Any) -> Callable[[], Field]:
    """A field that holds an opaque identifier."""
    return lambda: Field(field_name, graphene.ID, **kwargs)


def GraphQLDate(field_name: str, **kwargs: Any) -> Callable[[], Field]:
    """A calendar date, ISO 8601."""
    from cms.graphql.scalars import Day

    return lambda: Field(field_name, Day, **kwargs)


def GraphQLDateTime(field_name: str, **kwargs: Any) -> Callable[[], Field]:
    """An instant, ISO 8601 with the offset of Europe/Stockholm."""
    from cms.graphql.scalars import LocalDateTime

    return lambda: Field(field_name, LocalDateTime, **kwargs)


def GraphQLJSON(field_name: str, **kwargs: Any) -> Callable[[], Field]:
    """A JSON value of a documented shape."""
    from cms.graphql.scalars import JSON

    return lambda: Field(field_name, JSON, **kwargs)


def GraphQLEnum(field_name: str, choices: type[TextChoices], **kwargs: Any) -> Callable[[], Field]:
    """A field with one of ``choices``; an empty stored value reads as null."""
    return lambda: Field(field_name, graphql_enum(choices), **kwargs)


def GraphQLList(
    field_name: str, word: Callable[..., Any], *args: Any, first: int | None = None, **kwargs: Any
) -> Callable[[], Field]:
    """A list, never null and without null items, of what ``word`` describes.

    ``word`` and ``args`` are those of a single field without its name:
    ``GraphQLList("occasions", GraphQLForeignKey, "events.Occasion", description="…")``.
    With ``first`` the field takes an argument ``first`` of that default, and its source is a method that is called
    with it: ``def related_news(self, first: int)``.
    """
    return lambda: Field(field_name, item=word(field_name, *args), first=first, **kwargs)


def GraphQLStreamfield(field_name: str, **kwargs: Any) -> Callable[[], Field]:
    """The blocks of a stream field, in order."""
    return GraphQLList(field_name, lambda name: lambda: Field(name, StreamFieldInterface), **kwargs)


def GraphQLMethod(
    field_name: str,
    word: Callable[..., Any],
    *args: Any,
    arguments: dict[str, tuple[type[TextChoices], str]],
    **kwargs: Any,
) -> Callable[[], Field]:
    """A single value from a method of the model that takes required enum arguments: name to (choices, description)."""

    def build() -> Field:
        return Field(field_name, word(field_name, *args)().field_type, arguments=arguments, **kwargs)

    return build


def GraphQLRichTextFields(field_name: str, *, description: str, **kwargs: Any) -> list[Callable[[], Field]]:
    """Two fields for a rich-text column: ``<name>`` as plain text, ``<name>_html`` as clean HTML."""
    source = kwargs.pop("source", field_name)
    return [
        lambda: Field(
            field_name,
            graphene.String,
            source=source,
            rich_text="plain_text",
            description=description,
            required=True,
            cost=RICH_TEXT_COST,
        ),
        lambda: Field(
            f"{field_name}_html",
            graphene.String,
            source=source,
            rich_text="html",
            description=f"{description} As clean HTML, links resolved to front-end paths.",
            required=True,
            cost=RICH_TEXT_COST,
        ),
    ]
