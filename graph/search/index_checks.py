"""Whether the files of an index are what a build writes, checked before they are mapped.

tantivy ends each of its files with a footer: a JSON object with the CRC-32 of what stands before it, the length of the
object and a mark, both 32-bit and little-endian (`directory/footer.rs` of tantivy). It looks at them only when asked
to, and panics over what it cannot read.
"""

import zlib
from pathlib import Path
from typing import Any

import orjson

from graph.search.segments import META, NUMBERS

BESIDE = "words.json"
"""The file beside those of tantivy: words with their counts, and what expressions mean."""
_COUNTED = {"official", "expressions"}
_MARK = 1337
_FOOTER = 8
"""Bytes of the length and the mark."""


def check_index_files(folder: Path) -> dict[str, Any]:
    """Check all files of an index; what lies beside those of tantivy.

    Raises:
        OSError: one cannot be read.
        ValueError: one is not what a build writes; the message names it.
    """
    for path in sorted(folder.glob("[!.]*")):
        if path.name not in (BESIDE, META, NUMBERS):
            _check_footer(path)
    return _beside(folder / BESIDE)


def _check_footer(path: Path) -> None:
    data = memoryview(path.read_bytes())
    length, mark = (int.from_bytes(data[at : at + 4 or None], "little") for at in (-_FOOTER, -4))
    end = len(data) - _FOOTER - length
    if mark != _MARK or end < 0:
        raise ValueError(f"{path.name} has no footer")
    footer = orjson.loads(data[end:-_FOOTER])
    if not isinstance(footer, dict) or footer.get("crc") != zlib.crc32(data[:end]):
        raise ValueError(f"{path.name} is damaged: its checksum is not that of its footer")


def _beside(path: Path) -> dict[str, Any]:
    found = orjson.loads(path.read_bytes())
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} is not an object")
    words, meanings, abbreviations = (found.get(name) for name in ("words", "meanings", "abbreviations"))
    if not isinstance(words, dict) or words.keys() != _COUNTED or not all(map(_are_counts, words.values())):
        raise ValueError(f"`words` of {path.name} are not counts")
    if not isinstance(meanings, dict) or not all(map(_are_texts, meanings.values())):
        raise ValueError(f"`meanings` of {path.name} are not lists of texts")
    if not _are_counts(abbreviations):
        raise ValueError(f"`abbreviations` of {path.name} are not counts")
    return found


def _are_counts(value: object) -> bool:
    return isinstance(value, dict) and all(type(count) is int for count in value.values())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
