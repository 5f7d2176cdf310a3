"""Errors that a client may read: each has a code in ``extensions.code``."""

from graphql import GraphQLError

BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"
GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
OPERATION_RESOLUTION_FAILURE = "OPERATION_RESOLUTION_FAILURE"
INTROSPECTION_DISABLED = "INTROSPECTION_DISABLED"
BAD_REQUEST = "BAD_REQUEST"
BATCHING_NOT_SUPPORTED = "BATCHING_NOT_SUPPORTED"
REQUEST_TOO_LARGE = "REQUEST_TOO_LARGE"
RATE_LIMITED = "RATE_LIMITED"
PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
OPERATION_NOT_REGISTERED = "OPERATION_NOT_REGISTERED"
TIMED_OUT = "TIMED_OUT"


class BadUserInput(GraphQLError):
    """An argument that can't be used; the message says which and why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": BAD_USER_INPUT})


class RateLimited(GraphQLError):
    """Something that was tried too often; the extensions say in how many seconds it can be tried again."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message, extensions={"code": RATE_LIMITED, "retryAfter": retry_after})


class Refused(Exception):
    """A request whose document is not executed: the errors that say why, their code and the HTTP status."""

    def __init__(self, code: str, problems: list[GraphQLError], status: int = 400) -> None:
        super().__init__(code)
        self.code, self.problems, self.status = code, problems, status

    @classmethod
    def saying(cls, code: str, message: str, status: int = 400) -> "Refused":
        """Return a refusal with one message."""
        return cls(code, [GraphQLError(message)], status)
