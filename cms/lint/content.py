"""A page as the rules read it: its texts, links, pictures and headings, each with its place.

What is read comes from the definitions: the fields of the page and of its rows, and the blocks of its streams as they
are stored. Pictures and documents of all pages are loaded together, one statement for each kind.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Locale, Page

from cms.blocks.links import TargetBlock
from cms.blocks.media import ImageBlock
from cms.blocks.text import HeadingBlock, QuoteBlock
from cms.graphql import richtext
from cms.lint.problems import Place
from cms.peers import fetch, related

type Kind = Literal["title", "line", "prose", "item", "quote"]

PAGE_TEXTS = {"title", "seo_title", "search_description"}
"""The columns of Wagtail's own page that an editor writes texts in."""
NO_TEXTS = (models.SlugField, models.URLField, models.EmailField)
INLINE = (richtext.Text, richtext.HardBreak, richtext.Link)
AFTER_LINK = 40
"""How many characters after a link can tell what it leads to."""


@dataclass(frozen=True)
class Passage:
    """A text without markup: a paragraph, a list item, a line, a quotation."""

    place: Place
    text: str
    kind: Kind


@dataclass(frozen=True)
class LinkUse:
    """A link: its words, where it leads, and the words after it."""

    place: Place
    text: str
    href: str = ""
    document_id: int | None = None
    after: str = ""
    document: Any = None


@dataclass(frozen=True)
class PictureUse:
    """A picture in its place, with the alternative text that a visitor gets there."""

    place: Place
    image_id: int
    own_alt: str = ""
    caption: str = ""
    is_decorative: bool = False
    image: Any = None

    @property
    def alt(self) -> str:
        """The alternative text here: the place's own, else the picture's."""
        if self.is_decorative:
            return ""
        return self.own_alt or (self.image.alt if self.image else "")


@dataclass(frozen=True)
class HeadingUse:
    """A heading of a stream, with its level."""

    place: Place
    text: str
    level: int


@dataclass
class Content:
    """What there is to read on a page."""

    page: Any
    language: str
    passages: list[Passage] = field(default_factory=list)
    links: list[LinkUse] = field(default_factory=list)
    pictures: list[PictureUse] = field(default_factory=list)
    headings: list[list[HeadingUse]] = field(default_factory=list)
    """The headings of each stream, in order."""

    @property
    def day(self) -> dt.date | None:
        """The day that the page is about; a date without a year is near it."""
        day: dt.date | None = self.page.day_of_content
        return day

    def place(self, name: str) -> Place:
        """Return the place of one of the page's own fields or relations."""
        return Place(_label_of(type(self.page), name), name)


def read_pages(pages: Sequence[Page]) -> list[Content]:
    """Return what there is to read on each of ``pages``; the statements don't grow with their number."""
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    contents = [Content(page, languages.get(page.locale_id, "")) for page in pages]
    for content in contents:
        _read_row(content, content.page, Place("", ""))
    images = fetch(get_image_model(), {each.image_id for content in contents for each in content.pictures})
    document_ids = {each.document_id for content in contents for each in content.links} - {None}
    documents = fetch(get_document_model(), document_ids)
    for content in contents:
        content.pictures = [
            PictureUse(each.place, each.image_id, each.own_alt, each.caption, each.is_decorative, images[each.image_id])
            for each in content.pictures
            if each.image_id in images
        ]
        content.links = [_with_document(link, documents) for link in content.links]
    return contents


def _with_document(link: LinkUse, documents: dict[Any, Any]) -> LinkUse:
    document = documents.get(link.document_id)
    if document is None:
        return link
    return LinkUse(link.place, link.text or document.title, link.href, link.document_id, link.after, document)


def _read_row(content: Content, row: Any, place: Place) -> None:
    """Read the fields of a page or of a row, and the rows below it."""
    for each in row._meta.concrete_fields:
        if not _is_text(each):
            continue
        below = _below(place, str(each.verbose_name), each.name)
        value = getattr(row, each.attname)
        if isinstance(each, StreamField):
            headings: list[HeadingUse] = []
            content.headings.append(headings)
            _read_stream(content, headings, each.stream_block, list(value.raw_data), below)
        elif isinstance(each, RichTextField):
            _read_rich_text(content, [], value, below)
        elif isinstance(each, models.ForeignKey):
            if value:
                content.pictures.append(PictureUse(below, value))
        elif value:
            _read_plain(content, each, value, below)
    for relation in get_all_child_relations(type(row)):
        if relation.related_model._meta.app_label in settings.GRAPHQL_APPS:
            name = relation.get_accessor_name()
            label = str(relation.related_model._meta.verbose_name)
            for number, child in enumerate(rows_of(row, name), start=1):
                _read_row(content, child, _below(place, f"{label} {number}", name))


def rows_of(row: Any, name: str) -> list[Any]:
    """Return the rows of relation ``name`` of a page or of a row; of one that is not saved, those in memory."""
    if row.pk is None and name not in row.__dict__.get("_related", {}):
        return list(row.__dict__.get("_cluster_related_objects", {}).get(name, ()))
    return list(related(row, name))


