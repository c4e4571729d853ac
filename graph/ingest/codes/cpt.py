"""CPT in the American Medical Association's own file of long descriptions: code, tab, description.

A spreadsheet that saved it has dropped the zeros of codes such as 00100; they have them again.

The file is licensed to whoever bought it. Its descriptors are marked `licensed` on every node they name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.codes.procedure_codes import WITHOUT_ZEROS, procedure_curie
from graph.ingest.files.table_source import TableSource, open_text
from graph.ingest.source import Progress, no_progress
from graph.model.document import file_document
from graph.model.elements import Edge, Node, split_curie
from graph.model.errors import MalformedRow
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

LICENCE = "CPT, copyright American Medical Association: for the licensee's own use, not to be passed on"
ROW = re.compile(rf"(?P<code>{CODE_SYSTEMS['CPT'].pattern})\t(?P<name>\S.*)")
_ROW_WITHOUT_ZEROS = re.compile(rf"(?P<code>{WITHOUT_ZEROS})\t(?P<name>\S.*)")


@dataclass(slots=True)
class CptDescriptors(TableSource):
    """One line a code; the lines before the first code are the Association's notice."""

    title: str = "CPT long descriptions"

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        self.documents.append(
            file_document(self.path, f"codes/{self.path.name}", self.title, LICENCE, redistributable=False)
        )
        begun = False
        for _ in track([str(self.path)], self.title):
            with open_text(self.path, self.findings) as file:
                for line, row in enumerate(file, 1):
                    match = ROW.fullmatch(row.rstrip()) or _ROW_WITHOUT_ZEROS.fullmatch(row.rstrip())
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
