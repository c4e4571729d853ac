"""The version of a graph: a hash of all that it says, and not of where it lies or of when it was built.

It is over the columns that hold what is said; others follow from them. Of documents the path is left out.
"""

from collections.abc import Iterator
from hashlib import sha256

import numpy as np

from graph.storage.columns import END, Array
from graph.storage.evidence_columns import DOCUMENT_FIELDS
from graph.storage.graph_rows import GraphRows

_DOCUMENTS = "document.values"
_PATH = DOCUMENT_FIELDS.index("path")


def version_of_rows(rows: GraphRows) -> str:
    """The version of a graph by its rows: a SHA-256 in hexadecimal."""
    digest = sha256()
    for column in _columns(rows):
        digest.update(len(column).to_bytes(8, "little"))
        digest.update(np.ascontiguousarray(column).data)
    for record in _documents(rows):
        digest.update(record)
    return digest.hexdigest()


def _columns(rows: GraphRows) -> Iterator[Array]:
    edges = rows.edges
    yield from (rows.kinds, edges.source, edges.target, edges.kind, edges.number, edges.evidence)
    for columns in (rows.identity, rows.values, rows.edge_values, rows.evidence):
        yield from (column for name, column in columns.items() if not name.startswith(_DOCUMENTS))


def _documents(rows: GraphRows) -> Iterator[bytes]:
    """The records of the documents without their paths."""
    values = rows.evidence[f"{_DOCUMENTS}.bytes"].tobytes().split(END.encode())[:-1]
    for first in range(0, len(values), len(DOCUMENT_FIELDS)):
        record = values[first : first + len(DOCUMENT_FIELDS)]
        yield END.encode().join(value for place, value in enumerate(record) if place != _PATH)
