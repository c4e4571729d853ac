"""The cost of edges that are kept in a graph database, beside the frozen graph and Neo4j's GraphQL library.

    python -m bench.database [--graph DIR] [--rounds N] [--seconds S] [--codes N] [--out FILE]

ArcadeDB is started from its package (the extra for tests) and the graph is pushed there, which takes five minutes for
the shipped one; where the variable MEDCODE_STORE names a database that holds that graph, it is read in its place, and
nothing is written to it.

The first table is of operations in this process, each by a store that has read no edge yet: statements, edges that were
read, and the time; then the same again, which asks nothing; and over the frozen graph. The second is of servers over
HTTP, without caches of answers, asked in turns: first for codes that nobody has asked them for (cold), then for the
same ones (warm). Neo4j's library is given types for the part of the graph that the compared operations need, and an
index by CURIE; ours answers them with lists of up to 300 items, which the library does not limit. Before they are
measured, all servers must give the same answers. Client, servers and database share all cores. Linux only.
"""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.database import costs, pace
from bench.database.codes import Codes
from bench.database.costs import Bench
from bench.database.documents import CODE_PAGES, compared, explorer, standard
from bench.database.pace import Pace, compare, measure
from bench.database.peer import NODE, PEER, peer_launch, statements
from bench.peers.node_packages import install
from bench.peers.process import Launch, running
from bench.peers.servers import COLD, COMPILED, our_command
from bench.peers.table import machine
from graph.database.address import parse_address
from graph.database.connection import Database
from graph.database.fetch_version import fetch_version
from graph.database.push import push
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.progress_bar import NoProgress
from graph.store import open_store
from tests.database.arcade import arcade_server

FROZEN, STORED = "frozen", "database"
_STORE = "MEDCODE_STORE"
_INDEXED = ("Diagnosis", "Procedure")
_CHECKED = 20
"""Codes whose answers are compared."""


@contextmanager
def _database(graph: Path, folder: Path) -> Iterator[str]:
    """The address of a database that holds a graph."""
    if os.environ.get(_STORE):
        yield os.environ[_STORE]
        return
    with arcade_server(folder) as server:
        address = server.create()
        with Database(parse_address(address)) as database:
            push(database, graph, NoProgress())
            for label in _INDEXED:
                database.define(f"CREATE INDEX FOR (n:{label}) ON (n.curie)")
        yield address


def _launches(graph: Path, address: str) -> list[Launch]:
    stored = our_command(graph)
    del stored[stored.index("--store") : stored.index("--port")]
    return [
        Launch(FROZEN, our_command(graph), COLD, COMPILED),
        Launch(STORED, stored, {**COLD, _STORE: address}, COMPILED),
        peer_launch(address),
    ]


def _in_process(graph: Path, address: str, folder: Path, given: Pace) -> Iterator[str]:
    whole = open_store(f"snapshot:{graph}")
    with Database(parse_address(address)) as database:
        fetch_version(database, folder)
        bench = Bench(database, folder, whole)
        documents = [*standard(), *explorer(), *compared()]
        for cost in bench.costs(documents, Codes(whole.topology.graph), given.codes // 4, given.rounds):
            yield cost.row()


def _over_http(graph: Path, address: str, given: Pace) -> Iterator[str]:
    codes = Codes(open_store(f"snapshot:{graph}").topology.graph)
    with running(_launches(graph, address), sorted(os.sched_getaffinity(0))) as servers:
        sent = statements(servers[-1])
        pages = [(document, servers[:2]) for document in explorer() if document.name in CODE_PAGES]
        for document, asked in [*pages, *((document, servers) for document in compared())]:
            if codes.left(document.prefix):
                compare(document, asked, codes.take(document.prefix, _CHECKED))
                yield from (row.row() for row in measure(document, asked, codes, given))
        yield f"\n{PEER} sent {statements(servers[-1]) - sent:,} statements."


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=DEFAULT_SNAPSHOT, help="folder of a snapshot; %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=3, help="seconds for which eight clients ask; %(default)s")
    parser.add_argument("--codes", type=int, default=200, help="codes of a round for one client; %(default)s")
    parser.add_argument("--out", type=Path, help="a file for the tables, as Markdown")
    given = parser.parse_args()
    install(NODE)
    wanted, report = Pace(given.rounds, given.codes, given.seconds), list[str]()
    with TemporaryDirectory() as folder, _database(given.graph, Path(folder)) as address:
        for line in _lines(given.graph.resolve(), address, Path(folder, "partial"), wanted):
            report.append(line)
            print(line, flush=True)
    if given.out:
        given.out.write_text("\n".join(report) + "\n", encoding="utf-8")


def _lines(graph: Path, address: str, folder: Path, given: Pace) -> Iterator[str]:
    yield f"{machine()}.\n\n{costs.HEAD}"
    yield from _in_process(graph, address, folder, given)
    yield f"\n{pace.HEAD}"
    yield from _over_http(graph, address, given)


if __name__ == "__main__":
    main()
