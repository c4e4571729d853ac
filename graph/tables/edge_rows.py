"""The table of edges: their ends as numbers of nodes, each row checked, all in the order of a snapshot."""

from typing import Any

import numpy as np

from graph.model.findings import DanglingEdge, InvalidProperty, SourceError, WrongEnd
from graph.model.limits import Limits
from graph.model.ontology import NODE_KINDS, ONTOLOGY
from graph.tables.database import Database
from graph.tables.edge_shapes import same_shape
from graph.tables.finding_log import FindingLog
from graph.tables.hierarchy import remove_circles
from graph.tables.table_files import Table

_MOST_PARALLEL = np.iinfo(np.uint16).max


def join_edges(database: Database, table: Table, log: FindingLog) -> None:
    """Make the table `edges` of what is valid: ends, kind, place, number among parallel edges and what is said.

    Edges of a kind between the same two nodes are numbered by their keys, and by their rows where these are the same.
    """
    database.run("CREATE TABLE allowed (kind UTINYINT, source_kind UTINYINT, target_kind UTINYINT)")
    database.insert("allowed", _allowed_ends())
    key = "try_cast(split_part(e.key, '#', 2) AS INTEGER)" if table.has("key") else "NULL"
    database.run(
        "CREATE TABLE joined AS SELECT e._row AS row, s.number AS source, t.number AS target, t.rank AS target_rank, "
        f"said.kind AS kind, place, coalesce({key}, 1) AS key, said.shape AS shape, allowed.kind IS NOT NULL AS fits "
        f"FROM {table.sql} e JOIN shapes ON {same_shape(table, 'e', 'shapes')} "
        "JOIN said ON said.shape = shapes._shape "
        "LEFT JOIN nodes s ON s.curie = e.source LEFT JOIN nodes t ON t.curie = e.target LEFT JOIN allowed "
        "ON allowed.kind = said.kind AND allowed.source_kind = s.kind AND allowed.target_kind = t.kind"
    )
    _report(database, table, log)
    database.run("DROP TABLE shapes")
    remove_circles(database, table.path, log)
    database.run(
        "CREATE TABLE edges AS SELECT source, target, target_rank, kind, place, shape, row, row_number() OVER "
        "(PARTITION BY source, target, kind ORDER BY key, row) AS number FROM joined WHERE fits"
    )
    database.run("DROP TABLE joined")
    _remove_parallel(database, table, log)


def _allowed_ends() -> dict[str, Any]:
    """The kinds of edges with the kinds of nodes that they may join, as numbers."""
    allowed = [
        (place, source, target)
        for place, kind in enumerate(ONTOLOGY.edge_kinds)
        for source, source_kind in enumerate(NODE_KINDS)
        for target, target_kind in enumerate(NODE_KINDS)
        if ONTOLOGY.allows(kind, source_kind, target_kind)
    ]
    columns = np.array(allowed, dtype=np.uint8).reshape(-1, 3)
    return {name: columns[:, place] for place, name in enumerate(("kind", "source_kind", "target_kind"))}


def _report(database: Database, table: Table, log: FindingLog) -> None:
    """Findings about edges whose ends are missing, or of kinds that they may not join."""
    missing, wrong = "source IS NULL OR target IS NULL", "NOT fits AND source IS NOT NULL AND target IS NOT NULL"
    for found in _listed(database, table, missing):
        row, source, target, kind, has_source, has_target, *_ = found
        ends = [str(end) for end, is_known in ((source, has_source), (target, has_target)) if not is_known]
        log.add(DanglingEdge(table.path, row + 1, kind=kind, source=source, target=target, missing=ends))
    for row, source, target, kind, _, _, *kinds in _listed(database, table, wrong):
        between = [NODE_KINDS[number] for number in kinds]
        log.add(WrongEnd(table.path, row + 1, kind=kind, source=source, target=target, between=between))
    for condition, finding in ((missing, DanglingEdge), (wrong, WrongEnd)):
        _count(database, condition, "joined", table.path, finding, log)


def _listed(database: Database, table: Table, condition: str) -> list[tuple[Any, ...]]:
    """Some of the joined edges for which a condition holds, with the names of their ends as the table has them."""
    return database.rows(
        "SELECT e._row, e.source, e.target, e.kind, s.number IS NOT NULL, t.number IS NOT NULL, s.kind, t.kind "
        f"FROM {table.sql} e LEFT JOIN nodes s ON s.curie = e.source LEFT JOIN nodes t ON t.curie = e.target "
        f"WHERE e._row IN (SELECT row FROM joined WHERE {condition} ORDER BY row LIMIT {Limits.table_findings}) "
        "ORDER BY e._row"
    )


def _count(
    database: Database, condition: str, edges: str, path: str, finding: type[SourceError], log: FindingLog
) -> None:
    log.add_uncounted(finding, path, database.one(f"SELECT count(*) FROM {edges} WHERE {condition}"))


def _remove_parallel(database: Database, table: Table, log: FindingLog) -> None:
    """Leave out what is more than the number of parallel edges that a column can count."""
    condition = f"number > {_MOST_PARALLEL}"
    rows = database.rows(f"SELECT row FROM edges WHERE {condition} ORDER BY row LIMIT {Limits.table_findings}")
    for (row,) in rows:
        problem = f"there are {_MOST_PARALLEL:,} edges of this kind between these nodes already"
        log.add(InvalidProperty(table.path, row + 1, field="key", problem=problem))
    if rows:
        _count(database, condition, "edges", table.path, InvalidProperty, log)
        database.run(f"DELETE FROM edges WHERE {condition}")
