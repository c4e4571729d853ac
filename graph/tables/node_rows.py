"""The table of nodes: each row checked, all in the order of a snapshot, and the columns of nodes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.export.columns import NODE_FIELDS
from graph.export.read.parquet import properties_of_row
from graph.ingest.known_nodes import with_derived_properties
from graph.ingest.validate import check_node
from graph.model.elements import Node
from graph.model.findings import ConflictingNode, InvalidProperty, SourceError, UndeclaredKind
from graph.model.limits import Limits
from graph.model.ontology import NODE_KINDS, ONTOLOGY
from graph.storage.columns import END
from graph.storage.freeze import identity_text
from graph.storage.graph_rows import LISTED_BY, Ints, columns_by_kind
from graph.storage.record import encode_node_record
from graph.storage.stored_columns import StoredColumns
from graph.tables.arena_batches import append_strings
from graph.tables.database import Database
from graph.tables.finding_log import FindingLog
from graph.tables.table_files import Table, quoted

_ROWS = 1 << 14
"""Rows that are objects of Python at a time."""
_KIND_NUMBERS = {kind: number for number, kind in enumerate(NODE_KINDS)}
_BASE = ("curie", "kind", "name")
_FLAGS = tuple(f"listed_{name}" for name, _ in LISTED_BY)


@dataclass(frozen=True, slots=True)
class NodeArrays:
    """What is held of each node while its edges are read: kind, and place by name."""

    kinds: npt.NDArray[np.uint8]
    rank: Ints


def stage_nodes(database: Database, table: Table, log: FindingLog) -> Iterator[int]:
    """Check the rows of a table of nodes and number them: the table `nodes`; yields how many rows are done.

    Of two rows with one CURIE the first counts.
    """
    database.run(
        "CREATE TABLE checked (row BIGINT, curie VARCHAR, kind UTINYINT, folded VARCHAR, name VARCHAR, identity BLOB, "
        f"record BLOB, slug VARCHAR, {', '.join(f'{name} BOOLEAN' for name in _FLAGS)})"
    )
    done = 0
    columns = ", ".join(["_row", *map(quoted, (*_BASE, *table.properties))])
    for batch in database.batches(f"SELECT {columns} FROM {table.sql}", _ROWS):
        nodes = list(_checked(batch.to_pylist(), table.path, log))
        if nodes:
            database.insert("checked", _columns(database, nodes))
        done += len(batch)
        yield done
    _number(database, table.path, log)


def _checked(rows: list[dict[str, Any]], path: str, log: FindingLog) -> Iterator[tuple[int, Node]]:
    for values in rows:
        row = values.pop("_row")
        node, problems = _read(values, path, row + 1)
        for problem in problems:
            log.add(problem)
        if node is not None:
            yield row, with_derived_properties(node)


def _read(values: dict[str, Any], path: str, line: int) -> tuple[Node | None, list[SourceError]]:
    """The node of a row, or what is wrong with it."""
    curie, kind, name = (values.pop(column) for column in _BASE)
    for field, value in (("curie", curie), ("name", name)):
        if not isinstance(value, str):
            return None, [InvalidProperty(path, line, curie=str(curie), field=field, value=str(value)[:80])]
    if kind not in ONTOLOGY.nodes:
        return None, [UndeclaredKind(path, line, kind=str(kind)[:80], curie=curie)]
    try:
        node = Node(curie, kind, name, properties_of_row(values, NODE_FIELDS, ONTOLOGY.nodes[kind]))
    except ValueError as error:
        return None, [InvalidProperty(path, line, curie=curie, problem=str(error))]
    problems = list(check_node(node, path, line))
    return (None if problems else node), problems


def _columns(database: Database, found: list[tuple[int, Node]]) -> dict[str, Any]:
    arrow = database.arrow
    nodes = [node for _, node in found]
    slugs = [node.properties.get("slug") for node in nodes]
    return {
        "row": np.array([row for row, _ in found], dtype=np.int64),
        "curie": arrow.array([node.curie for node in nodes]),
        "kind": np.array([_KIND_NUMBERS[node.kind] for node in nodes], dtype=np.uint8),
        "folded": arrow.array([node.name.casefold() for node in nodes]),
        "name": arrow.array([node.name for node in nodes]),
        "identity": arrow.array([(identity_text(node.curie, node.name) + END).encode() for node in nodes]),
        "record": arrow.array([encode_node_record({"kind": node.kind, **node.properties}) for node in nodes]),
        "slug": arrow.array([None if slug is None else str(slug).casefold() for slug in slugs], arrow.string()),
        **{
            flag: arrow.array([bool(node.properties.get(name)) for node in nodes])
            for flag, (name, _) in zip(_FLAGS, LISTED_BY, strict=True)
        },
    }


def _number(database: Database, path: str, log: FindingLog) -> None:
    first = "SELECT curie, min(row) AS row FROM checked GROUP BY curie HAVING count(*) > 1"
    database.run(f"CREATE TABLE repeated AS {first}")
    again = "FROM checked SEMI JOIN repeated USING (curie) ANTI JOIN repeated USING (curie, row)"
    for row, curie in database.rows(f"SELECT row, curie {again} ORDER BY row LIMIT {Limits.table_findings}"):
        log.add(ConflictingNode(path, row + 1, curie=curie, problem="an earlier row has this CURIE"))
    log.add_uncounted(ConflictingNode, path, database.one(f"SELECT count(*) {again}"))
    # Text is compared by its bytes in UTF-8, which is the order of Python's strings.
    database.run(
        "CREATE TABLE nodes AS SELECT *, CAST(row_number() OVER (ORDER BY curie) - 1 AS UINTEGER) AS number, "
        "CAST(row_number() OVER (ORDER BY folded, name, curie) - 1 AS UINTEGER) AS rank "
        "FROM checked WHERE row NOT IN (SELECT row " + again + ") ORDER BY curie"
    )
    database.run("DROP TABLE checked")


def write_nodes(database: Database, columns: StoredColumns) -> NodeArrays:
    """Write the columns of the nodes; what is held of each node."""
    kinds, rank = list[Any](), list[Any]()
    listed: list[list[Any]] = [[] for _ in LISTED_BY]
    query = f"SELECT identity, record, kind, rank, {', '.join(_FLAGS)} FROM nodes ORDER BY number"
    with columns.arena("node.identity") as identity, columns.arena("node.values") as values:
        for batch in database.batches(query):
            append_strings(identity, batch["identity"])
            append_strings(values, batch["record"])
            kinds.append(batch["kind"].to_numpy())
            rank.append(batch["rank"].to_numpy())
            for found, name in zip(listed, _FLAGS, strict=True):
                found.append(batch[name].to_numpy(zero_copy_only=False))
    arrays = NodeArrays(_joined(kinds, np.uint8), _joined(rank, np.int32))
    columns.put("node.kind", arrays.kinds)
    columns.put("node.rank", arrays.rank.astype(np.uint32))
    columns.update(columns_by_kind(arrays.kinds, arrays.rank, [_joined(found, np.bool_) for found in listed]))
    slugs = database.batches("SELECT number FROM nodes WHERE slug IS NOT NULL ORDER BY slug, rank")
    columns.put("slug.nodes", _joined([batch["number"].to_numpy() for batch in slugs], np.uint32))
    return arrays


def _joined(parts: list[Any], dtype: Any) -> Any:
    return np.concatenate([np.zeros(0, dtype=dtype), *parts]).astype(dtype)
