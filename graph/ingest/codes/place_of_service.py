"""Place-of-service codes by CMS: where a service is given, as claims say it, in two digits.

A spreadsheet drops the zero of '01': a code of one digit has it again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.files.table_source import Row, TableSource
from graph.model.elements import Edge, Node, SourceDocument, Value

_CODE = re.compile(r"[0-9]{1,2}")


@dataclass(slots=True)
class PlacesOfService(TableSource):
    """One row a code; codes that are not assigned are left out."""

    columns: tuple[str, ...] = ("pos_code", "pos_type", "pos_name", "pos_description")
    title: str = "Place-of-service codes"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        if not _CODE.fullmatch(row["pos_code"]):
            raise ValueError(f"'{row['pos_code']}' is no place-of-service code")
        if row["pos_name"].casefold() not in ("", "unassigned"):
            properties: dict[str, Value] = {
                "description": row["pos_description"],
                "is_facility": row["pos_type"] == "Facility",
            }
            yield Node(f"POS:{row['pos_code'].zfill(2)}", "PlaceOfService", row["pos_name"], properties)
