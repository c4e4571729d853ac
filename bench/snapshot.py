"""Building, attaching and holding a graph: a snapshot beside the same graph as a plain NetworkX pickle.

    python -m bench.snapshot [--data DIR]… [--rounds N]

Every figure is measured in a process of its own, in interleaved rounds, and given as the median. CPU is user and
system time of the process; memory is its peak, or, for what serves, what it holds beyond the interpreter with its
libraries.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from graph.model.source_files import ROOT

_REPORT = """
import resource
usage = resource.getrusage(resource.RUSAGE_SELF)
status = dict(row.split(":", 1) for row in open("/proc/self/status").read().splitlines() if ":" in row)
rss, shared = (int(status[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
print(usage.ru_utime + usage.ru_stime - start_cpu, time.perf_counter() - start, usage.ru_maxrss / 1024, rss, shared)
"""
_START = """
import resource, sys, time
from pathlib import Path
{imports}
usage = resource.getrusage(resource.RUSAGE_SELF)
start_cpu, start = usage.ru_utime + usage.ru_stime, time.perf_counter()
"""
_IMPORTS = """
import pickle, networkx
from graph.store.snapshot import attach
from graph.store import GraphStore, Hop
"""
BUILD = """
from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder
from graph.ingest.graph_builder import GraphBuilder
inputs = BuildInputs(tuple(DataFolder.checked(Path(folder)) for folder in {data!r}))
GraphBuilder(inputs, Path({layers!r})).ensure_snapshot(Path({snapshot!r}))
"""
PICKLE = """
graph = attach(Path({snapshot!r})).to_networkx()
with open({pickle!r}, "wb") as file:
    pickle.dump(graph, file, pickle.HIGHEST_PROTOCOL)
"""
ATTACH = """
store = GraphStore(attach(Path({snapshot!r})))
"""
ASK = """
store = GraphStore(attach(Path({snapshot!r})))
for curie in ("ICD10CM:E11.9", "ICD10PCS:0FT44ZZ", "RISK:infection"):
    if store.node(curie):
        store.expand(curie, Hop(), 10_000)
"""
UNPICKLE = """
with open({pickle!r}, "rb") as file:
    graph = pickle.load(file)
"""
Figures = tuple[float, float, float, float, float]


def measure(script: str, **names: object) -> Figures:
    """CPU seconds, seconds, peak MB, own MB and file-backed MB of a script in a new process."""
    text = _START.format(imports=_IMPORTS) + script.format(**names) + _REPORT
    ended = subprocess.run([sys.executable, "-c", text], cwd=ROOT, check=True, capture_output=True, text=True)
    cpu, wall, peak, own, mapped = map(float, ended.stdout.split())
    return cpu, wall, peak, own, mapped


WORKERS = 4
WAIT = """
print("ready", flush=True)
sys.stdin.read()
"""


def shared(**names: object) -> tuple[float, float]:
    """Proportional memory of one process and of four that have the snapshot attached and have asked, in MB."""
    return _proportional(1, **names), _proportional(WORKERS, **names)


def _proportional(count: int, **names: object) -> float:
    text = _START.format(imports=_IMPORTS) + ASK.format(**names) + WAIT
    processes = [
        subprocess.Popen([sys.executable, "-c", text], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(count)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    total = sum(_columns_pss(process.pid) for process in processes)
    for process in processes:
        process.communicate()
    return total / 1024


def _columns_pss(pid: int) -> int:
    """Kilobytes of the columns' pages that count for a process: each page divided by those who have it mapped."""
    found, counts = 0, False
    for row in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if "-" in row.split(" ")[0]:
            counts = row.endswith(".columns")
        elif counts and row.startswith("Pss:"):
            found += int(row.split()[1])
    return found


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", action="append", default=[], help="a folder of data to add, with official files")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of the short measurements; %(default)s")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        names = {"data": given.data} | {name: str(Path(folder, name)) for name in ("snapshot", "layers", "pickle")}
        built = measure(BUILD, **names)
        measure(PICKLE, **names)
        rounds = [(measure(""), measure(ATTACH, **names), measure(ASK, **names), measure(UNPICKLE, **names))
                  for _ in range(given.rounds)]  # fmt: skip
        one, four = shared(**names)
        written = [path.stat().st_size for path in Path(names["snapshot"]).rglob("*")]
        sizes = [sum(written), Path(names["pickle"]).stat().st_size]
    empty, attached, asked, unpickled = (_medians(column) for column in zip(*rounds, strict=True))
    _print(built, empty, attached, asked, unpickled, [size / 1e6 for size in sizes])
    print(f"\nmapped pages of one process: {one:.1f} MB; of {WORKERS} together: {four:.1f} MB")


def _medians(column: tuple[Figures, ...]) -> Figures:
    cpu, wall, peak, own, mapped = (median(values) for values in zip(*column, strict=True))
    return cpu, wall, peak, own, mapped


def _print(
    built: Figures, empty: Figures, attached: Figures, asked: Figures, unpickled: Figures, sizes: list[float]
) -> None:
    print(f"build and freeze: {built[0]:.1f} s CPU, {built[2]:.0f} MB at its peak")
    print()
    print("| | snapshot | pickle of NetworkX | ratio |")
    print("|---|---:|---:|---:|")
    for name, ours, theirs, unit in (
        ("on disk", sizes[0], sizes[1], "MB"),
        ("open it", attached[1] * 1000, unpickled[1] * 1000, "ms"),
        ("CPU to open it", attached[0] * 1000, unpickled[0] * 1000, "ms"),
        ("own memory beyond the libraries", attached[3] - empty[3], unpickled[3] - empty[3], "MB"),
        ("own memory after three questions", asked[3] - empty[3], unpickled[3] - empty[3], "MB"),
        ("mapped pages touched by them", asked[4] - empty[4], unpickled[4] - empty[4], "MB"),
    ):
        ratio = f"{theirs / ours:.0f}" if ours > 0.05 else "–"
        print(f"| {name} | {ours:.1f} {unit} | {theirs:.1f} {unit} | {ratio} |")


if __name__ == "__main__":
    main()
