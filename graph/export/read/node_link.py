"""Node-link JSON read back: line by line as it is written, or as a whole where another program wrote it anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from graph.export.read.imported_graph import ImportedGraph, edge_from_json, node_from_json, nodes_then_edges
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.errors import UnreadableExport

_OPENING = b'{"directed":true,"multigraph":true,"graph":'
_NODES, _EDGES, _END = b'"nodes":[\n', b'],"edges":[\n', b"]}\n"


def read(path: Path) -> ImportedGraph:
    """The nodes and edges of a file."""
    return nodes_then_edges(path, _items(path))


def _items(path: Path) -> Iterator[NodeItem | EdgeItem]:
    try:
        with path.open("rb") as file:
            first = file.readline()
            is_line_based = first.startswith(_OPENING) and first.endswith(_NODES)
            yield from _read_lines(path, file) if is_line_based else _read_document(path)
    except OSError as error:
        raise UnreadableExport(file=str(path), problem=error.strerror or str(error)) from error


def _read_lines(path: Path, file: Iterator[bytes]) -> Iterator[NodeItem | EdgeItem]:
    nodes, line = True, b""
    for number, line in enumerate(file, 2):
        if line == _EDGES:
            nodes = False
        elif line != _END:
            yield _item(path, number, line.rstrip(b",\n"), nodes=nodes)
    if line != _END:
        raise UnreadableExport(file=str(path), problem="the file breaks off")


def _read_document(path: Path) -> Iterator[NodeItem | EdgeItem]:
    try:
        document = orjson.loads(path.read_bytes())
        nodes, edges = document["nodes"], document["edges"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableExport(file=str(path), problem=f"this is not node-link JSON: {error}") from error
    for number, node in enumerate(nodes):
        yield _item(path, number, orjson.dumps(node), nodes=True)
    for number, edge in enumerate(edges):
        yield _item(path, number, orjson.dumps(edge), nodes=False)


def _item(path: Path, number: int, text: bytes, *, nodes: bool) -> NodeItem | EdgeItem:
    try:
        document: dict[str, Any] = orjson.loads(text)
        if nodes:
            return node_from_json({"curie": document.pop("id"), **document})
        return edge_from_json(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableExport(file=str(path), line=number, problem=f"{type(error).__name__}: {error}") from error
