"""The columns of edges: sorted by source, and once more by target (see `graph.storage.freeze`)."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import numpy as np

from graph.storage.graph_rows import Ints
from graph.storage.stored_columns import StoredColumns
from graph.tables.arena_batches import append_strings
from graph.tables.database import Database

_BY_SOURCE = ("source", "target", "kind", "number", "evidence")
_BY_TARGET = ("edges", "source", "kind")
_ROWS = 1 << 16


def write_edges(database: Database, columns: StoredColumns, nodes: int) -> Iterator[int]:
    """Write the columns of the edges by source, and where those of each source begin; yields how many are written."""
    query = (
        "SELECT e.source, e.target, e.kind, e.number, lists.number AS evidence, said.record FROM edges e "
        "JOIN said ON said.shape = e.shape JOIN lists ON lists.evidence = said.evidence "
        "ORDER BY e.source, e.kind, e.place, e.target_rank, e.number"
    )
    counts, done = np.zeros(nodes + 1, dtype=np.int64), 0
    with ExitStack() as stack, columns.arena("edge.values") as values:
        writers = {name: stack.enter_context(columns.writer(f"edge.{name}")) for name in _BY_SOURCE}
        for batch in database.batches(query):
            for name, writer in writers.items():
                writer.append(batch[name].to_numpy())
            append_strings(values, batch["record"])
            counts[1:] += np.bincount(batch["source"].to_numpy(), minlength=nodes)
            done += len(batch)
            yield done
    columns.put("out.starts", counts.cumsum().astype(np.uint32))


def write_incoming(database: Database, columns: StoredColumns, rank: Ints) -> Iterator[int]:
    """Write the columns of the edges by target; `rank` says where each node stands by name; yields how many are."""
    edges = columns.length("edge.kind")
    database.register("outgoing", _outgoing(database, columns, rank, edges))
    query = "SELECT edges, source, kind, target FROM outgoing ORDER BY target, kind, rank, number"
    counts, done = np.zeros(len(rank) + 1, dtype=np.int64), 0
    with ExitStack() as stack:
        writers = {name: stack.enter_context(columns.writer(f"in.{name}")) for name in _BY_TARGET}
        for batch in database.registered_batches(query):
            for name, writer in writers.items():
                writer.append(batch[name].to_numpy())
            counts[1:] += np.bincount(batch["target"].to_numpy(), minlength=len(rank))
            done += len(batch)
            yield done
    columns.put("in.starts", counts.cumsum().astype(np.uint32))


def _outgoing(database: Database, columns: StoredColumns, rank: Ints, edges: int) -> Any:
    """The edges as they are written, with their numbers and with what they are sorted by."""
    arrow = database.arrow
    types = {
        "edges": arrow.uint32(),
        "source": arrow.uint32(),
        "target": arrow.uint32(),
        "kind": arrow.uint8(),
        "number": arrow.uint16(),
        "rank": arrow.int32(),
    }
    schema = arrow.schema(list(types.items()))

    def batches() -> Iterator[Any]:
        for start in range(0, edges, _ROWS):
            stop = min(start + _ROWS, edges)
            read = {name: columns.read(f"edge.{name}", start, stop) for name in ("source", "target", "kind", "number")}
            made = {"edges": np.arange(start, stop, dtype=np.uint32), **read, "rank": rank[read["source"]]}
            yield arrow.record_batch([arrow.array(made[name], types[name]) for name in types], schema=schema)

    return arrow.RecordBatchReader.from_batches(schema, batches())
