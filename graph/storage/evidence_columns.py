"""Evidence as columns: each different list of evidence once, and the documents that it quotes.

Columns:
    evidence.*: the records of all lists end to end: `evidence.starts` says where each list begins among them,
        `evidence.values` is an arena of records with the fields of `Evidence`, `evidence.document` says which document
        each names, counted from 1 (0 where the graph has none of this id).
    document.*: `document.values`, an arena of records with the fields of `SourceDocument`, by id.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields

import numpy as np
import orjson

from graph.model.elements import Evidence, EvidenceMethod, SourceDocument
from graph.model.errors import SnapshotError
from graph.storage.columns import END, Array, NamedArrays, arena_columns, as_int_sequence
from graph.storage.decoding import decode_json, decode_text

EVIDENCE_FIELDS = tuple(item.name for item in fields(Evidence))
DOCUMENT_FIELDS = tuple(item.name for item in fields(SourceDocument))
_COLUMN, _END = "evidence.values.bytes", END.encode()
_OBJECT = "{" + ",".join([f'"{name}":%s' for name in EVIDENCE_FIELDS]) + "}"


def evidence_key(listed: Iterable[Evidence]) -> bytes:
    """The records of a list of evidence end to end: lists are told apart and sorted by them."""
    return b"".join(map(_evidence_record, listed))


def evidence_columns(lists: Sequence[bytes], documents: Iterable[SourceDocument]) -> dict[str, Array]:
    """The columns of some lists of evidence, each given by its `evidence_key`, and of the documents of a graph."""
    starts, records, named = [0], list[bytes](), list[str]()
    for listed in lists:
        for record in evidence_records(listed):
            records.append(record)
            named.append(document_of(record))
        starts.append(len(records))
    places, columns = document_columns(documents)
    return {
        "evidence.starts": np.array(starts, dtype=np.uint32),
        "evidence.document": np.array([places.get(name, 0) for name in named], dtype=np.uint32),
        **arena_columns("evidence.values", records),
        **columns,
    }


def document_columns(documents: Iterable[SourceDocument]) -> tuple[Mapping[str, int], dict[str, Array]]:
    """The place of each document by its id, counted from 1, and their columns."""
    known = sorted({document.id: document for document in documents}.items())
    places = {name: place for place, (name, _) in enumerate(known, 1)}
    return places, arena_columns("document.values", (_record(astuple(document)) for _, document in known))


def document_ids(columns: NamedArrays) -> list[str]:
    """The ids of the documents of some columns, in their order."""
    values = columns.arena("document.values")
    return [document_of(values[number]) for number in range(len(values))]


def _evidence_record(item: Evidence) -> bytes:
    values = (item.source, item.section, item.quote, item.start, item.end, item.method, float(item.confidence))
    return _record(values)


def evidence_records(listed: bytes) -> list[bytes]:
    """The records of a list of evidence, given its key."""
    values = listed.split(_END)[:-1]
    width = len(EVIDENCE_FIELDS)
    firsts = range(0, len(values), width)
    return [b"".join([value + _END for value in values[first : first + width]]) for first in firsts]


def document_of(record: bytes) -> str:
    """The id of the document of a record: its first value."""
    name: str = orjson.loads(record.partition(_END)[0])
    return name


def _record(values: Sequence[object]) -> bytes:
    return b"".join([orjson.dumps(value) + _END for value in values])


class EvidenceLists:
    """Lists of evidence read from columns, by the number that `edge.evidence` has."""

    def __init__(self, columns: NamedArrays) -> None:
        self._starts, self._records = as_int_sequence(columns["evidence.starts"]), columns.arena("evidence.values")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def key(self, number: int) -> bytes:
        """The records of a list end to end, as `evidence_key` has it."""
        return self._records.span(self._starts[number], self._starts[number + 1])

    def json(self, number: int) -> str:
        """A list as JSON: objects with the fields of `Evidence`."""
        listed = self.key(number)
        records, width = decode_text(listed, _COLUMN).split(END)[:-1], len(EVIDENCE_FIELDS)
        items = (tuple(records[first : first + width]) for first in range(0, len(records), width))
        return f"[{','.join([_OBJECT % item for item in items])}]"

    def values(self, number: int) -> tuple[Evidence, ...]:
        """A list as values.

        Raises:
            SnapshotError: it holds what no build writes.
        """
        try:
            return tuple(
                Evidence(**item | {"method": EvidenceMethod(item["method"])})
                for item in decode_json(self.json(number), _COLUMN)
            )
        except (TypeError, ValueError) as error:  # An unknown method, or other fields.
            raise SnapshotError(column=_COLUMN, problem=str(error)) from error
