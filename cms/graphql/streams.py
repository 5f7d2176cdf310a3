"""The interface of blocks; grapple's own shows the stored data (``rawValue``), hidden targets included."""

from typing import Any

import graphene
from grapple.registry import registry


class StreamFieldInterface(graphene.Interface):
    """A block of a page's content; its type says what it holds."""

    id = graphene.ID(description="Identifies the block within its page.")

    @classmethod
    def resolve_type(cls, node: Any, _info: Any) -> Any:
        return registry.streamfield_blocks[type(node.block)]
