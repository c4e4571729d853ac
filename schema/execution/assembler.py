"""From a plan to a program: instructions for `graph.machine`, and what is computed in Python to fill its holes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import TYPE_CHECKING

import orjson

from graph.machine.instructions import KINDS, Op
from graph.model.ontology import EDGE_KINDS
from graph.storage.frozen_graph import FrozenGraph
from schema.execution.program_buffer import ProgramBuffer
from schema.plan.operators import (
    Callback,
    Column,
    CompiledOrResolved,
    Count,
    Document,
    Each,
    EdgeKey,
    End,
    EndNode,
    Expand,
    ExpandEvidence,
    HasMore,
    InputRows,
    Kind,
    Literal,
    Object,
    Operator,
    Rows,
    Scan,
    Switch,
    Text,
    Value,
    VariableLimit,
)

if TYPE_CHECKING:
    from graph.machine.program_runner import Program

MARK = -1
"""The number of holes that only say where an item begins."""
_COLUMNS = {Column.CURIE: Op.CURIE, Column.CODE: Op.CODE, Column.NAME: Op.NAME}


@dataclass(frozen=True, slots=True)
class Assembled:
    """A program, what fills its holes, by number, and its variables."""

    program: "Program"
    holes: Sequence[Callback]
    variables: Sequence[VariableLimit]


def assemble(graph: FrozenGraph, plan: Operator) -> Assembled:
    """The program of a plan."""
    from graph.machine.program_runner import Program  # noqa: PLC0415  (needs Numba)

    assembler = _Assembler(graph)
    assembler.plan(plan)
    lines, texts = assembler.arrays()
    program = Program(lines, texts, max(len(assembler.slots), 1), assembler.deepest)
    return Assembled(program, assembler.holes, assembler.variables)


class _Assembler(ProgramBuffer):
    """Writes one program."""

    def __init__(self, graph: FrozenGraph) -> None:
        super().__init__()
        self.slots, self.holes, self.variables = dict[Rows, int](), list[Callback](), list[VariableLimit]()
        self.deepest = self._depth = 1
        self._graph = graph

    def _slot(self, rows: Rows) -> int:
        return self.slots.setdefault(rows, len(self.slots))

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)
        yield
        self._depth -= 1

    @singledispatchmethod
    def plan(self, operator: Operator) -> None:
        """Add the instructions of an operator."""
        raise AssertionError(operator)

    @plan.register
    def _(self, operator: Literal) -> None:
        self.literal += operator.text

    @plan.register
    def _(self, operator: Column) -> None:
        self.add(_COLUMNS[operator])

    @plan.register
    def _(self, operator: Kind) -> None:
        self.add(Op.KIND, operator.record, self.table_of(operator.texts))

    @plan.register
    def _(self, operator: Value) -> None:
        self.add(Op.VALUE, operator.record, operator.place, len(self.table), len(operator.replaced))
        self.table.extend([*self.text(known), *self.text(shown)] for known, shown in operator.replaced.items())

    @plan.register
    def _(self, operator: EdgeKey) -> None:
        self.add(Op.EDGE_KEY, self.table_of(EDGE_KINDS))

    @plan.register
    def _(self, operator: Text) -> None:
        self.literal += '"'
        if operator.base64:
            self.add(Op.BEGIN_BASE64)
        for part in operator.parts:
            self.plan(part)
        if operator.base64:
            self.add(Op.END_BASE64, operator.base64.value)
        self.literal += '"'

    @plan.register
    def _(self, operator: Callback) -> None:
        self.add(Op.HOLE, len(self.holes), operator.record)
        self.holes.append(operator)

    @plan.register
    def _(self, operator: Count) -> None:
        self.add(Op.COUNT, self._slot(operator.rows))

    @plan.register
    def _(self, operator: HasMore) -> None:
        self.add(Op.HAS_MORE, self._slot(operator.rows))

    @plan.register
    def _(self, operator: Object) -> None:
        self._find(operator.rows)
        for place, (key, field) in enumerate(operator.fields):
            self.literal += f"{',' if place else '{'}{orjson.dumps(key).decode()}:"
            self.plan(field)
        self.literal += "}" if operator.fields else "{}"

    def _find(self, rows: Sequence[Rows]) -> None:
        """Find rows, and see that they are not too many."""
        for one in rows:
            self._find_one(one)
        if rows:
            self.add(Op.CHECK)

    def _find_one(self, rows: Rows) -> None:
        slot = self._slot(rows)
        if isinstance(rows, Scan):
            first, end = self._graph.place_of_kind(rows.kind)
            self.add(Op.FIND_NODES, first, self._limit(rows.limit), slot, end - first)
        elif isinstance(rows, Expand):
            self._find_edges(rows, slot)
        elif isinstance(rows, InputRows):
            self.add(Op.FIND_GIVEN, rows.record, 0, slot)
        else:
            self.add(Op.FIND_EVIDENCE, 0, 0, slot)

    def _find_edges(self, rows: Expand, slot: int) -> None:
        limit = self._limit(rows.limit)
        if rows.outgoing:
            (kind,) = rows.kinds
            self.add(Op.FIND, kind, limit, slot)
        else:
            kind, *others = rows.kinds
            (other,) = others or (kind,)  # The machine joins two kinds at most.
            self.add(Op.FIND_INCOMING, kind + KINDS * other, limit, slot)

    def _limit(self, limit: int | VariableLimit) -> int:
        return limit if isinstance(limit, int) else -1 - self._variable(limit)

    def _variable(self, limit: VariableLimit) -> int:
        if limit not in self.variables:
            self.variables.append(limit)
        return self.variables.index(limit)

    @plan.register
    def _(self, operator: Each) -> None:
        if isinstance(operator.rows, InputRows | ExpandEvidence):
            self._find_one(operator.rows)
        self.literal += "" if operator.bare else "["
        enter = self.add(Op.ENTER, self._slot(operator.rows), 0)
        if isinstance(operator.rows, InputRows) and operator.rows.marked:
            self.add(Op.HOLE, MARK, operator.rows.record)
        with self._deeper():
            self.plan(operator.item)
        self.add(Op.NEXT, enter + 1)
        self.lines[enter][2] = self.line()
        self.literal += "" if operator.bare else "]"

    @plan.register
    def _(self, operator: End) -> None:
        enter = self.add(Op.ENTER_END, self._slot(operator.rows), 0, int(operator.last))
        self._or_null(enter, operator.item)

    def _or_null(self, enter: int, item: Operator) -> None:
        """An item in a frame that the instruction of a line opens; it goes on with null where it opens none."""
        with self._deeper():
            self.plan(item)
        leave = self.add(Op.LEAVE, 0)
        self.lines[enter][2] = self.line()
        self.literal += "null"
        self.lines[leave][1] = self.line()

    @plan.register
    def _(self, operator: Document) -> None:
        self._or_null(self.add(Op.ENTER_DOCUMENT, 0, 0), operator.item)

    @plan.register
    def _(self, operator: EndNode) -> None:
        self.add(Op.ENTER_NODE, int(operator.source), 0 if not operator.counted else 1)
        with self._deeper():
            self.plan(operator.item)
        leave = self.add(Op.LEAVE, 0)
        self.lines[leave][1] = self.line()

    @plan.register
    def _(self, operator: CompiledOrResolved) -> None:
        unset = self.add(Op.JUMP_UNSET, 0, 0, self._variable(operator.limit))
        self._find([operator.rows])
        self.plan(operator.item)
        jump = self.add(Op.JUMP, 0)
        self.lines[unset][2] = self.line()
        self.plan(operator.other)
        self.lines[jump][1] = self.line()

    @plan.register
    def _(self, operator: Switch) -> None:
        table = len(self.table)
        self.add(Op.SWITCH, table)
        self.table.extend([0] for _ in operator.cases)
        lines, jumps = dict[Operator, int](), list[int]()
        for number, case in enumerate(operator.cases):
            if case not in lines:
                lines[case] = self.line()
                self.plan(case)
                jumps.append(self.add(Op.JUMP, 0))
            self.table[table + number] = [lines[case]]
        for jump in jumps:
            self.lines[jump][1] = self.line()
