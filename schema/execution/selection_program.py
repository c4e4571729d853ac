"""Programs over nodes or edges: they are run by the machine, and what it leaves open is computed in Python.

The machine leaves holes where a value needs Python; all holes of one kind are filled together.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from graph.machine.flat_columns import Int64Array
from graph.machine.instructions import UNSET, Record
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_graph import PartialGraph
from schema.execution.assembler import MARK, Assembled, assemble
from schema.execution.load_plan import load_plan
from schema.plan.operators import Callback, Each, InputRows, Operator
from schema.plan.run_context import RunContext

Hole = tuple[int, int, int]
"""Where it is in the text, which hole of the program, and the number of the node or edge."""


class SelectionProgram:
    """What a plan writes of a node, of a list of nodes or edges, or of each of some; assembled when it is needed."""

    def __init__(self, graph: FrozenGraph, plan: Callable[[], Operator], record: Record) -> None:
        self._graph, self._plan, self._record = graph, plan, record
        self.of_edges = record is Record.EDGE

    @cached_property
    def plan(self) -> Operator:
        """What is written of one."""
        return self._plan()

    @cached_property
    def _one(self) -> Assembled:
        return assemble(self._graph, self.plan)

    @cached_property
    def _all(self) -> Assembled:
        return assemble(self._graph, Each(InputRows(self._record), self.plan, bare=True))

    @cached_property
    def _each(self) -> Assembled:
        return assemble(self._graph, Each(InputRows(self._record, marked=True), self.plan, bare=True))

    def one(self, node: int, run: RunContext) -> bytes:
        """The JSON of a node, or of a plan that begins nowhere."""
        text, holes = self._run(self._one, node, None, run)
        return b"".join(_filled(text, holes, self._one.holes, run)) if holes else text

    def all(self, numbers: Sequence[int] | Int64Array, run: RunContext) -> bytes:
        """The JSON of some nodes or edges, with commas between."""
        text, holes = self._run(self._all, 0, numbers, run)
        return b"".join(_filled(text, holes, self._all.holes, run)) if holes else text

    def each(self, numbers: Sequence[int], run: RunContext) -> list[bytes]:
        """The JSON of each of some."""
        if not numbers:
            return []
        if len(numbers) == 1 and not self.of_edges:
            return [self.one(numbers[0], run)]
        text, holes = self._run(self._each, 0, numbers, run)
        if not self._each.holes:
            marks = [place for place, _, _ in holes]
            return [text[first : end - 1] for first, end in pairwise([*marks, len(text) + 1])]
        pieces, found = _filled(text, holes, self._each.holes, run), list[bytes]()
        next(pieces)  # Nothing stands before the first mark.
        for (_, number, _), piece in zip(holes, pieces, strict=True):
            if number == MARK:
                found.append(piece)
            else:
                found[-1] += piece
        return [text.removesuffix(b",") for text in found]

    def _run(
        self, assembled: Assembled, node: int, given: Sequence[int] | Int64Array | None, run: RunContext
    ) -> tuple[bytes, Sequence[Hole]]:
        if isinstance(self._graph, PartialGraph):
            load_plan(self._graph, self.plan, self._record, [node] if given is None else given, run)
        request, variables = run.request, list[int]()
        for limit in assembled.variables:
            value = limit.read(run)
            variables.append(UNSET if value is None else value)
        items, rows = request.allowance()
        output = run.machine.run(assembled.program, node, items, rows, given, variables)
        request.count(output.items, output.rows)  # Refuses what the machine was refused.
        return output.text or b"", output.holes


def _filled(text: bytes, holes: Sequence[Hole], computed: Sequence[Callback], run: RunContext) -> Iterator[bytes]:
    """The text cut at its holes; what fills a hole stands at the beginning of what comes after it."""
    numbers: list[list[int]] = [[] for _ in computed]
    for _, hole, number in holes:
        if hole != MARK:
            numbers[hole].append(number)
    fillings = [iter(one.write(wanted, run)) for one, wanted in zip(computed, numbers, strict=True)]
    at = 0
    filling = b""
    for place, hole, _ in holes:
        yield filling + text[at:place]
        at, filling = place, b"" if hole == MARK else next(fillings[hole])
    yield filling + text[at:]
