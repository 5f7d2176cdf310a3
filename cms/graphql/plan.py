"""Answers an operation level by level: each field is read for all objects of its level at once.

graphql-core walks an answer object by object and asks for every field of every object anew what it is, what its
arguments are and how its value becomes part of the answer. A plan settles these questions once for a document. What
it can't settle or what fails in it is left to graphql-core, whose word on errors and nulls is final.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any

from django.db.models import Model
from graphql import (
    GRAPHQL_MAX_INT,
    GRAPHQL_MIN_INT,
    ExecutionContext,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values
from graphql.type import is_leaf_type

from cms.columns import Columns, columns_of
from cms.rows import Lists, Picked, Rows, column_reader
from cms.statements import Read, read_only

# How many fields all kept plans have together: each takes about two kilobytes.
MAX_FIELDS = 10_000
# Leaves whose values are part of an answer as they are, if they are all of this type.
PLAIN = {"String": str, "ID": str, "Boolean": bool, "Int": int}

type Fields = dict[str, list[FieldNode]]
# Values come as a list, or as ``Rows``, ``Picked`` or ``Lists``.
type Complete = Callable[[Any, "Run"], list[Any]]


class Unplanned(Exception):
    """Something that graphql-core has to answer."""


class Info:
    """What a resolver gets to know of the request; the part of graphql-core's ``GraphQLResolveInfo`` that ours read."""

    def __init__(self, context: Any, field_name: str) -> None:
        self.context = context
        self.field_name = field_name


class Run:
    """One execution of a plan.

    Args:
        context: graphql-core's execution context: the variables' values and the request.
        root_value: the value that the operation begins with.
        check: is called before each field; what it raises ends the execution.
        twins: which field at the root has the answer of which.
    """

    def __init__(
        self, context: ExecutionContext, root_value: Any, check: Callable[[], None], twins: Mapping[str, str]
    ) -> None:
        self.variable_values = context.variable_values
        self.context_value = context.context_value
        self.root_value = root_value
        self.check = check
        self.twins = twins


class PlannedField:
    """A field of a selection: how it is read for a list of objects, and how its values become part of the answer."""

    def __init__(self, plan: "Plan", parent: GraphQLObjectType, nodes: list[FieldNode]) -> None:
        definition = get_field_def(plan.schema, parent, nodes[0])
        if definition is None or definition.resolve is None:
            raise Unplanned
        self.name = nodes[0].name.value
        self.node = nodes[0]
        self.definition = definition
        self.resolve = definition.resolve
        self.read_all: Callable[..., list[Any]] | None = getattr(definition.resolve, "for_all", None)
        self.read_rows = plan.note(parent, definition.resolve)
        self.arguments = None if _has_variables(self.node) else get_argument_values(definition, self.node)
        self.complete = plan.completion(definition.type, nodes)

    def answers(self, parents: Sequence[Any], run: Run) -> list[Any]:
        """Return the field's part of the answer for each of ``parents``."""
        run.check()
        arguments = self.arguments
        if arguments is None:
            arguments = get_argument_values(self.definition, self.node, run.variable_values)
        info = Info(run.context_value, self.name)
        values: Any = None
        if self.read_rows and isinstance(parents, Rows):
            values = self.read_rows(parents, info, **arguments)
        if values is None and self.read_all:
            values = self.read_all(parents, **arguments)
        elif values is None:
            resolve = self.resolve
            values = [resolve(parent, info, **arguments) for parent in parents]
        return self.complete(values, run)


class Selection:
    """The fields that are asked of objects of one type."""

    def __init__(self, plan: "Plan", parent: GraphQLObjectType, fields: Fields) -> None:
        self.fields = [
            (key, None if nodes[0].name.value == "__typename" else PlannedField(plan, parent, nodes))
            for key, nodes in fields.items()
        ]
        # In their order, and with the name of the type where it is asked for.
        self.empty = {key: None if field else parent.name for key, field in self.fields}

    def answers(self, parents: Sequence[Any], run: Run) -> list[dict[str, Any]]:
        """Return the answer for each of ``parents``."""
        answers = [self.empty.copy() for _parent in range(len(parents))]
        for key, field in self.fields:
            for answer, value in zip(answers, field.answers(parents, run), strict=True) if field else ():
                answer[key] = value
        return answers


