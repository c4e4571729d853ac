"""A file in which a build keeps a value for the next one: a key that says of what it is, a checksum, and the value.

It is our own cache, as the code beside it is; the checksum is against disks, not against people. What is damaged, cut
short or of another key is as good as not there.
"""

import pickle
from pathlib import Path

import xxhash

_NOT_READ = (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, LookupError, pickle.PickleError)


def read_kept(path: Path, key: str) -> object:
    """The value of a file; None where there is none of this key."""
    try:
        with path.open("rb") as file:
            if file.readline() != key.encode() + b"\n":
                return None
            digest, data = file.readline(), file.read()
        return pickle.loads(data) if digest == _digest(data) else None  # noqa: S301  (our own cache)
    except _NOT_READ:
        return None


def write_kept(path: Path, key: str, value: object) -> None:
    """Write a value in one step.

    Raises:
        OSError: it cannot be written; what was there before is there still.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    part = path.with_suffix(".part")
    try:
        part.write_bytes(key.encode() + b"\n" + _digest(data) + data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _digest(data: bytes) -> bytes:
    return xxhash.xxh3_128(data).hexdigest().encode() + b"\n"
