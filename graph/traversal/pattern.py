"""Patterns: a small tree of nodes and edges, and the nodes of the graph that can stand at its root.

A pattern is solved from its leaves: what a leaf allows is followed back to what may stand above it, so that the cost
depends on what the pattern names and not on the graph. Steps are counted, and a pattern that needs too many is refused.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from graph.model.direction import Direction
from graph.model.elements import Edge, Node
from graph.model.errors import InvalidArgument, QueryTooCostly, UnknownNode
from graph.model.limits import Limits
from graph.model.ontology import NODE_KINDS, ONTOLOGY, EdgeKind
from graph.traversal.closure import closure
from graph.traversal.expansion import Expansion
from graph.traversal.topology import Flags, Int64Array, Topology, TraversalFilter

_AT_ONCE, _STEP = 2, 50
"""Edges that are followed, and their ends sorted, in the time of one by itself; the time any step takes, in those."""


@dataclass(frozen=True, slots=True)
class EdgePattern:
    """An edge that must be there, or with `absent` must not be, and what stands at its other end."""

    kind: str
    node: "NodePattern"
    direction: Direction = Direction.OUT
    absent: bool = False


@dataclass(frozen=True, slots=True)
class NodePattern:
    """What a node must be: of a kind, one of some nodes, at or below another along IS_A, joined by some edges."""

    kind: str | None = None
    curies: tuple[str, ...] | None = None
    descendant_of: str | None = None
    edges: tuple[EdgePattern, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeMatch:
    """An edge of the graph that meets an edge of the pattern, what it leads to, and how that meets the rest."""

    edge: Edge
    node: Node
    links: Sequence["EdgeMatch"]


@dataclass(frozen=True, slots=True)
class Match:
    """A node that can stand at the root, with `Limits.pattern_links` links at most for each edge of the pattern."""

    node: Node
    links: Sequence[EdgeMatch]


@dataclass(slots=True)
class Matcher:
    """The matches of a pattern, by name. `announce` is told what is done, and may end it by raising.

    Raises:
        InvalidArgument: the ontology has no such edge there, or the pattern is too large.
        UnknownNode: the pattern names a node that is not there.
        QueryTooCostly: solving it looks at more than `Limits.pattern_rows` edges.
    """

    topology: Topology
    pattern: NodePattern
    announce: Callable[[int], None] = lambda rows: None
    rows: int = 0
    _solved: dict[int, Int64Array | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pattern = _with_kinds(self.pattern)

    def roots(self) -> Int64Array:
        """The nodes that can stand at the root, by name."""
        if sum(1 for _ in _edges(self.pattern)) > Limits.pattern_edges:
            raise InvalidArgument(argument="pattern", problem="it has too many edges", maximum=Limits.pattern_edges)
        _check(self.pattern)
        found = self._solve(self.pattern)
        return self.topology.sorted_by_name(self._all(self.pattern.kind) if found is None else found)

    def matches(self, roots: Int64Array) -> Iterator[Match]:
        """Some of the roots, one by one, with what makes them match: that grows by a power for each edge below."""
        self.topology.graph.meet(roots)
        for root in roots.tolist():
            yield Match(self.topology.graph.node(root), self._links(root, self.pattern))

    def _solve(self, pattern: NodePattern) -> Int64Array | None:
        """The nodes that meet a pattern; None where any of its kind does."""
        found = self._named(pattern)
        narrow = [edge for edge in pattern.edges if not edge.absent]
        # What names something narrows the search for what does not.
        solved = [(self._solve(edge.node), edge) for edge in narrow]
        for ends, edge in sorted(solved, key=lambda pair: pair[0] is None):
            reached = self._reached(pattern.kind, found, edge, ends)
            found = reached if found is None else np.intersect1d(found, reached)
        for edge in pattern.edges:
            if edge.absent:
                found = self._all(pattern.kind) if found is None else found
                found = np.setdiff1d(found, self._reached(pattern.kind, found, edge, self._solve(edge.node)))
        self._solved[id(pattern)] = found
        return found

    def _named(self, pattern: NodePattern) -> Int64Array | None:
        found: Int64Array | None = None
        if pattern.curies is not None:
            found = np.unique(np.concatenate([self._find(curie) for curie in ("", *pattern.curies)]))
        if pattern.descendant_of is not None:
            self._find(pattern.descendant_of)
            below = closure(self.topology, [pattern.descendant_of], "IS_A", Direction.IN)
            self.announce(len(below) // _AT_ONCE)
            found = np.unique(below) if found is None else np.intersect1d(found, below)
        return found if found is None else self._of_kind(found, pattern.kind)

    def _find(self, curie: str) -> Int64Array:
        found = self.topology.find([curie])
        if curie and not len(found):
            raise UnknownNode(name=curie[:80])
        return found

    def _reached(
        self, kind: str | None, near: Int64Array | None, edge: EdgePattern, ends: Int64Array | None
    ) -> Int64Array:
        """The nodes of a kind that have this edge to one of the ends; with `ends` None, to any of the kind."""
        if ends is not None:
            back = self._steps(ends, edge, edge.direction.reverse())
            return self._of_kind(np.unique(back.far), kind)
        steps = self._steps(self._all(kind) if near is None else near, edge, edge.direction)
        allowed = self.topology.of_kinds((edge.node.kind,) if edge.node.kind else ())
        return np.unique(steps.near if allowed is None else steps.near[allowed[steps.far]])

    def _steps(self, nodes: Int64Array, edge: EdgePattern, direction: Direction) -> Expansion:
        count = self.topology.count(nodes, direction)
        self.announce(_STEP + count // _AT_ONCE)
        self.rows += count
        if self.rows > Limits.pattern_rows:
            raise QueryTooCostly(rows=self.rows, limit=Limits.pattern_rows)
        return self.topology.expand(nodes, TraversalFilter(direction, edge_kinds=(edge.kind,)))

    def _of_kind(self, nodes: Int64Array, kind: str | None) -> Int64Array:
        return nodes[self.topology.are_of(nodes, (kind,))] if kind else nodes

    def _all(self, kind: str | None) -> Int64Array:
        if kind is None:
            raise InvalidArgument(argument="pattern", problem="a node needs a kind, or something that narrows it")
        every = self.topology.graph.of_kind(kind)
        self.announce(len(every) // _AT_ONCE)
        return np.sort(every.astype(np.int64))

    def _are_met(self, nodes: Int64Array, pattern: NodePattern) -> Flags:
        """For each of some nodes whether it meets a pattern that is solved, in no time that grows with the graph."""
        solved = self._solved[id(pattern)]
        if solved is None:
            return self.topology.are_of(nodes, (pattern.kind,)) if pattern.kind else np.ones(len(nodes), dtype=np.bool_)
        if not len(solved):
            return np.zeros(len(nodes), dtype=np.bool_)
        places = np.searchsorted(solved, nodes).clip(max=len(solved) - 1)  # It is in order.
        met: Flags = solved[places] == nodes
        return met

    def _links(self, node: int, pattern: NodePattern) -> list[EdgeMatch]:
        found = []
        for edge in pattern.edges:
            if not edge.absent:
                steps = self._steps(np.array([node]), edge, edge.direction)
                met = self._are_met(steps.far, edge.node)
                order = np.argsort(self.topology.rank(steps.far[met]), kind="stable")[: Limits.pattern_links]
                for number, far in zip(steps.edge[met][order].tolist(), steps.far[met][order].tolist(), strict=True):
                    link = self.topology.graph.edge(number), self.topology.graph.node(far)
                    found.append(EdgeMatch(*link, self._links(far, edge.node)))
        return found


def _edges(pattern: NodePattern) -> Iterator[EdgePattern]:
    for edge in pattern.edges:
        yield edge
        yield from _edges(edge.node)


def _with_kinds(pattern: NodePattern) -> NodePattern:
    """The pattern with the kinds that its edges leave no choice about."""
    edges = tuple(replace(edge, node=_with_kinds(_end(edge))) for edge in pattern.edges)
    return replace(pattern, edges=edges)


def _end(edge: EdgePattern) -> NodePattern:
    kind = ONTOLOGY.edges[edge.kind]
    ends = {Direction.OUT: kind.targets, Direction.IN: kind.sources}.get(edge.direction, ())
    return replace(edge.node, kind=ends[0]) if edge.node.kind is None and len(ends) == 1 else edge.node


def _check(pattern: NodePattern) -> None:
    """That the ontology has each edge of the pattern between such nodes."""
    for edge in pattern.edges:
        ends = (pattern.kind, edge.node.kind)
        source, target = ends if edge.direction is not Direction.IN else ends[::-1]
        kind = ONTOLOGY.edges[edge.kind]
        turned = edge.direction is Direction.BOTH and _allows(kind, target, source)
        if not (turned or _allows(kind, source, target)):
            raise InvalidArgument(
                argument="pattern",
                edge=edge.kind,
                between=[source or "any", target or "any"],
                allowed=[f"{' | '.join(kind.sources)} → {' | '.join(kind.targets)}"],
            )
        _check(edge.node)


def _allows(kind: EdgeKind, source: str | None, target: str | None) -> bool:
    """Whether the ontology has such an edge between nodes of these kinds; None is any."""
    return any(
        ONTOLOGY.allows(kind, one, other)
        for one in ((source,) if source else NODE_KINDS)
        for other in ((target,) if target else NODE_KINDS)
    )
