"""The edges of a subgraph as a table: one row a statement, with the names of both ends and what the edge says.

Columns of what no row could have are left out: the kinds of the ends where the kinds of edges leave no choice, codes
where no end has one, and properties that no edge has.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.export.columns import value_to_text
from graph.export.subgraph import EdgeItem, ExportedSubgraph
from graph.export.table.evidence_columns import EVIDENCE_COLUMNS, evidence_cells
from graph.export.table.table import Cell, Column, ColumnType, Row, Table
from graph.model.elements import Value, split_curie
from graph.model.ontology import EDGE_KINDS, ONTOLOGY, EdgeKind, PropertyType
from graph.storage.record import decode_record

_CACHE_SIZE = 65_536
"""Ends of edges that are kept at a time: most edges lead to nodes that others lead to."""
_TYPES = {
    PropertyType.INTEGER: ColumnType.INTEGER,
    PropertyType.NUMBER: ColumnType.NUMBER,
    PropertyType.BOOLEAN: ColumnType.BOOLEAN,
}
_CODED = {prefix for kind in ONTOLOGY.node_kinds for prefix in kind.coded}
"""Prefixes of CURIEs whose local parts are official codes."""
_SUBJECT, _OBJECT = "subject", "object"


class _End(NamedTuple):
    """A node at an end of an edge."""

    curie: str
    code: str | None
    name: str
    kind: str


def statements(subgraph: ExportedSubgraph, *, evidence: bool = False) -> Table:
    """The edges of a subgraph; with `evidence`, each with the first piece of its evidence and how many there are."""
    declared = [ONTOLOGY.edges[kind] for kind in subgraph.edge_kinds]
    subject, object_ = (_EndColumns(side, subgraph, declared) for side in (_SUBJECT, _OBJECT))
    properties = _property_columns(subgraph, declared)
    more = EVIDENCE_COLUMNS if evidence else ()
    columns = (*subject.columns, Column("edge_kind"), *object_.columns, *properties, *more)
    documents = {document.id: document for document in subgraph.sources}

    def rows() -> Iterator[Row]:
        end = _end_reader(subgraph)
        for edge in subgraph.edges():
            said = evidence_cells(edge.evidence, documents) if evidence else ()
            ends = (*subject.cells(end(edge.source)), edge.kind, *object_.cells(end(edge.target)))
            yield (*ends, *_property_cells(edge, properties), *said)

    return Table(columns, _Rows(rows), len(subgraph.edge_numbers))


class _Rows(Iterable[Row]):
    """Rows that are made anew each time they are read."""

    def __init__(self, make: Callable[[], Iterator[Row]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return self._make()


class _EndColumns:
    """The columns of one end of the edges: its CURIE and its name, and where they say more its code and its kind."""

    def __init__(self, side: str, subgraph: ExportedSubgraph, declared: Sequence[EdgeKind]) -> None:
        kinds = {kind for edge in declared for kind in (edge.sources if side == _SUBJECT else edge.targets)}
        self._has_kind, self._has_code = len(kinds) > 1, _has_codes(side, subgraph)
        names = (side, *[f"{side}_code"] * self._has_code, f"{side}_name", *[f"{side}_kind"] * self._has_kind)
        self.columns = tuple(map(Column, names))

    def cells(self, end: _End) -> Row:
        return end.curie, *[end.code] * self._has_code, end.name, *[end.kind] * self._has_kind


def _has_codes(side: str, subgraph: ExportedSubgraph) -> bool:
    """Whether the node at one end of some edge has an official code."""
    graph, topology = subgraph.topology.graph, subgraph.topology
    column = graph.columns["edge.source" if side == _SUBJECT else "edge.target"]
    numbers = topology.distinct(column[subgraph.edge_numbers])
    return any(split_curie(graph.curies[number])[0] in _CODED for number in numbers.tolist())


def _end_reader(subgraph: ExportedSubgraph) -> Callable[[str], _End]:
    """A function from the CURIE of a node to what the table says of it."""
    find = subgraph.topology.graph.find

    @lru_cache(_CACHE_SIZE)
    def end(curie: str) -> _End:
        number = find(curie)
        node = subgraph.node(number if number is not None else -1)
        prefix, local = split_curie(curie)
        return _End(curie, local if prefix in _CODED else None, node.name, node.kind)

    return end


def _property_columns(subgraph: ExportedSubgraph, declared: Sequence[EdgeKind]) -> tuple[Column, ...]:
    """The properties that some edge has, as the ontology lists them.

    Where kinds of edges declare a property with different types, its column is text.
    """
    present = _present_properties(subgraph, declared)
    types: dict[str, set[ColumnType]] = {}
    for kind in declared:
        for item in kind.properties:
            if item.name in present[kind.name]:
                types.setdefault(item.name, set()).add(_TYPES.get(item.type, ColumnType.TEXT))
    return tuple(
        Column(name, next(iter(found)) if len(found) == 1 else ColumnType.TEXT) for name, found in types.items()
    )


def _present_properties(subgraph: ExportedSubgraph, declared: Sequence[EdgeKind]) -> dict[str, set[str]]:
    """By kind of edge, the properties that some edge of the kind has."""
    topology, records = subgraph.topology, subgraph.topology.graph.edge_values
    kinds = topology.edge_kinds(subgraph.edge_numbers)
    present = {kind.name: set[str]() for kind in declared}
    for kind in declared:
        found, seen = present[kind.name], set[bytes]()
        for number in subgraph.edge_numbers[kinds == EDGE_KINDS.index(kind.name)].tolist() if kind.properties else ():
            record = records[number]
            if record and record not in seen:
                seen.add(record)
                found.update(decode_record(record, kind.properties))
                if len(found) == len(kind.properties):
                    break
    return present


def _property_cells(edge: EdgeItem, columns: Sequence[Column]) -> Iterator[Cell]:
    for column in columns:
        yield _cell(edge.properties.get(column.name), column.type)


def _cell(value: Value | None, declared: ColumnType) -> Cell:
    """A property as a cell: a list as JSON, and all that is in a column of texts as text."""
    if value is None or (not isinstance(value, tuple) and declared is not ColumnType.TEXT):
        return value
    return value_to_text(value)
