"""Answering queries compiled: at once where they are small, in a thread where others would have to wait.

Every program is kept by one thread only: one `Programs` for what is answered at once, one for the thread.
"""

import gzip
from asyncio import get_running_loop
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
from graphql import DocumentNode

from graph.store import GraphStore
from schema.compiled.program import Answer, Programs
from schema.context import InlineBudgetExceeded
from schema.documents import Documents
from schema.limits import Limits
from schema.service import Schema

INLINE_ROWS = 10_000
"""Rows that are looked at while all others wait: a few milliseconds."""
_LONGEST_NEW = 1_000
"""Characters of a query that is read for the first time while all others wait; validation grows with their square."""
_COMPRESSED_FROM = 2048
_LEVEL = 1
"""Of gzip: the higher ones take several times as long for a tenth less."""
_TYPE = (b"content-type", b"application/json")
_COMPILED = (b"x-medcode-execution", b"compiled")
_VARY = (b"vary", b"Accept-Encoding")
Asked = tuple[str, Mapping[str, Any], str | None]
"""A query, its variables, and the name of its operation."""
Response = tuple[list[tuple[bytes, bytes]], bytes]
"""Headers and body."""


class Answering:
    """Answers what can be answered compiled, over the store that is there once the application has started."""

    def __init__(self, schema: Schema, limits: Limits, fragments: int) -> None:
        self.store: GraphStore | None = None
        self.limit = limits.body
        self._limits = limits
        self._known_here, self._known_there = Documents(), Documents()
        self._here = Programs(schema._schema, self._known_here, fragments)
        self._there = Programs(schema._schema, self._known_there)
        self._thread = ThreadPoolExecutor(1, "heavy queries")

    def prepare(self, store: GraphStore) -> None:
        """Do what the first to ask would have to wait for."""
        for programs in (self._here, self._there):
            programs.begin(store.topology.graph)
        _ = store.topology.shortest

    def at_once(self, body: bytes) -> Answer | None:
        """The answer to the JSON of a request; None where it cannot run compiled.

        Raises:
            InlineBudgetExceeded: it takes too long to be answered here.
        """
        asked = read(body)
        if asked is None:
            return None
        query, _, _ = asked
        if len(query) > _LONGEST_NEW and self._known_here.get(query) is None:
            raise InlineBudgetExceeded
        return self._run(self._here, asked, INLINE_ROWS)

    async def in_thread(self, body: bytes) -> Answer | None:
        """The same for what takes longer; the next time its query is known here."""
        asked = read(body)
        if asked is None:
            return None
        answer, document = await get_running_loop().run_in_executor(self._thread, self._run_there, asked)
        if document is not None:
            self._known_here.keep(asked[0], document)
        return answer

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _run_there(self, asked: Asked) -> tuple[Answer | None, DocumentNode | None]:
        """The answer, and the query as it was read."""
        return self._run(self._there, asked, None), self._known_there.get(asked[0])

    def _run(self, programs: Programs, asked: Asked, inline_rows: int | None) -> Answer | None:
        if self.store is None:
            return None
        return programs.answer(self.store, self._limits, *asked, inline_rows)


def read(body: bytes) -> Asked | None:
    """The query, variables and operation name of a request; None where something is not right."""
    try:
        asked = orjson.loads(body)
        query, variables, name = asked["query"], asked.get("variables"), asked.get("operationName")
        extensions = asked.get("extensions")
    except (orjson.JSONDecodeError, TypeError, KeyError, AttributeError):
        return None
    plain = isinstance(query, str) and isinstance(name, str | None)
    plain = plain and isinstance(variables, dict | None) and isinstance(extensions, dict | None)
    return (query, variables or {}, name) if plain else None


def response(answer: Answer, *, compressed: bool) -> Response:
    """How an answer is sent."""
    body = answer.body
    headers = [_TYPE, _COMPILED, _VARY, (b"x-medcode-items", b"%d" % answer.items)]
    if compressed and len(body) >= _COMPRESSED_FROM:
        body = gzip.compress(body, _LEVEL, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", b"%d" % len(body)))
    return headers, body
