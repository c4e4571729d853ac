"""Copies of files in memory that nobody can change or cut short, shared by the processes of a server.

A mapped file that is truncated in place, as `cp` and `rsync --inplace` do, ends each process that reads it with SIGBUS,
and one that is written over changes what was checked. A copy in a sealed memory file (memfd_create(2), fcntl(2)
`F_ADD_SEALS`) can neither; Linux has these. Elsewhere, or where the system refuses one, the file itself is mapped.
"""

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows has none of this.
    fcntl = None  # type: ignore[assignment]

_HAS_SEALS = hasattr(fcntl, "F_ADD_SEALS") and hasattr(os, "memfd_create")
Inherited = Mapping[str, Any]
"""Copies on their way to another process: the key of each, and what `multiprocessing` makes a descriptor from."""
_SEALS = (fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL) if _HAS_SEALS else 0
_CHUNK = 1 << 26
_copies: dict[str, int] = {}
"""The descriptors of the copies that this process has, by the checksum and name; they stay open until it ends."""
log = logging.getLogger("medcode.graph")


def sealed_copy(path: Path, checksum: str) -> Path:
    """Where a copy of a file can be opened that never changes; the path itself where there can be no copy.

    The copy is made once for each `checksum`, which the caller has to compare with that of the copy.

    Raises:
        OSError: the file cannot be read.
    """
    key = f"{checksum}/{path.name}"
    if key not in _copies:
        try:
            _copies[key] = _make_copy(path)
        except _NoCopy as error:
            log.warning("%s is mapped itself; who writes to it ends the server: %s", path, error)
            return path
    return Path(f"/proc/self/fd/{_copies[key]}")


def sealed_folder(folder: Path, checksum: str) -> Path:
    """A folder of links to copies of the files of a folder; the folder itself where there can be none.

    It goes when the process does. Files whose names begin with a dot, which are locks, are left out.

    Raises:
        OSError: a file cannot be read.
    """
    opened = {path.name: sealed_copy(path, checksum) for path in folder.glob("[!.]*")}
    if any(path.parent == folder for path in opened.values()):
        return folder
    try:
        links = Path(tempfile.mkdtemp(prefix="medcode-graph-"))
    except OSError as error:
        log.warning("%s is mapped itself; who writes to it ends the server: %s", folder, error)
        return folder
    atexit.register(shutil.rmtree, links, ignore_errors=True)
    for name, path in opened.items():
        (links / name).symlink_to(path)
    return links


def inheritable() -> Inherited:
    """The copies of this process, for one that it is about to start with `multiprocessing`."""
    return {key: DupFd(copy) for key, copy in _copies.items()}


def adopt(files: Inherited) -> None:
    """Use the copies of the process that started this one."""
    _copies.update({key: copy.detach() for key, copy in files.items()})


class _NoCopy(Exception):
    """The system has no sealed memory files, or no room for this one."""


def _make_copy(path: Path) -> int:
    """The descriptor of a sealed copy."""
    if not _HAS_SEALS:
        raise _NoCopy("this system has no sealed files in memory")
    with path.open("rb") as file:
        try:
            copy = os.memfd_create("medcode-graph", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        except OSError as error:  # A sandbox forbids it.
            raise _NoCopy(str(error)) from error
        try:
            while os.sendfile(copy, file.fileno(), None, _CHUNK):
                pass
            fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
        except OSError as error:  # There is no room in memory.
            os.close(copy)
            raise _NoCopy(str(error)) from error
    return copy
