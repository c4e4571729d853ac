"""Restructured BETOS Classification System by CMS: each code in a category, a subcategory and a family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.table_source import Row, TableSource
from graph.model.elements import Edge, Node, SourceDocument, slugify
from graph.model.source_files import document_evidence

_LEVELS = ("rbcs_category", "rbcs_subcategory", "rbcs_family")
_EARLIER = "0"
"""How a row says that the code has been put elsewhere since."""


@dataclass(slots=True)
class Rbcs(TableSource):
    """Each level a category of procedures, each below the one above it; where a code was earlier is left out."""

    columns: tuple[str, ...] = ("hcpcs_code", *_LEVELS)
    title: str = "RBCS classification"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "hcpcs_code": ("HCPCS_Cd",),
        "rbcs_category": ("RBCS_Cat_Desc",),
        "rbcs_subcategory": ("RBCS_Subcat_Desc", "RBCS_Cat_Subcat_Desc"),
        "rbcs_family": ("RBCS_Family_Desc", "RBCS_Fam_Desc"),
        "latest": ("RBCS_Latest_Assignment",),
        "added": ("HCPCS_Cd_Add_Dt", "hcpcs_date_added"),
    }
    release_columns: ClassVar[tuple[str, ...]] = ("added",)

    def table(self) -> str:
        return "RBCS"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        procedure = procedure_curie(row["hcpcs_code"])
        if row.get("latest") == _EARLIER:
            return
        evidence = document_evidence(document)
        path, parent = "rbcs", None
        for name in (row[level] for level in _LEVELS if row[level] and row[level] != "No RBCS Family"):
            path = f"{path}/{slugify(name)}"
            curie = f"CATEGORY:{path}"
            yield Node(curie, "Category", name)
            if parent is not None:
                yield Edge(curie, "IS_A", parent, {}, evidence)
            parent = curie
        if parent is not None:
            yield stub_procedure(procedure)
            yield Edge(procedure, "IN_CATEGORY", parent, {}, evidence)
