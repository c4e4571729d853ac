"""The pages for people: what Vite built from `web/`, or one plain page where nothing was built."""

from html import escape
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from graph import DISCLAIMER
from graph.model.document import ROOT
from serving.request_headers import accepts_gzip
from serving.stored_queries import query_title, saved

BUILT = ROOT / "web" / "dist"
PLAIN_PAGE = ROOT / "web" / "plain.html"
BUILD_HINT = (
    "The explorer and the playground are not built: install Node 20.19, 22.12 or newer with npm and run `make web`."
)
EXPLORER, PLAYGROUND = "index.html", "playground.html"
_FOREVER = "public, max-age=31536000, immutable"
"""The name of an asset has a hash of what is in it."""
_OWN = {
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
_POLICIES = {EXPLORER: _OWN, PLAYGROUND: {**_OWN, "style-src": "'self' 'unsafe-inline'"}}
"""What a page may load: only what this server serves. The playground's editor writes styles of its own."""


def pages_are_built() -> bool:
    """Whether there are pages to serve."""
    return (BUILT / EXPLORER).is_file()


async def explorer(request: Request) -> Response:
    """The explorer, which finds out from its address what to show; the plain page where it is not built."""
    return page(request, EXPLORER)


def page(request: Request, name: str, status: int = 200) -> Response:
    """One of the pages, or the plain one."""
    if not pages_are_built():
        return _plain(request)
    policy = "; ".join(f"{what} {whence}" for what, whence in _POLICIES[name].items())
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-cache",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(BUILT / name, status, headers, media_type="text/html; charset=utf-8")


async def asset(request: Request) -> Response:
    """A file that a page loads, compressed when it was built.

    Raises:
        HTTPException: there is no such file.
    """
    assets, name = BUILT / "assets", request.path_params["name"]
    known = {path.name for path in assets.iterdir()} if assets.is_dir() else set()
    if name not in known:
        raise HTTPException(404)
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    whole = FileResponse(assets / name, headers=headers)
    if f"{name}.gz" not in known or not accepts_gzip(request.headers.get("accept-encoding", "").encode()):
        return whole
    return FileResponse(
        assets / f"{name}.gz", headers={**headers, "Content-Encoding": "gzip"}, media_type=whole.media_type
    )


async def missing(request: Request, error: Exception) -> Response:
    """An address that means nothing: to a browser the explorer, which says so, to anything else a line."""
    if pages_are_built() and request.method == "GET" and accepts_html(request):
        return page(request, EXPLORER, 404)
    return Response("Not Found", 404, media_type="text/plain")


def accepts_html(request: Request) -> bool:
    """Whether a browser asks, for something to look at."""
    return "text/html" in request.headers.get("accept", "")


def _plain(request: Request) -> HTMLResponse:
    text = PLAIN_PAGE.read_text(encoding="utf-8")
    items = "\n".join(map(_query_link, saved().values()))
    made = {
        "{pages}": escape(BUILD_HINT),
        "{queries}": items,
        "{disclaimer}": escape(DISCLAIMER),
        "{origin}": escape(str(request.base_url)),
    }
    for mark, value in made.items():
        text = text.replace(mark, value)
    return HTMLResponse(text)


def _query_link(text: str) -> str:
    return f'<li><a href="/graphql?query={quote(text)}">{escape(query_title(text))}</a><pre>{escape(text)}</pre></li>'
