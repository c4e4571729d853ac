"""A tool for agents: a stored operation, with an answer that is cut until it fits into a context window."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import mcp_types as mcp
import orjson
from graphql import OperationDefinitionNode, parse
from mcp.shared.exceptions import MCPError

from graph.model.limits import Limits
from schema.create_schema import Schema
from serving.agents.json_schema import input_schema, output_schema
from serving.document_errors import document_errors
from serving.stored_operations import StoredOperation

log = logging.getLogger("medcode.agents")
Values = Mapping[str, Any]
Ask = Callable[[Any, str, Values], Awaitable[dict[str, Any]]]
"""Executes a document with variables, for a request over HTTP or for None: what GraphQL calls a response."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What agents are told of a tool, and its document."""

    definition: mcp.Tool
    text: str

    async def answer(self, arguments: Values, ask: Ask, request: Any) -> dict[str, Any]:
        """The data of the answer, with `more` where it was cut and `errors` of what has none.

        Raises:
            MCPError: the arguments are wrong, or there is no data, or too much that cannot be cut.
        """
        known, required = self.definition.input_schema["properties"], self.definition.input_schema["required"]
        if not arguments.keys() <= known.keys() or any(arguments.get(name) is None for name in required):
            raise refusal(f"Give {' and '.join(required)}; the arguments are {', '.join(known)}.")
        given = {name: made["default"] for name, made in known.items() if "default" in made} | dict(arguments)
        asked, data = given, await self._data(given, ask, request)
        while len(orjson.dumps(data)) > Limits.tool_answer:
            smaller = self._smaller(asked)
            if smaller is None:
                raise refusal(f"The answer has more than {Limits.tool_answer} bytes: ask for less, or use `export`.")
            asked, data = smaller, await self._data(smaller, ask, request)
        less = [(name, value) for name, value in asked.items() if value != given[name]]
        cut = ", ".join(f"{name} to {f'its first {len(n)}' if isinstance(n, list) else n}" for name, n in less)
        after = "go on with `after`" if "after" in known else "give what was left out, or ask for less at once"
        return data | ({"more": f"Too long, so it was cut: {cut}. For the rest, {after}."} if cut else {})

    async def _data(self, variables: Values, ask: Ask, request: Any) -> dict[str, Any]:
        response = await ask(request, self.text, variables)
        data: dict[str, Any] = response.get("data") or {}
        errors = [{"message": one["message"], **one.get("extensions", {})} for one in response.get("errors", ())]
        if errors and all(value is None for value in data.values()):
            raise refusal(orjson.dumps(errors).decode())
        return data | ({"errors": errors} if errors else {})

    def _smaller(self, variables: Values) -> dict[str, Any] | None:
        """Values for about half of the answer, of the first variable that can be less; None if none can."""
        for name, declared in self.definition.input_schema["properties"].items():
            value = variables.get(name)
            if name == "first" and isinstance(value, int) and value > 1:
                return {**variables, name: value // 2}
            if name in self.definition.input_schema["required"] and isinstance(value, list) and len(value) > 1:
                return {**variables, name: value[: len(value) // 2]}
            if value is True and declared.get("default") is True:
                return {**variables, name: False}
        return None


def refusal(text: str) -> MCPError:
    """The error that says to an agent what to do; told as the result of a tool, if a tool is asked."""
    return MCPError(mcp.INVALID_PARAMS, text)


def tools_of(schema: Schema, operations: Iterable[StoredOperation], limits: Limits) -> dict[str, Tool]:
    """The operations that are tools, by name; one with mistakes is none, which is logged."""
    tools = {}
    for stored in (operation for operation in operations if operation.is_tool):
        if errors := document_errors(schema, stored.text, limits):
            log.warning("The stored operation '%s' is no tool: %s", stored.name, errors[0].message)
            continue
        document, inner = parse(stored.text), schema._schema
        operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
        taken = input_schema(inner, operation, stored.variables)
        given = output_schema(inner, document, inner.query_type, operation.selection_set) | {"type": "object"}
        given["properties"] |= {"more": {"type": "string"}, "errors": {"type": "array"}}
        text, hints = f"{stored.title} {stored.description}".strip(), mcp.ToolAnnotations(read_only_hint=True)
        schemas: dict[str, Any] = {"input_schema": taken, "output_schema": given}
        tools[stored.name] = Tool(
            mcp.Tool(name=stored.name, description=text, annotations=hints, **schemas), stored.text
        )
    return tools
