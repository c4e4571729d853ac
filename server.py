"""The server: settings, routes and limits of HTTP. The only file that knows HTTP and the environment."""

import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import uvicorn
from cross_web import HTTPException
from starlette.applications import Starlette
from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request as HTTPRequest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.asgi import GraphQL

from graph import DISCLAIMER
from graph.command.snapshot import code_folders
from graph.document import ROOT
from graph.errors import MedcodeError, StoreError
from graph.shipped import DEFAULT_SNAPSHOT, is_current
from graph.store import GraphStore
from graph.store.engines import open_store
from schema.compiled.program import Programs
from schema.context import Request
from schema.limits import Limits
from schema.service import Schema, create_schema

QUERIES = ROOT / "data" / "queries"
PLAIN_PAGE = ROOT / "web" / "plain.html"
DEFAULT_STORE = f"snapshot:{DEFAULT_SNAPSHOT}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, by environment variable `MEDCODE_…` or on the command line."""

    store: str = DEFAULT_STORE
    host: str = "127.0.0.1"
    port: int = 8000
    allow_origins: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls) -> "Settings":
        """The settings of the environment; limits are `MEDCODE_MAX_TOKENS`, `MEDCODE_MAX_NODES` and so on.

        Raises:
            ValueError: a variable does not hold a number where it must.
        """
        config, default = Config(env_prefix="MEDCODE_"), cls()
        limits = {
            limit.name: config(f"MAX_{limit.name.upper()}", cast=int, default=getattr(default.limits, limit.name))
            for limit in fields(Limits)
        }
        return cls(
            store=config("STORE", default=default.store),
            host=config("HOST", default=default.host),
            port=config("PORT", cast=int, default=default.port),
            allow_origins=tuple(config("ALLOW_ORIGINS", cast=CommaSeparatedStrings, default="")),
            limits=Limits(**limits),
        )


class GraphQLEndpoint(GraphQL[Request, None]):
    """Strawberry's HTTP view, with our context and a fast JSON encoder; no page of its own."""

    def __init__(self, schema: Schema, limits: Limits) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._limits = limits
        self._programs = Programs(schema._schema, schema.documents)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        if request.method == "GET" and "query" not in request.query_params:
            response = _nothing_asked(request)
        else:
            try:
                response = await self._compiled(request) or await self.run(request)
            except HTTPException as error:
                response = _refusal(error.status_code, error.reason, code="BAD_REQUEST")
        await response(scope, receive, send)

    async def _compiled(self, request: HTTPRequest) -> Response | None:
        """The answer of a query that runs compiled; None where the reference executor must answer."""
        asked = await _asked(request)
        if asked is None:
            return None
        answer = await self._programs.answer(request.app.state.store, self._limits, *asked)
        if answer is None:
            return None
        headers = {"X-Medcode-Items": str(answer.items), "X-Medcode-Execution": "compiled"}
        return Response(answer.body, headers=headers, media_type="application/json")

    async def get_context(self, request: Any, response: Any) -> Request:
        return Request(request.app.state.store, self._limits, response.headers)

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def parse_json(self, data: str | bytes) -> object:
        """A JSON object; orjson also refuses what no answer could repeat, such as half of a surrogate pair."""
        try:
            parsed = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise HTTPException(400, f"The request is not JSON: {error}.") from error
        if not isinstance(parsed, dict):
            raise HTTPException(400, "The request must be a JSON object with `query`.")
        return parsed


