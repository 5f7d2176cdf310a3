"""How long a text takes to read, from a stream's stored data: no choosers are read."""

from collections.abc import Iterator
from math import ceil
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue

WORDS_PER_MINUTE = 200


def reading_minutes(body: StreamValue) -> int:
    """Return how many whole minutes the texts of ``body`` take to read, at least one."""
    words = sum(len(text.split()) for text in texts(body.stream_block, list(body.raw_data)))
    return max(1, ceil(words / WORDS_PER_MINUTE))


def texts(block: blocks.Block, raw: Any) -> Iterator[str]:
    """Yield the texts in the stored value of ``block`` and of the blocks in it, without their markup."""
    if not raw:
        return
    if isinstance(block, blocks.StreamBlock):
        for child in raw:
            if child["type"] in block.child_blocks:
                yield from texts(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from texts(child_block, raw.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield from texts(block.child_block, item["value"] if is_wrapped else item)
    elif isinstance(block, blocks.RichTextBlock):
        yield strip_tags(raw.replace("<", " <"))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield raw
