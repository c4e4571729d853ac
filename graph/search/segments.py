"""The segments of an index on disk: one upon another, each under a name that says which it is.

tantivy gives segments random names and reads them in the order of these; so that an index is the same for the same
entries, and what is uppermost comes first, they get names that count downwards. `meta.json` names the segments of an
index with how many entries each has; a segment is files of its name, `<segment>.<part>`, and where entries of it were
deleted, `<segment>.<operation>.del`. A segment of which all entries are deleted is none any more: tantivy drops it.
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
    """Copy an index, by links where the file system has them: tantivy never writes to a file that it has written.

    Raises:
        OSError: it is gone, or cannot be copied.
    """
    names = _names(_meta(folder))
    for path in folder.glob("[!.]*"):
        if path.name == META or path.name.partition(".")[0] in names:
            try:
                os.link(path, to / path.name)
            except OSError:
                shutil.copyfile(path, to / path.name)


def name_segments(folder: Path, below: Path | None = None) -> None:
    """Give the segment that was written last its name: one below all of those of the index that it stands upon."""
    meta = _meta(folder)
    known = _names(_meta(below)) if below else []
    _remove_dropped(folder, meta)
    for segment in meta["segments"]:
        old = segment["segment_id"].replace("-", "")
        if old not in known:
            new = f"{min((int(name, 16) for name in known), default=_MOST + 1) - 1:032x}"
            _move_segment(old, folder, new, folder)
            segment["segment_id"] = _dashed(new)
    meta["segments"].sort(key=lambda segment: segment["segment_id"])
    _write_meta(folder, meta)
    (folder / ".managed.json").unlink(missing_ok=True)  # It has the old names.


def add_segments(folder: Path, others: Sequence[Path]) -> None:
    """Take the only segment of each of other indexes to the only one of an index, after which they come in order."""
    meta, last = _meta(folder), f"{_MOST:032x}"
    (own,) = meta["segments"]
    for number, other in enumerate((folder, *others), _MOST - len(others)):
        (segment,) = (own,) if other == folder else _meta(other)["segments"]
        name = f"{number:032x}"
        if (other, name) != (folder, last):
            _move_segment(last, other, name, folder)
        segment["segment_id"] = _dashed(name)
        if other != folder:
            meta["segments"].append(segment)
    _write_meta(folder, meta)


def _move_segment(name: str, folder: Path, to_name: str, to: Path) -> None:
    """Move the files of a segment of a folder into a folder, under another name."""
    for path in list(folder.glob(f"{name}.*")):
        path.rename(to / path.name.replace(name, to_name, 1))


def _remove_dropped(folder: Path, meta: dict[str, Any]) -> None:
    """Remove what segments that are dropped have left, and deletions that others have taken the place of."""
    current = {
        f"{name}.{segment['deletes']['opstamp']}.del"
        for name, segment in zip(_names(meta), meta["segments"], strict=True)
        if segment["deletes"]
    }
    names = set(_names(meta))
    for path in folder.glob("[0-9a-f]*.*"):
        name = path.name.partition(".")[0]
        is_of_segment = len(name) == len(f"{0:032x}")
        if is_of_segment and (name not in names or (path.suffix == ".del" and path.name not in current)):
            path.unlink()


def segment_lengths(folder: Path) -> dict[str, int]:
    """How many entries each segment has, deleted ones among them, by name in the order in which tantivy reads them."""
    meta = _meta(folder)
    return dict(sorted(zip(_names(meta), (int(segment["max_doc"]) for segment in meta["segments"]), strict=True)))


def kept_numbers(below: Path, folder: Path, numbers: Sequence[int]) -> Sequence[int]:
    """Of the numbers of the entries of an index below, those of the segments that the one upon it still has."""
    kept, found, start = segment_lengths(folder), list[int](), 0
    for name, length in segment_lengths(below).items():
        found.extend(numbers[start : start + length] if name in kept else ())
        start += length
    return found


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
    *starts, count = accumulate(segment_lengths(folder).values(), initial=0)
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
