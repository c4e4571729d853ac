"""The history of ICD-10-CM: from when to when each code can be reported, its earlier titles, what took its place.

From the conversion table of the CDC, a copy of which the project ships (`data/codes/icd10cm-conversion.tsv`, fiscal
year 2026), or one of the user's, which adds to it and goes before it where it reaches farther; and from what the
lists of fiscal years 2019 to 2026 no longer have. Of codes that ended before that only those are known that the table
names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from graph.ingest.codes.history.addenda_source import IcdAddenda
from graph.ingest.codes.history.code_nodes import history_nodes
from graph.ingest.codes.history.conversion_table import NewCode, newest_rows, read_new_code
from graph.ingest.codes.history.former_codes import FIRST_LIST, FORMER, LAST_LIST, FormerCodes, read_former_codes
from graph.ingest.codes.history.lineage import Lineage, Replacement, year_of_list
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.files.table_source import TableSource
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.findings import MalformedFile, MalformedRow, UnknownCode
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, fiscal_year
from graph.model.source_files import ROOT, document_evidence, file_document

CONVERSION = ROOT / "data" / "codes" / "icd10cm-conversion.tsv"
_PREFIX = "ICD10CM:"
_EXAMPLES = 10


@dataclass(slots=True)
class Icd10CmHistory(TableSource):
    """Years and titles of the codes that were read before, the codes that ended, and edges from these to what followed.

    `tabular` is the list that was read; where it does not say its fiscal year, it is that of the newest code it has.
    """

    columns: tuple[str, ...] = ("current_code", "effective", "previous_codes")
    title: str = "ICD-10-CM conversion table"
    nodes: Mapping[str, Node] = field(default_factory=dict)
    tabular: Icd10Cm | None = None
    addenda: Sequence[IcdAddenda] = ()
    _origin: dict[NewCode, SourceDocument] = field(default_factory=dict)
    """The document of each row."""

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "current_code": ("Current code assignment",),
        "effective": ("Effective", "Effective October 1"),
        "previous_codes": ("Previous Code(s) Assignment",),
    }
    release_notice: ClassVar[str] = r"effective\s+([A-Z][a-z]+) \d{1,2}, (\d{4})"

    def table(self) -> str:
        return self.title

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        codes = {curie.removeprefix(_PREFIX): node for curie, node in self.nodes.items() if curie.startswith(_PREFIX)}
        billable = {code for code, node in codes.items() if node.properties.get("is_billable")}
        ended = {code: year for code, node in codes.items() if (year := _last_year(node))}
        headers = {code for code in codes.keys() - billable if not codes[code].properties.get("is_deleted")}
        rows, shipped = list(self._newest_rows()), self._former_codes()
        former = FormerCodes({**shipped.deleted, **{code: (year, "") for code, year in ended.items()}}, shipped.titles)
        for _ in track([str(self.path)], self.title):
            said = self.tabular.fiscal_year if self.tabular else 0
            year = said or year_of_list([(row.code, row.starts) for row in rows], billable)
            lineage = Lineage(billable - ended.keys(), headers, former, rows, self._carried_on(year))
        if lineage.unknown:
            examples = lineage.unknown[:_EXAMPLES]
            self.findings.append(UnknownCode(str(self.path), count=len(lineage.unknown), examples=examples))
        yield from history_nodes(lineage, codes)
        evidence = {(row.code, row.starts): document_evidence(self._origin[row]) for row in rows}
        for item in lineage.replacements:
            if {item.earlier, item.later} <= lineage.spans.keys():
                yield _edge(item, evidence[item.later, item.starts])

    def _carried_on(self, year: int) -> int:
        """The fiscal year to which addenda carry a list on, each by one."""
        changes = [source.changes for source in self.addenda if source.changes and source.changes.starts]
        years = {item.fiscal_year for item in changes if item.system == _PREFIX.rstrip(":")}
        while year + 1 in years:
            year += 1
        return year

    def _newest_rows(self) -> Iterator[NewCode]:
        """The rows of the user's table and of the project's."""
        return newest_rows(*(list(self._rows_of(path)) for path in dict.fromkeys((self.path, CONVERSION))))

    def _rows_of(self, path: Path) -> Iterator[NewCode]:
        """The rows of a table; a malformed one is a finding, and so is a table that cannot be read."""
        try:
            document = file_document(path, f"codes/{path.name}", self.title)
        except OSError as error:
            self.findings.append(MalformedFile(str(path), reason=str(error)))
            return
        found = dict[NewCode, None]()
        for line, row in TableSource.rows(Icd10CmHistory(path, findings=self.findings)):
            try:
                found[read_new_code(row)] = None
            except ValueError as error:
                self.findings.append(MalformedRow(str(path), line, reason=str(error)))
        last = max((row.fiscal_year for row in found), default=0)
        self.documents.append(
            document.with_edition(f"fiscal years {FIRST_FISCAL_YEAR + 1} to {last}" if last else None)
        )
        for new in found:
            self._origin.setdefault(new, self.documents[-1])
        yield from found

    def _former_codes(self) -> FormerCodes:
        document = file_document(FORMER, "icd-10-cm/former.tsv", "ICD-10-CM codes that ended, and earlier titles")
        self.documents.append(document.with_edition(f"lists of fiscal years {FIRST_LIST} to {LAST_LIST}"))
        return read_former_codes()


def _last_year(code: Node) -> int | None:
    """The last fiscal year of a code that ended as other sources say."""
    said = code.properties
    last = said.get("last_fiscal_year") if said.get("is_deleted") or said.get("is_former_code") else None
    return last if isinstance(last, int) else None


def _edge(item: Replacement, evidence: tuple[Evidence, ...]) -> Edge:
    """The edge from an earlier code to a later one."""
    year = fiscal_year(item.starts)
    properties: dict[str, Value] = {"fiscal_year": year, "starts": item.starts.isoformat(), "together": item.together}
    kind = "REPLACED_BY" if item.ends else "PARTLY_REPLACED_BY"
    return Edge(f"{_PREFIX}{item.earlier}", kind, f"{_PREFIX}{item.later}", properties, evidence)
