"""The body of a page: which blocks an editor can choose from, and the field that holds them."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField as WagtailStreamField

from cms.blocks.links import CallToActionBlock, LinkListBlock
from cms.blocks.media import DocumentListBlock, ImageBlock, VideoBlock
from cms.blocks.people import ContactListBlock, OrganisationListBlock
from cms.blocks.text import AccordionBlock, FactBoxBlock, HeadingBlock, QuoteBlock, RichTextBlock, TableBlock


class StreamField(WagtailStreamField):
    """A stream field whose block definitions stay out of migrations (docs/adr/0003)."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "cms.blocks.stream.StreamField", [[]], kwargs

    def to_python(self, value: Any) -> Any:
        if self.stream_block.child_blocks or not isinstance(value, list):
            return super().to_python(value)
        # The model of a migration knows no block: what is stored is kept, or saving would empty the column.
        stream = StreamValue(self.stream_block, value, is_lazy=True)
        stream._stream_field = self
        return stream


class BodyBlock(blocks.StreamBlock):
    """Everything that a page can be made of; feature apps add their blocks by the setting ``BODY_BLOCKS``."""

    heading = HeadingBlock(group=_("Text"))
    text = RichTextBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    fact_box = FactBoxBlock(group=_("Text"))
    accordion = AccordionBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    image = ImageBlock(group=_("Media"))
    video = VideoBlock(group=_("Media"))
    document_list = DocumentListBlock(group=_("Media"))
    link_list = LinkListBlock(group=_("Links"))
    call_to_action = CallToActionBlock(group=_("Links"))
    contact_list = ContactListBlock(group=_("People"))
    organisation_list = OrganisationListBlock(group=_("People"))

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        added = [(name, import_string(path)(group=_("Lists"))) for name, path in settings.BODY_BLOCKS.items()]
        super().__init__([*(local_blocks or ()), *added], **kwargs)
