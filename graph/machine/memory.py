"""What the machine reads: the whole of a graph's columns as one array, and where each column lies in it."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.frozen import FrozenGraph

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]


class Column(IntEnum):
    """A column: its place among the places."""

    OUT_STARTS = 0
    TARGETS = 1
    SOURCES = 2
    IN_STARTS = 3
    IN_EDGES = 4
    IN_SOURCES = 5
    RANKS = 6
    LISTED = 7
    LEAVING = 8
    ENTERING = 9
    CURIE_STARTS = 10
    NAME_STARTS = 11
    VALUE_STARTS = 12
    EDGE_VALUE_STARTS = 13
    CURIES = 14
    NAMES = 15
    VALUES = 16
    EDGE_VALUES = 17
    EDGE_KINDS = 18
    IN_KINDS = 19
    NODE_KINDS = 20


_NAMES = {
    Column.OUT_STARTS: "out.starts",
    Column.TARGETS: "edge.target",
    Column.SOURCES: "edge.source",
    Column.IN_STARTS: "in.starts",
    Column.IN_EDGES: "in.edges",
    Column.IN_SOURCES: "in.source",
    Column.RANKS: "node.rank",
    Column.LISTED: "kind.nodes",
    Column.LEAVING: "edge.leaving",
    Column.ENTERING: "edge.entering",
    Column.CURIE_STARTS: "node.curie.starts",
    Column.NAME_STARTS: "node.name.starts",
    Column.VALUE_STARTS: "node.values.starts",
    Column.EDGE_VALUE_STARTS: "edge.values.starts",
    Column.CURIES: "node.curie.bytes",
    Column.NAMES: "node.name.bytes",
    Column.VALUES: "node.values.bytes",
    Column.EDGE_VALUES: "edge.values.bytes",
    Column.EDGE_KINDS: "edge.kind",
    Column.IN_KINDS: "in.kind",
    Column.NODE_KINDS: "node.kind",
}
_WORD, _BYTE = np.dtype("<u4"), np.dtype("u1")


class Memory(NamedTuple):
    """One memory as bytes and as words of four bytes; `places` says where a column begins, in bytes or in words."""

    data: Bytes
    words: Words
    places: Numbers


def memory_of(graph: FrozenGraph) -> Memory | None:
    """The memory of a graph; None where a column is of another type than the machine reads."""
    memory, places = graph.columns.layout()
    data: Bytes = np.frombuffer(memory, np.uint8)
    types = {column: np.dtype(places[name].dtype) for column, name in _NAMES.items()}
    if any(kind != (_WORD if column < Column.CURIES else _BYTE) for column, kind in types.items()):
        return None
    starts = [places[_NAMES[column]].offset // types[column].itemsize for column in Column]
    return Memory(data, data[: len(data) // _WORD.itemsize * _WORD.itemsize].view(_WORD), np.array(starts, np.int64))
