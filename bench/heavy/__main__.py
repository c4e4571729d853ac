"""How long a page takes while one client asks the costliest that may be asked, again and again.

python -m bench.heavy [--rounds N] [--seconds S] [--rate N] [--workers N]

The server runs over the default graph on all cores but the first, the client on that one. Pages are asked for at random
times, so many a second, over kept connections, and counted from when they were due. Of each kind of costly
question all variables are asked once, and the five that take longest, of those that are not refused, are asked in turns
over one connection. Rounds with it and without take turns; p50 and p99 are medians of the rounds, the longest is that
of all. Linux only.
"""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence

from bench.heavy.choose import AllRefusedError, Asked, choose, typical
from bench.heavy.costly import Costly, costly
from bench.heavy.measure import Beside, Pace, measure
from bench.peers.data import DEFAULT, prepare
from bench.peers.load import BadAnswer, fetch
from bench.peers.process import Launch, Server, running
from bench.peers.questions import questions
from bench.peers.servers import COMPILED, our_command
from bench.peers.table import machine
from graph.store.snapshot import attach_snapshot

HEAD = (
    "| one client asks again and again | executed | items | kB | alone, ms | meanwhile, ms "
    "| page p50 ms | p99 | longest | without it p50 | p99 | longest |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def main(words: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=5, help="seconds of a round; %(default)s")
    parser.add_argument("--rate", type=float, default=100, help="pages asked for in a second; %(default)s")
    parser.add_argument("--workers", type=int, help="workers of the server; as it is by default")
    parser.add_argument("--only", default="", help="only costly questions whose title has this in it")
    given = parser.parse_args(words)
    cores = sorted(os.sched_getaffinity(0))
    assert len(cores) > 1, "this needs two cores"
    pace = Pace(given.rounds, given.seconds, given.rate)
    data = prepare(DEFAULT)
    asked = [one for one in costly(attach_snapshot(data.snapshot).graph) if given.only in one.title]
    pages = questions(data)[0].requests()
    options = ["--workers", str(given.workers)] if given.workers else []
    launch = Launch("ours", our_command(data.snapshot, *options), mark=COMPILED)
    with running([launch], cores[1:]) as (server,):
        os.sched_setaffinity(0, cores[:1])
        try:
            _check(server, pages)
            print(f"{machine()}.\n\nChoosing what costs most takes about two minutes.", flush=True)
            chosen = [(one, choose(server.port, one)) for one in asked]
            print(f"{_forecast(pace, [found for _, found in chosen])}\n\n{HEAD}", flush=True)
            for one, found in chosen:
                print(row(one, found, measure(server, pages, found, pace)), flush=True)
        except (AllRefusedError, BadAnswer) as error:
            parser.exit(1, f"{error}\n")


def _check(server: Server, pages: Sequence[bytes]) -> None:
    """That all pages run compiled, and are warm."""
    for _ in fetch(server.port, pages, server.mark):
        pass


def _forecast(pace: Pace, chosen: Sequence[Sequence[Asked]]) -> str:
    """Roughly how long all of it will take: in the end of a round what was asked last is waited for."""
    seconds = sum(pace.rounds * (2 * pace.seconds + found[0].seconds) for found in chosen)
    return (
        f"{pace.rounds} rounds of {pace.seconds:g} s with and without, {pace.rate:g} pages a second: about "
        f"{seconds / 60:.0f} minutes."
    )


def row(asked: Costly, chosen: Sequence[Asked], found: Beside) -> str:
    """What was measured of one costly question, as a row of Markdown."""
    one = typical(chosen)
    executed = "compiled" if all(other.compiled for other in chosen) else "reference"
    cells = [
        *(asked.title, executed, f"{one.items:,}", f"{one.size / 1000:,.0f}"),
        *(f"{one.seconds * 1000:,.0f}", f"{found.costly:,.0f}"),
        *(f"{took:,.1f}" for took in (found.loaded.p50, found.loaded.p99, found.loaded.longest)),
        *(f"{took:,.1f}" for took in (found.quiet.p50, found.quiet.p99, found.quiet.longest)),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
