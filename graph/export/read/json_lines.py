"""JSON Lines read back."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from graph.export.read.imported_graph import ImportedGraph, edge_from_json, node_from_json, nodes_then_edges
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.errors import UnreadableExport

ITEM = "item"
"""What says whether a line is a node or an edge; no property may be called so."""


def read(path: Path) -> ImportedGraph:
    """The nodes and edges of a file, one a line."""
    return nodes_then_edges(path, _items(path))


def read_items(path: Path, lines: Iterable[bytes]) -> Iterator[NodeItem | EdgeItem]:
    """What lines say that stand in a file, or in a member of it."""
    for number, line in enumerate(lines, 1):
        yield _item(path, number, line)


def _items(path: Path) -> Iterator[NodeItem | EdgeItem]:
    try:
        with path.open("rb") as file:
            yield from read_items(path, file)
    except OSError as error:
        raise UnreadableExport(file=str(path), problem=error.strerror or str(error)) from error


def _item(path: Path, number: int, line: bytes) -> NodeItem | EdgeItem:
    try:
        record: dict[str, Any] = orjson.loads(line)
        return node_from_json(record) if _is_node(record.pop(ITEM)) else edge_from_json(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableExport(file=str(path), line=number, problem=f"{type(error).__name__}: {error}") from error


def _is_node(what: str) -> bool:
    return {"node": True, "edge": False}[what]
