"""The operations that front ends send, each with the fragments that it uses: the examples of GraphiQL."""

from collections.abc import Iterator
from functools import cache

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

from cms.graphql.downloads import EXAMPLES


@cache
def operations() -> dict[str, str]:
    """Return every operation by name, complete with its fragments, as a front end sends it."""
    fragments: dict[str, FragmentDefinitionNode] = {}
    found: dict[str, OperationDefinitionNode] = {}
    for path in sorted(EXAMPLES.glob("*.graphql")):
        for definition in parse(path.read_text(encoding="utf-8")).definitions:
            if isinstance(definition, FragmentDefinitionNode):
                fragments[definition.name.value] = definition
            elif isinstance(definition, OperationDefinitionNode) and definition.name:
                found[definition.name.value] = definition
    return {name: print_ast(_complete(operation, fragments)) for name, operation in found.items()}


def _complete(operation: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode]) -> DocumentNode:
    used: dict[str, FragmentDefinitionNode] = {}
    waiting = list(_spreads(operation))
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = fragments[name]
            waiting += _spreads(fragments[name])
    return DocumentNode(definitions=(operation, *used.values()))


def _spreads(node: Node) -> Iterator[str]:
    names: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_args: object) -> None:
            names.append(spread.name.value)

    visit(node, Spreads())
    yield from names
