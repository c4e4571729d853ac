"""The ASGI application: its routes, its middleware, and what it opens and closes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph.model.limits import Limits
from graph.store import GraphStore, open_store
from schema.create_schema import create_schema
from serving.endpoint import GraphQLEndpoint, ReferenceEndpoint
from serving.executor import RequestExecutor
from serving.export import ROUTES as EXPORT_ROUTES
from serving.export import ExportEndpoint
from serving.middleware import BodyLimitMiddleware, CompressionMiddleware, FastPathMiddleware
from serving.pages import asset, explorer_page, not_found_response
from serving.protocol import EXECUTOR
from serving.response import MIN_COMPRESSED
from serving.reviews import PATH as REVIEWS_PATH
from serving.reviews import reviews
from serving.settings import Settings

EXPLORER_PATHS = ("/", "/search", "/node/{curie:path}", "/graph", "/compare", "/review")
"""Addresses of the explorer; `web/src/app.tsx` has a page for each."""
_EXPOSED_HEADERS = ["X-Medcode-Items", "X-Medcode-Execution", "Content-Disposition", "ETag", "Link"]


def create_app(settings: Settings, store: GraphStore | None = None) -> Starlette:
    """The application; without a store, it opens that of the settings when it starts."""
    schema = create_schema(settings.limits)
    sdl = schema.as_str() + "\n"
    executor = RequestExecutor(schema, settings.limits, explain=settings.explain)
    reference = ReferenceEndpoint(schema, settings.limits, executor)
    graphql = GraphQLEndpoint(executor, reference)
    exports = ExportEndpoint(schema, settings.limits)

    async def schema_text(request: Request) -> Response:
        return PlainTextResponse(sdl, media_type="application/graphql; charset=utf-8")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        app.state.store = executor.store = store or open_store(settings.store)
        yield {EXECUTOR: executor}
        executor.close()
        exports.close()

    routes = [
        *(Route(path, explorer_page) for path in EXPLORER_PATHS),
        Route("/assets/{name:path}", asset),
        Route("/graphql", graphql),
        Route("/graphql/", graphql),
        Route("/schema.graphql", schema_text),
        *(Route(path, exports) for path in EXPORT_ROUTES),
        Route(REVIEWS_PATH, reviews, methods=["POST"]),
        Route("/health", health),
        Route("/ready", ready),
    ]
    app = Starlette(
        routes=routes,
        middleware=_middleware(settings, graphql),
        lifespan=lifespan,
        exception_handlers={404: not_found_response},
    )
    app.state.executor = executor
    return app


def _middleware(settings: Settings, graphql: GraphQLEndpoint) -> list[Middleware]:
    """The middleware, outermost first."""
    return [
        Middleware(FastPathMiddleware, endpoint=graphql, limit=settings.limits.body),
        Middleware(BodyLimitMiddleware, limit=settings.limits.body, limits={REVIEWS_PATH: Limits.reviews_body}),
        Middleware(CompressionMiddleware, minimum_size=MIN_COMPRESSED),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allow_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=_EXPOSED_HEADERS,
        ),
    ]


async def health(request: Request) -> Response:
    """Liveness: the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Readiness: the graph is open; its version."""
    return JSONResponse({"status": "ready", "version": request.app.state.store.summary().version})
