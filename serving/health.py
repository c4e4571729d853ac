"""What is served for machines beside GraphQL: whether the service is well."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


async def health(request: Request) -> Response:
    """The process is there."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """The graph can be asked."""
    return JSONResponse({"status": "ready", "version": request.app.state.store.summary().version})
