"""Plans as machine code: what the pages and the measurements ask runs so, and says what Python says."""

import logging
import sys
from collections.abc import Callable

import orjson
import pytest

from graph.document import ROOT
from graph.machine import machine as machines
from graph.machine import opening
from graph.store import GraphStore
from schema.compiled import python
from schema.compiled.program import Answer, Programs
from schema.limits import Limits
from tests.conftest import schema_of, store_of
from tests.world import world_graph

VARIABLES = {"curie": "PAGE:cast", "first": 3}
MEASURED = ("page", "deep", "list")
NATIVE = [
    '{ procedure(slug: "cast") { __typename curie code kind name summary steps { nodes { __typename } } } }',
    '{ procedure(slug: "cast") { risks(first: 1) { totalCount pageInfo { hasNextPage } nodes { name } } } }',
    '{ procedure(slug: "cast") { personnel { edges { condition specialty node { curie } } } } }',
    '{ procedure(slug: "cast") { a: alternatives { edges { pros cons } } b: alternatives { nodes { __typename } } } }',
    "{ indications { nodes { name procedures { totalCount nodes { name } } } } }",
    'query($n: Int = 1) { procedure(slug: "cast") { steps(first: $n) { nodes { number name text } } } }',
    '{ neighborhood(of: ["PAGE:cast"], depth: 2) { nodes { curie kind } edges { kind source { name } targetCurie } } }',
    "{ risks(first: 0) { totalCount nodes { name procedures { nodes { name } } } } }",
]
NOT_NATIVE = [
    '{ procedure(slug: "cast") { name summary } }',
    '{ procedure(slug: "cast") { risks { edges { cursor } } } }',
    '{ procedure(slug: "cast") { risks { edges { evidence { quote } } } } }',
    '{ procedure(slug: "cast") { risks(first: 1) { pageInfo { endCursor } } } }',
]


@pytest.fixture(scope="module")
def world() -> GraphStore:
    return store_of(world_graph())


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compiled to what, as it is."""
    found: list[str] = []

    def watch(owner: object, name: str, how: str) -> None:
        function: Callable[..., object] = getattr(owner, name)

        def watched(*given: object, **named: object) -> object:
            found.append(how)
            return function(*given, **named)

        monkeypatch.setattr(owner, name, watched)

    watch(machines.Machine, "run", "native")
    watch(python, "function_of", "python")
    return found


def ask(store: GraphStore, query: str, limits: Limits | None = None, *, native: bool = True) -> Answer:
    limits = limits or Limits()
    schema = schema_of(limits)
    known = {name: value for name, value in VARIABLES.items() if f"${name}:" in query}
    answer = Programs(schema._schema, schema.documents, native=native).answer(store, limits, query, known, None)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "query", [*NATIVE, *((ROOT / "bench" / "queries" / f"{name}.graphql").read_text() for name in MEASURED)]
)
def test_what_is_stored_is_written_by_the_machine(world: GraphStore, ran: list[str], query: str) -> None:
    answer = ask(world, query)
    assert ran[1:]  # The first one is of the machine itself.
    assert set(ran) == {"native"}
    assert answer == ask(world, query, native=False)


@pytest.mark.parametrize("query", NOT_NATIVE)
def test_what_a_function_must_say_is_written_by_python(world: GraphStore, ran: list[str], query: str) -> None:
    answer = ask(world, query)
    assert ran[-1] == "python"
    assert answer == ask(world, query, native=False)


@pytest.mark.parametrize("query", NATIVE)
def test_the_budget_is_the_same(world: GraphStore, query: str) -> None:
    most = ask(world, query).items
    for items in (0, 1, most // 2, most - 1, most):
        limits = Limits(nodes=items)
        assert ask(world, query, limits).body == ask(world, query, limits, native=False).body
    for rows in (0, 1, most // 2):
        limits = Limits(rows=rows)
        assert ask(world, query, limits).body == ask(world, query, limits, native=False).body


def test_a_limit_that_only_a_resolver_understands_is_its_to_refuse(world: GraphStore) -> None:
    query = 'query($first: Int) { procedure(slug: "cast") { risks(first: $first) { nodes { name } } } }'
    schema = schema_of(Limits())
    programs = Programs(schema._schema, schema.documents)
    asked = [programs.answer(world, Limits(), query, {"first": n}, None) for n in (1, None, 2, -1)]
    found = [answer and len(orjson.loads(answer.body)["data"]["procedure"]["risks"]["nodes"]) for answer in asked]
    assert found == [1, 2, 2, None]


def test_without_numba_all_runs_as_python(world: GraphStore, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    assert ask(world, NATIVE[0]).body == ask(world, NATIVE[0], native=False).body
    assert set(ran) == {"python"}


def test_a_numba_that_does_not_go_with_the_rest_is_told(
    world: GraphStore, ran: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "graph.machine.machine", None)
    with caplog.at_level(logging.WARNING):
        ask(world, NATIVE[0])
    assert set(ran) == {"python"}
    assert "without machine code" in caplog.text


def test_an_answer_larger_than_the_room_is_written_in_larger_room(
    world: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ask(world, NATIVE[4])
    for room in (1, 7, 40, len(whole.body) - 1):
        monkeypatch.setattr(machines, "_ROOM", room)
        assert ask(world, NATIVE[4]) == whole
