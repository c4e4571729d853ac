"""How fast cases are reviewed, and how long a page waits meanwhile.

    python -m bench.review.speed [--rounds N]

Cases are the judged ones with the most codes, a dozen on average. 'First' is the first time that a process meets their
codes; the other figures are medians of rounds. A page is a procedure with its risks, asked in the event loop while a
thread reviews a thousand cases.
"""

import asyncio
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from statistics import median

import orjson

from bench.review.judged_cases import HELD_OUT, OPEN, read_judged
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.review.case import Case
from graph.store import GraphStore
from graph.store.store import open_store
from schema.create_schema import create_schema
from serving.current_graph import CurrentGraph
from serving.executor import DeferredRequest, RequestExecutor
from serving.request import parse_body

_CASES = 40
_MANY = 1000
_PAGE = '{ procedure(slug: "total-hip-replacement") { name risks(first: 20) { nodes { name } } } }'


def main() -> None:
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    ensure_default_snapshot()
    store = open_store(f"snapshot:{DEFAULT_SNAPSHOT}")
    store.topology.graph.read_texts()
    judged = [case.case for name in (OPEN, HELD_OUT) for case in read_judged(name)]
    cases = sorted(judged, key=len, reverse=True)[:_CASES]
    print(f"{_CASES} cases of {sum(map(len, cases)) / _CASES:.1f} codes")
    store.review(Case())
    store.group(Case())
    print(f"first: {_each(cases, store.review):.2f} ms a case")
    measured: dict[str, Callable[[Case], object]] = {
        "review": store.review,
        "review and group": lambda case: store.review(case).grouping,
        "review, group and risk categories": lambda case: (
            store.review(case).grouping,
            store.review(case).risk_categories,
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, ask in measured.items():
            times[name].append(_each(cases, ask))
    for name, found in times.items():
        print(f"{name}: {median(found):.2f} ms a case, {1000 / median(found):,.0f} cases a second")
    asyncio.run(_pages(store))


def _each(cases: Sequence[Case], ask: Callable[[Case], object]) -> float:
    start = time.perf_counter()
    for case in cases:
        ask(case)
    return (time.perf_counter() - start) * 1000 / len(cases)


async def _pages(store: GraphStore) -> None:
    """How long a page takes alone, and while a thread reviews."""
    limits = Limits(nodes=10**6)
    graph = CurrentGraph(create_schema(limits), limits, store)
    graph.now.warm_up()
    executor = RequestExecutor(graph)
    alone = [await _page(executor, number) for number in range(500)]
    case = {"diagnoses": [{"code": code} for code in ("I11.0", "I50.9", "E11.22", "N18.4", "J44.1", "I48.91")]}
    query = "query ($cases: [CaseInput!]!) { reviewMany(cases: $cases) { findings { rule message } } }"
    body = orjson.dumps({"query": query, "variables": {"cases": [case] * _MANY}})
    work = asyncio.ensure_future(
        executor.execute_in_thread(DeferredRequest(parse_body(body), body, graph.now, compiled=True), gzip=False)
    )
    start, meanwhile = time.perf_counter(), list[float]()
    while not work.done():
        meanwhile.append(await _page(executor, len(meanwhile)))
    took = time.perf_counter() - start
    print(f"{_MANY} cases by reviewMany: {took:.2f} s")
    for name, waits in (("alone", alone), ("meanwhile", meanwhile)):
        ordered = sorted(waits)
        print(f"a page {name}: median {median(ordered):.2f} ms, p99 {ordered[int(len(ordered) * 0.99)]:.2f} ms")
    executor.close()


async def _page(executor: RequestExecutor, number: int) -> float:
    body = orjson.dumps({"query": _PAGE.replace("name risks", f"a{number}: name risks")})
    start = time.perf_counter()
    await asyncio.sleep(0)
    executor.execute_inline(parse_body(body), body, gzip=False)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
