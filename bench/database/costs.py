"""Statements, edges and milliseconds of one operation, in this process: cold, warm, and over the frozen graph."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial as bind
from pathlib import Path
from statistics import mean, median

from bench.database.codes import Codes
from bench.database.documents import Document
from graph.database.connection import Database
from graph.database.edge_reader import StoredEdges
from graph.storage.partial_graph import PartialGraph
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from tests.conftest import ask_compiled

_FIRST = "{ meta { version } }"
Asked = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What an operation costs whose edges nobody has read yet, of several times; milliseconds are medians.

    What is asked first, cold or of the frozen graph, is planned too.
    """

    name: str
    statements: float
    most_statements: int
    edges: float
    cold: float
    warm: float
    frozen_first: float
    frozen: float

    def row(self) -> str:
        """A row of Markdown."""
        statements = (
            f"{self.statements:.1f} ({self.most_statements})" if self.statements % 1 else f"{self.statements:.0f}"
        )
        times = f"{self.cold:.1f} | {self.frozen_first:.1f} | {self.warm:.2f} | {self.frozen:.2f}"
        return f"| {self.name} | {statements} | {self.edges:,.0f} | {times} |"


HEAD = (
    "| operation | statements (at most) | edges | cold, ms | frozen, first | warm | frozen, again |\n"
    "|---|---:|---:|---:|---:|---:|---:|"
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A graph in a database: the folder of what was brought of it, and the same graph as a frozen snapshot."""

    database: Database
    partial: Path
    whole: GraphStore

    def fresh(self) -> GraphStore:
        """A store that knows no edge."""
        store = GraphStore(attach_snapshot(self.partial, open_edges=bind(StoredEdges, self.database)))
        ask_compiled(store, _FIRST)
        return store

    def costs(self, documents: Sequence[Document], codes: Codes, count: int, rounds: int) -> Iterator[Cost]:
        """The costs of operations: of those that ask for a code, over so many; of the others, so many rounds."""
        for document in documents:
            if document.prefix:
                yield self._cost(document, [{"curie": code} for code in codes.take(document.prefix, count)])
            else:
                yield self._cost(document, [{}] * rounds)

    def _cost(self, document: Document, asked: Asked) -> Cost:
        ask_compiled(
            self.whole, document.text, asked[-1]
        )  # It is planned; the last one may be in caches of the machine.
        taken = [self._one(document, variables) for variables in asked]
        statements, edges, *times = zip(*taken, strict=True)
        medians = (median(column) * 1000 for column in times)
        return Cost(document.name, mean(statements), int(max(statements)), mean(edges), *medians)

    def _one(self, document: Document, variables: Mapping[str, str]) -> tuple[float, ...]:
        store = self.fresh()
        graph = store.topology.graph
        assert isinstance(graph, PartialGraph)
        graph.read_texts()
        before = self.database.statements
        answer, cold = _timed(store, document, variables)
        statements = self.database.statements - before
        again, warm = _timed(store, document, variables)
        expected, first = _timed(self.whole, document, variables)
        _, frozen = _timed(self.whole, document, variables)
        assert answer == again == expected, f"{document.name} of {variables}: another answer"
        return statements, graph.known_edges, cold, warm, first, frozen


def _timed(store: GraphStore, document: Document, variables: Mapping[str, str]) -> tuple[bytes, float]:
    start = time.perf_counter()
    answer = ask_compiled(store, document.text, variables)
    taken = time.perf_counter() - start
    assert answer is not None, f"{document.name} does not run compiled"
    return answer.body, taken
