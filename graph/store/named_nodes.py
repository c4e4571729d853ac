"""Nodes by what people call them: a CURIE, a code, a slug or a name; and what is near where there is none."""

from dataclasses import dataclass

from graph.model.elements import Node
from graph.model.errors import UnknownNode
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from graph.store.store import GraphStore
from graph.store.written_codes import read_written_code


@dataclass(frozen=True, slots=True)
class NamedNode:
    """A name and the node that it means, or else what is wrong with it and the nearest nodes."""

    given: str
    node: Node | None
    problem: str | None = None
    nearest: tuple[Node, ...] = ()


def find_named(store: GraphStore, name: str) -> NamedNode:
    """The node of a name: all of one of its names, or its code; what looks alike is near, and never meant.

    Raises:
        InvalidArgument: the name is too long.
    """
    if (node := store.node(name)) is not None:
        return NamedNode(name, node)
    written, node_of = read_written_code(store.topology.graph, name, Limits.candidates), store.topology.graph.node
    if written.nodes or written.nearest:
        found = None if written.node is None else node_of(written.node)
        return NamedNode(name, found, written.problem, tuple(map(node_of, written.nearest)))
    prefix, _, local = name.partition(":")
    kinds = tuple(kind.name for kind in ONTOLOGY.node_kinds if local and prefix in kind.prefixes)
    hits = store.search(Search(local.replace("-", " ") if kinds else name, kinds, limit=Limits.candidates)).hits
    nodes = [node for hit in hits if (node := store.node(hit.curie))]
    if nodes and not kinds and hits[0].match_type >= MatchType.SYNONYM:
        return NamedNode(name, nodes[0])
    problem = written.problem if written.normalized else f"The graph has no node '{name[:80]}'."
    return NamedNode(name, None, problem, tuple(nodes))


def named_node(store: GraphStore, name: str) -> Node:
    """The node of a CURIE, a code or a name.

    Raises:
        UnknownNode: there is none; the nearest are told.
        InvalidArgument: the name is too long.
    """
    found = find_named(store, name)
    if found.node is None:
        raise UnknownNode(name=name, nearest=[node.curie for node in found.nearest])
    return found.node
