"""The index of a large graph, written in parts by two processes at once: a segment each.

A part is some of the nodes by number, whatever machine it is, so that the same graph gives the same index. Entries are
held while their part is written, so the largest graphs have more parts than two.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np
import orjson

from graph.search.collect_entries import expression_meanings, search_entries
from graph.search.index import add_indexes, write_index
from graph.storage.columns import Array, Columns, Place
from graph.storage.frozen_graph import FrozenGraph

_LARGE = 50_000
"""Nodes from which on a second process saves more than it costs to start it."""
_MOST = 250_000
"""Nodes of a part of the largest graphs: what is held of them takes some 2 kB each."""


def write_index_of(
    graph: FrozenGraph,
    columns: Path,
    places: Mapping[str, Place],
    folder: Path,
    advance: Callable[[int, int], object] | None = None,
) -> None:
    """Write the index of a graph, whose columns are in a file too, into an empty folder.

    Parts are written beside it, under a name that ends as its own: a build removes what another has left.

    Raises:
        OSError: the folder cannot be written to, or the second process has failed.
    """
    meanings = expression_meanings(graph)
    if len(graph) < _LARGE:
        write_index(search_entries(graph), folder, graph.find, meanings, advance=advance)
        return
    parts = _parts(graph)
    with tempfile.TemporaryDirectory(suffix=folder.suffix, dir=folder.parent) as beside:
        folders = [Path(beside, str(number)) for number in range(len(parts))]
        folders[0] = folder
        with _second_process(columns, places, folders[1::2]):
            for done, number in enumerate(range(0, len(parts), 2)):
                _write_part(graph, parts[number], folders[number], _share(advance, done, (len(parts) + 1) // 2))
        add_indexes(folder, folders[1:], meanings)


def _parts(graph: FrozenGraph) -> list[Array]:
    count = max(2, -(-len(graph) // _MOST))
    return np.array_split(np.arange(len(graph)), count)


def _write_part(
    graph: FrozenGraph, part: Array, folder: Path, advance: Callable[[int, int], object] | None = None
) -> None:
    folder.mkdir(exist_ok=True)
    write_index(search_entries(graph, part), folder, graph.find, advance=advance)


def _share(
    advance: Callable[[int, int], object] | None, before: int, parts: int
) -> Callable[[int, int], object] | None:
    """What is told how far one of some parts is, after so many others."""
    if advance is None:
        return None
    return lambda done, total: advance(before * total + done, parts * total)


@contextmanager
def _second_process(columns: Path, places: Mapping[str, Place], folders: Sequence[Path]) -> Iterator[None]:
    """Let another process write every second part meanwhile, into folders.

    Raises:
        OSError: it has failed.
    """
    order = {
        "columns": str(columns),
        "places": {name: asdict(place) for name, place in places.items()},
        "folders": list(map(str, folders)),
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
        raise OSError(f"the process that writes a part of the index ended with {code}")


def main() -> None:
    """Write every second part of an index, as standard input says."""
    order = orjson.loads(sys.stdin.buffer.read())
    places = {name: Place(**place) for name, place in order["places"].items()}
    graph = FrozenGraph(Columns(Path(order["columns"]), places))
    for part, folder in zip(_parts(graph)[1::2], order["folders"], strict=True):
        _write_part(graph, part, Path(folder))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # Whoever has asked for it ends, too.
        sys.exit(130)
