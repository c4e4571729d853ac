"""Running instructions: one loop over them."""

from enum import IntEnum

from graph.machine.flat_columns import Bytes, Column, FlatColumns, Int64Array, Words
from graph.machine.frames import (
    Frame,
    Slot,
    enter_document,
    enter_end_item,
    enter_node,
    enter_rows,
    find_rows,
    next_item,
    set_position,
)
from graph.machine.instructions import FULL, REFUSED, UNSET, Op, Record
from graph.machine.jit import compiled
from graph.machine.json_writer import encode, write_instruction

_COMMA = ord(",")


class State(IntEnum):
    """The line that comes next, the frame, items and rows found, holes left, where base64 begins."""

    LINE = 0
    DEPTH = 1
    ITEMS = 2
    ROWS = 3
    HOLES = 4
    BASE64 = 5


class Hole(IntEnum):
    """A place to be filled: where it is, which hole of the program, and the number of the record at hand."""

    AT = 0
    HOLE = 1
    NUMBER = 2


@compiled
def run_program(
    data: Bytes,
    words: Words,
    places: Int64Array,
    program: Int64Array,
    texts: Bytes,
    variables: Int64Array,
    given: Int64Array,
    frames: Int64Array,
    slots: Int64Array,
    state: Int64Array,
    holes: Int64Array,
    out: Bytes,
    node: int,
    items: int,
    rows: int,
) -> int:
    """Write to `out`, beginning at a node; how many bytes, or `FULL` or `REFUSED`.

    `given` are nodes or edges; `items` and `rows` are how many of them may be found.
    """
    flat, at = FlatColumns(data, words, places), 0
    state[:] = 0
    set_position(frames[0], node, -1)
    while True:
        instruction = program[state[State.LINE]]
        state[State.LINE] += 1
        op = instruction[0]
        if op < Op.HOLE:
            at = write_instruction(flat, program, texts, frames[state[State.DEPTH]], slots, out, at, instruction)
        elif op == Op.NEXT:
            at = _next(flat, given, frames, state, out, at, instruction[1])
        elif op < Op.FIND:
            at = _mark(frames[state[State.DEPTH]], holes, state, out, at, instruction)
        elif op < Op.CHECK:
            _find(flat, variables, len(given), frames, slots, state, instruction)
        elif op == Op.STOP:
            return at
        else:
            _go(flat, program, variables, given, frames, slots, state, instruction)
            if state[State.ITEMS] > items or state[State.ROWS] > rows:
                return REFUSED
        if at < 0:
            return FULL


@compiled
def _mark(frame: Int64Array, holes: Int64Array, state: Int64Array, out: Bytes, at: int, instruction: Int64Array) -> int:
    """Leave a hole, or begin or end what is written in base64."""
    op = instruction[0]
    if op == Op.BEGIN_BASE64:
        state[State.BASE64] = at
        return at
    if op == Op.END_BASE64:
        return encode(out, state[State.BASE64], at, instruction[1])
    left = state[State.HOLES]
    if left == len(holes):
        return FULL
    holes[left, Hole.AT], holes[left, Hole.HOLE] = at, instruction[1]
    holes[left, Hole.NUMBER] = frame[Frame.NUMBER + instruction[2]]
    state[State.HOLES] = left + 1
    return at


@compiled
def _find(
    flat: FlatColumns,
    variables: Int64Array,
    given: int,
    frames: Int64Array,
    slots: Int64Array,
    state: Int64Array,
    instruction: Int64Array,
) -> None:
    """Find a row, and count it."""
    limit = instruction[2] if instruction[2] >= 0 else variables[-1 - instruction[2]]
    slot = slots[instruction[3]]
    find_rows(flat, limit, given, frames[state[State.DEPTH]], slot, instruction)
    if instruction[0] < Op.FIND_GIVEN:
        state[State.ITEMS] += 1 + slot[Slot.TAKEN]
        state[State.ROWS] += slot[Slot.TAKEN]


@compiled
def _go(
    flat: FlatColumns,
    program: Int64Array,
    variables: Int64Array,
    given: Int64Array,
    frames: Int64Array,
    slots: Int64Array,
    state: Int64Array,
    instruction: Int64Array,
) -> None:
    """Open or close a frame, or go to another line."""
    op, depth = instruction[0], state[State.DEPTH]
    if op < Op.NEXT:
        _enter_row(flat, given, frames, slots, state, instruction)
    elif op == Op.ENTER_NODE:
        state[State.DEPTH] = depth + 1
        enter_node(flat, frames[depth], frames[depth + 1], instruction[1])
        state[State.ITEMS] += instruction[2]
        state[State.ROWS] += instruction[2]
    elif op == Op.ENTER_DOCUMENT:
        if enter_document(flat, frames[depth], frames[depth + 1]):
            state[State.DEPTH] = depth + 1
        else:
            state[State.LINE] = instruction[2]
    elif op == Op.LEAVE:
        state[State.DEPTH] = depth - 1
        state[State.LINE] = instruction[1]
    else:
        _jump(flat, program, variables, frames[depth], state, instruction)


@compiled
def _enter_row(
    flat: FlatColumns,
    given: Int64Array,
    frames: Int64Array,
    slots: Int64Array,
    state: Int64Array,
    instruction: Int64Array,
) -> None:
    """Open a frame at an item of a row; of an empty one, go to another line."""
    op, slot, depth = instruction[0], slots[instruction[1]], state[State.DEPTH] + 1
    if op == Op.CHECK:
        return
    if slot[Slot.TAKEN] == 0:
        state[State.LINE] = instruction[2]
        return
    state[State.DEPTH] = depth
    if op == Op.ENTER:
        enter_rows(flat, given, frames[depth], slot)
    else:
        enter_end_item(flat, given, frames[depth], slot, instruction[3] != 0)


@compiled
def _jump(
    flat: FlatColumns,
    program: Int64Array,
    variables: Int64Array,
    frame: Int64Array,
    state: Int64Array,
    instruction: Int64Array,
) -> None:
    """Go to another line."""
    op = instruction[0]
    if op == Op.JUMP:
        state[State.LINE] = instruction[1]
    elif op == Op.JUMP_UNSET:
        if variables[instruction[3]] == UNSET:
            state[State.LINE] = instruction[2]
    else:
        kind = flat.data[flat.places[Column.NODE_KINDS] + frame[Frame.NUMBER + Record.NODE]]
        state[State.LINE] = program[instruction[1] + kind, 0]


@compiled
def _next(
    flat: FlatColumns, given: Int64Array, frames: Int64Array, state: Int64Array, out: Bytes, at: int, line: int
) -> int:
    """Go on with the next item, or close the frame; where the next is written, or `FULL`."""
    frame = frames[state[State.DEPTH]]
    if frame[Frame.LEFT] == 0:
        state[State.DEPTH] -= 1
        return at
    if at == len(out):
        return FULL
    out[at] = _COMMA
    next_item(flat, given, frame)
    state[State.LINE] = line
    return at + 1
