"""What edges say besides their ends: kind, properties and evidence, each different combination checked once.

Most of millions of edges are alike, so that few rows become objects of Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import orjson

from graph.export.columns import EDGE_FIELDS
from graph.export.read.parquet import properties_of_row
from graph.ingest.validate import check_edge_properties
from graph.model.elements import Edge, Evidence, EvidenceMethod
from graph.model.findings import InvalidProperty, SourceError, UndeclaredKind
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.storage.evidence_columns import evidence_key
from graph.storage.graph_rows import LAST_PLACE
from graph.storage.record import encode_edge_record
from graph.tables.database import Database
from graph.tables.finding_log import FindingLog
from graph.tables.table_files import Table, quoted

_ROWS = 1 << 14
_KIND_NUMBERS = {kind: number for number, kind in enumerate(EDGE_KINDS)}
_LEAST_PLACE = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is kept of a combination, by its number."""

    number: int
    kind: int
    place: int
    record: bytes
    evidence: bytes


def stage_shapes(database: Database, table: Table, log: FindingLog) -> Iterator[int]:
    """Number the combinations of a table of edges in `shapes`, and put the valid ones into `said`; yields their count.

    An edge of a combination that is not valid is left out; the finding is of its first row and says how many have it.
    """
    names = _columns(table)
    columns = ", ".join(map(quoted, names))
    database.run(
        f"CREATE TABLE shapes AS SELECT row_number() OVER () AS _shape, * FROM "
        f"(SELECT {columns}, min(_row) AS _first, count(*) AS _rows FROM {table.sql} GROUP BY ALL)"
    )
    database.run("CREATE TABLE said (shape BIGINT, kind UTINYINT, place INTEGER, record BLOB, evidence BLOB)")
    done = 0
    for batch in database.batches("SELECT * FROM shapes", _ROWS):
        valid = list(_checked(batch.to_pylist(), table.path, log))
        if valid:
            database.insert("said", _as_columns(database, valid))
        done += len(batch)
        yield done


def same_shape(table: Table, edges: str, shapes: str) -> str:
    """The condition in SQL that an edge has a combination."""
    names = map(quoted, _columns(table))
    return " AND ".join(f"{edges}.{name} IS NOT DISTINCT FROM {shapes}.{name}" for name in names)


def _columns(table: Table) -> list[str]:
    return ["kind", *(["evidence"] if table.has("evidence") else []), *table.properties]


def _checked(rows: list[dict[str, Any]], path: str, log: FindingLog) -> Iterator[_Shape]:
    for values in rows:
        number, first, count = (values.pop(name) for name in ("_shape", "_first", "_rows"))
        shape, problems = _read(values, number, path, first + 1)
        for problem in problems:
            problem.details["rows"] = count
            log.add(problem)
        if shape is not None:
            yield shape


def _read(values: dict[str, Any], number: int, path: str, line: int) -> tuple[_Shape | None, list[SourceError]]:
    """A combination, or what is wrong with it."""
    kind, listed = values.pop("kind"), values.pop("evidence", None)
    if kind not in ONTOLOGY.edges:
        return None, [UndeclaredKind(path, line, kind=str(kind)[:80])]
    field = "evidence"
    try:
        said = _evidence(orjson.dumps(listed or []).decode())
        field = "position"
        properties = properties_of_row(values, EDGE_FIELDS, ONTOLOGY.edges[kind])
        place = properties.get("position", LAST_PLACE)
        if not isinstance(place, int) or not _LEAST_PLACE <= place <= LAST_PLACE:
            raise ValueError(str(place)[:80])
    except (TypeError, ValueError) as error:
        return None, [InvalidProperty(path, line, kind=kind, field=field, value=str(error)[:80])]
    problems = list(check_edge_properties(Edge("", kind, "", properties), {}, path, line))
    for problem in problems:
        problem.details["owner"] = kind
    shape = _Shape(number, _KIND_NUMBERS[kind], place, encode_edge_record(kind, properties), said)
    return (None if problems else shape), list(problems)


@lru_cache(1 << 14)
def _evidence(listed: str) -> bytes:
    """The key of evidence as JSON; what is null in it is as if it were not there.

    Raises:
        TypeError, ValueError: it has no source, or a field that evidence has not, or a value of another type.
    """
    items = [{name: value for name, value in item.items() if value is not None} for item in orjson.loads(listed)]
    found = [Evidence(**item | {"method": EvidenceMethod(item.get("method", EvidenceMethod.STATED))}) for item in items]
    for item in found:
        texts = [text for text in (item.source, item.section, item.quote) if text is not None]
        numbers = [number for number in (item.start, item.end) if number is not None]
        if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
            raise ValueError(listed)
        float(item.confidence)
    return evidence_key(found)


def _as_columns(database: Database, shapes: list[_Shape]) -> dict[str, Any]:
    arrow = database.arrow
    return {
        "shape": np.array([shape.number for shape in shapes], dtype=np.int64),
        "kind": np.array([shape.kind for shape in shapes], dtype=np.uint8),
        "place": np.array([shape.place for shape in shapes], dtype=np.int32),
        "record": arrow.array([shape.record for shape in shapes]),
        "evidence": arrow.array([shape.evidence for shape in shapes]),
    }
