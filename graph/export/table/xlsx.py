"""Tables as XLSX: one sheet, its first line frozen; texts are cells of text, never formulas, numbers or links.

The parts of the smallest workbook that ECMA-376 (Office Open XML) allows, the sheet written row by row into the zip: a
library would hold the table on disk before the first byte is sent (see decision 035).
"""

import re
from collections.abc import Iterator, Sequence

from graph.export.chunk_encoder import encode_chunks
from graph.export.table.table import Cell, Column, ColumnType, Row, Table
from graph.export.xml_text import HEAD, escape_content
from graph.export.zip_stream import Member, stream_zip
from graph.model.errors import ExportError, InvalidArgument

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Of a sheet, the line of names included: 'Excel specifications and limits' on support.microsoft.com."""
MAX_CHARACTERS = 32_767
"""Of a cell, by the same source, in units of UTF-16."""
_TAKE_LESS = "take csv, tsv or parquet, or select less"
_TEXT_STYLE = 1
"""The place in `cellXfs` of the number format 49, `@`: a code that somebody edits stays a text, too."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that a reader would take for the beginning of a character's number (ECMA-376 part 1, 22.9.2.19)."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = f"""{HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>"""
_RELATIONS = f"""{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_DOCUMENT}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
_WORKBOOK_RELATIONS = f"""{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_DOCUMENT}/relationships/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{_DOCUMENT}/relationships/styles" Target="styles.xml"/></Relationships>"""
_WORKBOOK = f"""{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}/relationships">\
<sheets><sheet name="table" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_STYLES = f"""{HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">\
<xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_SHEET_START = f"""{HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"""
_SHEET_END = "</sheetData></worksheet>"


def write_xlsx(table: Table) -> Iterator[bytes]:
    """The table as a workbook of one sheet.

    Raises:
        InvalidArgument: a sheet cannot hold so many rows or columns.
        ExportError: it is longer than 2 GB, which no sheet may be: Excel does not read zips with longer members.
    """
    if table.row_count >= MAX_ROWS or len(table.columns) > MAX_COLUMNS:
        problem = f"a sheet has at most {MAX_ROWS - 1:,} rows and {MAX_COLUMNS:,} columns beside its line of names"
        size = f"this table has {table.row_count:,} and {len(table.columns):,}"
        raise InvalidArgument(argument="as", problem=f"{problem}, {size}: {_TAKE_LESS}")
    parts: list[Member] = [
        ("[Content_Types].xml", [_CONTENT_TYPES.encode()]),
        ("_rels/.rels", [_RELATIONS.encode()]),
        ("xl/workbook.xml", [_WORKBOOK.encode()]),
        ("xl/_rels/workbook.xml.rels", [_WORKBOOK_RELATIONS.encode()]),
        ("xl/styles.xml", [_STYLES.encode()]),
        ("xl/worksheets/sheet1.xml", encode_chunks(_sheet(table))),
    ]
    try:
        yield from stream_zip(parts, zip64=False)
    except RuntimeError as error:
        raise ExportError(problem=f"the sheet is too long for a workbook: {_TAKE_LESS}") from error


def _sheet(table: Table) -> Iterator[str]:
    letters = [_letters(place) for place in range(len(table.columns))]
    yield _SHEET_START
    names = tuple(column.name for column in table.columns)
    yield _row(1, names, [Column(name) for name in names], letters)
    for number, row in enumerate(table.rows, 2):
        yield _row(number, row, table.columns, letters)
    yield _SHEET_END


def _row(number: int, row: Row, columns: Sequence[Column], letters: Sequence[str]) -> str:
    cells = [
        _cell(f"{place}{number}", value, column.type)
        for place, value, column in zip(letters, row, columns, strict=True)
        if value is not None
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Cell, declared: ColumnType) -> str:
    if declared is ColumnType.TEXT:
        text = escape_content(_ESCAPE.sub("_x005F_", _shortened(str(value))))
        return f'<c r="{place}" s="{_TEXT_STYLE}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if declared is ColumnType.BOOLEAN:
        return f'<c r="{place}" t="b"><v>{int(bool(value))}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _shortened(text: str) -> str:
    """As much of the beginning of a text as a cell holds."""
    if 2 * len(text) <= MAX_CHARACTERS:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * MAX_CHARACTERS]
    return units.decode("utf-16-le", "ignore")


def _letters(place: int) -> str:
    """The name of a column by its place from 0: `A` to `Z`, then `AA`.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        text = chr(ord("A") + letter) + text
    return text
