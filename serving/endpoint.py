"""The GraphQL endpoint: compiled execution where that is possible, or else Strawberry's view in a thread of its own."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response as StarletteResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLRequestData

from graph.model.deadline import Deadline
from graph.model.limits import Limits
from schema.context import Request
from schema.create_schema import Schema
from serving.body import BodyTooLargeError, ClientDisconnectedError, body_too_large, read_body, replay
from serving.disconnect import while_connected
from serving.executor import DeferredRequest, RequestExecutor
from serving.pages import PLAYGROUND, accepts_html, page_response, pages_are_built
from serving.request import GraphQLRequest, parse_body, parse_query_string
from serving.request_headers import accepts_gzip, is_json
from serving.response import Response, error_response
from serving.response_cache import RequestKey
from serving.work_queue import QueueFullError

DEFERRED = "medcode.deferred"
"""Key of the `DeferredRequest` in the state of a request that was parsed before."""
_BUSY = "Too many requests wait for their turn; ask again in a moment."
_NO_QUERY = "Ask with ?query=…, or by POST with a JSON body that has `query`."


class _Adapter(StarletteRequestAdapter):
    """Gives the content type in lower case, as Strawberry compares it."""

    @property
    def content_type(self) -> str:
        return (super().content_type or "").lower()


class ReferenceEndpoint(GraphQL[Request, None]):
    """Strawberry's HTTP view, with our context, orjson and no page of its own.

    It runs in a thread, since it executes any document, and some take long.
    """

    request_adapter_class = _Adapter

    def __init__(self, schema: Schema, limits: Limits, executor: RequestExecutor) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._limits, self._executor = limits, executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        if request.method == "GET" and "query" not in request.query_params:
            response: StarletteResponse = error_response(400, _NO_QUERY, code="NO_QUERY")
        else:
            body = await request.body()  # Read here: the thread has another event loop.
            deferred = request.scope.get("state", {}).get(DEFERRED) or DeferredRequest(None, body, compiled=False)
            deadline, client = Deadline(self._limits.seconds), client_of(scope)
            work = self._executor.run(partial(self._respond, request), deferred, client, deadline)
            response = await while_connected(receive, deadline, work)
        await response(scope, receive, send)

    def _respond(self, request: HTTPRequest) -> StarletteResponse:
        try:
            return asyncio.run(self.run(request))
        except HTTPException as error:
            return error_response(error.status_code, error.reason, code="BAD_REQUEST")

    async def get_context(self, request: Any, response: Any) -> Request:
        return Request(store=request.app.state.store, limits=self._limits, headers=response.headers)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """The request as it was parsed before, or else as Strawberry parses it."""
        state = request._request.scope.get("state", {})  # type: ignore[attr-defined]
        deferred: DeferredRequest | None = state.get(DEFERRED)
        parsed = deferred.request if deferred else None
        if parsed is None:
            return await super().parse_http_body(request)  # type: ignore[return-value]  # Batches are not enabled.
        return GraphQLRequestData(parsed.query, dict(parsed.variables), parsed.operation, dict(parsed.extensions))

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def parse_json(self, data: str | bytes) -> object:
        """A JSON object; orjson also refuses what no answer could repeat, such as half of a surrogate pair."""
        try:
            parsed = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise HTTPException(400, f"The request is not JSON: {error}.") from error
        if not isinstance(parsed, dict):
            raise HTTPException(400, "The request must be a JSON object with `query`.")
        return parsed


class GraphQLEndpoint:
    """Answers `/graphql`: the playground for browsers, compiled execution, or the reference endpoint."""

    def __init__(self, executor: RequestExecutor, reference: ASGIApp) -> None:
        self._executor, self._reference = executor, reference

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope)
        is_page = request.method in ("GET", "HEAD") and accepts_html(request)
        if is_page and (pages_are_built() or not request.url.query):
            await page_response(request, PLAYGROUND)(scope, receive, send)
            return
        gzip = accepts_gzip(request.headers.get("accept-encoding", "").encode())
        if request.method == "POST" and is_json(request.headers.get("content-type", "").encode()):
            await self.post(scope, receive, send, gzip=gzip, fallback=self._reference)
            return
        if request.method != "GET":
            await self._reference(scope, receive, send)
            return
        key = scope["query_string"].decode("latin-1")
        parse = partial(parse_query_string, request.query_params)
        await self._answer(scope, receive, send, parse, key, gzip=gzip, fallback=self._reference)

    async def post(self, scope: Scope, receive: Receive, send: Send, *, gzip: bool, fallback: ASGIApp) -> None:
        """Answer a POST of JSON; what cannot run compiled goes to `fallback`."""
        try:
            messages = await read_body(receive, self._executor.limits.body)
        except BodyTooLargeError:
            await body_too_large(self._executor.limits.body)(scope, receive, send)
            return
        except ClientDisconnectedError:
            return
        body = b"".join([message.get("body", b"") for message in messages])
        again = replay(messages, receive)
        await self._answer(
            scope, receive, send, partial(parse_body, body), body, gzip=gzip, fallback=fallback, again=again
        )

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        parse: Callable[[], GraphQLRequest | None],
        key: RequestKey,
        *,
        gzip: bool,
        fallback: ASGIApp,
        again: Receive | None = None,
    ) -> None:
        """Send the response to a request; what cannot run compiled goes to `fallback`, which may read it `again`."""
        try:
            response = await self._execute(scope, receive, parse, key, gzip=gzip)
            await (_send(response, send) if response else fallback(scope, again or receive, send))
        except QueueFullError:
            await error_response(503, _BUSY, code="BUSY", limit=self._executor.limits.waiting)(scope, receive, send)
        except ClientDisconnectedError:
            return

    async def _execute(
        self, scope: Scope, receive: Receive, parse: Callable[[], GraphQLRequest | None], key: RequestKey, *, gzip: bool
    ) -> Response | None:
        """The response to a request, parsed if need be; None where it cannot run compiled, as its state says then."""
        state = scope.setdefault("state", {})
        result: Response | DeferredRequest | None = state.get(DEFERRED)
        result = result or self._executor.cached_response(key, gzip=gzip)
        if result is None:
            result = self._executor.execute_inline(parse(), key, gzip=gzip)
        if not isinstance(result, DeferredRequest):
            return result
        state[DEFERRED] = replace(result, compiled=False)
        if not result.compiled:
            return None
        deadline = Deadline(self._executor.limits.seconds)
        work = self._executor.execute_in_thread(result, client_of(scope), deadline, gzip=gzip)
        return await while_connected(receive, deadline, work)


def client_of(scope: Scope) -> str:
    """Whose share of the threads a request takes: that of its address."""
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _send(response: Response, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(response.headers)})
    await send({"type": "http.response.body", "body": response.body})
