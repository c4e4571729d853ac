"""`/mcp`: the Model Context Protocol over streamable HTTP, without sessions; started by the first request for it.

The SDK takes half a second and 30 MB to import, which a server that no agent asks does not spend.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib.metadata import version
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
    """Answers agents with what the executor of the GraphQL endpoint answers."""

    def __init__(
        self, executor: RequestExecutor, reference: ReferenceExecutor, stored: Mapping[str, StoredOperation]
    ) -> None:
        self._executor, self._reference, self._stored = executor, reference, stored
        self._running: asyncio.Task[None] | None = None
        self._manager: asyncio.Future[Any] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if find_spec("mcp") is None:
            hint = "Install the extra: pip install 'medcode-graph[mcp]'."
            message = "The Model Context Protocol is not installed here."
            await error_response(501, message, code="MCP_NOT_INSTALLED", hint=hint)(scope, receive, send)
            return
        if self._manager is None:
            self._manager = asyncio.get_running_loop().create_future()
            self._running = asyncio.create_task(self._run(self._manager))
        manager = await asyncio.shield(self._manager)
        await manager.handle_request(scope, receive, send)

    async def close(self) -> None:
        """End what the first request has started."""
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        self._manager = self._running = None

    async def _run(self, started: asyncio.Future[Any]) -> None:
        """Run the manager of the SDK in a task of its own, until that is cancelled."""
        try:
            manager = await asyncio.to_thread(self._make)
            async with manager.run():
                started.set_result(manager)
                await asyncio.Event().wait()
        except Exception as error:  # Who waits for it is told.
            started.set_exception(error)

    def _make(self) -> Any:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415

        from serving.agents.mcp_server import AgentServer  # noqa: PLC0415

        agents = AgentServer(self._executor.graph.schema, self._stored, self._executor.limits, self._ask)
        server = agents.server(version("medcode-graph"))
        return StreamableHTTPSessionManager(server, json_response=True, stateless=True)

    async def _ask(self, request: Request, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        from serving.agents.tool import ToolError  # noqa: PLC0415

        try:
            response: dict[str, Any] = orjson.loads(await self._execute(text, variables, client_of(request.scope)))
        except (QueueFullError, StoreError) as error:
            raise ToolError("The server is busy, or its store is away: ask again in a moment.") from error
        return response

    async def _execute(self, text: str, variables: Mapping[str, Any], client: str) -> bytes:
        executor, key = self._executor, orjson.dumps({"query": text, "variables": variables})
        result = executor.cached_response(key, gzip=False)
        result = result or executor.execute_inline(GraphQLRequest(text, variables, None, {}), key, gzip=False)
        deadline = Deadline(executor.limits.seconds)
        if isinstance(result, DeferredRequest) and result.compiled:
            done = await executor.execute_in_thread(result, client, deadline, gzip=False)
            result = done or replace(result, compiled=False)
        if isinstance(result, DeferredRequest):
            asked = GraphQLRequest(text, variables, None, {})
            work = partial(self._reference.execute, result.served.store, asked, "POST")
            return (await executor.run(work, result, client, deadline)).body
        return result.body
