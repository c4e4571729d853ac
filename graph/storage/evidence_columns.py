"""Evidence as columns: each different list of evidence once, and the documents that it quotes.

Columns:
    evidence.*: the records of all lists end to end: `evidence.starts` says where each list begins among them,
        `evidence.values` is an arena of records with the fields of `Evidence`, `evidence.document` says which document
        each names, counted from 1 (0 where the graph has none of this id).
    document.*: `document.values`, an arena of records with the fields of `SourceDocument`, by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

import numpy as np
import orjson

from graph.model.elements import Evidence, EvidenceMethod, SourceDocument
from graph.model.errors import SnapshotError
from graph.storage.columns import END, Array, NamedArrays, arena_columns, as_int_sequence
from graph.storage.decoding import decode_json, decode_text

EVIDENCE_FIELDS = tuple(item.name for item in fields(Evidence))
DOCUMENT_FIELDS = tuple(item.name for item in fields(SourceDocument))
_COLUMN = "evidence.values.bytes"
_OBJECT = "{" + ",".join([f'"{name}":%s' for name in EVIDENCE_FIELDS]) + "}"


def evidence_columns(lists: Sequence[bytes], documents: Iterable[SourceDocument]) -> dict[str, Array]:
    """The columns of some lists of evidence, each given as JSON, and of the documents of a graph."""
    known = sorted({document.id: document for document in documents}.items())
    places = {name: place for place, (name, _) in enumerate(known, 1)}
    starts, records, named = [0], list[bytes](), list[int]()
    for listed in map(orjson.loads, lists):
        records.extend(_record([(item | {"confidence": float(item["confidence"])})[name] for name in EVIDENCE_FIELDS])
                       for item in listed)  # fmt: skip
        named.extend(places.get(item["source"], 0) for item in listed)
        starts.append(len(records))
    return {
        "evidence.starts": np.array(starts, dtype=np.uint32),
        "evidence.document": np.array(named, dtype=np.uint32),
        **arena_columns("evidence.values", records),
        **arena_columns("document.values", (_record(astuple(document)) for _, document in known)),
    }


def _record(values: Sequence[object]) -> bytes:
    return b"".join([orjson.dumps(value) + END.encode() for value in values])


class EvidenceLists:
    """Lists of evidence read from columns, by the number that `edge.evidence` has."""

    def __init__(self, columns: NamedArrays) -> None:
        self._starts, self._records = as_int_sequence(columns["evidence.starts"]), columns.arena("evidence.values")

    def json(self, number: int) -> str:
        """A list as JSON: objects with the fields of `Evidence`."""
        listed = self._records.span(self._starts[number], self._starts[number + 1])
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
