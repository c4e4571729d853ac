"""Memory of encoded fragments: the same answers and counts, within its bytes, for one graph."""

import orjson
import pytest

from graph.store import GraphStore
from schema.compiled.fragments import Fragment, Fragments
from schema.compiled.program import Answer, Programs
from schema.limits import Limits
from schema.service import create_schema
from tests.conftest import store_of
from tests.world import world_graph

PAGE = """query Page($slug: String!) {
  procedure(slug: $slug) { name risks { totalCount nodes { name procedures(first: 2) { nodes { name } } } } }
}"""


@pytest.fixture(scope="module")
def world() -> GraphStore:
    return store_of(world_graph())


def programs(fragments: int) -> Programs:
    schema = create_schema(Limits())
    return Programs(schema._schema, schema.documents, fragments)


def ask(kept: Programs, store: GraphStore, query: str, limits: Limits | None = None, **variables: object) -> Answer:
    answer = kept.answer(store, limits or Limits(), query, variables, None)
    assert answer is not None
    return answer


def size_of(kept: Programs) -> int:
    assert kept._fragments is not None
    return kept._fragments.size


def test_what_is_remembered_is_answered_and_counted_alike(world: GraphStore) -> None:
    with_memory, without = programs(1 << 20), programs(0)
    for _ in range(3):
        for slug in ("cast", "splint", "cast"):
            assert ask(with_memory, world, PAGE, slug=slug) == ask(without, world, PAGE, slug=slug)
    assert size_of(with_memory) > 0
    assert without._fragments is None


def test_a_fragment_counts_against_the_budget_as_if_it_had_been_read(world: GraphStore) -> None:
    kept = programs(1 << 20)
    whole = ask(kept, world, PAGE, slug="cast")
    refused = ask(kept, world, PAGE, Limits(nodes=whole.items - 1), slug="cast")
    (error,) = orjson.loads(refused.body)["errors"]
    assert error["extensions"]["of"] == "items"


def test_a_selection_that_depends_on_variables_is_not_remembered(world: GraphStore) -> None:
    kept = programs(1 << 20)
    query = 'query($n: Int!) { procedure(slug: "cast") { risks(first: $n) { nodes { name } } } }'
    answers = {ask(kept, world, query, n=n).body for n in (0, 1, 2)}
    assert len(answers) == 3
    assert size_of(kept) == 0


def test_another_graph_begins_with_an_empty_memory(world: GraphStore) -> None:
    kept = programs(1 << 20)
    ask(kept, world, PAGE, slug="cast")
    changed = world_graph()
    changed.nodes["RISK:infection"]["name"] = "Sepsis"
    answer = ask(kept, store_of(changed), PAGE, slug="cast")
    assert b"Sepsis" in answer.body
    assert b"Sepsis" not in ask(kept, world, PAGE, slug="cast").body


def test_the_memory_keeps_within_its_bytes_and_what_was_asked_for_last() -> None:
    kept = Fragments(2_000)
    for number in range(100):
        kept.keep(number, Fragment("x" * 100, 1, 1))
        assert kept.get(0) is not None
    assert kept.size <= 2_000
    assert len(kept) == 5
    assert kept.get(99) is not None


def test_what_is_larger_than_the_memory_is_not_kept() -> None:
    kept = Fragments(100)
    kept.keep(1, Fragment("x" * 200, 1, 1))
    assert (len(kept), kept.size) == (0, 0)
