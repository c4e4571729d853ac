"""Concatenates small texts to UTF-8 chunks of about 128 KiB."""

from collections.abc import Iterable, Iterator
from itertools import islice

_SIZE = 1 << 17
"""Least number of characters of a chunk, except for the last."""
_BATCH = 64
"""Texts that are joined between two checks of the size."""


def encode_chunks(texts: Iterable[str], end: str = "") -> Iterator[bytes]:
    """Chunks of the concatenated texts as UTF-8, with `end` after each text."""
    remaining = iter(texts)
    buffer, size = list[str](), 0
    while batch := list(islice(remaining, _BATCH)):
        buffer.append(end.join(batch) + end)
        size += len(buffer[-1])
        if size >= _SIZE:
            yield "".join(buffer).encode()
            buffer, size = [], 0
    if buffer:
        yield "".join(buffer).encode()
