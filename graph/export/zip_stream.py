"""Zip files written as they are read: no member is held in memory, and nothing is gone back to."""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Member = tuple[str, Iterable[bytes]]
"""The name of a file in the zip, and what is in it."""

FASTEST, STORED = 1, 0
"""How hard to press: lightly, which takes a tenth of the time of the best and gives twice its size; or not at all, for
what is pressed already. That too is deflated, in blocks as they are: a plain member whose size comes after it cannot be
read from a stream."""
_FILE_MODE = 0o644 << 16
_UNIX = 3


class _WriteBuffer(RawIOBase):
    """The unseekable output of `ZipFile`; `take` drains it."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        chunk = bytes(memoryview(data))  # type: ignore[arg-type]
        self._chunks.append(chunk)
        return len(chunk)

    def take(self) -> Iterator[bytes]:
        chunks, self._chunks = self._chunks, []
        yield from chunks


def stream_zip(members: Iterable[Member], level: int = FASTEST, *, zip64: bool = True) -> Iterator[bytes]:
    """A zip of the members, in their order, dated at the beginning of the time of zips.

    Each is announced as one that may be longer than 4 GB, since its length is not known when it begins; without `zip64`
    none is, for readers that do not know such zips.

    Raises:
        RuntimeError: a member is longer than 2 GB, and not announced as one that may be.
    """
    buffer = _WriteBuffer()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=level) as archive:
        for name, chunks in members:
            with archive.open(_info(name, level), "w", force_zip64=zip64) as member:
                for chunk in chunks:
                    member.write(chunk)
                    yield from buffer.take()
    yield from buffer.take()


def _info(name: str, level: int) -> ZipInfo:
    """The member's entry: the same on every system and on every day."""
    info = ZipInfo(name)
    info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _FILE_MODE, _UNIX
    # It cannot be given otherwise to a member that is streamed; since Python 3.13 this is another name of it.
    info._compresslevel = level  # type: ignore[attr-defined]
    return info
