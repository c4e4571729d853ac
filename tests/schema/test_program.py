"""Programs of the machine: what the pages and the measurements ask is written by them, with as few holes as may be."""

import logging
import sys

import orjson
import pytest

from graph.machine import accelerators as opening
from graph.machine import program_runner
from graph.machine.program_runner import Machine, Output
from graph.model.limits import Limits
from graph.model.source_files import ROOT
from graph.store import GraphStore
from schema.execution.operations import Operations
from schema.execution.plan import Answer
from tests.conftest import ask_compiled, ask_store, operations_of, schema_of, store_of
from tests.world import world_graph

VARIABLES = {"curie": "PAGE:cast", "first": 3}
MEASURED = ("page", "deep", "list", "evidence")
WHOLE = [
    '{ procedure(slug: "cast") { __typename curie code kind name summary steps { nodes { __typename } } } }',
    '{ procedure(slug: "cast") { risks(first: 1) { totalCount pageInfo { hasNextPage } nodes { name } } } }',
    '{ procedure(slug: "cast") { personnel { edges { condition specialty node { curie } } } } }',
    '{ procedure(slug: "cast") { a: alternatives { edges { pros cons } } b: alternatives { nodes { __typename } } } }',
    "{ indications { nodes { name procedures { totalCount nodes { name } } } } }",
    'query($n: Int = 1) { procedure(slug: "cast") { steps(first: $n) { nodes { number name text } } } }',
    '{ neighborhood(of: ["PAGE:cast"], depth: 2) { nodes { curie kind } edges { kind source { name } targetCurie } } }',
    "{ risks(first: 0) { totalCount nodes { name procedures { nodes { name } } } } }",
    '{ procedure(curie: "PAGE:cast") { id name summary } }',
    '{ procedure(curie: "PAGE:cast") { risks { edges { cursor node { id } } pageInfo { startCursor endCursor } } } }',
    '{ procedure(curie: "PAGE:cast") { risks { edges { evidence { quote section source { title } } } } } }',
    '{ risk(curie: "RISK:infection") { procedures(first: 1) { pageInfo { endCursor } edges { cursor } } } }',
    '{ byCurie(curie: "PAGE:cast") { name ... on Procedure { summary risks { totalCount } } } }',
]
"""Queries of which the machine leaves nothing to be computed."""
HOLES = [
    ('{ procedure(curie: "PAGE:cast") { risks(where: {}) { nodes { name } } } }', 1),
    ("{ procedures { nodes { risks(where: {}) { totalCount } } } }", None),
    ('{ neighborhood(of: ["PAGE:cast"]) { edges { properties } } }', None),
]


@pytest.fixture(scope="module")
def world() -> GraphStore:
    return store_of(world_graph())


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> list[Output]:
    """What the machine has written."""
    found, run = list[Output](), Machine.run

    def running(*given: object) -> Output:
        found.append(run(*given))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(Machine, "run", running)
    return found


def ask(store: GraphStore, query: str, limits: Limits | None = None) -> Answer:
    known = {name: value for name, value in VARIABLES.items() if f"${name}:" in query}
    answer = ask_compiled(store, query, known, limits)
    assert answer is not None
    if not answer.codes:
        assert orjson.loads(answer.body) == {"data": orjson.loads(orjson.dumps(ask_store(store, query, known)["data"]))}
    return answer


@pytest.mark.parametrize(
    "query", [*WHOLE, *((ROOT / "bench" / "queries" / f"{name}.graphql").read_text() for name in MEASURED)]
)
def test_what_is_stored_is_written_by_the_machine(world: GraphStore, outputs: list[Output], query: str) -> None:
    ask(world, query)
    assert outputs
    assert not any(output.holes for output in outputs)


@pytest.mark.parametrize(("query", "count"), HOLES)
def test_what_python_computes_fills_holes(
    world: GraphStore, outputs: list[Output], query: str, count: int | None
) -> None:
    ask(world, query)
    holes = [len(output.holes) for output in outputs if output.holes]
    assert holes
    assert count is None or holes == [count]


@pytest.mark.parametrize("query", WHOLE)
def test_the_budget_is_that_of_the_reference_executor(world: GraphStore, query: str) -> None:
    known = {name: value for name, value in VARIABLES.items() if f"${name}:" in query}
    most = ask(world, query).items
    for items in (0, 1, most // 2, most - 1, most):
        limits = Limits(nodes=items)
        assert bool(ask(world, query, limits).codes) == bool(ask_store(world, query, known, limits)["errors"])


def test_a_limit_that_only_a_resolver_understands_is_its_to_refuse(world: GraphStore) -> None:
    query = 'query($first: Int) { procedure(slug: "cast") { risks(first: $first) { nodes { name } } } }'
    answers = [ask_compiled(world, query, {"first": first}) for first in (1, None, 2, -1)]
    found = [answer and len(orjson.loads(answer.body)["data"]["procedure"]["risks"]["nodes"]) for answer in answers]
    assert found == [1, 2, 2, None]


def test_without_numba_the_reference_executor_answers(world: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    schema = schema_of(Limits())
    assert Operations(schema._schema, schema.documents).answer(world, Limits(), WHOLE[0], {}, None) is None


def test_a_numba_that_does_not_go_with_the_rest_is_told(
    world: GraphStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "graph.machine.program_runner", None)
    schema = schema_of(Limits())
    with caplog.at_level(logging.WARNING):
        assert Operations(schema._schema, schema.documents).answer(world, Limits(), WHOLE[0], {}, None) is None
    assert "without machine code" in caplog.text


@pytest.mark.parametrize("query", [WHOLE[4], WHOLE[-4], HOLES[2][0]])
def test_an_answer_larger_than_the_room_is_written_in_larger_room(
    world: GraphStore, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    whole = operations_of(Limits()).answer(world, Limits(), query, {}, None)
    assert whole is not None
    monkeypatch.setattr(program_runner, "_HOLES", 1)
    schema = schema_of(Limits())
    for room in (1, 7, 40, len(whole.body) - 1):
        monkeypatch.setattr(program_runner, "_OUT", room)
        operations = Operations(schema._schema, schema.documents)
        assert operations.answer(world, Limits(), query, {}, None) == whole
