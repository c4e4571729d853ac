"""A machine: the memory of a graph, and the room it needs to run programs, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.machine.frames import Frame, Slot
from graph.machine.instructions import FULL, NESTING, REFUSED, SLOTS, Op
from graph.machine.interpreter import State, run
from graph.machine.memory import Bytes, Memory, Numbers

_ROOM = 1 << 18
_NONE = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Program:
    """Instructions, and the texts that they write."""

    lines: Numbers
    texts: Bytes


_NOTHING = Program(np.array([[Op.STOP, 0, 0, 0]], np.int64), np.frombuffer(b" ", np.uint8))


@dataclass(frozen=True, slots=True)
class Written:
    """What a program wrote, None if it was refused more; how many items and rows it found."""

    text: str | None
    items: int
    rows: int


class Machine:
    """Runs programs over one memory; only one thread may use it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._frames, self._slots = np.zeros((NESTING, len(Frame)), np.int64), np.zeros((SLOTS, len(Slot)), np.int64)
        self._state = np.zeros(len(State), np.int64)
        self._told = memoryview(self._state)  # type: ignore[arg-type]  # Quicker than the array to look into.
        self._make_room(_ROOM)
        self.run(_NOTHING, 0, 0, 0)  # So that what has to be compiled is, before anyone waits for it.

    def _make_room(self, size: int) -> None:
        self._out = np.empty(size, np.uint8)
        self._text = memoryview(self._out)  # type: ignore[arg-type]

    def run(
        self,
        program: Program,
        wanted: int,
        items: int,
        rows: int,
        given: Sequence[int] | None = None,
        limits: Sequence[int] = (),
    ) -> Written:
        """Run a program for a node, or for so many, or for `given` nodes or edges; `limits` are its variables.

        `items` and `rows` are how many of them it may find.
        """
        numbers = _NONE if given is None else np.array(given, np.int64)
        values = np.array(limits, np.int64) if limits else _NONE
        length = FULL
        while length == FULL:
            length = run(
                *self._memory, program.lines, program.texts, values, numbers,
                self._frames, self._slots, self._state, self._out, wanted, items, rows,
            )  # fmt: skip
            if length == FULL:
                self._make_room(2 * len(self._out))
        text = None if length == REFUSED else str(self._text[:length], "utf-8")
        return Written(text, self._told[State.ITEMS], self._told[State.ROWS])
