"""Files of edges of an institution's own kinds (see `graph.model.ontology.own_kinds`), as tables with tabs.

The columns `subject` and `object` have CURIEs of nodes, `predicate` the kind of edge; each further column is a property
of that name, empty where it is not stated. Items of a list stand between `|`. Lines that begin with `#` are comments.
The evidence of an edge is its row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.ingest.files.regular_file import read_regular
from graph.ingest.own_values import parse_value
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Properties, SourceDocument, Value, split_curie
from graph.model.errors import Detail, InvalidCurie
from graph.model.findings import MalformedFile, MalformedRow, SourceError, TooLarge, UnreadableFile
from graph.model.limits import Limits
from graph.model.nearest_name import nearest_name
from graph.model.ontology import OWN_KINDS, EdgeKind
from graph.model.ontology_files import FILE_NAME
from graph.model.source_files import file_document

SUFFIX = ".tsv"
SUBJECT, PREDICATE, OBJECT = REQUIRED = ("subject", "predicate", "object")
COMMENT = "#"
_LICENCE = "not stated"


@dataclass(slots=True)
class OwnEdges:
    """All files of edges of a folder; `own` is the name of the folder of data that it is a part of."""

    folder: Path
    own: str
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Edge]:
        paths = {str(path): path for path in sorted(self.folder.glob(f"*{SUFFIX}"))}
        for name in track(list(paths), "edges"):
            yield from self.read_file(paths[name])

    def read_file(self, path: Path) -> Iterator[Edge]:
        """One file, whatever its name; a row with a mistake is left out."""
        try:
            text = read_regular(path, Limits.source_file, "file of edges").decode("utf-8")
            name = f"{self.own}/edges/{path.name}"
            document = file_document(path, name, f"Edges: {path.stem}", _LICENCE, redistributable=False)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.findings.append(MalformedFile(str(path), line, reason="it is not UTF-8 text; save it as UTF-8"))
        except OSError as error:
            self.findings.append(UnreadableFile(str(path), reason=error.strerror or str(error)))
        except TooLarge as finding:
            self.findings.append(finding)
        else:
            self.documents.append(document)
            table = _EdgeTable(str(path), document)
            yield from table.edges(text)
            self.findings.extend(table.findings)


class _EdgeTable:
    """One file, and what is wrong with its rows."""

    def __init__(self, path: str, document: SourceDocument) -> None:
        self._path, self._document = path, document
        self._kinds = {kind.name: kind for kind in OWN_KINDS.edge_kinds}
        self._unknown = set[str]()
        self.findings: list[SourceError] = []

    def edges(self, text: str) -> Iterator[Edge]:
        columns, start = list[str](), 0
        for line, raw in enumerate(text.split("\n"), 1):
            if raw.strip(" \t\r\ufeff") and not raw.startswith(COMMENT):
                cells = [cell.strip(" \r\ufeff") for cell in raw.split("\t")]
                if columns:
                    evidence = Evidence(self._document.id, f"line {line}", raw, start, start + len(raw))
                    yield from self._edge(columns, cells, evidence, line)
                elif self._is_header(cells, line):
                    columns = cells
                else:
                    return
            start += len(raw) + 1

    def _is_header(self, cells: Sequence[str], line: int) -> bool:
        """Whether a line names the columns; one that no kind has as a property is told, and passed over."""
        missing = [name for name in REQUIRED if name not in cells]
        twice = sorted({name for name in cells if name and cells.count(name) > 1})
        if missing or twice:
            wrong = f"it lacks {', '.join(missing)}" if missing else f"it has {', '.join(twice)} twice"
            reason = f"the first line names the columns, with tabs between them: {', '.join(REQUIRED)} …; {wrong}"
            self.findings.append(MalformedFile(self._path, line, reason=reason))
            return False
        known = {item.name for kind in self._kinds.values() for item in kind.properties}
        for name in cells:
            is_told = not self._kinds or OWN_KINDS.findings  # Kinds that have it may have been left out.
            if name and name not in (*REQUIRED, *known) and not is_told:
                reason = f"no kind of {FILE_NAME} has a property '{name[:80]}', so the column was passed over"
                self._refuse(line, name, reason, nearest_name(name, known))
        return True

    def _edge(self, columns: Sequence[str], cells: Sequence[str], evidence: Evidence, line: int) -> Iterator[Edge]:
        if len(cells) > len(columns):
            self._refuse(line, "", f"it has {len(cells)} cells, and there are {len(columns)} columns")
            return
        row = dict(zip(columns, cells, strict=False))
        if row.get(PREDICATE) in self._unknown:  # It has been told once.
            return
        told = len(self.findings)
        kind = self._kind(row.get(PREDICATE, ""), line)
        subject, object_ = (self._curie(row, end, line) for end in (SUBJECT, OBJECT))
        if subject and subject == object_:
            self._refuse(line, OBJECT, "an edge leads to another node")
        if kind is None:
            return
        properties = self._properties(row, kind, line)
        if len(self.findings) == told:
            if kind.symmetric:  # It is there once, whichever end is given first.
                subject, object_ = sorted((subject, object_))
            yield Edge(subject, kind.name, object_, properties, (evidence,))

    def _kind(self, name: str, line: int) -> EdgeKind | None:
        kind = self._kinds.get(name)
        if kind is None:
            reason = f"no kind of edges '{name[:80]}' was read from {FILE_NAME}"
            self._unknown.add(name)
            self._refuse(line, PREDICATE, f"{reason}; all rows of it were left out", nearest_name(name, self._kinds))
        return kind

    def _curie(self, row: Mapping[str, str], end: str, line: int) -> str:
        try:
            split_curie(row.get(end, ""))
        except InvalidCurie:
            self._refuse(line, end, f"'{row.get(end, '')[:80]}' is no CURIE, as PAGE:cast or ICD10CM:N20.0")
            return ""
        return row[end]

    def _properties(self, row: Mapping[str, str], kind: EdgeKind, line: int) -> Properties:
        declared = {item.name: item for item in kind.properties}
        others = {item.name for other in self._kinds.values() for item in other.properties} - declared.keys()
        properties: dict[str, Value] = {}
        for name, text in row.items():
            if text and name in others:
                self._refuse(line, name, f"{kind.name} has no such property")
            elif text and name in declared:
                try:
                    properties[name] = parse_value(text, declared[name])
                except ValueError as error:
                    self._refuse(line, name, str(error))
        return properties

    def _refuse(self, line: int, column: str, reason: str, near: str | None = None) -> None:
        details: dict[str, Detail] = {"reason": reason, "field": column[:80], "did_you_mean": near}
        self.findings.append(MalformedRow(self._path, line, **{name: text for name, text in details.items() if text}))
