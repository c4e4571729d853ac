"""Where the machine stands: frames, and the rows whose items they go through."""

from enum import IntEnum

from graph.machine.flat_columns import Bytes, Column, FlatColumns, Int64Array
from graph.machine.instructions import KINDS, Op, Record
from graph.machine.jit import compiled, read_word

_FEW = 16
"""So many kinds are compared one by one, more by halving."""


class Mode(IntEnum):
    """What the items of a row are: places of outgoing or incoming edges, of nodes by kind, of what is given."""

    OUT = 0
    INCOMING = 1
    NODES = 2
    GIVEN_NODES = 3
    GIVEN_EDGES = 4
    EVIDENCE = 5


class Slot(IntEnum):
    """A row: its one or two stretches, from a first place to before an end, and how many items are taken of it."""

    MODE = 0
    COUNT = 1
    TAKEN = 2
    FIRST = 3
    END = 4
    OTHER_FIRST = 5
    OTHER_END = 6


class Frame(IntEnum):
    """The item at hand and those after it.

    For each record there are its number, the place of the value that comes next in it, and where that lies; a number
    below zero stands for none.
    """

    MODE = 0
    LEFT = 1
    FIRST = 2
    END = 3
    OTHER_FIRST = 4
    OTHER_END = 5
    NUMBER = 6
    PLACE = NUMBER + len(Record)
    AT = PLACE + len(Record)
    SIZE = AT + len(Record)


@compiled
def set_position(frame: Int64Array, node: int, edge: int) -> None:
    """Stand at a node, to which an edge led."""
    frame[Frame.NUMBER + Record.NODE] = node
    frame[Frame.NUMBER + Record.EDGE] = edge
    frame[Frame.AT + Record.NODE] = -1
    frame[Frame.AT + Record.EDGE] = -1


@compiled
def enter_rows(flat: FlatColumns, given: Int64Array, frame: Int64Array, slot: Int64Array) -> None:
    """Stand at the first item of a row that has some."""
    frame[Frame.MODE] = slot[Slot.MODE]
    frame[Frame.LEFT] = slot[Slot.TAKEN]
    frame[Frame.FIRST] = slot[Slot.FIRST]
    frame[Frame.END] = slot[Slot.END]
    frame[Frame.OTHER_FIRST] = slot[Slot.OTHER_FIRST]
    frame[Frame.OTHER_END] = slot[Slot.OTHER_END]
    next_item(flat, given, frame)


@compiled
def enter_end_item(flat: FlatColumns, given: Int64Array, frame: Int64Array, slot: Int64Array, last: bool) -> None:
    """Stand at the first or the last item that is taken of a row that has some."""
    enter_rows(flat, given, frame, slot)
    if last and slot[Slot.OTHER_FIRST] == slot[Slot.OTHER_END] and frame[Frame.LEFT] > 0:
        frame[Frame.FIRST] += frame[Frame.LEFT] - 1
        frame[Frame.LEFT] = 1
    while last and frame[Frame.LEFT] > 0:
        next_item(flat, given, frame)


@compiled
def next_item(flat: FlatColumns, given: Int64Array, frame: Int64Array) -> None:
    """Stand at the next item of a row."""
    mode = frame[Frame.MODE]
    frame[Frame.LEFT] -= 1
    if mode == Mode.INCOMING:
        place = _next_incoming(flat, frame)
        set_position(frame, read_word(flat, Column.IN_SOURCES, place), read_word(flat, Column.IN_EDGES, place))
        return
    first = frame[Frame.FIRST]
    frame[Frame.FIRST] = first + 1
    if mode == Mode.OUT:
        set_position(frame, read_word(flat, Column.TARGETS, first), first)
    elif mode == Mode.NODES:
        set_position(frame, read_word(flat, Column.NODES_BY_KIND, first), -1)
    elif mode == Mode.GIVEN_NODES:
        set_position(frame, given[first], -1)
    elif mode == Mode.GIVEN_EDGES:
        set_position(frame, -1, given[first])
    else:
        frame[Frame.NUMBER + Record.EVIDENCE] = first
        frame[Frame.AT + Record.EVIDENCE] = -1


@compiled
def _next_incoming(flat: FlatColumns, frame: Int64Array) -> int:
    """The next of two stretches of incoming edges; each is by name of the sources, and so are both together."""
    first, other = frame[Frame.FIRST], frame[Frame.OTHER_FIRST]
    ended = other == frame[Frame.OTHER_END]
    if ended or (first < frame[Frame.END] and _rank(flat, first) <= _rank(flat, other)):
        frame[Frame.FIRST] = first + 1
        return int(first)
    frame[Frame.OTHER_FIRST] = other + 1
    return int(other)


