"""The files of tables of nodes and edges: Parquet files of a folder or of a zip, and what is in their columns."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import orjson

from graph.export.columns import EDGE_FIELDS, NODE_FIELDS, Field
from graph.export.manifest import MEMBER
from graph.export.parquet import EDGES, NODES
from graph.model.elements import SourceDocument
from graph.model.errors import TableError
from graph.model.findings import InvalidProperty
from graph.tables.database import Database
from graph.tables.finding_log import FindingLog


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a table must have, what it may have besides properties, and the properties."""

    name: str
    required: Sequence[str]
    optional: Sequence[str]
    fields: Mapping[str, Field]


NODE_TABLE = TableShape(NODES, ("curie", "kind", "name"), (), NODE_FIELDS)
EDGE_TABLE = TableShape(EDGES, ("source", "target", "kind"), ("key", "evidence"), EDGE_FIELDS)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its path as findings call it, its SQL, with the number of each row as `_row`, and its columns.

    `properties` are those columns that hold a value anywhere.
    """

    path: str
    sql: str
    columns: frozenset[str]
    properties: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Whether it has a column."""
        return column in self.columns


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def unpacked(given: Path, work: Path) -> Path:
    """The folder that has the tables: the one that was given, or one in which a zip is unpacked.

    Raises:
        TableError: there is no such folder or zip, or a table is missing.
    """
    if given.is_dir():
        missing = [name for name in (NODES, EDGES) if not (given / name).is_file()]
        if missing:
            raise TableError(path=str(given), problem="files are missing in the folder", missing=missing)
        return given
    try:
        with ZipFile(given) as archive:
            for name in (NODES, EDGES, *({MEMBER} & set(archive.namelist()))):
                with archive.open(name) as packed, (work / name).open("wb") as file:
                    shutil.copyfileobj(packed, file)
    except (OSError, BadZipFile, KeyError) as error:
        raise TableError(path=str(given), problem=str(error)) from error
    return work


def open_table(database: Database, folder: Path, shape: TableShape, log: FindingLog) -> Table:
    """A table of a folder; a column that no kind has is a finding.

    Raises:
        TableError: it lacks a column.
    """
    path = folder / shape.name
    literal = str(path).replace("'", "''")
    file = f"read_parquet('{literal}', file_row_number = true)"
    found = [row[0] for row in database.rows(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {file}")]
    missing = [name for name in shape.required if name not in found]
    if missing:
        raise TableError(path=str(path), problem="columns are missing", missing=missing)
    texts = [name for name in (*shape.required, "key") if name in found]
    replaced = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in texts)
    sql = f"(SELECT * EXCLUDE (file_row_number) REPLACE ({replaced}), file_row_number AS _row FROM {file})"
    known = {*shape.required, *shape.optional, *shape.fields}
    for name in found:
        if name not in known:
            log.add(InvalidProperty(str(path), field=name, problem="no kind has such a column; it was not read"))
    properties = _filled(database, sql, [name for name in found if name in shape.fields])
    return Table(str(path), sql, frozenset(found), properties)


def _filled(database: Database, sql: str, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that hold a value anywhere."""
    if not names:
        return ()
    counts = ", ".join(f"count({quoted(name)})" for name in names)
    (row,) = database.rows(f"SELECT {counts} FROM {sql}")
    return tuple(name for name, count in zip(names, row, strict=True) if count)


def read_documents(folder: Path) -> tuple[SourceDocument, ...]:
    """The documents that the manifest beside tables describes, by id; none where there is no manifest.

    Raises:
        TableError: it is not a manifest of an export.
    """
    path = folder / MEMBER
    if not path.exists():
        return ()
    try:
        sources = orjson.loads(path.read_bytes())["sources"]
        documents = [SourceDocument(**{"path": source["id"], **source}) for source in sources]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(path=str(path), problem=f"this is no manifest of an export: {error!r}") from error
    return tuple(sorted(set(documents), key=lambda document: document.id))
