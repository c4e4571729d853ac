"""Walks between two nodes, from both ends at once, as arrays."""

import numpy as np

from graph.traversal.expansion import Expansion
from graph.traversal.topology import Flags, Int64Array, Topology, TraversalFilter

_KEPT = 1 << 17
"""A step over more edges than this is not kept for the layers, but taken again."""


class BidirectionalSearch:
    """What walks from either end can reach, one step at a time.

    At first a step keeps only what it reaches first: shortest walks are made of nothing else. A search for longer walks
    is `whole`: it starts anew and keeps all, for a walk may come back to what is nearer.

    `rows` says how wide the search is: how many edges it follows, and how many are between the layers, looked at from
    the cheaper side. It is right only if it is `counted`, which takes longer than following a few edges does.
    """

    def __init__(
        self, topology: Topology, source: int, target: int, ways: TraversalFilter, *, counted: bool = True
    ) -> None:
        self.topology, self.ends, self.kinds = topology, (source, target), ways.kinds
        self.rows, self.followed, self._counted = 0, 0, counted
        self._ways, self._back = ways, ways.reverse()
        self._start(whole=False)

    def _start(self, *, whole: bool) -> None:
        source, target = self.ends
        self.whole, self._length = whole, 0
        self._one = self._last = _HalfSearch(self.topology, source, self._ways, self._back)
        self._other = _HalfSearch(self.topology, target, self._back, self._ways)

    def keep_all(self) -> None:
        """Start anew to keep all walks, unless all are kept."""
        if not self.whole:
            self._start(whole=True)

    def reach(self, length: int) -> bool:
        """Walk on until both sides together have this many steps; False where there is nowhere left to go."""
        while self._length < length:
            self._arrive(self._last)
            if not len(self._last.nodes[-1]):
                return False
            self._last = self._other if self._other.costs[-1] < self._one.costs[-1] else self._one
            self._step(self._last)
            self._length += 1
        return True

    def _step(self, walk: "_HalfSearch") -> None:
        steps = self.topology.expand(walk.nodes[-1], walk.ways)
        self.rows += len(steps)
        self.followed += len(steps)
        walk.followed.append(len(steps))
        if self.kinds:
            steps = steps.where(self._may_enter(steps.far))
        walk.reached = steps.far
        walk.taken.append(steps if len(steps) <= _KEPT else None)

    def _may_enter(self, nodes: Int64Array) -> Flags:
        """For each of some nodes whether it is an end, or of a kind that may lie between the ends."""
        source, target = self.ends
        allowed: Flags = self.topology.are_of(nodes, self.kinds) | (nodes == source) | (nodes == target)
        return allowed

    def _arrive(self, walk: "_HalfSearch") -> None:
        """Sort what the last step reached, unless that was done; what the very last step of all reached never is."""
        if len(walk.nodes) == len(walk.taken):
            reached = walk.reached
            if not self.whole:
                reached = reached[(~walk.seen[reached]).nonzero()[0]]
                walk.seen[reached] = True
            walk.nodes.append(self.topology.distinct(reached))
            walk.costs.append(self.topology.count(walk.nodes[-1], walk.ways.direction))

    def layers(self) -> list[Expansion]:
        """For each place of a walk of as many steps the steps that lead on; nothing where there is no such walk."""
        reached, beyond = self._last.reached, self._other if self._last is self._one else self._one
        met = self.topology.are_among(reached, beyond.nodes[-1]) if self.whole else beyond.seen[reached]
        here = reached[met.nonzero()[0]]
        if not len(here):
            return []
        return self._trace(self._one, here)[::-1] + [steps.reverse() for steps in self._trace(self._other, here)]

    def _trace(self, walk: "_HalfSearch", here: Int64Array) -> list[Expansion]:
        """The steps by which a walk comes to some nodes, the last ones first."""
        found = list[Expansion]()
        for place in reversed(range(len(walk.taken))):
            found.append(self._between(walk, place, here))
            here = found[-1].near
        return found

    def _between(self, walk: "_HalfSearch", place: int, after: Int64Array) -> Expansion:
        """The steps at some place of a walk that lead to some nodes, found from where fewer edges are looked at."""
        steps = walk.taken[place]
        if self._counted or steps is None:
            after = self.topology.distinct(after)
            cost = self.topology.count(after, walk.back.direction)
            if (cost, walk is self._one) < (walk.costs[place], True):
                steps = self.topology.expand(after, walk.back)
                self.rows += len(steps)
                return steps.where(self.topology.are_among(steps.far, walk.nodes[place])).reverse()
            self.rows += walk.followed[place]
        if steps is None:
            steps = self.topology.expand(walk.nodes[place], walk.ways)
        return steps.where(self.topology.are_among(steps.far, after))


class _HalfSearch:
    """What walks from one end reach.

    `nodes[i]` is reached by `i` steps, and `costs[i]` is how many edges are looked at to go on from there. `taken[i]`
    are the steps that do, None if they are too many to be kept, and `followed[i]` how many they were, also where they
    led to what must not be entered. `reached` is where the last step led, unsorted, and `seen` all that any step did.
    """

    __slots__ = ("back", "costs", "followed", "nodes", "reached", "seen", "taken", "ways")

    def __init__(self, topology: Topology, end: int, ways: TraversalFilter, back: TraversalFilter) -> None:
        self.ways, self.back = ways, back
        self.reached, self.seen = np.array([end]), topology.none()
        self.seen[end] = True
        self.nodes, self.costs = [self.reached], [topology.count(self.reached, ways.direction)]
        self.taken, self.followed = list[Expansion | None](), list[int]()
