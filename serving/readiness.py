"""What probes ask: whether the process answers, and whether it can answer requests."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.model.errors import StoreError
from graph.storage.partial_graph import PartialGraph
from serving.http_server import SHUTTING_DOWN
from serving.served_graph import ServedGraph

_NOT_KEPT = {"Cache-Control": "no-store"}


async def health(request: Request) -> Response:
    """Liveness: the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Readiness: the graph is open, and the version of it that is served now.

    503 from the first SIGTERM or SIGINT on, and while a database that has the edges does not answer.
    """
    if request.scope.get("state", {}).get(SHUTTING_DOWN):
        return JSONResponse({"status": "shutting down"}, 503, _NOT_KEPT)
    served: ServedGraph = request.app.state.graph.now
    graph = served.store.topology.graph
    if isinstance(graph, PartialGraph):
        try:
            await run_in_threadpool(graph.ping)
        except StoreError:
            return JSONResponse({"status": "database unavailable"}, 503, {**_NOT_KEPT, "Retry-After": "5"})
    return JSONResponse({"status": "ready", "version": served.version})
