"""A built graph on disk: what a build writes and a server reads.

A snapshot is a folder with `nodes.jsonl`, `edges.jsonl` and `manifest.json`; the manifest, written last, holds the
format, the graph's version, its documents and the SHA-256 of both files. A snapshot is written beside its place and
renamed into it, so that there is never half of one.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import networkx as nx
import orjson

from graph.build import Graph, add_edge, edges_of, nodes_of
from graph.errors import SnapshotError
from graph.model import Edge, Evidence, Method, Node, SourceDocument

FORMAT = "medcode-graph/1"
OWN_INPUTS = "own pages"
_NODES, _EDGES, _MANIFEST = "nodes.jsonl", "edges.jsonl", "manifest.json"


def write_snapshot(graph: Graph, directory: Path, inputs: str = OWN_INPUTS) -> None:
    """Write the graph into `directory`, replacing a snapshot that is there.

    `inputs` says what it was built from, for `inputs_of`.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot, or cannot be written.
    """
    if directory.exists() and not (directory / _MANIFEST).is_file() and any(directory.iterdir()):
        raise SnapshotError(directory=str(directory), problem="the folder holds something else; it was left alone")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    except OSError as error:
        raise SnapshotError(directory=str(directory), problem=str(error)) from error
    try:
        _write_files(graph, fresh, inputs)
        _switch(fresh, directory)
    except OSError as error:
        raise SnapshotError(directory=str(directory), problem=str(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_files(graph: Graph, directory: Path, inputs: str) -> None:
    manifest = {
        "format": FORMAT,
        "version": graph.graph["version"],
        "inputs": inputs,
        "documents": [asdict(document) for document in graph.graph["documents"]],
        "files": {
            _NODES: _write_lines(directory / _NODES, nodes_of(graph)),
            _EDGES: _write_lines(directory / _EDGES, edges_of(graph)),
        },
    }
    (directory / _MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))


def _write_lines(path: Path, items: Iterable[Node | Edge]) -> str:
    digest = sha256()
    with path.open("wb") as file:
        for item in items:
            line = orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE)
            digest.update(line)
            file.write(line)
    return digest.hexdigest()


def _switch(fresh: Path, directory: Path) -> None:
    fresh.chmod(0o755)
    if not directory.exists():
        fresh.rename(directory)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{directory.name}-old-", dir=directory.parent))
    directory.rename(old / "snapshot")
    fresh.rename(directory)
    shutil.rmtree(old, ignore_errors=True)


def inputs_of(directory: Path) -> str | None:
    """What a snapshot was built from; None where there is no snapshot that could be read."""
    try:
        return str(_manifest(directory)["inputs"])
    except SnapshotError:
        return None


def read_snapshot(directory: Path) -> Graph:
    """The graph of a snapshot, equal to the one that was written.

    Raises:
        SnapshotError: there is no snapshot, or it is damaged, truncated or of another format.
    """
    manifest = _manifest(directory)
    graph: Graph = nx.MultiDiGraph()
    graph.graph["documents"] = tuple(SourceDocument(**document) for document in manifest["documents"])
    graph.graph["version"] = manifest["version"]
    for row in _read_lines(directory / _NODES, manifest):
        graph.add_node(row["curie"], kind=row["kind"], name=row["name"], **_properties(row))
    for row in _read_lines(directory / _EDGES, manifest):
        evidence = tuple(Evidence(**item | {"method": Method(item["method"])}) for item in row["evidence"])
        add_edge(graph, Edge(row["source"], row["kind"], row["target"], _properties(row), evidence))
    return graph


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
    return manifest


def _read_lines(path: Path, manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SnapshotError(file=str(path), problem=str(error)) from error
    if sha256(content).hexdigest() != manifest["files"].get(path.name):
        raise SnapshotError(file=str(path), problem="the file is damaged: its checksum is not the manifest's")
    return (orjson.loads(line) for line in content.splitlines())


def _properties(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row["properties"].items()}
