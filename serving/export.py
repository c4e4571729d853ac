"""The export endpoint: the graph, a part of it, or what a query touches, in any format of `graph.export.formats`.

    /export                            the catalog: formats and stored queries
    /export/{format}?of=…&depth=…      a selection, by the arguments of `neighborhood`
    /export/{query}.{format}?slug=…    what a stored query touches; its variables are parameters
    /export/query.{format}             what a query of the caller's touches, by POST or GET
    /export/table?kind=HAS_RISK&as=xlsx, /export/{query}.table?as=csv   a table: of statements, of a query's answer
    …/manifest?…                       the manifest of the export at the same address

The ETag of an export depends on the graph, the code, the format and the request, so that a client that has the bytes is
answered with 304 before anything is looked up. Texts whose licence forbids passing them on are never exported here.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import xxhash
from starlette.exceptions import HTTPException
from starlette.requests import Request as HTTPRequest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.manifest import build_manifest
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.format import TABLE
from graph.ingest.build_inputs import fingerprint
from graph.model.errors import ExportError, InputError, LicensedTexts
from graph.model.source_files import ROOT
from graph.store import Summary
from schema.create_schema import Schema
from schema.touched_subgraph import QuerySubgraphs, RefusedQueryError
from serving.conditional import tag_matches
from serving.current_graph import CurrentGraph
from serving.export_catalog import PREFIX, export_catalog
from serving.export_request import AD_HOC, ExportRequest, GraphQLExportRequestParser, parse_selection_request
from serving.export_stream import ExportWriter, PoolExhaustedError, WriterPool, compress_chunks
from serving.export_table import answer_table_format, statement_table
from serving.request_headers import accepts_gzip
from serving.response import error_response
from serving.trusted_documents import TrustedDocuments

ROUTES = (PREFIX, f"{PREFIX}/{{target}}", f"{PREFIX}/{{target}}/{{manifest:path}}", f"{PREFIX}.{{format}}")
_COMPRESSED_SUFFIXES = ("zip", "parquet", "xlsx")
_RETRY_AFTER = "10"
"""Seconds after which a client may try again when the pool of writers is exhausted."""
_VERSION_DIGITS = 12
"""Characters of the graph's version in the name of a file."""
_CODE_FOLDERS = ("graph", "schema", "serving", "requirements")
_HINT = f"GET {PREFIX} says what there is to export, and docs/analyse/worked-analyses.md how."


