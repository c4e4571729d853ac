"""The server: which routes there are and what stands before them, and the command that starts it."""

import gc
import logging
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request as HTTPRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graph.commands.snapshot_argument import CODES, code_folders
from graph.ingest.default_graph import DEFAULT_SNAPSHOT, is_current
from graph.machine.availability import is_wanted
from graph.machine.code_cache import CACHE, remove_old
from graph.model.document import ROOT
from graph.model.errors import MedcodeError
from graph.store import GraphStore, open_store
from schema.service import create_schema
from serving.body import BodyLimitMiddleware
from serving.compress import CompressionMiddleware
from serving.endpoint import FastPathMiddleware, GraphQLEndpoint, ReferenceEndpoint
from serving.executor import RequestExecutor
from serving.export import ROUTES as EXPORT_ROUTES
from serving.export import ExportEndpoint
from serving.health import health, ready
from serving.pages import BUILD_HINT, asset, explorer, missing, pages_are_built
from serving.protocol import EXECUTION, FastPathProtocol
from serving.setting_types import PREFIX, unknown_variable_warnings
from serving.settings import DEFAULT_STORE, SETTINGS, Settings, add_options

PAGES = ("/", "/search", "/node/{curie:path}", "/graph", "/compare")
"""The addresses of the explorer; `web/src/app.tsx` says what each shows."""
_SWITCH_SECONDS = 0.001
"""How long a thread with a heavy query keeps the others from running; Python's own 5 ms add up."""
_COLLECTED_AFTER = 50_000
"""Objects made before cycles among them are looked for; a heavy query makes many, and others wait for the look."""
_WORKER_SECONDS = 60
"""How long a process may say nothing before it is replaced; one that compiles on a busy machine needs more than 5."""
_EPILOG = f"Each option is an environment variable too: --port is {PREFIX}PORT. The option counts where both are given."

log = logging.getLogger("medcode.server")


def create_app(settings: Settings, store: GraphStore | None = None) -> Starlette:
    """The application; without a store, it opens the one of the settings when it starts."""
    schema = create_schema(settings.limits)
    sdl = schema.as_str() + "\n"
    execution = RequestExecutor(schema, settings.limits, explain=settings.explain)
    reference = ReferenceEndpoint(schema, settings.limits)
    endpoint = GraphQLEndpoint(execution, reference)
    exports = ExportEndpoint(schema, settings.limits)

    async def schema_text(request: HTTPRequest) -> Response:
        return PlainTextResponse(sdl, media_type="application/graphql; charset=utf-8")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        app.state.store = execution.store = store or open_store(settings.store)
        yield {EXECUTION: execution}
        execution.close()
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
        Middleware(FastPathMiddleware, endpoint=endpoint, limit=settings.limits.body),
        Middleware(BodyLimitMiddleware, limit=settings.limits.body),
        Middleware(CompressionMiddleware, minimum_size=2048),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allow_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["X-Medcode-Items", "X-Medcode-RequestExecutor", "Content-Disposition", "ETag", "Link"],
        ),
    ]
    app = Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers={404: missing})
    app.state.execution = execution
    return app


def worker() -> Starlette:
    """The application of one process, with the settings of the environment; uvicorn calls it by name."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    settings = Settings.from_environment()
    store = open_store(settings.store)
    store.topology.graph.read_texts()
    app = create_app(settings, store)
    app.state.execution.prepare(store)
    gc.freeze()  # What is there stays: no collection has to look at it again.
    gc.set_threshold(_COLLECTED_AFTER)
    return app


def main(words: Sequence[str] | None = None) -> int:
    """Build the shipped data if that is what is served and it is not there yet, then serve."""
    parser = ArgumentParser(description="Serves the graph at /graphql.", epilog=_EPILOG)
    add_options(parser)
    given = {name: text for name, text in vars(parser.parse_args(words)).items() if text is not None}
    try:
        chosen = Settings.from_environment({**os.environ, **given})
    except ValueError as error:
        parser.error(str(error))
    os.environ.update(given)  # Workers are processes of their own.
    for warning in unknown_variable_warnings(os.environ, SETTINGS):
        log.warning(warning)
    try:
        if chosen.store == DEFAULT_STORE:
            _build()
        open_store(chosen.store)
    except (MedcodeError, subprocess.CalledProcessError) as error:
        parser.exit(1, f"{error}\n")
    if not pages_are_built():
        log.warning(BUILD_HINT)
    if is_wanted() and not CACHE.exists():
        remove_old()
        log.warning("What runs as machine code is compiled now, once; that takes some ten seconds.")
    uvicorn.run(
        "server:worker",
        factory=True,
        app_dir=str(ROOT),
        host=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        timeout_worker_healthcheck=_WORKER_SECONDS,
        http=FastPathProtocol,
        proxy_headers=False,
        log_level="info",
        access_log=False,
    )
    return 0


def _build() -> None:
    """Build the shipped data unless a build of it is there, in a process of its own: this one is to stay small."""
    codes = code_folders()
    if not is_current(DEFAULT_SNAPSHOT, codes):
        environment = {**os.environ, CODES: os.pathsep.join(str(path.absolute()) for path in codes)}
        subprocess.run([sys.executable, "-m", "graph", "build"], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    raise SystemExit(main())
