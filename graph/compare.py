"""What two procedures share and what only one of them has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.model import Node
from graph.ontology import ONTOLOGY
from graph.store import GraphStore, Hop, Order

BUDGET = 2_000
_OWN_PARTS = ("Step", "Section")
"""Kinds whose nodes belong to one procedure alone, so that two procedures can never share one."""


@dataclass(frozen=True, slots=True)
class SectionComparison:
    """What two procedures have of one kind of edge, each list in the order of the page."""

    edge_kind: str
    shared: Sequence[Node]
    only_a: Sequence[Node]
    only_b: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two procedures, section by section."""

    a: Node
    b: Node
    sections: Sequence[SectionComparison]


def compare(store: GraphStore, a: Node, b: Node, edge_kinds: Collection[str] = ()) -> Comparison:
    """Compare two procedures along these edge kinds, or all that can lead to a shared node; one store call each."""
    sections = []
    for edge in ONTOLOGY.outgoing("Procedure"):
        if any(kind in _OWN_PARTS for kind in edge.targets) or (edge_kinds and edge.name not in edge_kinds):
            continue
        hop = Hop((edge.name,), order=Order("position", on_edge=True))
        pages = [store.expand(node.curie, hop, BUDGET) for node in (a, b)]
        of_a, of_b = ({link.node.curie: link.node for link in page.links} for page in pages)
        if of_a or of_b:
            shared = [node for curie, node in of_a.items() if curie in of_b]
            only_a = [node for curie, node in of_a.items() if curie not in of_b]
            only_b = [node for curie, node in of_b.items() if curie not in of_a]
            sections.append(SectionComparison(edge.name, shared, only_a, only_b))
    return Comparison(a, b, sections)
