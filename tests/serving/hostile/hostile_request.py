"""A hostile request, and what it gets; builders of such requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from tests.serving.live_server import JSON, post

QUICK, HEAVY = 2.0, 10.0
"""Seconds in which a request is answered: one that is refused or small, and one that is allowed and costs much."""


@dataclass(frozen=True, slots=True)
class HostileRequest:
    """Bytes that a client sends, and the answer: its status and the code of its first error.

    `status` is None where the server closes the connection without an answer. `code` is empty where nothing is refused.
    After `request`, `endless` is sent again and again until the server answers.
    """

    name: str
    request: bytes
    status: int | None
    code: str = ""
    seconds: float = QUICK
    endless: bytes = b""


def graphql(
    name: str,
    query: str,
    code: str = "",
    variables: Mapping[str, Any] | None = None,
    seconds: float = QUICK,
) -> HostileRequest:
    """A GraphQL request in the shape of an ordinary one: whatever is wrong with it, its status is 200."""
    body = orjson.dumps({"query": query, **({"variables": variables} if variables else {})})
    return HostileRequest(name, post(body), 200, code, seconds)


def body(name: str, content: bytes, status: int, code: str = "", kind: str = JSON) -> HostileRequest:
    """A POST of some bytes to `/graphql`."""
    return HostileRequest(name, post(content, kind=kind), status, code)


def line(name: str, start: str, status: int | None, code: str = "", *headers: str) -> HostileRequest:
    """A request without a body, by its request line and more headers."""
    return HostileRequest(name, post(b"", *headers, start=start, kind=None, length=None), status, code)


def header(name: str, status: int | None, code: str, *headers: str) -> HostileRequest:
    """An ordinary query with more headers."""
    return HostileRequest(name, post(None, *headers), status, code)


def aliases(count: int, field: str) -> str:
    """A document that asks for one field many times."""
    return f"{{ {' '.join(f'a{number}: {field}' for number in range(count))} }}"
