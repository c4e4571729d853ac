"""`/mcp`: MCP over streamable HTTP, without sessions; its SDK (30 MB, half a second) is imported when it is asked."""

import asyncio
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from graph.model.errors import StoreError
from serving.endpoint import GraphQLEndpoint
from serving.executor import RequestExecutor
from serving.response import error_response
from serving.work_queue import QueueFullError


class McpEndpoint:
    """Answers agents with what the GraphQL endpoint answers, from pages of its own host and of `origins`; `*` for all.

    To requests from other pages it must answer with 403 (Model Context Protocol 2025-11-25, Transports).
    """

    def __init__(self, graphql: GraphQLEndpoint, executor: RequestExecutor, origins: Collection[str]) -> None:
        self._graphql, self._executor, self._origins = graphql, executor, origins
        self._server: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if find_spec("mcp") is None:
            message, hint = "MCP is not installed here.", "Install the extra: pip install 'medcode-graph[mcp]'."
            await error_response(501, message, code="MCP_NOT_INSTALLED", hint=hint)(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        is_own = origin is None or origin.partition("://")[2] == headers.get("host")
        if not is_own and not {"*", origin} & {*self._origins}:
            message, hint = "This page may not ask here.", "Set MEDCODE_ALLOW_ORIGINS to the origins that may."
            await error_response(403, message, code="ORIGIN_NOT_ALLOWED", hint=hint)(scope, receive, send)
            return
        self._server = self._server or await asyncio.to_thread(self._make_server)
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415

        manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    def _make_server(self) -> Any:
        from serving.agents.mcp_server import AgentServer  # noqa: PLC0415

        executor = self._executor
        return AgentServer(executor.graph.schema, executor.documents.operations, executor.limits, self._ask).server()

    async def _ask(self, asked: Request, text: str, variables: Mapping[str, Any]) -> Any:
        try:
            return orjson.loads(await self._graphql.answer(asked, text, variables))
        except (QueueFullError, StoreError):
            return {"errors": [{"message": "The server is busy, or its store is away: ask again in a moment."}]}
