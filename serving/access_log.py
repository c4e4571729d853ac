"""The access log: a line of JSON for a request, with an id that its response repeats as `X-Request-Id`.

A line has neither the query nor variables, query strings or keys, any of which may tell of a patient. The fast path
logs nothing: what it answers is neither refused nor slow, and it is off where all requests are logged.
"""

import logging
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.request import GraphQLRequest
from serving.server_log import CONCERNED
from serving.settings import ALL, OFF

REQUEST_ID, OPERATION, EXECUTION, CODES = (f"medcode.{of}" for of in ("request_id", "operation", "execution", "codes"))
"""Keys in the state of a request: its id, its `GraphQLRequest`, how that was executed, and the codes of its errors."""
Observer = Callable[[Scope, Mapping[str, Any]], None]
"""Is told of each request that has ended what its line says, or would say."""
_SLOW = 1.0
"""Seconds from which on a request is slow."""
_ID = re.compile(rb"[A-Za-z0-9._~+/=:-]{1,128}")
"""An id of a client that may stand in a log and a header."""
_OPERATION = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,127}")
"""A GraphQL name, so that a client cannot write anything else into the log."""
_PATH = 200
"""Characters of a path that are logged."""
_FIRST_ERROR = 400
_TRACE = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*")
"""The header `traceparent` of W3C Trace Context."""

log = logging.getLogger("medcode.access")


def configure_access_log() -> None:
    """Let the lines go to standard error as they are, below those of the server itself."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.INFO)


class AccessLogMiddleware:
    """Logs requests: all, or those that were refused, failed or slow, or `off`.

    The id of a request is that of its client, or else a new one, which the response has where there is a line.
    """

    def __init__(self, app: ASGIApp, logged: str, observers: Sequence[Observer] = ()) -> None:
        self._app, self._logged, self._observers = app, logged, observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = _given_id(scope)
        entry = _Entry(scope, given or new_request_id())
        scope.setdefault("state", {})[REQUEST_ID] = entry.id
        CONCERNED.set(entry.ids)  # For the rest of the task, which serves nothing else.

        async def send_identified(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status, entry.headers = message["status"], dict(message["headers"])
                if given or self._has_line(entry):
                    message["headers"] = [*message["headers"], (b"x-request-id", entry.id.encode())]
            elif entry.status >= _FIRST_ERROR and not scope["state"].get(CODES):
                scope["state"][CODES] = codes_in(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_identified)
        except Exception:
            entry.status = 500
            raise
        finally:
            known = entry.known() if self._observers or self._has_line(entry) else {}
            for observe in self._observers:
                observe(scope, known)
            if self._has_line(entry):
                log.info(orjson.dumps({"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **known}).decode())

    def _has_line(self, entry: "_Entry") -> bool:
        is_problem = entry.status >= _FIRST_ERROR or entry.seconds >= _SLOW
        return self._logged == ALL or (self._logged != OFF and is_problem)


class _Entry:
    """What is known of a request; the status is 0 until a response begins, and where the client has gone before."""

    def __init__(self, scope: Scope, id_: str) -> None:
        self.id, self.status, self.headers = id_, 0, dict[bytes, bytes]()
        trace = _TRACE.fullmatch(dict(scope["headers"]).get(b"traceparent", b""))
        self.ids = {"id": id_, **({"trace": trace[1].decode()} if trace else {})}
        self._scope, self._started = scope, time.perf_counter()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._started

    def known(self) -> dict[str, Any]:
        """The request as its line says it; `items` counts the items of an answer."""
        state = self._scope["state"]
        request: GraphQLRequest | None = state.get(OPERATION)
        operation = request and request.operation
        items, execution, cost = (
            self.headers.get(name, b"").decode()
            for name in (b"x-medcode-items", b"x-medcode-execution", b"x-medcode-cost")
        )
        known = {
            **self.ids,
            "method": self._scope["method"][:_PATH],
            "path": self._scope["path"][:_PATH],
            "status": self.status,
            "ms": round(self.seconds * 1000, 3),
            "operation": operation if operation and _OPERATION.fullmatch(operation) else None,
            "execution": state.get(EXECUTION) or execution or None,
            "cost": cost or None,
            "items": int(items) if items else None,
            "codes": state.get(CODES) or None,
        }
        return {name: value for name, value in known.items() if value is not None}


def codes_in(body: bytes) -> tuple[str, ...]:
    """The codes of the errors in an error response; none where it has another form."""
    try:
        return tuple(error["extensions"]["code"] for error in orjson.loads(body)["errors"])
    except (ValueError, LookupError, TypeError):
        return ()


def new_request_id() -> str:
    """An id that no other request has."""
    return uuid4().hex


def _given_id(scope: Scope) -> str | None:
    """The id that a client gave to its request, if it gave one that can be repeated."""
    given = [value for name, value in scope["headers"] if name == b"x-request-id"]
    return given[0].decode() if len(given) == 1 and _ID.fullmatch(given[0]) else None
