"""Reads the edges that a plan will write, before it runs: a question for each level of the plan, whatever its width.

Only a graph whose edges are kept elsewhere needs this (see `graph.storage.partial_graph`). The rows of a level are
found from the nodes of the one above, for all of its fields and kinds of edges together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.machine.instructions import Record
from graph.model.ontology import NODE_KINDS
from graph.storage.frozen_graph import Row
from graph.storage.partial_graph import PartialGraph
from schema.plan.operators import (
    CompiledOrResolved,
    Each,
    End,
    EndNode,
    Expand,
    Object,
    Operator,
    Rows,
    Scan,
    Switch,
    VariableLimit,
)
from schema.plan.run_context import RunContext

Int64Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Items:
    """What an operator writes: nodes, and the edges that led to them, if any did."""

    nodes: Int64Array
    edges: Int64Array | None = None

    def where(self, chosen: npt.NDArray[np.bool_]) -> "_Items":
        return _Items(self.nodes[chosen], None if self.edges is None else self.edges[chosen])


@dataclass(slots=True)
class _Step:
    """Some rows of some nodes, and what is written of the items in them."""

    rows: Rows
    limit: int
    nodes: Sequence[int]
    items: list[Operator] = field(default_factory=list)

    def stretches(self, graph: PartialGraph) -> Iterator[Row]:
        """The beginnings of the rows; of several kinds that are merged each may be read one further."""
        if isinstance(self.rows, Expand):
            out, limit = self.rows.outgoing, self.limit + (len(self.rows.kinds) > 1)
            for kind in self.rows.kinds:
                for node, (first, end) in zip(self.nodes, graph.spans(self.nodes, kind, out=out), strict=True):
                    yield node, out, first, min(end, first + limit)

    def found(self, graph: PartialGraph) -> _Items:
        """The items that the rows hold, once they are read."""
        if isinstance(self.rows, Scan):
            return _Items(graph.of_kind(self.rows.kind)[: self.limit].astype(np.int64))
        return _Items(*graph.ends_of(self.stretches(graph)))


Steps = Mapping[Rows, _Step]


def load_plan(
    graph: PartialGraph, plan: Operator, record: Record, numbers: Sequence[int] | Int64Array, run: RunContext
) -> None:
    """Read what a plan will write of some nodes, or of some edges."""
    given = np.asarray(numbers, dtype=np.int64)
    if record is Record.EDGE:
        graph.load_edges(given)
    items = _Items(given) if record is Record.NODE else _Items(given[:0], given)
    frontier, allowed = [(plan, items)], run.request.allowance()[0]
    while frontier:
        steps = [step for operator, items in frontier for step in _Reader(graph, run, items).steps(operator)]
        rows = [row for step in steps for row in step.stretches(graph)]
        allowed -= sum(end - first for *_, first, end in rows)
        if allowed < 0:
            return  # The program is refused before it writes so much.
        graph.load_with_ancestors(rows)
        frontier = [(item, found) for step in steps for found in (step.found(graph),) for item in step.items]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Finds the steps that lead on from some items."""

    graph: PartialGraph
    run: RunContext
    at: _Items

    def steps(self, operator: Operator) -> Iterable[_Step]:
        """The steps of an operator."""
        found = list[_Step]()
        self._read(operator, {}, found)
        return [step for step in found if step.items or isinstance(step.rows, Expand)]

    def _read(self, operator: Operator, known: Steps, found: list[_Step]) -> None:
        match operator:
            case Object(fields, rows):
                within = {**known, **self._begun(rows, found)}
                for _, inner in fields:
                    self._read(inner, within, found)
            case Each(rows, item) | End(rows, _, item):
                if rows in known:
                    known[rows].items.append(item)
            case CompiledOrResolved(rows, limit, item):
                if limit.read(self.run) is not None:
                    self._read(item, {**known, **self._begun([rows], found)}, found)
            case Switch(cases):
                self._read_cases(cases, found)
            case EndNode(source, item):
                found += _Reader(self.graph, self.run, self._ends(source=source)).steps(item)
            case _:
                pass

    def _begun(self, rows: Sequence[Rows], found: list[_Step]) -> Steps:
        begun: dict[Rows, _Step] = {one: _Step(one, self._limit(one.limit), self.at.nodes.tolist())
                 for one in rows if isinstance(one, Expand | Scan)}  # fmt: skip
        found += begun.values()
        return begun

    def _limit(self, limit: int | VariableLimit) -> int:
        value = limit.read(self.run) if isinstance(limit, VariableLimit) else limit
        return value or 0

    def _read_cases(self, cases: Sequence[Operator], found: list[_Step]) -> None:
        """Each case for the nodes of its kinds; nodes of several kinds may share one."""
        kinds = self.graph.columns["node.kind"][self.at.nodes]
        shared = dict[int, list[int]]()
        for kind in range(len(NODE_KINDS)):
            shared.setdefault(id(cases[kind]), []).append(kind)
        for of in shared.values():
            chosen = np.isin(kinds, of)
            if chosen.any():
                found += _Reader(self.graph, self.run, self.at.where(chosen)).steps(cases[of[0]])

    def _ends(self, *, source: bool) -> _Items:
        edges = self.at.edges if self.at.edges is not None else np.empty(0, dtype=np.int64)
        return _Items(self.graph.columns["edge.source" if source else "edge.target"][edges].astype(np.int64))
