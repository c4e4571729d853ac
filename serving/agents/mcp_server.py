"""A server of the Model Context Protocol: tools, a node as a resource, and prompts."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

import orjson
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)
from mcp_types import Tool as ToolDescription

from graph import DISCLAIMER
from graph.model.limits import Limits
from schema.create_schema import Schema
from serving.agents import export_link
from serving.agents.prompts import PROMPTS
from serving.agents.tool import Tool, ToolError, tools_of
from serving.stored_operations import StoredOperation

AskFor = Callable[[Any, str, Mapping[str, Any]], Awaitable[dict[str, Any]]]
"""Executes a document with variables for an HTTP request, or for none."""
_INSTRUCTIONS = (
    "Medical procedures and codes. Nodes have CURIEs, as ICD10CM:E11.9 and PAGE:total-hip-replacement; `read` and "
    "`search` find them by name. Give whole lists at once. `more` says what was cut. "
)
_NODE = "medcode://node/"
_LINK = {"type": "object", "properties": {name: {"type": "string"} for name in ("href", "command")}}
_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
Context = ServerRequestContext[Any, Any]
Page = PaginatedRequestParams | None


class AgentServer:
    """What is answered to agents."""

    def __init__(self, schema: Schema, stored: Mapping[str, StoredOperation], limits: Limits, ask: AskFor) -> None:
        self._schema, self._stored, self._ask = schema._schema, stored, ask
        self.tools = tools_of(schema, stored.values(), limits)

    def server(self, version: str) -> Server[Any]:
        """The server of the official SDK, for any transport."""
        return Server(
            "medcode-graph",
            version=version,
            instructions=_INSTRUCTIONS + DISCLAIMER,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
        )

    def descriptions(self) -> list[ToolDescription]:
        """The tools as agents are told of them."""
        made = [(t.name, t.description, t.input_schema, t.output_schema) for t in self.tools.values()]
        made.append((export_link.NAME, export_link.DESCRIPTION, export_link.export_schema(self._stored), _LINK))
        return [
            ToolDescription(name=name, description=text, input_schema=asked, output_schema=told, annotations=_READ_ONLY)
            for name, text, asked, told in made
        ]

    async def _list_tools(self, context: Context, page: Page) -> ListToolsResult:
        return ListToolsResult(tools=self.descriptions())

    async def _call_tool(self, context: Context, asked: CallToolRequestParams) -> CallToolResult:
        arguments, tool = asked.arguments or {}, self.tools.get(asked.name)
        if tool is None and asked.name != export_link.NAME:
            known = ", ".join((*self.tools, export_link.NAME))
            raise MCPError(INVALID_PARAMS, f"There is no tool '{asked.name[:40]}': use one of {known}.")
        try:
            answer = await self._answer(context, tool, arguments)
        except ToolError as error:
            return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
        return CallToolResult(content=[TextContent(type="text", text=_json(answer))], structured_content=answer)

    async def _answer(self, context: Context, tool: Tool | None, arguments: Mapping[str, Any]) -> dict[str, Any]:
        if tool is not None:
            return await tool.answer(arguments, partial(self._ask, context.request))
        address = str(context.request.base_url).rstrip("/") if context.request else ""
        return dict(export_link.export_link(self._schema, self._stored, arguments, address))

    async def _list_resources(self, context: Context, page: Page) -> ListResourcesResult:
        return ListResourcesResult(resources=[])

    async def _list_templates(self, context: Context, page: Page) -> ListResourceTemplatesResult:
        text = "What the graph says of a node, as the tool `read` does."
        template = ResourceTemplate(uri_template=f"{_NODE}{{curie}}", name="node", description=text)
        return ListResourceTemplatesResult(resource_templates=[template])

    async def _read_resource(self, context: Context, asked: ReadResourceRequestParams) -> ReadResourceResult:
        curie = unquote(str(asked.uri).removeprefix(_NODE))
        try:
            (found,) = (await self._answer(context, self.tools["read"], {"names": [curie]}))["identify"]
        except ToolError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from error
        if found["node"] is None:
            near = ", ".join(node["curie"] for node in found["nearest"]) or "none"
            raise MCPError(INVALID_PARAMS, f"{found['problem']} Nearest: {near}.")
        text = TextResourceContents(uri=asked.uri, mime_type="application/json", text=_json(found["node"]))
        return ReadResourceResult(contents=[text])

    async def _list_prompts(self, context: Context, page: Page) -> ListPromptsResult:
        def described(name: str) -> Prompt:
            arguments = [PromptArgument(name=argument, required=True) for argument in PROMPTS[name].arguments]
            return Prompt(name=name, title=PROMPTS[name].title, arguments=arguments)

        return ListPromptsResult(prompts=[*map(described, PROMPTS)])

    async def _get_prompt(self, context: Context, asked: GetPromptRequestParams) -> GetPromptResult:
        prompt, given = PROMPTS.get(asked.name), asked.arguments or {}
        if prompt is None or given.keys() != set(prompt.arguments):
            said = "; ".join(f"{name} with {' and '.join(one.arguments)}" for name, one in PROMPTS.items())
            raise MCPError(INVALID_PARAMS, f"The prompts are {said}.")
        text = TextContent(type="text", text=prompt.text.format_map(given))
        return GetPromptResult(messages=[PromptMessage(role="user", content=text)])


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
