"""What the machine reads: all columns of a graph as one array, and where each of them begins."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.storage.frozen_graph import FrozenGraph

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint32]
Int64Array = npt.NDArray[np.int64]


class Column(IntEnum):
    """A column, as its index in `FlatColumns.places`: words first, then bytes, then half words."""

    OUT_STARTS = 0
    TARGETS = 1
    SOURCES = 2
    IN_STARTS = 3
    IN_EDGES = 4
    IN_SOURCES = 5
    RANKS = 6
    NODES_BY_KIND = 7
    LEAVING = 8
    ENTERING = 9
    IDENTITY_STARTS = 10
    EVIDENCE_OF = 11
    EVIDENCE_STARTS = 12
    EVIDENCE_DOCUMENTS = 13
    VALUE_STARTS = 14
    """Of nodes; those of the other records follow in the order of `Record`."""
    EDGE_VALUE_STARTS = 15
    EVIDENCE_VALUE_STARTS = 16
    DOCUMENT_VALUE_STARTS = 17
    VALUES = 18
    """Of nodes; those of the other records follow."""
    EDGE_VALUES = 19
    EVIDENCE_VALUES = 20
    DOCUMENT_VALUES = 21
    IDENTITIES = 22
    EDGE_KINDS = 23
    IN_KINDS = 24
    NODE_KINDS = 25
    EDGE_NUMBERS = 26


_NAMES = {
    Column.OUT_STARTS: "out.starts",
    Column.TARGETS: "edge.target",
    Column.SOURCES: "edge.source",
    Column.IN_STARTS: "in.starts",
    Column.IN_EDGES: "in.edges",
    Column.IN_SOURCES: "in.source",
    Column.RANKS: "node.rank",
    Column.NODES_BY_KIND: "kind.nodes",
    Column.LEAVING: "edge.leaving",
    Column.ENTERING: "edge.entering",
    Column.IDENTITY_STARTS: "node.identity.starts",
    Column.EVIDENCE_OF: "edge.evidence",
    Column.EVIDENCE_STARTS: "evidence.starts",
    Column.EVIDENCE_DOCUMENTS: "evidence.document",
    Column.VALUE_STARTS: "node.values.starts",
    Column.EDGE_VALUE_STARTS: "edge.values.starts",
    Column.EVIDENCE_VALUE_STARTS: "evidence.values.starts",
    Column.DOCUMENT_VALUE_STARTS: "document.values.starts",
    Column.VALUES: "node.values.bytes",
    Column.EDGE_VALUES: "edge.values.bytes",
    Column.EVIDENCE_VALUES: "evidence.values.bytes",
    Column.DOCUMENT_VALUES: "document.values.bytes",
    Column.IDENTITIES: "node.identity.bytes",
    Column.EDGE_KINDS: "edge.kind",
    Column.IN_KINDS: "in.kind",
    Column.NODE_KINDS: "node.kind",
    Column.EDGE_NUMBERS: "edge.number",
}
_WORD, _BYTE, _HALF = np.dtype("<u4"), np.dtype("u1"), np.dtype("<u2")


class FlatColumns(NamedTuple):
    """One memory as bytes and as words of four bytes; `places` says where a column begins, in words or in bytes."""

    data: Bytes
    words: Words
    places: Int64Array


def flat_columns_of(graph: FrozenGraph) -> FlatColumns | None:
    """The memory of a graph; None where a column is of another type than the machine reads."""
    flat, places = graph.columns.layout()
    data: Bytes = np.frombuffer(flat, np.uint8)
    if any(np.dtype(places[name].dtype) != _type(column) for column, name in _NAMES.items()):
        return None
    starts = [places[_NAMES[column]].offset // (_WORD.itemsize if column < Column.VALUES else 1) for column in Column]
    return FlatColumns(
        data, data[: len(data) // _WORD.itemsize * _WORD.itemsize].view(_WORD), np.array(starts, np.int64)
    )


def _type(column: Column) -> "np.dtype[np.uint8] | np.dtype[np.uint16] | np.dtype[np.uint32]":
    if column == Column.EDGE_NUMBERS:
        return _HALF
    return _WORD if column < Column.VALUES else _BYTE
