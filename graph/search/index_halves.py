"""The index of a large graph, written by two processes at once: a segment each, of the first and of the second half.

The halves are those of the nodes by number, whatever machine it is, so that the same graph gives the same index.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np
import orjson

from graph.search.collect_entries import expression_meanings, search_entries
from graph.search.index import add_index, read_words, write_index
from graph.storage.columns import Array, Columns, Place
from graph.storage.frozen_graph import FrozenGraph

_LARGE = 50_000
"""Nodes from which on a second process saves more than it costs to start it."""


def write_index_of(
    graph: FrozenGraph,
    columns: Path,
    places: Mapping[str, Place],
    folder: Path,
    advance: Callable[[int, int], object] | None = None,
) -> None:
    """Write the index of a graph, whose columns are in a file too, into an empty folder.

    The second half is written beside it, under a name that ends as its own: a build removes what another has left.

    Raises:
        OSError: the folder cannot be written to, or the second process has failed.
    """
    meanings = expression_meanings(graph)
    if len(graph) < _LARGE:
        write_index(search_entries(graph), folder, graph.find, meanings, advance=advance)
        return
    with tempfile.TemporaryDirectory(suffix=folder.suffix, dir=folder.parent) as second:
        with _second_half(columns, places, second):
            first = write_index(search_entries(graph, _half(graph, 0)), folder, graph.find, meanings, advance=advance)
        add_index(folder, Path(second), first, read_words(Path(second)))


def _half(graph: FrozenGraph, which: int) -> Array:
    half: Array = np.array_split(np.arange(len(graph)), 2)[which]
    return half


@contextmanager
def _second_half(columns: Path, places: Mapping[str, Place], folder: str) -> Iterator[None]:
    """Let another process write the second half meanwhile, into a folder.

    Raises:
        OSError: it has failed.
    """
    order = {
        "columns": str(columns),
        "places": {name: asdict(place) for name, place in places.items()},
        "folder": folder,
    }
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(  # noqa: S603  (this module)
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, env=environment
    )
    try:
        if process.stdin is not None:
            with process.stdin:
                process.stdin.write(orjson.dumps(order))
        yield
    except BaseException:
        process.kill()
        raise
    finally:
        code = process.wait()
    if code:
        raise OSError(f"the process that writes the second half of the index ended with {code}")


def main() -> None:
    """Write the second half of an index, as standard input says."""
    order = orjson.loads(sys.stdin.buffer.read())
    places = {name: Place(**place) for name, place in order["places"].items()}
    graph = FrozenGraph(Columns(Path(order["columns"]), places))
    write_index(search_entries(graph, _half(graph, 1)), Path(order["folder"]), graph.find)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # Whoever has asked for it ends, too.
        sys.exit(130)
