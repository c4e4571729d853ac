"""Running instructions: one loop over them."""

from enum import IntEnum

from graph.machine.frames import Frame, Slot, arrive, enter, find, step, visit
from graph.machine.instructions import FULL, REFUSED, Op
from graph.machine.memory import Bytes, Memory, Numbers, Words
from graph.machine.native import compiled
from graph.machine.writing import write

_COMMA = ord(",")


class State(IntEnum):
    """Where the machine is: the line that comes next and the frame; and how many items and rows it has found."""

    LINE = 0
    DEPTH = 1
    ITEMS = 2
    ROWS = 3


@compiled
def run(
    data: Bytes,
    words: Words,
    places: Numbers,
    program: Numbers,
    texts: Bytes,
    limits: Numbers,
    given: Numbers,
    frames: Numbers,
    slots: Numbers,
    state: Numbers,
    out: Bytes,
    wanted: int,
    items: int,
    rows: int,
) -> int:
    """Write to `out`; how many bytes, or `FULL` or `REFUSED`.

    `wanted` is the number of the node at which the machine begins, or how many of all are wanted; `given` are nodes or
    edges; `items` and `rows` are how many of them may be found; `limits` are the values of variables.
    """
    memory, at = Memory(data, words, places), 0
    state[:] = 0
    arrive(frames[0], wanted, -1)
    while True:
        instruction = program[state[State.LINE]]
        state[State.LINE] += 1
        op = instruction[0]
        if op < Op.FIND:
            at = write(memory, program, texts, frames[state[State.DEPTH]], slots, out, at, instruction)
        elif op == Op.NEXT:
            at = _next(memory, given, frames, state, out, at, instruction[1])
        elif op < Op.CHECK:
            _find(memory, limits, len(given), frames, slots, state, instruction, wanted)
        elif op == Op.STOP:
            return at
        else:
            _go(memory, given, frames, slots, state, instruction)
            if state[State.ITEMS] > items or state[State.ROWS] > rows:
                return REFUSED
        if at < 0:
            return FULL


@compiled
def _find(
    memory: Memory,
    limits: Numbers,
    given: int,
    frames: Numbers,
    slots: Numbers,
    state: Numbers,
    instruction: Numbers,
    wanted: int,
) -> None:
    """Find a row, and count it."""
    limit = instruction[2] if instruction[2] >= 0 else limits[-1 - instruction[2]]
    slot = slots[instruction[3]]
    find(memory, limit, given, frames[state[State.DEPTH]], slot, instruction, wanted)
    if instruction[0] != Op.FIND_GIVEN:
        state[State.ITEMS] += 1 + slot[Slot.TAKEN]
        state[State.ROWS] += slot[Slot.TAKEN]


@compiled
def _go(memory: Memory, given: Numbers, frames: Numbers, slots: Numbers, state: Numbers, instruction: Numbers) -> None:
    """Enter a loop or visit a node, or leave it."""
    op, depth = instruction[0], state[State.DEPTH]
    if op == Op.ENTER:
        if slots[instruction[1], Slot.TAKEN] == 0:
            state[State.LINE] = instruction[2]
        else:
            state[State.DEPTH] = depth + 1
            enter(memory, given, frames[depth + 1], slots[instruction[1]])
    elif op == Op.VISIT:
        state[State.DEPTH] = depth + 1
        visit(memory, frames[depth], frames[depth + 1], instruction[1])
        state[State.ITEMS] += instruction[2]
        state[State.ROWS] += instruction[2]
    elif op == Op.LEAVE:
        state[State.DEPTH] = depth - 1


@compiled
def _next(memory: Memory, given: Numbers, frames: Numbers, state: Numbers, out: Bytes, at: int, line: int) -> int:
    """Go on with the next item, or leave the loop; where the next is written, or `FULL`."""
    frame = frames[state[State.DEPTH]]
    if frame[Frame.LEFT] == 0:
        state[State.DEPTH] -= 1
        return at
    if at == len(out):
        return FULL
    out[at] = _COMMA
    step(memory, given, frame)
    state[State.LINE] = line
    return at + 1
