"""From tables of nodes and edges to the columns of a snapshot, by way of a database on disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.model.elements import SourceDocument
from graph.model.errors import TableError
from graph.model.findings import SourceError
from graph.progress_bar import MERGING, READING, Progress
from graph.storage.stored_columns import StoredColumns
from graph.storage.stored_rows import write_analytics, write_entering, write_leaving
from graph.tables.database import Database, open_database
from graph.tables.edge_columns import write_edges, write_incoming
from graph.tables.edge_rows import join_edges
from graph.tables.edge_shapes import stage_shapes
from graph.tables.evidence_rows import write_evidence
from graph.tables.finding_log import FindingLog
from graph.tables.node_rows import stage_nodes, write_nodes
from graph.tables.table_files import EDGE_TABLE, NODE_TABLE, open_table, read_documents, unpacked

_MOST_EDGES = (1 << 32) - 1
"""As many as columns of 32 bits can number."""


@dataclass(frozen=True, slots=True)
class ImportedTables:
    """What tables became: columns on disk, documents, and findings about rows that were left out."""

    columns: StoredColumns
    documents: Sequence[SourceDocument]
    findings: Sequence[SourceError]


def import_tables(given: Path, work: Path, progress: Progress) -> ImportedTables:
    """Read a folder or zip of tables; all that is made of them lies in the folder `work`.

    Raises:
        TableError: they cannot be read, or are more than a snapshot can have.
        OSError: the disk is full.
    """
    (work / "columns").mkdir()
    columns, log = StoredColumns(work / "columns"), FindingLog()
    folder = unpacked(given, work)
    documents = read_documents(folder)
    with open_database(work) as database:
        _stage(database, folder, log, progress)
        _write(database, columns, documents, progress)
    return ImportedTables(columns, documents, log.findings())


def _stage(database: Database, folder: Path, log: FindingLog, progress: Progress) -> None:
    """Read and check both tables."""
    progress.stage(READING, NODE_TABLE.name)
    nodes = open_table(database, folder, NODE_TABLE, log)
    edges = open_table(database, folder, EDGE_TABLE, log)
    count = database.one(f"SELECT count(*) FROM {nodes.sql}")
    _advance(stage_nodes(database, nodes, log), 2 * count, progress)
    progress.stage(READING, EDGE_TABLE.name)
    for _ in stage_shapes(database, edges, log):
        pass
    join_edges(database, edges, log)


def _write(database: Database, columns: StoredColumns, documents: Sequence[SourceDocument], progress: Progress) -> None:
    """Sort, and write all columns."""
    progress.stage(MERGING)
    arrays = write_nodes(database, columns)
    write_evidence(database, columns, documents)
    edges = database.one("SELECT count(*) FROM edges")
    if edges > _MOST_EDGES:
        raise TableError(problem=f"there are {edges:,} edges; a snapshot has at most {_MOST_EDGES:,}")
    _advance(write_edges(database, columns, len(arrays.rank)), 2 * edges, progress)
    write_leaving(columns)
    for _ in write_incoming(database, columns, arrays.rank):
        pass
    write_entering(columns)
    write_analytics(columns)


def _advance(steps: Iterator[int], total: int, progress: Progress) -> None:
    for done in steps:
        progress.advance(done, total)
