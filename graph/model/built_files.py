"""Where what is built from the shipped files is kept: the graph, machine code."""

import os
from pathlib import Path

from platformdirs import user_cache_path

from graph.model.source_files import ROOT

_NAME = "medcode-graph"
_IS_CHECKOUT = (ROOT / "pyproject.toml").is_file()


def built_path(*names: str) -> Path:
    """A path below `build/` of a checkout, or else (installed, or not writable) in the cache of the user.

    What a checkout has already is used even where it can only be read.
    """
    own = ROOT.joinpath("build", *names)
    nearest = next(path for path in (own, *own.parents) if path.exists())
    if _IS_CHECKOUT and (nearest == own or os.access(nearest, os.W_OK)):
        return own
    return user_cache_path(_NAME, appauthor=False).joinpath(*names)


DEFAULT_SNAPSHOT = built_path("graph")
"""Where the snapshot of the default graph is."""
