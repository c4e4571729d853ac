"""What runs as machine code over a graph; nothing where Numba is not installed, or `MEDCODE_NATIVE` is false."""

import logging
import os
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from graph.machine.flat_columns import Int64Array, flat_columns_of
from graph.storage.frozen_graph import FrozenGraph

if TYPE_CHECKING:
    from graph.machine.neighborhood import NeighborhoodFinder
    from graph.machine.program_runner import Machine
    from graph.machine.shortest_path import ShortestPathFinder

log = logging.getLogger("medcode.graph")
VARIABLE = "MEDCODE_NATIVE"
_NO = ("0", "false")


def machine_for(graph: FrozenGraph) -> "Machine | None":
    """What runs programs; only one thread may use it."""
    module = _module("program_runner")
    flat = flat_columns_of(graph) if module else None
    return module.Machine(flat) if module and flat else None


def shortest_path_finder(graph: FrozenGraph, costs: Int64Array) -> "ShortestPathFinder | None":
    """What finds shortest paths; `costs` says by degree what an end of an edge adds."""
    module = _module("shortest_path")
    flat = flat_columns_of(graph) if module else None
    return module.ShortestPathFinder(flat, costs, len(graph)) if module and flat else None


def neighborhood_finder(graph: FrozenGraph, named: Int64Array) -> "NeighborhoodFinder | None":
    """What finds neighbourhoods; `named` are all nodes by name."""
    module = _module("neighborhood")
    flat = flat_columns_of(graph) if module else None
    return module.NeighborhoodFinder(flat, named) if module and flat else None


def import_machine_code() -> None:
    """Import what runs as machine code now, which takes a second; whoever needs it first would otherwise."""
    for name in ("program_runner", "shortest_path", "neighborhood"):
        _module(name)


def numba_enabled() -> bool:
    """Whether Numba is installed, and nobody says that it is not to be used."""
    return find_spec("numba") is not None and os.environ.get(VARIABLE, "").lower() not in _NO


def _module(name: str) -> ModuleType | None:
    """A module of this package that needs Numba, which takes its time to be imported."""
    if not numba_enabled():
        return None
    try:
        return import_module(f"{__package__}.{name}")
    except ImportError as error:  # As Numba says where NumPy is newer than it knows.
        log.warning("queries run without machine code: %s", error)
        return None
