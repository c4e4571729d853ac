"""A node with what is said of it, as JSON has it: its properties, and the first statements of each kind of edge."""

from collections.abc import Iterator
from typing import Any

from graph.model.direction import Direction
from graph.model.elements import Edge, Evidence, Node
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY, EdgeKind
from graph.store import GraphStore, Hop, Paging

Record = dict[str, Any]


def node_record(store: GraphStore, node: Node, limit: int, *, with_evidence: bool) -> Record:
    """A node with at most `limit` statements of each kind of edge, in the order of the service."""
    statements = [_statements(store, node, *side, limit, with_evidence=with_evidence) for side in _sides(node)]
    return {
        "curie": node.curie,
        "kind": node.kind,
        "name": node.name,
        "properties": dict(node.properties),
        "statements": [statement for statement in statements if statement["total"]],
    }


def _sides(node: Node) -> Iterator[tuple[EdgeKind, Direction]]:
    """The kinds of edges that a node can have, and in which direction."""
    for kind in ONTOLOGY.outgoing(node.kind):
        yield kind, Direction.BOTH if kind.symmetric else Direction.OUT
    for kind in ONTOLOGY.incoming(node.kind):
        yield kind, Direction.IN


def _statements(
    store: GraphStore, node: Node, kind: EdgeKind, direction: Direction, limit: int, *, with_evidence: bool
) -> Record:
    page = store.expand(node.curie, Hop((kind.name,), direction, paging=Paging(limit)), Limits().rows)
    return {
        "field": kind.inverse if direction is Direction.IN else kind.field,
        "edge_kind": kind.name,
        "direction": str(direction),
        "total": page.total,
        "nodes": [_linked(link.node, link.edge, store, with_evidence=with_evidence) for link in page.links],
    }


def _linked(node: Node, edge: Edge, store: GraphStore, *, with_evidence: bool) -> Record:
    """The node at the other end of an edge, and what the edge says of it."""
    linked: Record = {"curie": node.curie, "kind": node.kind, "name": node.name, "properties": dict(edge.properties)}
    if with_evidence:
        linked["evidence"] = [_evidence(store, evidence) for evidence in edge.evidence]
    return linked


def _evidence(store: GraphStore, evidence: Evidence) -> Record:
    document = store.document(evidence.source)
    return {
        "source": evidence.source,
        "title": document.title if document else None,
        "section": evidence.section,
        "quote": evidence.quote,
        "method": str(evidence.method),
        "confidence": evidence.confidence,
    }
