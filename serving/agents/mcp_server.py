"""A server of the Model Context Protocol: tools, a node as a resource, and prompts."""

import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from shlex import quote
from typing import Any
from urllib.parse import unquote, urlencode

import mcp_types as mcp
import orjson
from mcp.server import Server
from mcp.shared.exceptions import MCPError

from graph import DISCLAIMER
from graph.export.formats import FORMATS
from graph.model.limits import Limits
from schema.create_schema import Schema
from serving.agents.tool import Ask, Tool, Values, refusal, tools_of
from serving.export_catalog import PREFIX
from serving.stored_operations import StoredOperation

_NODE = "medcode://node/{curie}"
_NO_SUCH_RESOURCE = -32002
"""The code of the error that there is no such resource (Model Context Protocol 2025-11-25, Resources)."""
_TEXTS = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


class AgentServer:
    """What agents are told and answered, over any transport."""

    def __init__(self, schema: Schema, stored: Mapping[str, StoredOperation], limits: Limits, ask: Ask) -> None:
        self._stored, self._ask, self._tools = stored, ask, tools_of(schema, stored.values(), limits)
        export = mcp.Tool.model_validate(_TEXTS["export"])
        chosen = {"operation": {"enum": [*stored]}, "format": {"enum": [*FORMATS], "default": "table"}}
        export.input_schema["properties"] = chosen | export.input_schema["properties"]
        self._tools["export"] = Tool(export, "")

    def server(self) -> Server[Any]:
        return Server(
            "medcode-graph",
            version=version("medcode-graph"),
            instructions=f"{_TEXTS['instructions']} {DISCLAIMER}",
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
        )

    async def _list_tools(self, context: Any, page: Any) -> mcp.ListToolsResult:
        return mcp.ListToolsResult(tools=[tool.definition for tool in self._tools.values()])

    async def _call_tool(self, context: Any, asked: mcp.CallToolRequestParams) -> mcp.CallToolResult:
        if asked.name not in self._tools:
            raise refusal(f"There is no such tool: use one of {', '.join(self._tools)}.")
        try:
            answer = await self._answer(context, asked.name, asked.arguments or {})
        except MCPError as error:
            return mcp.CallToolResult(content=[mcp.TextContent(text=str(error))], is_error=True)
        return mcp.CallToolResult(content=[mcp.TextContent(text=_json(answer))], structured_content=answer)

    async def _answer(self, context: Any, name: str, arguments: Values) -> dict[str, Any]:
        if name != "export":
            return await self._tools[name].answer(arguments, self._ask, context.request)
        given: Values = {"operation": "", "format": "table", "variables": {}, **arguments}
        stored, format_, variables = given["operation"], given["format"], given["variables"]
        is_named = stored in [*self._stored] and format_ in [*FORMATS] and isinstance(variables, dict)
        known = self._tools[name].definition.input_schema["properties"]
        if not is_named or not given.keys() <= known.keys():
            values = f"`operation` is one of {', '.join(self._stored)}; `format` one of {', '.join(FORMATS)}"
            raise refusal(f"The arguments are {', '.join(known)}. {values}; `variables` is an object.")
        texts = {key: value if isinstance(value, str) else _json(value) for key, value in variables.items()}
        address = f"{str(context.request.base_url).rstrip('/') if context.request else ''}{PREFIX}/{stored}.{format_}"
        command = f"medcode export --query {stored} --variables {quote(_json(variables))} --format {format_} --out FILE"
        return {"href": f"{address}?{urlencode(texts)}", "command": command}

    async def _list_resources(self, context: Any, page: Any) -> mcp.ListResourcesResult:
        return mcp.ListResourcesResult(resources=[])

    async def _list_templates(self, context: Any, page: Any) -> mcp.ListResourceTemplatesResult:
        template = mcp.ResourceTemplate(uri_template=_NODE, name="node", description="A node, as `read` tells of it.")
        return mcp.ListResourceTemplatesResult(resource_templates=[template])

    async def _read_resource(self, context: Any, asked: mcp.ReadResourceRequestParams) -> mcp.ReadResourceResult:
        beginning = _NODE.removesuffix("{curie}")
        if not asked.uri.startswith(beginning):
            raise MCPError(_NO_SUCH_RESOURCE, f"Resources are {_NODE}.", {"uri": asked.uri})
        answer = await self._answer(context, "read", {"names": [unquote(asked.uri.removeprefix(beginning))]})
        if not all(one.get("node") for one in answer.get("ground", ())):
            raise MCPError(_NO_SUCH_RESOURCE, f"There is no such node: {_json(answer)}", {"uri": asked.uri})
        content = mcp.TextResourceContents(uri=asked.uri, mime_type="application/json", text=_json(answer))
        return mcp.ReadResourceResult(contents=[content])

    async def _list_prompts(self, context: Any, page: Any) -> mcp.ListPromptsResult:
        return mcp.ListPromptsResult.model_validate({"prompts": _TEXTS["prompts"]})

    async def _get_prompt(self, context: Any, asked: mcp.GetPromptRequestParams) -> mcp.GetPromptResult:
        try:
            text = _TEXTS["texts"][asked.name].format_map(asked.arguments or {})
        except KeyError as error:
            raise refusal(f"There is no prompt, or no argument, {error}.") from error
        return mcp.GetPromptResult(messages=[mcp.PromptMessage(role="user", content=mcp.TextContent(text=text))])


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
