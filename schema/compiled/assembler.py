"""From a plan to a program: instructions for `graph.machine`, and what is computed in Python to fill its holes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import TYPE_CHECKING

import numpy as np
import orjson

from graph.freeze import EDGE_KINDS
from graph.frozen import FrozenGraph
from graph.machine.instructions import KINDS, WIDTH, Op
from schema.compiled.operators import (
    Column,
    Computed,
    Count,
    Document,
    Each,
    EdgeKey,
    End,
    EndNode,
    Expand,
    ExpandEvidence,
    Given,
    HasMore,
    IfLimit,
    Kind,
    Limit,
    Literal,
    Object,
    Operator,
    Rows,
    Scan,
    Switch,
    Text,
    Value,
)

if TYPE_CHECKING:
    from graph.machine.machine import Program

MARK = -1
"""The number of holes that only say where an item begins."""
_COLUMNS = {Column.CURIE: Op.CURIE, Column.CODE: Op.CODE, Column.NAME: Op.NAME}
_TABLES = {Op.KIND: 2, Op.VALUE: 3, Op.EDGE_KEY: 1, Op.SWITCH: 1}
"""Which operand of an instruction names its table."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A program, what fills its holes, by number, and its variables."""

    program: "Program"
    holes: Sequence[Computed]
    variables: Sequence[Limit]


def assemble(graph: FrozenGraph, plan: Operator) -> Assembled:
    """The program of a plan."""
    from graph.machine.machine import Program  # noqa: PLC0415  (needs Numba)

    assembler = _Assembler(graph)
    assembler.add(plan)
    lines, texts = assembler.lines(), np.frombuffer(bytes(assembler.texts) or b" ", np.uint8)
    program = Program(lines, texts, max(len(assembler.slots), 1), assembler.deepest)
    return Assembled(program, assembler.holes, assembler.variables)


