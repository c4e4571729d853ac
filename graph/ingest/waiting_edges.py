"""Edges that wait for a node that no source has named yet: a layer above may name it.

Files may name many codes that are not loaded. So the edges of a node are kept packed, and unpacked only when it is
there.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from graph.ingest.source import EdgeWithTarget
from graph.model.elements import Edge
from graph.model.ontology import ONTOLOGY

_REMEMBERED = 8192
WaitingEdge = Edge | EdgeWithTarget
_SPEAKING_OF_ABSENT = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if kind.speaks_of_absent)


def edge_of(item: WaitingEdge) -> Edge:
    """The edge itself."""
    return item.edge if isinstance(item, EdgeWithTarget) else item


@dataclass(frozen=True, slots=True)
class WaitingEdges:
    """Edges by the CURIE that they wait for.

    `unspoken` are of kinds that speak of sources that are not loaded, which is no mistake; all `others` are one if they
    wait to the end.
    """

    unspoken: Mapping[str, bytes] = field(default_factory=dict)
    others: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, curies: Iterable[str]) -> Iterator[WaitingEdge]:
        """The edges that wait for one of some nodes."""
        for curie in curies:
            for packed in (self.unspoken.get(curie), self.others.get(curie)):
                yield from _unpacked(packed) if packed else ()

    def all_others(self) -> Iterator[WaitingEdge]:
        """The edges that wait by mistake, by the node that they wait for."""
        for curie in sorted(self.others):
            yield from _unpacked(self.others[curie])

    def changed(self, arrived: Iterable[str], waiting: Iterable[tuple[str, WaitingEdge]]) -> "WaitingEdges":
        """Without those that waited for nodes which have arrived, and with others, each with what it waits for."""
        unspoken, others = dict(self.unspoken), dict(self.others)
        for curie in arrived:
            unspoken.pop(curie, None)
            others.pop(curie, None)
        added: dict[tuple[bool, str], list[WaitingEdge]] = {}
        for curie, item in waiting:
            edge = edge_of(item)
            is_unspoken = edge.kind in _SPEAKING_OF_ABSENT and curie == edge.source
            added.setdefault((is_unspoken, curie), []).append(item)
        for (is_unspoken, curie), items in added.items():
            kept = unspoken if is_unspoken else others
            before = _unpacked(kept[curie]) if curie in kept else ()
            kept[curie] = pickle.dumps((*before, *items), pickle.HIGHEST_PROTOCOL)
        return WaitingEdges(unspoken, others)


@lru_cache(_REMEMBERED)
def _unpacked(packed: bytes) -> tuple[WaitingEdge, ...]:
    """The edges of a node; those of pages are asked for by each build that a process makes."""
    edges: tuple[WaitingEdge, ...] = pickle.loads(packed)  # noqa: S301  (our own cache)
    return edges
