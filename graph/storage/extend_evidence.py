"""Lists of evidence of a frozen graph with others put in; those that no edge has any more are left out."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from graph.model.elements import SourceDocument
from graph.storage.columns import Array, NamedArrays
from graph.storage.evidence_columns import (
    EvidenceLists,
    document_columns,
    document_ids,
    document_of,
    evidence_columns,
)
from graph.storage.graph_rows import Ints, Longs
from graph.storage.splice import Splice


class EvidenceExtension:
    """What becomes of the numbers of lists: `numbers` of the edges that stay, `added` of the new ones."""

    def __init__(self, columns: NamedArrays, kept: Ints, added: Sequence[bytes]) -> None:
        """Of some columns, the numbers of the lists of the edges that stay, and the lists of new ones by their keys."""
        self._columns, lists = columns, EvidenceLists(columns)
        used = np.bincount(kept, minlength=len(lists)) > 0 if len(lists) else np.zeros(0, dtype=np.bool_)
        found = {key: bisect_left(range(len(lists)), key, key=lists.key) for key in sorted(set(added))}
        known = {key: place for key, place in found.items() if place < len(lists) and lists.key(place) == key}
        used[list(known.values())] = True
        self._new = [(key, place) for key, place in found.items() if key not in known]
        removed, places = np.flatnonzero(~used), np.array([place for _, place in self._new], dtype=np.int64)
        self._splice = Splice(removed, places)
        now = self._splice.new_places(len(lists))
        numbers = {key: int(now[place]) for key, place in known.items()}
        numbers.update(zip((key for key, _ in self._new), self._splice.inserted_places().tolist(), strict=True))
        self.numbers: Ints = now[kept].astype(np.int32) if len(lists) else kept
        self.added: Ints = np.array([numbers[key] for key in added], dtype=np.int32)

    def columns(self, documents: Iterable[SourceDocument]) -> dict[str, Array]:
        """The columns of the lists, and of all documents of the graph."""
        documents = list(documents)
        starts = self._columns["evidence.starts"].astype(np.int64)
        new = evidence_columns([key for key, _ in self._new], documents)
        new_starts = new["evidence.starts"].astype(np.int64)
        lengths = self._splice.of(np.diff(starts), np.diff(new_starts))
        records = self._records(starts, new_starts)
        values = [bytes(new["evidence.values.bytes"][a:b]) for a, b in _spans(new["evidence.values.starts"])]
        places, columns = document_columns(documents)
        return {
            "evidence.starts": np.append(0, np.cumsum(lengths)).astype(np.uint32),
            "evidence.document": records.of(self._documents(places), new["evidence.document"]),
            **records.of_arena("evidence.values", self._columns.arena("evidence.values"), values),
            **columns,
        }

    def _documents(self, places: Mapping[str, int]) -> Array:
        """What document each record of the base names, by the places of documents afterwards."""
        named, values = self._columns["evidence.document"], self._columns.arena("evidence.values")
        moved = np.array([0, *(places.get(name, 0) for name in document_ids(self._columns))])
        found: Array = moved[named].astype(np.uint32)
        for number in np.flatnonzero(named == 0).tolist():  # The base has no such document, but now it may be there.
            found[number] = places.get(document_of(values[number]), 0)
        return found

    def _records(self, starts: Longs, new_starts: Longs) -> Splice:
        """What becomes of the records of the lists."""
        removed = [np.arange(starts[number], starts[number + 1]) for number in self._splice.removed.tolist()]
        places = np.repeat(starts[self._splice.places], np.diff(new_starts))
        return Splice(np.concatenate([np.zeros(0, dtype=np.int64), *removed]), places)


def _spans(starts: Array) -> list[tuple[int, int]]:
    return list(pairwise(starts.tolist()))
