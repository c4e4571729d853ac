"""Every limit is met: what exceeds it is refused with its code, cut short, or executed in another way."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.model.limits import LIMITS, Limits
from graph.search import grounding as ground
from graph.search.search_types import Search
from graph.store import GraphStore
from graph.traversal.best_paths import PathQuery, best_paths
from schema.create_schema import create_schema
from serving.agents.tool import tools_of
from serving.application import create_app
from serving.current_graph import CurrentGraph
from serving.executor import DeferredRequest, RequestExecutor
from serving.export_stream import PoolExhaustedError, WriterPool
from serving.request import parse_body
from serving.settings import SETTINGS, Settings
from serving.stored_operations import stored_operations
from tests.budget_limits import BUDGET_LIMITS
from tests.cache_limits import CACHE_LIMITS
from tests.conftest import ask_compiled, ask_store, snapshot_of
from tests.database.database_limits import DATABASE_LIMITS
from tests.reader_limits import READER_LIMITS
from tests.refused_queries import COUNT, PATTERN, REFUSED
from tests.serving.connection_limits import CONNECTION_LIMITS
from tests.serving.fhir.fhir_limits import FHIR_LIMITS
from tests.serving.live_server import body_of
from tests.world import world_graph


@pytest.fixture
def store() -> GraphStore:
    """The world, of which nothing is cached."""
    return GraphStore(snapshot_of(world_graph()))


def lowered(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> Limits:
    """The limits with one of them at a value, whether a setting changes it or not."""
    if any(limit.name == name and limit.allowed for limit in LIMITS):
        return Limits(**{name: value})
    monkeypatch.setattr(Limits, name, value)
    return Limits()


@pytest.mark.parametrize("name", REFUSED)
def test_a_query_is_refused_above_a_limit_and_answered_at_it(
    name: str, store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    least, query = REFUSED[name]
    node_id = ask_store(store, '{ risk(slug: "infection") { id } }')["data"]["risk"]["id"]
    query = query.replace("%s", node_id)
    (limit,) = (limit for limit in LIMITS if limit.name == name)
    below = lowered(monkeypatch, name, least - 1)
    (error,) = ask_store(store, query, limits=below)["errors"]
    assert error["extensions"]["code"] in limit.codes
    compiled = ask_compiled(store, query, limits=below)
    assert compiled is None or compiled.codes
    enough = lowered(monkeypatch, name, least)
    assert ask_store(store, query, limits=enough)["errors"] == []
    compiled = ask_compiled(store, query, limits=enough)
    assert compiled is None or not compiled.codes


def answers_to(store: GraphStore, path: str, *bodies: bytes, limits: Limits) -> list[int]:
    """The status codes of the answers to some bodies; those of what is too large say so."""
    with TestClient(create_app(Settings(limits=limits), store), "http://localhost") as client:
        answers = [client.post(path, content=body, headers={"content-type": "application/json"}) for body in bodies]
    too_large = [answer.json()["errors"][0]["extensions"]["code"] for answer in answers if answer.status_code == 413]
    assert set(too_large) <= {"BODY_TOO_LARGE"}
    return [answer.status_code for answer in answers]


def body(store: GraphStore, _: pytest.MonkeyPatch) -> None:
    asked = body_of(COUNT)
    assert answers_to(store, "/graphql", asked, asked + b" ", limits=Limits(body=len(asked))) == [200, 413]


def batch(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "batch", 2)
    two, three = (b"[" + b",".join([body_of(COUNT)] * count) + b"]" for count in (2, 3))
    assert answers_to(store, "/graphql", two, three, limits=Limits()) == [200, 400]


def reviews_body(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = b'{"age": 1}'
    monkeypatch.setattr(Limits, "reviews_body", len(asked))
    assert answers_to(store, "/reviews", asked, asked + b" ", limits=Limits()) == [200, 413]


def exports(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    export_wait(store, monkeypatch)


def export_wait(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "export_wait", 0.01)
    writers = WriterPool(Limits(exports=1).exports)

    async def take_two() -> None:
        async with writers.acquire():
            with pytest.raises(PoolExhaustedError):
                await writers.acquire().__aenter__()

    asyncio.run(take_two())
    writers.close()


def words(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "words", 2)
    assert len(store.finder._question("cast splint sling", completing=False).reading.terms) == 2


def facet_values(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "facet_values", 1)
    assert len(store.search(Search("splint")).facets.kind) == 1


def candidates(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for most in (5, 1):
        monkeypatch.setattr(Limits, "candidates", most)
        counts.append(len(ground.ground(store.finder, "fracture").candidates))
    assert counts == [2, 1]


def mentions(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    query = '{ annotate(text: "Cast, splint") { truncated mentions { text } } }'
    for most in (2, 1):
        monkeypatch.setattr(Limits, "mentions", most)
        found = ask_store(store, query)["data"]["annotate"]
        assert (len(found["mentions"]), found["truncated"]) == (most, most < 2)


def path_rows(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "path_rows", 0)
    found = best_paths(store.topology, "PAGE:cast", "PAGE:splint", PathQuery(20, 4))
    assert {len(path.edges) for path in found} == {1}


def path_tries(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "path_tries", 0)
    assert best_paths(store.topology, "PAGE:cast", "PAGE:splint", PathQuery(20, 4)) == []


def pattern_links(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "pattern_links", 1)
    matches = ask_store(store, PATTERN)["data"]["match"]["nodes"]
    assert {len(match["edges"]) for match in matches} == {1}


def inline_rows(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 2)
    assert deferred(store, "{ procedures(orderBy: { field: NAME, direction: DESC }) { nodes { name } } }")


def inline_query(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_query", len(COUNT))
    assert [deferred(store, query) for query in (COUNT, f"{COUNT} ")] == [False, True]


def deferred(store: GraphStore, query: str) -> bool:
    """Whether a query leaves the event loop, to be executed compiled."""
    execution = RequestExecutor(CurrentGraph(create_schema(Limits()), Limits(), store))
    found = execution.execute_inline(parse_body(body_of(query)), b"key", gzip=False)
    execution.close()
    return isinstance(found, DeferredRequest) and found.compiled


def compiled_query(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "compiled_query", len(COUNT))
    assert ask_compiled(store, f"{COUNT} ") is None
    assert ask_compiled(store, COUNT) is not None


def tool_answer(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask(_: object, __: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        return {"data": {"search": ["hit"] * variables["first"]}}

    tool = tools_of(create_schema(Limits()), [stored_operations()["search"]], Limits())["search"]
    for most, count in ((1_000, 8), (40, 4)):
        monkeypatch.setattr(Limits, "tool_answer", most)
        answer = asyncio.run(tool.answer({"query": "cast", "first": 8}, ask, None))
        assert (len(answer["search"]), "more" in answer) == (count, count < 8)


MET: dict[str, Callable[[GraphStore, pytest.MonkeyPatch], None]] = {
    test.__name__: test
    for test in (
        body, batch, reviews_body, exports, export_wait, words, facet_values, candidates, mentions, path_rows,
        path_tries, pattern_links, inline_rows, inline_query, compiled_query, tool_answer,
    )
}  # fmt: skip
MET |= CONNECTION_LIMITS | BUDGET_LIMITS | CACHE_LIMITS | READER_LIMITS | DATABASE_LIMITS | FHIR_LIMITS


@pytest.mark.parametrize("name", MET)
def test_a_limit_is_met(name: str, store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    MET[name](store, monkeypatch)


def test_every_limit_has_a_test() -> None:
    assert sorted([*REFUSED, *MET]) == sorted(limit.name for limit in LIMITS)


def test_a_limit_has_a_setting_or_none_changes_it() -> None:
    variables = {setting.variable for setting in SETTINGS if setting.name.startswith("max_")}
    assert variables == {f"MEDCODE_MAX_{limit.name.upper()}" for limit in LIMITS if limit.allowed}
    with pytest.raises(TypeError):
        Limits(page=1)
