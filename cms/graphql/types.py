"""Builds the schema's types from the words that models and blocks declare beside their fields.

Only what a class declares in ``graphql_fields`` becomes part of the API: an allow-list by construction. The types stand
in grapple's registry, where grapple's words look for them.
"""

from collections.abc import Callable, Iterator, Sequence
from inspect import cleandoc
from typing import Any

import graphene
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from grapple.models import GraphQLField
from grapple.registry import registry
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms.columns import columns_of
from cms.graphql.cost import LIST_SIZE, priced
from cms.graphql.enums import choice_of, graphql_enum
from cms.graphql.resolvers import read_all, reader_of_rows
from cms.graphql.streams import StreamFieldInterface
from cms.graphql.words import VALUE_CLASSES, Field
from cms.rows import Rows, in_rows

MAX_ITEMS = 50
"""The most items that the ``first`` of a list field may ask for; longer lists are connections."""


def build_types() -> list[Any]:
    """Build a type for every class of the project that declares ``graphql_fields`` and return them.

    Models and the blocks of their stream fields are found by themselves; value objects by the words that lead to them.
    """
    built: dict[type, Any] = {}
    interface_models = {apps.get_model(label): path for label, path in settings.GRAPHQL_INTERFACES.items()}
    for model in _models():
        if model in interface_models:
            # The interface's module builds itself from the model's words when it is imported here.
            registry.pages[model] = import_string(interface_models[model])
            continue
        built[model] = _place_of(model)[model] = object_type(model, _interfaces_of(model))
    for block in _stream_blocks():
        built[block] = registry.streamfield_blocks[block] = object_type(block, (StreamFieldInterface,))
    while waiting := [cls for cls in VALUE_CLASSES if cls not in built]:
        for cls in waiting:
            built[cls] = registry.django_models[cls] = object_type(cls, ())
    return list(built.values())


def object_type(cls: Any, interfaces: tuple[Any, ...]) -> Any:
    """Return the graphene type of a class with ``graphql_fields``, named and described as the class is."""
    meta = type("Meta", (), {"name": cls.__name__, "description": description_of(cls), "interfaces": interfaces})
    return type(cls.__name__, (graphene.ObjectType,), {**fields_of(cls), "source_class": cls, "Meta": meta})


def fields_of(cls: Any) -> dict[str, graphene.Field]:
    """Return the graphene fields that a class's words declare, each with its resolver."""
    words = [word() if callable(word) else word for word in cls.graphql_fields]
    return {word.field_name: _field(word, cls) for word in words}


def description_of(cls: Any) -> str:
    """Return the first paragraph of a class's docstring."""
    return cleandoc(cls.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _models() -> Iterator[type[models.Model]]:
    for label in settings.GRAPHQL_APPS:
        for model in apps.get_app_config(label).get_models():
            if hasattr(model, "graphql_fields"):
                yield model


def _stream_blocks() -> Iterator[type[blocks.Block]]:
    """Yield each class of block that stands directly in a stream of some model, once."""
    seen: set[type[blocks.Block]] = set()
    for label in settings.GRAPHQL_APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if isinstance(field, StreamField):
                    classes = {type(child) for child in field.stream_block.child_blocks.values()}
                    yield from sorted(
                        (cls for cls in classes - seen if hasattr(cls, "graphql_fields")), key=lambda cls: cls.__name__
                    )
                    seen |= classes


def _place_of(model: type[models.Model]) -> dict[Any, Any]:
    if issubclass(model, Page):
        return registry.pages
    if issubclass(model, AbstractImage):
        return registry.images
    if issubclass(model, AbstractDocument):
        return registry.documents
    return registry.django_models


def _interfaces_of(model: type[models.Model]) -> tuple[Any, ...]:
    named = [import_string(path) for path in getattr(model, "graphql_interfaces", ())]
    if issubclass(model, Page):
        return (import_string(settings.GRAPPLE["PAGE_INTERFACE"]), *named)
    return tuple(named)


def _field(word: GraphQLField, cls: Any) -> graphene.Field:
    """Return the graphene field of one word of a class: a list's items and the list itself are never null."""
    item = getattr(word, "item", None)
    field_type = _list_of(item().field_type) if item else word.field_type
    return priced(
        graphene.Field(
            field_type,
            args=_arguments(word),
            resolver=_resolver(word, cls),
            description=word.description,
            deprecation_reason=word.deprecation_reason,
        ),
        cost=getattr(word, "cost", 0),
        size=getattr(word, "size", LIST_SIZE),
        maximum=MAX_ITEMS if getattr(word, "first", None) is not None else None,
    )


def _list_of(item_type: Any) -> Any:
    if isinstance(item_type, graphene.NonNull):
        item_type = item_type.of_type
    return graphene.NonNull(graphene.List(graphene.NonNull(item_type)))


def _arguments(word: GraphQLField) -> dict[str, graphene.Argument]:
    if not isinstance(word, Field):
        return {}
    arguments = {
        name: graphene.Argument(graphene.NonNull(graphql_enum(choices)), description=description)
        for name, (choices, description) in word.arguments.items()
    }
    if word.first is not None:
        arguments["first"] = graphene.Argument(
            graphene.Int, default_value=word.first, description=f"How many at most, up to {MAX_ITEMS}."
        )
    return arguments


def _resolver(word: GraphQLField, cls: Any) -> Callable[..., Any]:
    bare_type = word.field_type.of_type if isinstance(word.field_type, graphene.NonNull) else word.field_type
    is_enum = isinstance(bare_type, type) and issubclass(bare_type, graphene.Enum)

    def for_all(instances: Sequence[Any], **arguments: Any) -> list[Any]:
        given = {name: choice_of(argument) for name, argument in arguments.items()}
        values = read_all(instances, word, given) if instances else []
        return _choices(values) if is_enum else values

    def resolve(instance: Any, _info: Any, **arguments: Any) -> Any:
        return for_all([instance], **arguments)[0]

    # What a plan calls (cms.graphql.plan).
    resolve.for_all = for_all  # type: ignore[attr-defined]  # functions take attributes
    resolve.source = word.field_source  # type: ignore[attr-defined]  # as above
    if issubclass(cls, models.Model):
        resolve.reads = columns_of(cls, word.field_source)  # type: ignore[attr-defined]  # as above
        if read_rows := reader_of_rows(cls, word):

            def read(rows: Rows, info: Any, **arguments: Any) -> Any:
                given = {name: choice_of(argument) for name, argument in arguments.items()}
                values = read_rows(rows, info, **given)
                return _choices(values) if is_enum else values

            return in_rows(read)(resolve)
    return resolve


def _choices(values: Sequence[Any]) -> list[Any]:
    """Return stored choices as values of the enum: an empty one is none of them."""
    return [choice_of(value) or None for value in values]
