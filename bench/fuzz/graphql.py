"""Queries: a mutated one is answered or refused, by both ways of execution, and never with an error of the service."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.fuzz.reading import time_bound
from graph.model.limits import Limits
from graph.model.source_files import ROOT
from graph.store import GraphStore
from tests.conftest import ask_compiled, ask_store, snapshot_of
from tests.world import world_graph

_OWN = b'{ byCurie(curie: "PAGE:cast") { name ... on Procedure { risks(first: 2) { nodes { name } } } } }'


@cache
def seeds() -> Sequence[bytes]:
    """The stored queries, and one of the small graph."""
    return [_OWN, *(path.read_bytes() for path in sorted((ROOT / "data" / "queries").glob("*.graphql")))]


def check(content: bytes, folder: Path) -> None:
    """Ask a query of a small graph.

    Raises:
        AssertionError: an error of the service is among the answers, or it took too long.
    """
    query = content[: Limits.body].decode("utf-8", errors="replace")
    if not query:
        return
    store = _store()
    with time_bound():
        errors = ask_store(store, query)["errors"]
        ask_compiled(store, query)
    failed = [error for error in errors if error.get("extensions", {}).get("code") == "INTERNAL"]
    assert not failed, failed[0]


@cache
def _store() -> GraphStore:
    """The small graph, asked once: the schema is made when it is first asked."""
    store = GraphStore(snapshot_of(world_graph()))
    ask_store(store, _OWN.decode())
    return store
