"""FHIR R4 terminology over HTTP, at `/fhir`: a request is read and answered in a thread of the queue of heavy work."""

from functools import partial

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graph.model.deadline import Deadline
from graph.store import GraphStore
from serving.endpoint import client_of
from serving.executor import RequestExecutor
from serving.fhir.messages import FhirError, Resource
from serving.fhir.terminology import Terminology
from serving.work_queue import QueueFullError

ROUTES = ("/fhir", "/fhir/{path:path}")
_ROWS = 10_000
"""Rows that could be looked at in the time that an answer takes, and another for each byte of its request."""


async def fhir(request: Request) -> Response:
    """The response to a request below `/fhir`."""
    executor: RequestExecutor = request.app.state.executor
    body, deadline = await request.body(), Deadline(executor.limits.seconds)
    work = partial(_answer, executor.graph.now.store, request, body)
    try:
        return await executor.queue.run(work, _ROWS + len(body), client_of(request.scope), deadline)
    except QueueFullError:
        busy = _refusal("busy")
        busy.headers["Retry-After"] = "1"
        return busy


def _answer(store: GraphStore, request: Request, body: bytes) -> Response:
    wanted = request.query_params.get("_format", request.headers.get("accept", ""))
    if "xml" in wanted and "json" not in wanted:
        return _refusal("format")
    if body and "json" not in request.headers.get("content-type", ""):
        return _refusal("content")
    try:
        resource = orjson.loads(body) if body else None
    except orjson.JSONDecodeError:
        return _refusal("json")
    path = request.path_params.get("path", "").strip("/")
    return _response(
        *Terminology(store, f"{request.base_url}fhir").answer(request.method, path, request.url.query, resource)
    )


def _refusal(name: str) -> Response:
    error = FhirError(name)
    return _response(error.status, {"resourceType": "OperationOutcome", "issue": [error.issue]})


def _response(status: int, resource: Resource) -> Response:
    return Response(orjson.dumps(resource), status, media_type="application/fhir+json; charset=utf-8")
