"""The values of one property of all nodes of a kind, read from the columns in chunks, without decoding nodes."""

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from graph.model.deadline import check_deadline
from graph.model.errors import SnapshotError
from graph.model.ontology import ONTOLOGY
from graph.storage.columns import END, Arena, Array
from graph.storage.decoding import decode_json, decode_text

Ints = npt.NDArray[np.int64]
_CHUNK = 4096
"""Nodes that are read at a time, so that other threads are not held up."""
_COLUMN = "node.values.bytes"
_END, _NULL = ord(END), ord("n")


class NodeColumns(Protocol):
    """The nodes of a graph as columns: what `iter_property_values` needs of a `FrozenGraph`."""

    values: Arena

    @property
    def curies(self) -> list[str]: ...

    @property
    def names(self) -> list[str]: ...

    def __len__(self) -> int: ...

    def of_kind(self, kind: str) -> Array: ...


def iter_property_values(graph: NodeColumns, kind: str, name: str, *, folded: bool) -> Iterator[tuple[Ints, list[Any]]]:
    """The numbers of nodes that have the property, and its value for each; name and CURIE count as properties.

    Lists are lists; `folded` texts are without case.
    """
    names = [declared.name for declared in ONTOLOGY.nodes[kind].properties]
    for start, end in _spans(np.sort(graph.of_kind(kind)).astype(np.int64)):
        check_deadline()
        every = np.arange(start, end)
        if name == "curie":
            curies = graph.curies[start:end]
            yield every, [curie.casefold() for curie in curies] if folded else curies
        elif name == "name":
            yield every, _decoded(",".join(graph.names[start:end]), end - start, folded=folded)
        elif name in names:
            places, text = _column(graph.values.span(start, end), names.index(name), len(names))
            yield every[places], _decoded(text, len(places), folded=folded)


def _spans(numbers: Ints) -> Iterator[tuple[int, int]]:
    """Sorted numbers as stretches of consecutive ones, at most `_CHUNK` long."""
    breaks = np.flatnonzero(np.diff(numbers) != 1) + 1
    for run in np.split(numbers, breaks):
        for at in range(0, len(run), _CHUNK):
            yield int(run[at]), int(run[at]) + len(run[at : at + _CHUNK])


def _column(records: bytes, place: int, width: int) -> tuple[Ints, str]:
    """Which of some records of `width` values have one at a place, and these, as JSON with commas between them."""
    signs = np.frombuffer(records, dtype=np.uint8)
    ends = np.flatnonzero(signs == _END).reshape(-1, width)
    starts = 1 + (ends[:, place - 1] if place else np.concatenate([[-1], ends[:-1, -1]]))
    known = np.flatnonzero(signs[starts] != _NULL)
    bounds = zip(starts[known].tolist(), ends[known, place].tolist(), strict=True)
    return known, decode_text(b",".join([records[start:end] for start, end in bounds]), _COLUMN)


def _decoded(text: str, count: int, *, folded: bool) -> list[Any]:
    """JSON values; no sign of JSON changes where case is taken away."""
    values: list[Any] = decode_json(f"[{text.casefold() if folded else text}]", _COLUMN)
    if len(values) != count:
        raise SnapshotError(column=_COLUMN, problem="it holds a value that is several")
    return values
