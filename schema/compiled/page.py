"""Pages of a whole frontier: the first items of each row, read in the order in which rows are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.freeze import EDGE_KINDS
from graph.frozen import FrozenGraph
from graph.store import Direction
from schema.compiled.cells import Numbers
from schema.compiled.run import Run
from schema.relation import Relation


@dataclass(frozen=True, slots=True)
class Page:
    """The first items of some rows, one after the other.

    `counts` says how many items each whole row has, `lengths` how many of them are here. `far` are the nodes of the
    items and `edges` what leads to them; a list of nodes has no edges.
    """

    counts: Sequence[int]
    lengths: Sequence[int]
    far: Sequence[int]
    edges: Sequence[int]

    def __len__(self) -> int:
        return len(self.far)


Read = Callable[[Numbers, int, Run], Page]
"""Reads a page of at most so many items of each row."""


def reader(relation: Relation) -> Read:
    """How the rows of a relation are read."""
    kinds = [EDGE_KINDS.index(kind) for kind in relation.kinds()]
    if relation.direction is Direction.OUT:
        return _outgoing(kinds[0])
    return _incoming(kinds)


def _outgoing(kind: int) -> Read:
    def read(numbers: Numbers, limit: int, run: Run) -> Page:
        graph = run.graph
        stretches = graph.stretches(numbers, kind, out=True)
        counts = [end - start for start, end in stretches]
        lengths = _spent(counts, limit, run)
        if len(numbers) == 1:
            ((start, _),) = stretches
            end = start + lengths[0]
            return Page(counts, lengths, list(graph.targets[start:end]), range(start, end))
        edges = [edge for (start, _), n in zip(stretches, lengths, strict=True) for edge in range(start, start + n)]
        targets = graph.targets
        return Page(counts, lengths, [targets[edge] for edge in edges], edges)

    return read


def _incoming(kinds: Sequence[int]) -> Read:
    def read(numbers: Numbers, limit: int, run: Run) -> Page:
        graph = run.graph
        found = [graph.stretches(numbers, kind, out=False) for kind in kinds]
        counts = [sum(end - start for start, end in row) for row in zip(*found, strict=True)]
        lengths = _spent(counts, limit, run)
        edges = list[int]()
        for row, length in zip(zip(*found, strict=True), lengths, strict=True):
            edges += _first(graph, row, length)
        sources = graph.sources
        return Page(counts, lengths, [sources[edge] for edge in edges], edges)

    return read


def _first(graph: FrozenGraph, row: Sequence[tuple[int, int]], length: int) -> Sequence[int]:
    """The first items of a row, which may be of several kinds: by name, whatever the kind."""
    full = [(start, end) for start, end in row if start < end]
    if len(full) == 1:
        return graph.incoming[full[0][0] : full[0][0] + length]
    # The first of all are among the first of each.
    edges = [edge for start, end in full for edge in graph.incoming[start : min(end, start + length)]]
    ranks, sources = graph.ranks, graph.sources
    return sorted(edges, key=lambda edge: ranks[sources[edge]])[:length]


def _spent(counts: Sequence[int], limit: int, run: Run) -> Sequence[int]:
    """How many items of each row are taken; they are counted before they are read."""
    lengths = [count if count < limit else limit for count in counts]
    total = sum(lengths)
    run.request.look_at(total)
    run.request.spend(len(counts) + total)
    return lengths


def listing(kind: str) -> Read:
    """How all nodes of a kind are listed: by name, from the beginning."""

    def read(numbers: Numbers, limit: int, run: Run) -> Page:
        every = run.graph.of_kind(kind)
        run.request.look_at(min(len(every), limit))
        run.request.spend(1 + min(len(every), limit))
        far: list[int] = every[:limit].tolist()
        return Page((len(every),), (len(far),), far, ())

    return read
