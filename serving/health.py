"""What is served for machines beside GraphQL: whether the service is well."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.errors import StoreError


async def health(request: Request) -> Response:
    """The process is there."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """The graph can be asked."""
    try:
        summary = await request.app.state.store.summary()
    except StoreError:
        return JSONResponse({"status": "the graph store does not answer"}, 503)
    return JSONResponse({"status": "ready", "version": summary.version})
