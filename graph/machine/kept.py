"""Where machine code is kept, so that it is compiled but once."""

from pathlib import Path

import xxhash

from graph.document import ROOT


def _digest() -> str:
    """What changes with any file here: Numba looks only at the one that a function is in, not at what that calls."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return xxhash.xxh3_64(b"".join(file.read_bytes() for file in files)).hexdigest()


KEPT = ROOT / "build" / "machine" / _digest()
"""Of the code as it is now."""
