"""Executing GraphQL requests: in the event loop where they are small, in a thread where others would have to wait.

Operations run compiled here; what cannot is deferred to the reference executor (`serving.endpoint`). Event loop and
threads share the cache of plans, so that an operation that takes long to validate and to plan is planned in a thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from graph.model.deadline import Deadline
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.budget import InlineBudgetExceeded
from schema.create_schema import Schema
from schema.execution.operations import Operations
from serving.request import GraphQLRequest
from serving.response import Response, encode_response
from serving.response_cache import RequestKey, ResponseCache
from serving.work_queue import WorkQueue

Result = TypeVar("Result")
_FRAGMENT_SPREAD = "..."
_THREADS = 3
_SLOW_TO_READ = 2_000
"""Bytes of a request beside its query from which on its variables take long to be read: a thread does."""
_UNPLANNED = 100
"""What planning and validating costs for each character of a document, in rows."""


@dataclass(frozen=True, slots=True)
class DeferredRequest:
    """A request that the event loop does not answer: a thread does, `compiled` or else by the reference executor.

    `request` is None where it is not well-formed: the reference executor reports the error. `cost` is what it is
    expected to cost, in rows; None where it was not planned yet.
    """

    request: GraphQLRequest | None
    key: RequestKey
    compiled: bool
    cost: int | None = None


class RequestExecutor:
    """Executes requests over `store`, which is set when the application starts."""

    def __init__(self, schema: Schema, limits: Limits, *, explain: bool = False) -> None:
        """With `explain`, a request may ask for its plan (`extensions: { explain: true }`)."""
        self.store: GraphStore | None = None
        self.limits = limits
        self._cache, self._explain = ResponseCache(limits.cache), explain
        self._operations = Operations(schema._schema, schema.documents)
        self._queue: WorkQueue | None = None

    @property
    def queue(self) -> WorkQueue:
        """The threads for what others would have to wait for."""
        if self._queue is None:
            self._queue = WorkQueue(_THREADS, self.limits.waiting, self._prepare)
        return self._queue

    def warm_up(self, store: GraphStore) -> None:
        """Load and compile all that the first request would have to wait for."""
        self.store = store
        self._prepare()
        _ = store.topology.shortest, store.topology.neighborhoods, self.queue

    def _prepare(self) -> None:
        if self.store is not None:
            self._operations.prepare(self.store.topology.graph)

    def close(self) -> None:
        if self._queue is not None:
            self._queue.close()

    def cached_response(self, key: RequestKey, *, gzip: bool) -> Response | None:
        """The cached response to a request of this key."""
        return self._cache.get((key, gzip)) if self._cache.size else None

    def execute_inline(
        self, request: GraphQLRequest | None, key: RequestKey, *, gzip: bool
    ) -> Response | DeferredRequest:
        """Execute a request in the event loop, within `Limits.inline_rows`, or defer it."""
        if request is None:
            return DeferredRequest(None, key, compiled=False)
        is_slow_to_plan = len(request.query) > Limits.inline_query or _FRAGMENT_SPREAD in request.query
        is_known = not is_slow_to_plan or self._operations.is_known(request.query, request.operation)
        if not is_known or len(key) - len(request.query) > _SLOW_TO_READ:
            return DeferredRequest(request, key, compiled=True)
        try:
            response = self._execute(request, Limits.inline_rows, gzip=gzip)
        except InlineBudgetExceeded as exceeded:
            return DeferredRequest(request, key, compiled=True, cost=exceeded.requested)
        return self._cached(response, key, gzip=gzip) if response else DeferredRequest(request, key, compiled=False)

    async def execute_in_thread(
        self, deferred: DeferredRequest, client: str = "", deadline: Deadline | None = None, *, gzip: bool
    ) -> Response | None:
        """Execute a request in a thread, which compresses the response, too; None where it cannot run compiled.

        `client` says whose share of the threads it takes.

        Raises:
            QueueFullError: too much waits already.
            RequestCancelled: the deadline was cancelled.
        """
        request = deferred.request
        if request is None:
            return None
        deadline = deadline or Deadline(self.limits.seconds)
        if deferred.cost is None:  # Planning is short, what is planned may be long.
            cost = await self.run(partial(self._expected_cost, request), deferred, client, deadline)
            deferred = replace(deferred, cost=cost)
        response = await self.run(partial(self._execute, request, gzip=gzip), deferred, client, deadline)
        return self._cached(response, deferred.key, gzip=gzip) if response else None

    async def run(
        self, work: Callable[[], Result], deferred: DeferredRequest, client: str, deadline: Deadline
    ) -> Result:
        """The result of work for a request that was deferred."""
        cost = _UNPLANNED * len(deferred.key) if deferred.cost is None else deferred.cost
        return await self.queue.run(work, cost, client, deadline)

    def _expected_cost(self, request: GraphQLRequest) -> int:
        if self.store is None:
            return 0
        operation = request.query, request.variables, request.operation
        return self._operations.expected_cost(self.store, self.limits, *operation)

    def _cached(self, response: Response, key: RequestKey, *, gzip: bool) -> Response:
        """The response, put into the cache unless it has errors or is private; only the event loop uses the cache."""
        if not response.failed and not response.private:
            self._cache.put((key, gzip), response)
        return response

    def _execute(self, request: GraphQLRequest, inline_rows: int | None = None, *, gzip: bool) -> Response | None:
        """The response to a request; None where it cannot run compiled."""
        if self.store is None:
            return None
        operation = request.query, request.variables, request.operation
        explain = self._explain and request.extensions.get("explain") is True
        answer = self._operations.answer(self.store, self.limits, *operation, inline_rows, explain=explain)
        return encode_response(answer, compressed=gzip) if answer else None
