"""What a caller learns of an error: everything about a mistake of the caller's, nothing about a failure of ours."""

import logging
import re
from collections.abc import Iterator, Mapping
from uuid import uuid4

from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.extensions import SchemaExtension

from graph.model.deadline import RequestCancelled
from graph.model.errors import Detail, InputError, StoreAway, StoreError

COST_HEADER = b"requested=%d, actual=%d, limit=%d"
"""The header that says what `extensions.cost` says."""
STORE_UNAVAILABLE, UNAVAILABLE = "STORE_UNAVAILABLE", "The graph cannot be read at the moment; ask again in a moment."
"""The code and the message of an error where a graph database did not answer: what it said is in the log only."""
log = logging.getLogger("medcode.schema")
_SHOWN = 80
"""Characters of the name of an operation that a message repeats."""


def read_cost(header: bytes) -> int:
    """The actual cost in a header of `COST_HEADER`; 0 in an empty one."""
    return sum(map(int, re.findall(rb"actual=(\d+)", header)))


def missing_operation(name: str | None) -> str:
    """What a caller is told whose document lacks the operation of this name, or has none at all."""
    return "The document has no operation." if name is None else f"The document has no operation '{name:.{_SHOWN}}'."


def present_error(error: GraphQLError) -> GraphQLError:
    """The error as it is sent.

    Input errors keep their message and carry their code, details and hint in `extensions`. Errors of GraphQL itself
    (syntax, validation, variables) keep their message. Anything else is logged and masked; the reference in
    `extensions` leads to the log.
    """
    cause = error.original_error
    if isinstance(cause, InputError):
        hint = _hint(cause.details) or cause.hint
        extensions = {"code": cause.code(), **cause.details, **({"hint": hint} if hint else {})}
        return _copy(error, cause.message, extensions)
    if isinstance(error, GraphQLSyntaxError):
        return _copy(error, error.message, {"code": "GRAPHQL_PARSE_FAILED"})
    if cause is None or isinstance(cause, GraphQLError):
        return _copy(error, error.message, {"code": "GRAPHQL_VALIDATION_FAILED", **(error.extensions or {})})
    if isinstance(cause, StoreError):
        if not isinstance(cause, StoreAway):  # Which was logged once.
            log.error("%s at %s", cause, error.path)
        return _copy(error, UNAVAILABLE, {"code": STORE_UNAVAILABLE})
    if isinstance(cause, RequestCancelled):  # Nobody reads it.
        return _copy(error, error.message, {"code": "CANCELLED"})
    reference = uuid4().hex[:12]
    log.error("error %s at %s", reference, error.path, exc_info=cause)
    return _copy(error, "Something went wrong on our side.", {"code": "INTERNAL", "reference": reference})


def _hint(details: Mapping[str, Detail]) -> str:
    """What would have been allowed, where the details of an error say so."""
    match details:
        case {"allowed": list(names)}:
            return f"Use one of {', '.join(names)}."
        case {"minimum": low, "maximum": high}:
            return f"Use a value from {low} to {high}."
        case {"maximum": high}:
            return f"Use at most {high}."
    return ""


def _copy(error: GraphQLError, message: str, extensions: Mapping[str, object]) -> GraphQLError:
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, None, dict(extensions))


class FormatErrors(SchemaExtension):
    """Applies `present_error` to every error of an operation, and says in a header what the operation has read."""

    def on_operation(self) -> Iterator[None]:
        yield
        result = self.execution_context.result
        errors = getattr(result, "errors", None)
        if errors:
            result.errors = [present_error(error) for error in errors]  # type: ignore[union-attr]
        request = self.execution_context.context
        request.headers["X-Medcode-Items"] = str(request.items_returned)
        request.headers["X-Medcode-Cost"] = (COST_HEADER % tuple(request.cost_report().values())).decode()
        request.headers["X-Medcode-Execution"] = "reference"
