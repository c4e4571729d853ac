"""Static pages: the explorer and the playground as Vite built them from `web/`, or one plain page without them."""

from collections.abc import Mapping
from html import escape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from graph import DISCLAIMER
from graph.model.source_files import ROOT
from serving.conditional import file_tag, if_changed
from serving.request_headers import accepts_gzip
from serving.stored_operations import StoredOperation, stored_operations

BUILT = ROOT / "web" / "dist"
FALLBACK_PAGE = ROOT / "web" / "plain.html"
BUILD_HINT = (
    "The explorer and the playground are not built: install Node 20.19, 22.12 or newer with npm and run `make web`."
)
EXPLORER, PLAYGROUND = "index.html", "playground.html"
_IMMUTABLE = "public, max-age=31536000, immutable"
"""`Cache-Control` of assets: the name of one has a hash of its content."""
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_POLICIES = {EXPLORER: _POLICY, PLAYGROUND: {**_POLICY, "style-src": "'self' 'unsafe-inline'"}}
"""The Content-Security-Policy of each page: only this server; the editor of the playground adds inline styles."""

_PLAIN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
"""That of the plain page, which has its styles in itself and no script."""


def pages_are_built() -> bool:
    """Whether `make web` has built the pages."""
    return (BUILT / EXPLORER).is_file()


async def explorer_page(request: Request) -> Response:
    """The explorer, which chooses by its address what to show; the plain page where it is not built."""
    return page_response(request, EXPLORER)


def page_response(request: Request, name: str, status: int = 200) -> Response:
    """A built page by the name of its file; the plain page where none is built."""
    if not pages_are_built():
        return _fallback_response(request)
    policy = "; ".join(f"{directive} {sources}" for directive, sources in _POLICIES[name].items())
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-cache",
        "Vary": "Accept",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return if_changed(request.headers, file_response(BUILT / name, headers, "text/html; charset=utf-8", status))


async def asset(request: Request) -> Response:
    """A file that a page loads; the compressed copy that the build made, where the client accepts gzip.

    Raises:
        HTTPException: there is no such file.
    """
    assets, name = BUILT / "assets", request.path_params["name"]
    known = {path.name for path in assets.iterdir()} if assets.is_dir() else set()
    if name not in known:
        raise HTTPException(404)
    headers = {"Cache-Control": _IMMUTABLE, "Vary": "Accept-Encoding"}
    media_type = guess_type(name)[0] or "application/octet-stream"
    path = assets / name
    if f"{name}.gz" in known and accepts_gzip(request.headers.get("accept-encoding", "").encode("latin-1")):
        path, headers = assets / f"{name}.gz", {**headers, "Content-Encoding": "gzip"}
    return if_changed(request.headers, file_response(path, headers, media_type))


def file_response(path: Path, headers: Mapping[str, str], media_type: str, status: int = 200) -> FileResponse:
    """A file with its entity tag."""
    stat = path.stat()
    return FileResponse(path, status, {**headers, "ETag": file_tag(stat)}, media_type, stat_result=stat)


async def not_found_response(request: Request, error: Exception) -> Response:
    """The response to an unknown address: to a browser the explorer, which shows an error, to others a line of text."""
    if pages_are_built() and request.method == "GET" and accepts_html(request):
        return page_response(request, EXPLORER, 404)
    return Response("Not Found", 404, {"Cache-Control": "no-store"}, media_type="text/plain")


class PlaygroundMiddleware:
    """Shows the playground to browsers; programs, and browsers without built pages that ask something, go on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        is_page = request.method in ("GET", "HEAD") and accepts_html(request)
        app = self._app
        if is_page and (pages_are_built() or not request.url.query):
            app = page_response(request, PLAYGROUND)
        await app(scope, receive, send)


def accepts_html(request: Request) -> bool:
    """Whether a request prefers a page, as those of a browser's address bar do."""
    return "text/html" in request.headers.get("accept", "")


def _fallback_response(request: Request) -> HTMLResponse:
    text = FALLBACK_PAGE.read_text(encoding="utf-8")
    items = "\n".join(map(_query_link, stored_operations().values()))
    placeholders = {
        "{pages}": escape(BUILD_HINT),
        "{queries}": items,
        "{disclaimer}": escape(DISCLAIMER),
        "{origin}": escape(str(request.base_url)),
    }
    for mark, value in placeholders.items():
        text = text.replace(mark, value)
    return HTMLResponse(text, headers={"Content-Security-Policy": _PLAIN_POLICY, "Cache-Control": "no-cache"})


def _query_link(operation: StoredOperation) -> str:
    text = operation.text
    return f'<li><a href="/graphql?query={quote(text)}">{escape(operation.title)}</a><pre>{escape(text)}</pre></li>'
