"""Excel workbooks (.xlsx) as the CSV that a user gets who saves their first sheet: all tables can come so.

Office Open XML (ECMA-376): a ZIP archive with `xl/worksheets/sheet1.xml`, whose cells are numbers, texts, or places in
`xl/sharedStrings.xml`; a number is a date where the format of its style says so, counted in days from 1899-12-30. Dates
are written YYYY-MM-DD. Workbooks that count from 1904 (old ones of the Macintosh) are not known among official files.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from graph.ingest.files.regular_file import open_regular, too_large
from graph.model.limits import Limits

_ZIP = b"PK\x03\x04"
_SHEET, _STRINGS, _STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATE_FORMATS = frozenset((*range(14, 18), 22))
"""The numbers of the built-in formats of dates."""
_LITERAL = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.')
_EPOCH = date(1899, 12, 30)
_WRONG_CONTENT = (KeyError, ValueError, IndexError, TypeError, OverflowError, RuntimeError, EOFError)
"""What is raised for cells that are not what they should be, and for parts that are encrypted or packed otherwise."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet, by Excel's own limits: a cell may say that it stands anywhere."""
_REMEMBERED = 4
Row = list[str]


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its content.

    Raises:
        OSError: it cannot be read.
    """
    with open_regular(path, Limits.source_file, "official file") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _SHEET in archive.namelist()
    except zipfile.BadZipFile:
        return False


@lru_cache(_REMEMBERED)
def _sheet(path: Path, changed: int) -> str:
    """The first sheet as CSV; `changed` tells apart what a file was at different times."""
    with zipfile.ZipFile(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > Limits.source_file:
            raise too_large(path, Limits.source_file, "workbook, unpacked")
        text = io.StringIO(newline="")
        csv.writer(text).writerows(_rows(archive))
    return text.getvalue()


def workbook_as_csv(path: Path) -> str:
    """The first sheet of a workbook as CSV.

    Raises:
        OSError: it cannot be read, or breaks off.
    """
    try:
        return _sheet(path, path.stat().st_mtime_ns)
    except (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, *_WRONG_CONTENT) as error:
        raise OSError(f"the workbook cannot be read: {error}") from error


def _rows(archive: zipfile.ZipFile) -> Iterator[Row]:
    strings, dates = _shared_strings(archive), _date_styles(archive)
    last = 0
    with archive.open(_SHEET) as sheet:
        for _, element in iterparse(sheet, events=("end",), forbid_dtd=True):
            if element.tag == f"{_SPACE}row":
                number = int(element.get("r", last + 1))
                if not last < number <= _MOST_ROWS:
                    raise ValueError(f"row {number} does not follow row {last}")
                yield from ([] for _ in range(last + 1, number))
                yield _cells(element, strings, dates)
                last = number
                element.clear()


def _cells(row: Element, strings: Sequence[str], dates: frozenset[int]) -> Row:
    found = Row()
    for cell in row.iter(f"{_SPACE}c"):
        place = _column(cell.get("r", "")) if cell.get("r") else len(found)
        if not 0 <= place < _MOST_COLUMNS:
            raise ValueError(f"there is no column {cell.get('r')}")
        found.extend([""] * (place + 1 - len(found)))
        found[place] = _value(cell, strings, dates)
    return found


def _column(reference: str) -> int:
    """The place of a column by the letters of a cell, as in 'AB12'.

    >>> _column("A1"), _column("AB12")
    (0, 27)
    """
    place = 0
    for letter in reference.rstrip("0123456789"):
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: Element, strings: Sequence[str], dates: frozenset[int]) -> str:
    text = cell.findtext(f"{_SPACE}v") or ""
    match cell.get("t"):
        case "s":
            return strings[int(text)]
        case "inlineStr":
            return "".join(item.text or "" for item in cell.iter(f"{_SPACE}t"))
        case None | "n" if text and int(cell.get("s", 0)) in dates:
            return (_EPOCH + timedelta(days=int(float(text)))).isoformat()
        case _:
            return text


def _shared_strings(archive: zipfile.ZipFile) -> Sequence[str]:
    if _STRINGS not in archive.namelist():
        return ()
    items = fromstring(archive.read(_STRINGS), forbid_dtd=True).iter(f"{_SPACE}si")
    return ["".join(text.text or "" for text in item.iter(f"{_SPACE}t")) for item in items]


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The styles whose numbers are dates."""
    if _STYLES not in archive.namelist():
        return frozenset()
    styles = fromstring(archive.read(_STYLES), forbid_dtd=True)
    own = {int(item.get("numFmtId", 0)): item.get("formatCode", "") for item in styles.iter(f"{_SPACE}numFmt")}
    formats = styles.find(f"{_SPACE}cellXfs")
    used = [int(item.get("numFmtId", 0)) for item in (formats if formats is not None else ())]
    return frozenset(
        place for place, number in enumerate(used) if number in _DATE_FORMATS or _says_date(own.get(number))
    )


def _says_date(code: str | None) -> bool:
    """Whether a format has years or days among its signs."""
    return code is not None and re.search(r"[yd]", _LITERAL.sub("", code), re.IGNORECASE) is not None
