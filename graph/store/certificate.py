"""What an answer rests on, so that anybody can check it later against a snapshot, without a server.

A certificate is JSON: the version of the graph; nodes by CURIE, each with the SHA-256 of its kind, name and properties;
edges with their quotes, each with the SHA-256 of its properties and evidence and of the documents that this names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from graph.model.elements import Edge, Node, SourceDocument
from graph.model.errors import InvalidArgument
from graph.model.ontology import EDGE_KINDS
from graph.storage.frozen_graph import FrozenGraph

FORMAT = "medcode certificate 1"
Item = dict[str, Any]


def certificate(
    graph: FrozenGraph, version: str, documents: Sequence[SourceDocument], nodes: Iterable[int], edges: Iterable[int]
) -> Item:
    """The certificate of some nodes and edges, and of the nodes at the ends of the edges."""
    found, hashes = [graph.edge(number) for number in sorted(set(edges))], {one.id: one.sha256 for one in documents}
    ends = {*map(graph.curie, nodes), *(edge.source for edge in found), *(edge.target for edge in found)}
    return {
        "format": FORMAT,
        "graph": version,
        "nodes": [item for curie in sorted(ends) for item in _nodes(graph, curie)],
        "edges": [_edge_item(edge, hashes) for edge in found],
    }


def checked_certificate(
    graph: FrozenGraph, documents: Sequence[SourceDocument], content: bytes
) -> Iterator[tuple[str, str]]:
    """What a certificate names, each with `holds`, `changed` or `gone`.

    Raises:
        InvalidArgument: it is none.
    """
    hashes = {document.id: document.sha256 for document in documents}
    try:
        read = orjson.loads(content)
        if read["format"] != FORMAT:
            raise ValueError(f"it is not a '{FORMAT}'")
        items = [(item, str(item["curie"]), _nodes(graph, item["curie"])) for item in read["nodes"]]
        for item in read["edges"]:
            source, kind, target = item["source"], item["kind"], item["target"]
            items.append((item, f"{source} {kind} {target}", _edges(graph, source, kind, target, hashes)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidArgument(problem=f"this is no certificate: {error!r}") from error
    for item, name, known in items:
        yield name, "holds" if item in known else "changed" if known else "gone"


def _nodes(graph: FrozenGraph, curie: str) -> list[Item]:
    number = graph.find(curie)
    return [] if number is None else [_node_item(graph.node(number))]


def _edges(graph: FrozenGraph, source: str, kind: str, target: str, hashes: Mapping[str, str]) -> list[Item]:
    """The items of all edges of a kind between two nodes."""
    start, end = graph.find(source), graph.find(target)
    row = graph.row(start, kind, out=True) if start is not None and end is not None and kind in EDGE_KINDS else ()
    return [_edge_item(graph.edge(edge), hashes) for edge in row if graph.target(edge) == end]


def _node_item(node: Node) -> Item:
    return {"curie": node.curie, "name": node.name, "sha256": _digest([node.kind, node.name, dict(node.properties)])}


def _edge_item(edge: Edge, hashes: Mapping[str, str]) -> Item:
    evidence = [(one, hashes.get(one.source)) for one in edge.evidence]
    return {
        "source": edge.source,
        "kind": edge.kind,
        "target": edge.target,
        "quotes": [{"text": one.quote, "document": one.source, "sha256": of} for one, of in evidence if one.quote],
        "sha256": _digest([dict(edge.properties), evidence]),
    }


def _digest(content: object) -> str:
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
