"""The GraphQL endpoint: compiled execution where that is possible, or else the reference executor.

Statuses and media types are those of 'GraphQL over HTTP'.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import orjson
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response as StarletteResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.model.deadline import Deadline
from graph.model.errors import StoreAway, StoreError
from serving.access_log import CODES, EXECUTION, OPERATION
from serving.batch import Batch, execute_batch
from serving.body import BodyTooLargeError, ClientDisconnectedError, body_too_large, read_body, replay
from serving.conditional import AnswerTags, tag_matches
from serving.disconnect import while_connected
from serving.errors import store_unavailable_response
from serving.executor import DeferredRequest, RequestExecutor
from serving.graphql_response import (
    RefusedHeadError,
    answer_response,
    check_head,
    compiled_response,
    malformed,
    refused_operation,
)
from serving.media_types import JSON
from serving.reference import ReferenceExecutor, RefusedOperationError
from serving.request import (
    GraphQLRequest,
    MalformedRequestError,
    parse_body,
    parse_query_string,
    read_batch,
    read_body_request,
    read_query_string,
)
from serving.request_headers import accepts_gzip
from serving.response import VARY, Response, error_response
from serving.response_cache import RequestKey
from serving.trusted_documents import TrustedDocuments
from serving.work_queue import QueueFullError

log = logging.getLogger("medcode.server")
Result = TypeVar("Result")
_BUSY = "Too many requests wait for their turn; ask again in a moment."
DEFERRED = "medcode.deferred"
"""Key of the `DeferredRequest` in the state of a request that was parsed before."""


class GraphQLEndpoint:
    """Answers `/graphql` to programs."""

    def __init__(
        self, executor: RequestExecutor, reference: ReferenceExecutor, tags: AnswerTags, cache_control: str
    ) -> None:
        """`tags` makes the entity tags of answers to GETs, `cache_control` says who may keep them."""
        self._executor, self._reference = executor, reference
        self._tags, self._cache_control = tags, cache_control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._settle(self._answer(scope, receive, send), scope, receive, send)

    async def post(
        self, scope: Scope, receive: Receive, send: Send, *, media_type: bytes, gzip: bool, fallback: ASGIApp
    ) -> None:
        """Answer a POST of JSON; what cannot run compiled goes to `fallback`, with what is known of it in its state."""
        answering = self._post(scope, receive, send, media_type=media_type, gzip=gzip, fallback=fallback)
        await self._settle(answering, scope, receive, send)

    async def answer(self, asked: HTTPRequest, text: str, variables: Mapping[str, Any]) -> bytes:
        """The body of the answer to a document that another request leads to; errors are those that `_settle` tells."""
        request = HTTPRequest({**asked.scope, "state": {}}, asked.receive)
        key, parsed = orjson.dumps({"query": text, "variables": variables}), GraphQLRequest(text, variables, None, {})
        response = await self._execute(request.scope, request.receive, lambda: parsed, key, gzip=False)
        return bytes((response or await self._by_reference(request, JSON, {})).body)

    async def _settle(self, answering: Awaitable[None], scope: Scope, receive: Receive, send: Send) -> None:
        """Await the end of answering, which too much work or the end of a connection may keep from beginning."""
        try:
            await answering
        except QueueFullError:
            limit, wait = self._executor.limits.waiting, {"Retry-After": "1"}
            await error_response(503, _BUSY, wait, code="BUSY", limit=limit)(scope, receive, send)
        except StoreError as error:
            if not isinstance(error, StoreAway):  # Which was logged once.
                log.error("%s", error)
            await store_unavailable_response()(scope, receive, send)
        except ClientDisconnectedError:
            return
        finally:  # A connection keeps the state of its last request, and that would keep a version of the graph.
            scope.get("state", {}).pop(DEFERRED, None)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        try:
            media_type = check_head(request)
        except RefusedHeadError as error:
            await error.response(scope, receive, send)
            return
        gzip = accepts_gzip(request.headers.get("accept-encoding", "").encode("latin-1"))
        if request.method == "POST":

            async def fallback(scope: Scope, receive: Receive, send: Send) -> None:
                await (await self._by_reference(HTTPRequest(scope, receive), media_type, {}))(scope, receive, send)

            await self._post(scope, receive, send, media_type=media_type, gzip=gzip, fallback=fallback)
        else:
            await (await self._get(request, media_type, gzip=gzip))(scope, receive, send)

    async def _post(
        self, scope: Scope, receive: Receive, send: Send, *, media_type: bytes, gzip: bool, fallback: ASGIApp
    ) -> None:
        try:
            messages = await read_body(receive, self._executor.limits.body)
        except BodyTooLargeError:
            await body_too_large(self._executor.limits.body)(scope, receive, send)
            return
        documents = self._executor.documents
        body = b"".join([message.get("body", b"") for message in messages])
        response = await self._execute(scope, receive, partial(parse_body, body, documents), body, gzip=gzip)
        app = compiled_response(response, media_type, {}) if response else fallback
        await app(scope, replay(messages, receive), send)

    async def _get(self, request: HTTPRequest, media_type: bytes, *, gzip: bool) -> ASGIApp:
        """The response to a GET or HEAD; 304 where the client has the answer already, before it is looked for.

        Nothing is awaited between its tag and the choice of the version that it is answered from.
        """
        query_string: bytes = request.scope["query_string"]
        tag = self._tags.tag(self._executor.graph.now.version, query_string, media_type, gzip=gzip)
        validators = {"etag": tag, "cache-control": self._cache_control}
        if tag_matches(request.headers, tag, any_too=False):
            return StarletteResponse(None, 304, {**validators, "vary": VARY})
        key = query_string.decode("latin-1")
        parse = partial(parse_query_string, request.query_params, self._executor.documents)
        response = await self._execute(request.scope, request.receive, parse, key, gzip=gzip)
        if response is not None:
            return compiled_response(response, media_type, validators)
        return await self._by_reference(request, media_type, validators)

    async def _execute(
        self, scope: Scope, receive: Receive, parse: Callable[[], GraphQLRequest | None], key: RequestKey, *, gzip: bool
    ) -> Response | None:
        """The response to a request, parsed if need be; None where it cannot run compiled, as its state says then."""
        state = scope.setdefault("state", {})
        result: Response | DeferredRequest | None = state.get(DEFERRED)
        if result is None:
            request, result = _noted(parse(), state), self._executor.cached_response(key, gzip=gzip)
            state[EXECUTION] = "cached" if result else "compiled"
            result = result or self._executor.execute_inline(request, key, gzip=gzip)
        if isinstance(result, DeferredRequest):
            state[DEFERRED] = replace(result, compiled=False)
            state[EXECUTION] = "deferred" if result.compiled else "reference"
            _noted(result.request, state)
            if not result.compiled:
                return None
            start = partial(self._executor.execute_in_thread, result, gzip=gzip)
            result = await self._in_thread(scope, receive, start)
        state[CODES] = result.codes if result else ()
        return result

    async def _in_thread(
        self, scope: Scope, receive: Receive, start: Callable[[str, Deadline], Awaitable[Result]]
    ) -> Result:
        """What work gives that takes the share of a client and ends when this has gone.

        Raises:
            QueueFullError, ClientDisconnectedError: there is nothing that it gives.
        """
        deadline = Deadline(self._executor.limits.seconds)
        return await while_connected(receive, deadline, start(client_of(scope), deadline))

    async def _by_reference(
        self, request: HTTPRequest, media_type: bytes, validators: Mapping[str, str]
    ) -> StarletteResponse:
        """The response of the reference executor to a request that was deferred."""
        deferred: DeferredRequest = request.scope["state"][DEFERRED]
        try:
            parsed, served = deferred.request or await _read(request, self._executor.documents), deferred.served
            if isinstance(parsed, GraphQLRequest):
                work = partial(self._reference.execute, served.store, parsed, request.method)
            else:
                work = partial(execute_batch, self._executor.graph.schema, served, self._executor.limits, parsed)
            run = partial(self._executor.run, work, deferred)
            answer = await self._in_thread(request.scope, request.receive, run)
        except MalformedRequestError as error:
            return malformed(error, media_type)
        except RefusedOperationError as error:
            return refused_operation(error, media_type)
        request.scope["state"].update({EXECUTION: "reference", CODES: answer.codes})
        return answer_response(answer, media_type, validators)


def client_of(scope: Scope) -> str:
    """Whose share of the threads a request takes: that of its address."""
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _read(request: HTTPRequest, documents: TrustedDocuments) -> GraphQLRequest | Batch:
    """A request once more, for what is wrong with it, or a batch.

    Raises:
        MalformedRequestError: it is not well-formed.
    """
    if request.method == "POST":
        batch = read_batch(await request.body(), documents)
        return read_body_request(await request.body(), documents) if batch is None else batch
    return read_query_string(request.query_params, documents)


def _noted(request: GraphQLRequest | None, state: dict[str, object]) -> GraphQLRequest | None:
    """The request, which is noted for those that observe it."""
    if request is not None:
        state[OPERATION] = request
    return request
