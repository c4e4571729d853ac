"""`/mcp`: the Model Context Protocol over streamable HTTP, without sessions.

The SDK takes half a second and 30 MB to import, which a server that no agent asks does not spend.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from typing import Any

import orjson
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from graph.model.deadline import Deadline
from graph.model.errors import StoreError
from serving.endpoint import client_of
from serving.executor import DeferredRequest, RequestExecutor
from serving.reference import ReferenceExecutor
from serving.request import GraphQLRequest
from serving.response import error_response
from serving.stored_operations import StoredOperation
from serving.work_queue import QueueFullError

PATH = "/mcp"


class McpEndpoint:
    """Answers agents with what the executors of the GraphQL endpoint answer."""

    def __init__(
        self, executor: RequestExecutor, reference: ReferenceExecutor, stored: Mapping[str, StoredOperation]
    ) -> None:
        self._executor, self._reference, self._stored = executor, reference, stored
        self._server: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if find_spec("mcp") is None:
            message, hint = "MCP is not installed here.", "Install the extra: pip install 'medcode-graph[mcp]'."
            await error_response(501, message, code="MCP_NOT_INSTALLED", hint=hint)(scope, receive, send)
            return
        self._server = self._server or await asyncio.to_thread(self._make_server)
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415

        manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    def _make_server(self) -> Any:
        from serving.agents.mcp_server import AgentServer  # noqa: PLC0415

        return AgentServer(self._executor.graph.schema, self._stored, self._executor.limits, self._ask).server()

    async def _ask(self, asked: Request, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        executor, request, client = self._executor, GraphQLRequest(text, variables, None, {}), client_of(asked.scope)
        key, deadline = orjson.dumps({"query": text, "variables": variables}), Deadline(executor.limits.seconds)
        deferred = DeferredRequest(request, key, executor.graph.now, compiled=True)
        work = partial(self._reference.execute, deferred.served.store, request, "POST")
        try:
            done = executor.cached_response(key, gzip=False)
            done = done or await executor.execute_in_thread(deferred, client, deadline, gzip=False)
            body = done.body if done else (await executor.run(work, deferred, client, deadline)).body
        except (QueueFullError, StoreError):
            return {"errors": [{"message": "The server is busy, or its store is away: ask again in a moment."}]}
        response: dict[str, Any] = orjson.loads(body)
        return response
