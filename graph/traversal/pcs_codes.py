"""The codes of ICD-10-PCS as columns: a number for each code, its characters, and what they mean there.

A code that no table of the sources has, known by its title or by the grouper, has no edges to its values: a character
means there what it means in all other codes of its table at that place, where they agree; else its meaning is unknown.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class PcsCodes:
    """All codes in order: `keys` are the codes as numbers, `nodes` their nodes, `values` a row of seven for each.

    A value holds a character and the node of what it means; they compare by character.
    """

    keys: Int64Array
    nodes: Int64Array
    values: Int64Array

    def beginning(self, prefix: str) -> tuple[int, int]:
        """The place of the first code that begins so, and of the first after them."""
        rest = _BASE ** (LENGTH - len(prefix))
        first = int(prefix or "0", _BASE) * rest
        last = first + (rest if prefix else _BASE**LENGTH)
        return int(np.searchsorted(self.keys, first)), int(np.searchsorted(self.keys, last))


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
    values = (characters << _MEANING) | _meanings(graph, nodes)
    return PcsCodes(keys, nodes, _completed(values, keys // _BASE ** (LENGTH - TABLE)))


def _meanings(graph: FrozenGraph, nodes: Int64Array) -> Int64Array:
    """For each node the targets of its edges of the seven kinds, counted from 1; 0 where it has none."""
    meanings = np.zeros((len(graph), LENGTH), dtype=np.int64)
    first, end = (graph.out_starts[nodes[0]], graph.out_starts[nodes[-1] + 1]) if len(nodes) else (0, 0)
    kinds = graph.columns["edge.kind"][first:end]
    graph.load_edges(first + np.flatnonzero(np.isin(kinds, [EDGE_KINDS.index(kind) for kind in AXES])))
    sources, targets = (graph.columns[f"edge.{name}"][first:end] for name in ("source", "target"))
    for axis, kind in enumerate(AXES):
        found = np.flatnonzero(kinds == EDGE_KINDS.index(kind))
        meanings[sources[found], axis] = targets[found] + 1
    return meanings[nodes]


def _completed(values: Int64Array, tables: Int64Array) -> Int64Array:
    """The values, each without a meaning with the one that its character has in the whole table, if it is one."""
    for axis in range(LENGTH):
        column = values[:, axis]
        unknown = np.flatnonzero(column & _NODE == 0)
        asked = tables[unknown] << 8 | column[unknown] >> _MEANING
        known = np.unique((tables << 8 << _MEANING | column)[column & _NODE != 0])
        places = known >> _MEANING
        only = known[np.diff(places, prepend=-1).astype(bool) & np.diff(places, append=-1).astype(bool)]
        if len(only):
            found = only[np.searchsorted(only >> _MEANING, asked).clip(max=len(only) - 1)]
            column[unknown] |= np.where(found >> _MEANING == asked, found & _NODE, 0)
    return values
