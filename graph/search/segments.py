"""The segments of an index on disk: one upon another, each under a name that says which it is.

tantivy gives segments random names and reads them in the order of these; so that an index is the same for the same
entries, and what is uppermost comes first, they get names that count downwards. `meta.json` names the segments of an
index with how many entries each has; a segment is files of its name, `<segment>.<part>`, and where entries of it were
deleted, `<segment>.<operation>.del`.
"""

import os
import shutil
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

META = "meta.json"
NUMBERS = "numbers.npy"
"""The file beside those of tantivy that has the number of the node of each entry, segment by segment; uint32."""
_MOST = 0xFFFF
"""Segments that an index can have; each layer of a graph has one."""


def copy_segments(folder: Path, to: Path) -> None:
    """Copy an index, by links where the file system has them: tantivy never writes to a file that it has written."""
    for path in folder.glob("[!.]*"):
        if path.name == META or path.name.partition(".")[0] in _names(_meta(folder)):
            try:
                os.link(path, to / path.name)
            except OSError:
                shutil.copyfile(path, to / path.name)


def name_segments(folder: Path) -> None:
    """Give the segment that was written last its name."""
    meta = _meta(folder)
    known = sorted(name for name in _names(meta) if name.startswith("0" * 28))
    for segment in meta["segments"]:
        old = segment["segment_id"].replace("-", "")
        if old not in known:
            new = f"{_MOST - len(known):032x}"
            for path in list(folder.glob(f"{old}.*")):
                path.rename(folder / path.name.replace(old, new, 1))
            segment["segment_id"] = _dashed(new)
    meta["segments"].sort(key=lambda segment: segment["segment_id"])
    _write_meta(folder, meta)
    (folder / ".managed.json").unlink(missing_ok=True)  # It has the old names.


def add_segment(folder: Path, other: Path) -> None:
    """Take the only segment of another index to the only one of an index, after which it comes."""
    meta, (added,) = _meta(folder), _meta(other)["segments"]
    (own,) = meta["segments"]
    first, last = f"{_MOST - 1:032x}", f"{_MOST:032x}"
    for path in list(folder.glob(f"{last}.*")):
        path.rename(folder / path.name.replace(last, first, 1))
    for path in list(other.glob(f"{last}.*")):
        path.rename(folder / path.name)
    own["segment_id"] = _dashed(first)
    meta["segments"] = [own, added]
    _write_meta(folder, meta)


def segment_lengths(folder: Path) -> Sequence[int]:
    """How many entries each segment has, deleted ones among them, in the order in which tantivy reads segments."""
    segments = sorted(_meta(folder)["segments"], key=lambda segment: str(segment["segment_id"]))
    return [int(segment["max_doc"]) for segment in segments]


def write_numbers(folder: Path, numbers: Sequence[int]) -> None:
    """Write the numbers of the nodes of all entries."""
    np.save(folder / NUMBERS, np.asarray(numbers, dtype=np.uint32))


def read_numbers(folder: Path) -> tuple[npt.NDArray[np.uint32], Sequence[int]]:
    """The numbers of the nodes of all entries, and where those of each segment begin.

    Raises:
        ValueError: there are not as many as entries, or the file is no array of numbers.
    """
    numbers = np.load(folder / NUMBERS, allow_pickle=False)
    if numbers.dtype != np.uint32 or numbers.ndim != 1:
        raise ValueError(f"{NUMBERS} is no array of numbers")
    *starts, count = accumulate(segment_lengths(folder), initial=0)
    if count != len(numbers):
        raise ValueError(f"there are {count} entries, and {len(numbers)} numbers of nodes")
    return numbers, starts


def _write_meta(folder: Path, meta: dict[str, Any]) -> None:
    part = folder / f".{META}"
    part.write_bytes(orjson.dumps(meta, option=orjson.OPT_INDENT_2))
    part.replace(folder / META)


def _meta(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = orjson.loads((folder / META).read_bytes())
    return meta


def _names(meta: dict[str, Any]) -> list[str]:
    return [segment["segment_id"].replace("-", "") for segment in meta["segments"]]


def _dashed(name: str) -> str:
    """A name as a UUID is written."""
    return "-".join([name[:8], name[8:12], name[12:16], name[16:20], name[20:]])
