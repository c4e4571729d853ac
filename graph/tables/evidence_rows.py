"""The lists of evidence of tables: each different one once, in order (see `graph.storage.evidence_columns`)."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from graph.model.elements import SourceDocument
from graph.storage.evidence_columns import document_columns, document_of, evidence_records
from graph.storage.stored_columns import StoredColumns
from graph.tables.database import Database


def write_evidence(database: Database, columns: StoredColumns, documents: Sequence[SourceDocument]) -> None:
    """Number the lists of evidence that the edges have in the table `lists`, and write their columns."""
    database.run(
        "CREATE TABLE lists AS SELECT evidence, CAST(row_number() OVER (ORDER BY evidence) - 1 AS UINTEGER) AS number "
        "FROM (SELECT DISTINCT evidence FROM said SEMI JOIN edges USING (shape)) ORDER BY evidence"
    )
    places, written = document_columns(documents)
    columns.update(written)
    with (
        columns.writer("evidence.starts") as starts,
        columns.writer("evidence.document") as named,
        columns.arena("evidence.values") as values,
    ):
        at = 0
        starts.append(np.zeros(1, dtype=np.uint32))
        for batch in database.batches("SELECT evidence FROM lists ORDER BY number"):
            lists = [evidence_records(listed) for listed in batch["evidence"].to_pylist()]
            starts.append(at + np.cumsum([len(listed) for listed in lists]))
            records = [record for listed in lists for record in listed]
            at += len(records)
            named.append(_places(records, places))
            values.append(np.array([len(record) for record in records], dtype=np.uint32), b"".join(records))


def _places(records: Sequence[bytes], places: Mapping[str, int]) -> npt.NDArray[np.uint32]:
    return np.array([places.get(document_of(record), 0) for record in records], dtype=np.uint32)