class RefusedError(Exception):
    """A request that is answered with an error response."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True, slots=True)
class _ExportFile:
    """An export of a version of the graph in a format, or with `is_manifest` its manifest, as a file to send."""

    request: ExportRequest
    format: Format
    version: str
    is_manifest: bool
    gzip: bool

    @property
    def name(self) -> str:
        parts = ("medcode", self.request.name, self.format.name, self.version[:_VERSION_DIGITS])
        return f"{'-'.join(filter(None, parts))}.{self.format.suffix}{'.manifest.json' if self.is_manifest else ''}"

    def etag(self, code: str) -> str:
        """The ETag, which differs where the bytes may differ; `code` is the fingerprint of the source code."""
        made = self.format.name, self.format.suffix
        key = [self.version, code, *made, self.is_manifest, self.gzip, self.request.key]
        return f'"{xxhash.xxh3_128_hexdigest(orjson.dumps(key, option=orjson.OPT_SORT_KEYS))}"'

    def validator_headers(self, code: str) -> dict[str, str]:
        """The headers of responses with status 200 and 304."""
        headers = {"ETag": self.etag(code), "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if self.request.query_string is not None and not self.is_manifest:
            target = f"{self.request.name}.{self.format.name}" if self.request.name else self.format.name
            parameters = f"?{self.request.query_string}" if self.request.query_string else ""
            address = f"{PREFIX}/{target}/manifest{parameters}"
            headers["Link"] = f'<{address}>; rel="describedby"; type="application/json"'
        return headers

    def content_headers(self) -> dict[str, str]:
        """The headers that describe the bytes."""
        media_type = "application/json" if self.is_manifest else self.format.media_type
        charset = "; charset=utf-8" if media_type.startswith("text/") and "charset" not in media_type else ""
        return {
            "Content-Type": f"{media_type}{charset}",
            "Content-Disposition": f'{"inline" if self.is_manifest else "attachment"}; filename="{self.name}"',
            "X-Content-Type-Options": "nosniff",
            **({"Content-Encoding": "gzip"} if self.gzip else {}),
        }

    def chunks(self, part: ExportedSubgraph) -> Iterator[bytes]:
        """The bytes of the file; the work begins with the first chunk."""
        if self.is_manifest:
            yield build_manifest(part, self.format)
        else:
            yield from self.format.write(part)


class ExportEndpoint:
    """Answers all paths that begin with `/export`."""

    def __init__(self, schema: Schema, graph: CurrentGraph, documents: TrustedDocuments) -> None:
        self._graph, self._stored = graph, documents.operations
        self._queries = GraphQLExportRequestParser(schema, QuerySubgraphs(schema, graph.limits), documents)
        self._writers = WriterPool(graph.limits.exports)
        self._code = f"{fingerprint(ROOT / name for name in _CODE_FOLDERS)} {zlib.ZLIB_VERSION}"

    def close(self) -> None:
        self._writers.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        try:
            response = await self._respond(request, send)
        except RefusedError as error:
            response = error.response
        except (InputError, RefusedQueryError, PoolExhaustedError, ExportError) as error:
            response = _error_response(error, self._writers.size)
        if response is not None:
            await response(scope, receive, send)

    async def _respond(self, request: HTTPRequest, send: Send) -> Response | None:
        """A short response; None where an export was streamed."""
        store = self._graph.now.store
        summary = store.summary()
        path = request.path_params
        target = f"{AD_HOC}.{path['format']}" if "format" in path else path.get("target")
        if target is None:
            _require_method(request, "GET", "HEAD")
            return JSONResponse(export_catalog(summary, self._stored.values()))
        file = await self._file(request, target, path.get("manifest"), summary)
        headers = file.validator_headers(self._code)
        if tag_matches(request.headers, headers["ETag"]):
            return Response(None, 304, headers)
        async with self._writers.acquire() as writer:
            part = await writer.run(lambda: file.request.find_part(store, summary))
            await _stream(writer, file, part, headers | file.content_headers(), request, send)
        return None

    async def _file(self, request: HTTPRequest, target: str, suffix: str | None, summary: Summary) -> _ExportFile:
        """The file at an address: `target` is FORMAT or QUERY.FORMAT, `suffix` is what stands behind it."""
        name, dot, format_name = target.rpartition(".")
        if suffix not in (None, "manifest"):
            raise RefusedError(error_response(404, "There is nothing here.", code="NOT_FOUND", hint=_HINT))
        format_, texts = FORMATS.get(format_name), self._stored
        if format_ is None:
            raise RefusedError(_unknown("format", format_name, list(FORMATS)))
        if dot and name != AD_HOC and name not in texts:
            raise RefusedError(_unknown("query", name, list(texts)))
        _require_method(request, "GET", "HEAD", *(["POST"] if name == AD_HOC else []))
        as_table = format_name == TABLE.name
        if as_table:
            format_ = (answer_table_format if dot else statement_table)(request.query_params)
        if not dot:
            export = parse_selection_request(request, as_table=as_table)
        elif name == AD_HOC:
            export = await self._queries.ad_hoc(request, as_table=as_table)
        else:
            export = self._queries.stored(name, texts[name].text, request, as_table=as_table)
        is_compressed = suffix is None and format_.suffix.rpartition(".")[2] in _COMPRESSED_SUFFIXES
        gzip = not is_compressed and accepts_gzip(request.headers.get("accept-encoding", "").encode())
        return _ExportFile(export, format_, summary.version, suffix is not None, gzip)


async def _stream(
    writer: ExportWriter,
    file: _ExportFile,
    part: ExportedSubgraph,
    headers: dict[str, str],
    request: HTTPRequest,
    send: Send,
) -> None:
    """Send a file; an error before its first chunk is raised before anything is sent."""
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    if request.method == "HEAD":
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": b""})
        return
    chunks = compress_chunks(file.chunks(part), gzip=file.gzip)
    await writer.send(await writer.next_chunk(chunks), chunks, raw, request.receive, send)


def _require_method(request: HTTPRequest, *methods: str) -> None:
    if request.method not in methods:
        raise HTTPException(405, headers={"Allow": ", ".join(methods)})


def _unknown(argument: str, value: str, known: list[str]) -> Response:
    details: dict[str, Any] = {"code": f"UNKNOWN_{argument.upper()}", argument: value[:40], "allowed": known}
    return error_response(404, f"There is no such {argument}.", **details, hint=_HINT)


def _error_response(error: Exception, pool_size: int) -> Response:
    if isinstance(error, RefusedQueryError):
        return JSONResponse({"errors": error.errors}, 400)
    if isinstance(error, InputError | ExportError):
        status = 501 if isinstance(error, ExportError) else 403 if isinstance(error, LicensedTexts) else 400
        hint = error.hint or (_HINT if isinstance(error, InputError) else "")
        return error_response(status, error.message, code=error.code(), **error.details, hint=hint)
    hint = f"Ask again in {_RETRY_AFTER} seconds, or set MEDCODE_MAX_EXPORTS."
    busy = error_response(503, "As many exports are being written as may be.", code="BUSY", limit=pool_size, hint=hint)
    busy.headers["Retry-After"] = _RETRY_AFTER
    return busy
