"""Executing requests: in the event loop where they are small, in a thread where others would have to wait.

An operation runs compiled; what cannot is left to the reference executor (see `serving.endpoint`). Both threads share
what is known of operations, so that what takes long to validate and to plan is never done in the event loop.
"""

from asyncio import get_running_loop
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.context import InlineBudgetExceeded
from schema.execution.operation import Operations
from schema.service import Schema
from serving.request import GraphQLRequest
from serving.response import Response, encode_response
from serving.response_cache import RequestKey, ResponseCache

_SPREAD = "..."


@dataclass(frozen=True, slots=True)
class DeferredRequest:
    """A request that the event loop does not answer; without `compiled` the reference executor must.

    One that is not well-formed is None: the reference executor says why.
    """

    request: GraphQLRequest | None
    key: RequestKey
    compiled: bool


class RequestExecutor:
    """Executes requests over the store that is there once the application has started."""

    def __init__(self, schema: Schema, limits: Limits, *, explain: bool = False) -> None:
        """With `explain`, a request may ask for its plan."""
        self.store: GraphStore | None = None
        self.limits = limits
        self._cache, self._explain = ResponseCache(limits.cache), explain
        self._operations = Operations(schema._schema, schema.documents)
        self._thread = ThreadPoolExecutor(1, "heavy queries")

    def prepare(self, store: GraphStore) -> None:
        """Do what the first request would have to wait for."""
        graph = store.topology.graph
        self._operations.prepare(graph)
        self._thread.submit(self._operations.prepare, graph).result()
        _ = store.topology.shortest, store.topology.neighborhoods

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def cached(self, key: RequestKey, *, gzip: bool) -> Response | None:
        """The response to a request of this key, if it was given before."""
        return self._cache.get((key, gzip)) if self._cache.size else None

    def inline(self, request: GraphQLRequest | None, key: RequestKey, *, gzip: bool) -> Response | DeferredRequest:
        """Execute a request in the event loop; if it cannot be, it says who must."""
        if request is None:
            return DeferredRequest(None, key, compiled=False)
        takes_long = len(request.query) > Limits.inline_query or _SPREAD in request.query
        if takes_long and not self._operations.is_known(request.query, request.operation):
            return DeferredRequest(request, key, compiled=True)
        try:
            response = self._run(request, Limits.inline_rows, gzip=gzip)
        except InlineBudgetExceeded:
            return DeferredRequest(request, key, compiled=True)
        return self._kept(response, key, gzip=gzip) if response else DeferredRequest(request, key, compiled=False)

    async def heavy(self, deferred: DeferredRequest, *, gzip: bool) -> Response | None:
        """Execute a request in the thread; None where it cannot run compiled."""
        if deferred.request is None:
            return None
        work = partial(self._run, deferred.request, gzip=gzip)  # Compressing takes long, too.
        response = await get_running_loop().run_in_executor(self._thread, work)
        return self._kept(response, deferred.key, gzip=gzip) if response else None

    def _kept(self, response: Response, key: RequestKey, *, gzip: bool) -> Response:
        """The response, which the cache keeps if it has no errors; only the event loop comes to the cache."""
        if not response.failed:
            self._cache.keep((key, gzip), response)
        return response

    def _run(self, request: GraphQLRequest, inline_rows: int | None = None, *, gzip: bool) -> Response | None:
        """The response to a request; None where it cannot run compiled."""
        if self.store is None:
            return None
        asked = request.query, request.variables, request.operation
        explain = self._explain and request.extensions.get("explain") is True
        answer = self._operations.answer(self.store, self.limits, *asked, inline_rows, explain=explain)
        return encode_response(answer, compressed=gzip) if answer else None
