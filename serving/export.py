"""ExportEndpoint over HTTP: the graph, a part of it, or what a query touches, in any of the formats of `graph.export.formats`.

    /export                            the formats and the saved queries
    /export/{format}?of=…&depth=…      what is selected, in the words of the arguments of `neighborhood`
    /export/{query}.{format}?slug=…    what a query of `data/queries/` touches, its variables in the address
    /export/query.{format}             what a query touches that is given, by POST or in the address
    …/manifest?…                       what comes with the export of the same address

An address stands for the same bytes as long as the graph and the code stay the same: the ETag says so, and for who has
them nothing is written. Texts under a licence that forbids passing them on are never among them.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import xxhash
from starlette.datastructures import Headers
from starlette.requests import Request as HTTPRequest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.manifest import manifest
from graph.export.subgraph import ExportSubgraph
from graph.ingest.default_graph import fingerprint
from graph.model.document import ROOT
from graph.model.errors import ExportError, InputError
from graph.model.limits import Limits
from graph.store import GraphStore, Summary
from schema.query_subgraph import QuerySubgraphs, RefusedQueryError
from schema.service import Schema
from serving.export_catalog import PREFIX, listing
from serving.export_request import AD_HOC, Asked, Queries, parse_selection_request
from serving.export_selection import LicensedTextsError
from serving.export_stream import ExportWriter, PoolExhaustedError, WriterPool, coded
from serving.refusal import refusal
from serving.request_headers import accepts_gzip
from serving.stored_queries import saved

ROUTES = (PREFIX, f"{PREFIX}/{{what}}", f"{PREFIX}/{{what}}/{{manifest:path}}", f"{PREFIX}.{{format}}")
_PACKED = ("zip", "parquet", "gz")
"""Ends of the names of files that are compressed already."""
_AGAIN = "10"
"""Seconds after which who was sent away may ask again."""
_VERSION = 12
"""Characters of the graph's version in the name of a file."""
_WHERE = f"GET {PREFIX} says what there is to export, and docs/analysis.md how."


