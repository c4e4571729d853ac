"""A file that is whole or not there: written under another name, and renamed when it is complete."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.model.errors import BrokenExport, ExportError


def write_file(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file, replacing one that is there, and say how many bytes it has.

    Raises:
        ExportError: it cannot be written, or not to its end; then what was there before is there still.
    """
    return write_files({path: pieces})[path]


def write_files(files: Mapping[Path, Iterable[bytes]]) -> dict[Path, int]:
    """Write files that belong together, one after the other, and then put all of them in place; how long each is.

    What is no file (a device, a named pipe) is written to, not replaced.

    Raises:
        ExportError: one cannot be written, or not to its end; then what was there before all of them is there still.
        BrokenExport: a device or pipe takes no more.
    """
    with ExitStack() as parts:
        sizes, ready = dict[Path, int](), dict[Path, Path]()
        for path, pieces in files.items():
            if path.exists() and not path.is_file() and not path.is_dir():
                with _told(path), path.open("wb") as file:
                    sizes[path] = write_stream(file, pieces, str(path))
            else:
                with _told(path):
                    ready[path], sizes[path] = _written(path, pieces, parts)
        for path, part in ready.items():
            with _told(path):
                part.replace(path)
    return sizes


def write_stream(stream: BinaryIO, pieces: Iterable[bytes], name: str) -> int:
    """Write to what somebody else reads, and say how many bytes.

    Raises:
        BrokenExport: nobody reads any more, or there is no more room.
    """
    try:
        size = sum(map(stream.write, pieces))
        stream.flush()
    except OSError as error:
        raise BrokenExport(file=name, problem=error.strerror or str(error)) from error
    return size


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Makes an error of the system one that says which file it is about."""
    try:
        yield
    except OSError as error:
        raise ExportError(file=str(path), problem=error.strerror or str(error)) from error


def _written(path: Path, pieces: Iterable[bytes], parts: ExitStack) -> tuple[Path, int]:
    """The file under another name, which `parts` removes unless it is renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    parts.callback(part.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        size = sum(map(file.write, pieces))
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o666 & ~_umask())
    return part, size


def _umask() -> int:
    """What the user takes from the rights of new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
