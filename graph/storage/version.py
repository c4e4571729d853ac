"""The version of a graph: a hash of all that it says, and not of where it lies or of when it was built.

It is over the columns that hold what is said; others follow from them. Of documents the path is left out.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

import numpy as np

from graph.storage.columns import END, Array
from graph.storage.evidence_columns import DOCUMENT_FIELDS

_DOCUMENTS = "document.values.bytes"
_PATH = DOCUMENT_FIELDS.index("path")
_EDGES = ("edge.source", "edge.target", "edge.kind", "edge.number", "edge.evidence")
"""Columns that are hashed as 32-bit numbers, whatever they are written as."""
SAID = (
    "node.kind",
    *_EDGES,
    *(f"{arena}.{part}" for arena in ("node.identity", "node.values", "edge.values") for part in ("starts", "bytes")),
    *("evidence.starts", "evidence.document", "evidence.values.starts", "evidence.values.bytes"),
)
"""The columns that hold what is said, in the order in which they are hashed; the documents come after them."""
_CHUNK = 1 << 20
"""Items that are hashed at a time: a column may be larger than the memory."""


def version_of_columns(columns: Mapping[str, Array]) -> str:
    """The version of a graph by its columns, of which those of `SAID` and the documents are read: a SHA-256."""
    digest = sha256()
    for name in SAID:
        column = columns[name]
        digest.update(len(column).to_bytes(8, "little"))
        for start in range(0, len(column), _CHUNK):
            chunk = column[start : start + _CHUNK]
            digest.update(np.ascontiguousarray(chunk, dtype=np.int32 if name in _EDGES else None).data)
    for record in _documents(columns):
        digest.update(record)
    return digest.hexdigest()


def _documents(columns: Mapping[str, Array]) -> Iterator[bytes]:
    """The records of the documents without their paths."""
    values = columns[_DOCUMENTS].tobytes().split(END.encode())[:-1]
    for first in range(0, len(values), len(DOCUMENT_FIELDS)):
        record = values[first : first + len(DOCUMENT_FIELDS)]
        yield END.encode().join(value for place, value in enumerate(record) if place != _PATH)
