"""The server: which routes there are and what stands before them, and the command that starts it."""

import gc
import logging
import os
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request as HTTPRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graph.command.snapshot import code_folders
from graph.document import ROOT
from graph.errors import MedcodeError
from graph.machine.kept import KEPT
from graph.machine.opening import is_wanted
from graph.shipped import DEFAULT_SNAPSHOT, is_current
from graph.store import GraphStore, open_store
from schema.service import create_schema
from serving.answering import Answering
from serving.body import LimitBody
from serving.compress import Compress
from serving.endpoint import Endpoint, Reference, ShortWay
from serving.export import ROUTES as EXPORT_ROUTES
from serving.export import Exports
from serving.health import health, ready
from serving.protocol import ANSWERING, ShortProtocol
from serving.settings import DEFAULT_STORE, Settings
from serving.web import HOW_TO_BUILD, asset, explorer, is_built, missing

PAGES = ("/", "/search", "/node/{curie:path}", "/graph", "/compare")
"""The addresses of the explorer; `web/src/app.tsx` says what each shows."""
_SWITCH_SECONDS = 0.001
"""How long a thread with a heavy query keeps the others from running; Python's own 5 ms add up."""
_COLLECTED_AFTER = 50_000
"""Objects made before cycles among them are looked for; a heavy query makes many, and others wait for the look."""


log = logging.getLogger("medcode.server")


def create_app(settings: Settings, store: GraphStore | None = None) -> Starlette:
    """The application; without a store, it opens the one of the settings when it starts."""
    schema = create_schema(settings.limits)
    sdl = schema.as_str() + "\n"
    answering = Answering(schema, settings.limits, settings.fragments)
    reference = Reference(schema, settings.limits)
    endpoint = Endpoint(answering, reference, settings.limits.body)
    exports = Exports(schema, settings.limits, settings.exports)

    async def schema_text(request: HTTPRequest) -> Response:
        return PlainTextResponse(sdl, media_type="application/graphql; charset=utf-8")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        app.state.store = answering.store = store or open_store(settings.store)
        yield {ANSWERING: answering}
        answering.close()
        reference.close()
        exports.close()

    routes = [
        *(Route(path, explorer) for path in PAGES),
        Route("/assets/{name:path}", asset),
        Route("/graphql", endpoint),
        Route("/graphql/", endpoint),
        Route("/schema.graphql", schema_text),
        *(Route(path, exports) for path in EXPORT_ROUTES),
        Route("/health", health),
        Route("/ready", ready),
    ]
    middleware = [
        Middleware(ShortWay, endpoint=endpoint, limit=settings.limits.body),
        Middleware(LimitBody, limit=settings.limits.body),
        Middleware(Compress, minimum_size=2048),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allow_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["X-Medcode-Items", "X-Medcode-Execution", "Content-Disposition", "ETag", "Link"],
        ),
    ]
    app = Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers={404: missing})
    app.state.answering = answering
    return app


def worker() -> Starlette:
    """The application of one process, with the settings of the environment; uvicorn calls it by name."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    settings = Settings.from_environment()
    store = open_store(settings.store)
    store.topology.graph.read_texts()
    app = create_app(settings, store)
    app.state.answering.prepare(store)
    gc.freeze()  # What is there stays: no collection has to look at it again.
    gc.set_threshold(_COLLECTED_AFTER)
    return app


def port_number(text: str) -> int:
    """A port, as `argparse` reads it."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ArgumentTypeError(f"{text} is no port: it must be from 0 to 65535")
    return number


def worker_number(text: str) -> int:
    """A number of processes, as `argparse` reads it."""
    number = int(text)
    if number < 1:
        raise ArgumentTypeError(f"{text} is no number of workers: there must be at least 1")
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
    parser.add_argument("--workers", type=worker_number, default=settings.workers, help="processes; %(default)s")
    given = parser.parse_args(words)
    chosen = replace(settings, store=given.store, host=given.host, port=given.port, workers=given.workers)
    try:
        if chosen.store == DEFAULT_STORE and not is_current(DEFAULT_SNAPSHOT, code_folders()):
            # In a process of its own: this one is to stay small.
            subprocess.run([sys.executable, "-m", "graph", "build"], cwd=ROOT, check=True)
        open_store(chosen.store)
    except (MedcodeError, subprocess.CalledProcessError) as error:
        parser.exit(1, f"{error}\n")
    if not is_built():
        log.warning(HOW_TO_BUILD)
    if is_wanted() and not KEPT.exists():
        log.warning("What runs as machine code is compiled now, once; that takes some ten seconds.")
    os.environ["MEDCODE_STORE"] = chosen.store  # Workers are processes of their own.
    uvicorn.run(
        "server:worker",
        factory=True,
        app_dir=str(ROOT),
        host=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        http=ShortProtocol,
        proxy_headers=False,
        log_level="info",
        access_log=False,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
