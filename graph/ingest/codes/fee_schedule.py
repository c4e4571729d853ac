"""Medicare physician fee schedule: the indicators of each code, without its prices and descriptors.

`glob` by CMS: days after the procedure that its fee covers (000, 010, 090), ZZZ for add-on codes, XXX where the
concept does not apply, MMM for maternity, YYY for the contractor to decide. A spreadsheet drops
the zeros of days: `10` is 010.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.table_source import Row, TableSource
from graph.model.elements import Edge, Node, SourceDocument, Value

_PROPERTIES = {
    "status": "fee_status",
    "glob": "global_days",
    "mult_proc": "multiple_procedure_indicator",
    "bilat_surg": "bilateral_indicator",
    "asst_surg": "assistant_indicator",
    "co_surg": "co_surgeon_indicator",
    "team_surg": "team_surgery_indicator",
}


@dataclass(slots=True)
class FeeSchedule(TableSource):
    """One row a code and modifier; the row without a modifier speaks of the whole procedure."""

    columns: tuple[str, ...] = ("hcpcs_code", "mod", *_PROPERTIES)
    title: str = "Medicare physician fee schedule indicators"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        if row["mod"]:
            return
        properties: dict[str, Value] = {name: row[column] for column, name in _PROPERTIES.items() if row[column]}
        if row["glob"].isdigit():
            properties["global_days"] = row["glob"].zfill(3)
        if row["glob"] == "ZZZ":
            properties["is_add_on"] = True
        yield stub_procedure(procedure_curie(row["hcpcs_code"]), **properties)