class Plan:
    """How a query is answered.

    Args:
        context: graphql-core's execution context, with the variables that decide what is skipped.
        operation: the query.

    Raises:
        Unplanned: for an operation that asks for something that a plan doesn't know.
    """

    def __init__(self, context: ExecutionContext, operation: OperationDefinitionNode) -> None:
        self.schema = context.schema
        self.fragments = context.fragments
        self.variable_values = context.variable_values
        root: Any = self.schema.query_type
        if operation.operation is not OperationType.QUERY or root is None:
            raise Unplanned
        fields = collect_fields(self.schema, self.fragments, self.variable_values, root, operation.selection_set)
        self._columns = Columns()
        self._fields: dict[type[Model], set[str]] = defaultdict(set)
        self.size = 0
        # By the nodes' identity: the plan keeps them alive.
        self.operation = operation
        self._selections: dict[tuple[Any, ...], Selection] = {}
        self.selection = Selection(self, root, fields)
        fields_of_models = {model: frozenset(names) for model, names in self._fields.items()}
        self.read = Read(self._columns.of_instances(), self._columns.of_rows(), fields_of_models)

    def note(self, parent: GraphQLObjectType, resolve: Callable[..., Any]) -> Callable[..., Any] | None:
        """Note which columns a field of a model's type reads, and return how it is read for ``Rows`` if it can be."""
        self.size += 1
        model: Any = getattr(getattr(parent, "graphene_type", None), "source_class", None)
        if not isinstance(model, type) or not issubclass(model, Model):
            return None
        if isinstance(resolve, partial):
            # A field without a resolver of its own reads the attribute of its name.
            name = resolve.args[0]
            reads, read_rows = columns_of(model, name), column_reader(model, name)
        else:
            name = getattr(resolve, "source", "")
            reads, read_rows = getattr(resolve, "reads", None), getattr(resolve, "in_rows", None)
        self._columns.add(model, reads, in_rows=read_rows is not None)
        self._fields[model].add(name)
        return read_rows

    def answer(self, run: Run) -> dict[str, Any]:
        """Return the answer's data."""
        read_only(self.read)
        answer: dict[str, Any] = {}
        for key, field in self.selection.fields:
            run.check()
            twin = run.twins.get(key, key)
            if field is None:
                answer[key] = self.selection.empty[key]
            elif twin in answer:
                answer[key] = answer[twin]
            else:
                answer[key] = field.answers([run.root_value], run)[0]
        return answer

    def completion(self, return_type: Any, nodes: list[FieldNode]) -> Complete:
        """Return how values of a type become part of the answer."""
        if isinstance(return_type, GraphQLNonNull):
            return _never_null(self.completion(return_type.of_type, nodes))
        if isinstance(return_type, GraphQLList):
            return _list_of(self.completion(return_type.of_type, nodes))
        if is_leaf_type(return_type):
            return _leaf(return_type)
        if isinstance(return_type, GraphQLObjectType):
            if return_type.is_type_of:
                raise Unplanned
            return _or_null(self.selection_of(return_type, nodes).answers)
        return _or_null(self._abstract(return_type, nodes))

    def selection_of(self, object_type: GraphQLObjectType, nodes: list[FieldNode]) -> Selection:
        """Return the selection of fields that ``nodes`` ask of an object type.

        There is one for each, however many types the nodes above it may stand at: interfaces within interfaces would
        make a plan grow with each level as often as there are types.
        """
        key = (object_type.name, *map(id, nodes))
        if key not in self._selections:
            fields = collect_sub_fields(self.schema, self.fragments, self.variable_values, object_type, nodes)
            self._selections[key] = Selection(self, object_type, fields)
        return self._selections[key]

    def _abstract(self, abstract: GraphQLInterfaceType | GraphQLUnionType, nodes: list[FieldNode]) -> Complete:
        resolve_type: Any = abstract.resolve_type
        if resolve_type is None:
            raise Unplanned
        selections = {each.name: self.selection_of(each, nodes) for each in self.schema.get_possible_types(abstract)}

        def complete(values: Sequence[Any], run: Run) -> list[Any]:
            places: dict[str, list[int]] = {}
            info = Info(run.context_value, abstract.name)
            for place, value in enumerate(values):
                name = resolve_type(value, info, abstract)
                places.setdefault(name, []).append(place)
            answers: list[Any] = [None] * len(values)
            for name, of_type in places.items():
                if name not in selections:
                    raise Unplanned
                found = selections[name].answers([values[place] for place in of_type], run)
                for place, answer in zip(of_type, found, strict=True):
                    answers[place] = answer
            return answers

        return complete


def _never_null(complete: Complete) -> Complete:
    def complete_all(values: Any, run: Run) -> list[Any]:
        completed = complete(values, run)
        if None in completed:
            raise Unplanned
        return completed

    return complete_all


