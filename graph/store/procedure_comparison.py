"""What two procedures share and what only one of them has."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.model.elements import Node
from graph.model.ontology import ONTOLOGY, EdgeKind
from graph.store import Hop, LinkPage, Order

Expand = Callable[[str, Hop], LinkPage]
"""One hop from a node, within the limits of whoever asks."""
_OWN_PARTS = frozenset(kind.name for kind in ONTOLOGY.node_kinds if kind.is_part)
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


def compare(expand: Expand, a: Node, b: Node, edge_kinds: Collection[str] = ()) -> Comparison:
    """Compare two procedures along these edge kinds, or all that can lead to a shared node.

    Raises:
        QueryTooCostly: `expand` allows no more.
    """
    compared = [_section(expand, edge.name, a, b) for edge in _shareable() if not edge_kinds or edge.name in edge_kinds]
    return Comparison(a, b, [section for section in compared if section.shared or section.only_a or section.only_b])


def _shareable() -> Iterator[EdgeKind]:
    return (edge for edge in ONTOLOGY.outgoing("Procedure") if not set(edge.targets) & _OWN_PARTS)


def _section(expand: Expand, edge_kind: str, a: Node, b: Node) -> SectionComparison:
    hop = Hop((edge_kind,), order=Order("position", on_edge=True))
    of_a, of_b = ({link.node.curie: link.node for link in expand(node.curie, hop).links} for node in (a, b))
    return SectionComparison(
        edge_kind,
        shared=[node for curie, node in of_a.items() if curie in of_b],
        only_a=[node for curie, node in of_a.items() if curie not in of_b],
        only_b=[node for curie, node in of_b.items() if curie not in of_a],
    )
