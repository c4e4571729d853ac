"""Byte strings of batches of pyarrow, written to arenas without being objects of Python."""

from typing import Any

import numpy as np

from graph.storage.stored_columns import ArenaWriter


def append_strings(arena: ArenaWriter, strings: Any) -> None:
    """Write the strings of an array of type `binary`, none of them null."""
    _, offsets, data = strings.buffers()
    starts = np.frombuffer(offsets, np.int32, len(strings) + 1, offset=4 * strings.offset)
    arena.append(np.diff(starts).astype(np.uint32), memoryview(data)[starts[0] : starts[-1]] if data else b"")
