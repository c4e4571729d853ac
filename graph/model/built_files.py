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
    return own if _IS_CHECKOUT and (own.exists() or _is_writable(own)) else _cache_path(*names)


def writable_path(*names: str) -> Path:
    """As `built_path`, but never what a checkout has and can only be read."""
    own = built_path(*names)
    return own if _is_writable(own) else _cache_path(*names)


def _is_writable(path: Path) -> bool:
    nearest = next(place for place in (path, *path.parents) if place.exists())
    return os.access(nearest, os.W_OK)


def _cache_path(*names: str) -> Path:
    return user_cache_path(_NAME, appauthor=False).joinpath(*names)


DEFAULT_SNAPSHOT = built_path("graph")
"""Where the snapshot of the default graph is."""
