"""National Correct Coding Initiative: add-on codes, and pairs of codes that are not paid together.

Add-on types by CMS: 1 a fixed list of primary codes, 2 none (the contractor decides), 3 some and the contractor. The
code `CCCCC` stands for 'contractor defined'. Of the pairs, those with a deletion date are history.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.table_source import Row, TableSource
from graph.model.document import document_evidence
from graph.model.elements import Edge, Node, SourceDocument, Value

CONTRACTOR_DEFINED = "CCCCC"
_NEVER = ("", "*", "9999-12-31", "99991231")
"""How the files say that a pair has no deletion date."""
_MODIFIERS = {"0": "not allowed", "1": "allowed", "9": "not applicable"}


@dataclass(slots=True)
class AddOnCodes(TableSource):
    """Which code is added on to which."""

    columns: tuple[str, ...] = ("primary_code", "add_on_code", "aoc_edit_type")
    title: str = "NCCI add-on codes"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        add_on = procedure_curie(row["add_on_code"])
        properties: dict[str, Value] = {"is_add_on": True, "add_on_type": row["aoc_edit_type"]}
        yield stub_procedure(add_on, **properties)
        if row["primary_code"] != CONTRACTOR_DEFINED:
            primary = procedure_curie(row["primary_code"])
            yield stub_procedure(primary)
            yield Edge(add_on, "ADD_ON_TO", primary, {}, document_evidence(document))


@dataclass(slots=True)
class BundlingEdits(TableSource):
    """Pairs that are bundled today; pairs with a deletion date are left out."""

    columns: tuple[str, ...] = ("column1", "column2", "deletion", "modifier", "rationale")
    title: str = "NCCI procedure-to-procedure edits"
    seen: set[str] = field(default_factory=set)
    properties_by_rule: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        if row["deletion"] not in _NEVER:
            return
        ends = [procedure_curie(row["column1"]), procedure_curie(row["column2"])]
        for curie in ends:
            if curie not in self.seen:
                self.seen.add(curie)
                yield stub_procedure(curie)
        key = (row["modifier"], row["rationale"])
        if key not in self.properties_by_rule:
            self.properties_by_rule[key] = {"modifier": _MODIFIERS[row["modifier"]], "rationale": row["rationale"]}
        yield Edge(ends[0], "BUNDLED_WITH", ends[1], self.properties_by_rule[key], document_evidence(document))
