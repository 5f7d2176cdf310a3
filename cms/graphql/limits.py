"""What a document and its variables may hold, checked before anything is validated or executed.

Every limit is an entry of the setting ``GRAPHQL_LIMITS`` and has a code of its own (``code_of``). A fragment counts
wherever it is spread, as if it stood there; the walk ends as soon as a limit is passed, so that no document, however
its fragments are nested, takes more steps than it may hold fields.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
)

from cms.graphql.errors import Refused

MESSAGES = {
    "characters": "The document has more than {} characters.",
    "tokens": "The document has more than {} tokens.",
    "depth": "The document nests more than {} fields or fragments in one another.",
    "fields": "The document selects more than {} fields, each fragment counted wherever it is spread.",
    "root_fields": "The document selects more than {} fields at its root.",
    "aliases": "The document has more than {} aliases, each fragment counted wherever it is spread.",
    "repeats": "The document selects one field more than {} times in the same place.",
    "directives": "The document has more than {} directives, each fragment counted wherever it is spread.",
    "list_items": "A list in the arguments or variables has more than {} items.",
    "input_depth": "Arguments or variables are nested more than {} deep.",
    "input_values": "The variables hold more than {} values.",
    "cost": "The operation costs more than {}.",
    "nodes": "The operation asks for more than {} objects.",
}

type Path = tuple[str, ...]


def maximum_of(name: str) -> int:
    """Return the most that the limit ``name`` allows."""
    return int(settings.GRAPHQL_LIMITS[name])


def code_of(name: str) -> str:
    """Return the code in ``extensions.code`` of a request that passes the limit ``name``."""
    return f"MAX_{name.upper()}_EXCEEDED"


def refusal(name: str) -> Refused:
    """Return the refusal of a request that passes the limit ``name``."""
    return Refused.saying(code_of(name), MESSAGES[name].format(maximum_of(name)))


def keep_within(name: str, number: int) -> None:
    """Check a number.

    Raises:
        Refused: it is more than the limit ``name`` allows.
    """
    if number > maximum_of(name):
        raise refusal(name)


def check_document(document: DocumentNode) -> None:
    """Check what a document selects, in all its operations together.

    A spread of a fragment that is unknown or that holds the spread itself is passed by: validation tells.

    Raises:
        Refused: a limit is passed.
    """
    DocumentWalk.of(document)


def check_variables(variables: dict[str, Any] | None) -> None:
    """Check the JSON values of the variables, whether the operation declares them or not.

    Raises:
        Refused: they are too many, too deep, or a list among them is too long.
    """
    count = 0
    waiting: list[tuple[Any, int]] = [(value, 1) for value in (variables or {}).values()]
    while waiting:
        value, depth = waiting.pop()
        count += 1
        keep_within("input_depth", depth)
        inner: Collection[Any] = ()
        if isinstance(value, list):
            keep_within("list_items", len(value))
            inner = value
        elif isinstance(value, dict):
            inner = value.values()
        keep_within("input_values", count + len(waiting) + len(inner))
        waiting += [(item, depth + 1) for item in inner]


@dataclass
class DocumentWalk:
    """A walk through a document that counts; it ends with ``Refused`` where a limit is passed.

    ``counts`` has the use of each limit: a sum for those that add up, the highest value for the others.
    """

    fragments: dict[str, FragmentDefinitionNode]
    counts: Counter[str] = field(default_factory=Counter)
    repeats: Counter[Path] = field(default_factory=Counter)
    spread: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: DocumentNode) -> "DocumentWalk":
        """Walk through a document.

        Raises:
            Refused: a limit is passed.
        """
        definitions = document.definitions
        fragments = [node for node in definitions if isinstance(node, FragmentDefinitionNode)]
        operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
        walk = cls({fragment.name.value: fragment for fragment in fragments})
        for number, operation in enumerate(operations):
            walk.count_directives(operation.directives)
            for variable in operation.variable_definitions or ():
                walk.count_directives(variable.directives)
                if variable.default_value:
                    walk.count_value(variable.default_value)
            walk.through(operation.selection_set, (str(number),), ())
        for fragment in fragments:
            walk.count_directives(fragment.directives)
            # One that nothing spreads is validated all the same.
            if fragment.name.value not in walk.spread:
                walk.through(fragment.selection_set, (fragment.name.value,), (fragment.name.value,))
        return walk

    def through(self, selection_set: SelectionSetNode, path: Path, within: tuple[str, ...]) -> None:
        """Count what stands in a selection set.

        Args:
            path: the definition, then the response names of the fields around.
            within: the fragments around, ``""`` for an inline one.
        """
        self.highest("depth", len(within))
        for selection in selection_set.selections:
            self.add("fields", 1)
            self.count_directives(selection.directives)
            if isinstance(selection, FieldNode):
                self.count_field(selection, path, within)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                self.spread.add(name)
                if name in self.fragments and name not in within:
                    self.through(self.fragments[name].selection_set, path, (*within, name))
            else:
                self.through(selection.selection_set, path, (*within, ""))  # type: ignore[attr-defined]  # inline

    def count_field(self, node: FieldNode, path: Path, within: tuple[str, ...]) -> None:
        """Count a field and what is below it."""
        place = (*path, (node.alias or node.name).value)
        self.repeats[place] += 1
        self.highest("repeats", self.repeats[place])
        self.highest("depth", len(path))
        self.add("root_fields", int(len(path) == 1))
        self.add("aliases", int(node.alias is not None))
        for argument in node.arguments or ():
            self.count_value(argument.value)
        if node.selection_set:
            self.through(node.selection_set, place, within)

    def count_directives(self, directives: Sequence[Any] | None) -> None:
        """Count directives and what their arguments hold."""
        for directive in directives or ():
            self.add("directives", 1)
            for argument in directive.arguments or ():
                self.count_value(argument.value)

    def count_value(self, value: ValueNode, depth: int = 1) -> None:
        """Count the items and the depth of a value that is written in the document."""
        self.highest("input_depth", depth)
        if isinstance(value, ListValueNode):
            self.highest("list_items", len(value.values))
            for item in value.values:
                self.count_value(item, depth + 1)
        elif isinstance(value, ObjectValueNode):
            for entry in value.fields:
                self.count_value(entry.value, depth + 1)

    def add(self, name: str, number: int) -> None:
        """Add to the use of a limit."""
        self.counts[name] += number
        keep_within(name, self.counts[name])

    def highest(self, name: str, number: int) -> None:
        """Note the use of a limit in one place."""
        self.counts[name] = max(self.counts[name], number)
        keep_within(name, number)
