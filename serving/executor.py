"""Executing GraphQL requests: in the event loop where they are small, in a thread where others would have to wait.

Operations run compiled here; what cannot is deferred to the reference executor (`serving.endpoint`). Event loop and
threads share the cache of plans, so that an operation that takes long to validate and to plan is planned in a thread.

A request is executed over the version of the graph that is served when it is looked at first; one that is deferred has
it with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from graph.model.deadline import Deadline
from graph.model.limits import Limits
from graph.storage.partial_graph import PartialGraph
from schema.budget import InlineBudgetExceeded
from serving.current_graph import CurrentGraph
from serving.request import GraphQLRequest
from serving.response import Response, encode_response
from serving.response_cache import RequestKey
from serving.served_graph import ServedGraph
from serving.trusted_documents import TrustedDocuments
from serving.work_queue import WorkQueue

Result = TypeVar("Result")
_FRAGMENT_SPREAD = "..."
_THREADS, _WAITING_THREADS = 3, 16
"""Threads; there are more where most of the time they wait for a database."""
_SLOW_TO_READ = 2_000
"""Bytes of a request beside its query from which on its variables take long to be read: a thread does."""
_UNPLANNED = 100
"""What planning and validating costs for each character of a document, in rows."""


@dataclass(frozen=True, slots=True)
class DeferredRequest:
    """A request that the event loop does not answer: a thread does, `compiled` or else by the reference executor.

    `request` is None where it is not well-formed: the reference executor reports the error. `served` is the version of
    the graph that it is to be answered from. `cost` is what it is expected to cost, in rows; None where it was not
    planned yet.
    """

    request: GraphQLRequest | None
    key: RequestKey
    served: ServedGraph
    compiled: bool
    cost: int | None = None


class RequestExecutor:
    """Executes requests over the version of the graph that is served."""

    def __init__(self, graph: CurrentGraph, known: TrustedDocuments | None = None, *, explain: bool = False) -> None:
        """`known` are documents that requests may name; with `explain`, they may ask for their plans (an extension)."""
        self.graph, self.limits, self.documents = graph, graph.limits, known or TrustedDocuments({})
        self._explain = explain
        self._queue: WorkQueue | None = None

    @property
    def queue(self) -> WorkQueue:
        """The threads for what others would have to wait for."""
        if self._queue is None:
            waits = isinstance(self.graph.now.store.topology.graph, PartialGraph)
            self._queue = WorkQueue(_WAITING_THREADS if waits else _THREADS, self.limits.waiting, self._prepare)
        return self._queue

    def _prepare(self) -> None:
        served = self.graph.now
        served.operations.prepare(served.store.topology.graph)

    def close(self) -> None:
        if self._queue is not None:
            self._queue.close()

    def cached_response(self, key: RequestKey, *, gzip: bool) -> Response | None:
        """The cached response to a request of this key."""
        responses = self.graph.now.responses
        return responses.get((key, gzip)) if responses.size else None

    def execute_inline(
        self, request: GraphQLRequest | None, key: RequestKey, *, gzip: bool
    ) -> Response | DeferredRequest:
        """Execute a request in the event loop, within `Limits.inline_rows`, or defer it."""
        served = self.graph.now
        if request is None:
            return DeferredRequest(None, key, served, compiled=False)
        is_slow_to_plan = len(request.query) > Limits.inline_query or _FRAGMENT_SPREAD in request.query
        is_known = not is_slow_to_plan or served.operations.is_known(request.query, request.operation)
        if not is_known or len(key) - len(request.query) > _SLOW_TO_READ:
            return DeferredRequest(request, key, served, compiled=True)
        try:
            response = self._execute(served, request, Limits.inline_rows, gzip=gzip)
        except InlineBudgetExceeded as exceeded:
            return DeferredRequest(request, key, served, compiled=True, cost=exceeded.requested)
        if response is None:
            return DeferredRequest(request, key, served, compiled=False)
        return _cached(served, response, key, gzip=gzip)

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
            cost = await self.run(partial(self._expected_cost, deferred.served, request), deferred, client, deadline)
            deferred = replace(deferred, cost=cost)
        served = deferred.served
        response = await self.run(partial(self._execute, served, request, gzip=gzip), deferred, client, deadline)
        return _cached(served, response, deferred.key, gzip=gzip) if response else None

    async def run(
        self, work: Callable[[], Result], deferred: DeferredRequest, client: str, deadline: Deadline
    ) -> Result:
        """The result of work for a request that was deferred."""
        cost = _UNPLANNED * len(deferred.key) if deferred.cost is None else deferred.cost
        return await self.queue.run(work, cost, client, deadline)

    def _expected_cost(self, served: ServedGraph, request: GraphQLRequest) -> int:
        operation = request.query, request.variables, request.operation
        return served.operations.expected_cost(served.store, self.limits, *operation)

    def _execute(
        self, served: ServedGraph, request: GraphQLRequest, inline_rows: int | None = None, *, gzip: bool
    ) -> Response | None:
        """The response to a request; None where it cannot run compiled."""
        operation = request.query, request.variables, request.operation
        explain = self._explain and request.extensions.get("explain") is True
        answer = served.operations.answer(served.store, self.limits, *operation, inline_rows, explain=explain)
        return encode_response(answer, compressed=gzip) if answer else None


def _cached(served: ServedGraph, response: Response, key: RequestKey, *, gzip: bool) -> Response:
    """The response, put into the cache unless it has errors or is private; only the event loop uses the cache."""
    if not response.codes and not response.private:
        served.responses.put((key, gzip), response)
    return response
