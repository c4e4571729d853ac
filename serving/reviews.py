"""The review endpoint: cases as JSON lines, or as a JSON list, and a line of JSON with the review of each.

    POST /reviews

A line in is a case by the names of GraphQL's `CaseInput`, with an `id` beside them if it has one; a line out has that
`id` or the number of the line, and the review, or the `error` in place of it. Nothing of the cases is kept or logged.
"""

from collections.abc import AsyncIterator, Iterator
from itertools import islice

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from graph.model.findings import SourceError
from graph.model.limits import Limits
from graph.review.files.case_in_file import CaseInFile
from graph.review.files.case_json import read_json
from graph.review.record import review_record
from graph.store import GraphStore
from serving.response import error_response

PATH = "/reviews"
_AT_A_TIME = 20
"""Cases that a thread reviews before others may."""


async def reviews(request: Request) -> Response:
    """Review the cases in the body of a request."""
    try:
        text = (await request.body()).decode("utf-8-sig")
    except UnicodeDecodeError:
        return error_response(400, "The body is not UTF-8 text.", code="MALFORMED_REQUEST")
    store: GraphStore = request.app.state.graph.now.store
    answers = _lines(store, text)
    first = await run_in_threadpool(_joined, answers)  # Before the status is sent: a database may not answer.
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(_in_threads(first, answers), media_type="application/jsonl", headers=headers)


def _lines(store: GraphStore, text: str) -> Iterator[bytes]:
    for number, found in enumerate(read_json("body", text), 1):
        if number > Limits.cases:
            yield _line({"error": f"There are more than {Limits.cases} cases; the others were not reviewed."})
            return
        yield _line(_answer(store, found))


def _answer(store: GraphStore, found: CaseInFile | SourceError) -> dict[str, object]:
    if isinstance(found, SourceError):
        return {"line": found.line, "error": found.details.get("reason")}
    if len(found.case) > Limits.case_codes:
        return {"id": found.name, "error": f"It has more than {Limits.case_codes} codes."}
    return {"id": found.name, **review_record(store.review(found.case))}


def _line(value: dict[str, object]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


async def _in_threads(first: bytes, lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Some lines at a time, each time in a thread, so that others are answered in between.

    Where a database does not answer any more, the response is not completed, so that the client sees it.
    """
    chunk = first
    while chunk:
        yield chunk
        chunk = await run_in_threadpool(_joined, lines)


def _joined(lines: Iterator[bytes]) -> bytes:
    return b"".join(islice(lines, _AT_A_TIME))
