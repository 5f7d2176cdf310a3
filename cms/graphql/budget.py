"""The time that a request may take: it ends the work between two fields, between two statements and inside one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any

from django.db import DatabaseError, connections

# SQLite asks after this many steps of its machine whether to go on: some tenths of a millisecond.
SQLITE_STEPS = 10_000

# PostgreSQL ends a statement after the time that it was told: it is told anew when so much less is left.
STALE_SECONDS = 1


class TimedOut(BaseException):
    """The budget of a request is spent.

    No ``Exception``, so that neither the executor, which goes on with the next field after one, nor code that copes
    with a failing statement holds it up.
    """


class Budget:
    """The time that is left to a request, in seconds of the wall clock.

    Args:
        seconds: how long it may take from now on.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = monotonic() + seconds
        self._limited: dict[str, Any] = {}
        # What was left when a connection was told so.
        self._said: dict[str, float] = {}

    @property
    def is_spent(self) -> bool:
        """Whether the time is over."""
        return monotonic() >= self.end

    def check(self) -> None:
        """Go on if there is time left.

        Raises:
            TimedOut: there is none.
        """
        if self.is_spent:
            raise TimedOut

    @contextmanager
    def of_statements(self) -> Iterator[None]:
        """Keep the statements of this thread within the budget; those after the block are as free as before."""
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(self._execute))
                stack.callback(self._release, connection)
            yield

    def _execute(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.check()
        self._limit(context["connection"])
        try:
            return execute(sql, params, many, context)
        except DatabaseError:
            # The database has ended a statement that took too long; an error of another kind stays what it is.
            self.check()
            raise

    def _limit(self, connection: Any) -> None:
        driver, left = connection.connection, self.end - monotonic()
        if self._limited.get(connection.alias) is driver and left > self._said[connection.alias] - STALE_SECONDS:
            return
        self._limited[connection.alias], self._said[connection.alias] = driver, left
        if connection.vendor == "sqlite":
            driver.set_progress_handler(lambda: int(self.is_spent), SQLITE_STEPS)
        elif connection.vendor == "postgresql":
            driver.execute(f"SET statement_timeout = {max(1, int(left * 1000))}")

    def _release(self, connection: Any) -> None:
        driver = self._limited.get(connection.alias)
        if driver is None or driver is not connection.connection:
            return
        if connection.vendor == "sqlite":
            driver.set_progress_handler(None, 0)
        elif connection.vendor == "postgresql":
            try:
                with connection.wrap_database_errors:
                    driver.execute("RESET statement_timeout")
            except DatabaseError:
                # Rather a new connection than one that others would find limited.
                connection.close()
