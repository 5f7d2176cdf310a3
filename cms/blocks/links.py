"""Links, link lists, calls to action, and the entries of menus."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.nodes import BlockNode
from cms.graphql.words import GraphQLForeignKey, GraphQLList, GraphQLString
from cms.links import Link


class TargetBlock(blocks.StructBlock):
    """Where a link leads: exactly one of the targets that it offers."""

    text = blocks.CharBlock(
        required=False, max_length=120, label=_("Text"), help_text=_("Left empty, the target's own title is shown.")
    )
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address elsewhere"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        offered = [name for name in self.child_blocks if name in ("page", "document", "url")]
        chosen = [name for name in offered if cleaned.get(name)]
        if len(chosen) != 1:
            message = _("Choose exactly one target.")
            raise blocks.struct_block.StructBlockValidationError(
                block_errors={name: ValidationError(message) for name in chosen or ["page"]}
            )
        if chosen == ["url"] and not cleaned.get("text"):
            raise blocks.struct_block.StructBlockValidationError(
                block_errors={"text": ValidationError(_("Say where the link leads."))}
            )
        return cleaned


class LinkBlock(TargetBlock):
    """A link to a page, a document or an address elsewhere."""

    document = DocumentChooserBlock(required=False, label=_("Document"))

    class Meta:
        icon = "link"
        label = _("Link")

    def to_api(self, node: BlockNode) -> Link | None:
        """Return the link, or ``None`` while its target is not public."""
        text = node.read("text")
        if node.read("url"):
            return Link.to_url(node.read("url"), text)
        if document := node.read("document"):
            return Link(text=text or document.title, url=document.url_on_host)
        return Link.to_page(node.read("page"), text)


class LinkListBlock(blocks.StructBlock):
    """A list of links."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The list's heading; empty if there is none.", required=True),
        GraphQLList("links", GraphQLForeignKey, Link, description="The links, in order."),
    ]

    class Meta:
        icon = "link"
        label = _("Links")
        description = _("Links to pages, documents or other sites.")
        preview_template = "cms/blocks/link_list.html"


class CallToActionBlock(blocks.StructBlock):
    """Something that the reader is asked to do."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    link = LinkBlock(label=_("Link"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="What it is about.", required=True),
        GraphQLString("text", description="Why the reader should; empty if not said.", required=True),
        GraphQLForeignKey("link", Link, description="Where it is done; null while the target is not public."),
    ]

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        description = _("Asks the reader to do something, with one clear link.")
        preview_template = "cms/blocks/call_to_action.html"


class MenuItemBlock(TargetBlock):
    """An entry of a menu; it is read as a node, since its page is shown in the reader's language."""

    class Meta:
        icon = "link"
        label = _("Entry")


class MenuGroupBlock(MenuItemBlock):
    """An entry of a menu with entries of its own."""

    children = blocks.ListBlock(MenuItemBlock(), required=False, default=[], label=_("Entries below"))

    class Meta:
        icon = "list-ul"
        label = _("Entry")


class MenuBlock(blocks.StreamBlock):
    """A menu: entries, each with entries of its own below."""

    item = MenuGroupBlock()
