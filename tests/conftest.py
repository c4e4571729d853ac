"""Fixtures that every test shares."""

import gc
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import GraphQLObjectType
from hypothesis import settings

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.model.property_graph import Graph, edges_of, iter_nodes
from graph.search.collect_entries import search_entries
from graph.search.finder import Finder
from graph.search.index import write_index
from graph.storage.freeze import freeze_in_memory
from graph.store import GraphStore, open_store
from graph.store.snapshot import Snapshot
from graph.traversal.topology import Topology
from schema.context import Request
from schema.create_schema import create_schema
from schema.execution.operations import Operations
from schema.execution.plan import Answer as Compiled
from tests.answers import without_cost
from tests.world import world_graph

pytest_plugins = ("tests.database.fixtures", "tests.serving.database_fixtures")
"""Fixtures that several rooms share: graph databases."""
gc.set_threshold(100_000, 20, 100)
"""Graphs that fixtures keep are millions of objects, which the collector looks through again and again."""
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
SHARED = Path(__file__).parent.parent.parent / "shared"
REAL_PAGE = SHARED / "pages" / "pelvic-fixation.txt"
needs_real_page = pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real page is not part of the project")

Answer = dict[str, Any]
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def graph() -> Graph:
    return world_graph()


def snapshot_of(graph: Graph) -> Snapshot:
    """The graph frozen, with its index, in memory."""
    kinds = Counter(node.kind for node in iter_nodes(graph))
    edges = Counter(edge.kind for edge in edges_of(graph))
    frozen = freeze_in_memory(graph)
    finder = Finder(write_index(search_entries(frozen)))
    return Snapshot(frozen, finder, graph.graph["version"], graph.graph["documents"], kinds, edges)


@lru_cache(16)
def store_of(graph: Graph) -> GraphStore:
    """The store over a graph that was never written; the graph must not change."""
    return GraphStore(snapshot_of(graph))


def topology_of(graph: Graph) -> Topology:
    """How the nodes of a graph are joined; without an index, which takes longer to make."""
    return Topology(freeze_in_memory(graph))


@pytest.fixture
def store(graph: Graph) -> GraphStore:
    """The store over the world."""
    return store_of(graph)


schema_of = cache(create_schema)
"""A schema takes longer to make than a query to answer."""


def ask_store(
    store: GraphStore, query: str, variables: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Answer:
    """The whole answer of a query: `data`, and `errors` as they are sent."""
    limits = limits or Limits()
    request = Request(store=store, limits=limits)
    result = schema_of(limits).execute_sync(query, dict(variables or {}), request)
    return {"data": result.data, "errors": [error.formatted for error in result.errors or []]}


@cache
def operations_of(limits: Limits) -> Operations:
    """Compiled operations; they begin anew with each graph."""
    schema = schema_of(limits)
    return Operations(schema._schema, schema.documents)


def ask_compiled(
    store: GraphStore, query: str, variables: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Compiled | None:
    """The answer of the compiled operation, without its cost; None where the reference executor must answer."""
    limits = limits or Limits()
    found = operations_of(limits).answer(store, limits, query, dict(variables or {}), None)
    return found._replace(body=without_cost(found.body)) if found else None


@pytest.fixture
def ask(graph: Graph) -> Ask:
    """Ask the world, by either execution; the answer has errors only where a test expects them."""

    def run(query: str, **variables: object) -> Answer:
        store = store_of(graph)
        answer = ask_store(store, query, variables)
        assert answer["errors"] == []
        data = answer["data"]
        compiled = ask_compiled(store, query, variables)
        assert compiled is None or orjson.loads(compiled.body) == {"data": data}
        assert isinstance(data, dict)
        return data

    return run


@cache
def arguments_of() -> frozenset[str]:
    """The names of all arguments that a field has."""
    types = schema_of(Limits())._schema.type_map.values()
    fields = (field for kind in types if isinstance(kind, GraphQLObjectType) for field in kind.fields.values())
    return frozenset(argument for field in fields for argument in field.args)


@pytest.fixture
def refuse(graph: Graph) -> Ask:
    """Ask the world something that it refuses; gives the first error."""

    def run(query: str, limits: Limits | None = None, **variables: object) -> Answer:
        errors = ask_store(store_of(graph), query, variables, limits)["errors"]
        assert errors, "the query was answered"
        first = errors[0]
        assert isinstance(first, dict)
        assert first["extensions"].get("argument") in (None, *arguments_of())
        return first

    return run


@pytest.fixture(scope="session")
def shipped() -> GraphStore:
    """All that is shipped, as the server serves it: built once, and found built the next time."""
    ensure_default_snapshot()
    return open_store(f"snapshot:{DEFAULT_SNAPSHOT}")


_LONG = tuple(
    f"test_{name}.py"
    for name in (
        "own_data notebooks analysis documents kgx judged incremental forged_snapshots fuzz generated killed_push "
        "database_faults database_replaced reload_processes balanced_servers"
    ).split()
)
"""Files of tests that take a minute or so: they begin first, so that the processes of a run end together."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in _LONG)
