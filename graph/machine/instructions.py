"""The instructions of the machine: four numbers each, what is to be done and what with.

The machine stands at a node, and at the edge that led to it, in a frame; a loop over a row opens a frame for its items.
Rows are found into slots, which later instructions name. A text is a stretch of the program's texts: where it begins
and how long it is. A table is some further lines of the program that are never run.
"""

from enum import IntEnum


class Op(IntEnum):
    """What is to be done. Those before `FIND` write something; those from there on go on elsewhere, or count."""

    TEXT = 0
    """Write a text: `beginning, length`."""
    CURIE = 1
    """Write the CURIE of the node."""
    CODE = 2
    """Write what stands behind the colon of it."""
    NAME = 3
    """Write the name of the node, as JSON."""
    NODE_KIND = 4
    """Write the text of the kind of the node: `table`, of `beginning, length` for each kind."""
    EDGE_KIND = 5
    """The same for the kind of the edge."""
    NODE_VALUE = 6
    """Write a value of the node's record: `place, table, length of the table`.

    The table has other texts for some values: `beginning, length` of the value and of what is written for it.
    """
    EDGE_VALUE = 7
    """The same for the record of the edge."""
    COUNT = 8
    """Write how many items a row has: `slot`."""
    MORE = 9
    """Write whether it has more than were taken: `slot`."""
    FIND = 10
    """Find edges of a kind that leave the node: `kind, limit, slot`; a limit below zero is a variable, -1 the first."""
    FIND_BACK = 11
    """Find those that enter it; as above, but for the kind: `kind + KINDS * other kind`, both may be the same."""
    FIND_ALL = 12
    """Find a stretch of the nodes by kind, as many as are asked for: `first, how many there are, slot`."""
    FIND_GIVEN = 13
    """Find the nodes or edges that are given: `whether edges, -, slot`; they do not count."""
    CHECK = 14
    """Stop if more was found than may be."""
    ENTER = 15
    """Stand at the first item of a row: `slot, line after the loop`, where there is none."""
    NEXT = 16
    """Stand at the next one: `line in the loop`; where there is none, leave the loop."""
    VISIT = 17
    """Stand at an end of the edge: `whether its source, how many items that is`."""
    LEAVE = 18
    """Stand where the machine stood before."""
    STOP = 19


KINDS = 1 << 8
"""More than there are kinds of edges."""
NESTING = 24
"""Frames there are at most."""
SLOTS = 256
"""Rows that a program may have."""
FULL, REFUSED = -1, -2
"""Told instead of a length: there was too little room, or more was found than may be."""
