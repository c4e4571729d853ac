"""FHIR R4 terminology at `/fhir`: operations, reading, searching, and batches of these, in JSON.

A request is read and answered in a thread of the queue of heavy work.
"""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graph.model.deadline import Deadline, until_deadline
from graph.model.errors import InputError, QueryTooCostly
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.endpoint import client_of
from serving.executor import RequestExecutor
from serving.fhir.concepts import lookup, subsumption, translate
from serving.fhir.expansion import Expanded, expanded_set, expansion
from serving.fhir.messages import (
    Asked,
    FhirError,
    Resource,
    issue,
    listed,
    operation_outcome,
    parts_of,
    read_parameters,
)
from serving.fhir.resources import resources, statement
from serving.fhir.validation import validate_code
from serving.work_queue import QueueFullError

ROUTES = ("/fhir", "/fhir/{path:path}")
_ROWS = 10_000
"""Rows that could be looked at in the time that an answer takes, beside one for each byte of its body."""
_OPERATIONS: dict[str, Callable[[GraphStore, Asked, Expanded], Resource]] = {
    "CodeSystem/$lookup": lambda store, asked, _: lookup(store, asked),
    "CodeSystem/$subsumes": lambda store, asked, _: subsumption(store, asked),
    "CodeSystem/$validate-code": lambda store, asked, _: validate_code(store, asked),
    "ConceptMap/$translate": lambda store, asked, _: translate(store, asked),
    "ValueSet/$expand": expansion,
    "ValueSet/$validate-code": lambda store, asked, known: validate_code(
        store, asked, expanded_set(store, asked, known)
    ),
}


async def fhir(request: Request) -> Response:
    """The response to a request below `/fhir`."""
    executor: RequestExecutor = request.app.state.executor
    body, wanted = await request.body(), request.query_params.get("_format", request.headers.get("accept", ""))
    if "xml" in wanted and "json" not in wanted:
        return _response(406, operation_outcome(issue("not-supported", "Answers are in application/fhir+json.")))
    if body and "json" not in request.headers.get("content-type", ""):
        return _response(415, operation_outcome(issue("not-supported", "Send resources as application/fhir+json.")))
    work = partial(_answer_request, executor.graph.now.store, request, body)
    try:
        return await executor.queue.run(
            work, _ROWS + len(body), client_of(request.scope), Deadline(executor.limits.seconds)
        )
    except QueueFullError:
        return _response(503, operation_outcome(issue("throttled", "Too many requests wait; ask again in a moment.")))


def _answer_request(store: GraphStore, request: Request, body: bytes) -> Response:
    path, query = request.path_params.get("path", "").strip("/"), request.url.query
    try:
        return _response(*answer(store, {}, request.method, path, query, orjson.loads(body) if body else None))
    except orjson.JSONDecodeError as error:
        return _response(400, operation_outcome(issue("structure", f"The body is no JSON: {error}.")))


def _response(status: int, resource: Resource) -> Response:
    return Response(orjson.dumps(resource), status, media_type="application/fhir+json; charset=utf-8")


def answer(store: GraphStore, known: Expanded, method: str, path: str, query: str, body: Any) -> tuple[int, Resource]:
    """The status and the resource that answer a call; `path` is that below `/fhir`."""
    try:
        if not path and method == "POST":
            return 200, _batch(store, known, body)
        return 200, _answer(store, known, method, path.split("/"), read_parameters(parse_qsl(query), body))
    except FhirError as error:
        return error.status, operation_outcome(error.issue)
    except QueryTooCostly as error:
        return 422, operation_outcome(issue("too-costly", str(error), "too-costly"))
    except InputError as error:
        return 400, operation_outcome(issue("invalid", str(error), "vs-invalid", str(error.details.get("field", ""))))


def _answer(store: GraphStore, known: Expanded, method: str, path: list[str], asked: Asked) -> Resource:
    kind, ids, name = path[0], path[1:-1], path[-1]
    operation = _OPERATIONS.get(f"{kind}/{name}")
    if operation is not None and len(ids) < 2:
        return operation(store, Asked({**asked, **{"url": [_read(store, kind, each)["url"]] for each in ids}}), known)
    if method == "POST" or ids:
        raise FhirError(404, issue("not-supported", "There is nothing here that takes this request."))
    if kind == "metadata":
        return statement(store, asked.one("mode"))
    return _read(store, kind, name) if len(path) == 2 else _search(store, kind, asked)


def _read(store: GraphStore, kind: str, id_: str) -> Resource:
    found = next((each for each in resources(store, kind) if each["id"] == id_), None)
    if found is None:
        raise FhirError(404, issue("not-found", f"There is no {kind} '{id_}' here.", "not-found"))
    return found


def _search(store: GraphStore, kind: str, asked: Asked) -> Resource:
    """What has the address and the version that are asked for, and a name that begins so."""
    url, version, name = (asked.one(each) for each in ("url", "version", "name"))
    found = [
        {"resource": each, "search": {"mode": "match"}}
        for each in resources(store, kind)
        if url in (None, each["url"]) and version in (None, each.get("version"))
        if each["name"].casefold().startswith(str(name or "").casefold())
    ]
    return {"resourceType": "Bundle", "type": "searchset", "total": len(found), "entry": found}


def _batch(store: GraphStore, known: Expanded, bundle: Any) -> Resource:
    """The answers to the calls of a bundle, each with a status of its own."""
    if not isinstance(bundle, dict) or bundle.get("type") != "batch":
        raise FhirError(400, issue("not-supported", "A Bundle of the type batch is taken here.", at="Bundle.type"))
    entries = listed(bundle, "entry")
    if len(entries) > Limits.fhir_entries:
        raise FhirError(413, issue("too-long", f"A batch may have {Limits.fhir_entries} entries.", at="Bundle.entry"))
    answers = [_entry(store, known, each) for each in until_deadline(entries)]
    return {"resourceType": "Bundle", "type": "batch-response", "entry": answers}


def _entry(store: GraphStore, known: Expanded, entry: Resource) -> Resource:
    request = parts_of(parts_of(entry).one("request", dict))
    url = urlsplit(request.one("url") or "metadata")
    call = request.one("method") or "GET", url.path.strip("/") or "metadata", url.query, entry.get("resource")
    status, found = answer(store, known, *call)
    said = {"status": f"{status} {HTTPStatus(status).phrase}"}
    return {"resource": found, "response": said} if status == 200 else {"response": {**said, "outcome": found}}
