"""Comparing two procedures: within the limits of a request, and in a thread where it is much."""

import orjson
import pytest

from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.budget import InlineBudgetExceeded
from schema.context import Request
from schema.execution.operations import Operations
from tests.conftest import ask_compiled, ask_store, schema_of, store_of
from tests.world import NODES, World, edge

MANY, SHARED = 6_000, 10
QUERY = '{ compare(a: "cast", b: "splint") { sections { edgeKind shared { name } onlyA { curie } onlyB { curie } } } }'
LIMIT = {"items": "nodes", "rows": "rows"}
RISKS = '{ compare(a: "PAGE:cast", b: "PAGE:splint", edgeKinds: [HAS_RISK]) { sections { shared { name } } } }'


@pytest.fixture(scope="module")
def wide() -> GraphStore:
    """Two procedures with thousands of risks each, some of them in common."""
    risks = [Node(f"RISK:{n}", "Risk", f"Risk {n}") for n in range(2 * MANY - SHARED)]
    edges: list[Edge] = []
    for slug, of_page in (("cast", risks[:MANY]), ("splint", risks[MANY - SHARED :])):
        edges += [edge(f"PAGE:{slug}", "HAS_RISK", risk.curie, None, position=n) for n, risk in enumerate(of_page)]
    return store_of(build([World([*NODES, *risks, *edges])]).graph)


def test_a_comparison_has_as_many_items_as_a_request_may_have(wide: GraphStore) -> None:
    (section,) = ask_store(wide, QUERY)["data"]["compare"]["sections"]
    assert len(section["shared"]) == SHARED
    assert len(section["onlyA"]) == len(section["onlyB"]) == MANY - SHARED
    compiled = ask_compiled(wide, QUERY)
    assert compiled is not None
    assert orjson.loads(compiled.body)["data"]["compare"]["sections"] == [section]


def test_a_comparison_counts_its_items_and_what_it_looks_at(wide: GraphStore) -> None:
    request = Request(store=wide, limits=Limits())
    schema_of(Limits()).execute_sync(RISKS, context_value=request)
    assert (request.items_returned, request.rows_read) == (2 + 2 * MANY - SHARED, 2 + 2 * MANY)


@pytest.mark.parametrize(
    ("limits", "of"), [(Limits(nodes=MANY), "items"), (Limits(rows=2 * MANY), "rows"), (Limits(rows=MANY), "rows")]
)
def test_a_comparison_beyond_the_limits_is_refused_like_anything_else(
    wide: GraphStore, limits: Limits, of: str
) -> None:
    (error,) = ask_store(wide, RISKS, limits=limits)["errors"]
    (other,) = ask_store(wide, "{ risks(first: 2) { nodes { name } } }", limits=Limits(**{LIMIT[of]: 1}))["errors"]
    limit = getattr(limits, LIMIT[of])
    assert error["message"] == other["message"]
    assert error["extensions"] == other["extensions"] | {"of": of, "limit": limit}
    assert error["path"] == ["compare"]


def test_a_large_comparison_leaves_the_event_loop(wide: GraphStore) -> None:
    programs = Operations(schema_of(Limits())._schema, schema_of(Limits()).documents)
    with pytest.raises(InlineBudgetExceeded):
        programs.answer(wide, Limits(), RISKS, {}, None, 10_000)
    assert programs.answer(wide, Limits(), RISKS, {}, None, 1_000_000) is not None
