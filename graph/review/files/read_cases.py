"""Reads a file of cases by what it is: JSON, a table, or an X12 837 claim."""

from pathlib import Path

from graph.model.errors import MalformedFile
from graph.review.files.case_csv import read_csv
from graph.review.files.case_in_file import CasesOrFindings
from graph.review.files.case_json import read_json
from graph.review.files.claim_837 import read_837


def read_cases(path: Path) -> CasesOrFindings:
    """The cases of a file, and findings about what of it could not be read; the good part is never lost."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        yield MalformedFile(str(path), reason=str(error))
        return
    start = text.lstrip()
    if start.startswith("ISA"):
        yield from read_837(str(path), start)
    elif start.startswith(("{", "[")):
        yield from read_json(str(path), text)
    else:
        yield from read_csv(str(path), text)
