"""Whether arenas hold whole records: as many values each as its kind has, each ended (see `graph.storage.record`)."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from graph.storage.columns import END, Array

Int64Array = npt.NDArray[np.int64]
_BLOCK = 1 << 17
"""Bytes of records at a time, so that what is worked on stays in the processor's cache."""
_END, _COLON = ord(END), ord(":")


def check_records(starts: Array, data: Array, widths: Int64Array) -> bool:
    """Whether the record `i` has `widths[i]` values; `starts` divides the bytes of `data` in order."""
    for first, bounds, block in _blocks(starts, data):
        ends = np.flatnonzero(block == _END)
        due = np.cumsum(widths[first : first + len(bounds) - 1])
        if len(ends) != due[-1] or not np.array_equal(np.append(-1, ends)[due] + 1, bounds[1:]):
            return False
    return True


def check_identities(starts: Array, data: Array) -> bool:
    """Whether the first of the two values of each record has a colon; the records are whole."""
    for _, bounds, block in _blocks(starts, data):
        ends = np.flatnonzero(block == _END)[::2]
        colons = np.append(np.flatnonzero(block == _COLON), len(block))
        if not (colons[np.searchsorted(colons, bounds[:-1])] < ends).all():
            return False
    return True


def _blocks(starts: Array, data: Array) -> Iterator[tuple[int, Int64Array, Array]]:
    """Some records at a time: the number of the first, where each begins and the last ends, and their bytes."""
    records = len(starts) - 1
    step = max(1, records * _BLOCK // max(len(data), 1))
    for first in range(0, records, step):
        bounds = starts[first : first + step + 1].astype(np.int64)
        yield first, bounds - bounds[0], data[bounds[0] : bounds[-1]]
