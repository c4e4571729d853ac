"""Nodes by what people call them: a CURIE, a code, a slug or a name; and what is near where there is none."""

from dataclasses import dataclass

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from graph.store.store import GraphStore
from graph.store.written_codes import read_written_code

_CERTAIN = MatchType.SYNONYM
"""The weakest match by which a node may be named: all of one of its names, or its code."""
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class NamedNode:
    """A name as it was given, the node that it means, or else what is wrong and the nearest nodes."""

    given: str
    node: Node | None
    problem: str | None = None
    nearest: tuple[Node, ...] = ()


def find_named(store: GraphStore, name: str) -> NamedNode:
    """The node of a name: what only begins so, or looks alike, is near and never meant.

    Raises:
        InvalidArgument: the name is too long.
    """
    node = store.node(name)
    if node is not None:
        return NamedNode(name, node)
    graph = store.topology.graph
    written = read_written_code(graph, name, Limits.candidates)
    if written.nodes or written.nearest:
        found = graph.node(written.node) if written.node is not None else None
        return NamedNode(name, found, written.problem, tuple(map(graph.node, written.nearest)))
    prefix, _, local = name.partition(":")
    kinds = tuple(kind.name for kind in ONTOLOGY.node_kinds if local and prefix in kind.prefixes)
    hits = store.search(Search(local.replace("-", " ") if kinds else name, kinds, limit=Limits.candidates)).hits
    nodes = [node for node in (store.node(hit.curie) for hit in hits) if node is not None]
    if nodes and not kinds and hits[0].match_type >= _CERTAIN:
        return NamedNode(name, nodes[0])
    problem = written.problem if written.normalized else f"The graph has no node '{name[:_SHOWN]}'."
    return NamedNode(name, None, problem, tuple(nodes))
