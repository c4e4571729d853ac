"""What is read back from an export: the same items as were written, up to what the format says that it loses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Evidence, EvidenceMethod, Properties
from graph.model.errors import UnreadableExport


@dataclass(frozen=True, slots=True)
class ImportedGraph:
    """Nodes and edges of a file, in its order. Take the nodes first and then the edges: a file is read once."""

    nodes: Iterator[NodeItem]
    edges: Iterator[EdgeItem]


_CACHE_SIZE = 16_384
"""Evidence decoded and kept at a time: that of most edges is the same."""
Reader = Callable[[Path], ImportedGraph]
"""Reads a file.

Raises:
    UnreadableExport: it cannot be read, or is not such a file; where it breaks is told. Also while items are taken.
"""


def nodes_then_edges(path: Path, items: Iterator[NodeItem | EdgeItem]) -> ImportedGraph:
    """What is read of a file in which all nodes stand before all edges."""
    first_edge: list[EdgeItem] = []

    def nodes() -> Iterator[NodeItem]:
        for item in items:
            if isinstance(item, EdgeItem):
                first_edge.append(item)
                return
            yield item

    def edges() -> Iterator[EdgeItem]:
        yield from first_edge
        for item in items:
            if isinstance(item, NodeItem):
                raise UnreadableExport(file=str(path), problem="a node stands after an edge", node=item.curie)
            yield item

    return ImportedGraph(nodes(), edges())


def node_from_json(record: Mapping[str, Any]) -> NodeItem:
    """A node of its members in JSON."""
    properties = {name: value for name, value in record.items() if name not in ("curie", "kind", "name")}
    return NodeItem(record["curie"], record["kind"], record["name"], _properties(properties))


def edge_from_json(record: Mapping[str, Any]) -> EdgeItem:
    """An edge of its members in JSON."""
    base_fields = ("source", "target", "kind", "key", "evidence")
    properties = {name: value for name, value in record.items() if name not in base_fields}
    evidence = orjson.dumps(record["evidence"]).decode()
    ends = record["source"], record["target"]
    return EdgeItem(*ends, record["kind"], record["key"], _properties(properties), read_evidence(evidence), evidence)


@lru_cache(_CACHE_SIZE)
def read_evidence(evidence_json: str) -> tuple[Evidence, ...]:
    """Evidence of its JSON."""
    return tuple(
        Evidence(**record | {"method": EvidenceMethod(record["method"])}) for record in orjson.loads(evidence_json)
    )


def _properties(record: Mapping[str, Any]) -> Properties:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
