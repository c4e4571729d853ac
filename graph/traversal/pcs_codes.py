"""The codes of ICD-10-PCS as columns: a number for each code, its characters, and what they mean there.

A code that no table of the sources has, known by its title or by the grouper, has no edges to its values: a character
means there what it means in all other codes of its table at that place, where they agree; else its meaning is unknown.
"""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.model.pcs_axes import AXES, LENGTH, TABLE
from graph.storage.frozen_graph import FrozenGraph

Int64Array = npt.NDArray[np.int64]
_PREFIX = "ICD10PCS:"
_BASE = 36
"""Of codes as numbers."""
_MEANING = 32
"""The bits of a value that say which node it means, counted from 1, or 0 for none; its character is in those above."""
_NODE = (1 << _MEANING) - 1


class PcsCodes:
    """All codes in order: `keys` are the codes as numbers, `nodes` their nodes.

    `values` has a row of seven for each; a value holds a character and the node of what it means; they compare by
    character. What characters mean is read when it is asked for, table by table.
    """

    def __init__(self, graph: FrozenGraph, keys: Int64Array, nodes: Int64Array, characters: Int64Array) -> None:
        self.keys, self.nodes = keys, nodes
        self._graph, self._values = graph, characters << _MEANING
        self._known = np.zeros(characters.shape, dtype=np.bool_)

    def beginning(self, prefix: str) -> tuple[int, int]:
        """The place of the first code that begins so, and of the first after them."""
        rest = _BASE ** (LENGTH - len(prefix))
        first = int(prefix or "0", _BASE) * rest
        last = first + (rest if prefix else _BASE**LENGTH)
        return int(np.searchsorted(self.keys, first)), int(np.searchsorted(self.keys, last))

    def values(self, start: int, end: int, first: int, last: int = 0) -> Int64Array:
        """The values of the codes at `start` to before `end`, in the axes from `first` to before `last`, or in one."""
        axes = slice(first, last or first + 1)
        if not self._known[start:end, axes].all():
            self._read(*self._whole_tables(start, end), axes)
        return self._values[start:end, axes]

    def _whole_tables(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of all codes of the tables that some codes are of."""
        table = _BASE ** (LENGTH - TABLE)
        first, last = self.keys[start] // table * table, (self.keys[end - 1] // table + 1) * table
        return int(np.searchsorted(self.keys, first)), int(np.searchsorted(self.keys, last))

    def _read(self, start: int, end: int, axes: slice) -> None:
        meanings = _meanings(self._graph, self.nodes[start:end], AXES[axes])
        values = self._values[start:end, axes] & ~_NODE | meanings
        self._values[start:end, axes] = _completed(values, self.keys[start:end] // _BASE ** (LENGTH - TABLE))
        self._known[start:end, axes] = True


def character_of(value: int) -> str:
    """The character of a value."""
    return chr(value >> _MEANING)


def meaning_of(value: int) -> int | None:
    """The node of what a value means; None where it is unknown."""
    return (value & _NODE) - 1 if value & _NODE else None


_READ: WeakKeyDictionary[FrozenGraph, PcsCodes] = WeakKeyDictionary()


def pcs_codes(graph: FrozenGraph) -> PcsCodes:
    """The codes of a graph that are valid as far as it knows, read once."""
    found = _READ.get(graph)
    if found is None:
        found = _READ[graph] = _read(graph)
    return found


def rows_to_read(graph: FrozenGraph) -> int:
    """How many nodes `pcs_codes` still has to look at: none once it has."""
    first, end = graph.beginning(_PREFIX)
    return 0 if graph in _READ else end - first


def _read(graph: FrozenGraph) -> PcsCodes:
    first, end = graph.beginning(_PREFIX)
    nodes = np.arange(first, end, dtype=np.int64)
    if len(nodes) and any(item.name == "is_deleted" for item in ONTOLOGY.nodes["Procedure"].properties):
        deleted = graph.property_columns.column("Procedure", "is_deleted")
        is_true = np.array([*deleted.values, False], dtype=bool)
        nodes = nodes[~is_true[deleted.places[nodes]]]
    text = "".join(graph.curies[node][-LENGTH:] for node in nodes.tolist())
    characters = np.frombuffer(text.encode(), dtype=np.uint8).reshape(-1, LENGTH).astype(np.int64)
    digits = np.where(characters <= ord("9"), characters - ord("0"), characters - ord("A") + 10)
    keys = digits @ (_BASE ** np.arange(LENGTH - 1, -1, -1))
    return PcsCodes(graph, keys, nodes, characters)


def _meanings(graph: FrozenGraph, nodes: Int64Array, axes: Sequence[str]) -> Int64Array:
    """For each node the targets of its edges of some of the seven kinds, counted from 1; 0 where it has none."""
    meanings = np.zeros((len(nodes), len(axes)), dtype=np.int64)
    first, end = (graph.out_starts[nodes[0]], graph.out_starts[nodes[-1] + 1]) if len(nodes) else (0, 0)
    kinds, sources = graph.columns["edge.kind"][first:end], graph.columns["edge.source"][first:end]
    axis_of = np.full(len(EDGE_KINDS), -1)
    axis_of[[EDGE_KINDS.index(kind) for kind in axes]] = np.arange(len(axes))
    rows = np.searchsorted(nodes, sources).clip(max=len(nodes) - 1)
    found = np.flatnonzero((axis_of[kinds] >= 0) & (nodes[rows] == sources) if len(nodes) else [])
    graph.load_edges(first + found)
    meanings[rows[found], axis_of[kinds[found]]] = graph.columns["edge.target"][first + found].astype(np.int64) + 1
    return meanings


def _completed(values: Int64Array, tables: Int64Array) -> Int64Array:
    """The values, each without a meaning with the one that its character has in the whole table, if it is one."""
    for column in values.T:
        unknown = np.flatnonzero(column & _NODE == 0)
        asked = tables[unknown] << 8 | column[unknown] >> _MEANING
        known = np.unique((tables << 8 << _MEANING | column)[column & _NODE != 0])
        places = known >> _MEANING
        only = known[np.diff(places, prepend=-1).astype(bool) & np.diff(places, append=-1).astype(bool)]
        if len(only):
            found = only[np.searchsorted(only >> _MEANING, asked).clip(max=len(only) - 1)]
            column[unknown] |= np.where(found >> _MEANING == asked, found & _NODE, 0)
    return values
