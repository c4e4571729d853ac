"""Fixtures that every test shares."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest

from graph.build import Graph
from graph.model import Node
from graph.search.answer import Hit, Search, SearchPage
from graph.search.ground import Grounding
from graph.shipped import DEFAULT_SNAPSHOT, ensure_snapshot
from graph.snapshot import attach, write_snapshot
from graph.store import GraphStore, Hop, LinkPage, NodePage, Scan, Summary
from graph.store.engines import open_store
from graph.store.frozen import FrozenStore
from graph.store.memory import MemoryStore
from graph.topology import Topology
from schema.compiled.program import Answer as Compiled
from schema.compiled.program import Programs
from schema.context import Request
from schema.limits import Limits
from schema.service import create_schema
from tests.world import world_graph

SHARED = Path(__file__).parent.parent.parent / "shared"
REAL_PAGE = SHARED / "pages" / "pelvic-fixation.txt"
needs_real_page = pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real page is not part of the project")

Answer = dict[str, Any]
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def graph() -> Graph:
    return world_graph()


@pytest.fixture(params=["memory", "frozen"])
def store(request: pytest.FixtureRequest, graph: Graph, tmp_path: Path) -> GraphStore:
    """Every engine over the same world."""
    if request.param == "memory":
        return MemoryStore(graph)
    write_snapshot(graph, tmp_path / "world")
    return FrozenStore(attach(tmp_path / "world"))


@dataclass(slots=True)
class CountingStore:
    """Passes everything on and notes each call."""

    inner: GraphStore
    calls: list[str] = field(default_factory=list)

    @property
    def topology(self) -> Topology:
        self.calls.append("topology")
        return self.inner.topology

    async def nodes(self, curies: Sequence[str]) -> list[Node | None]:
        self.calls.append(f"nodes {len(curies)}")
        return await self.inner.nodes(curies)

    async def expand(self, curies: Sequence[str], hop: Hop, budget: int) -> list[LinkPage]:
        self.calls.append(f"expand {len(curies)} {'|'.join(hop.kinds)}")
        return await self.inner.expand(curies, hop, budget)

    async def scan(self, scan: Scan) -> NodePage:
        self.calls.append(f"scan {scan.kind}")
        return await self.inner.scan(scan)

    async def summary(self) -> Summary:
        self.calls.append("summary")
        return await self.inner.summary()

    async def search(self, search: Search) -> SearchPage:
        self.calls.append("search")
        return await self.inner.search(search)

    async def suggest(self, search: Search) -> Sequence[Hit]:
        self.calls.append("suggest")
        return await self.inner.suggest(search)

    async def ground(self, terms: Sequence[str], kinds: tuple[str, ...]) -> Sequence[Grounding]:
        self.calls.append(f"ground {len(terms)}")
        return await self.inner.ground(terms, kinds)


schema_of = cache(create_schema)
"""A schema takes longer to make than a query to answer."""


def ask_store(
    store: GraphStore, query: str, variables: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Answer:
    """The whole answer of a query: `data`, and `errors` as they are sent."""
    limits = limits or Limits()
    request = Request(store, limits)
    result = asyncio.run(schema_of(limits).execute(query, variable_values=dict(variables or {}), context_value=request))
    return {"data": result.data, "errors": [error.formatted for error in result.errors or []]}


def ask_compiled(
    store: GraphStore, query: str, variables: Mapping[str, object] | None = None, *, native: bool = True
) -> Compiled | None:
    """The answer of the compiled operation; None where the reference executor must answer."""
    schema = schema_of(Limits())
    programs = Programs(schema._schema, schema.documents, native=native)
    return asyncio.run(programs.answer(store, Limits(), query, dict(variables or {}), None))


@cache
def _frozen(graph: Graph) -> GraphStore:
    """The graph as it is served."""
    with TemporaryDirectory() as folder:
        write_snapshot(graph, Path(folder, "world"))
        return FrozenStore(attach(Path(folder, "world")))


@pytest.fixture
def ask(graph: Graph) -> Ask:
    """Ask the world, by either execution; the answer has errors only where a test expects them."""

    def run(query: str, **variables: object) -> Answer:
        store = MemoryStore(graph)
        answer = ask_store(store, query, variables)
        assert answer["errors"] == []
        data = answer["data"]
        for asked, native in product((store, _frozen(graph)), (True, False)):
            compiled = ask_compiled(asked, query, variables, native=native)
            assert compiled is None or orjson.loads(compiled.body) == {"data": data}
        assert isinstance(data, dict)
        return data

    return run


@pytest.fixture
def refuse(graph: Graph) -> Ask:
    """Ask the world something that it refuses; gives the first error."""

    def run(query: str, limits: Limits | None = None, **variables: object) -> Answer:
        errors = ask_store(MemoryStore(graph), query, variables, limits)["errors"]
        assert errors, "the query was answered"
        first = errors[0]
        assert isinstance(first, dict)
        return first

    return run


@pytest.fixture(scope="session")
def shipped() -> GraphStore:
    """All that is shipped, as the server serves it: built once, and found built the next time."""
    ensure_snapshot()
    return open_store(f"snapshot:{DEFAULT_SNAPSHOT}")
