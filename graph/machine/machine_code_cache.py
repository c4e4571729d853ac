"""Where machine code is cached, so that it is compiled only once."""

import shutil
from pathlib import Path

import xxhash

from graph.model.built_files import built_path
from graph.storage import columns


def _digest() -> str:
    """A checksum of all sources that machine code is compiled from.

    Numba looks only at the file of a function, not at what the function calls or at the constants that it reads.
    """
    files = [*sorted(Path(__file__).parent.glob("*.py")), Path(columns.__file__)]
    return xxhash.xxh3_64(b"".join(file.read_bytes() for file in files)).hexdigest()


CACHE = built_path("machine", _digest())
"""The folder for the sources as they are now; it may be one that can only be read."""


COMPILING = "What runs as machine code is compiled now, once; that takes some ten seconds."
"""What to tell someone who waits while there is no machine code yet."""


def remove_stale_machine_code() -> None:
    """Remove what was compiled from other sources; processes that run it have loaded it."""
    for folder in CACHE.parent.glob("*"):
        if folder != CACHE:
            shutil.rmtree(folder, ignore_errors=True)
