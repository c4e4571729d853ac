"""A built graph on disk: what a build writes and a server attaches.

A snapshot is a folder with `manifest.json`, and what that names: the file of columns (see `graph.storage.columns` and
`graph.storage.freeze`) and the folder of the index for searches (see `graph.search.index`). The manifest holds the
format, the
graph's version, what it was built from, its documents, its counts, where each column lies, the checksums of columns and
index, and its own.

A build writes columns and index under new names and then replaces the manifest in one step. Killed at any moment, the
old snapshot is whole; a server that has the old files mapped keeps them.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from graph.model.elements import SourceDocument
from graph.model.errors import SnapshotError
from graph.model.property_graph import Graph
from graph.search.collect_entries import expression_meanings, search_entries
from graph.search.finder import Finder
from graph.search.index import folder_checksum, open_index, write_index
from graph.storage.columns import Columns, Place, checksum, write_columns
from graph.storage.freeze import freeze
from graph.storage.frozen_graph import FrozenGraph

try:
    import fcntl
except ImportError:  # Windows has no such locks.
    fcntl = None  # type: ignore[assignment]

FORMAT = "medcode-graph/7"
OWN_INPUTS = "own sources"
_MANIFEST = "manifest.json"
_SUFFIX, _INDEX_SUFFIX = ".columns", ".search"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An attached snapshot."""

    graph: FrozenGraph
    finder: Finder
    version: str
    documents: tuple[SourceDocument, ...]
    nodes: dict[str, int]
    edges: dict[str, int]

    def to_networkx(self) -> Graph:
        """The graph, equal to the one that was frozen."""
        graph = self.graph.to_networkx()
        graph.graph.update(documents=self.documents, version=self.version)
        return graph


def write_snapshot(graph: Graph, directory: Path, inputs: str = OWN_INPUTS) -> None:
    """Freeze the graph into `directory`, replacing a snapshot that is there.

    `inputs` says what it was built from, for `inputs_of`.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot, or cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or _foreign(directory)):
        raise SnapshotError(directory=str(directory), problem="something else is there; it was left alone")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _alone(directory):
            _write_parts(graph, directory, inputs)
    except OSError as error:
        raise SnapshotError(directory=str(directory), problem=str(error)) from error


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One build of a folder at a time, since each removes what is not its own; without locks nobody is kept out."""
    if fcntl is None:
        yield
        return
    folder = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write_parts(graph: Graph, directory: Path, inputs: str) -> None:
    handle, name = tempfile.mkstemp(suffix=f"{_SUFFIX}.part", dir=directory)
    os.close(handle)
    index = Path(tempfile.mkdtemp(suffix=_INDEX_SUFFIX, dir=directory))
    try:
        _write(graph, directory, Path(name), index, inputs)
    except BaseException:
        shutil.rmtree(index, ignore_errors=True)
        raise
    finally:
        Path(name).unlink(missing_ok=True)


def _foreign(directory: Path) -> bool:
    """Whether a folder holds anything that no build of ours has put there."""
    ours = (_MANIFEST, f"{_MANIFEST}.part")
    suffixes = {_SUFFIX, _INDEX_SUFFIX}
    if any(path.name not in ours and not suffixes & set(path.suffixes) for path in directory.iterdir()):
        return True
    try:
        return not (directory / _MANIFEST).read_bytes().startswith(b'{\n  "format": "medcode-graph/')
    except FileNotFoundError:
        return False


def _write(graph: Graph, directory: Path, part: Path, index: Path, inputs: str) -> None:
    numbers = {curie: number for number, curie in enumerate(sorted(graph.nodes))}
    write_index(search_entries(graph), index, numbers, expression_meanings(graph))
    places, digest = write_columns(part, freeze(graph))
    file = directory / f"{digest}{_SUFFIX}"
    part.chmod(0o644)
    part.replace(file)
    manifest = {
        "format": FORMAT,
        "version": graph.graph["version"],
        "inputs": inputs,
        "file": file.name,
        "checksum": digest,
        "index": index.name,
        "index_checksum": folder_checksum(index),
        "documents": [asdict(document) for document in graph.graph["documents"]],
        "nodes": dict(sorted(Counter(kind for _, kind in graph.nodes(data="kind")).items())),
        "edges": dict(sorted(Counter(key.partition("#")[0] for _, _, key in graph.edges(keys=True)).items())),
        "columns": {name: asdict(place) for name, place in places.items()},
    }
    _replace_manifest(directory, manifest)
    for old in directory.iterdir():
        if _SUFFIX in old.suffixes and old.name != file.name:
            old.unlink(missing_ok=True)
        elif old.suffix == _INDEX_SUFFIX and old.name != index.name:
            shutil.rmtree(old, ignore_errors=True)


def _replace_manifest(directory: Path, manifest: dict[str, Any]) -> None:
    part = directory / f"{_MANIFEST}.part"
    sealed = manifest | {"seal": _seal(manifest)}
    part.write_bytes(orjson.dumps(sealed, option=orjson.OPT_INDENT_2))
    part.replace(directory / _MANIFEST)


def _seal(manifest: dict[str, Any]) -> str:
    unsealed = {name: value for name, value in manifest.items() if name != "seal"}
    return sha256(orjson.dumps(unsealed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def inputs_of(directory: Path) -> str | None:
    """What a snapshot was built from; None where there is no snapshot that could be read."""
    try:
        manifest = _manifest(directory)
    except SnapshotError:
        return None
    whole = (directory / manifest["file"]).exists() and (directory / manifest["index"]).exists()
    return str(manifest["inputs"]) if whole else None


def attach_snapshot(directory: Path) -> Snapshot:
    """Map a snapshot; nothing of it is decoded until it is asked for.

    Raises:
        SnapshotError: there is no snapshot, or it is damaged, truncated or of another format.
    """
    manifest = _manifest(directory)
    path = directory / manifest["file"]
    columns = Columns(path, {name: Place(**place) for name, place in manifest["columns"].items()})
    if checksum(path) != manifest["checksum"]:
        raise SnapshotError(file=str(path), problem="the file is damaged: its checksum is not the manifest's")
    index = directory / manifest["index"]
    if folder_checksum(index) != manifest["index_checksum"]:
        raise SnapshotError(folder=str(index), problem="the index is damaged: its checksum is not the manifest's")
    documents = tuple(SourceDocument(**document) for document in manifest["documents"])
    graph = FrozenGraph(columns)
    finder = Finder(open_index(index), graph.curie)
    return Snapshot(graph, finder, manifest["version"], documents, manifest["nodes"], manifest["edges"])


def _manifest(directory: Path) -> dict[str, Any]:
    path = directory / _MANIFEST
    try:
        manifest = orjson.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise SnapshotError(directory=str(directory), problem="there is no snapshot in this folder") from error
    except (OSError, orjson.JSONDecodeError) as error:
        raise SnapshotError(file=str(path), problem=str(error)) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise SnapshotError(file=str(path), problem=f"this is not of the format {FORMAT}")
    if manifest.get("seal") != _seal(manifest):
        raise SnapshotError(file=str(path), problem="the file is damaged: its checksum is not its own")
    return manifest
