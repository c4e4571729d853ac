"""The graphs that are measured: made and built once, kept in `build/peers/` until what makes them changes."""

import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from bench.peers.export import export
from bench.peers.synthetic import Synthetic, curie_of
from bench.peers.words import search_words
from graph.ingest.build import build
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.source_files import ROOT
from graph.store.snapshot import Snapshot, attach_snapshot, inputs_of
from graph.store.snapshot_writer import write_snapshot

FOLDER = ROOT / "build" / "peers"
DEFAULT = "default"
CODES = 1000
_HERE = Path(__file__).parent
_BUILDING = (
    "model",
    "storage",
    "search",
    "ingest/build.py",
    "ingest/derived_edges.py",
    "ingest/similarity.py",
    "store/snapshot.py",
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A graph, where it lies for ours and for the peers, and what is asked of it."""

    name: str
    title: str
    snapshot: Path
    lines: Path
    curies: list[str]
    words: list[str]


def prepare(size: str) -> Dataset:
    """The data of a size: a number of procedures, or `default` for what is shipped."""
    snapshot = prepare_snapshot(size, ROOT)
    attached = attach_snapshot(snapshot)
    if size == DEFAULT:
        curies, words = _with_pages(attached), list[str]()
        title = f"the shipped graph, {len(curies)} pages"
    else:
        asked = [place * int(size) // CODES for place in range(CODES)]
        curies, words = [curie_of(place) for place in asked], [search_words("Procedure", place) for place in asked]
        title = f"{int(size):,} procedures"
    title += f": {sum(attached.nodes.values()):,} nodes, {sum(attached.edges.values()):,} edges"
    return Dataset(size, title, snapshot, _lines(size), curies, words)


def prepare_snapshot(size: str, checkout: Path) -> Path:
    """The snapshot of a size in a checkout of this project, made by its own code."""
    # In a process of its own, which gives its memory back.
    subprocess.run([sys.executable, "-m", "bench.peers.data", size], cwd=checkout, check=True)
    return checkout / _place(size).relative_to(ROOT)


def _place(size: str) -> Path:
    return DEFAULT_SNAPSHOT if size == DEFAULT else FOLDER / size


def _lines(size: str) -> Path:
    return FOLDER / f"{size}.jsonl"


def _with_pages(snapshot: Snapshot) -> list[str]:
    graph = snapshot.graph
    return [
        graph.curie(int(number))
        for number in graph.of_kind("Procedure")
        if len(graph.row(int(number), "HAS_SECTION", out=True))
    ]


def make(size: str) -> None:
    """Build the graph of a size and write it as lines, unless they are there and current."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if size == DEFAULT:
        ensure_default_snapshot()
    elif inputs_of(_place(size)) != _made_from(int(size)):
        print(f"building {int(size):,} procedures …", flush=True)
        built = build([Synthetic(int(size))])
        assert not built.findings, built.findings[:3]
        write_snapshot(built.graph, _place(size), _made_from(int(size)))
    _export(_place(size), _lines(size))


def _made_from(procedures: int) -> str:
    """What a graph of so many procedures is built from: of the code only what builds and writes it."""
    digest = sha256()
    for path in (_HERE / "synthetic.py", _HERE / "words.py", *(ROOT / "graph" / name for name in _BUILDING)):
        for file in sorted(path.rglob("*.py")) or [path]:
            digest.update(file.read_bytes())
    return f"{procedures} procedures, {digest.hexdigest()}"


def _export(place: Path, lines: Path) -> None:
    """Write a snapshot as lines, unless these are of it: numbers of edges differ where it was frozen otherwise."""
    mark = lines.with_suffix(".json")
    made_from = (place / "manifest.json", _HERE / "export.py")
    stamp = [sha256(path.read_bytes()).hexdigest() for path in made_from]
    if lines.exists() and mark.exists() and orjson.loads(mark.read_bytes()) == stamp:
        return
    print(f"exporting {lines.stem} …", flush=True)
    export(attach_snapshot(place), lines)
    mark.write_bytes(orjson.dumps(stamp))


if __name__ == "__main__":
    make(sys.argv[1])
