"""Texts gathered into pieces that are worth sending."""

from collections.abc import Iterable, Iterator
from itertools import islice

_SIZE = 1 << 17
"""Characters of a piece, at least, but for the last."""
_TOGETHER = 64
"""Texts that are joined before anybody looks how long they are."""


def pieces(texts: Iterable[str], end: str = "") -> Iterator[bytes]:
    """The texts end to end, each with `end` after it, as UTF-8."""
    left = iter(texts)
    gathered, size = list[str](), 0
    while together := list(islice(left, _TOGETHER)):
        gathered.append(end.join(together) + end)
        size += len(gathered[-1])
        if size >= _SIZE:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    if gathered:
        yield "".join(gathered).encode()
