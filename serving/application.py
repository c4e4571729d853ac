"""The ASGI application: its routes, its middleware, and what it opens and closes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from graph.database.address import is_database_address
from graph.ingest.build_inputs import fingerprint
from graph.model.deadline import without_waiting
from graph.model.errors import StoreError
from graph.model.limits import Limits
from graph.model.source_files import ROOT
from graph.store import GraphStore, open_store
from schema.create_schema import create_schema
from serving.access_log import AccessLogMiddleware, Observer
from serving.agents.mcp_endpoint import McpEndpoint
from serving.api_keys import ApiKeyMiddleware, ApiKeys
from serving.conditional import AnswerTags
from serving.current_graph import CurrentGraph
from serving.documentation import ROUTES as DOCUMENTATION_ROUTES
from serving.endpoint import GraphQLEndpoint
from serving.errors import failure_response, store_failure_response, wrong_method_response
from serving.executor import RequestExecutor
from serving.export import ROUTES as EXPORT_ROUTES
from serving.export import ExportEndpoint
from serving.fhir.endpoint import ROUTES as FHIR_ROUTES
from serving.fhir.endpoint import fhir
from serving.hosts import AllowedHosts, HostMiddleware
from serving.metrics import METRICS, Metrics
from serving.middleware import BodyMiddleware, CompressionMiddleware, FastPathMiddleware
from serving.pages import PlaygroundMiddleware, asset, explorer_page, not_found_response
from serving.protocol import EXECUTOR
from serving.rate_limit import RateLimiter, RateLimitMiddleware
from serving.readiness import health, ready
from serving.reference import ReferenceExecutor
from serving.request_headers import HEAD_POLICY, HeadPolicy
from serving.request_headers import PATHS as GRAPHQL_PATHS
from serving.response import MIN_COMPRESSED
from serving.reviews import PATH as REVIEWS_PATH
from serving.reviews import reviews
from serving.schema_text import SchemaText
from serving.security_headers import SecurityHeadersMiddleware
from serving.settings import ALL, Settings
from serving.stored_operations import stored_operations
from serving.trusted_documents import TrustedDocuments

EXPLORER_PATHS = ("/", "/search", "/node/{curie:path}", "/graph", "/compare", "/review")
"""Addresses of the explorer; `web/src/app.tsx` has a page for each."""
_EXPOSED_HEADERS = ("X-Medcode-Items", "X-Medcode-Execution", "X-Request-Id", "Content-Disposition", "ETag", "Link")
_RATE_HEADERS = ("Retry-After", "RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_REQUEST_HEADERS = ("Content-Type", "Authorization", "X-API-Key", "X-Request-Id", "If-None-Match")
_CODE_FOLDERS = ("graph", "schema", "serving", "requirements")


def create_app(
    settings: Settings, store: GraphStore | None = None, *, observers: Sequence[Observer] = (), counted_in: str = ""
) -> Starlette:
    """The application, which opens the store of the settings if nothing is served; `counted_in`: see `Metrics`."""
    schema = create_schema(settings.limits, introspection=settings.introspection, federation=settings.federation)
    graph = CurrentGraph(schema, settings.limits, store)
    documents = TrustedDocuments(stored_operations(), only_stored=settings.only_stored)
    executor = RequestExecutor(graph, documents, explain=settings.explain)
    reference = ReferenceExecutor(schema, settings.limits)
    keys = ApiKeys((*settings.api_keys, *settings.api_keys_file))
    caching = "private, no-cache" if keys.digests else "no-cache"
    graphql = GraphQLEndpoint(executor, reference, _answer_tags(settings, documents), caching)
    exports = ExportEndpoint(schema, graph, documents)
    policy = _head_policy(settings, keys, fast=not observers)
    metrics = Metrics(executor, counted_in, stored=is_database_address(settings.store)) if settings.metrics else None
    observers = (*observers, *([metrics.observe] if metrics else []))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        if not graph.is_open:
            graph.serve(graph.version_of(open_store(settings.store)))
        if metrics:
            metrics.keep_written()
        with without_waiting():
            yield {EXECUTOR: executor, HEAD_POLICY: policy, METRICS: metrics}
        executor.close()
        exports.close()

    guard = _guard(settings, keys)
    schema_text = [Route("/schema.graphql", SchemaText(schema, caching), methods=["GET"], middleware=guard)]
    routes = [
        *(Route(path, explorer_page) for path in EXPLORER_PATHS),
        Route("/assets/{name:path}", asset),
        *DOCUMENTATION_ROUTES,
        Route("/health", health),
        Route("/ready", ready),
        *(Route(path, graphql, middleware=[Middleware(PlaygroundMiddleware), *guard]) for path in GRAPHQL_PATHS),
        *([Route("/metrics", metrics.respond, middleware=guard[:1])] if metrics else ()),
        *(schema_text if settings.introspection else ()),
        *(Route(path, exports, middleware=guard) for path in EXPORT_ROUTES),
        Route("/mcp", McpEndpoint(graphql, executor, settings.allow_origins), methods=["POST"], middleware=guard),
        Route(REVIEWS_PATH, reviews, methods=["POST"], middleware=guard),
        *(Route(path, fhir, methods=["GET", "POST"], middleware=guard) for path in FHIR_ROUTES),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(AccessLogMiddleware, logged=settings.access_log, observers=observers),
            *_middleware(settings, graphql, policy),
        ],
        lifespan=lifespan,
        exception_handlers={
            404: not_found_response,
            405: wrong_method_response,
            StoreError: store_failure_response,
            Exception: failure_response,
        },
    )
    app.state.graph, app.state.executor = graph, executor
    return app


def _answer_tags(settings: Settings, documents: TrustedDocuments) -> AnswerTags:
    """What makes the entity tags of answers: they depend on the code, and on settings and documents."""
    code, limits = fingerprint(ROOT / name for name in _CODE_FOLDERS), asdict(settings.limits)
    return AnswerTags(code, limits, settings.explain, settings.federation, settings.only_stored, documents.stored)


def _head_policy(settings: Settings, keys: ApiKeys, *, fast: bool) -> HeadPolicy:
    """Who takes the fast path: nobody, where each request is observed, limited or logged."""
    fast = fast and settings.rate is None and settings.access_log != ALL
    hosts = AllowedHosts.of(settings.host, settings.allowed_hosts)
    return HeadPolicy(settings.limits.body, hosts, keys, fast)


def _guard(settings: Settings, keys: ApiKeys) -> list[Middleware]:
    """The middleware of what gives data: pages, which are static, and the state of the process are open to all."""
    rate = [Middleware(RateLimitMiddleware, limiter=RateLimiter(settings.rate))] if settings.rate else []
    return [Middleware(ApiKeyMiddleware, keys=keys), *rate]


def _middleware(settings: Settings, graphql: GraphQLEndpoint, policy: HeadPolicy) -> list[Middleware]:
    """The middleware within that of the access log, outermost first."""
    proxies = list(settings.trusted_proxies)
    return [
        Middleware(SecurityHeadersMiddleware),
        *([Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []),
        Middleware(FastPathMiddleware, endpoint=graphql, policy=policy),
        Middleware(HostMiddleware, allowed=policy.hosts),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allow_origins,
            allow_methods=["GET", "POST"],
            allow_headers=_REQUEST_HEADERS,
            expose_headers=[*_EXPOSED_HEADERS, *_RATE_HEADERS],
        ),
        Middleware(
            BodyMiddleware,
            limit=settings.limits.body,
            limits={REVIEWS_PATH: Limits.reviews_body, FHIR_ROUTES[0]: Limits.fhir_body},
        ),
        Middleware(CompressionMiddleware, minimum_size=MIN_COMPRESSED),
    ]
