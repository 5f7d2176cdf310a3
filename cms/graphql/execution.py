"""Executes an operation: priced before it begins, identical calls at its root once, all of it within a budget."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    execute_sync,
    print_ast,
)
from graphql.execution.collect_fields import collect_fields
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values

from cms.graphql import errors
from cms.graphql.budget import Budget, TimedOut
from cms.graphql.cost import Estimate, Total
from cms.graphql.errors import Refused
from cms.graphql.limits import check_variables, keep_within
from cms.graphql.plan import Run, Unplanned, plan_of
from cms.statements import read_whole, remembering

logger = logging.getLogger(__name__)

# How many prices of an operation are kept: for each length of its lists another.
MAX_PRICES = 32
# How long an operation waits for others, in seconds: long enough for usual ones, and no slow one holds up all.
TURN_SECONDS = 0.25

type Fields = dict[str, list[FieldNode]]


@dataclass
class Root:
    """The value that an operation begins with: its budget, and what the resolvers of root fields have answered."""

    budget: Budget
    answers: dict[Any, Any] = field(default_factory=dict)


def call_of(name: str, arguments: dict[str, Any]) -> tuple[str, str]:
    """Return what tells one call of a field from another: the field and the values of its arguments."""
    return name, repr(sorted(arguments.items()))


def once(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Return a resolver of a root field that is called once for each set of arguments in a request.

    What it answers with loads its rows when they are asked for, and keeps them, so they are loaded once too.
    """

    @wraps(resolve)
    def resolve_once(root: Any, info: Any, **arguments: Any) -> Any:
        if not isinstance(root, Root):
            return resolve(root, info, **arguments)
        call = call_of(info.field_name, arguments)
        if call not in root.answers:
            root.answers[call] = resolve(root, info, **arguments)
        return root.answers[call]

    return resolve_once


def answer_calls_once(schema: GraphQLSchema) -> None:
    """Let each root field of queries answer identical calls once a request; mutations are never left out."""
    for definition in schema.query_type.fields.values() if schema.query_type else ():
        if definition.resolve:
            definition.resolve = once(definition.resolve)


def twins_of(context: ExecutionContext, parent: Any, fields: Fields) -> dict[str, str]:
    """Return which root field of a query has the answer of which: of the first with the same call and selections."""
    by_name: dict[str, list[str]] = {}
    for name, nodes in fields.items():
        by_name.setdefault(nodes[0].name.value, []).append(name)
    calls: dict[Any, list[str]] = {}
    # The usual case is that each field is called once, and neither arguments nor selections are compared for that.
    for name in (name for names in by_name.values() if len(names) > 1 for name in names):
        node = fields[name][0]
        definition: Any = get_field_def(context.schema, parent, node)
        arguments = get_argument_values(definition, node, context.variable_values)
        calls.setdefault(call_of(node.name.value, arguments), []).append(name)
    twins: dict[str, str] = {}
    for same in (names for names in calls.values() if len(names) > 1):
        first_with: dict[str, str] = {}
        for name in same:
            selections = "".join(print_ast(node.selection_set) for node in fields[name] if node.selection_set)
            twins[name] = first_with.setdefault(selections, name)
    return twins


class Prices:
    """What an operation costs, kept for the values that this depends on; it lives beside the operation's document."""

    def __init__(self) -> None:
        self._decisive: dict[Any, tuple[str, ...]] = {}
        self._kept: dict[Any, Total] = {}

    def of(
        self, variables: dict[str, Any], fields: tuple[str, ...], price: Callable[[], tuple[Total, set[str]]]
    ) -> Total:
        """Return what these fields of the root cost with these variables.

        Args:
            variables: their coerced values. One that is left out or null may be one that does not fit.
            fields: the names in the answer.
            price: computes it and says which variables it depends on.
        """
        place = fields, frozenset(name for name, value in variables.items() if value is not None)
        if place not in self._decisive:
            total, decisive = price()
            if len(self._decisive) < MAX_PRICES:
                self._decisive[place] = tuple(sorted(decisive))
            return total
        key = place, repr([variables.get(name) for name in self._decisive[place]])
        if key not in self._kept:
            total, _decisive = price()
            if len(self._kept) >= MAX_PRICES:
                return total
            self._kept[key] = total
        return self._kept[key]


