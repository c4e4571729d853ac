"""Rows of the tables that payers and agencies publish: CSV, tab-separated, plain or gzipped, in UTF-8 or not."""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from graph.ingest.source import Progress, no_progress
from graph.model.document import file_document
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.errors import MalformedFile, MalformedRow, SourceError, UndecodableText

_LONGEST_HEADER = 1 << 16
Row = Mapping[str, str]


@dataclass(slots=True)
class TableSource:
    """A source that reads a file of rows; subclasses implement `parse_row`.

    The header must contain `columns`; a malformed row is a finding with its line, and the other rows are read.
    """

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    columns: "tuple[str, ...]" = ()
    title: str = ""
    delimiter: str = ","
    line: int | None = None
    """The line that is being read."""

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        try:
            document = file_document(self.path, f"codes/{self.path.name}", self.title)
        except OSError as error:
            self.findings.append(MalformedFile(str(self.path), reason=str(error)))
            return
        self.documents.append(document)
        for _ in track([str(self.path)], self.title):
            for line, row in self._rows():
                self.line = line
                try:
                    yield from self.parse_row(row, document, line)
                except (KeyError, ValueError) as error:
                    self.findings.append(MalformedRow(str(self.path), line, reason=str(error)))

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        """The nodes and edges of a row."""
        raise NotImplementedError

    def _rows(self) -> Iterator[tuple[int, Row]]:
        with open_text(self.path, self.findings) as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            header = [cell.strip() for cell in next(reader, [])]
            missing = [name for name in self.columns if name not in header]
            if missing:
                reason = f"it lacks the columns {', '.join(missing)}"
                self.findings.append(MalformedFile(str(self.path), 1, reason=reason))
                return
            try:
                for cells in reader:
                    if len(cells) == len(header):
                        yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
                    elif any(cell.strip() for cell in cells):
                        reason = f"it has {len(cells)} cells where the header has {len(header)}"
                        self.findings.append(MalformedRow(str(self.path), reader.line_num, reason=reason))
            except (csv.Error, OSError, EOFError) as error:
                self.findings.append(MalformedFile(str(self.path), reader.line_num, reason=str(error)))


def open_text(path: Path, findings: list[SourceError]) -> io.TextIOBase:
    """The text of a file, gzipped or not; where it is not UTF-8 it is read as Windows-1252, and that is a finding."""
    encoding = "utf-8-sig"
    with _open_bytes(path) as raw, suppress(EOFError):  # Where it breaks off is found when its rows are read.
        for line, content in enumerate(raw, 1):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError:
                findings.append(UndecodableText(str(path), line))
                encoding = "cp1252"
                break
    return io.TextIOWrapper(_open_bytes(path), encoding=encoding, errors="replace", newline="")


def _open_bytes(path: Path) -> BinaryIO:
    packed = path.suffix == ".gz"
    return cast("BinaryIO", gzip.open(path)) if packed else path.open("rb")


def header_of(path: Path) -> list[str]:
    """The cells of the first line of a comma-separated file."""
    with _open_bytes(path) as file:
        line = file.readline(_LONGEST_HEADER).decode("utf-8-sig", errors="replace")
    return [cell.strip() for cell in next(csv.reader([line]), [])]
