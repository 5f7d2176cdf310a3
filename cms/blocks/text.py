"""Blocks of text: headings, running text, quotes, fact boxes, accordions, tables."""

from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from cms.blocks.nodes import BlockNode
from cms.graphql.words import GraphQLForeignKey, GraphQLInt, GraphQLJSON, GraphQLList, GraphQLString

TEXT_FEATURES = ["bold", "italic", "h3", "h4", "ol", "ul", "hr", "link", "document-link"]
SHORT_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading that can be linked to."""

    text = blocks.CharBlock(max_length=160, label=_("Text"))
    level = blocks.ChoiceBlock(choices=[("2", _("Heading")), ("3", _("Subheading"))], default="2", label=_("Level"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("text", description="The heading's words.", required=True),
        GraphQLInt("level", description="2 for a section of the page, 3 for a part of one.", required=True),
        GraphQLString("anchor", description="The fragment that links to the heading.", required=True),
    ]

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a long text, so that a reader finds the way.")
        preview_template = "cms/blocks/heading.html"

    def api_level(self, node: BlockNode) -> int:
        return int(node.read("level") or 2)

    def api_anchor(self, node: BlockNode) -> str:
        return slugify(node.read("text")) or f"h-{node.id}"


class RichTextBlock(blocks.RichTextBlock):
    """Running text."""

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("html", description="Clean HTML, links resolved to front-end paths.", required=True),
        GraphQLString("plain_text", description="The words alone.", required=True),
        GraphQLJSON(
            "document",
            description="A tree of typed nodes for front ends that render it themselves (docs/richtext.schema.json).",
            cost=10,
            required=True,
        ),
    ]

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Running text with lists and links.")
        features = TEXT_FEATURES
        preview_template = "cms/blocks/rich_text.html"

    def api_html(self, node: BlockNode) -> str:
        return node.rich_text.html

    def api_plain_text(self, node: BlockNode) -> str:
        return node.rich_text.plain_text

    def api_document(self, node: BlockNode) -> dict[str, Any]:
        return node.rich_text.document


class QuoteBlock(blocks.StructBlock):
    """A quotation with the one who said it."""

    quote = blocks.TextBlock(label=_("Quote"), help_text=_("Without quotation marks: the site adds them."))
    person = blocks.CharBlock(required=False, max_length=120, label=_("Person"))
    role = blocks.CharBlock(required=False, max_length=120, label=_("Role"))
    organisation = blocks.CharBlock(required=False, max_length=120, label=_("Organisation"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("quote", description="The words, without quotation marks.", required=True),
        GraphQLString("person", description="Who said it; empty if not given.", required=True),
        GraphQLString("role", description="Their role; empty if not given.", required=True),
        GraphQLString("organisation", description="Where they have the role; empty if not given.", required=True),
        GraphQLString("attribution", description="Person, role and organisation in one line.", required=True),
    ]

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("What someone has said, with name, role and organisation.")
        preview_template = "cms/blocks/quote.html"

    def api_attribution(self, node: BlockNode) -> str:
        return ", ".join(filter(None, (node.read(name) for name in ("person", "role", "organisation"))))


class FactBoxBlock(blocks.StructBlock):
    """A box of facts beside the text."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(features=SHORT_TEXT_FEATURES, label=_("Text"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The box's heading.", required=True),
        GraphQLString("html", description="The text as clean HTML.", required=True),
        GraphQLString("plain_text", description="The words alone.", required=True),
        GraphQLJSON("document", description="The text as a tree of typed nodes.", required=True, cost=10),
    ]

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        description = _("Short facts that stand apart from the text.")
        preview_template = "cms/blocks/fact_box.html"

    def api_html(self, node: BlockNode) -> str:
        return node.read("text").html

    def api_plain_text(self, node: BlockNode) -> str:
        return node.read("text").plain_text

    def api_document(self, node: BlockNode) -> dict[str, Any]:
        return node.read("text").document


class AccordionItemBlock(FactBoxBlock):
    """A part of an accordion: a heading that opens a text."""

    class Meta:
        icon = "plus"
        label = _("Part")


class AccordionBlock(blocks.StructBlock):
    """Texts that open when their heading is chosen."""

    items = blocks.ListBlock(AccordionItemBlock(), min_num=1, label=_("Parts"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLList("items", GraphQLForeignKey, AccordionItemBlock, description="The parts, in order.")
    ]

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers, or other texts that few read whole.")
        preview_template = "cms/blocks/accordion.html"


class TableBlock(TypedTableBlock):
    """A table of text with a caption and column headings."""

    text = blocks.CharBlock(required=False, label=_("Text"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("caption", description="What the table shows.", required=True),
        GraphQLList("columns", GraphQLString, description="The headings of the columns."),
        GraphQLJSON("rows", description="The rows, each a list of strings, one a column.", required=True),
    ]

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Figures or facts in rows and columns.")
        preview_template = "cms/blocks/table.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (cleaned.caption or "").strip():
            raise TypedTableBlockValidationError(non_block_errors=[_("Say in the caption what the table shows.")])
        return cleaned

    def api_caption(self, node: BlockNode) -> str:
        return (node.raw or {}).get("caption") or ""

    def api_columns(self, node: BlockNode) -> list[str]:
        return [column["heading"] for column in (node.raw or {}).get("columns", ())]

    def api_rows(self, node: BlockNode) -> list[list[str]]:
        return [[str(value or "") for value in row["values"]] for row in (node.raw or {}).get("rows", ())]
