"""Blocks as the API reads them: straight from a stream's stored data, in bulk for all peers.

Wagtail turns a stream's data into values page by page, one statement for each kind of chooser, and knows nothing of
visibility. A ``BlockNode`` keeps the stored data and reads a child for all its peers at once: one statement for all
images of all quotes of all pages in a list, hidden targets left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.graphql.richtext import RichText, Tree, link_targets, parse
from cms.paths import locate
from cms.peers import fetch, peers_of, set_peers


class BlockNode:
    """One block of a stream: its definition, its stored value, its id, and the instance whose field it stands in."""

    def __init__(self, block: blocks.Block, raw: Any, owner: Model, node_id: str | None = None) -> None:
        self.block = block
        self.raw = raw
        self.owner = owner
        self.id = node_id
        self._values: dict[str, Any] = {}

    def read(self, name: str) -> Any:
        """Return child ``name``: text as stored, ``RichText``, an instance, a node, or a list of these."""
        if name not in self._values:
            peers = peers_of(self)
            child = self.block.child_blocks[name]
            raws = [(peer.raw or {}).get(name) for peer in peers]
            for peer, value in zip(peers, read_all(child, raws, [peer.owner for peer in peers]), strict=True):
                peer._values[name] = value
        return self._values[name]

    @property
    def rich_text(self) -> RichText:
        """The node's own value as rich text, for a block that is nothing else."""
        if "" not in self._values:
            peers = peers_of(self)
            for peer, value in zip(peers, rich_texts([peer.raw for peer in peers]), strict=True):
                peer._values[""] = value
        return self._values[""]


def stream_nodes(instance: Model, name: str) -> list[Any]:
    """Return the blocks of stream field ``name``, read for all peers that have the field."""
    cache_name = f"_nodes_{name}"
    if cache_name not in instance.__dict__:
        field: Any = type(instance)._meta.get_field(name)
        peers = [
            peer
            for peer in peers_of(instance)
            if any(f.name == name for f in peer._meta.concrete_fields) and cache_name not in peer.__dict__
        ]
        raws = [list(getattr(peer, name).raw_data) for peer in peers]
        for peer, nodes in zip(peers, read_all(field.stream_block, raws, peers), strict=True):
            peer.__dict__[cache_name] = nodes
    return instance.__dict__[cache_name]


def read_all(block: blocks.Block, raws: Sequence[Any], owners: Sequence[Model]) -> list[Any]:
    """Return what the API shows for each stored value of one kind of block.

    Args:
        block: the definition that all values share.
        raws: stored values, ``None`` where there is none.
        owners: for each value, the model instance that it belongs to.
    """
    if isinstance(block, blocks.ChooserBlock):
        targets = fetch(resolve_model_string(block.target_model), {raw for raw in raws if raw is not None})
        return [targets.get(raw) for raw in raws]
    if isinstance(block, blocks.RichTextBlock):
        return list(rich_texts(raws))
    if isinstance(block, blocks.ListBlock):
        return _read_lists(block, raws, owners)
    if isinstance(block, blocks.StreamBlock):
        return _read_streams(block, raws, owners)
    if isinstance(block, blocks.StructBlock):
        nodes = set_peers([BlockNode(block, raw, owner) for raw, owner in zip(raws, owners, strict=True)])
        to_api = getattr(block, "to_api", None)
        return [to_api(node) for node in nodes] if to_api else list(nodes)
    return ["" if raw is None else raw for raw in raws]


def _read_lists(block: blocks.ListBlock, raws: Sequence[Any], owners: Sequence[Model]) -> list[Any]:
    items = [
        (position, item["value"] if isinstance(item, dict) and item.get("type") == "item" else item)
        for position, raw in enumerate(raws)
        for item in raw or ()
    ]
    values = read_all(block.child_block, [item for _position, item in items], [owners[p] for p, _item in items])
    lists: list[list[Any]] = [[] for _raw in raws]
    for (position, _item), value in zip(items, values, strict=True):
        if value is not None:
            lists[position].append(value)
    return lists


def _read_streams(block: blocks.StreamBlock, raws: Sequence[Any], owners: Sequence[Model]) -> list[Any]:
    lists: list[list[BlockNode]] = []
    by_type: dict[str, list[BlockNode]] = defaultdict(list)
    for raw, owner in zip(raws, owners, strict=True):
        nodes = [
            BlockNode(block.child_blocks[child["type"]], child["value"], owner, child.get("id"))
            for child in raw or ()
            if child["type"] in block.child_blocks
        ]
        for node in nodes:
            by_type[node.block.name].append(node)
        lists.append(nodes)
    for nodes in by_type.values():
        set_peers(nodes)
    return lists


def rich_texts(sources: Sequence[str | None]) -> list[RichText]:
    """Return rich texts with the links to visible pages and documents resolved, one statement for each of the two."""
    trees: list[Tree] = [parse(source) for source in sources]
    wanted = [link_targets(tree) for tree in trees]
    pages = fetch(Page, {pk for targets in wanted for pk in targets.pages}, specific=False)
    documents = fetch(get_document_model(), {pk for targets in wanted for pk in targets.documents})

    def resolve(kind: str, pk: int) -> dict[str, Any] | None:
        if kind == "page":
            location = locate(pages[pk]) if pk in pages else None
            return location._asdict() if location else None
        document = documents.get(pk)
        return document and {
            "url": document.url_on_host,
            "title": document.title,
            "file_extension": document.file_extension,
            "file_size": document.file_size,
        }

    return [RichText(tree, resolve) for tree in trees]
