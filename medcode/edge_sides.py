"""The kinds of edges that a node of a kind can have, seen from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.direction import Direction
from graph.model.ontology import ONTOLOGY, EdgeKind

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class EdgeSide:
    """A kind of edge and the direction in which a node has it."""

    kind: EdgeKind
    direction: Direction

    @property
    def field(self) -> str:
        """The field of the schema that lists what is at the other ends."""
        return self.kind.inverse if self.direction is Direction.IN else self.kind.field


def edge_sides(node_kind: str) -> Iterator[EdgeSide]:
    """What may leave a node, and then what may enter it; a symmetric kind does both at once."""
    for kind in ONTOLOGY.outgoing(node_kind):
        yield EdgeSide(kind, Direction.BOTH if kind.symmetric else Direction.OUT)
    for kind in ONTOLOGY.incoming(node_kind):
        yield EdgeSide(kind, Direction.IN)


def in_words(name: str) -> str:
    """The name of a field or a property in words: `comparedProcedures`, `is_stub`."""
    return _WORD.sub(" ", name.replace("_", " ")).lower()
