"""Queries executed in this process, without a server: what `POST /graphql` answers, as a dictionary."""

import logging
from collections.abc import Mapping
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from graph.machine.accelerators import numba_enabled
from graph.machine.machine_code_cache import CACHE, COMPILING
from graph.model.deadline import Deadline, working_until
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.create_schema import Schema, create_schema
from schema.execution.operations import Operations
from schema.execution.plan import Answer
from serving.reference import ReferenceExecutor, RefusedOperationError
from serving.request import GraphQLRequest
from serving.settings import limits_of_environment

log = logging.getLogger("medcode.local_query")
Result = dict[str, Any]
"""What GraphQL calls a response: `data`, `errors`, `extensions`, each only where there are any."""
_NO_VARIABLES: Mapping[str, Any] = {}


class LocalQueries:
    """Executes queries within limits; several threads may use it, over one store."""

    def __init__(self, limits: Limits) -> None:
        self.schema = create_schema(limits)
        self._limits = limits
        self._operations = Operations(self.schema._schema, self.schema.documents)

    def answer(
        self, store: GraphStore, text: str, variables: Mapping[str, Any] = _NO_VARIABLES, operation: str | None = None
    ) -> Result:
        """The answer to a query: compiled where that can be, by the reference executor otherwise.

        Mistakes in the query stand in `errors`, as a server tells them. Dates, enumerations and UUIDs among the
        variables are sent as JSON has them.

        Raises:
            InvalidArgument: a variable is nothing that JSON has.
        """
        self._compile(store)
        request = GraphQLRequest(_sendable("query", text), _sendable("variables", dict(variables)), operation, {})
        with working_until(Deadline(self._limits.seconds)):
            return _decoded(answer_request(self.schema, self._operations, store, self._limits, request).body)

    def _compile(self, store: GraphStore) -> None:
        """Load the machine code that queries run as, or compile it: no query's time should pass with that."""
        if numba_enabled() and not CACHE.exists():
            log.warning(COMPILING)
            _ = store.topology.shortest, store.topology.neighborhoods
        self._operations.prepare(store.topology.graph)


def answer_request(
    schema: Schema, operations: Operations, store: GraphStore, limits: Limits, request: GraphQLRequest
) -> Answer:
    """The answer to a request: compiled where that can be, by the reference executor otherwise."""
    compiled = operations.answer(store, limits, request.query, request.variables, request.operation)
    if compiled is not None:
        return compiled
    try:
        answer = ReferenceExecutor(schema, limits).execute(store, request, "POST")
    except RefusedOperationError as error:
        return refusal(error, "OPERATION_REFUSED")
    items, cost = (answer.headers[name] for name in ("X-Medcode-Items", "X-Medcode-Cost"))
    return Answer(answer.body, int(items), cost.encode(), answer.codes, answer.is_private)


def refusal(error: Exception, code: str, **more: str) -> Answer:
    """The answer to a request that is not executed."""
    told = {"message": str(error), "extensions": {"code": code, **more}}
    return Answer(orjson.dumps({"errors": [told]}), 0, codes=(code,))


def answer_query(
    store: GraphStore, text: str, variables: Mapping[str, Any] = _NO_VARIABLES, operation: str | None = None
) -> Result:
    """The answer to a query over a store, within the limits that the environment sets when the first one is asked.

    Raises:
        InvalidArgument: a variable is nothing that JSON has, or a setting has a value outside its domain.
    """
    with _lock:
        queries = _queries.get(store)
        if queries is None:
            queries = _queries[store] = LocalQueries(limits_of_environment())
    return queries.answer(store, text, variables, operation)


def _sendable(name: str, value: Any) -> Any:
    """A value as a server would read it.

    Raises:
        InvalidArgument: JSON has no such values (RFC 8259; strings are UTF-8, integers have 64 bits).
    """
    try:
        return orjson.loads(orjson.dumps(value))
    except (TypeError, ValueError) as error:
        raise InvalidArgument(argument=name, problem=f"JSON cannot hold this: {error}") from error


def _decoded(body: bytes) -> Result:
    answer: Result = orjson.loads(body)
    return answer


_queries: WeakKeyDictionary[GraphStore, LocalQueries] = WeakKeyDictionary()
_lock = Lock()
