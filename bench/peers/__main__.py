"""Our server beside its peers, on one core, over the same graph.

python -m bench.peers [--sizes 5000,50000,default] [--rounds N] [--seconds S] [--before DIR] [--out FILE]

Ours is measured twice, as two processes: without its cache of answers, and with it, once all was asked. With `--before`
the server of another checkout of this project is measured in the same rounds, also without. Peers are Strawberry with
plain resolvers over NetworkX, Mercurius with its JIT, and GraphQL Yoga; the floor is uvicorn on uvloop, with httptools,
that answers constant bytes of the same size. Before anything is measured, all of them must give the same answers, and
ours must run compiled. Needs Linux, two cores, Node with npm, and for 50,000 procedures about 12 GB of memory. Data and
packages are set up by the command itself.
"""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from bench.peers.data import prepare, prepare_snapshot
from bench.peers.load import BadAnswer
from bench.peers.measure import Pace, Row, measure
from bench.peers.node_packages import install
from bench.peers.process import running
from bench.peers.questions import NAMES, names_of, questions
from bench.peers.same import Differs
from bench.peers.servers import NODE, PEERS, before_launch, our_launches, peer_launches
from bench.peers.table import busiest, forecast, how, how_before, machine, ran, table


def main(words: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="5000,50000,default", help="numbers of procedures, or default; %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=3, help="seconds of a round; %(default)s")
    parser.add_argument("--warm-up", type=float, default=5, help="seconds of warming up; %(default)s")
    parser.add_argument("--queries", default=",".join(NAMES), help="only these; %(default)s")
    parser.add_argument("--servers", default=",".join(PEERS), help="only these and ours; %(default)s")
    parser.add_argument("--before", type=Path, help="another checkout of this project, to be measured beside ours")
    parser.add_argument("--out", type=Path, help="a file for the tables, as Markdown")
    given = parser.parse_args(words)
    cores = sorted(os.sched_getaffinity(0))
    assert len(cores) > 1, "this needs two cores"
    pace = Pace(given.rounds, given.seconds, given.warm_up)
    asked = _chosen(given.queries, NAMES)
    sizes = [size for size in given.sizes.split(",") if set(asked) & set(names_of(size))]
    peers = _chosen(given.servers, PEERS)
    before = given.before and given.before.resolve()
    install(NODE)
    report = [f"{machine()}.", how(pace), *([how_before(before)] if before else [])]
    count = (2 + len(peers) + bool(before)) * sum(name in asked for size in sizes for name in names_of(size))
    print("\n\n".join([*report, forecast(pace, count, len(sizes))]), flush=True)
    for size in sizes:
        try:
            title, rows, note = _measure(size, pace, asked, peers, before, cores)
        except (Differs, BadAnswer) as error:
            parser.exit(1, f"{error}\n")
        report.extend([f"### {title[0].upper()}{title[1:]}", table(rows), note])
        print("", *report[-3:], sep="\n\n", flush=True)
        if given.out:
            given.out.write_text("\n\n".join(report) + "\n", encoding="utf-8")


def _chosen(text: str, known: Sequence[str]) -> list[str]:
    """Names with commas between them, each of which must be known."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    assert set(found) <= set(known), f"there are {', '.join(known)}; not all of these are: {text}"
    return found


def _measure(
    size: str, pace: Pace, asked: Sequence[str], peers: Sequence[str], before: Path | None, cores: Sequence[int]
) -> tuple[str, list[Row], str]:
    data = prepare(size)
    chosen = [question for question in questions(data) if question.name in asked]
    rows = list[Row]()
    earlier = [before_launch(before, prepare_snapshot(size, before))] if before else []
    launches = [*our_launches(data), *earlier, *peer_launches(data, peers)]
    with running(launches, cores[-1:]) as servers:
        os.sched_setaffinity(0, cores[:1])
        try:
            for question in chosen:
                rows.extend(measure(question, servers, pace))
        finally:
            os.sched_setaffinity(0, cores)
        memory = ", ".join(f"{server.name} {server.memory():,.0f} MB" for server in servers)
    asks = sum(len(question.variables) for question in chosen)
    return data.title, rows, f"{ran(asks)} Resident memory after that: {memory}. {busiest(rows)}"


if __name__ == "__main__":
    main()