def _or_null(complete: Complete) -> Complete:
    """Return how objects become part of the answer: null where there is none, the same answer for the same object."""

    def complete_all(values: Any, run: Run) -> list[Any]:
        if isinstance(values, Rows):
            return complete(values, run) if len(values) else []
        objects: Sequence[Any]
        if isinstance(values, Picked):
            objects, places = values.shown
        else:
            distinct = {id(value): value for value in values if value is not None}
            if len(distinct) == len(values):
                return complete(values, run) if values else []
            place_of = {identity: place for place, identity in enumerate(distinct)}
            objects, places = list(distinct.values()), [place_of.get(id(value)) for value in values]
        found = complete(objects, run) if objects else []
        return [None if place is None else found[place] for place in places]

    return complete_all


def _list_of(complete: Complete) -> Complete:
    def complete_all(values: Any, run: Run) -> list[Any]:
        if isinstance(values, Lists):
            found = complete(values.items, run)
            return [[found[place] for place in places] for places in values.places]
        if len(values) == 1 and isinstance(values[0], Rows):
            return [complete(values[0], run)]
        lists = [None if value is None else list(value) for value in values]
        completed = iter(complete([item for items in lists for item in items or ()], run))
        return [None if items is None else [next(completed) for _item in items] for items in lists]

    return complete_all


def _leaf(leaf: GraphQLLeafType) -> Complete:
    serialize = leaf.serialize
    as_it_is = PLAIN.get(leaf.name)

    def complete_all(values: Sequence[Any], _run: Run) -> list[Any]:
        if as_it_is and {*map(type, values)} == {as_it_is} and (as_it_is is not int or _are_in_range(values)):
            return list(values)
        completed = []
        for value in values:
            answer = None if value is None else serialize(value)
            if answer is Undefined or (answer is None and value is not None):
                raise Unplanned
            completed.append(answer)
        return completed

    return complete_all


def _are_in_range(numbers: Sequence[int]) -> bool:
    return min(numbers) >= GRAPHQL_MIN_INT and max(numbers) <= GRAPHQL_MAX_INT


def _has_variables(node: FieldNode) -> bool:
    found: list[str] = []

    class Variables(Visitor):
        def enter_variable(self, variable: VariableNode, *_args: object) -> None:
            found.append(variable.name.value)

    for argument in node.arguments:
        visit(argument, Variables())
    return bool(found)


class Plans:
    """The plans used latest, bounded in fields, shared by all threads; what can't be planned is kept as ``None``.

    Args:
        maximum: how many fields they have together at most.
    """

    def __init__(self, maximum: int) -> None:
        self.maximum = maximum
        self.fields = 0
        self._lock = Lock()
        # With the operation: as long as it is here, no other one can have its identity.
        self._entries: OrderedDict[Hashable, tuple[OperationDefinitionNode, Plan | None, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def of(self, operation: OperationDefinitionNode, key: Hashable, make: Callable[[], Plan]) -> Plan | None:
        """Return a plan of an operation, made by ``make`` if it is not here; ``None`` if there is none."""
        place = id(operation), key
        with self._lock:
            if place in self._entries:
                self._entries.move_to_end(place)
                return self._entries[place][1]
        try:
            plan = make()
        except Unplanned:
            plan = None
        size = 1 + (plan.size if plan else 0)
        with self._lock:
            if place not in self._entries and size <= self.maximum:
                self._entries[place] = operation, plan, size
                self.fields += size
            while self.fields > self.maximum:
                _, (_, _, dropped) = self._entries.popitem(last=False)
                self.fields -= dropped
        return plan


plans = Plans(MAX_FIELDS)


def plan_of(context: ExecutionContext, operation: OperationDefinitionNode) -> Plan:
    """Return the plan of an operation; another one for each way its directives leave fields out.

    Raises:
        Unplanned: for an operation that asks for something that a plan doesn't know.
    """
    if "_conditions" not in operation.__dict__:
        operation.__dict__["_conditions"] = _conditions(context, operation)
    key = tuple(context.variable_values.get(name) for name in operation.__dict__["_conditions"])
    plan = plans.of(operation, key, lambda: Plan(context, operation))
    if plan is None:
        raise Unplanned
    return plan


def _conditions(context: ExecutionContext, operation: OperationDefinitionNode) -> list[str]:
    """Return the names of the variables that decide which fields are left out (``@skip``, ``@include``)."""
    names: set[str] = set()

    class Conditions(Visitor):
        def enter_directive(self, directive: Any, *_args: object) -> None:
            names.update(a.value.name.value for a in directive.arguments if isinstance(a.value, VariableNode))

    for node in (operation, *context.fragments.values()):
        visit(node, Conditions())
    return sorted(names)
