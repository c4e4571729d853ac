"""Writing the default graph in each format, and with NetworkX's own writer where there is one.

    python -m bench.export [--formats NAME …] [--rounds N] [--no-networkx]

Each is written in a process of its own, in interleaved rounds, to nowhere; figures are medians. CPU is user and system
time: of writing alone, and with what it takes to have something to write, which is attaching the snapshot for ours, and
for NetworkX making its graph of that. Memory is the peak of the resident memory beyond what the process held before
that, once it had imported its libraries; pages of the snapshot that are looked at count, though all processes share
them. What NetworkX's writers refuse (lists and evidence, but in JSON) they get as JSON text, which does not count for
writing alone, so that they are favoured. Linux only.
"""

import subprocess
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from statistics import median

from bench.peers.table import machine
from graph.export.formats import FORMATS
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.source_files import ROOT

_MEASURED = """
import io, json, resource, sys
from pathlib import Path
import networkx as nx
import orjson
from graph.export.formats import FORMATS
from graph.export.selection import Selection
from graph.store.snapshot import attach
from graph.traversal.topology import Topology

def status(name):
    return next(int(row.split()[1]) for row in open("/proc/self/status") if row.startswith(name + ":")) / 1024

def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime

class Nowhere(io.RawIOBase):
    size = 0
    def writable(self):
        return True
    def write(self, piece):
        self.size += len(piece)
        return len(piece)

out, name, snapshot = Nowhere(), {name!r}, Path({snapshot!r})
before = status("VmRSS")
Path("/proc/self/clear_refs").write_text("5")  # The peak counts from here.
begun = cpu()
{prepare}
start = cpu()
{write}
print(cpu() - start, cpu() - begun, status("VmHWM") - before, out.size)
"""
_ATTACH = """
made, snapshot = FORMATS[name], attach(snapshot)
"""
_OURS = """
part = Selection().part(Topology(snapshot.graph), snapshot.version, snapshot.documents)
for piece in made.write(part):
    out.write(piece)
"""
_NETWORKX = """
graph = attach(snapshot).to_networkx()
graph.graph.clear()

json_says = name in ("node-link", "cytoscape")  # These write lists and evidence as they are, as ours do.

def plain(attributes):
    for key, value in attributes.items():
        if key == "evidence":
            text = orjson.dumps(value).decode()
            attributes[key] = json.loads(text) if json_says else text
        elif isinstance(value, tuple) and not json_says:
            attributes[key] = json.dumps(value)
    attributes.pop("type", None)

for _, attributes in graph.nodes(data=True):
    plain(attributes)
for number, (_, _, attributes) in enumerate(graph.edges(data=True)):
    plain(attributes)
    if name == "gexf":  # Its writer would take the keys of edges for their ids, which are the same for many.
        attributes["id"] = str(number)
"""
PEERS = {
    "node-link": 'out.write(json.dumps(nx.node_link_data(graph, edges="edges")).encode())',
    "cytoscape": "out.write(json.dumps(nx.cytoscape_data(graph)).encode())",
    "graphml": "nx.write_graphml(graph, out)",
    "gexf": "nx.write_gexf(graph, out)",
    "edgelist": "nx.write_edgelist(graph, out)",
}
"""NetworkX's own writers, by the names of our formats."""


HEAD = (
    "| format | MB | CPU s | with attaching | peak MB | NetworkX: MB | CPU s | with making its graph | peak MB "
    "| times the CPU | with the graph | times the memory |\n|---|" + "---:|" * 11
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of CPU to write, and with what comes before; MB of memory at the peak, and MB written."""

    cpu: float
    whole: float
    memory: float
    size: float

    def cells(self) -> str:
        return f"{self.size:,.0f} | {self.cpu:.1f} | {self.whole:.1f} | {self.memory:,.0f}"


def measure(prepare: str, write: str, name: str) -> Iterator[Figures]:
    """One writing, in a new process; nothing where it fails."""
    text = _MEASURED.format(name=name, snapshot=str(DEFAULT_SNAPSHOT), prepare=prepare, write=write)
    ended = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        print(f"{name}: {(ended.stderr.strip().splitlines() or ['ended'])[-1]}", file=sys.stderr)
        return
    cpu, whole, memory, size = map(float, ended.stdout.split())
    yield Figures(cpu, whole, memory, size / 1e6)


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS), metavar="NAME", help="all")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; %(default)s")
    parser.add_argument("--no-networkx", action="store_true", help="ours alone")
    given = parser.parse_args()
    ensure_default_snapshot()
    print(f"{machine()}.\n\n{HEAD}", flush=True)
    for name in given.formats:
        print(row(name, given.rounds, networkx=not given.no_networkx), flush=True)


def row(name: str, rounds: int, *, networkx: bool) -> str:
    """What was measured of one format, as a row of Markdown."""
    ours, theirs = list[Figures](), list[Figures]()
    for _ in range(rounds):
        ours.extend(measure(_ATTACH, _OURS, name))
        if networkx and name in PEERS:
            theirs.extend(measure(_NETWORKX, PEERS[name], name))
    here, there = _medians(ours), _medians(theirs)
    if here is None or there is None:
        return f"| {FORMATS[name].title} | {here.cells() if here else 'failed | | | '} {'| ' * 7}|"
    ratios = there.cpu / here.cpu, there.whole / here.whole, there.memory / here.memory
    cells = [FORMATS[name].title, here.cells(), there.cells(), *(f"{ratio:.1f}" for ratio in ratios)]
    return f"| {' | '.join(cells)} |"


def _medians(found: Sequence[Figures]) -> Figures | None:
    names = [field.name for field in fields(Figures)]
    return Figures(*(median(getattr(one, name) for one in found) for name in names)) if found else None


if __name__ == "__main__":
    main()
