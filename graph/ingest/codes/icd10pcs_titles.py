"""ICD-10-PCS: the official titles of the codes of all sections, from the package `drg`.

Two columns, code and title, without a header. The package does not say of which fiscal year they are: they are of 2024,
as they lack all 371 codes that came and have all 61 that went on October 1, 2024. A code that the tables do not have is
known by its title and its section alone.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.ingest.files.text import titles_by_code
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import SourceError
from graph.model.source_files import ROOT, document_evidence, file_document, local_path, package_document

SECTIONS = ROOT / "data" / "codes" / "pcs-sections.tsv"


def titles_document() -> SourceDocument:
    """The titles as the package ships them."""
    document = package_document("drg.data.tuva", "icd_10_pcs.csv", "icd-10-pcs/titles.csv", "ICD-10-PCS titles")
    return document.with_edition("fiscal year 2024")


def read_titles(document: SourceDocument) -> dict[str, str]:
    """The title of each code."""
    with local_path(document.path).open(encoding="utf-8", newline="") as file:
        return {code: title for code, title, *_ in csv.reader(file)}


@dataclass(slots=True)
class Icd10PcsTitles:
    """The codes that no table has. `nodes` are those that were read before."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        titles, sections = titles_document(), file_document(SECTIONS, "icd-10-pcs/sections.tsv", "ICD-10-PCS sections")
        self.documents += [titles, sections]
        for code, name in titles_by_code(SECTIONS).items():
            yield Node(f"PCSSECTION:{code}", "CodeSection", name)
        evidence = document_evidence(titles)
        for _ in track([titles.path], "ICD-10-PCS titles"):
            for code, title in read_titles(titles).items():
                if f"ICD10PCS:{code}" not in self.nodes:
                    yield Node(f"ICD10PCS:{code}", "Procedure", title, {"slug": code.lower(), "is_stub": False})
                    yield Edge(f"ICD10PCS:{code}", "IN_SECTION", f"PCSSECTION:{code[0]}", {}, evidence)
