"""Load while faults happen: no request may fail but those in flight on what was killed.

python -m bench.faults [--seconds S] [--connections N] [--interval S] [--full-disk]

Kept-alive connections ask a server of two workers over a copy of the default graph. Every `interval` seconds a worker
is killed with SIGKILL; in between, the folder of the snapshot is replaced, cut short and removed, and SIGHUP is sent.
With `--full-disk` the cache of machine code is on a disk without space, where mounting is possible. Wrong bytes, a
status of 500 or more, an answer that does not come in 5 s and a connection that is closed for no reason are failures:
the exit code is 1. Linux only.
"""

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from bench.faults.run import Run, run
from bench.faults.served import can_mount
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT


def main() -> int:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="how long it takes; %(default)s")
    parser.add_argument("--connections", type=int, default=1_000, help="kept-alive connections; %(default)s")
    parser.add_argument("--interval", type=float, default=10, help="seconds between two kills; %(default)s")
    parser.add_argument("--full-disk", action="store_true", help="no space for the cache of machine code")
    given = parser.parse_args()
    if given.full_disk and not can_mount():
        print("No disk can be mounted here: the cache of machine code has the space that there is.")
        given.full_disk = False
    ensure_default_snapshot()
    counts = run(DEFAULT_SNAPSHOT, Run(given.seconds, given.connections, given.interval, given.full_disk))
    for event, count in counts.events.most_common():
        print(f"{count:9,} {event}")
    for event, sample in counts.samples.items():
        print(f"{event}: {sample}")
    taken = sorted(counts.seconds)
    print(f"p50 {taken[len(taken) // 2] * 1e3:.1f} ms, p99 {taken[len(taken) * 99 // 100] * 1e3:.1f} ms")
    return 1 if counts.failures() else 0


if __name__ == "__main__":
    raise SystemExit(main())
