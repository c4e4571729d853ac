"""The tool that gives a link: the whole answer of a stored operation as a file, instead of a long answer."""

from collections.abc import Mapping
from shlex import quote
from typing import Any
from urllib.parse import urlencode

import orjson
from graphql import GraphQLSchema, parse

from graph.export.formats import FORMATS
from graph.model.errors import InvalidArgument
from schema.documents.variables import variables_from_texts
from serving.agents.json_schema import JsonSchema
from serving.agents.tool import ToolError
from serving.export_catalog import PREFIX
from serving.stored_operations import StoredOperation

NAME = "export"
DESCRIPTION = "A link to all that a stored operation finds, as a file, and a command that writes it. `table` is CSV."


def export_schema(operations: Mapping[str, StoredOperation]) -> JsonSchema:
    """The schema of the arguments."""
    properties = {
        "operation": {"enum": [*operations]},
        "variables": {"type": "object", "description": "Those of the tool of this name."},
        "format": {"enum": [*FORMATS], "default": "table"},
    }
    return {"type": "object", "properties": properties, "required": ["operation"], "additionalProperties": False}


def export_link(
    schema: GraphQLSchema, operations: Mapping[str, StoredOperation], arguments: Mapping[str, Any], server: str
) -> dict[str, str]:
    """The link and the command; `server` is the address of this one, where it has one.

    Raises:
        ToolError: there is no such operation, format or variable.
    """
    name, format_ = arguments.get("operation", ""), arguments.get("format", "table")
    variables = arguments.get("variables") or {}
    if name not in operations or format_ not in FORMATS or not isinstance(variables, dict):
        raise ToolError(f"`operation` is one of {', '.join(operations)}; `format` is one of {', '.join(FORMATS)}.")
    texts = {key: [_text(value)] for key, value in variables.items()}
    try:
        variables_from_texts(schema, parse(operations[name].text), texts)
    except InvalidArgument as error:
        raise ToolError(f"{error.message} {error.details}") from error
    command = f"medcode export --query {name} --variables {quote(_text(variables))} --format {format_} --out FILE"
    return {"href": f"{server}{PREFIX}/{name}.{format_}?{urlencode(texts, doseq=True)}", "command": command}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
