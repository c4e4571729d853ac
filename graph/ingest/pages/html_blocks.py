"""The blocks of an HTML page: headings, list items, paragraphs, preformatted lines; and those of its tables."""

from dataclasses import dataclass
from enum import StrEnum

from graph.ingest.pages.headings import heading_key


class HtmlKind(StrEnum):
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    PREFORMATTED = "preformatted"


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block as it is rendered: `marker` and `text`; `line` counts from 1 in the file."""

    kind: HtmlKind
    text: str
    line: int
    marker: str = ""

    @property
    def rendered(self) -> str:
        return self.marker + self.text


@dataclass(slots=True)
class Cell:
    """A cell of a table, or a term or definition of a description list."""

    is_header: bool
    blocks: list[HtmlBlock]


def paragraph(text: str, line: int) -> HtmlBlock:
    return HtmlBlock(HtmlKind.PARAGRAPH, text, line)


def bullet(text: str, line: int) -> HtmlBlock:
    return HtmlBlock(HtmlKind.ITEM, text, line, "  • ")


def heading(text: str, line: int, level: int) -> HtmlBlock:
    """A heading; below the second level with a colon, as the plain layout writes sub-headings."""
    ended = text if level <= 2 or text.endswith((":", ".", "?", "!")) else f"{text}:"
    return HtmlBlock(HtmlKind.HEADING, ended, line, f"{'#' * level} ")


def table_blocks(rows: list[list[Cell]], *, is_list: bool) -> list[HtmlBlock]:
    """The rows of a table: entries of one column are items, cells side by side are 'first: second'.

    A row of a description list (`is_list`) is an item even where it is the only one. A table that has the headings
    of sections in its first column is the page itself.
    """
    filled = [cells for row in rows if (cells := [cell for cell in row if cell.blocks])]
    sections = len(filled) > 1 and all(len(row) > 1 and _names_section(row[0]) for row in filled)
    return [block for row in filled for block in _row_blocks(row, listed=is_list or len(filled) > 1, sections=sections)]


def _row_blocks(row: list[Cell], *, listed: bool, sections: bool) -> list[HtmlBlock]:
    first, *rest = row
    plain = all(block.kind is HtmlKind.PARAGRAPH for cell in row for block in cell.blocks)
    if sections or (rest and not plain and _names_section(first)):
        title = heading(first.blocks[0].text, first.blocks[0].line, 2)
        return [title, *(block for cell in rest for block in cell.blocks)]
    if not plain or (not rest and len(first.blocks) > 1):
        return [block for cell in row for block in cell.blocks]
    words = (" ".join(block.text for block in cell.blocks).rstrip(":") for cell in row)
    text, line = ": ".join(words), first.blocks[0].line
    entry = listed and not all(cell.is_header for cell in row) and not _names_section(first)
    return [bullet(text, line) if entry else paragraph(text, line)]


def _names_section(cell: Cell) -> bool:
    return len(cell.blocks) == 1 and heading_key(cell.blocks[0].text) is not None
