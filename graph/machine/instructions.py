"""The instructions of the machine: five numbers each, an operation and its operands.

The machine stands at an item in a frame: at a node, at the edge that led to it, or at a piece of evidence or a document
of that edge (see `Record`). A loop over a row opens a frame for its items. Rows are found into slots, which later
instructions name. A text is a stretch of the program's texts: its first byte and its length. A table is some further
lines of the program that are never run.
"""

from enum import IntEnum

WIDTH = 5
"""Numbers of an instruction: the operation, and four operands that are zero where it needs fewer."""


class Record(IntEnum):
    """What a frame can stand at; each has values side by side (see `graph.storage.record`)."""

    NODE = 0
    EDGE = 1
    EVIDENCE = 2
    DOCUMENT = 3


class Op(IntEnum):
    """Operations: those before `FIND` write, those before `CHECK` find rows, the others go elsewhere."""

    TEXT = 0
    """Write a text: `first, length`."""
    CURIE = 1
    """Write the CURIE of the node."""
    CODE = 2
    """Write what stands behind the colon of it."""
    NAME = 3
    """Write the name of the node, as JSON."""
    KIND = 4
    """Write the text of a kind: `record, table`; the table has `first, length` for each kind of nodes or edges."""
    VALUE = 5
    """Write a value of a record: `record, place, table, length of the table`.

    The table has other texts for some values: `first, length` of the value and of what is written in its place.
    """
    EDGE_KEY = 6
    """Write the key of the edge, `KIND` or `KIND#2`: `table`, as in `KIND`."""
    COUNT = 7
    """Write how many items a row has: `slot`."""
    HAS_MORE = 8
    """Write whether it has more than were taken: `slot`."""
    HOLE = 9
    """Leave a place to be filled, and note where it is and at what the frame stands: `number of the hole, record`."""
    BEGIN_BASE64 = 10
    END_BASE64 = 11
    """Encode what was written since `BEGIN_BASE64`: `whether for addresses, without padding`."""
    FIND = 12
    """Find edges of a kind that leave the node: `kind, limit, slot`; a limit below zero is a variable, -1 the first."""
    FIND_INCOMING = 13
    """Find those that enter it; as above, but for the kind: `kind + KINDS * other kind`, both may be the same."""
    FIND_NODES = 14
    """Find a stretch of the nodes by kind: `first, limit, slot, how many there are`."""
    FIND_GIVEN = 15
    """Find the nodes or edges that are given: `record, -, slot`; they do not count."""
    FIND_EVIDENCE = 16
    """Find the evidence of the edge: `-, -, slot`; it does not count."""
    CHECK = 17
    """Stop if more was found than may be."""
    ENTER = 18
    """Open a frame at the first item of a row: `slot, line after the loop`, where there is none."""
    ENTER_END = 19
    """Open a frame at the first or last item of a row: `slot, line where there is none, whether the last`."""
    NEXT = 20
    """Go to the next item: `line in the loop`; where there is none, close the frame."""
    ENTER_NODE = 21
    """Open a frame at an end of the edge: `whether its source, how many items that counts as`."""
    ENTER_DOCUMENT = 22
    """Open a frame at the document of the evidence: `-, line where there is none`."""
    LEAVE = 23
    """Close the frame and go on at a line: `line`."""
    JUMP = 24
    """Go on at a line: `line`."""
    JUMP_UNSET = 25
    """Go on at a line if a variable has no value: `-, line, variable`."""
    SWITCH = 26
    """Go on at the line that the table has for the kind of the node: `table`."""
    STOP = 27


KINDS = 1 << 8
"""More than there are kinds of edges."""
FULL, REFUSED = -1, -2
"""Told instead of a length: there was too little room, or more was found than may be."""
UNSET = -1
"""The value of a variable that has none."""
