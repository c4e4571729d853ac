"""CMS's own files of risk adjustment: the mapping as it is published, and the software that `hccpy` has a copy of."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.ingest.codes.risk.models import RiskModel
from graph.model.source_files import package_folder

Pairs = set[tuple[str, str]]
_TITLE = re.compile(r"(CMS-HCC ESRD|CMS-HCC|RxHCC) Model Category (V\d\d)")
_PREFIX = {"CMS-HCC ESRD": "ESRD-", "RxHCC": "RX-"}
_SOFTWARE = {
    "v28": ("V28115H1.TXT", "V28115L3.TXT", "V28hcccoefn.csv"),
    "v24": ("V24H86H1.TXT", "V24H86L1.TXT", "V24hcccoefn.csv"),
    "v22": ("V22H79H1.TXT", "V22H79L1.TXT", "V22hcccoefn.csv"),
    "esrd_v24": ("V24H86H1.TXT", "V24H86L1.TXT", ""),
    "esrd_v21": ("V20H87H1.txt", "V20H87L1.txt", "ESRDhcccoefn.csv"),
}
"""By model the macro of hierarchies, that of labels, and the table of coefficients; those of Part D are not there."""


def published_mapping(path: Path) -> Mapping[str, Pairs]:
    """By the prefix of a model, the codes without points and their categories, as 'ICD-10-CM Mappings' have them."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    start = next(place for place, row in enumerate(rows) if row and row[0].startswith("Diagnosis"))
    titles = [_TITLE.fullmatch(" ".join(title.split())) for title in rows[start]]
    found = defaultdict[str, Pairs](set)
    for row in rows[start + 1 :]:
        for title, cell in zip(titles, row, strict=False):
            if title and cell.strip().isdigit():
                found[_PREFIX.get(title[1], "") + title[2]].add((row[0].strip(), cell.strip()))
    return found


def has_software(model: RiskModel, *, coefficients: bool = False) -> bool:
    """Whether there are macros of a model, or its table of coefficients."""
    return bool(_SOFTWARE.get(model.key, ("", "", ""))[2 if coefficients else 0])


def hierarchy(model: RiskModel) -> Pairs:
    """Each category and those that it trumps: `%SET0(CC=35, HIER=%STR(36, 37, 38))`."""
    return set(_imposed(_text(model, 0)))


def _imposed(macro: str) -> Iterator[tuple[str, str]]:
    for parent, children in re.findall(r"%SET0\(CC=\s*(\d+)\s*,\s*HIER=%STR\(([^)]*)\)", macro):
        yield from ((parent, child) for child in re.findall(r"\d+", children))


def labels(model: RiskModel) -> Mapping[str, str]:
    """The label of each category by its CURIE, with single spaces."""
    lines = re.findall(r'^\s*(HCC\d+)\s*=\s*"([^"]*)"', _text(model, 1), re.MULTILINE | re.IGNORECASE)
    return {model.category(number): " ".join(label.split()) for number, label in lines}


def coefficients(model: RiskModel) -> Mapping[str, float]:
    """The coefficients by their names in capitals."""
    titles, values, *_ = csv.reader(_text(model, 2).splitlines())
    return dict(zip([title.upper() for title in titles], map(float, values), strict=True))


def _text(model: RiskModel, place: int) -> str:
    return (package_folder("hccpy.data") / _SOFTWARE[model.key][place]).read_text(encoding="cp1252")
