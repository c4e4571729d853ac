"""Official files that are recognised and not read: a finding names their kind, and what is read in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.ingest.files.header import HeaderFinder
from graph.model.findings import UnrecognisedFile

_TABULAR = "the tabular list of ICD-10-CM, an XML"
_TABLES = "the tables of ICD-10-PCS, an XML"
_LEVEL_2 = "HCPCS Level II, the ANWEB file"


@dataclass(frozen=True, slots=True)
class UnreadKind:
    """A kind of file by the columns of its header, or by what several of its lines, or its beginning, look like."""

    name: str
    instead: str = ""
    columns: Sequence[str] = ()
    line: str = ""
    """What lines match from their beginning: most of those that are not blank."""
    start: str = ""
    """What stands in the first lines."""

    def claims(self, head: str) -> bool:
        if self.columns:
            return HeaderFinder(self.columns, {}).find(head) is not None
        if self.start:
            return re.search(self.start, head[:_START]) is not None
        lines = [line for line in head.splitlines()[:_LINES] if line.strip()]
        return sum(1 for line in lines if re.match(self.line, line)) * 2 > len(lines) > 0


_START = 2000
_LINES = 100
_ICD10CM = r"[A-TV-Z]\d[0-9A-Z]{1,5}|QA[0-9A-Z]{1,5}"
_ICD10PCS = r"[0-9A-HJ-NP-Z]{3}(?:[0-9A-HJ-NP-Z]{4})?"

UNREAD_KINDS = (
    UnreadKind(
        "Excel workbook or other archive", "the sheet saved as CSV", start=r"\A(?:PK\x03\x04|\xd0\xcf\x11\xe0|ÐÏ\x11à)"
    ),
    UnreadKind(
        "changes of an index of ICD-10-CM (addenda)",
        "the whole index, an XML",
        start=r"<ICD10CM\.(?:index|table)\b[^>]*isAddenda\s*=\s*['\"]true",
    ),
    UnreadKind(
        "index of ICD-10-CM without title or heads",
        "the index as the CDC publishes it",
        start=r"<ICD10CM\.(?:index|table)\b",
    ),
    UnreadKind("definitions of ICD-10-PCS", _TABLES, start=r"<ICD10PCS\.definitions\b"),
    UnreadKind("XML schema", start=r"<(?:xs|xsd):schema\b"),
    UnreadKind("NCCI changes of a quarter", columns=("Column 1", "Column 2", "Modifier Indicator")),
    UnreadKind("OPPS payment by code (Addendum A or B)", columns=("HCPCS Code", "Short Descriptor", "SI", "APC")),
    UnreadKind("OPPS status indicators (Addendum D1)", columns=("Status Indicator", "Item/Code/Service")),
    UnreadKind("physician fee schedule, payment amounts", "its relative value file", line=r'"20\d\d","\d{5}","\d\d","'),
    UnreadKind("codes exempt from present on admission", columns=("POAexemptCode", "Description")),
    UnreadKind("ICD-10-CM to HCC mapping", columns=("Diagnosis Code", "Description", "CMS-HCC Model Category V28")),
    UnreadKind("ICD-10-CM to HCC mapping of the software", line=rf"(?:{_ICD10CM})\t\s*\d{{1,3}}\t"),
    UnreadKind("ICD-10-CM code titles, order file", _TABULAR, line=rf"\d{{5}} (?:{_ICD10CM}) +[01] \S"),
    UnreadKind("ICD-10-PCS code titles, order file", _TABLES, line=rf"\d{{5}} {_ICD10PCS} +[01] \S"),
    UnreadKind("ICD-10-CM code titles", _TABULAR, line=rf"(?=.{{7}} \S)(?:{_ICD10CM}) +[A-Z0-9]"),
    UnreadKind("ICD-10-PCS code titles", _TABLES, line=r"[0-9A-HJ-NP-Z]{7} [A-Z]"),
    UnreadKind(
        "addenda of ICD-10 without changes of codes",
        f"{_TABULAR}; {_TABLES}",
        start=r"codes in icd10\w+\.txt|\b\d+ additions|headers in icd10|(?m:^(?:Row|Main|Term|Includes)\s+Add\b)",
    ),
    UnreadKind("CCS labels", columns=("MULTI-LEVEL ICD-10-CM CCS CATEGORY",)),
    UnreadKind("CCS labels", columns=("MULTI-LEVEL ICD-10-PCS CCS CATEGORY",)),
    UnreadKind("CCSR categories", columns=("'ICD-10-CM CODE'", "'ICD-10-CM CODE DESCRIPTION'")),
    UnreadKind("utilization flags", columns=("SAS NAME", "Utilization Flag", "UB04 Code")),
    UnreadKind("HCPCS corrections", _LEVEL_2, start=r"HCPCS CORRECTIONS"),
    UnreadKind("HCPCS changes by code", _LEVEL_2, start=r"\AHCPCS/Modifier Code\s*Type of Change"),
    UnreadKind("HCPCS codes not otherwise classified", _LEVEL_2, start=r"\A\s*NOC CODES"),
    UnreadKind("HCPCS processing notes", _LEVEL_2, start=r"\A\s*PROCESSING NOTES"),
    UnreadKind("HCPCS record layout", _LEVEL_2, start=r"CMS RIF REPORT"),
)


def unread_kind(path: str, head: str) -> UnrecognisedFile:
    """The finding about a file that no reader reads, with the kind that it is of, if that is known."""
    kind = next((kind for kind in UNREAD_KINDS if kind.claims(head)), None)
    if kind is None:
        return UnrecognisedFile(path)
    if not kind.instead:
        return UnrecognisedFile(path, kind=kind.name)
    return UnrecognisedFile(path, kind=kind.name, read_instead=kind.instead)
