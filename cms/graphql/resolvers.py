"""Reads a declared field of a page, a row, a value object or a block, in bulk for all its peers."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from grapple.models import GraphQLField
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks.nodes import BlockNode, rich_texts, stream_nodes
from cms.graphql.richtext import RichText
from cms.peers import peers_of, picked, related
from cms.rows import column_reader

type Source = Literal["relation", "stream", "attribute"]


def read(instance: Any, word: GraphQLField, arguments: dict[str, Any]) -> Any:
    """Return the value of the field that ``word`` declares.

    Args:
        instance: a model instance, a ``BlockNode`` or a value object.
        word: the declaration; its source is a column, a relation, a stream, a property or a method.
        arguments: the field's arguments, for a method.
    """
    source = word.field_source
    if isinstance(instance, BlockNode):
        compute = getattr(instance.block, f"api_{source}", None)
        return compute(instance) if compute else instance.read(source)
    if form := getattr(word, "rich_text", None):
        return getattr(rich_text(instance, source), form)
    if source == "id":
        return identifier(instance)
    cls: Any = type(instance)
    match source_kind(cls, source):
        case "relation":
            return related(instance, source)
        case "stream":
            return stream_nodes(instance, source)
    value = getattr(instance, source)
    return value(**arguments) if callable(value) else value


def read_all(instances: Sequence[Any], word: GraphQLField, arguments: dict[str, Any]) -> list[Any]:
    """Return the value of the field that ``word`` declares for each of ``instances``, as ``read`` would."""
    source = word.field_source
    cls: Any = type(instances[0])
    is_plain = (
        all(type(instance) is cls for instance in instances)
        and not issubclass(cls, BlockNode)
        and source != "id"
        and not getattr(word, "rich_text", None)
        and source_kind(cls, source) == "attribute"
    )
    if not is_plain:
        return [read(instance, word, arguments) for instance in instances]
    values = list(map(attrgetter(source), instances))
    return [value(**arguments) if callable(value) else value for value in values]


def reader_of_rows(cls: type[Model], word: GraphQLField) -> Callable[..., Any] | None:
    """Return how the field that ``word`` declares is read for ``Rows`` of a model without instances, if it can be."""
    source = word.field_source
    if getattr(word, "rich_text", None):
        return None
    if source == "id":
        return lambda rows, _info: list(map(str, rows.keys))
    try:
        field: Any = cls._meta.get_field(source)
    except FieldDoesNotExist:
        member = getattr(cls, source, None)
        return getattr(getattr(member, "fget", member), "in_rows", None)
    if not field.concrete or field.many_to_many:
        return None
    if field.is_relation:
        # Pages of several classes are no rows of one model.
        return None if field.related_model is Page else lambda rows, _info: picked(rows, source)
    return column_reader(cls, source)


def identifier(instance: Any) -> str:
    """Return what identifies a row: its key, or for a draft that was never saved its place among its peers."""
    if instance.pk is not None:
        return str(instance.pk)
    return f"draft-{next(place for place, peer in enumerate(peers_of(instance), 1) if peer is instance)}"


@cache
def source_kind(cls: type, source: str) -> Source:
    """Say how ``source`` of a class is read: by relation, as a stream of blocks, or as a plain attribute."""
    if not issubclass(cls, Model):
        return "attribute"
    try:
        field = cls._meta.get_field(source)
    except FieldDoesNotExist:
        return "attribute"
    if isinstance(field, StreamField):
        return "stream"
    return "relation" if field.is_relation else "attribute"


def rich_text(instance: Any, source: str) -> RichText:
    """Return a rich-text column with its links resolved, for all peers at once."""
    cache_name = f"_rich_text_{source}"
    if cache_name not in instance.__dict__:
        peers = [peer for peer in peers_of(instance) if hasattr(peer, source)]
        for peer, value in zip(peers, rich_texts([getattr(peer, source) for peer in peers]), strict=True):
            peer.__dict__[cache_name] = value
    return instance.__dict__[cache_name]
