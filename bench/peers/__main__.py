"""Our server beside its peers, on one core, over the same graph.

python -m bench.peers [--sizes 5000,50000,default] [--rounds N] [--seconds S] [--out FILE]

Peers are Strawberry with plain resolvers over NetworkX, Mercurius with its JIT, and GraphQL Yoga; the floor is uvicorn
that answers constant bytes of the same size. Before anything is measured, all of them must give the same answers. Needs
Linux, two cores, Node with npm, and for 50,000 procedures about 12 GB of memory. Data and packages are set up by the
command itself.
"""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from bench.peers.data import prepare
from bench.peers.measure import Pace, Row, measure
from bench.peers.questions import questions
from bench.peers.same import Differs
from bench.peers.servers import FLOOR, MERCURIUS, OURS, STRAWBERRY, YOGA, install, running
from bench.peers.table import busiest, how, machine, table

SERVERS = (OURS, STRAWBERRY, MERCURIUS, YOGA, FLOOR)


def main(words: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="5000,50000,default", help="numbers of procedures, or default; %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=3, help="seconds of a round; %(default)s")
    parser.add_argument("--warm-up", type=float, default=5, help="seconds of warming up; %(default)s")
    parser.add_argument("--queries", default="", help="only these, with commas between them")
    parser.add_argument("--servers", default="", help="only these and ours, with commas between them")
    parser.add_argument("--out", type=Path, help="a file for the tables, as Markdown")
    given = parser.parse_args(words)
    cores = sorted(os.sched_getaffinity(0))
    assert len(cores) > 1, "this needs two cores"
    pace = Pace(given.rounds, given.seconds, given.warm_up)
    asked = set(filter(None, given.queries.split(",")))
    wanted = {*given.servers.split(","), OURS} if given.servers else set(SERVERS)
    unknown = wanted - set(SERVERS)
    assert not unknown, f"no such servers: {unknown}; there are {SERVERS}"
    install()
    report = [f"{machine()}.", how(pace)]
    print("\n\n".join(report), flush=True)
    for size in given.sizes.split(","):
        try:
            title, rows, note = _measure(size, pace, asked, [name for name in SERVERS if name in wanted], cores)
        except Differs as error:
            parser.exit(1, f"{error}\n")
        report.extend([f"### {title[0].upper()}{title[1:]}", table(rows), note])
        print("", *report[-3:], sep="\n\n", flush=True)
        if given.out:
            given.out.write_text("\n\n".join(report) + "\n", encoding="utf-8")


def _measure(
    size: str, pace: Pace, asked: set[str], names: Sequence[str], cores: Sequence[int]
) -> tuple[str, list[Row], str]:
    data = prepare(size)
    rows = list[Row]()
    with running(data, cores[-1], names) as servers:
        os.sched_setaffinity(0, {cores[0]})
        try:
            for question in questions(data):
                if not asked or question.name in asked:
                    rows.extend(measure(question, servers, pace))
        finally:
            os.sched_setaffinity(0, cores)
        memory = ", ".join(f"{server.name} {server.memory():,.0f} MB" for server in servers)
    return data.title, rows, f"Resident memory after that: {memory}. {busiest(rows)}"


if __name__ == "__main__":
    main()
