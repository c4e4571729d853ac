"""Where machine code is cached, so that it is compiled only once."""

import os
import shutil
import tempfile
from pathlib import Path

import xxhash

from graph.model.source_files import ROOT
from graph.storage import columns


def _digest() -> str:
    """A checksum of all sources that machine code is compiled from.

    Numba looks only at the file of a function, not at what the function calls or at the constants that it reads.
    """
    files = [*sorted(Path(__file__).parent.glob("*.py")), Path(columns.__file__)]
    return xxhash.xxh3_64(b"".join(file.read_bytes() for file in files)).hexdigest()


def _folder(digest: str) -> Path:
    """`build/machine`, or where that is neither there nor can be made, the user's folder for caches (XDG base dirs)."""
    own = ROOT / "build" / "machine" / digest
    nearest = next(path for path in own.parents if path.exists())
    if own.exists() or os.access(nearest, os.W_OK):
        return own
    caches = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME", tempfile.gettempdir()) + "/.cache"
    return Path(caches) / "medcode-graph" / "machine" / digest


CACHE = _folder(_digest())
"""The folder for the sources as they are now; it may be one that can only be read."""


def remove_stale_machine_code() -> None:
    """Remove what was compiled from other sources; processes that run it have loaded it."""
    for folder in CACHE.parent.glob("*"):
        if folder != CACHE:
            shutil.rmtree(folder, ignore_errors=True)
