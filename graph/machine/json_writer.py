"""What the machine writes: texts, columns, values of records, and all of these in base64."""

from graph.machine.flat_columns import Bytes, Column, FlatColumns, Int64Array
from graph.machine.frames import Frame, Slot
from graph.machine.instructions import FULL, Op, Record
from graph.machine.jit import compiled, copy, read_word
from graph.storage.columns import END

_END, _COLON, _ZERO, _HASH, _PADDING = ord(END), ord(":"), ord("0"), ord("#"), ord("=")
_DIGITS = 20
"""Bytes that the longest number needs, or a truth value."""
_TRUE, _FALSE = b"true", b"false"
_ALPHABETS = (
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)
"""RFC 4648, sections 4 and 5."""


@compiled
def write_instruction(
    flat: FlatColumns,
    program: Int64Array,
    texts: Bytes,
    frame: Int64Array,
    slots: Int64Array,
    out: Bytes,
    at: int,
    instruction: Int64Array,
) -> int:
    """Write one thing at `at`; where the next is written, or `FULL`."""
    op, first = instruction[0], instruction[1]
    if op == Op.TEXT:
        return _put(out, at, texts, first, instruction[2])
    if op <= Op.NAME:
        return _own(flat, op, frame[Frame.NUMBER + Record.NODE], out, at)
    if op == Op.KIND:
        column = Column.NODE_KINDS if first == Record.NODE else Column.EDGE_KINDS
        kind = flat.data[flat.places[column] + frame[Frame.NUMBER + first]]
        text = program[instruction[2] + kind]
        return _put(out, at, texts, text[0], text[1])
    if op == Op.VALUE:
        return _value(flat, program, texts, frame, out, at, instruction)
    if op == Op.EDGE_KEY:
        return _edge_key(flat, program, texts, frame[Frame.NUMBER + Record.EDGE], out, at, first)
    return _count(out, at, slots[first], op == Op.HAS_MORE)


@compiled
def _count(out: Bytes, at: int, slot: Int64Array, has_more: bool) -> int:
    if has_more:
        return _truth(out, at, slot[Slot.COUNT] > slot[Slot.TAKEN])
    return _number(out, at, slot[Slot.COUNT])


@compiled
def _put(out: Bytes, at: int, data: Bytes, start: int, length: int) -> int:
    if at + length > len(out):
        return FULL
    copy(out, at, data, start, length)
    return at + length


@compiled
def _own(flat: FlatColumns, op: int, node: int, out: Bytes, at: int) -> int:
    """Write what each node has: its CURIE, or what stands behind the colon of it, or its name; each ends with `END`."""
    data = flat.data
    first = flat.places[Column.IDENTITIES] + read_word(flat, Column.IDENTITY_STARTS, node)
    if op == Op.NAME:
        end = flat.places[Column.IDENTITIES] + read_word(flat, Column.IDENTITY_STARTS, node + 1) - 1
        first = _behind(data, first, _END)
    else:
        end = _behind(data, first, _END) - 1
        if op == Op.CODE:
            first = _behind(data, first, _COLON)
    return _put(out, at, data, first, end - first)


@compiled
def _behind(data: Bytes, at: int, sign: int) -> int:
    """The first byte behind a sign that comes at some place or later."""
    while data[at] != sign:
        at += 1
    return at + 1


@compiled
def _edge_key(flat: FlatColumns, program: Int64Array, texts: Bytes, edge: int, out: Bytes, at: int, table: int) -> int:
    text = program[table + flat.data[flat.places[Column.EDGE_KINDS] + edge]]
    at = _put(out, at, texts, text[0], text[1])
    place = flat.places[Column.EDGE_NUMBERS] + 2 * edge
    number = int(flat.data[place]) + 256 * int(flat.data[place + 1])
    if number == 1 or at < 0:
        return at
    if at == len(out):
        return FULL
    out[at] = _HASH
    return _number(out, at + 1, number)


@compiled
def _value(
    flat: FlatColumns,
    program: Int64Array,
    texts: Bytes,
    frame: Int64Array,
    out: Bytes,
    at: int,
    instruction: Int64Array,
) -> int:
    """Write a value of a record, or what is written in its place."""
    data, record, first = flat.data, instruction[1], _seek(flat, frame, instruction[1], instruction[2])
    end = first
    while data[end] != _END:
        end += 1
    frame[Frame.PLACE + record], frame[Frame.AT + record] = instruction[2] + 1, end + 1
    for line in range(instruction[3], instruction[3] + instruction[4]):
        known, length = program[line, 0], program[line, 1]
        if length == end - first and _is(data, first, texts, known, length):
            return _put(out, at, texts, program[line, 2], program[line, 3])
    return _put(out, at, data, first, end - first)


@compiled
def _seek(flat: FlatColumns, frame: Int64Array, record: int, wanted: int) -> int:
    """Where a value of a record lies: found from the one that was last read, where that stands before it."""
    data, place, at = flat.data, frame[Frame.PLACE + record], frame[Frame.AT + record]
    if at < 0 or place > wanted:
        start = read_word(flat, Column.VALUE_STARTS + record, frame[Frame.NUMBER + record])
        place, at = 0, flat.places[Column.VALUES + record] + start
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


@compiled
def encode(out: Bytes, first: int, at: int, url: int) -> int:
    """Encode the bytes from `first` to `at` in base64, where they lie; where the next is written, or `FULL`.

    It goes from the last group of three bytes to the first, so that nothing is written over before it is read.
    """
    length = at - first
    if first + 4 * ((length + 2) // 3) > len(out):
        return FULL
    for group in range((length - 1) // 3, -1, -1):
        source, target, bits, left = first + 3 * group, first + 4 * group, 0, min(length - 3 * group, 3)
        for place in range(3):
            bits = bits * 256 + (int(out[source + place]) if place < left else 0)
        for place in range(3, -1, -1):
            out[target + place] = _ALPHABETS[64 * url + bits % 64] if place <= left else _PADDING
            bits //= 64
    padding = (3 - length % 3) % 3 if url else 0
    return first + 4 * ((length + 2) // 3) - padding
