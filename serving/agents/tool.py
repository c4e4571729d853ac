"""A tool for agents: a stored operation, with an answer that is cut until it fits into a context window."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLSchema, OperationDefinitionNode, parse

from graph.model.limits import Limits
from schema.create_schema import Schema
from serving.agents.json_schema import JsonSchema, input_schema, output_schema
from serving.document_errors import document_errors
from serving.stored_operations import StoredOperation

log = logging.getLogger("medcode.agents")
Values = Mapping[str, Any]
Ask = Callable[[str, Values], Awaitable[dict[str, Any]]]
"""Executes a document with variables: what GraphQL calls a response."""
_PAGE = "first"
_NOTES = {"more": {"type": "string"}, "errors": {"type": "array", "items": {"type": "object"}}}


class ToolError(Exception):
    """Why a tool has no answer; its text says what to do."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What agents are told of a tool, and what it asks; `defaults` are the values of variables that may be left out."""

    name: str
    description: str
    input_schema: JsonSchema
    output_schema: JsonSchema
    text: str
    defaults: Values

    async def answer(self, arguments: Values, ask: Ask) -> dict[str, Any]:
        """The data of the answer, with `more` where it was cut and `errors` of what has none.

        Raises:
            ToolError: the arguments are wrong, or there is no data.
        """
        self._check(arguments)
        given: Values = {**self.defaults, **arguments}
        asked, data = given, await self._ask(given, ask)
        while (size := len(orjson.dumps(data))) > Limits.tool_answer:
            smaller = self._smaller(asked)
            if smaller is None:
                problem = f"The answer has {size} bytes, more than {Limits.tool_answer}."
                raise ToolError(f"{problem} Ask for less, by {', '.join(self.input_schema['properties'])}.")
            asked, data = smaller, await self._ask(smaller, ask)
        return data | ({"more": self._cut(given, asked)} if asked is not given else {})

    def _check(self, arguments: Values) -> None:
        known, required = self.input_schema["properties"], self.input_schema["required"]
        missing = [name for name in required if arguments.get(name) is None]
        if missing or not arguments.keys() <= known.keys():
            unknown = [name for name in arguments if name not in known]
            lists = (("Give", missing), ("There is no argument", unknown), ("All arguments are", known))
            raise ToolError(" ".join(f"{said} {', '.join(names)}." for said, names in lists if names))

    async def _ask(self, variables: Values, ask: Ask) -> dict[str, Any]:
        response = await ask(self.text, variables)
        data: dict[str, Any] = response.get("data") or {}
        errors = [{"message": e["message"], **e.get("extensions", {})} for e in response.get("errors", ())]
        if all(value is None for value in data.values()):
            raise ToolError(orjson.dumps(errors or "There is none.").decode())
        return data | ({"errors": errors} if errors else {})

    def _smaller(self, variables: Values) -> Values | None:
        """Values for about half of the answer: the first variable that can be less is; None where none can."""
        for name, made in self.input_schema["properties"].items():
            value = variables.get(name)
            if isinstance(value, list) and name in self.input_schema["required"] and len(value) > 1:
                return {**variables, name: value[: len(value) // 2]}
            if name == _PAGE and isinstance(value, int) and value > 1:
                return {**variables, name: value // 2}
            if made.get("default") is True and value is True:
                return {**variables, name: False}
        return None

    def _cut(self, given: Values, asked: Values) -> str:
        said = [f"The whole answer has more than {Limits.tool_answer} bytes."]
        for name in (name for name in asked if asked[name] != given[name]):
            value = asked[name]
            if isinstance(value, list):
                said.append(f"Only the first {len(value)} of {len(given[name])} {name} are answered: ask for the rest.")
            elif value is False:
                said.append(f"`{name}` was left out: ask for less, with it.")
            else:
                further = "go on with `after`" if "after" in self.input_schema["properties"] else "ask for less at once"
                said.append(f"`{name}` was {value} instead of {given[name]}: {further}.")
        return " ".join(said)


def tools_of(schema: Schema, operations: Iterable[StoredOperation], limits: Limits) -> dict[str, Tool]:
    """The tools by name, of those operations that are tools; one with mistakes is none, which is logged."""
    tools = {}
    for operation in (one for one in operations if one.is_tool):
        if errors := document_errors(schema, operation.text, limits):
            log.warning("The stored operation '%s' is no tool: %s", operation.name, errors[0].message)
        else:
            tools[operation.name] = _tool(schema._schema, operation)
    return tools


def _tool(schema: GraphQLSchema, stored: StoredOperation) -> Tool:
    document = parse(stored.text)
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    taken, given = input_schema(schema, operation, stored.variables), output_schema(schema, document, operation)
    given["properties"] |= _NOTES
    defaults = {name: made["default"] for name, made in taken["properties"].items() if "default" in made}
    return Tool(stored.name, f"{stored.title} {stored.description}".strip(), taken, given, stored.text, defaults)
