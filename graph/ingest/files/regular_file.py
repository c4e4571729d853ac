"""Opening files that are regular and not too large, and finding them below a folder.

A pipe, a socket or a device would keep a reader waiting for ever, or give bytes without end.
"""

import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from graph.model.findings import SourceError, TooLarge, UnreadableFile


def open_regular(path: Path, most: int, what: str) -> BufferedReader:
    """A regular file of at most `most` bytes; `what` it is, the finding says.

    Raises:
        OSError: it cannot be read, or is no regular file.
        TooLarge: it has more bytes.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"it is {_kind(status.st_mode)}, not a regular file")
    if status.st_size > most:
        raise too_large(path, most, what, status.st_size)
    return path.open("rb")


def read_regular(path: Path, most: int, what: str) -> bytes:
    """The bytes of a regular file.

    Raises:
        OSError: it cannot be read, or is no regular file.
        TooLarge: it has more bytes than `most`.
    """
    with open_regular(path, most, what) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise too_large(path, most, what)
    return content


def too_large(path: Path, most: int, what: str, found: int | None = None) -> TooLarge:
    """The finding about a file with more bytes than are read."""
    details = {} if found is None else {"bytes": found}
    return TooLarge(str(path), what=what, maximum=most, unit="bytes", **details)


def files_below(root: Path, findings: list[SourceError], *, hidden: bool = True) -> Iterator[Path]:
    """The regular files of a folder and the folders below it in order, or one file alone.

    What is no regular file is a finding, and so is a folder that cannot be read, or a name that is no Unicode. Links to
    folders are not followed. Without `hidden`, names that begin with a point are left out.
    """
    if _is_folder(root):
        found, errors = list[Path](), list[OSError]()
        for folder, subfolders, files in os.walk(root, onerror=errors.append):
            subfolders[:] = sorted(name for name in subfolders if hidden or not name.startswith("."))
            found.extend(Path(folder, name) for name in files if hidden or not name.startswith("."))
        findings.extend(UnreadableFile(str(error.filename), reason=error.strerror or str(error)) for error in errors)
    else:
        found = [root]
    for path in sorted(found):
        problem = _problem(path)
        if problem is None:
            yield path
        else:
            findings.append(UnreadableFile(str(path), reason=problem))


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, as far as can be told: the folder above may not be read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _problem(path: Path) -> str | None:
    """What keeps a file from being opened, as far as can be told before."""
    try:
        mode = path.stat().st_mode
        str(path).encode()
    except OSError as error:
        return error.strerror or str(error)
    except UnicodeEncodeError:
        return "its name is no Unicode text; give it another"
    return None if stat.S_ISREG(mode) else f"it is {_kind(mode)}, not a regular file"


_KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


def _kind(mode: int) -> str:
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "a device")
