"""What an answer rests on, as JSON that anybody can check later against a snapshot, without a server.

A certificate names the version of the graph; nodes by CURIE, each with the SHA-256 of its kind, name and properties;
edges with their quotes, each with the SHA-256 of its properties, its evidence and the documents that this names.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import orjson

from graph.model.errors import InvalidArgument
from graph.model.ontology import EDGE_KINDS
from graph.storage.frozen_graph import FrozenGraph

Item = dict[str, Any]
Hashes = dict[str, str]
"""The SHA-256 of documents by their id."""
_FORMAT = "medcode certificate 1"


def certificate(graph: FrozenGraph, version: str, hashes: Hashes, nodes: Iterable[int], edges: Iterable[int]) -> Item:
    """The certificate of some nodes and edges, and of the nodes at the ends of the edges."""
    found = sorted(set(edges))
    of_nodes = [_node(graph, one) for one in sorted({*nodes, *map(graph.source, found), *map(graph.target, found)})]
    of_edges = [_edge(graph, one, hashes) for one in found]
    return {"format": _FORMAT, "graph": version, "nodes": of_nodes, "edges": of_edges}


def checked_certificate(graph: FrozenGraph, hashes: Hashes, content: bytes) -> Iterator[tuple[str, str]]:
    """What a certificate names, each with `holds`, `changed` or `gone`.

    Raises:
        InvalidArgument: it is none.
    """
    try:
        read = orjson.loads(content)
        if read["format"] != _FORMAT:
            raise ValueError(f"its format is not '{_FORMAT}'")
        items = [(item, str(item["curie"]), _nodes(graph, item)) for item in read["nodes"]]
        items += [(item, " ".join(map(str, _key(item))), _edges(graph, item, hashes)) for item in read["edges"]]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InvalidArgument(problem=f"this is no certificate: {error!r}") from error
    for item, name, known in items:
        yield name, "holds" if item in known else "changed" if known else "gone"


def _nodes(graph: FrozenGraph, item: Item) -> list[Item]:
    number = graph.find(item["curie"])
    return [] if number is None else [_node(graph, number)]


def _edges(graph: FrozenGraph, item: Item, hashes: Hashes) -> list[Item]:
    """All edges of the kind between the two nodes."""
    source, kind, target = _key(item)
    start = graph.find(source) if kind in EDGE_KINDS else None
    row = () if start is None else graph.row(start, kind, out=True)
    return [_edge(graph, edge, hashes) for edge in row if graph.curie(graph.target(edge)) == target]


def _key(item: Item) -> tuple[str, str, str]:
    return item["source"], item["kind"], item["target"]


def _node(graph: FrozenGraph, number: int) -> Item:
    node = graph.node(number)
    return {"curie": node.curie, "name": node.name, "sha256": _digest([node.kind, node.name, dict(node.properties)])}


def _edge(graph: FrozenGraph, number: int, hashes: Hashes) -> Item:
    edge = graph.edge(number)
    evidence = [(one, hashes.get(one.source)) for one in edge.evidence]
    quotes = [{"text": one.quote, "document": one.source, "sha256": of} for one, of in evidence if one.quote]
    ends = {"source": edge.source, "kind": edge.kind, "target": edge.target}
    return {**ends, "quotes": quotes, "sha256": _digest([dict(edge.properties), evidence])}


def _digest(content: object) -> str:
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
