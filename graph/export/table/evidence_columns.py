"""The evidence of a statement as columns: the first piece of it, and how many there are.

One row stays one statement, so that rows can be counted; all pieces are in the formats that say everything.
"""

from collections.abc import Mapping, Sequence

from graph.export.table.table import Column, ColumnType, Row
from graph.model.elements import Evidence, SourceDocument

PREFIX = "evidence_"
"""No property of an edge begins so."""
_TYPES = {
    "count": ColumnType.INTEGER,
    "quote": ColumnType.TEXT,
    "document": ColumnType.TEXT,
    "edition": ColumnType.TEXT,
    "licence": ColumnType.TEXT,
    "source": ColumnType.TEXT,
    "section": ColumnType.TEXT,
    "start": ColumnType.INTEGER,
    "end": ColumnType.INTEGER,
    "method": ColumnType.TEXT,
    "confidence": ColumnType.NUMBER,
}
EVIDENCE_COLUMNS = tuple(Column(f"{PREFIX}{name}", declared) for name, declared in _TYPES.items())


def evidence_cells(evidence: Sequence[Evidence], documents: Mapping[str, SourceDocument]) -> Row:
    """The cells of some evidence; `documents` are the sources by id. Offsets count characters of the source's text."""
    if not evidence:
        return 0, *[None] * (len(EVIDENCE_COLUMNS) - 1)
    first = evidence[0]
    document = documents.get(first.source)
    cited = (document.title, document.edition, document.licence) if document else (None, None, None)
    place = (first.source, first.section, first.start, first.end)
    return len(evidence), first.quote, *cited, *place, str(first.method), first.confidence
