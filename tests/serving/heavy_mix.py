"""The heaviest queries that are allowed, and clients that ask them again and again."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from threading import Event, Thread

from tests.serving.hostile.exchange import Exchanged, exchange
from tests.serving.hostile.hostile_request import HostileRequest, graphql
from tests.serving.live_server import post

_PATHS = 'paths(from: "PAGE:hysteroscopy", to: "ICD10CM:A00", by: INFORMATIVENESS, maxLength: 8, first: 20) { length }'
_TYPES = "{ name fields { name args { name type { name ofType { name } } } type { name ofType { name } } } }"
_WITH_E = 'where: {name: {contains: "e"}}'
_RISK = {"kind": "HAS_RISK", "direction": "IN", "node": {"kind": "PROCEDURE"}}
_DEEP = """{ risk(slug: "infection") { procedures(first: 60) { nodes { name indications { nodes { name
    procedures(first: 20) { nodes { curie name risks { edges { position node { name } } } } } } } } } } }"""
_NEIGHBORHOOD = """{ neighborhood(of: ["RISK:infection"], depth: 6, maxNodes: 1000) {
    nodes { curie name } edges { kind sourceCurie targetCurie } } }"""


def _export(format_: str) -> HostileRequest:
    start = f"GET /export/{format_}?of=RISK:infection&depth=2 HTTP/1.1"
    return HostileRequest(f"an export as {format_}", post(b"", start=start, kind=None, length=None), 200)


HEAVIEST: list[HostileRequest] = [
    graphql("paths", f"{{ {' '.join(f'a{number}: {_PATHS}' for number in range(3))} }}"),
    graphql("a hub, filtered", f'{{ risk(slug: "infection") {{ procedures({_WITH_E}) {{ totalCount }} }} }}'),
    graphql("all diagnoses, filtered", f"{{ diagnoses(first: 1000, {_WITH_E}) {{ nodes {{ name }} }} }}"),
    graphql(
        "terms grounded",
        "query ($terms: [String!]!) { ground(terms: $terms) { term confidence } }",
        variables={"terms": [f"knee {number}" for number in range(300)]},
    ),
    graphql(
        "a pattern",
        "query ($node: NodePattern!) { match(pattern: $node, first: 1000) { nodes { node { name } } } }",
        variables={"node": {"kind": "PROCEDURE", "edges": [{"kind": "HAS_RISK", "node": {"edges": [_RISK]}}]}},
    ),
    graphql("introspection", f"{{ __schema {{ types {_TYPES} }} }}"),
    graphql("deep nesting", _DEEP),
    graphql("a neighbourhood", _NEIGHBORHOOD),
    _export("jsonl"),
    _export("graphml"),
]
"""None of them is refused."""


@contextmanager
def asked_again_and_again(port: int, clients: int) -> Iterator[list[Exchanged]]:
    """So many clients ask all of them in turns, each from another one on; the answers until now."""
    end, answers = Event(), list[Exchanged]()

    def ask(first: int) -> None:
        for hostile in cycle(HEAVIEST[first:] + HEAVIEST[:first]):
            if end.is_set():
                return
            with suppress(TimeoutError, OSError):
                answers.append(exchange(port, hostile))

    threads = [Thread(target=ask, args=(number * len(HEAVIEST) // clients,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        end.set()
        for thread in threads:
            thread.join()
