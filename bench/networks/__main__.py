"""Measure and print: see `bench.networks`."""

from argparse import ArgumentParser
from pathlib import Path

from bench.networks import __doc__ as description
from bench.networks.libraries import libraries
from bench.networks.measure import measure
from bench.networks.network import NETWORKS, networks
from bench.networks.question import Library, Question
from bench.networks.table import conversion_table, header, network_table, question_table
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store.snapshot import attach_snapshot


def main() -> None:
    parser = ArgumentParser(description=description)
    parser.add_argument("--snapshot", type=Path, help="the default graph unless given")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement; %(default)s")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=NETWORKS)
    parser.add_argument("--questions", nargs="+", choices=[*Question], default=[*Question])
    given = parser.parse_args()
    if given.snapshot is None:
        ensure_default_snapshot()
    found = [*libraries()]
    there = [one for one in found if isinstance(one, Library)]
    print("\n".join(header(there, [one for one in found if isinstance(one, str)])), flush=True)
    graph = attach_snapshot(given.snapshot or DEFAULT_SNAPSHOT).graph
    asked = [one for one in networks(graph) if one.name in given.networks]
    measured = [measure(one, there, given.rounds, given.questions) for one in asked]
    made, rows = [one for one, _ in measured], [row for _, several in measured for row in several]
    for lines in (network_table(asked), conversion_table(made, there), question_table(rows, made, there)):
        print("\n".join(("", *lines)))


if __name__ == "__main__":
    main()
