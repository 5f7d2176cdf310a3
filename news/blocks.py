"""The block that lists news in a page's body."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.nodes import BlockNode
from cms.graphql.words import GraphQLForeignKey, GraphQLList, GraphQLString
from cms.peers import peers_of
from news.querysets import newest_news


class NewsListBlock(blocks.StructBlock):
    """News: those that the editor has chosen, filled up with the newest."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    news = blocks.ListBlock(
        blocks.PageChooserBlock("news.NewsPage", label=_("News item")),
        required=False,
        default=[],
        label=_("Chosen news"),
        help_text=_("Shown first, in this order."),
    )
    category = SnippetChooserBlock(
        "cms.Category",
        required=False,
        label=_("Category"),
        help_text=_(
            "The list is filled up with the newest of this category; with the newest of all if none is chosen."
        ),
    )
    count = blocks.IntegerBlock(
        min_value=1, max_value=12, default=3, label=_("Number of news items"), help_text=_("How many visitors see.")
    )

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The list's heading; empty if there is none.", required=True),
        GraphQLList(
            "news",
            GraphQLForeignKey,
            "news.NewsPage",
            description="The chosen news in the editor's order, filled up with the newest.",
        ),
    ]

    class Meta:
        icon = "doc-full"
        label = _("News")
        description = _("A list of news: chosen ones, or always the newest.")
        preview_template = "news/blocks/news_list.html"

    def api_news(self, node: BlockNode) -> list[Any]:
        """Return the list's news: chosen ones first, then the newest, never the page that the list stands on."""
        if "_news" not in node.__dict__:
            self._load(peers_of(node))
        return node.__dict__["_news"]

    def _load(self, nodes: Sequence[BlockNode]) -> None:
        """Read the lists of all ``nodes`` in one statement."""
        raws = [node.raw or {} for node in nodes]
        sizes = [raw.get("count") or self.child_blocks["count"].get_default() for raw in raws]
        chosen = [[item["value"] if isinstance(item, dict) else item for item in raw.get("news") or ()] for raw in raws]
        pages: list[Any] = [node.owner for node in nodes]
        groups = [(page.locale_id, raw.get("category")) for page, raw in zip(pages, raws, strict=True)]
        news = self.child_blocks["news"].child_block.target_model.objects
        # One more than is shown, since the page that the list stands on may be among the newest.
        pool = newest_news(news, groups, max(sizes) + 1, {pk for pks in chosen for pk in pks})
        by_pk = {page.pk: page for page in pool}
        for node, size, pks, (locale_id, category_id) in zip(nodes, sizes, chosen, groups, strict=True):
            newest = [
                page.pk for page in pool if page.locale_id == locale_id and category_id in (None, page.category_id)
            ]
            shown = [pk for pk in dict.fromkeys([*pks, *newest]) if pk in by_pk and pk != node.owner.pk]
            node.__dict__["_news"] = [by_pk[pk] for pk in shown[:size]]
