"""The graph of the Strawberry peer: NetworkX as it comes, read from JSON lines, and what its resolvers do with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any

import networkx as nx
import orjson


@dataclass(frozen=True, slots=True)
class Source:
    """A document."""

    id: str
    title: str
    licence: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an edge comes from."""

    source: Source | None
    section: str | None
    quote: str | None
    start: int | None
    end: int | None
    confidence: float


Link = tuple[str, str, Mapping[str, Any]]
"""Where an edge leads, its key, and what it says."""


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
            documents, nodes, edges = orjson.loads(next(lines))
            sources = [Source(**orjson.loads(line)) for line in islice(lines, documents)]
            curies = [self._add(rank, orjson.loads(line)) for rank, line in enumerate(islice(lines, nodes))]
            for line in islice(lines, edges):
                number, key, source, target, said, evidence = orjson.loads(line)
                kind = intern(key.partition("#")[0])
                found = [_evidence(sources, *one) for one in evidence]
                ends = curies[source], curies[target]
                self.graph.add_edge(*ends, intern(key), kind=kind, id=number, evidence=found, **said)

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

    def out(self, curie: str, kind: str) -> Iterator[Link]:
        """Where the edges of a kind lead."""
        for _, target, key, said in self.graph.out_edges(curie, keys=True, data=True):
            if said["kind"] == kind:
                yield target, key, said

    def into(self, curie: str, kind: str) -> Iterator[Link]:
        """Where the edges of a kind come from."""
        for source, _, key, said in self.graph.in_edges(curie, keys=True, data=True):
            if said["kind"] == kind:
                yield source, key, said

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
        among: Iterable[tuple[str, str, Mapping[str, Any]]] = self.graph.subgraph(found).edges(data=True)
        edges = sorted((said["id"], said["kind"], source, target) for source, target, said in among)
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
            yield from (far for far, _, _ in self.out(curie, kind))
            yield from (far for far, _, _ in self.into(curie, kind))

    def search(self, query: str) -> list[str]:
        """The nodes that have all words, the shortest names first."""
        first, *others = (self.words.get(word, set()) for word in query.lower().split())
        return sorted(first.intersection(*others), key=lambda curie: (len(self.graph.nodes[curie]["name"]), curie))


def _evidence(
    sources: Sequence[Source], place: int | None, section: str | None, quote: str | None, *rest: Any
) -> Evidence:
    source = None if place is None else sources[place]
    return Evidence(source, section and intern(section), quote and intern(quote), *rest)


_Parents = dict[str, str | None]


def _back(parents: _Parents, curie: str) -> Iterator[str]:
    """The node, the one it was reached from, and so on."""
    place: str | None = curie
    while place is not None:
        yield place
        place = parents[place]
