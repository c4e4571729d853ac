"""The graph of the Strawberry peer: NetworkX as it comes, read from JSON lines, and what its resolvers do with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx
import orjson


@dataclass(slots=True)
class Found:
    """Nodes, the edges among them as `(id, kind, source, target)`, and whether there were more."""

    nodes: list[str]
    edges: list[tuple[int, str, str, str]]
    truncated: bool


@dataclass(slots=True)
class Memory:
    """The graph, its procedures by name, and for each word the nodes that have it."""

    graph: "nx.MultiDiGraph[str]" = field(default_factory=nx.MultiDiGraph)
    procedures: list[str] = field(default_factory=list)
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def load(self, file: Path) -> None:
        """Read JSON lines (see `bench.peers.export`): nodes enter by name, edges in the order of their lists."""
        with file.open("rb") as lines:
            nodes, edges = orjson.loads(next(lines))
            curies = [self._add(rank, orjson.loads(line)) for rank, line in enumerate(islice(lines, nodes))]
            for line in islice(lines, edges):
                number, kind, source, target, said = orjson.loads(line)
                self.graph.add_edge(curies[source], curies[target], number, kind=kind, **said)

    def _add(self, rank: int, said: dict[str, Any]) -> str:
        curie: str = said.pop("curie")
        self.graph.add_node(curie, rank=rank, **said)
        if said["kind"] == "PROCEDURE":
            self.procedures.append(curie)
        texts = [said["name"], *said.get("synonyms", ())]
        if said["kind"] == "SECTION":
            texts.append(said.get("text", ""))
        for word in " ".join(texts).lower().split():
            self.words[word].add(curie)
        return curie

    def out(self, curie: str, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Where the edges of a kind lead, and what they say."""
        for _, target, said in self.graph.out_edges(curie, data=True):
            if said["kind"] == kind:
                yield target, said

    def into(self, curie: str, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Where the edges of a kind come from, and what they say."""
        for source, _, said in self.graph.in_edges(curie, data=True):
            if said["kind"] == kind:
                yield source, said

    def _around(self, curie: str) -> Iterable[str]:
        yield from self.graph.successors(curie)
        yield from self.graph.predecessors(curie)

    def neighborhood(self, of: Sequence[str], depth: int, most: int) -> Found:
        """The nearest nodes, by name among equals, and the edges among them."""
        found = dict.fromkeys(curie for curie in of if curie in self.graph)
        frontier, truncated = list(found), False
        for _ in range(depth):
            fresh = {far for near in frontier for far in self._around(near)} - found.keys()
            ordered = sorted(fresh, key=lambda curie: self.graph.nodes[curie]["rank"])
            frontier = ordered[: most - len(found)]
            truncated = len(frontier) < len(ordered)
            found.update(dict.fromkeys(frontier))
            if truncated or not frontier:
                break
        among: Iterable[tuple[str, str, int, str]] = self.graph.subgraph(found).edges(keys=True, data="kind")
        edges = sorted((number, kind, source, target) for source, target, number, kind in among)
        return Found(list(found), edges, truncated)

    def path(self, start: str, end: str, longest: int, kinds: Sequence[str]) -> list[str] | None:
        """A shortest path along edges of some kinds, followed either way."""
        parents: tuple[_Parents, _Parents] = ({start: None}, {end: None})
        frontiers = [[start], [end]]
        for _ in range(longest):
            side = int(len(frontiers[1]) < len(frontiers[0]))
            level = list[str]()
            for near in frontiers[side]:
                for far in self._along(near, kinds):
                    if far in parents[side]:
                        continue
                    parents[side][far] = near
                    if far in parents[1 - side]:
                        return [*reversed(list(_back(parents[0], far))), *islice(_back(parents[1], far), 1, None)]
                    level.append(far)
            frontiers[side] = level
        return None

    def _along(self, curie: str, kinds: Sequence[str]) -> Iterator[str]:
        for kind in kinds:
            yield from (far for far, _ in self.out(curie, kind))
            yield from (far for far, _ in self.into(curie, kind))

    def search(self, query: str) -> list[str]:
        """The nodes that have all words, the shortest names first."""
        first, *others = (self.words.get(word, set()) for word in query.lower().split())
        return sorted(first.intersection(*others), key=lambda curie: (len(self.graph.nodes[curie]["name"]), curie))


_Parents = dict[str, str | None]


def _back(parents: _Parents, curie: str) -> Iterator[str]:
    """The node, the one it was reached from, and so on."""
    place: str | None = curie
    while place is not None:
        yield place
        place = parents[place]
