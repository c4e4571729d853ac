"""The tables of Elixhauser comorbidities from AHRQ's workbook, which the package `elixhauser-ahrq` ships.

`python -m tests.elixhauser_tables` writes them. The package is needed for this alone: to read it needs pandas, which is
as large as all else that the service needs, for a table of 5,000 lines.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from graph.ingest.codes.risk.elixhauser import DIAGNOSES, MEASURES
from graph.model.source_files import package_folder

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MEASURES, _DIAGNOSES = "sheet2", "sheet3"
_LEAD_COLUMNS = 3
"""Columns of the sheet of diagnoses before those of comorbidities: the code, its title, how many it shows."""


def workbook() -> Path:
    """AHRQ's workbook.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    return package_folder("elixhauser_ahrq.data") / "CMR-Reference-File-v2026-1.xlsx"


def published_tables(path: Path) -> dict[Path, str]:
    """The text of each table as the workbook has it."""
    with ZipFile(path) as archive:
        texts = [_text(item) for item in fromstring(archive.read("xl/sharedStrings.xml"))]
        measures, diagnoses = (
            _rows(fromstring(archive.read(f"xl/worksheets/{sheet}.xml")), texts) for sheet in (_MEASURES, _DIAGNOSES)
        )
    return {MEASURES: "".join(_measures(measures)), DIAGNOSES: "".join(_diagnoses(diagnoses))}


def _measures(rows: list[list[str]]) -> Iterator[str]:
    yield "abbreviation\tpresent_on_admission\tdescription\n"
    for name, description, present in (row for row in rows[2:] if row[0].startswith("CMR_")):
        yield f"{name.removeprefix('CMR_')}\t{present}\t{description.strip()}\n"


def _diagnoses(rows: list[list[str]]) -> Iterator[str]:
    yield "code\tcomorbidities\n"
    columns = rows[1][_LEAD_COLUMNS:]
    for code, *cells in (row for row in rows[2:] if len(row) > _LEAD_COLUMNS):
        flags = zip(columns, cells[_LEAD_COLUMNS - 1 :], strict=True)
        yield f"{code}\t{' '.join(column for column, flag in flags if flag == '1')}\n"


def _rows(sheet: Element, texts: list[str]) -> list[list[str]]:
    return [
        [_cell(cell, texts) for cell in row if cell.tag == f"{_NAMESPACE}c"] for row in sheet.iter(f"{_NAMESPACE}row")
    ]


def _cell(cell: Element, texts: list[str]) -> str:
    value = cell.findtext(f"{_NAMESPACE}v", "")
    return texts[int(value)] if cell.get("t") == "s" else value


def _text(item: Element) -> str:
    whole = "".join(part.text or "" for part in item.iter(f"{_NAMESPACE}t"))
    return re.sub(r"\s+", " ", whole)


if __name__ == "__main__":
    for table, content in published_tables(workbook()).items():
        table.parent.mkdir(exist_ok=True)
        table.write_text(content, encoding="utf-8")
