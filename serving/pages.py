"""What is served beside GraphQL: a page that says what is here, and whether the service is well."""

from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from graph import DISCLAIMER
from graph.document import ROOT
from graph.errors import StoreError

QUERIES = ROOT / "data" / "queries"
PLAIN_PAGE = ROOT / "web" / "plain.html"


async def home(request: Request) -> Response:
    """A plain page that says what is here and links it."""
    queries = sorted(QUERIES.glob("*.graphql"))
    items = "\n".join(_query_link(path) for path in queries)
    page = PLAIN_PAGE.read_text(encoding="utf-8")
    made = {"{queries}": items, "{disclaimer}": escape(DISCLAIMER), "{origin}": escape(str(request.base_url))}
    for mark, text in made.items():
        page = page.replace(mark, text)
    return HTMLResponse(page)


def _query_link(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ")
    return f'<li><a href="/graphql?query={quote(text)}">{escape(title)}</a><pre>{escape(text)}</pre></li>'


async def health(request: Request) -> Response:
    """The process is there."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """The graph can be asked."""
    try:
        summary = await request.app.state.store.summary()
    except StoreError:
        return JSONResponse({"status": "the graph store does not answer"}, 503)
    return JSONResponse({"status": "ready", "version": summary.version})
