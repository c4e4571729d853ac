"""Plans as instructions for `graph.machine`, where Numba is installed: of all that needs no function to be called."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.frozen import FrozenGraph
from graph.machine.instructions import KINDS, NESTING, SLOTS, Op
from schema.compiled.plan import (
    All,
    Choice,
    Count,
    Find,
    Given,
    Items,
    Limit,
    More,
    Of,
    Own,
    Part,
    Plan,
    Row,
    Rows,
    Said,
    Stored,
    Visit,
)
from schema.compiled.run import Run

if TYPE_CHECKING:
    from graph.machine.machine import Machine, Program

Write = Callable[[Any, Run], str]
_OWN = {Own.CURIE: Op.CURIE, Own.CODE: Op.CODE, Own.NAME: Op.NAME}
_SAID = {Of.NODE: Op.NODE_KIND, Of.EDGE: Op.EDGE_KIND}
_STORED = {Of.NODE: Op.NODE_VALUE, Of.EDGE: Op.EDGE_VALUE}
_WITH_TABLE = (*_SAID.values(), *_STORED.values())
_TABLE = {Op.NODE_KIND: 1, Op.EDGE_KIND: 1, Op.NODE_VALUE: 2, Op.EDGE_VALUE: 2}
"""Where an instruction names its table."""


class NotNativeError(Exception):
    """The machine has no instructions for a plan."""


def function_of(machine: "Machine", graph: FrozenGraph, plan: Plan, other: Callable[[], Write]) -> Write:
    """The function that writes a plan; `other` is for where variables want what only resolvers can say.

    Raises:
        NotNativeError: there are no instructions for it.
    """
    if not any(isinstance(part, Items | Choice) for part in plan):
        raise NotNativeError  # Without a hop, Python is done before the machine begins.
    assembler = _Assembler(graph)
    assembler.plan(plan)
    program, limits = assembler.program(), [limit.read for limit in assembler.limits]
    many, known = assembler.given, list[Write]()

    def write(n: Any, run: Run) -> str:
        request, values = run.request, [read(run) for read in limits]
        if None in values:
            known.extend([] if known else [other()])
            return known[0](n, run)
        most, given = request.limits, n if many else None
        items, rows = most.nodes - request.spent, most.rows - request.looked_at
        written = machine.run(program, 0 if many else n, items, rows, given, values)  # type: ignore[arg-type]
        request.spent += written.items
        request.looked_at += written.rows
        if written.text is None:
            request.refuse()
        return written.text  # type: ignore[return-value]  # A refusal raises.

    return write


class _Assembler:
    """Writes one program."""

    def __init__(self, graph: FrozenGraph) -> None:
        self.limits: list[Limit] = []
        self.given = False
        self._graph = graph
        self._lines: list[tuple[int, int, int, int]] = []
        self._table: list[tuple[int, int, int, int]] = []
        self._texts, self._known = bytearray(), dict[str, tuple[int, int]]()
        self._slots: dict[Rows, int] = {}
        self._depth = 1

    def program(self) -> "Program":
        from graph.machine.machine import Program  # noqa: PLC0415

        self._add(Op.STOP)
        lines = np.array([*self._lines, *self._table], np.int64)
        for op, place in _TABLE.items():
            lines[: len(self._lines)][lines[: len(self._lines), 0] == op, place] += len(self._lines)
        return Program(lines, np.frombuffer(bytes(self._texts) or b" ", np.uint8))

    def plan(self, plan: Plan) -> None:
        for part in plan:
            self._part(part)

    def _add(self, op: Op, first: int = 0, second: int = 0, third: int = 0) -> int:
        self._lines.append((op, first, second, third))
        return len(self._lines) - 1

    def _text(self, text: str) -> tuple[int, int]:
        """Where a text lies, and how long it is."""
        if text not in self._known:
            data = text.encode()
            self._known[text] = len(self._texts), len(data)
            self._texts += data
        return self._known[text]

    def _slot(self, row: Rows) -> int:
        slot = self._slots.setdefault(row, len(self._slots))
        if slot >= SLOTS:
            raise NotNativeError
        return slot

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > NESTING:
            raise NotNativeError
        yield
        self._depth -= 1

    @singledispatchmethod
    def _part(self, part: Part) -> None:
        raise NotNativeError

    @_part.register
    def _(self, part: str) -> None:
        self._add(Op.TEXT, *self._text(part))

    @_part.register
    def _(self, part: Own) -> None:
        self._add(_OWN[part])

    @_part.register
    def _(self, part: Said) -> None:
        self._add(_SAID[part.of], len(self._table))
        self._table.extend((*self._text(text), 0, 0) for text in part.texts)

    @_part.register
    def _(self, part: Stored) -> None:
        self._add(_STORED[part.of], part.place, len(self._table), len(part.others))
        self._table.extend((*self._text(known), *self._text(shown)) for known, shown in part.others.items())

    @_part.register
    def _(self, part: Count) -> None:
        self._add(Op.COUNT, self._slot(part.row))

    @_part.register
    def _(self, part: More) -> None:
        self._add(Op.MORE, self._slot(part.row))

    @_part.register
    def _(self, part: Find) -> None:
        for row in part.rows:
            self._find(row)
        self._add(Op.CHECK)

    def _find(self, row: Rows) -> None:
        if isinstance(row, All):
            first, end = self._graph.place_of_kind(row.kind)
            self._add(Op.FIND_ALL, first, end - first, self._slot(row))
        elif isinstance(row, Given):
            self.given = True
            self._add(Op.FIND_GIVEN, int(row.of is Of.EDGE), 0, self._slot(row))
        else:
            self._find_edges(row)

    def _find_edges(self, row: Row) -> None:
        limit = row.limit if isinstance(row.limit, int) else -1 - self._variable(row.limit)
        kind, *others = row.kinds
        if len(others) > 1:
            raise NotNativeError
        back = kind + KINDS * (others[0] if others else kind)
        self._add(Op.FIND if row.out else Op.FIND_BACK, kind if row.out else back, limit, self._slot(row))

    def _variable(self, limit: Limit) -> int:
        if limit not in self.limits:
            self.limits.append(limit)
        return self.limits.index(limit)

    @_part.register
    def _(self, part: Choice) -> None:
        self._find(part.row)
        self._add(Op.CHECK)
        self.plan(part.shown)

    @_part.register
    def _(self, part: Items) -> None:
        if isinstance(part.row, Given):
            self._find(part.row)
        slot = self._slot(part.row)
        enter = self._add(Op.ENTER, slot)
        with self._deeper():
            self.plan(part.item)
        self._add(Op.NEXT, enter + 1)
        self._lines[enter] = (Op.ENTER, slot, len(self._lines), 0)

    @_part.register
    def _(self, part: Visit) -> None:
        self._add(Op.VISIT, int(part.source), int(part.counted))
        with self._deeper():
            self.plan(part.shown)
        self._add(Op.LEAVE)
