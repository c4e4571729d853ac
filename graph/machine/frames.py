"""Where the machine stands: frames, each with a node and the edge that led to it, and the rows that it goes along."""

from enum import IntEnum

from graph.machine.instructions import KINDS, Op
from graph.machine.memory import Bytes, Column, Memory, Numbers
from graph.machine.native import compiled, word

_FEW = 16
"""So many kinds are looked at one by one."""


class Mode(IntEnum):
    """What the items of a row are."""

    OUT = 0
    BACK = 1
    LISTED = 2
    NODES = 3
    EDGES = 4


class Slot(IntEnum):
    """What is known of a row: its one or two stretches, from a beginning to before an end."""

    MODE = 0
    COUNT = 1
    TAKEN = 2
    FIRST = 3
    END = 4
    OTHER_FIRST = 5
    OTHER_END = 6


class Frame(IntEnum):
    """What is known of the item at hand and of those after it.

    For each of the two records, the value that comes next and where it lies are remembered.
    """

    MODE = 0
    NODE = 1
    EDGE = 2
    LEFT = 3
    FIRST = 4
    END = 5
    OTHER_FIRST = 6
    OTHER_END = 7
    NODE_PLACE = 8
    NODE_AT = 9
    EDGE_PLACE = 10
    EDGE_AT = 11


@compiled
def arrive(frame: Numbers, node: int, edge: int) -> None:
    """Stand at a node, to which an edge led."""
    frame[Frame.NODE] = node
    frame[Frame.EDGE] = edge
    frame[Frame.NODE_AT] = -1
    frame[Frame.EDGE_AT] = -1


@compiled
def enter(memory: Memory, given: Numbers, frame: Numbers, slot: Numbers) -> None:
    """Stand at the first item of a row that has some."""
    frame[Frame.MODE] = slot[Slot.MODE]
    frame[Frame.LEFT] = slot[Slot.TAKEN]
    frame[Frame.FIRST] = slot[Slot.FIRST]
    frame[Frame.END] = slot[Slot.END]
    frame[Frame.OTHER_FIRST] = slot[Slot.OTHER_FIRST]
    frame[Frame.OTHER_END] = slot[Slot.OTHER_END]
    step(memory, given, frame)


@compiled
def step(memory: Memory, given: Numbers, frame: Numbers) -> None:
    """Stand at the next item of a row."""
    mode = frame[Frame.MODE]
    frame[Frame.LEFT] -= 1
    if mode == Mode.BACK:
        place = _next_back(memory, frame)
        arrive(frame, word(memory, Column.IN_SOURCES, place), word(memory, Column.IN_EDGES, place))
        return
    first = frame[Frame.FIRST]
    frame[Frame.FIRST] = first + 1
    if mode == Mode.OUT:
        arrive(frame, word(memory, Column.TARGETS, first), first)
    elif mode == Mode.LISTED:
        arrive(frame, word(memory, Column.LISTED, first), -1)
    elif mode == Mode.NODES:
        arrive(frame, given[first], -1)
    else:
        arrive(frame, -1, given[first])


@compiled
def _next_back(memory: Memory, frame: Numbers) -> int:
    """The next of two stretches of entering edges; each is by name of the sources, and so are both together."""
    first, other = frame[Frame.FIRST], frame[Frame.OTHER_FIRST]
    ended = other == frame[Frame.OTHER_END]
    if ended or (first < frame[Frame.END] and _rank(memory, first) <= _rank(memory, other)):
        frame[Frame.FIRST] = first + 1
        return int(first)
    frame[Frame.OTHER_FIRST] = other + 1
    return int(other)


@compiled
def _rank(memory: Memory, place: int) -> int:
    return word(memory, Column.RANKS, word(memory, Column.IN_SOURCES, place))


@compiled
def visit(memory: Memory, frame: Numbers, inner: Numbers, source: int) -> None:
    """Stand at an end of the edge at hand."""
    column = Column.SOURCES if source else Column.TARGETS
    arrive(inner, word(memory, column, frame[Frame.EDGE]), -1)


@compiled
def find(
    memory: Memory, limit: int, given: int, frame: Numbers, slot: Numbers, instruction: Numbers, wanted: int
) -> None:
    """Find a row."""
    op, kind = instruction[0], instruction[1]
    slot[Slot.OTHER_FIRST] = slot[Slot.OTHER_END] = 0
    if op == Op.FIND:
        slot[Slot.MODE] = Mode.OUT
        _stretch(memory, Column.OUT_STARTS, Column.EDGE_KINDS, frame[Frame.NODE], kind, slot[Slot.FIRST : Slot.END + 1])
    elif op == Op.FIND_BACK:
        slot[Slot.MODE] = Mode.BACK
        _both(memory, frame[Frame.NODE], kind, slot)
    elif op == Op.FIND_ALL:
        slot[Slot.MODE] = Mode.LISTED
        slot[Slot.FIRST], slot[Slot.END], limit = kind, kind + instruction[2], wanted
    else:
        slot[Slot.MODE] = Mode.EDGES if kind else Mode.NODES
        slot[Slot.FIRST], slot[Slot.END], limit = 0, given, given
    slot[Slot.COUNT] = slot[Slot.END] - slot[Slot.FIRST] + slot[Slot.OTHER_END] - slot[Slot.OTHER_FIRST]
    slot[Slot.TAKEN] = min(slot[Slot.COUNT], limit)


@compiled
def _both(memory: Memory, node: int, kinds: int, slot: Numbers) -> None:
    """Where the edges of one kind, or of two, enter a node."""
    kind, other = kinds % KINDS, kinds // KINDS
    _stretch(memory, Column.IN_STARTS, Column.IN_KINDS, node, kind, slot[Slot.FIRST : Slot.END + 1])
    if other != kind:
        _stretch(memory, Column.IN_STARTS, Column.IN_KINDS, node, other, slot[Slot.OTHER_FIRST : Slot.OTHER_END + 1])


@compiled
def _stretch(memory: Memory, starts: int, kinds: int, node: int, kind: int, stretch: Numbers) -> None:
    """Where the edges of a kind begin and end among those of a node."""
    first, end, column = word(memory, starts, node), word(memory, starts, node + 1), memory.places[kinds]
    stretch[0] = bound(memory.data, column, first, end, kind)
    stretch[1] = bound(memory.data, column, stretch[0], end, kind + 1)


@compiled
def bound(data: Bytes, column: int, first: int, end: int, kind: int) -> int:
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