class LimitBody:
    """Refuses a request whose body is larger than `limit` bytes, whether it says so or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        messages, size = list[Message](), 0
        while not messages or messages[-1].get("more_body"):
            messages.append(await receive())
            size += len(messages[-1].get("body", b""))
            if size > self._limit:
                response = _refusal(
                    413, "The body of this request is too large.", code="BODY_TOO_LARGE", limit=self._limit
                )
                await response(scope, receive, send)
                return
        waiting = iter(messages)

        async def replay() -> Message:
            return next(waiting, None) or await receive()

        await self._app(scope, replay, send)


def _refusal(status: int, message: str, **extensions: object) -> JSONResponse:
    """A refusal before GraphQL sees the request, in the form of a GraphQL error."""
    return JSONResponse({"errors": [{"message": message, "extensions": extensions}]}, status)


async def _asked(request: HTTPRequest) -> tuple[str, Mapping[str, Any], str | None] | None:
    """The query, variables and operation name of a plain request; None for one that is not, or that is not right."""
    if request.method != "POST" or not request.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        asked = orjson.loads(await request.body())
        query, variables, name = asked["query"], asked.get("variables") or {}, asked.get("operationName")
    except (orjson.JSONDecodeError, TypeError, KeyError, AttributeError):
        return None
    plain = isinstance(query, str) and isinstance(variables, dict) and isinstance(name, str | None)
    return (query, variables, name) if plain else None


def _nothing_asked(request: HTTPRequest) -> Response:
    """To a browser the page that says what can be asked, to anything else an error."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/")
    return _refusal(400, "Ask with ?query=…, or by POST with a JSON body that has `query`.", code="NO_QUERY")


async def home(request: HTTPRequest) -> Response:
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


async def health(request: HTTPRequest) -> Response:
    """The process is there."""
    return JSONResponse({"status": "ok"})


async def ready(request: HTTPRequest) -> Response:
    """The graph can be asked."""
    try:
        summary = await request.app.state.store.summary()
    except StoreError:
        return JSONResponse({"status": "the graph store does not answer"}, 503)
    return JSONResponse({"status": "ready", "version": summary.version})


def create_app(settings: Settings, store: GraphStore | None = None) -> Starlette:
    """The application; without a store, it opens the one of the settings when it starts."""
    schema = create_schema(settings.limits)
    sdl = schema.as_str() + "\n"

    async def schema_text(request: HTTPRequest) -> Response:
        return PlainTextResponse(sdl, media_type="application/graphql; charset=utf-8")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.store = store or open_store(settings.store)
        yield

    endpoint = GraphQLEndpoint(schema, settings.limits)
    routes = [
        Route("/", home),
        Route("/graphql", endpoint),
        Route("/graphql/", endpoint),
        Route("/schema.graphql", schema_text),
        Route("/health", health),
        Route("/ready", ready),
    ]
    middleware = [
        Middleware(LimitBody, limit=settings.limits.body),
        Middleware(GZipMiddleware, minimum_size=2048),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allow_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["X-Medcode-Items", "X-Medcode-Execution"],
        ),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


def port_number(text: str) -> int:
    """A port, as `argparse` reads it."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ArgumentTypeError(f"{text} is no port: it must be from 0 to 65535")
    return number


def main(words: Sequence[str] | None = None) -> int:
    """Build the shipped data if that is what is served and it is not there yet, then serve."""
    parser = ArgumentParser(description="Serves the graph at /graphql.")
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        parser.error(str(error))
    parser.add_argument("--host", default=settings.host, help="address to listen on; %(default)s")
    parser.add_argument("--port", type=port_number, default=settings.port, help="port to listen on; %(default)s")
    parser.add_argument("--store", default=settings.store, help="where the graph is; %(default)s")
    given = parser.parse_args(words)
    chosen = replace(settings, store=given.store, host=given.host, port=given.port)
    try:
        if chosen.store == DEFAULT_STORE and not is_current(DEFAULT_SNAPSHOT, code_folders()):
            # In a process of its own: this one is to stay small.
            subprocess.run([sys.executable, "-m", "graph", "build"], cwd=ROOT, check=True)
        store = open_store(chosen.store)
    except (MedcodeError, subprocess.CalledProcessError) as error:
        parser.exit(1, f"{error}\n")
    uvicorn.run(create_app(chosen, store), host=chosen.host, port=chosen.port, log_level="info", access_log=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
