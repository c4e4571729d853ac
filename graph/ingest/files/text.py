"""The text of files as they are published: gzipped or not, in UTF-8, UTF-16 or Windows-1252, or a workbook."""

import codecs
import gzip
import io
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.ingest.files.regular_file import open_regular, too_large
from graph.ingest.files.workbook import is_workbook, workbook_as_csv
from graph.model.findings import SourceError, TooLarge, UndecodableText
from graph.model.limits import Limits

_HEAD = 1 << 16
_PIECE = 1 << 16
"""Bytes that are unpacked and decoded at a time."""
_LINE_END = re.compile(rb"[\r\n]")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_text(path: Path, findings: list[SourceError]) -> io.TextIOBase:
    """The text of a file, gzipped or not.

    Of a workbook it is the first sheet as CSV. A file that begins with a mark of UTF-16 is read as that. Where another
    one is not UTF-8, it is read as Windows-1252, and that is a finding.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more bytes, or a longer line, than is read.
    """
    if is_workbook(path):
        return io.StringIO(workbook_as_csv(path), newline="")
    with open_bytes(path) as raw:
        wide = raw.peek(2).startswith(_WIDE_MARKS)
        wrong = _first_wrong_line(raw, path)
    if wrong and not wide:
        findings.append(UndecodableText(str(path), wrong))
    encoding = "utf-16" if wide else "cp1252" if wrong else "utf-8-sig"
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, errors="replace", newline="")


def _first_wrong_line(raw: io.BufferedReader, path: Path) -> int | None:
    """The number of the first line that is not UTF-8; None where all are, up to where the file breaks off.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more bytes, or a longer line, than is read.
    """
    line, length, wrong = 1, 0, None
    decoder = codecs.getincrementaldecoder("utf-8")()
    with suppress(EOFError):  # Where it breaks off is found when its rows are read.
        while content := raw.read(_PIECE):
            first, length = _ends_of_lines(content, length)
            if max(first, length) > Limits.source_line:
                raise TooLarge(str(path), line, what="line of the file", maximum=Limits.source_line, unit="bytes")
            try:
                decoder.decode(content if wrong is None else b"")
            except UnicodeDecodeError as error:
                wrong = line + error.object.count(b"\n", 0, error.start)
            line += content.count(b"\n")
    return wrong


def _ends_of_lines(content: bytes, before: int) -> tuple[int, int]:
    """The bytes of the first line of a piece of a file, `before` of which came before it, and of what is begun last."""
    first, last = _LINE_END.search(content), max(content.rfind(b"\n"), content.rfind(b"\r"))
    if first is None:
        return 0, before + len(content)
    return before + first.start(), len(content) - last - 1


def open_bytes(path: Path) -> io.BufferedReader:
    """The bytes of a file, unpacked where its name ends in `.gz`.

    Raises:
        OSError: it cannot be read, or is no regular file.
        TooLarge: it has more bytes than are read, also where that shows only while it is unpacked.
    """
    file = open_regular(path, Limits.source_file, "official file")
    return io.BufferedReader(_Unpacked(path, file), _PIECE) if path.suffix == ".gz" else file


class _Unpacked(io.RawIOBase):
    """What a gzip file unpacks to, up to the limit: a small file can unpack to any size."""

    def __init__(self, path: Path, file: io.BufferedReader) -> None:
        self._path, self._packed, self._file, self._read = path, file, gzip.GzipFile(fileobj=file), 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        self._packed.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._file.read(len(buffer))
        except zlib.error as error:
            raise OSError(f"it is damaged: {error}") from error
        self._read += len(content)
        if self._read > Limits.source_file:
            raise too_large(self._path, Limits.source_file, "official file, unpacked")
        buffer[: len(content)] = content
        return len(content)


def head_of(path: Path) -> str:
    """The first 65,536 bytes of a file as text.

    Raises:
        OSError: it cannot be read, or is packed and no gzip file.
        EOFError: it is packed and breaks off at once.
    """
    if is_workbook(path):
        return workbook_as_csv(path)[:_HEAD]
    content = b""
    with open_bytes(path) as file:
        try:
            while len(content) < _HEAD and (more := file.read(1024)):
                content += more
        except EOFError:
            if not content:
                raise
    if content.startswith(_WIDE_MARKS):
        return content.decode("utf-16", errors="ignore")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=len(content) < _HEAD)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def titles_by_code(path: Path) -> dict[str, str]:
    """The titles of a table of the project's own: `code` and `title`, tab-separated, below a header."""
    rows = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {code: title for code, _, title in rows}
