"""The nodes, edges and lists of evidence of a version, read from a database in batches of statements by ids."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.database.connection import Database, Row
from graph.database.layout import (
    CURIE,
    EVIDENCE,
    ID,
    NAME,
    NODE,
    READ_EDGES,
    READ_NODES,
    RESERVED_OF_EDGES,
    ids,
    number_of,
    read_plain,
    slot_of,
)
from graph.storage.columns import Array

_AHEAD = 2
"""Statements that are under way while the rows of another one are looked at."""
_NODES_AT_ONCE, _EDGES_AT_ONCE = 2_000, 2_000
"""Rows that a statement asks for."""


@dataclass(frozen=True, slots=True)
class StoredNode:
    """A node as the database has it; `labels` are without `MedcodeNode`, `properties` without those of the layout."""

    number: int
    labels: tuple[str, ...]
    curie: Any
    name: Any
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredEdge:
    """An edge as the database has it.

    `place`, `in_place`, `parallel`, `evidence` and `check` are what was pushed, None of an edge that was added there;
    `target` is None where that is no node of the version.
    """

    source: int
    kind: str
    target: int | None
    place: Any
    in_place: Any
    parallel: Any
    evidence: Any
    check: Any
    properties: Mapping[str, Any]


def read_nodes(database: Database, slot: int, count: int) -> Iterator[StoredNode]:
    """The nodes with the numbers below `count`; those that are not there are left out.

    Raises:
        StoreError: the database cannot be read.
    """
    batches = (range(first, min(first + _NODES_AT_ONCE, count)) for first in range(0, count, _NODES_AT_ONCE))
    for identifier, labels, properties in _rows(database, READ_NODES, slot, batches):
        given = dict(properties)
        del given[ID]
        own = tuple(sorted(label for label in labels if label != NODE))
        yield StoredNode(number_of(identifier), own, given.pop(CURIE, None), given.pop(NAME, None), given)


def read_edges(database: Database, slot: int, out_starts: Array) -> Iterator[StoredEdge]:
    """The edges that leave nodes of a version; `out_starts` is the column that says how many each node has.

    Raises:
        StoreError: the database cannot be read.
    """
    for source, edges in _rows(database, READ_EDGES, slot, _sources(out_starts)):
        for kind, target, place, in_place, parallel, evidence, check, properties in edges:
            given = {name: value for name, value in (properties or {}).items() if name not in RESERVED_OF_EDGES}
            is_ours = isinstance(target, int) and slot_of(target) == slot
            end = number_of(target) if is_ours else None
            yield StoredEdge(number_of(source), kind, end, place, in_place, parallel, evidence, check, given)


def _sources(out_starts: Array) -> Iterator[range]:
    """Stretches of nodes with about as many edges as a statement asks for, all nodes together."""
    nodes, first = len(out_starts) - 1, 0
    starts = out_starts.astype(np.int64)
    while first < nodes:
        end = int(np.searchsorted(starts, starts[first] + _EDGES_AT_ONCE, side="right")) - 1
        end = min(max(end, first + 1), first + _NODES_AT_ONCE, nodes)
        yield range(first, end)
        first = end


def read_evidence(database: Database, slot: int, count: int) -> Iterator[tuple[int, Any]]:
    """The lists of evidence with the numbers below `count`, as JSON; those that are not there are left out.

    Raises:
        StoreError: the database cannot be read.
    """
    batches = (range(first, min(first + _NODES_AT_ONCE, count)) for first in range(0, count, _NODES_AT_ONCE))
    for identifier, items in _rows(database, read_plain(EVIDENCE, "items"), slot, batches):
        yield number_of(identifier), items


def _rows(database: Database, statement: str, slot: int, batches: Iterable[Sequence[int]]) -> Iterator[Row]:
    """The rows of a statement for each batch of numbers, of which a few are read ahead."""
    with ThreadPoolExecutor(_AHEAD) as threads:
        waiting = deque[Future[list[Row]]]()
        for numbers in batches:
            waiting.append(threads.submit(database.read, statement, {"ids": ids(slot, numbers)}))
            if len(waiting) > _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