@compiled
def _rank(flat: FlatColumns, place: int) -> int:
    return read_word(flat, Column.RANKS, read_word(flat, Column.IN_SOURCES, place))


@compiled
def enter_node(flat: FlatColumns, frame: Int64Array, inner: Int64Array, source: int) -> None:
    """Stand at an end of the edge at hand."""
    column = Column.SOURCES if source else Column.TARGETS
    set_position(inner, read_word(flat, column, frame[Frame.NUMBER + Record.EDGE]), -1)


@compiled
def enter_document(flat: FlatColumns, frame: Int64Array, inner: Int64Array) -> bool:
    """Stand at the document of the evidence at hand, if there is one."""
    document = read_word(flat, Column.EVIDENCE_DOCUMENTS, frame[Frame.NUMBER + Record.EVIDENCE]) - 1
    inner[Frame.NUMBER + Record.DOCUMENT] = document
    inner[Frame.AT + Record.DOCUMENT] = -1
    return document >= 0


@compiled
def find_rows(
    flat: FlatColumns, limit: int, given: int, frame: Int64Array, slot: Int64Array, instruction: Int64Array
) -> None:
    """Find a row."""
    op, kind, span = instruction[0], instruction[1], slot[Slot.FIRST : Slot.END + 1]
    slot[Slot.OTHER_FIRST] = slot[Slot.OTHER_END] = 0
    if op == Op.FIND:
        slot[Slot.MODE] = Mode.OUT
        _span(flat, Column.OUT_STARTS, Column.EDGE_KINDS, frame[Frame.NUMBER + Record.NODE], kind, span)
    elif op == Op.FIND_INCOMING:
        slot[Slot.MODE] = Mode.INCOMING
        _both(flat, frame[Frame.NUMBER + Record.NODE], kind, slot)
    elif op == Op.FIND_NODES:
        slot[Slot.MODE], span[0], span[1] = Mode.NODES, kind, kind + instruction[4]
    elif op == Op.FIND_GIVEN:
        slot[Slot.MODE] = Mode.GIVEN_EDGES if kind == Record.EDGE else Mode.GIVEN_NODES
        span[0], span[1], limit = 0, given, given
    else:
        slot[Slot.MODE] = Mode.EVIDENCE
        which = read_word(flat, Column.EVIDENCE_OF, frame[Frame.NUMBER + Record.EDGE])
        span[0] = read_word(flat, Column.EVIDENCE_STARTS, which)
        span[1] = limit = read_word(flat, Column.EVIDENCE_STARTS, which + 1)
    slot[Slot.COUNT] = span[1] - span[0] + slot[Slot.OTHER_END] - slot[Slot.OTHER_FIRST]
    slot[Slot.TAKEN] = min(slot[Slot.COUNT], limit)


@compiled
def _both(flat: FlatColumns, node: int, kinds: int, slot: Int64Array) -> None:
    """Where the edges of one kind, or of two, enter a node."""
    kind, other = kinds % KINDS, kinds // KINDS
    _span(flat, Column.IN_STARTS, Column.IN_KINDS, node, kind, slot[Slot.FIRST : Slot.END + 1])
    if other != kind:
        _span(flat, Column.IN_STARTS, Column.IN_KINDS, node, other, slot[Slot.OTHER_FIRST : Slot.OTHER_END + 1])


@compiled
def _span(flat: FlatColumns, starts: int, kinds: int, node: int, kind: int, span: Int64Array) -> None:
    """Where the edges of a kind begin and end among those of a node."""
    first, end, column = read_word(flat, starts, node), read_word(flat, starts, node + 1), flat.places[kinds]
    span[0] = kind_lower_bound(flat.data, column, first, end, kind)
    span[1] = kind_lower_bound(flat.data, column, span[0], end, kind + 1)


@compiled
def kind_lower_bound(data: Bytes, column: int, first: int, end: int, kind: int) -> int:
    """The first of some edges that is of this kind or of a later one."""
    while end - first > _FEW:
        middle = (first + end) // 2
        if data[column + middle] < kind:
            first = middle + 1
        else:
            end = middle
    while first < end and data[column + first] < kind:
        first += 1
    return first
