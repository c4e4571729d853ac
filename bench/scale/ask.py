"""Opens a snapshot of the made-up graph and asks it in this process, which prints the figures as JSON.

python -m bench.scale.ask SNAPSHOT
"""

import json
import random
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bench.scale.tables import SEED, curie_of
from graph.model.limits import Limits
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from schema.create_schema import create_schema
from schema.execution.operations import Operations

PAGE = """query ($code: String!) { diagnosis(code: $code) { name mentions(first: 20) {
    totalCount edges { node { name } evidence { section confidence } } } } }"""
NEIGHBORHOOD = """query ($curie: String!) { neighborhood(of: [$curie], depth: 2, maxNodes: 100) {
    truncated nodes { name } edges { kind } } }"""
_ASKED = 400
"""Nodes that are asked for, each once."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds to open, milliseconds of an answer in the middle and of the slowest hundredth, and memory in MB."""

    attach: float
    page: float
    page_p99: float
    neighborhood: float
    neighborhood_p99: float
    own_memory: float
    mapped: float


def ask(folder: Path) -> Answered:
    """Open a snapshot, and ask for nodes that have many edges and for nodes that have few."""
    started = time.perf_counter()
    snapshot = attach_snapshot(folder)
    store = GraphStore(snapshot)
    snapshot.graph.read_texts()
    attach = time.perf_counter() - started
    schema = create_schema(Limits())
    operations = Operations(schema._schema, schema.documents)
    places = _places(snapshot.nodes["Diagnosis"])
    pages = _times(operations, store, PAGE, [{"code": curie_of("Diagnosis", place)[8:]} for place in places])
    around = _times(operations, store, NEIGHBORHOOD, [{"curie": curie_of("Diagnosis", place)} for place in places])
    own, mapped = _memory()
    return Answered(attach, median(pages), _last(pages), median(around), _last(around), own, mapped)


def _places(nodes: int) -> list[int]:
    """Some nodes, half of them among the thousandth that has most edges."""
    drawn = random.Random(SEED)  # noqa: S311
    return [drawn.randrange(max(1, nodes // 1000) if place % 2 else nodes) for place in range(_ASKED)]


def _times(operations: Operations, store: GraphStore, query: str, variables: list[Mapping[str, str]]) -> list[float]:
    """Milliseconds of each answer; the first one compiles, so it is asked before."""
    times = list[float]()
    for given in (variables[0], *variables):
        started = time.perf_counter()
        answer = operations.answer(store, Limits(), query, given, None)
        times.append(1000 * (time.perf_counter() - started))
        assert answer is not None, "not compiled"
        assert not answer.codes, answer.body[:500]
    return times[1:]


def _last(times: list[float]) -> float:
    return sorted(times)[len(times) * 99 // 100]


def _memory() -> tuple[float, float]:
    """Own memory of this process, and pages of files that it has mapped, in MB."""
    rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines() if ":" in row)
    own, mapped = (int(rows[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    return own, mapped


if __name__ == "__main__":
    print(json.dumps(asdict(ask(Path(sys.argv[1])))))
