"""Walks between two nodes, from both ends at once, as arrays."""

import numpy as np

from graph.topology import Numbers, Steps, Topology, Ways


class Walks:
    """What walks from either end can reach, one step at a time.

    At first a step keeps only what it reaches first: shortest walks are made of nothing else. A search for longer walks
    is `whole`: it starts anew and keeps all, for a walk may come back to what is nearer.
    """

    def __init__(self, topology: Topology, source: int, target: int, ways: Ways) -> None:
        self.topology, self.ends = topology, (source, target)
        self.rows = 0
        self._ways = (ways, ways.reverse())
        allowed = topology.of_kinds(ways.kinds)
        self._allowed = np.ones(len(topology), dtype=np.bool_) if allowed is None else allowed
        self._allowed[[source, target]] = True
        self._start()

    def _start(self) -> None:
        self._whole = False
        self._walks = tuple([np.array([end])] for end in self.ends)
        self._seen = tuple(np.zeros(len(self.topology), dtype=np.bool_) for _ in self.ends)
        for seen, end in zip(self._seen, self.ends, strict=True):
            seen[end] = True

    @property
    def whole(self) -> bool:
        return self._whole

    @whole.setter
    def whole(self, whole: bool) -> None:
        if whole and not self._whole:
            self._start()
            self._whole = True

    def reach(self, length: int) -> bool:
        """Walk on until both sides together have this many steps; False where there is nowhere left to go."""
        while sum(len(walk) - 1 for walk in self._walks) < length:
            side = self._cheaper()
            reached = self.topology.distinct(self._step(side, self._walks[side][-1]).far)
            fresh = reached if self._whole else reached[~self._seen[side][reached]]
            if not len(fresh):
                return False
            self._seen[side][fresh] = True
            self._walks[side].append(fresh)
        return True

    def _cheaper(self) -> int:
        """The side whose next step looks at fewer edges."""
        costs = [self._count(side, self._walks[side][-1]) for side in (0, 1)]
        return int(costs[1] < costs[0])

    def _count(self, side: int, nodes: Numbers) -> int:
        return self.topology.count(nodes, self._ways[side].direction)

    def _step(self, side: int, nodes: Numbers) -> Steps:
        steps = self.topology.steps(nodes, self._ways[side])
        self.rows += len(steps)
        return steps.where(self._allowed[steps.far])

    def layers(self, length: int) -> list[Steps]:
        """For each place of a walk of this length the steps that lead on; nothing where there is no such walk."""
        walks = self._walks
        middle = len(walks[0]) - 1
        places = [*walks[0][:middle], self._both(walks[0][-1], walks[1][-1]), *reversed(walks[1][:-1])]
        if len(places) != length + 1 or not len(places[middle]):
            return []
        steps = [Steps(*np.empty((3, 0), dtype=np.int64))] * length
        for place in range(middle - 1, -1, -1):
            steps[place] = self._between(places[place], places[place + 1])
            places[place] = self.topology.distinct(steps[place].near)
        for place in range(middle, length):
            steps[place] = self._between(places[place], places[place + 1])
            places[place + 1] = self.topology.distinct(steps[place].far)
        return steps

    def _both(self, one: Numbers, other: Numbers) -> Numbers:
        inside = np.zeros(len(self.topology), dtype=np.bool_)
        inside[one] = True
        return other[inside[other]]

    def _between(self, before: Numbers, after: Numbers) -> Steps:
        """The steps from some nodes to some others, found from the side that has fewer edges."""
        inside = np.zeros(len(self.topology), dtype=np.bool_)
        if self._count(0, before) <= self._count(1, after):
            inside[after] = True
            steps = self.topology.steps(before, self._ways[0])
            self.rows += len(steps)
            return steps.where(inside[steps.far])
        inside[before] = True
        steps = self.topology.steps(after, self._ways[1])
        self.rows += len(steps)
        return steps.where(inside[steps.far]).reverse()
