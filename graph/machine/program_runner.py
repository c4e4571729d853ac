"""A machine: the memory of a graph, and the workspace that it needs to run programs, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph.machine.flat_columns import Bytes, FlatColumns, Int64Array
from graph.machine.frames import Frame, Slot
from graph.machine.instructions import FULL, WIDTH, Op
from graph.machine.interpreter import Hole, State, run_program

_OUT, _HOLES = 1 << 18, 1 << 10
"""Bytes and holes that there is room for at first."""
_NONE = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Program:
    """Instructions, the texts that they write, and how many slots and frames they need."""

    lines: Int64Array
    texts: Bytes
    slots: int = 1
    depth: int = 1


class Output(NamedTuple):
    """What a program wrote, None where it was refused more; how many items and rows it found.

    `holes` has `(place in the text, number of the hole, number of the node, edge …)` for each place to be filled.
    """

    text: bytes | None
    items: int
    rows: int
    holes: Sequence[tuple[int, int, int]] = ()


_NOTHING = Program(np.array([[Op.STOP] + [0] * (WIDTH - 1)], np.int64), np.frombuffer(b" ", np.uint8))


class Machine:
    """Runs programs over one memory; only one thread may use it."""

    def __init__(self, flat: FlatColumns) -> None:
        self._flat = flat
        self._depth = self._slot_count = 0
        self._state = np.zeros(len(State), np.int64)
        self._state_view = memoryview(self._state)  # type: ignore[arg-type]  # Quicker than the array to look into.
        self._make_room(_OUT, _HOLES)
        self.run(_NOTHING, 0, 0, 0)  # So that what has to be compiled is, before anyone waits for it.

    def _make_room(self, size: int, holes: int) -> None:
        """Make room for so many bytes and holes."""
        self._out, self._holes = np.empty(size, np.uint8), np.empty((holes, len(Hole)), np.int64)
        self._out_view = memoryview(self._out)  # type: ignore[arg-type]

    def _make_frames(self, depth: int, slots: int) -> None:
        self._depth, self._slot_count = max(depth, self._depth), max(slots, self._slot_count)
        self._frames = np.zeros((self._depth, Frame.SIZE), np.int64)
        self._slots = np.zeros((self._slot_count, len(Slot)), np.int64)

    def run(
        self,
        program: Program,
        node: int,
        items: int,
        rows: int,
        given: "Sequence[int] | Int64Array | None" = None,
        variables: Sequence[int] = (),
    ) -> Output:
        """Run a program from a node, or over `given` nodes or edges; `items` and `rows` are how many it may find."""
        numbers = _NONE if given is None else np.asarray(given, np.int64)
        values = np.array(variables, np.int64) if variables else _NONE
        if program.depth > self._depth or program.slots > self._slot_count:
            self._make_frames(program.depth, program.slots)
        length = FULL
        while length == FULL:
            length = run_program(
                *self._flat, program.lines, program.texts, values, numbers, self._frames, self._slots, self._state,
                self._holes, self._out, node, items, rows,
            )  # fmt: skip
            if length == FULL:
                self._make_room(2 * len(self._out), 2 * len(self._holes))
        _, _, found, rows_read, left, _ = self._state_view.tolist()
        text = bytes(self._out_view[:length]) if length >= 0 else None
        holes = list(map(tuple, self._holes[:left].tolist())) if left else ()
        return Output(text, found, rows_read, holes)
