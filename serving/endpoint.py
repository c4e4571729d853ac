"""The endpoint of GraphQL: compiled where that can be, or else Strawberry's own view, in a thread of its own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
from cross_web import HTTPException, StarletteRequestAdapter
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.asgi import GraphQL

from schema.compiled.program import Answer
from schema.context import InlineBudgetExceeded, Request
from schema.limits import Limits
from schema.service import Schema
from serving.answering import Answering, response
from serving.body import Gone, again, whole
from serving.plain import accepts_gzip, is_json, plain
from serving.refusal import refusal
from serving.web import PLAYGROUND, is_built, page, wants_html

_NOTHING_ASKED = "Ask with ?query=…, or by POST with a JSON body that has `query`."


class _Adapter(StarletteRequestAdapter):
    """Names the type of a body in lower case, in which Strawberry knows it."""

    @property
    def content_type(self) -> str:
        return (super().content_type or "").lower()


class Reference(GraphQL[Request, None]):
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


class Endpoint:
    """Answers queries compiled; passes everything else on, and what cannot run so."""

    def __init__(self, answering: Answering, reference: ASGIApp, limit: int) -> None:
        self._answering, self._reference, self._limit = answering, reference, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope)
        if request.method in ("GET", "HEAD") and wants_html(request) and (is_built() or not request.url.query):
            await page(request, PLAYGROUND)(scope, receive, send)
            return
        asked = _in_address(request) if request.method == "GET" else None
        compressed = accepts_gzip(request.headers.get("accept-encoding", "").encode())
        if request.method == "POST" and is_json(request.headers.get("content-type", "").encode()):
            await self.answer(scope, receive, send, gzip=compressed, otherwise=self._reference)
        elif asked is not None and (answer := await self._compiled(asked)):
            await _send(answer, send, gzip=compressed)
        else:
            await self._reference(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send, *, gzip: bool, otherwise: ASGIApp) -> None:
        """Answer a POST of JSON; what cannot run compiled is for `otherwise`."""
        try:
            messages = await whole(receive, self._limit)
        except Gone:
            return
        body = b"".join([message.get("body", b"") for message in messages])
        state = scope.setdefault("state", {})
        answer = await self._compiled(body, state.get(TRIED))
        if answer is None:
            state[TRIED] = REFERENCE
            await otherwise(scope, again(messages, receive), send)
        else:
            await _send(answer, send, gzip=gzip)

    async def _compiled(self, body: bytes, tried: str | None = None) -> Answer | None:
        if tried == REFERENCE:
            return None
        if tried is None:
            try:
                return self._answering.at_once(body)
            except InlineBudgetExceeded:
                pass
        return await self._answering.in_thread(body)


async def _send(answer: Answer, send: Send, *, gzip: bool) -> None:
    headers, body = response(answer, compressed=gzip)
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _in_address(request: HTTPRequest) -> bytes | None:
    """What a GET asks, as the body of a POST would say it; None where something is not right."""
    asked: dict[str, object] = dict(request.query_params)
    try:
        return orjson.dumps(asked | {"variables": orjson.loads(request.query_params.get("variables", "null"))})
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None


TRIED = "medcode.tried"
"""In the state of a request that was tried before: what has to answer it, since it was too much, or is not compiled."""
THREAD, REFERENCE = "thread", "reference"


class ShortWay:
    """Takes plain requests straight to the endpoint, past the middleware of the application."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint, limit: int) -> None:
        self._app, self._endpoint, self._limit = app, endpoint, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = scope["type"] == "http" and plain(scope["method"], scope["path"], scope["headers"], self._limit)
        if found:
            await self._endpoint.answer(scope, receive, send, gzip=found.gzip, otherwise=self._app)
        else:
            await self._app(scope, receive, send)
