"""Medicare physician fee schedule: the indicators of each code, without its prices and descriptors.

`glob` by CMS: days after the procedure that its fee covers (000, 010, 090), ZZZ for add-on codes, XXX where the
concept does not apply, MMM for maternity, YYY for the contractor to decide. A spreadsheet drops
the zeros of days: `10` is 010.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.files.text import open_text
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
_NOT_APPLICABLE = {"non_facility_na": "is_rare_in_office", "facility_na": "is_rare_in_facility"}
"""Columns that say NA where a procedure is rarely or never done in a setting."""
_DAYS = 3
"""Digits of `glob`, which spreadsheets shorten: 010 becomes 10."""
_POSITIONS = {
    "hcpcs_code": slice(0, 5),
    "mod": slice(5, 7),
    "status": slice(57, 58),
    "non_facility_na": slice(72, 74),
    "facility_na": slice(81, 83),
    "glob": slice(103, 106),
    "mult_proc": slice(115, 116),
    "bilat_surg": slice(116, 117),
    "asst_surg": slice(117, 118),
    "co_surg": slice(118, 119),
    "team_surg": slice(119, 120),
}
_RECORD = re.compile(r"[0-9A-Z]{5}[0-9A-Z ]{2}.{50}[A-Z].{45}(?:\d{3}|[MXYZ]{3}).{9}(?: |\d){5}.*")


@dataclass(slots=True)
class FeeSchedule(TableSource):
    """One row a code and modifier; the row without a modifier speaks of the whole procedure."""

    columns: tuple[str, ...] = ("hcpcs_code", "mod", *_PROPERTIES)
    title: str = "Medicare physician fee schedule indicators"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "hcpcs_code": ("HCPCS", "HCPCS/CPT", "HCPCS/CPT Code", "CPT/HCPCS"),
        "mod": ("Modifier",),
        "status": ("Status Code", "Proc Stat"),
        "glob": ("Glob Days", "Global", "Global Days"),
        "mult_proc": ("Multiple Procedure",),
        "bilat_surg": ("Bilateral Surgery",),
        "asst_surg": ("Assistant at Surgery", "Assistant Surgery"),
        "co_surg": ("Co-Surgeon", "Co-Surgeons"),
        "team_surg": ("Team Surgery", "Team Surgeons"),
        "non_facility_na": (
            "Non-Fac NA Indicator",
            "non_na",
            "Trans Non-Fac NA Indicator",
            "Transitioned Non-Fac NA Indicator",
        ),
        "facility_na": ("Facility NA Indicator", "Fac NA Indicator", "fac_na"),
    }
    release_notice: ClassVar[str] = (
        r"(20\d\d) National Physician Fee Schedule Relative Value File(?: (January|April|July|October) Release)?"
    )

    def table(self) -> str:
        return "Medicare physician fee schedule"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        curie = procedure_curie(row["hcpcs_code"])
        if row["mod"]:
            return
        properties: dict[str, Value] = {name: row[column] for column, name in _PROPERTIES.items() if row[column]}
        properties |= {name: True for column, name in _NOT_APPLICABLE.items() if row.get(column, "").upper() == "NA"}
        if row["glob"].isdigit():
            properties["global_days"] = row["glob"].zfill(_DAYS)
        if row["glob"] == "ZZZ":
            properties["is_add_on"] = True
        yield stub_procedure(curie, **properties)


@dataclass(slots=True)
class FeeScheduleFixedWidth(FeeSchedule):
    """The text file: records of 171 characters below lines that begin with HDR; columns touch each other."""

    columns: tuple[str, ...] = ()

    @classmethod
    def claims_lines(cls, lines: list[str]) -> bool:
        return sum(1 for line in lines if _RECORD.fullmatch(line)) > 1

    def rows(self) -> Iterator[tuple[int, Row]]:
        with open_text(self.path, self.findings) as file:
            for line, record in enumerate(file, 1):
                if record.strip() and not record.startswith(("HDR", "TRL")):
                    yield line, {name: record[place].strip() for name, place in _POSITIONS.items()}
