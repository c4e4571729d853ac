"""How build, memory, disk and answers grow with a graph.

    python -m bench.scale [--edges N]… [--work DIR] [--full]

For each size a made-up graph is written as tables, imported with `medcode import-tables`, opened and asked, each in a
process of its own; its CPU time is that of all its processes, and its memory the most that one of them had at any time.
`--full` adds 50 million edges over 4 million nodes, the size of the UMLS; that takes 10 GB of disk. Linux only.
"""

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.scale.ask import Answered
from bench.scale.tables import write_tables
from graph.model.source_files import ROOT

SIZES, FULL = (500_000, 1_850_000, 5_000_000, 10_000_000), 50_000_000
_HEAD = (
    "| edges | build, s | CPU, s | peak, MB | snapshot, MB | open, s | own memory, MB | mapped, MB "
    "| page, ms | p99 | neighbourhood, ms | p99 |"
)


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds and seconds of CPU of an import, the peak of the larger of its processes, and the snapshot, in MB."""

    wall: float
    cpu: float
    peak: float
    disk: float


def _build(tables: Path, snapshot: Path) -> Built:
    words = [sys.executable, "-m", "medcode", "import-tables", str(tables), "--out", str(snapshot), "--quiet"]
    started = time.monotonic()
    process = subprocess.Popen(words, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "the import failed"
    disk = sum(path.stat().st_size for path in snapshot.rglob("*")) / 1e6
    return Built(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, disk)


def _ask(snapshot: Path) -> Answered:
    words = [sys.executable, "-m", "bench.scale.ask", str(snapshot)]
    return Answered(**json.loads(subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout))


def measured(edges: int, work: Path) -> tuple[Built, Answered]:
    """The figures of one size; what it takes of the disk is free again afterwards."""
    with TemporaryDirectory(dir=work) as folder:
        tables, snapshot = Path(folder, "tables"), Path(folder, "snapshot")
        tables.mkdir()
        write_tables(tables, edges)
        return _build(tables, snapshot), _ask(snapshot)


def row(edges: int, built: Built, answered: Answered) -> str:
    """A row of the table."""
    build = f"{edges:,} | {built.wall:.0f} | {built.cpu:.0f} | {built.peak:,.0f} | {built.disk:,.0f}"
    opened = f"{answered.attach:.2f} | {answered.own_memory:,.0f} | {answered.mapped:,.0f}"
    pages = f"{answered.page:.3f} | {answered.page_p99:.2f}"
    return f"| {build} | {opened} | {pages} | {answered.neighborhood:.2f} | {answered.neighborhood_p99:.1f} |"


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, action="append", help=f"a size; may be repeated; {SIZES} unless given")
    parser.add_argument("--full", action="store_true", help=f"and {FULL:,} edges")
    parser.add_argument("--work", type=Path, help="a folder on a disk that has room; the system's unless given")
    given = parser.parse_args()
    print(_HEAD, "|" + "---:|" * 12, sep="\n")
    for edges in (*(given.edges or SIZES), *((FULL,) if given.full else ())):
        print(row(edges, *measured(edges, given.work)), flush=True)


if __name__ == "__main__":
    main()
