"""The block that lists events in a page's body."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.nodes import BlockNode
from cms.graphql.words import GraphQLList, GraphQLPage, GraphQLString
from cms.peers import as_specific, fetch, peers_of, set_peers
from cms.statements import statement


class EventListBlock(blocks.StructBlock):
    """Events: those that the editor has chosen, filled up with the next ones."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    events = blocks.ListBlock(
        blocks.PageChooserBlock("events.EventPage", label=_("Event")),
        required=False,
        default=[],
        label=_("Chosen events"),
        help_text=_("Shown first, in this order."),
    )
    count = blocks.IntegerBlock(
        min_value=1,
        max_value=12,
        default=3,
        label=_("Number of events"),
        help_text=_("The list is filled up with the next events to this number."),
    )

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The list's heading; empty if there is none.", required=True),
        GraphQLList(
            "events",
            GraphQLPage,
            description="The chosen events in the editor's order, filled up with the next ones.",
        ),
    ]

    class Meta:
        icon = "calendar"
        label = _("Events")
        description = _("A list of events: chosen ones, or always the next.")
        preview_template = "events/blocks/event_list.html"

    def api_events(self, node: BlockNode) -> list[Any]:
        """Return the list's events: chosen ones first, then the next, never the page that the list stands on."""
        if "_events" not in node.__dict__:
            self._load(peers_of(node))
        return node.__dict__["_events"]

    def _load(self, nodes: Sequence[BlockNode]) -> None:
        """Read the lists of all ``nodes`` at once: one statement, and one for each type of event among them."""
        raws = [node.raw or {} for node in nodes]
        sizes = [raw.get("count") or self.child_blocks["count"].get_default() for raw in raws]
        chosen = [
            [item["value"] if isinstance(item, dict) else item for item in raw.get("events") or ()] for raw in raws
        ]
        owners: list[Any] = [node.owner for node in nodes]
        locales = [owner.locale_id for owner in owners]
        events = self.child_blocks["events"].child_block.target_model.objects
        # One more than is shown, since the page that the list stands on may be among the next.
        size, ids = max(sizes) + 1, sorted(set(locales))
        found = statement((events.model, "next", size, *ids), lambda: events.next_of_each(ids, size)).instances()
        others = fetch(events.model, {pk for pks in chosen for pk in pks} - {page.pk for page in found})
        pool = set_peers(as_specific([*found, *others.values()]))
        by_pk = {page.pk: page for page in pool}
        for node, owner, size, pks in zip(nodes, owners, sizes, chosen, strict=True):
            coming = [page.pk for page in pool if page.locale_id == owner.locale_id and page.is_upcoming]
            shown = [pk for pk in dict.fromkeys([*pks, *coming]) if pk in by_pk and pk != owner.pk]
            node.__dict__["_events"] = [by_pk[pk] for pk in shown[:size]]
