"""What is read back from an export: the same items as were written, up to what the format says that it loses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Evidence, Method, Properties
from graph.model.errors import UnreadableExport


@dataclass(frozen=True, slots=True)
class ImportedGraph:
    """Nodes and edges of a file, in its order. Take the nodes first and then the edges: a file is read once."""

    nodes: Iterator[NodeItem]
    edges: Iterator[EdgeItem]


_REMEMBERED = 16_384
"""Evidence decoded and kept at a time: that of most edges is the same."""
Reader = Callable[[Path], ImportedGraph]
"""Reads a file.

Raises:
    UnreadableExport: it cannot be read, or is not such a file; where it breaks is told. Also while items are taken.
"""


def in_one_pass(path: Path, items: Iterator[NodeItem | EdgeItem]) -> ImportedGraph:
    """What is read of a file in which all nodes stand before all edges."""
    held: list[EdgeItem] = []

    def nodes() -> Iterator[NodeItem]:
        for item in items:
            if isinstance(item, EdgeItem):
                held.append(item)
                return
            yield item

    def edges() -> Iterator[EdgeItem]:
        yield from held
        for item in items:
            if isinstance(item, NodeItem):
                raise UnreadableExport(file=str(path), problem="a node stands after an edge", node=item.curie)
            yield item

    return ImportedGraph(nodes(), edges())


def node_item(said: Mapping[str, Any]) -> NodeItem:
    """A node of its members in JSON."""
    rest = {name: value for name, value in said.items() if name not in ("curie", "kind", "name")}
    return NodeItem(said["curie"], said["kind"], said["name"], _properties(rest))


def edge_item(said: Mapping[str, Any]) -> EdgeItem:
    """An edge of its members in JSON."""
    own = ("source", "target", "kind", "key", "evidence")
    rest = {name: value for name, value in said.items() if name not in own}
    evidence = orjson.dumps(said["evidence"]).decode()
    ends = said["source"], said["target"]
    return EdgeItem(*ends, said["kind"], said["key"], _properties(rest), read_evidence(evidence), evidence)


@lru_cache(_REMEMBERED)
def read_evidence(evidence_json: str) -> tuple[Evidence, ...]:
    """Evidence of its JSON."""
    return tuple(Evidence(**said | {"method": Method(said["method"])}) for said in orjson.loads(evidence_json))


def _properties(said: Mapping[str, Any]) -> Properties:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
