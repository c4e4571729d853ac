"""The lines of a list item: where a line goes on, is what a label says, or is an entry of its own."""

import re
from dataclasses import dataclass

from graph.ingest.pages.html_blocks import HtmlBlock, HtmlKind, bullet, paragraph

_OWN_BULLET = re.compile(r"(?:[•◦▪▫●○■□✓✔➢➤►·]|\[[ xX]\]\s)\s*(?=\S)")
_GOES_ON = re.compile(r"[a-z(,;:)]")


@dataclass(slots=True)
class OpenItem:
    """An item that is being read: its marker until it is written, and where its last line stands among the blocks."""

    marker: str
    last: int | None = None
    labelled: bool = False


def add_line(blocks: list[HtmlBlock], item: OpenItem, text: str, line: int, *, is_bold: bool) -> None:
    """Add a line of an item to the blocks; its first gets the marker of the item."""
    text = _without_bullet(text)
    if item.last is None:
        blocks.append(HtmlBlock(HtmlKind.ITEM, text, line, item.marker))
        item.labelled = is_bold
    elif item.last == len(blocks) - 1 and (joined := _joined(blocks[-1].text, text, labelled=item.labelled)):
        above = blocks[-1]
        blocks[-1] = HtmlBlock(above.kind, joined, above.line, above.marker)
        return
    else:
        blocks.append(bullet(text, line))
        item.labelled = is_bold
    item.last = len(blocks) - 1


def add_loose_text(blocks: list[HtmlBlock], text: str, line: int) -> None:
    """Add text that stands in a list but in no item: an entry, or a line that leads into the entries."""
    blocks.append(paragraph(text, line) if text.endswith(":") else bullet(_without_bullet(text), line))


def _without_bullet(text: str) -> str:
    """A line without a bullet or box of its own; the item has its marker."""
    match = _OWN_BULLET.match(text)
    return text[match.end() :] if match else text


def _joined(above: str, text: str, *, labelled: bool) -> str | None:
    """Both lines as one, where the second belongs to the first: 'Fasting' and 'Nothing is eaten for 6 hours.'."""
    ends = above.endswith((".", "!", "?"))
    if above.endswith((":", ",", ";")) or (_GOES_ON.match(text) and not ends) or (labelled and ": " in above):
        return f"{above} {text}"
    explains = text.endswith((".", "!", "?")) and not ends
    return f"{above.rstrip(' :')}: {text}" if labelled or explains else None
