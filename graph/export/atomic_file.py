"""A file that is whole or not there: written under another name, and renamed when it is complete."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.model.errors import ExportError, ExportInterrupted


def write_file(path: Path, chunks: Iterable[bytes]) -> int:
    """Write a file, replacing one that is there, and say how many bytes it has.

    Raises:
        ExportError: it cannot be written, or not to its end; then what was there before is there still.
    """
    return write_files({path: chunks})[path]


def write_files(files: Mapping[Path, Iterable[bytes]]) -> dict[Path, int]:
    """Write files that belong together, one after the other, and then put all of them in place; how long each is.

    What is no file (a device, a named pipe) is written to, not replaced.

    Raises:
        ExportError: one cannot be written, or not to its end; then what was there before all of them is there still.
        ExportInterrupted: a device or pipe takes no more.
    """
    with ExitStack() as cleanup:
        sizes, temporary_files = dict[Path, int](), dict[Path, Path]()
        for path, chunks in files.items():
            if path.exists() and not path.is_file() and not path.is_dir():
                with _as_export_error(path), path.open("wb") as file:
                    sizes[path] = write_to_stream(file, chunks, str(path))
            else:
                with _as_export_error(path):
                    temporary_files[path], sizes[path] = _write_temporary(path, chunks, cleanup)
        for path, temporary in temporary_files.items():
            with _as_export_error(path):
                temporary.replace(path)
    return sizes


def write_to_stream(stream: BinaryIO, chunks: Iterable[bytes], name: str) -> int:
    """Write to what somebody else reads, and say how many bytes.

    Raises:
        ExportInterrupted: nobody reads any more, or there is no more room.
    """
    try:
        size = sum(map(stream.write, chunks))
        stream.flush()
    except OSError as error:
        raise ExportInterrupted(file=name, problem=error.strerror or str(error)) from error
    return size


@contextmanager
def _as_export_error(path: Path) -> Iterator[None]:
    """Turns an `OSError` into an `ExportError` with the path."""
    try:
        yield
    except OSError as error:
        raise ExportError(file=str(path), problem=error.strerror or str(error)) from error


def _write_temporary(path: Path, chunks: Iterable[bytes], cleanup: ExitStack) -> tuple[Path, int]:
    """Write the chunks to a temporary file, which `cleanup` removes unless it is renamed; returns its path and size."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    cleanup.callback(temporary.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        size = sum(map(file.write, chunks))
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(0o666 & ~_umask())
    return temporary, size


def _umask() -> int:
    """The umask of the process, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
