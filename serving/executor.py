"""Executing GraphQL requests: in the event loop where they are small, in a thread where others would have to wait.

Operations run compiled here; what cannot is deferred to the reference executor (`serving.endpoint`). Event loop and
thread share the cache of plans, so that an operation that takes long to validate and to plan is planned in the thread.
"""

from asyncio import get_running_loop
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.budget import InlineBudgetExceeded
from schema.create_schema import Schema
from schema.execution.operations import Operations
from serving.request import GraphQLRequest
from serving.response import Response, encode_response
from serving.response_cache import RequestKey, ResponseCache

_FRAGMENT_SPREAD = "..."


@dataclass(frozen=True, slots=True)
class DeferredRequest:
    """A request that the event loop does not answer: a thread does, `compiled` or else by the reference executor.

    `request` is None where it is not well-formed: the reference executor reports the error.
    """

    request: GraphQLRequest | None
    key: RequestKey
    compiled: bool


class RequestExecutor:
    """Executes requests over `store`, which is set when the application starts."""

    def __init__(self, schema: Schema, limits: Limits, *, explain: bool = False) -> None:
        """With `explain`, a request may ask for its plan (`extensions: { explain: true }`)."""
        self.store: GraphStore | None = None
        self.limits = limits
        self._cache, self._explain = ResponseCache(limits.cache), explain
        self._operations = Operations(schema._schema, schema.documents)
        self._thread = ThreadPoolExecutor(1, "heavy queries")

    def warm_up(self, store: GraphStore) -> None:
        """Load and compile all that the first request would have to wait for."""
        graph = store.topology.graph
        self._operations.prepare(graph)
        self._thread.submit(self._operations.prepare, graph).result()
        _ = store.topology.shortest, store.topology.neighborhoods

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

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
        if is_slow_to_plan and not self._operations.is_known(request.query, request.operation):
            return DeferredRequest(request, key, compiled=True)
        try:
            response = self._execute(request, Limits.inline_rows, gzip=gzip)
        except InlineBudgetExceeded:
            return DeferredRequest(request, key, compiled=True)
        return self._cached(response, key, gzip=gzip) if response else DeferredRequest(request, key, compiled=False)

    async def execute_in_thread(self, deferred: DeferredRequest, *, gzip: bool) -> Response | None:
        """Execute a request in the thread, which compresses the response, too; None where it cannot run compiled."""
        if deferred.request is None:
            return None
        work = partial(self._execute, deferred.request, gzip=gzip)
        response = await get_running_loop().run_in_executor(self._thread, work)
        return self._cached(response, deferred.key, gzip=gzip) if response else None

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
