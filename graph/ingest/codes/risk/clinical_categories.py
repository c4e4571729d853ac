"""CCSR, AHRQ's Clinical Classifications Software Refined: categories of diagnoses and of procedures.

From `DXCCSR_v*.csv` and `PRCCSR_v*.csv` as a user loads them. Their cells stand between single quotes, double quotes or
none, and a cell between quotes may have commas; a diagnosis has up to six categories, and one of them as its default
for each setting, where it may be a principal diagnosis at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.files.text import open_text
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.icd10cm_form import dotted
from graph.model.source_files import document_evidence

_CELL = re.compile(r"\s*(?:'(?P<single>.*?)'|\"(?P<double>(?:[^\"]|\"\")*)\"|(?P<bare>[^,]*))\s*(?:,|$)")
_CATEGORY = re.compile(r"(?!XXX)[A-Z]{3}\d{3}")
"""XXX000 and XXX111 stand for no category: codes that may not be the principal diagnosis."""
_MOST = 6


@dataclass(slots=True)
class _QuotedTable(TableSource):
    """A table by AHRQ, whose single quotes `csv` does not know."""

    def rows(self) -> Iterator[tuple[int, Row]]:
        header = self.header()
        if header is None:
            yield from TableSource.rows(self)
            return
        with open_text(self.path, self.findings) as file:
            for line, text in enumerate(file, 1):
                if line <= header.rows or not text.strip():
                    continue
                cells = quoted_cells(text, len(header.names))
                if self._is_whole(cells, len(header.names), line):
                    yield line, dict(zip(header.names, cells, strict=True))


def quoted_cells(line: str, width: int) -> list[str]:
    """The cells of a line, at most `width`; commas that are left over are part of the last one.

    >>> quoted_cells("'K50','Crohn's disease, unspecified','DIG012',Bowel, inflamed", 4)
    ['K50', "Crohn's disease, unspecified", 'DIG012', 'Bowel, inflamed']
    """
    cells, at, text = list[str](), 0, line.rstrip("\r\n")
    while len(cells) < width - 1 and at < len(text):
        match = _CELL.match(text, at)
        if match is None:
            break
        cells.append(_plain(match))
        at = match.end()
    if at < len(text) or text.endswith(","):
        whole = _CELL.fullmatch(text, at)
        cells.append(_plain(whole) if whole else text[at:].strip())
    return cells


def _plain(match: re.Match[str]) -> str:
    cell = next(value for value in match.groups() if value is not None)
    return cell.replace('""', '"').strip()


@dataclass(slots=True)
class DiagnosisCategories(_QuotedTable):
    """The categories of each diagnosis, with its defaults for inpatient and outpatient data."""

    columns: tuple[str, ...] = ("icd_10_cm_code", "default_inpatient", "category_1", "category_1_description")
    title: str = "CCSR for ICD-10-CM diagnoses"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "icd_10_cm_code": ("ICD-10-CM CODE", "ICD-10-CM"),
        "default_inpatient": ("Default CCSR CATEGORY IP", "Default CCSR CATEGORY"),
        "default_outpatient": ("Default CCSR CATEGORY OP",),
        **{f"category_{place}": (f"CCSR CATEGORY {place}",) for place in range(1, _MOST + 1)},
        **{f"category_{place}_description": (f"CCSR CATEGORY {place} DESCRIPTION",) for place in range(1, _MOST + 1)},
    }

    def table(self) -> str:
        return "DXCCSR"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        code = row["icd_10_cm_code"]
        curie = f"ICD10CM:{dotted(code)}"
        yield Node(curie, "Diagnosis", code, {"is_stub": True})
        for place in range(1, _MOST + 1):
            category = row.get(f"category_{place}", "")
            if _CATEGORY.fullmatch(category):
                yield Node(f"CCSR:{category}", "ClinicalCategory", row[f"category_{place}_description"])
                defaults: dict[str, Value] = {"is_inpatient_default": category == row["default_inpatient"]}
                if "default_outpatient" in row:
                    defaults["is_outpatient_default"] = category == row["default_outpatient"]
                evidence = document_evidence(document)
                yield Edge(curie, "IN_CLINICAL_CATEGORY", f"CCSR:{category}", defaults, evidence)


@dataclass(slots=True)
class ProcedureCategories(_QuotedTable):
    """The one category of each procedure."""

    columns: tuple[str, ...] = ("icd_10_pcs_code", "category", "category_description")
    title: str = "CCSR for ICD-10-PCS procedures"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "icd_10_pcs_code": ("ICD-10-PCS", "ICD-10-PCS CODE"),
        "category": ("PRCCSR",),
        "category_description": ("PRCCSR DESCRIPTION",),
        "clinical_domain": ("CLINICAL DOMAIN",),
    }

    def table(self) -> str:
        return "PRCCSR"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        code, category = row["icd_10_pcs_code"], f"CCSR:{row['category']}"
        domain: dict[str, Value] = {"clinical_domain": row["clinical_domain"]} if row.get("clinical_domain") else {}
        yield Node(f"ICD10PCS:{code}", "Procedure", code, {"slug": code.lower(), "is_stub": True})
        yield Node(category, "ClinicalCategory", row["category_description"], domain)
        yield Edge(f"ICD10PCS:{code}", "IN_CLINICAL_CATEGORY", category, {}, document_evidence(document))