class _Assembler:
    """Writes one program."""

    def __init__(self, graph: FrozenGraph) -> None:
        self.texts, self.slots = bytearray(), dict[Rows, int]()
        self.holes, self.variables = list[Computed](), list[Limit]()
        self.deepest = self._depth = 1
        self._graph = graph
        self._lines, self._table = list[list[int]](), list[list[int]]()
        self._known, self._literal = dict[str, tuple[int, int]](), ""

    def lines(self) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
        """The instructions, with their tables behind them."""
        self._add(Op.STOP)
        for line in self._lines:
            if line[0] in _TABLES:
                line[_TABLES[Op(line[0])]] += len(self._lines)
        return np.array([row + [0] * (WIDTH - len(row)) for row in [*self._lines, *self._table]], np.int64)

    def _add(self, op: Op, *operands: int) -> int:
        """Add an instruction behind the literal before it; its line."""
        line = self._line()
        self._lines.append([op, *operands])
        return line

    def _line(self) -> int:
        """The line that comes next; no literal goes across it."""
        if self._literal:
            text, self._literal = self._literal, ""
            self._lines.append([Op.TEXT, *self._text(text)])
        return len(self._lines)

    def _text(self, text: str) -> tuple[int, int]:
        """Where a text lies, and how long it is."""
        if text not in self._known:
            data = text.encode()
            self._known[text] = len(self.texts), len(data)
            self.texts += data
        return self._known[text]

    def _rows_of(self, texts: Sequence[str]) -> int:
        """Add a table with a row for each text; where it begins."""
        self._table.extend([*self._text(text)] for text in texts)
        return len(self._table) - len(texts)

    def _slot(self, rows: Rows) -> int:
        return self.slots.setdefault(rows, len(self.slots))

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)
        yield
        self._depth -= 1

    @singledispatchmethod
    def add(self, operator: Operator) -> None:
        """Add the instructions of an operator."""
        raise AssertionError(operator)

    @add.register
    def _(self, operator: Literal) -> None:
        self._literal += operator.text

    @add.register
    def _(self, operator: Column) -> None:
        self._add(_COLUMNS[operator])

    @add.register
    def _(self, operator: Kind) -> None:
        self._add(Op.KIND, operator.record, self._rows_of(operator.texts))

    @add.register
    def _(self, operator: Value) -> None:
        self._add(Op.VALUE, operator.record, operator.place, len(self._table), len(operator.replaced))
        self._table.extend([*self._text(known), *self._text(shown)] for known, shown in operator.replaced.items())

    @add.register
    def _(self, operator: EdgeKey) -> None:
        self._add(Op.EDGE_KEY, self._rows_of(EDGE_KINDS))

    @add.register
    def _(self, operator: Text) -> None:
        self._literal += '"'
        if operator.base64:
            self._add(Op.BEGIN_BASE64)
        for part in operator.parts:
            self.add(part)
        if operator.base64:
            self._add(Op.END_BASE64, operator.base64.value)
        self._literal += '"'

    @add.register
    def _(self, operator: Computed) -> None:
        self._add(Op.HOLE, len(self.holes), operator.record)
        self.holes.append(operator)

    @add.register
    def _(self, operator: Count) -> None:
        self._add(Op.COUNT, self._slot(operator.rows))

    @add.register
    def _(self, operator: HasMore) -> None:
        self._add(Op.HAS_MORE, self._slot(operator.rows))

    @add.register
    def _(self, operator: Object) -> None:
        self._find(operator.rows)
        for place, (key, field) in enumerate(operator.fields):
            self._literal += f"{',' if place else '{'}{orjson.dumps(key).decode()}:"
            self.add(field)
        self._literal += "}" if operator.fields else "{}"

    def _find(self, rows: Sequence[Rows]) -> None:
        """Find rows, and see that they are not too many."""
        for one in rows:
            self._find_one(one)
        if rows:
            self._add(Op.CHECK)

    def _find_one(self, rows: Rows) -> None:
        slot = self._slot(rows)
        if isinstance(rows, Scan):
            first, end = self._graph.place_of_kind(rows.kind)
            self._add(Op.FIND_NODES, first, self._limit(rows.limit), slot, end - first)
        elif isinstance(rows, Expand):
            self._find_edges(rows, slot)
        elif isinstance(rows, Given):
            self._add(Op.FIND_GIVEN, rows.record, 0, slot)
        else:
            self._add(Op.FIND_EVIDENCE, 0, 0, slot)

    def _find_edges(self, rows: Expand, slot: int) -> None:
        limit = self._limit(rows.limit)
        if rows.outgoing:
            (kind,) = rows.kinds
            self._add(Op.FIND, kind, limit, slot)
        else:
            kind, *others = rows.kinds
            (other,) = others or (kind,)  # The machine joins two kinds at most.
            self._add(Op.FIND_INCOMING, kind + KINDS * other, limit, slot)

    def _limit(self, limit: int | Limit) -> int:
        return limit if isinstance(limit, int) else -1 - self._variable(limit)

    def _variable(self, limit: Limit) -> int:
        if limit not in self.variables:
            self.variables.append(limit)
        return self.variables.index(limit)

    @add.register
    def _(self, operator: Each) -> None:
        if isinstance(operator.rows, Given | ExpandEvidence):
            self._find_one(operator.rows)
        self._literal += "" if operator.bare else "["
        enter = self._add(Op.ENTER, self._slot(operator.rows), 0)
        if isinstance(operator.rows, Given) and operator.rows.marked:
            self._add(Op.HOLE, MARK, operator.rows.record)
        with self._deeper():
            self.add(operator.item)
        self._add(Op.NEXT, enter + 1)
        self._lines[enter][2] = self._line()
        self._literal += "" if operator.bare else "]"

    @add.register
    def _(self, operator: End) -> None:
        enter = self._add(Op.ENTER_END, self._slot(operator.rows), 0, int(operator.last))
        self._or_null(enter, operator.item)

    def _or_null(self, enter: int, item: Operator) -> None:
        """An item in a frame that the instruction of a line opens; it goes on with null where it opens none."""
        with self._deeper():
            self.add(item)
        leave = self._add(Op.LEAVE, 0)
        self._lines[enter][2] = self._line()
        self._literal += "null"
        self._lines[leave][1] = self._line()

    @add.register
    def _(self, operator: Document) -> None:
        self._or_null(self._add(Op.ENTER_DOCUMENT, 0, 0), operator.item)

    @add.register
    def _(self, operator: EndNode) -> None:
        self._add(Op.ENTER_NODE, int(operator.source), 0 if not operator.counted else 1)
        with self._deeper():
            self.add(operator.item)
        leave = self._add(Op.LEAVE, 0)
        self._lines[leave][1] = self._line()

    @add.register
    def _(self, operator: IfLimit) -> None:
        unset = self._add(Op.JUMP_UNSET, 0, 0, self._variable(operator.limit))
        self._find([operator.rows])
        self.add(operator.item)
        jump = self._add(Op.JUMP, 0)
        self._lines[unset][2] = self._line()
        self.add(operator.other)
        self._lines[jump][1] = self._line()

    @add.register
    def _(self, operator: Switch) -> None:
        table = len(self._table)
        self._add(Op.SWITCH, table)
        self._table.extend([0] for _ in operator.cases)
        lines, jumps = dict[Operator, int](), list[int]()
        for number, case in enumerate(operator.cases):
            if case not in lines:
                lines[case] = self._line()
                self.add(case)
                jumps.append(self._add(Op.JUMP, 0))
            self._table[table + number] = [lines[case]]
        for jump in jumps:
            self._lines[jump][1] = self._line()
