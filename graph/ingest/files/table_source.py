"""Rows of the tables that payers and agencies publish, whatever separates their cells and comes before them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from graph.ingest.files.header import Header, HeaderFinder
from graph.ingest.files.text import head_of, open_text
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import MalformedFile, MalformedRow, SourceError
from graph.model.source_files import file_document

Row = Mapping[str, str]


@dataclass(slots=True)
class TableSource:
    """A source that reads a file of rows; subclasses implement `parse_row`.

    The header must contain `columns`, each under its own name or one of its `synonyms`, in any letter case; a malformed
    row is a finding with its line, and the other rows are read.
    """

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    columns: "tuple[str, ...]" = ()
    title: str = ""
    line: int | None = None
    """The line that is being read."""
    day: date = field(default_factory=date.today)
    """The day on which what is read as active is so."""

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Of columns, also of such as may be missing: how publishers title them."""
    release_columns: ClassVar[tuple[str, ...]] = ()
    """Columns of dates; the last of all their dates tells a newer release of the table from an older one."""
    release_notice: ClassVar[str] = ""
    """A regular expression of what is written above the header about the release; its groups say year and month."""

    def table(self) -> str:
        """What files must share to be releases of one table; empty where each file is a table of its own."""
        return ""

    @classmethod
    def claims_lines(cls, lines: list[str]) -> bool:
        """Whether a file without a header is one of these, by its first lines."""
        return False

    def header(self) -> Header | None:
        """The header that has all columns, if the file has one.

        Raises:
            OSError, EOFError: the file cannot be read.
        """
        return HeaderFinder(self.columns, self.synonyms).find(head_of(self.path)) if self.columns else None

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        try:
            document = file_document(self.path, f"codes/{self.path.name}", self.title)
        except OSError as error:
            self.findings.append(MalformedFile(str(self.path), reason=str(error)))
            return
        self.documents.append(document)
        for _ in track([str(self.path)], self.title):
            for line, row in self.rows():
                self.line = line
                try:
                    yield from self.parse_row(row, document, line)
                except KeyError as error:
                    self.findings.append(MalformedRow(str(self.path), line, reason=f"there is no column {error}"))
                except (ValueError, OverflowError) as error:
                    self.findings.append(MalformedRow(str(self.path), line, reason=str(error)))

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        """The nodes and edges of a row."""
        raise NotImplementedError

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header with their lines: cells by the reader's names of columns."""
        header = self.header()
        if header is None:
            missing = HeaderFinder(self.columns, self.synonyms).missing(head_of(self.path))
            reason = f"it lacks the columns {', '.join(missing)}"
            self.findings.append(MalformedFile(str(self.path), 1, reason=reason))
            return
        with open_text(self.path, self.findings) as file:
            reader = csv.reader(file, delimiter=header.delimiter)
            try:
                for _, _ in zip(range(header.rows), reader, strict=False):
                    pass
                width = len(header.names)
                for cells in reader:
                    if (len(cells) == width and cells[0]) or self._is_whole(cells, width, reader.line_num):
                        yield reader.line_num, dict(zip(header.names, (cell.strip() for cell in cells), strict=False))
            except (csv.Error, OSError, EOFError) as error:
                self.findings.append(MalformedFile(str(self.path), reader.line_num, reason=str(error)))

    def _is_whole(self, cells: list[str], width: int, line: int) -> bool:
        """Whether a row has a cell for each column, and none beyond the last one; blank rows are left out."""
        if not any(cell.strip() for cell in cells):
            return False
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            reason = f"it has {len(cells)} cells where the header has {width}"
            self.findings.append(MalformedRow(str(self.path), line, reason=reason))
            return False
        return True
