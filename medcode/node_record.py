"""A node with what is said of it, as JSON has it: its properties, and the first statements of each kind of edge."""

from typing import Any

from graph.model.elements import Edge, Evidence, Node
from graph.model.limits import Limits
from graph.store import GraphStore, Hop, Paging
from medcode.edge_sides import EdgeSide, edge_sides

Record = dict[str, Any]


def node_record(store: GraphStore, node: Node, limit: int, *, with_evidence: bool) -> Record:
    """A node with at most `limit` statements of each kind of edge, in the order of the service."""
    sides = edge_sides(node.kind)
    statements = [_statements(store, node, side, limit, with_evidence=with_evidence) for side in sides]
    return {
        "curie": node.curie,
        "kind": node.kind,
        "name": node.name,
        "properties": dict(node.properties),
        "statements": [statement for statement in statements if statement["total"]],
    }


def _statements(store: GraphStore, node: Node, side: EdgeSide, limit: int, *, with_evidence: bool) -> Record:
    page = store.expand(node.curie, Hop((side.kind.name,), side.direction, paging=Paging(limit)), Limits().rows)
    return {
        "field": side.field,
        "edge_kind": side.kind.name,
        "direction": str(side.direction),
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
