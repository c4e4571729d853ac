"""Texts gathered into pieces that are worth sending."""

from collections.abc import Iterable, Iterator

_SIZE = 1 << 17
"""Characters of a piece, at least."""


def pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts end to end, as UTF-8."""
    gathered, size = list[str](), 0
    for text in texts:
        gathered.append(text)
        size += len(text)
        if size >= _SIZE:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    if gathered:
        yield "".join(gathered).encode()
