"""The documentation at `/docs`, as `make docs` built it into `build/site`."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from graph.model.source_files import ROOT
from serving.conditional import if_changed
from serving.pages import file_response
from serving.request_headers import accepts_gzip

SITE = ROOT / "build" / "site"
PREFIX = "/docs"
_INDEX = "index.html"
_BEING_BUILT = ROOT / "build" / "site.new"
"""Is there while `make` builds the site, which then takes the place of the old one in one step."""
_NOT_BUILT = "The documentation is not built: run `make docs` in the folder of the project.\n"
_SOON = "The documentation is being built; it will be here in some seconds.\n"
_RETRY_SECONDS = 3
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
"""A script that runs; the blocks of data of the theme have other attributes."""
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


async def documentation(request: Request) -> Response:
    """A file of the site; for the address of a page, its `index.html`.

    Raises:
        HTTPException: the site has no such file.
    """
    if not (SITE / _INDEX).is_file():
        return _missing_response()
    name = request.path_params.get("name", "")
    files = _files(SITE, SITE.stat().st_mtime_ns)
    if name not in files and f"{name}/{_INDEX}".lstrip("/") in files:  # Links of a page are relative to a folder.
        return RedirectResponse(f"{PREFIX}/{name + '/' if name else ''}")
    name = f"{name}{_INDEX}" if name.endswith("/") else name
    if name not in files:
        raise HTTPException(404)
    return _response(request, name, files)


async def documentation_home(request: Request) -> Response:
    """The first page of the site."""
    request.path_params["name"] = _INDEX
    return await documentation(request)


ROUTES = (
    Route(PREFIX, documentation),
    Route(f"{PREFIX}/", documentation_home),
    Route(f"{PREFIX}/{{name:path}}", documentation),
)


def _missing_response() -> Response:
    """What to say while there is no site; a browser asks again while it is being built (`Refresh`, HTML 4.2.5.3)."""
    headers = {"Cache-Control": "no-store"}
    if not _BEING_BUILT.is_dir():
        return Response(_NOT_BUILT, 404, headers, media_type="text/plain")
    again = {"Retry-After": str(_RETRY_SECONDS), "Refresh": str(_RETRY_SECONDS)}
    return Response(_SOON, 503, headers | again, media_type="text/plain")


@lru_cache(maxsize=1)
def _files(site: Path, _changed: int) -> Mapping[str, Path]:
    """All files of the site by their paths below it: no other file can be asked for, whatever a path looks like."""
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


def _response(request: Request, name: str, files: Mapping[str, Path]) -> Response:
    """A file, or the compressed copy that the build made, where the client accepts gzip."""
    media_type = guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if media_type == "text/html":
        stat = files[name].stat()
        headers["Content-Security-Policy"] = _policy(files[name], stat.st_mtime_ns)
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    path, compressed = files[name], files.get(f"{name}.gz")
    if compressed and accepts_gzip(request.headers.get("accept-encoding", "").encode("latin-1")):
        path, headers = compressed, {**headers, "Content-Encoding": "gzip"}
    return if_changed(request.headers, file_response(path, headers, media_type))


@lru_cache(maxsize=512)
def _policy(path: Path, _changed: int) -> str:
    """The Content-Security-Policy of a page: only this server, and of inline scripts just those that the page has.

    Source: Content Security Policy Level 3, 2.3.1 (hash sources).
    """
    scripts = sorted({match[1] for match in _INLINE_SCRIPT.finditer(path.read_bytes())})
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    return _POLICY.format(scripts=" ".join(["'self'", *(f"'sha256-{one}'" for one in hashes)]))
