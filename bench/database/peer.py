"""Neo4j's GraphQL library over the same database: its server, and the operations in its words."""

from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import orjson
from graphql import FieldNode, OperationDefinitionNode, SelectionSetNode, parse

from bench.peers.node_packages import program
from bench.peers.process import PORT, Launch, Server

NODE = Path(__file__).parent / "node"
PEER = "@neo4j/graphql"
_LISTS = {"diagnosis": "diagnoses", "procedure": "procedures"}


def peer_launch(address: str) -> Launch:
    """How its server is started over a database."""
    command = [program("node"), str(NODE / "server.mjs"), PORT]
    return Launch(PEER, command, {"DATABASE": address, "NODE_ENV": "production"})


def statements(server: Server) -> int:
    """How many statements it has sent so far."""
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/statements")
    return int(connection.getresponse().read())


def in_its_words(text: str) -> str:
    """An operation of ours as the library takes it: a node by a condition, relations as plain lists."""
    (operation,) = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    (field,) = _fields(operation.selection_set)
    found = f"{_LISTS[field.name.value]}(where: {{ curie: {{ eq: $curie }} }})"
    return f"query ($curie: String!) {{ {found} {_selected(field.selection_set)} }}"


def _fields(selections: SelectionSetNode) -> list[FieldNode]:
    return [field for field in selections.selections if isinstance(field, FieldNode)]


def _selected(selections: SelectionSetNode | None) -> str:
    if selections is None:
        return ""
    fields = _fields(selections)
    if [field.name.value for field in fields] == ["nodes"]:
        return _selected(fields[0].selection_set)
    return f"{{ {' '.join(f'{field.name.value} {_selected(field.selection_set)}' for field in fields)} }}"


def plain(answer: Any) -> Any:
    """An answer of either without the order of lists and what differs in form: `nodes` around them.

    Of equal items one is left: the library names a node once to which several edges lead, ours once for each edge.
    """
    if isinstance(answer, Mapping):
        if set(answer) == {"nodes"}:
            return plain(answer["nodes"])
        return {name: plain(value) for name, value in answer.items()}
    if isinstance(answer, list):
        return sorted({orjson.dumps(plain(item)).decode() for item in answer})
    return answer
