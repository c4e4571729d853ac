"""What the machine writes: texts, columns, and values of records."""

from graph.columns import END
from graph.machine.frames import Frame, Slot
from graph.machine.instructions import FULL, Op
from graph.machine.memory import Bytes, Column, Memory, Numbers
from graph.machine.native import compiled, copy, word

_END, _COLON, _ZERO = ord(END), ord(":"), ord("0")
_DIGITS = 20
"""Room for a number, or for a truth."""
_TRUE, _FALSE = b"true", b"false"


@compiled
def write(
    memory: Memory,
    program: Numbers,
    texts: Bytes,
    frame: Numbers,
    slots: Numbers,
    out: Bytes,
    at: int,
    instruction: Numbers,
) -> int:
    """Write one thing; where the next is written, or `FULL`."""
    op, first = instruction[0], instruction[1]
    if op == Op.TEXT:
        return _put(out, at, texts, first, instruction[2])
    if op <= Op.NAME:
        return _own(memory, op, frame[Frame.NODE], out, at)
    if op <= Op.EDGE_KIND:
        column, number = (Column.NODE_KINDS, Frame.NODE) if op == Op.NODE_KIND else (Column.EDGE_KINDS, Frame.EDGE)
        said = program[first + memory.data[memory.places[column] + frame[number]]]
        return _put(out, at, texts, said[0], said[1])
    if op <= Op.EDGE_VALUE:
        return _value(memory, program, texts, frame, out, at, instruction)
    slot = slots[first]
    if op == Op.COUNT:
        return _number(out, at, slot[Slot.COUNT])
    return _truth(out, at, slot[Slot.COUNT] > slot[Slot.TAKEN])


@compiled
def _put(out: Bytes, at: int, data: Bytes, start: int, length: int) -> int:
    if at + length > len(out):
        return FULL
    copy(out, at, data, start, length)
    return at + length


@compiled
def _own(memory: Memory, op: int, node: int, out: Bytes, at: int) -> int:
    """Write what each node has; its text ends with `END`."""
    data = memory.data
    is_name = op == Op.NAME
    starts, texts = (Column.NAME_STARTS, Column.NAMES) if is_name else (Column.CURIE_STARTS, Column.CURIES)
    first = memory.places[texts] + word(memory, starts, node)
    end = memory.places[texts] + word(memory, starts, node + 1) - 1
    if op == Op.CODE:
        while data[first] != _COLON:
            first += 1
        first += 1
    return _put(out, at, data, first, end - first)


@compiled
def _value(
    memory: Memory, program: Numbers, texts: Bytes, frame: Numbers, out: Bytes, at: int, instruction: Numbers
) -> int:
    """Write a value of a record, or what is written in its place."""
    data, first = memory.data, _seek(memory, frame, instruction)
    end = first
    while data[end] != _END:
        end += 1
    if instruction[0] == Op.NODE_VALUE:
        frame[Frame.NODE_PLACE], frame[Frame.NODE_AT] = instruction[1] + 1, end + 1
    else:
        frame[Frame.EDGE_PLACE], frame[Frame.EDGE_AT] = instruction[1] + 1, end + 1
    for line in range(instruction[2], instruction[2] + instruction[3]):
        known, length = program[line, 0], program[line, 1]
        if length == end - first and _is(data, first, texts, known, length):
            return _put(out, at, texts, program[line, 2], program[line, 3])
    return _put(out, at, data, first, end - first)


@compiled
def _seek(memory: Memory, frame: Numbers, instruction: Numbers) -> int:
    """Where a value of a record lies: found from the one that was last read, where that stands before it."""
    data = memory.data
    wanted, of_node = instruction[1], instruction[0] == Op.NODE_VALUE
    if of_node:
        place, at, number = frame[Frame.NODE_PLACE], frame[Frame.NODE_AT], frame[Frame.NODE]
        starts, texts = Column.VALUE_STARTS, Column.VALUES
    else:
        place, at, number = frame[Frame.EDGE_PLACE], frame[Frame.EDGE_AT], frame[Frame.EDGE]
        starts, texts = Column.EDGE_VALUE_STARTS, Column.EDGE_VALUES
    if at < 0 or place > wanted:
        place, at = 0, memory.places[texts] + word(memory, starts, number)
    while place < wanted:
        while data[at] != _END:
            at += 1
        at += 1
        place += 1
    return int(at)


@compiled
def _is(data: Bytes, start: int, texts: Bytes, first: int, length: int) -> bool:
    for place in range(length):  # noqa: SIM110  (a generator would not compile)
        if data[start + place] != texts[first + place]:
            return False
    return True


@compiled
def _number(out: Bytes, at: int, number: int) -> int:
    if at + _DIGITS > len(out):
        return FULL
    digits = 1
    while number >= 10**digits:
        digits += 1
    for place in range(at + digits - 1, at - 1, -1):
        out[place] = _ZERO + number % 10
        number //= 10
    return at + digits


@compiled
def _truth(out: Bytes, at: int, truth: bool) -> int:
    if at + _DIGITS > len(out):
        return FULL
    said = _TRUE if truth else _FALSE
    for place in range(len(said)):
        out[at + place] = said[place]
    return at + len(said)
