"""Restructured BETOS Classification System by CMS: each code in a category, a subcategory and a family."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.codes.procedure_codes import mentioned, procedure_curie
from graph.ingest.files.tables import Row, Table
from graph.model.document import whole
from graph.model.elements import Edge, Node, SourceDocument, slugify

_LEVELS = ("rbcs_category", "rbcs_subcategory", "rbcs_family")


@dataclass(slots=True)
class Rbcs(Table):
    """Each level a category of procedures, each below the one above it."""

    columns: tuple[str, ...] = ("hcpcs_code", *_LEVELS)
    title: str = "RBCS classification"

    def of_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        procedure = procedure_curie(row["hcpcs_code"])
        evidence = whole(document)
        path, above = "rbcs", None
        for name in (row[level] for level in _LEVELS if row[level] and row[level] != "No RBCS Family"):
            path = f"{path}/{slugify(name)}"
            curie = f"CATEGORY:{path}"
            yield Node(curie, "Category", name)
            if above is not None:
                yield Edge(curie, "IS_A", above, {}, evidence)
            above = curie
        if above is not None:
            yield mentioned(procedure)
            yield Edge(procedure, "IN_CATEGORY", above, {}, evidence)
