"""The text of an HTML page between the bounds of blocks."""

from dataclasses import dataclass, field

from graph.ingest.pages.html_blocks import HtmlBlock, HtmlKind


@dataclass(slots=True)
class InlineText:
    """Text in `parts`, of which each begins on one of `lines` of the file."""

    parts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    is_bold: bool = True
    """Whether all of it is bold."""
    is_blank: bool = True
    """Whether it is white space alone."""

    def add(self, text: str, line: int, *, is_bold: bool) -> None:
        self.parts.append(text)
        self.lines.append(line)
        blank = not text.strip()
        self.is_bold = self.is_bold and (is_bold or blank)
        self.is_blank = self.is_blank and blank

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join("".join(self.parts).split())

    @property
    def line(self) -> int:
        """The line of the file with the first letter."""
        for part, line in zip(self.parts, self.lines, strict=True):
            if part.strip():
                return line + part[: len(part) - len(part.lstrip())].count("\n")
        return 1

    def preformatted(self) -> list[HtmlBlock]:
        """A block for each line, as it is; empty lines at both ends are left out."""
        rows: list[tuple[str, int]] = [("", 1)]
        for part, line in zip(self.parts, self.lines, strict=True):
            for offset, piece in enumerate(part.split("\n")):
                above = rows.pop() if not offset else ("", 1)
                rows.append((above[0] + piece, above[1] if above[0] else line + offset))
        filled = [index for index, (text, _) in enumerate(rows) if text.strip()]
        kept = rows[filled[0] : filled[-1] + 1] if filled else []
        return [HtmlBlock(HtmlKind.PREFORMATTED, " ".join(text.splitlines()).rstrip(), line) for text, line in kept]
