"""Copies of files in memory that nobody can change or cut short, shared by the processes of a server.

A mapped file that is truncated in place, as `cp` and `rsync --inplace` do, ends each process that reads it with SIGBUS,
and one that is written over changes what was checked. A copy in a sealed memory file (memfd_create(2), fcntl(2)
`F_ADD_SEALS`) can neither; Linux has these.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from weakref import finalize

try:
    import fcntl
except ImportError:  # Windows has none of this.
    fcntl = None  # type: ignore[assignment]

_HAS_SEALS = hasattr(fcntl, "F_ADD_SEALS") and hasattr(os, "memfd_create")
_SEALS = (fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL) if _HAS_SEALS else 0
_CHUNK = 1 << 26


class NoSealedFileError(Exception):
    """The system has no sealed memory files, or no room for this one."""


class SealedFiles:
    """Copies by their paths relative to a folder, and that folder, where each is found by a link.

    The links lead to descriptors of this process. These are closed and the folder is removed when nobody refers to the
    object any more, or when the process ends; what is mapped by then stays mapped.
    """

    def __init__(self, descriptors: Mapping[str, int] | None = None) -> None:
        """With `descriptors` of copies that another process made, which are this object's from now on.

        Raises:
            NoSealedFileError: there is no room for a folder of links.
        """
        self.descriptors: dict[str, int] = {}
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="medcode-graph-"))
        except OSError as error:
            raise NoSealedFileError(str(error)) from error
        finalize(self, _release, self.descriptors, self.folder)
        for path, descriptor in (descriptors or {}).items():
            self._take(path, descriptor)

    def copy(self, source: Path, path: str) -> None:
        """Copy a file to a path.

        Raises:
            NoSealedFileError: there can be no copy.
            OSError: the file cannot be read.
        """
        self._take(path, _sealed_copy(source))

    def _take(self, path: str, descriptor: int) -> None:
        self.descriptors[path] = descriptor
        link = self.folder / path
        try:
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(f"/proc/self/fd/{descriptor}")
        except OSError as error:
            raise NoSealedFileError(str(error)) from error


def _release(descriptors: Mapping[str, int], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for descriptor in descriptors.values():
        os.close(descriptor)


def _sealed_copy(source: Path) -> int:
    """The descriptor of a sealed copy.

    Raises:
        NoSealedFileError, OSError: see `SealedFiles.copy`.
    """
    if not _HAS_SEALS:
        raise NoSealedFileError("this system has no sealed files in memory")
    with source.open("rb") as file:
        try:
            copy = os.memfd_create("medcode-graph", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        except OSError as error:  # A sandbox forbids it.
            raise NoSealedFileError(str(error)) from error
        try:
            while os.sendfile(copy, file.fileno(), None, _CHUNK):
                pass
            fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
        except OSError as error:  # There is no room in memory.
            os.close(copy)
            raise NoSealedFileError(str(error)) from error
    return copy
