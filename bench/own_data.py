"""Changes to a folder of data of the user's beside what ships: seconds until the snapshot of each is written.

    python -m bench.own_data [--pages N] [--rounds N]

The folder has some pages, a set of mappings and a table of policies. A builder that stays open, as `medcode watch` has
it, and a new process for each build, as `medcode build` is one, take turns, each after a change of its own; given are
medians. Of a new process it is the time until it has ended. Memory is what the open builder holds: its own, and the
mapped files that it has touched. Linux only.
"""

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from graph.ingest.data_folder import SHIPPED, Part
from graph.model.source_files import ROOT

_BUILDER = """
import gc, sys
from pathlib import Path
from time import perf_counter
from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder
from graph.ingest.graph_builder import GraphBuilder
builder = GraphBuilder(BuildInputs((DataFolder(Path(sys.argv[1])),)), Path(sys.argv[2]))
for _ in sys.stdin if len(sys.argv) > 4 else [""]:
    start = perf_counter()
    assert builder.ensure_snapshot(Path(sys.argv[3])) is not None
    seconds = perf_counter() - start
    gc.collect()
    print(seconds, flush=True)
"""
_MAPPINGS = """#mapping_set_id: https://example.org/own
#mapping_set_title: Own
#license: none
#curie_map:
subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence
RISK:infection\tskos:relatedMatch\tICD10CM:T81.40XA\tsemapv:ManualMappingCuration\t0.{number:06}
"""
_POLICIES = """payer,policy_number,title,url,effective_date,status,code_system,codes,coverage
Example Plan,7,Policy {number},https://example.org/7,2026-01-01,Active,ICD10PCS,0SR9019,covered
Example Plan,8,Fractures,https://example.org/8,2026-01-01,Active,ICD10CM,S42.001A-S42.92XA,conditional
"""
_HEAD = "Name of the Procedure:\n\n"


class OwnData:
    """A folder of data, and changes to it, no two of which are the same."""

    def __init__(self, root: Path, pages: int) -> None:
        self.root, self._numbers = root, count(1)
        shipped = sorted(SHIPPED.part(Part.PAGES).rglob("*.txt"))
        for number in range(pages):
            self._write(f"pages/own/own-{number}.txt", self._page(shipped[number % len(shipped)], number))
        self._first = shipped[0]
        self.change_mapping()
        self.change_official_file()

    def _write(self, name: str, content: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    @staticmethod
    def _page(path: Path, number: int) -> str:
        return path.read_text(encoding="utf-8").replace(_HEAD, f"{_HEAD}Own {number} ", 1)

    def change_page(self) -> None:
        """Another name of one page."""
        self._write("pages/own/own-0.txt", self._page(self._first, 10**6 + next(self._numbers)))

    def change_mapping(self) -> None:
        """Another confidence of one row."""
        self._write("mappings/own.sssom.tsv", _MAPPINGS.format(number=next(self._numbers)))

    def change_official_file(self) -> None:
        """Another title of one policy."""
        self._write("policies/own.csv", _POLICIES.format(number=next(self._numbers)))


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of data, of layers and of the snapshot."""

    data: Path
    layers: Path
    out: Path

    def command(self, *more: str) -> list[str]:
        return [sys.executable, "-c", _BUILDER, str(self.data), str(self.layers), str(self.out), *more]


class OpenBuilder:
    """A process that builds whenever it is asked to."""

    def __init__(self, folders: Folders) -> None:
        self.process = subprocess.Popen(
            folders.command("open"), cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def build(self) -> float:
        """Seconds of one build."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def memory(self) -> tuple[float, float]:
        """Megabytes of its own, and of files."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        rows = dict(row.split(":", 1) for row in text.splitlines() if ":" in row)
        own, mapped = (int(rows[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
        return own, mapped


def in_new_process(folders: Folders) -> float:
    """Seconds of one build, from the start of a process to its end."""
    start = perf_counter()
    subprocess.run(folders.command(), cwd=ROOT, check=True, capture_output=True)
    return perf_counter() - start


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20, help="pages of the user's own; %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of changes; %(default)s")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        data = OwnData(Path(folder, "data"), given.pages)
        folders = Folders(data.root, Path(folder, "layers"), Path(folder, "new"))
        full = in_new_process(folders)
        builder = OpenBuilder(Folders(data.root, folders.layers, Path(folder, "open")))
        opened = builder.build()
        changes: dict[str, Callable[[], None]] = {
            "one changed page": data.change_page,
            "one changed mapping": data.change_mapping,
            "one changed official file": data.change_official_file,
        }
        seconds: dict[tuple[str, bool], list[float]] = {}
        for _ in range(given.rounds):
            for name, change in changes.items():
                change()
                seconds.setdefault((name, True), []).append(builder.build())
                change()
                seconds.setdefault((name, False), []).append(in_new_process(folders))
        own, mapped = builder.memory()
        builder.process.communicate()
    print("| | builder open | new process |")
    print("|---|---:|---:|")
    print(f"| nothing is kept yet | – | {full:.1f} s |")
    print(f"| first build upon kept layers | {opened:.1f} s | – |")
    for name in changes:
        print(f"| {name} | {median(seconds[name, True]):.2f} s | {median(seconds[name, False]):.2f} s |")
    print(f"\nmemory of the open builder: {own:.0f} MB of its own, {mapped:.0f} MB of mapped files")


if __name__ == "__main__":
    main()
