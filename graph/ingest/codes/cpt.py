"""CPT in the American Medical Association's own file of long descriptions: code, tab, description.

A spreadsheet that saved it has dropped the zeros of codes such as 00100; they have them again.

The file is licensed to whoever bought it. Its descriptors are marked `licensed` on every node they name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.ingest.codes.procedure_codes import WITHOUT_ZEROS, procedure_curie
from graph.ingest.files.table_source import TableSource
from graph.ingest.files.text import open_text
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, split_curie
from graph.model.findings import MalformedRow
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.source_files import file_document

LICENCE = "CPT, copyright American Medical Association: for the licensee's own use, not to be passed on"
_ROW = re.compile(rf"(?P<code>{CODE_SYSTEMS['CPT'].pattern})\t(?P<name>\S[^\t]*)")
_ROW_WITHOUT_ZEROS = re.compile(rf"(?P<code>{WITHOUT_ZEROS})\t(?P<name>\S[^\t]*)")
_CODE_FIRST = re.compile(rf"(?:{CODE_SYSTEMS['CPT'].pattern}|{WITHOUT_ZEROS})\t")
_DESCRIPTOR = re.compile(r"[^\W\d_].*[\s(-][a-z]{2}.*", re.DOTALL)
"""It begins with a letter, and goes on with words in lower case, as names do not."""
_TITLE = re.compile(r"descri|long", re.IGNORECASE)
_SHARE = 0.9
"""Of the rows of a file, how many must look like a code and its descriptor; some are a single word."""


def _match(row: str) -> re.Match[str] | None:
    """A row as code and description, also where the zeros of the code are missing."""
    return _ROW.fullmatch(row.rstrip()) or _ROW_WITHOUT_ZEROS.fullmatch(row.rstrip())


def _are_descriptors(names: Sequence[str]) -> bool:
    """Whether texts are sentences, each of its own: prices, indicators, departments are not."""
    described = sum(1 for name in names if _DESCRIPTOR.fullmatch(name))
    return len(names) > 1 and min(described, len(set(names))) >= _SHARE * len(names)


def _is_titled_otherwise(lines: Sequence[str]) -> bool:
    """Whether the line above the first code is a header of another table."""
    above = [
        line for line in lines[: next(i for i, line in enumerate(lines) if _CODE_FIRST.match(line))] if line.strip()
    ]
    cells = above[-1].split("\t") if above else []
    return len(cells) > 1 and not _TITLE.search(cells[1])


@dataclass(slots=True)
class CptDescriptors(TableSource):
    """One line a code; the lines before the first code are the Association's notice."""

    title: str = "CPT long descriptions"

    release_notice: ClassVar[str] = r"CPT\W{0,3} (20\d\d)"

    def table(self) -> str:
        return "CPT"

    @classmethod
    def claims_lines(cls, lines: list[str]) -> bool:
        matches = [_match(line) for line in lines if _CODE_FIRST.match(line)]
        names = [match["name"] for match in matches if match]
        whole = len(names) >= _SHARE * len(matches)
        return whole and _are_descriptors(names) and not _is_titled_otherwise(lines)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        self.documents.append(
            file_document(self.path, f"codes/{self.path.name}", self.title, LICENCE, redistributable=False)
        )
        begun = False
        for _ in track([str(self.path)], self.title):
            with open_text(self.path, self.findings) as file:
                for line, row in enumerate(file, 1):
                    match = _match(row)
                    if match is not None:
                        begun = True
                        licensed = {"descriptor": match["name"], "licensed": ("name", "descriptor")}
                        curie = procedure_curie(match["code"])
                        properties = {"slug": split_curie(curie)[1].lower(), "is_stub": False, **licensed}
                        yield Node(curie, "Procedure", match["name"], properties)
                    elif begun and row.strip():
                        self.findings.append(
                            MalformedRow(str(self.path), line, reason="it is no code, tab and description")
                        )
