"""Compares the operations that front ends send with the schema: which one would a change break?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    NoDeprecatedCustomRule,
    NoUnusedFragmentsRule,
    OperationDefinitionNode,
    Source,
    TokenKind,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)

from cms.graphql.documents import read_documents

SUFFIXES = (".graphql", ".gql")


@dataclass
class Report:
    """What was compared, what no longer works, and what works but is deprecated."""

    operations: int = 0
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Operation:
    """An operation with the fragments that it uses, and the words that tell a person where it stands."""

    label: str
    name: str
    document: DocumentNode
    description: str = ""


def check_operations(schema: GraphQLSchema, paths: Sequence[Path]) -> Report:
    """Return what of the operations in these files and folders the schema can't answer.

    Files of GraphQL share their fragments; a JSON file holds whole documents by hash. Of a folder the files of GraphQL
    are read, those in folders below included.
    """
    report = Report()
    files, json_files = _files(paths, report)
    operations, lonely = read_operations(files, report)
    operations += [operation for path in json_files for operation in _registered(path, report)]
    for operation in operations:
        report.operations += 1
        report.errors += _told(operation, validate(schema, operation.document))
        report.warnings += _told(operation, validate(schema, operation.document, [NoDeprecatedCustomRule]))
    if lonely:
        rules = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]
        unused = Operation("", "fragments that no operation uses", DocumentNode(definitions=tuple(lonely)))
        report.errors += _told(unused, validate(schema, unused.document, rules))
    return report


def read_operations(files: Sequence[Path], report: Report) -> tuple[list[Operation], list[FragmentDefinitionNode]]:
    """Return the operations in files of GraphQL, each whole, and the fragments that none of them uses."""
    fragments: dict[str, FragmentDefinitionNode] = {}
    found: list[tuple[Path, OperationDefinitionNode]] = []
    for path in files:
        try:
            definitions = parse(Source(path.read_text(encoding="utf-8"), str(path))).definitions
        except (OSError, ValueError, RecursionError, GraphQLError) as error:
            report.errors.append(f"{path}: {_first_line(error)}{_place(error)}")
            continue
        for definition in definitions:
            if isinstance(definition, OperationDefinitionNode):
                found.append((path, definition))
            elif isinstance(definition, FragmentDefinitionNode):
                name = definition.name.value
                if name in fragments:
                    report.errors.append(f"{path}: the fragment {name} stands in another file too.")
                fragments[name] = definition
            else:
                report.errors.append(f"{path}: holds something else than operations and fragments.")
    operations = []
    used_names: set[str] = set()
    for path, node in found:
        used = _used(node, fragments)
        used_names |= used.keys()
        document = DocumentNode(definitions=(node, *used.values()))
        operations.append(Operation(str(path), _name(node), document, _comment(node)))
    return operations, [fragment for name, fragment in fragments.items() if name not in used_names]


def _files(paths: Sequence[Path], report: Report) -> tuple[list[Path], list[Path]]:
    files: list[Path] = []
    json_files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
        elif path.suffix == ".json":
            json_files.append(path)
        elif path.suffix in SUFFIXES:
            files.append(path)
        else:
            report.errors.append(f"{path}: neither a folder nor a file of GraphQL or JSON.")
    return list(dict.fromkeys(files)), json_files


def _registered(path: Path, report: Report) -> Iterator[Operation]:
    try:
        documents = read_documents(path)
    except (OSError, ValueError, RecursionError) as error:
        report.errors.append(f"{path}: {error}")
        return
    for digest, text in documents.items():
        label = f"{path}: sha256:{digest}"
        try:
            document = parse(text)
        except (GraphQLError, RecursionError) as error:
            report.errors.append(f"{label}: {_first_line(error)}{_place(error)}")
            continue
        names = [_name(node) for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        yield Operation(label, ", ".join(names) or "no operation", document)


def _used(
    node: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode]
) -> dict[str, FragmentDefinitionNode]:
    used: dict[str, FragmentDefinitionNode] = {}
    waiting = _spreads(node)
    while waiting:
        name = waiting.pop()
        # A fragment that is nowhere is left for the validation to tell.
        if name not in used and name in fragments:
            used[name] = fragments[name]
            waiting += _spreads(fragments[name])
    return used


def _spreads(node: OperationDefinitionNode | FragmentDefinitionNode) -> list[str]:
    names: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_args: object) -> None:
            names.append(spread.name.value)

    visit(node, Spreads())
    return names


def _name(node: OperationDefinitionNode) -> str:
    return node.name.value if node.name else f"{node.operation.value} without a name"


def _comment(node: OperationDefinitionNode) -> str:
    token = node.loc.start_token.prev if node.loc else None
    lines: list[str] = []
    while token and token.kind is TokenKind.COMMENT:
        lines.insert(0, (token.value or "").strip())
        token = token.prev
    return " ".join(lines)


def _told(operation: Operation, problems: list[GraphQLError]) -> list[str]:
    start = f"{operation.label}: {operation.name}" if operation.label else operation.name
    return [f"{start}: {_first_line(problem)}{_place(problem)}" for problem in problems]


def _first_line(error: Exception) -> str:
    return error.message if isinstance(error, GraphQLError) else str(error)


def _place(error: Exception) -> str:
    if not isinstance(error, GraphQLError):
        return ""
    source = error.source
    locations = error.locations
    if source is None or not locations:
        return ""
    name = "" if source.name == "GraphQL request" else f"{source.name}:"
    return f" ({name or 'line '}{locations[0].line})"
