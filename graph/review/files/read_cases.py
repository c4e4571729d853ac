"""Reads a file of cases by what it is: JSON, a table, or an X12 837 claim."""

import codecs
from pathlib import Path

from graph.model.findings import MalformedFile, SourceError, UndecodableText
from graph.review.files.case_csv import read_csv
from graph.review.files.case_in_file import CasesOrFindings
from graph.review.files.case_json import read_json
from graph.review.files.claim_837 import read_837

_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; that of UTF-32 (little-endian) begins with that of UTF-16, so it comes first."""


def read_cases(path: Path) -> CasesOrFindings:
    """The cases of a file, and findings about what of it could not be read; the good part is never lost."""
    try:
        content = path.read_bytes()
    except OSError as error:
        yield MalformedFile(str(path), reason=error.strerror or type(error).__name__)
        return
    text, findings = _decoded(content, str(path))
    yield from findings
    start = text.lstrip()
    if start.startswith("ISA"):
        yield from read_837(str(path), start)
    elif start.startswith(("{", "[")):
        yield from read_json(str(path), text)
    else:
        yield from read_csv(str(path), text)


def _decoded(content: bytes, path: str) -> tuple[str, list[SourceError]]:
    """The text: UTF-16 or UTF-32 by their byte order mark, else UTF-8, else Windows-1252, which is a finding."""
    encoding = next((name for mark, name in _WIDE.items() if content.startswith(mark)), "utf-8-sig")
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            reason = f"not all of it is {encoding.upper()}; there stands U+FFFD for what is not"
            return content.decode(encoding, errors="replace"), [MalformedFile(path, reason=reason)]
        line = content.count(b"\n", 0, error.start) + 1
        return content.decode("cp1252", errors="replace"), [UndecodableText(path, line)]
