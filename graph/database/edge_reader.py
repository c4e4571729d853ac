"""Edges read from a database: one statement for all rows of a question, whatever their nodes and kinds are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.database.connection import Database
from graph.database.layout import (
    ID,
    IN_PLACE,
    NODE,
    PLACE,
    RESERVED_OF_EDGES,
    TYPES,
    VERSION,
    database_id,
    number_of,
    quoted,
)
from graph.database.row_filter import where_clause
from graph.model.deadline import check_deadline, seconds_left
from graph.model.elements import Value
from graph.model.errors import StoredVersionError
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.storage.edge_source import ANCESTOR_LEVELS, EdgeCondition, EdgeRecord, RowRange

_IF_THERE = f"MATCH (v:{VERSION} {{slot: $slot}}) WHERE v.version = $version WITH v "
"""Precedes what is read without checks: a database that took the place of another one may hold another version."""
_RECORD = (
    f"type(r), {', '.join(f'r.{name}' for name in RESERVED_OF_EDGES)}, "
    f"CASE WHEN size(keys(r)) > {len(RESERVED_OF_EDGES)} THEN properties(r) END"
)
"""What is read of an edge: most have none but the reserved properties, and lists are read sooner than maps."""
_ANCESTORS = (
    f"UNWIND $above AS id MATCH (:{NODE} {{{ID}: id}})-[:{TYPES['IS_A']}*0..{ANCESTOR_LEVELS - 1}]->(n:{NODE}) "
    f"WITH DISTINCT n MATCH (n)-[r:{TYPES['IS_A']}]->(m:{NODE}) "
    f"RETURN true AS leaving, n.{ID} AS node, collect([m.{ID}, {_RECORD}]) AS edges, "
    "count(r) AS found"
)
"""The edges that lead upwards from some nodes and from what is above them."""


class StoredEdges:
    """The edges of the version in a slot of a database; an `EdgeSource`."""

    def __init__(self, database: Database, slot: int, version: str) -> None:
        self._database, self._slot, self._version = database, slot, version

    def read(
        self, ranges: Sequence[RowRange], above: Sequence[int] = (), conditions: Sequence[EdgeCondition] = ()
    ) -> Iterator[EdgeRecord]:
        """All edges of some stretches, and the ancestors above some nodes, by one statement; see `EdgeSource`.

        Raises:
            StoreError: the database did not answer, or what it holds is no edge of a version.
        """
        sides = {outgoing: [wanted for wanted in ranges if wanted.outgoing is outgoing] for outgoing in (True, False)}
        where, values = where_clause(conditions, {kind for wanted in ranges for kind in wanted.kinds})
        parts = [_rows_statement(side, where, outgoing=outgoing) for outgoing, side in sides.items() if side]
        parameters: dict[str, Any] = {
            "leaving": self._rows(sides[True]),
            "entering": self._rows(sides[False]),
            **values,
            **(self._own if where else {}),
        }
        if above:
            parts.append(_ANCESTORS)
            parameters["above"] = [database_id(self._slot, node) for node in above]
        rows = self._read(" UNION ALL ".join(parts), **parameters)
        if where and sum(row[3] for row in rows) != sum(wanted.end - wanted.first for wanted in ranges):
            raise StoredVersionError(address=str(self._database.address), problem="a row has more or fewer edges")
        yield from _records(rows)

    def ping(self) -> None:
        """Ask whether the database answers.

        Raises:
            StoreError: it does not.
        """
        self._database.ping()

    def records(self, kind: str) -> Iterator[dict[str, Value]]:
        """Each different set of properties that edges of a kind have."""
        names = [declared.name for declared in ONTOLOGY.edges[kind].properties]
        values = ", ".join(f"r.{quoted(name)}" for name in names) or "1"
        statement = (
            f"{_IF_THERE}MATCH (n:{NODE})-[r:{TYPES[kind]}]->() WHERE n.{ID} >= $first AND n.{ID} < $end "
            f"RETURN DISTINCT {values}"
        )
        first, end = database_id(self._slot, 0), database_id(self._slot + 1, 0)
        for row in self._read(statement, first=first, end=end, **self._own):
            yield _present(zip(names, row, strict=False))

    def between(self, kind: str, source: int, target: int) -> Iterator[EdgeRecord]:
        """The edges of a kind from one node to another."""
        ends = f"(a:{NODE} {{{ID}: $source}})-[r:{TYPES[kind]}]->(b:{NODE} {{{ID}: $target}})"
        ids = {"source": database_id(self._slot, source), "target": database_id(self._slot, target)}
        for stated in self._read(f"MATCH {ends} RETURN {_RECORD}", **ids):
            yield _record(ids["source"], ids["target"], stated)

    @property
    def _own(self) -> dict[str, Any]:
        """The parameters of `_IF_THERE`."""
        return {"slot": self._slot, "version": self._version}

    def _rows(self, ranges: Sequence[RowRange]) -> list[list[int]]:
        return [[database_id(self._slot, wanted.node), wanted.first, wanted.end] for wanted in ranges]

    def _read(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement, within the time that the request at hand has left."""
        check_deadline()
        left = seconds_left()
        seconds = Limits.database_seconds if left is None else min(Limits.database_seconds, left + _GRACE)
        return self._database.read(statement, parameters, seconds)


_GRACE = 0.05
"""Seconds after the end of a request in which its last statement may still be answered: 0 would be no limit."""


def _rows_statement(ranges: Sequence[RowRange], where: str, *, outgoing: bool) -> str:
    kinds = sorted({kind for wanted in ranges for kind in wanted.kinds})
    types, place = "|".join(TYPES[EDGE_KINDS[kind]] for kind in kinds), PLACE if outgoing else IN_PLACE
    edge = f"-[r:{types}]->" if outgoing else f"<-[r:{types}]-"
    record = f"[m.{ID}, {_RECORD}]"
    edges = f"CASE WHEN true{where} THEN {record} END" if where else record
    return (
        f"{_IF_THERE if where else ''}UNWIND ${'leaving' if outgoing else 'entering'} AS row "
        f"MATCH (n:{NODE} {{{ID}: row[0]}}){edge}(m:{NODE}) WHERE r.{place} >= row[1] AND r.{place} < row[2] "
        f"RETURN {'true' if outgoing else 'false'} AS leaving, n.{ID} AS node, collect({edges}) AS edges, "
        "count(r) AS found"
    )


def _records(rows: Iterable[tuple[Any, ...]]) -> Iterator[EdgeRecord]:
    """The edges of rows that have a direction, a node, and a list of its edges with their other ends."""
    for leaving, node, edges, _ in rows:
        for far, *stated in edges:
            yield _record(node, far, stated) if leaving else _record(far, node, stated)


def _record(source: Any, target: Any, stated: Sequence[Any]) -> EdgeRecord:
    kind, place, entry, number, evidence, check, properties = stated
    given = {name: value for name, value in (properties or {}).items() if name not in RESERVED_OF_EDGES}
    ends = _number(source), _number(target)
    return EdgeRecord(place, entry, *ends, kind, number, evidence, check, _present(given.items()))


def _number(identifier: Any) -> Any:
    """The number of a node; what is no identifier is left to who checks the edge."""
    return number_of(identifier) if isinstance(identifier, int) else identifier


def _present(items: Iterable[tuple[str, Any]]) -> dict[str, Value]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in items if value is not None}
