"""Medically unlikely edits (MUE): the units of a code above which Medicare pays none, a file for each setting.

The adjudication indicator by CMS: 1 counts the units of a line of the claim, 2 and 3 those of a day, 2 without
exception (its value follows from law, anatomy or the code itself), 3 unless a record shows that more was needed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.table_source import Row, TableSource
from graph.model.elements import Edge, Node, SourceDocument, Value

_INDICATORS = ("1", "2", "3")
_CODE = ("HCPCS/CPT Code", "HCPCS CPT Code", "HCPCS Code")
_INDICATOR = ("MUE Adjudication Indicator", "MAI")


@dataclass(slots=True)
class PractitionerUnits(TableSource):
    """Units of services of practitioners."""

    columns: tuple[str, ...] = ("code", "practitioner", "indicator")
    title: str = "Medically unlikely edits, practitioner services"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "code": _CODE,
        "practitioner": ("Practitioner Services MUE Values", "Practitioner Services MUE Value"),
        "indicator": _INDICATOR,
    }

    def table(self) -> str:
        return self.title

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        setting, indicator = self.columns[1], row["indicator"][:1]
        if indicator not in _INDICATORS:
            raise ValueError(f"'{row['indicator']}' is no adjudication indicator")
        properties: dict[str, Value] = {
            f"max_units_{setting}": int(row[setting]),
            f"max_units_{setting}_indicator": indicator,
        }
        yield stub_procedure(procedure_curie(row["code"]), **properties)


@dataclass(slots=True)
class OutpatientUnits(PractitionerUnits):
    """Units of services of outpatient hospitals."""

    columns: tuple[str, ...] = ("code", "outpatient", "indicator")
    title: str = "Medically unlikely edits, outpatient hospital services"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "code": _CODE,
        "outpatient": ("Outpatient Hospital Services MUE Values", "Outpatient Hospital Services MUE Value"),
        "indicator": _INDICATOR,
    }


@dataclass(slots=True)
class EquipmentUnits(PractitionerUnits):
    """Units that suppliers of durable medical equipment deliver."""

    columns: tuple[str, ...] = ("code", "equipment", "indicator")
    title: str = "Medically unlikely edits, supplies of durable medical equipment"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "code": _CODE,
        "equipment": ("DME Supplier Services MUE Values", "DME Supplier Services MUE Value"),
        "indicator": _INDICATOR,
    }