class Refused(Exception):
    """A request that is answered with this refusal."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True, slots=True)
class _File:
    """An export, or with `describes` its manifest, of a version of the graph, as it is to be sent."""

    asked: Asked
    made: Format
    version: str
    describes: bool
    gzip: bool

    @property
    def name(self) -> str:
        stem = "-".join(filter(None, ("medcode", self.asked.name, self.made.name, self.version[:_VERSION])))
        return f"{stem}.{self.made.suffix}{'.manifest.json' if self.describes else ''}"

    def tag(self, code: str) -> str:
        """The ETag: another one for other bytes."""
        said = [self.version, code, self.made.name, self.describes, self.gzip, self.asked.key]
        return f'"{xxhash.xxh3_128_hexdigest(orjson.dumps(said, option=orjson.OPT_SORT_KEYS))}"'

    def headers(self, code: str) -> dict[str, str]:
        """What is said of it, whether it is sent or known already."""
        headers = {"ETag": self.tag(code), "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if self.asked.words is not None and not self.describes:
            what = f"{self.asked.name}.{self.made.name}" if self.asked.name else self.made.name
            address = f"{PREFIX}/{what}/manifest{f'?{self.asked.words}' if self.asked.words else ''}"
            headers["Link"] = f'<{address}>; rel="describedby"; type="application/json"'
        return headers

    def own_headers(self) -> dict[str, str]:
        """What is said of the bytes that are sent."""
        kind = "application/json" if self.describes else self.made.media_type
        charset = "; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else ""
        return {
            "Content-Type": f"{kind}{charset}",
            "Content-Disposition": f'{"inline" if self.describes else "attachment"}; filename="{self.name}"',
            "X-Content-Type-Options": "nosniff",
            **({"Content-Encoding": "gzip"} if self.gzip else {}),
        }


class ExportEndpoint:
    """Answers what begins with `/export`."""

    def __init__(self, schema: Schema, limits: Limits) -> None:
        self._queries = Queries(schema, QuerySubgraphs(schema, limits))
        self._writers = WriterPool(limits.exports)
        self._code = (
            f"{fingerprint(ROOT / name for name in ('graph', 'schema', 'serving', 'requirements'))} {zlib.ZLIB_VERSION}"
        )

    def close(self) -> None:
        self._writers.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        try:
            response = await self._answer(request, send)
        except Refused as error:
            response = error.response
        except (InputError, RefusedQueryError, LicensedTextsError, PoolExhaustedError, ExportError) as error:
            response = _refusal(error, self._writers.count)
        if response is not None:
            await response(scope, receive, send)

    async def _answer(self, request: HTTPRequest, send: Send) -> Response | None:
        """The answer, where it is short; a long one is sent."""
        store: GraphStore = request.app.state.store
        summary = store.summary()
        place = request.path_params
        what = f"{AD_HOC}.{place['format']}" if "format" in place else place.get("what")
        if what is None:
            _only(request, "GET", "HEAD")
            return JSONResponse(listing(summary))
        file = await self._file(request, what, place.get("manifest"), summary)
        headers = file.headers(self._code)
        if _knows(request.headers, headers["ETag"]):
            return Response(None, 304, headers)
        with self._writers.one() as writer:
            await _write(writer, file, headers | file.own_headers(), store, summary, request, send)
        return None

    async def _file(self, request: HTTPRequest, what: str, more: str | None, summary: Summary) -> _File:
        """What an address means."""
        name, dot, word = what.rpartition(".")
        if more not in (None, "manifest"):
            raise Refused(refusal(404, "There is nothing here.", code="NOT_FOUND", hint=_WHERE))
        made, texts = FORMATS.get(word), saved() if dot else {}
        if made is None:
            raise Refused(_unknown("format", word, list(FORMATS)))
        if dot and name != AD_HOC and name not in texts:
            raise Refused(_unknown("query", name, list(texts)))
        _only(request, "GET", "HEAD", *(["POST"] if name == AD_HOC else []))
        if not dot:
            asked = parse_selection_request(request)
        else:
            ad_hoc = name == AD_HOC
            asked = await self._queries.ad_hoc(request) if ad_hoc else self._queries.by_name(name, texts[name], request)
        packed = more is None and made.suffix.rpartition(".")[2] in _PACKED
        gzip = not packed and accepts_gzip(request.headers.get("accept-encoding", "").encode())
        return _File(asked, made, summary.version, more is not None, gzip)


async def _write(
    writer: ExportWriter, file: _File, headers: dict[str, str], store: GraphStore, summary: Summary, request: HTTPRequest,
    send: Send,
) -> None:  # fmt: skip
    """Find the part and send it; whatever is wrong with it is raised before anything is sent."""
    part = await writer.do(lambda: file.asked.part(store, summary))
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    if request.method == "HEAD":
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": b""})
        return
    pieces = coded(_written(file, part), gzip=file.gzip)
    await writer.send(await writer.next(pieces), pieces, raw, request.receive, send)


def _written(file: _File, part: ExportSubgraph) -> Iterator[bytes]:
    """The bytes of a file; nothing is begun before the first is asked for, which the writer's thread does."""
    if file.describes:
        yield manifest(part, file.made)
    else:
        yield from file.made.write(part)


def _only(request: HTTPRequest, *methods: str) -> None:
    if request.method not in methods:
        refused = refusal(405, "This address does not take this method.", code="METHOD_NOT_ALLOWED", allowed=methods)
        refused.headers["Allow"] = ", ".join(methods)
        raise Refused(refused)


def _knows(headers: Headers, tag: str) -> bool:
    """Whether the client has these bytes (RFC 9110, 13.1.2: tags are compared weakly)."""
    known = [text.strip().removeprefix("W/") for text in headers.get("if-none-match", "").split(",")]
    return tag in known or known == ["*"]


def _unknown(argument: str, value: str, known: list[str]) -> Response:
    said: dict[str, Any] = {"code": f"UNKNOWN_{argument.upper()}", argument: value[:40], "allowed": known}
    return refusal(404, f"There is no such {argument}.", **said, hint=_WHERE)


def _refusal(error: Exception, at_once: int) -> Response:
    if isinstance(error, RefusedQueryError):
        return JSONResponse({"errors": error.errors}, 400)
    if isinstance(error, InputError | ExportError):
        status, hint = (400, error.hint or _WHERE) if isinstance(error, InputError) else (501, error.hint)
        return refusal(status, error.message, code=error.code(), **error.details, hint=hint)
    if isinstance(error, LicensedTextsError):
        hint = "Leave `licensed` out, or export from your own snapshot: python -m graph export --include-licensed."
        return refusal(403, "Texts that are licensed to you do not leave over HTTP.", code="LICENSED_TEXTS", hint=hint)
    busy = refusal(503, "As many exports are being written as may be.", code="BUSY", limit=at_once,
                   hint=f"Ask again in {_AGAIN} seconds, or set MEDCODE_MAX_EXPORTS.")  # fmt: skip
    busy.headers["Retry-After"] = _AGAIN
    return busy
