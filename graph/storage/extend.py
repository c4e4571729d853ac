"""A frozen graph with nodes and edges put in: the same columns as if all had been frozen together.

What stands in the columns is moved, not read: what it costs depends on what is put in.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.model.elements import Edge, Node, SourceDocument, name_key
from graph.model.ontology import NODE_KINDS
from graph.storage.columns import END, Array
from graph.storage.decoding import decode_json
from graph.storage.extend_edges import EdgeExtension
from graph.storage.extend_evidence import EvidenceExtension
from graph.storage.freeze import identity_text
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import LISTED_BY, GraphRows, Ints, Longs
from graph.storage.record import encode_node_record
from graph.storage.splice import Splice


@dataclass(frozen=True, slots=True)
class Additions:
    """What a graph is extended by.

    `nodes` are new ones, and what nodes that are there become; `edges` are new ones, those of a kind between the same
    nodes side by side, in the order in which they are numbered; `removed` are numbers of edges that go. `documents` are
    all those of the graph that results.
    """

    nodes: Mapping[str, Node]
    edges: Sequence[Edge]
    removed: Collection[int] = ()
    documents: Sequence[SourceDocument] = ()


@dataclass(frozen=True, slots=True)
class Extended:
    """The rows of the graph that results, and the numbers that the nodes of the base have in it."""

    rows: GraphRows
    numbers: Longs


def extend(base: FrozenGraph, additions: Additions) -> Extended:
    """Put new nodes and edges into a graph."""
    nodes = _NodeExtension(base, additions.nodes)
    moved = _edges_by_other_names(base, nodes.renamed, additions.removed)
    again = [*additions.edges, *map(base.edge, moved)]
    removed = [*additions.removed, *moved]
    edges = EdgeExtension(base, again, removed, nodes.numbers, nodes.numbers_of_added, nodes.rank)
    evidence = EvidenceExtension(base.columns, edges.kept_evidence, edges.evidence)
    rows = GraphRows(
        identity=nodes.identity(),
        values=nodes.values(),
        kinds=nodes.kinds(),
        rank=nodes.rank,
        listed=nodes.listed(),
        slugs=nodes.slugs(),
        edges=edges.rows(evidence.numbers, evidence.added),
        edge_values=edges.values(),
        evidence=evidence.columns(additions.documents),
    )
    return Extended(rows, nodes.numbers)


def _edges_by_other_names(base: FrozenGraph, renamed: Iterable[int], removed: Collection[int]) -> list[int]:
    """The edges that stay and stand elsewhere, since edges are listed by the names of their targets.

    Those between the same nodes stand side by side, in the order of their numbers.
    """
    columns, gone = base.columns, frozenset(removed)
    starts, entering = columns["in.starts"], columns["in.edges"]
    found = (edge for node in renamed for edge in entering[starts[node] : starts[node + 1]].tolist())
    keys = ("edge.source", "edge.target", "edge.kind", "edge.number")
    return sorted(set(found) - gone, key=lambda edge: [int(columns[key][edge]) for key in keys])


class _NodeExtension:
    """What becomes of the nodes."""

    def __init__(self, base: FrozenGraph, nodes: Mapping[str, Node]) -> None:
        self._base = base
        self._added = [nodes[curie] for curie in sorted(nodes)]
        known = (base.find(node.curie) for node in self._added)
        self._changed = [number for number in known if number is not None]
        places = [bisect_left(base.curies, node.curie) for node in self._added]
        self._splice = Splice(np.array(self._changed, dtype=np.int64), np.array(places, dtype=np.int64))
        self._places = self._splice.inserted_places().tolist()
        self.numbers_of_added = {node.curie: number for node, number in zip(self._added, self._places, strict=True)}
        """The numbers of new and of changed nodes afterwards."""

    @property
    def renamed(self) -> Iterator[int]:
        """The nodes of the base that have other names afterwards."""
        known = ((self._base.find(node.curie), node.name) for node in self._added)
        return (number for number, name in known if number is not None and self._base.node(number).name != name)

    @cached_property
    def numbers(self) -> Longs:
        """The numbers of the nodes of the base afterwards."""
        moved = self._splice.new_places(len(self._base))
        moved[self._changed] = [self.numbers_of_added[self._base.curies[number]] for number in self._changed]
        return moved

    @cached_property
    def rank(self) -> Ints:
        """Where each node stands by name afterwards."""
        kept = self._unchanged(np.argsort(np.asarray(self._base.ranks)))
        names, curies = self._base.names, self._base.curies

        def key(number: int) -> tuple[str, str, str]:
            return name_key(decode_json(names[number], "node.identity.bytes"), curies[number])

        added = sorted(
            (name_key(node.name, node.curie), number) for node, number in zip(self._added, self._places, strict=True)
        )
        places = [bisect_left(kept, wanted, key=key) for wanted, _ in added]
        order = np.insert(self.numbers[kept], places, [number for _, number in added])
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order))
        return rank

    def identity(self) -> dict[str, Array]:
        """The columns of CURIEs and names."""
        texts = [(identity_text(node.curie, node.name) + END).encode() for node in self._added]
        return self._splice.of_arena("node.identity", self._base.columns.arena("node.identity"), texts)

    def values(self) -> dict[str, Array]:
        """The columns of properties."""
        records = [encode_node_record({"kind": node.kind, **node.properties}) for node in self._added]
        return self._splice.of_arena("node.values", self._base.values, records)

    def kinds(self) -> npt.NDArray[np.uint8]:
        """The kind of each node."""
        kinds = [NODE_KINDS.index(node.kind) for node in self._added]
        return self._splice.of(self._base.columns["node.kind"].astype(np.uint8), kinds)

    def listed(self) -> list[npt.NDArray[np.bool_]]:
        """What nodes are listed by."""
        return [
            self._splice.of(flags, [bool(node.properties.get(name)) for node in self._added])
            for flags, (name, _) in zip(self._listed_in_base(), LISTED_BY, strict=True)
        ]

    def _listed_in_base(self) -> list[npt.NDArray[np.bool_]]:
        """The flags of the nodes of the base: those of a kind that have the same are listed one after another."""
        flags = [np.zeros(len(self._base), dtype=np.bool_) for _ in LISTED_BY]
        for kind in NODE_KINDS:
            listed, start = self._base.of_kind(kind), 0
            while start < len(listed):
                said = self._flags(listed[start])
                end = bisect_left(listed, x=True, lo=start, key=lambda number, said=said: self._flags(number) != said)  # type: ignore[misc]
                for flag, value in zip(flags, said, strict=True):
                    flag[listed[start:end]] = value
                start = end
        return flags

    def _flags(self, number: int) -> tuple[bool, ...]:
        properties = self._base.node(int(number)).properties
        return tuple(bool(properties.get(name)) for name, _ in LISTED_BY)

    def slugs(self) -> Array:
        """The nodes that have a slug, by slug and then by name."""
        kept = self._unchanged(self._base.columns["slug.nodes"])
        rank = self.rank
        added = sorted(
            (str(node.properties["slug"]).casefold(), rank[number], number)
            for node, number in zip(self._added, self._places, strict=True)
            if node.properties.get("slug") is not None
        )

        def key(number: int) -> tuple[str, int]:
            return self._base.slugs.slug(number), rank[self.numbers[number]]

        places = [bisect_left(kept, (slug, name), key=key) for slug, name, _ in added]
        return np.insert(self.numbers[kept], places, [number for *_, number in added]).astype(np.uint32)

    def _unchanged(self, numbers: Array) -> Array:
        return numbers[~np.isin(numbers, self._changed)]
