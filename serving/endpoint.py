"""The endpoint of GraphQL: compiled where that can be, or else Strawberry's own view, in a thread of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLRequestData

from graph.model.limits import Limits
from schema.context import Request
from schema.service import Schema
from serving.body import BodyTooLargeError, ClientDisconnectedError, again, too_large, whole
from serving.executor import DeferredRequest, RequestExecutor
from serving.pages import PLAYGROUND, accepts_html, page, pages_are_built
from serving.refusal import refusal
from serving.request import GraphQLRequest, parse_body, parse_query_string
from serving.request_headers import accepts_gzip, is_json, plain
from serving.response import Response as Answer
from serving.response_cache import RequestKey

DEFERRED = "medcode.deferred"
"""In the state of a request that was read before: how it is to be executed (see `DeferredRequest`)."""
_NOTHING_ASKED = "Ask with ?query=…, or by POST with a JSON body that has `query`."


class _Adapter(StarletteRequestAdapter):
    """Names the type of a body in lower case, in which Strawberry knows it."""

    @property
    def content_type(self) -> str:
        return (super().content_type or "").lower()


class ReferenceEndpoint(GraphQL[Request, None]):
    """Strawberry's HTTP view, with our context and a fast JSON encoder; no page of its own.

    It runs in a thread: what it is given may be anything, and what it has to do may take long.
    """

    request_adapter_class = _Adapter

    def __init__(self, schema: Schema, limits: Limits) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._limits = limits
        self._thread = ThreadPoolExecutor(1, "reference executor")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        if request.method == "GET" and "query" not in request.query_params:
            answer: Response = refusal(400, _NOTHING_ASKED, code="NO_QUERY")
        else:
            await request.body()  # The thread has another event loop: what comes from the client is read here.
            answer = await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, request)
        await answer(scope, receive, send)

    def _answer(self, request: HTTPRequest) -> Response:
        try:
            return asyncio.run(self.run(request))
        except HTTPException as error:
            return refusal(error.status_code, error.reason, code="BAD_REQUEST")

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def get_context(self, request: Any, response: Any) -> Request:
        return Request(request.app.state.store, self._limits, response.headers)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """What is asked: as it was read before, if it was."""
        deferred: DeferredRequest | None = request._request.scope.get("state", {}).get(DEFERRED)  # type: ignore[attr-defined]
        read = deferred.request if deferred else None
        if read is None:
            return await super().parse_http_body(request)  # type: ignore[return-value]  # Batches are not enabled.
        return GraphQLRequestData(read.query, dict(read.variables), read.operation, dict(read.extensions))

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
    """Executes requests compiled; passes everything else on, and what cannot run so."""

    def __init__(self, execution: RequestExecutor, reference: ASGIApp) -> None:
        self._execution, self._reference = execution, reference

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope)
        if request.method in ("GET", "HEAD") and accepts_html(request) and (pages_are_built() or not request.url.query):
            await page(request, PLAYGROUND)(scope, receive, send)
            return
        gzip = accepts_gzip(request.headers.get("accept-encoding", "").encode())
        if request.method == "POST" and is_json(request.headers.get("content-type", "").encode()):
            await self.post(scope, receive, send, gzip=gzip, otherwise=self._reference)
            return
        answer = await self._get(scope, request, gzip=gzip) if request.method == "GET" else None
        await (_send(answer, send) if answer else self._reference(scope, receive, send))

    async def _get(self, scope: Scope, request: HTTPRequest, *, gzip: bool) -> Answer | None:
        """The answer to a GET; None where it cannot run compiled."""
        address = scope["query_string"].decode("latin-1")
        return await self._execute(scope, lambda: parse_query_string(request.query_params), address, gzip=gzip)

    async def post(self, scope: Scope, receive: Receive, send: Send, *, gzip: bool, otherwise: ASGIApp) -> None:
        """Answer a POST of JSON; what cannot run compiled is for `otherwise`."""
        try:
            messages = await whole(receive, self._execution.limits.body)
        except BodyTooLargeError:
            await too_large(self._execution.limits.body)(scope, receive, send)
            return
        except ClientDisconnectedError:
            return
        body = b"".join([message.get("body", b"") for message in messages])
        answer = await self._execute(scope, lambda: parse_body(body), body, gzip=gzip)
        await (_send(answer, send) if answer else otherwise(scope, again(messages, receive), send))

    async def _execute(
        self, scope: Scope, read: Callable[[], GraphQLRequest | None], key: RequestKey, *, gzip: bool
    ) -> Answer | None:
        """Execute a request that is read if need be; None where it cannot run compiled, which its state says then."""
        state = scope.setdefault("state", {})
        found: Answer | DeferredRequest | None = state.get(DEFERRED) or self._execution.cached(key, gzip=gzip)
        if found is None:
            found = self._execution.inline(read(), key, gzip=gzip)
        if not isinstance(found, DeferredRequest):
            return found
        state[DEFERRED] = replace(found, compiled=False)
        return await self._execution.heavy(found, gzip=gzip) if found.compiled else None


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})


class FastPathMiddleware:
    """Takes plain requests straight to the endpoint, past the middleware of the application."""

    def __init__(self, app: ASGIApp, endpoint: GraphQLEndpoint, limit: int) -> None:
        self._app, self._endpoint, self._limit = app, endpoint, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = scope["type"] == "http" and plain(scope["method"], scope["path"], scope["headers"], self._limit)
        if found:
            await self._endpoint.post(scope, receive, send, gzip=found.gzip, otherwise=self._app)
        else:
            await self._app(scope, receive, send)
