"""HCPCS Level II as CMS publishes it for its contractors (ANWEB): descriptions go on over several records.

RECID: 3 the first record of a code, 4 a further one, 7 and 8 the same of modifiers, which are not read. The text file
has records of 320 characters; positions (from 1) are 1-5 code, 6-10 sequence, 11 RECID, 12-91 long description, 92-119
short description, 230 coverage, 257-259 BETOS, 269-276 added, 277-284 last action, 285-292 ended. Further records can
end after the description.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.ingest.codes.hcpcs import HCPCS_CODE, HcpcsTable
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.files.text import open_text
from graph.model.findings import MalformedRow

_FIRST, _FURTHER, _MODIFIERS = "3", "4", ("7", "8")
_POSITIONS = {
    "hcpcs_code": slice(0, 5),
    "recid": slice(10, 11),
    "long_description": slice(11, 91),
    "short_description": slice(91, 119),
    "cov": slice(229, 230),
    "betos": slice(256, 259),
    "date_added": slice(268, 276),
    "date_action": slice(276, 284),
    "date_term": slice(284, 292),
}
_RECORD = re.compile(rf"(?:{HCPCS_CODE.pattern}|   [A-Z0-9]{{2}})\d{{5}}[3478]")
_SHORTEST = 293
"""Characters of a first record up to its action code, the last that every code has."""
_FURTHER_LENGTHS = (91, 320)


@dataclass(slots=True)
class HcpcsRecords(HcpcsTable):
    """The workbook saved as a table: one row a record."""

    columns: tuple[str, ...] = ("hcpcs_code", "seqnum", "recid", "long_description", "short_description")
    title: str = "HCPCS Level II (ANWEB)"

    def rows(self) -> Iterator[tuple[int, Row]]:
        yield from self._codes(TableSource.rows(self))

    def _codes(self, records: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
        """The records of each code as one, with the line of its first; modifiers are left out."""
        first: tuple[int, Row] | None = None
        description = list[str]()
        for line, record in records:
            code = record["hcpcs_code"]
            if record["recid"] == _FIRST:
                yield from _joined(first, description)
                first, description = (line, record), [record["long_description"]]
            elif record["recid"] == _FURTHER and first is not None and code in ("", first[1]["hcpcs_code"]):
                description.append(record["long_description"])
            elif record["recid"] not in _MODIFIERS:
                reason = f"it is no record of a code and goes on with none: '{code}', RECID '{record['recid']}'"
                self.findings.append(MalformedRow(str(self.path), line, reason=reason))
        yield from _joined(first, description)


def _joined(first: tuple[int, Row] | None, description: list[str]) -> Iterator[tuple[int, Row]]:
    if first is not None:
        line, record = first
        yield line, {**record, "long_description": " ".join(part for part in description if part)}


@dataclass(slots=True)
class HcpcsFixedWidth(HcpcsRecords):
    """The text file; lines before the first record are notice."""

    columns: tuple[str, ...] = ()

    @classmethod
    def claims_lines(cls, lines: list[str]) -> bool:
        return any(_RECORD.match(line) for line in lines)

    def rows(self) -> Iterator[tuple[int, Row]]:
        yield from self._codes(self._records())

    def _records(self) -> Iterator[tuple[int, Row]]:
        begun = False
        with open_text(self.path, self.findings) as file:
            for line, text in enumerate(file, 1):
                begun = begun or _RECORD.match(text) is not None
                if begun and text.strip("\x1a\r\n\t "):
                    if _is_cut(text):
                        self.findings.append(MalformedRow(str(self.path), line, reason="the record is cut short"))
                    yield line, {name: text[place].strip() for name, place in _POSITIONS.items()}


def _is_cut(text: str) -> bool:
    record = text.rstrip("\r\n")
    if record[_POSITIONS["recid"]] == _FIRST:
        return len(record) < _SHORTEST
    return record == text and len(record) not in _FURTHER_LENGTHS
