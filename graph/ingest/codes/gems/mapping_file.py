"""A general equivalence mapping as CMS publishes it: a line a pair, source, target and five flags, without a header.

The name of the file says the fiscal year, and nothing in it says which way it goes: the codes do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.ingest.codes.gems.mapped_codes import MappedSystem, systems_of
from graph.ingest.codes.gems.mapping_graph import NO_MAP, MappingGraph
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.files.text import head_of, open_text
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node
from graph.model.findings import MalformedRow
from graph.model.source_files import file_document

_ROW = re.compile(r"(?P<source>[0-9A-Za-z]{3,7})\s+(?P<target>[0-9A-Za-z]{3,7})\s+(?P<flags>[01]{3}\d\d)\s*")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(slots=True)
class GeneralEquivalenceMapping(TableSource):
    """One direction of a mapping, of diagnoses or of procedures. `nodes` are those that were read before."""

    title: str = "General equivalence mapping (GEM)"
    nodes: Mapping[str, Node] = field(default_factory=dict)

    @classmethod
    def claims_lines(cls, lines: list[str]) -> bool:
        """Most lines are pairs, and one at least has a target: of codes alone that have none, nothing says the way."""
        written = [line for line in lines if line.strip()]
        rows = [row for line in written if (row := _ROW.fullmatch(line))]
        return len(rows) * 2 > len(written) and any(row["target"] not in NO_MAP for row in rows)

    def table(self) -> str:
        source, target = self._systems()
        return f"GEM {source.prefix} {target.prefix}"

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        source, target = self._systems()
        title = f"{self.title}, {source.prefix} to {target.prefix}"
        document, year = file_document(self.path, f"gems/{self.path.name}", title), _YEAR.search(self.path.name)
        self.documents.append(replace(document, edition=f"fiscal year {year[0]}") if year else document)
        graph = MappingGraph(self.documents[0], source, target, self.nodes)
        for _ in track([str(self.path)], self.title):
            for line, row in self.rows():
                self.line = line
                yield from graph.read(row["source"], row["target"], row["flags"])
        yield from graph.finish()
        self.findings.extend(graph.findings())

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The pairs with their flags; one of all published codes is in lower case."""
        with open_text(self.path, self.findings) as file:
            for line, text in enumerate(file, 1):
                row = _ROW.fullmatch(text)
                if row:
                    target = row["target"] if row["target"] in NO_MAP else row["target"].upper()
                    yield line, {"source": row["source"].upper(), "target": target, "flags": row["flags"]}
                elif text.strip():
                    reason = "it is no pair of codes with five flags"
                    self.findings.append(MalformedRow(str(self.path), line, reason=reason))

    def _systems(self) -> tuple[MappedSystem, MappedSystem]:
        rows = filter(None, map(_ROW.fullmatch, head_of(self.path).splitlines()))
        return systems_of([(row["source"], row["target"]) for row in rows if row["target"] not in NO_MAP])
