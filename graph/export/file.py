"""A file that is whole or not there: written under another name, and renamed when it is complete."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from graph.errors import ExportError


def write_file(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file, replacing one that is there, and say how many bytes it has.

    Raises:
        ExportError: it cannot be written, or not to its end; then what was there before is there still.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            size = sum(map(file.write, pieces))
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise ExportError(file=str(path), problem=error.strerror or str(error)) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return size


def _umask() -> int:
    """What the user takes from the rights of new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