class LimitedExecution(ExecutionContext):
    """graphql-core's execution with a price, a budget and twins; the budget is the operation's root value's."""

    budget: Budget
    twins: dict[str, str]
    done: dict[str, Any]

    @classmethod
    def build(cls, *args: Any, **kwargs: Any) -> Any:
        """Build the context and check what the operation costs.

        Returns:
            The context, or the errors of variables or arguments that don't fit.

        Raises:
            Refused: the operation costs too much, or a ``first`` is out of range.
        """
        context: Any = super().build(*args, **kwargs)
        if isinstance(context, list):
            return context
        context.done = {}
        try:
            total = context.estimated()
        except GraphQLError as error:
            return [error]
        keep_within("nodes", total.nodes)
        keep_within("cost", total.cost)
        return context

    def estimated(self) -> Total:
        """Return what the operation costs; calls that run once count once."""
        parent: Any = self.schema.get_root_type(self.operation.operation)
        fields = collect_fields(self.schema, self.fragments, self.variable_values, parent, self.operation.selection_set)
        is_query = self.operation.operation is OperationType.QUERY
        self.twins = twins_of(self, parent, fields) if is_query else {}
        prices: Prices = self.operation.__dict__.setdefault("_prices", Prices())
        # Directives leave fields of the root out, and twins cost nothing.
        priced = tuple(name for name in fields if self.twins.get(name, name) == name)
        return prices.of(self.variable_values, priced, lambda: self._priced(parent, fields))

    def _priced(self, parent: Any, fields: Fields) -> tuple[Total, set[str]]:
        """Return what the operation costs, and the variables that this depends on."""
        estimate = Estimate(self.schema, self.fragments, self.variable_values)
        total = Total()
        for name, nodes in fields.items():
            if self.twins.get(name, name) == name:
                for node in nodes:
                    total = total.plus(estimate.of_field(parent, node))
        return total, estimate.decisive

    def execute_operation(self, operation: Any, root_value: Any) -> Any:
        """Return the answer's data, by the operation's plan; what that can't answer, graphql-core does.

        Raises:
            TimedOut: the budget is spent.
        """
        failure = None
        try:
            return plan_of(self, operation).answer(Run(self, root_value, root_value.budget.check, self.twins))
        except Unplanned:
            pass
        except Exception as error:
            failure = error
        # An error has its place in the answer and its word on nulls around it: graphql-core knows both. It reads whole
        # rows, and those of before anew, since what failed may be the plan's choice of columns.
        root_value.answers.clear()
        read_whole()
        data = super().execute_operation(operation, root_value)
        if failure and not self.collected_errors.errors:
            logger.error("A plan failed where the executor did not.", exc_info=failure)
        return data

    def execute_field(self, parent_type: Any, source: Any, field_nodes: list[FieldNode], path: Any) -> Any:
        """Resolve and complete a field if there is time left.

        Raises:
            TimedOut: there is none.
        """
        self.root_value.budget.check()
        if path.prev is not None or path.key not in self.twins:
            return super().execute_field(parent_type, source, field_nodes, path)
        twin = self.twins[path.key]
        if twin in self.done:
            return self.done[twin]
        error_count = len(self.collected_errors.errors)
        value = super().execute_field(parent_type, source, field_nodes, path)
        if len(self.collected_errors.errors) == error_count:
            # With errors each of the twins has its own, at its own place.
            self.done[path.key] = value
        return value


_turn = Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until no other thread of this process executes an operation; for ``TURN_SECONDS`` at most.

    SQLite's driver lets go of the interpreter at every row. Threads that wait for it take it then, and each row costs
    two switches between threads: four lists at once take twice as long as one after the other. The drivers of other
    databases let go of it once a statement, and their threads have something to wait for.
    """
    has_turn = connection.vendor == "sqlite" and _turn.acquire(timeout=TURN_SECONDS)
    try:
        yield
    finally:
        if has_turn:
            _turn.release()


def execute_limited(
    schema: GraphQLSchema, document: DocumentNode, *, variable_values: dict[str, Any] | None, **options: Any
) -> ExecutionResult:
    """Return the result of an operation of a valid document, within the limits and the budget of a request.

    Args:
        schema: the schema.
        document: the document.
        variable_values: the variables' values as they were sent.
        options: further arguments of graphql-core's ``execute_sync``.

    Raises:
        Refused: the variables are too large, the operation costs too much, a ``first`` is out of range, or the time
            was over before the answer was whole.
    """
    check_variables(variable_values)
    try:
        with in_turn():
            budget = Budget(settings.GRAPHQL_BUDGET_SECONDS)
            with budget.of_statements(), remembering():
                result = execute_sync(
                    schema,
                    document,
                    root_value=Root(budget),
                    variable_values=variable_values,
                    execution_context_class=LimitedExecution,
                    **options,
                )
        # A statement that was cut off in the last field is an error there: the answer is not whole.
        budget.check()
    except TimedOut as error:
        logger.warning("An operation was cut off after %s seconds.", budget.seconds)
        raise Refused.saying(errors.TIMED_OUT, "The answer took too long. Ask for less at once.", status=503) from error
    return result