def _is_text(each: Any) -> bool:
    if not each.editable or each.choices or isinstance(each, NO_TEXTS):
        return False
    if each.model is Page:
        return each.name in PAGE_TEXTS
    if isinstance(each, models.ForeignKey):
        return bool(each.related_model is get_image_model())
    return isinstance(each, models.CharField | models.TextField | StreamField)


def _read_plain(content: Content, each: Any, value: str, place: Place) -> None:
    """Read a text without markup, a paragraph at a time."""
    is_prose = isinstance(each, models.TextField) or each.name == "search_description"
    kind: Kind = "title" if each.model is Page and each.name == "title" else "prose" if is_prose else "line"
    for paragraph in filter(str.strip, value.split("\n\n")):
        content.passages.append(Passage(place, paragraph.strip(), kind))


def _read_stream(content: Content, headings: list[HeadingUse], block: Any, raw: Any, place: Place) -> None:
    for number, child in enumerate(raw, start=1):
        if child["type"] in block.child_blocks:
            definition = block.child_blocks[child["type"]]
            below = Place(f"{place.label}, {definition.label} ({number})", f"{place.path}.{child.get('id') or ''}")
            _read_block(content, headings, definition, child["value"], below)


def _read_block(content: Content, headings: list[HeadingUse], block: Any, raw: Any, place: Place) -> None:
    """Read one stored block and those inside it."""
    if not raw:
        return
    if isinstance(block, HeadingBlock):
        headings.append(HeadingUse(place, raw.get("text") or "", int(raw.get("level") or 2)))
        content.passages.append(Passage(place, raw.get("text") or "", "line"))
    elif isinstance(block, ImageBlock):
        if raw.get("image"):
            alt, caption = raw.get("alt_text") or "", raw.get("caption") or ""
            content.pictures.append(PictureUse(place, raw["image"], alt, caption, bool(raw.get("decorative"))))
        content.passages.append(Passage(place, raw.get("caption") or "", "line"))
    elif isinstance(block, TargetBlock):
        text, url, document = raw.get("text") or "", raw.get("url") or "", raw.get("document")
        if text or document:
            content.links.append(LinkUse(place, text, url, document))
    elif isinstance(block, QuoteBlock):
        content.passages.append(Passage(place, raw.get("quote") or "", "quote"))
    elif isinstance(block, BaseTypedTableBlock):
        _read_table(content, raw, place)
    elif isinstance(block, blocks.StreamBlock):
        _read_stream(content, headings, block, raw, place)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _read_block(content, headings, child, raw.get(name), place)
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            _read_block(content, headings, block.child_block, item["value"] if is_wrapped else item, place)
    elif isinstance(block, blocks.RichTextBlock):
        _read_rich_text(content, headings, raw, place)
    elif isinstance(block, ImageChooserBlock):
        content.pictures.append(PictureUse(place, raw))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        kind: Kind = "prose" if isinstance(block, blocks.TextBlock) else "line"
        content.passages.append(Passage(place, raw, kind))


def _read_table(content: Content, raw: Any, place: Place) -> None:
    cells = [raw.get("caption"), *(column.get("heading") for column in raw.get("columns", ()))]
    cells += [value for row in raw.get("rows", ()) for value in row.get("values", ())]
    content.passages += [Passage(place, cell, "line") for cell in cells if isinstance(cell, str) and cell]


def _read_rich_text(content: Content, headings: list[HeadingUse], source: str, place: Place) -> None:
    for kind, nodes in _lines(richtext.parse(source).children):
        text = _words_of(nodes)
        if isinstance(kind, int):
            headings.append(HeadingUse(place, text, kind))
        content.passages.append(Passage(place, text, "line" if isinstance(kind, int) else kind))
        for index, node in enumerate(nodes):
            if isinstance(node, richtext.Link):
                target = node.target if node.kind == "document" else None
                after = _words_of(nodes[index + 1 :])[:AFTER_LINK]
                content.links.append(LinkUse(place, _words_of([node]).strip(), node.href, target, after))


def _lines(nodes: Iterable[Any], kind: Kind = "prose") -> Iterator[tuple[Kind | int, Sequence[Any]]]:
    """Yield the paragraphs, list items and headings (with their level) of a rich text, in order."""
    for node in nodes:
        match node:
            case richtext.Paragraph():
                yield kind, node.children
            case richtext.Heading():
                yield node.level, node.children
            case richtext.List():
                for item in node.children:
                    yield "item", [child for child in item.children if isinstance(child, INLINE)]
                    yield from _lines((child for child in item.children if not isinstance(child, INLINE)), "item")
            case richtext.Blockquote():
                yield from _lines(node.children, "quote")


def _words_of(nodes: Iterable[Any]) -> str:
    parts = []
    for node in nodes:
        match node:
            case richtext.Text():
                parts.append(node.text)
            case richtext.HardBreak():
                parts.append("\n")
            case richtext.Link():
                parts.append(_words_of(node.children))
    return "".join(parts)


def _below(place: Place, label: str, name: str) -> Place:
    label = capfirst(label)
    return Place(f"{place.label}, {label}" if place.label else label, place.path or name)


def _label_of(model: type[models.Model], name: str) -> str:
    found: Any = model._meta.get_field(name)
    if found.one_to_many:
        return str(capfirst(found.related_model._meta.verbose_name_plural))
    return str(capfirst(found.verbose_name))
