"""The notes of a classification that hold for an entry: its own, and those of all that it is a kind of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model.direction import Direction
from graph.model.ontology.note_kinds import NOTE_KINDS, NoteKind
from graph.storage.frozen_graph import FrozenGraph
from graph.traversal.closure import breadth_first_levels
from graph.traversal.topology import Topology, TraversalFilter

_UPWARD = TraversalFilter(Direction.OUT, edge_kinds=("IS_A",))


@dataclass(frozen=True, slots=True)
class CodingNote:
    """A note, and the number of the node at which it stands."""

    kind: NoteKind
    text: str
    at: int


def coding_notes(
    topology: Topology, node: int, kinds: Collection[str] = (), *, inherited: bool = True
) -> list[CodingNote]:
    """The notes of some kinds, or of all, at a node and, where `inherited`, above it: the nearest first."""
    return [
        CodingNote(kind, str(text), at)
        for at in (entry_and_above(topology, node) if inherited else [node])
        for kind in NOTE_KINDS
        if not kinds or kind.name in kinds
        for text in _texts(topology.graph, at, kind)
    ]


def entry_and_above(topology: Topology, node: int) -> list[int]:
    """The node and all that it is a kind of, nearest first."""
    seeds = np.array([node], dtype=np.int64)
    return [int(number) for level in breadth_first_levels(topology, seeds, _UPWARD) for number in level]


def codes_of_note(topology: Topology, note: CodingNote) -> list[int]:
    """The entries that a note names, by code: those to which edges lead of which it is the evidence."""
    graph = topology.graph
    rows = graph.row(note.at, note.kind.edge, out=True)
    found = [graph.target(edge) for edge in rows if any(item.quote == note.text for item in graph.edge(edge).evidence)]
    return sorted(found, key=graph.curie)


def edges_to_read(topology: Topology, note: CodingNote) -> int:
    """How many edges `codes_of_note` looks at."""
    return len(topology.graph.row(note.at, note.kind.edge, out=True))


def _texts(graph: FrozenGraph, node: int, kind: NoteKind) -> Sequence[str]:
    texts = graph.node(node).properties.get(kind.property, ())
    return texts if isinstance(texts, tuple) else ()
