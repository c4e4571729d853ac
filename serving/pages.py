"""Static pages: the explorer and the playground as Vite built them from `web/`, or one plain page without them."""

from html import escape
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from graph import DISCLAIMER
from graph.model.source_files import ROOT
from serving.request_headers import accepts_gzip
from serving.stored_queries import query_title, stored_queries

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
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(BUILT / name, status, headers, media_type="text/html; charset=utf-8")


async def asset(request: Request) -> Response:
    """A file that a page loads; the compressed copy that the build made, where the client accepts gzip.

    Raises:
        HTTPException: there is no such file.
    """
    assets, name = BUILT / "assets", request.path_params["name"]
    known = {path.name for path in assets.iterdir()} if assets.is_dir() else set()
    if name not in known:
        raise HTTPException(404)
    headers = {"Cache-Control": _IMMUTABLE, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    whole = FileResponse(assets / name, headers=headers)
    if f"{name}.gz" not in known or not accepts_gzip(request.headers.get("accept-encoding", "").encode()):
        return whole
    return FileResponse(
        assets / f"{name}.gz", headers={**headers, "Content-Encoding": "gzip"}, media_type=whole.media_type
    )


async def not_found_response(request: Request, error: Exception) -> Response:
    """The response to an unknown address: to a browser the explorer, which shows an error, to others a line of text."""
    if pages_are_built() and request.method == "GET" and accepts_html(request):
        return page_response(request, EXPLORER, 404)
    return Response("Not Found", 404, media_type="text/plain")


def accepts_html(request: Request) -> bool:
    """Whether a request prefers a page, as those of a browser's address bar do."""
    return "text/html" in request.headers.get("accept", "")


def _fallback_response(request: Request) -> HTMLResponse:
    text = FALLBACK_PAGE.read_text(encoding="utf-8")
    items = "\n".join(map(_query_link, stored_queries().values()))
    placeholders = {
        "{pages}": escape(BUILD_HINT),
        "{queries}": items,
        "{disclaimer}": escape(DISCLAIMER),
        "{origin}": escape(str(request.base_url)),
    }
    for mark, value in placeholders.items():
        text = text.replace(mark, value)
    return HTMLResponse(text)


def _query_link(text: str) -> str:
    return f'<li><a href="/graphql?query={quote(text)}">{escape(query_title(text))}</a><pre>{escape(text)}</pre></li>'
