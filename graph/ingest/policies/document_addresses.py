"""Where documents of the Medicare Coverage Database are published, as far as their number tells."""

import csv
from functools import cache

from graph.ingest.policies.coverage_database import document_address, national_address
from graph.model.source_files import ROOT

NATIONAL = ROOT / "data" / "policies" / "national-determinations.tsv"
"""National determinations by the section of the manual, with the number that the database gave each."""
_PREFIX = "NCD "


def published_address(number: str | None) -> str | None:
    """The address of a policy by its number; None where the number alone does not tell it.

    A number such as A52345 is of an article of the database as well as of many a plan's policy: it tells nothing.

    >>> published_address("L33577")
    'https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=33577'
    """
    if number is None or number.startswith("A"):
        return None
    return document_address(number) or _national_addresses().get(number.removeprefix(_PREFIX))


@cache
def _national_addresses() -> dict[str, str]:
    with NATIONAL.open(encoding="utf-8", newline="") as file:
        return {row["number"]: national_address(row["ncdid"]) for row in csv.DictReader(file, delimiter="\t")}
