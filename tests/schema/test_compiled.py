"""Compiled execution against the reference executor: the same answers and counts, and none where that errs."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.limits import Limits
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from schema.context import Request
from schema.create_schema import create_schema
from schema.execution.operations import Operations
from tests.conftest import ask_compiled, ask_store, operations_of, schema_of, store_of
from tests.documents import QUERIES
from tests.shipped import PAGES, build_from_pages
from tests.world import NODES, world_graph


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    folder = tmp_path_factory.mktemp("compiled") / "world"
    write_snapshot(world_graph(), folder)
    return GraphStore(attach_snapshot(folder))


def same(store: GraphStore, query: str, **variables: object) -> None:
    """Both executions give the same data, or the reference executor errs and the compiled one gives nothing."""
    reference, compiled = ask_store(store, query, variables), ask_compiled(store, query, variables)
    if reference["errors"]:
        assert compiled is None
    else:
        assert compiled is not None
        assert orjson.loads(compiled.body) == {"data": reference["data"]}


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.graphql")), ids=lambda path: path.stem)
def test_every_query_of_the_data_runs_compiled(shipped: GraphStore, path: Path) -> None:
    same(shipped, path.read_text(encoding="utf-8"))


def test_the_items_are_counted_alike(world: GraphStore) -> None:
    query = (
        "{ procedures { nodes { risks(first: 1) { nodes { name procedures { totalCount } } } steps { totalCount } } } }"
    )
    request = Request(store=world, limits=Limits())
    schema_of(Limits()).execute_sync(query, context_value=request)
    compiled = ask_compiled(world, query)
    assert compiled is not None
    assert compiled.items == request.items_returned


ASKED = """
{ a: procedure(slug: "cast") { b: name } c: procedure(slug: "nothing") { name } }

query Q { ...Root }
fragment Root on Query { procedure(slug: "cast") { ...P risks { nodes { name } } } }
fragment P on Procedure { name risks { totalCount } }

{ byCurie(curie: "PAGE:cast") { __typename id code kind ... on Risk { synonyms } ... on Node { name }
  ... on Procedure { isStub steps { nodes { text } } } } }

{ __typename procedures(first: 2, orderBy: {field: NAME, direction: DESC}) {
  pageInfo { endCursor hasNextPage } edges { cursor node { name } } } }

{ risk(slug: "infection") { procedures(where: {name: {contains: "c"}}) { totalCount nodes { name } }
  exampleIn { totalCount } } }

{ procedure(slug: "cast") {
  personnel(first: 1) { edges { interchangeable specialty evidence { quote section start source { id sha256 } }
    node { name procedures(first: 2) { nodes { curie } } } } }
  listedSimilar { nodes { slug similar { edges { score reasons { weight } } } } } } }

{ neighborhood(of: ["RISK:infection"]) {
  nodes { name } edges { kind source { name } targetCurie properties } } }

{ search(query: "cast") { totalCount nodes { node { name } matchType words }
  facets { kinds { kind count } specialties { specialty { name } count } } }
  suggest(prefix: "c") { node { curie } } }

{ ontology { nodeKinds { kind properties { name type } } } meta { version licences { licence count } } }

{ ground(terms: ["broken bone", "x"]) {
  term abstention node { name } candidates { confidence hit { matchType } } } }

{ procedure(slug: "cast") { risks(first: 2000) { totalCount } } }

{ procedure(slug: "cast", curie: "PAGE:cast") { name } }

{ path(from: "PAGE:cast", to: "nothing") { length } meta { version } }

{ meta @skip(if: true) { version } }

{ meta { version @skip(if: true) } procedures { nodes { name @include(if: false) } totalCount @skip(if: true) } }

{ nothing }

{ procedure(slug:

mutation { nothing }
""".strip().split("\n\n")


def test_what_costs_too_much_is_refused_at_once_and_what_came_before_is_kept(world: GraphStore) -> None:
    query = "{ meta { version } procedures { nodes { risks { nodes { procedures { nodes { name } } } } } } }"
    limits = Limits(nodes=10)
    answer = ask_compiled(world, query, limits=limits)
    assert answer is not None
    told = orjson.loads(answer.body)
    (error,) = told["errors"]
    (expected,) = ask_store(world, query, limits=limits)["errors"]
    assert error["extensions"] == expected["extensions"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert (error["message"], error["path"]) == (expected["message"], ["procedures"])
    assert answer.items < 30
    assert told["data"]["procedures"] is None
    assert told["data"]["meta"]["version"]


@pytest.mark.parametrize("query", ASKED)
def test_both_executions_agree(world: GraphStore, query: str) -> None:
    same(world, query)
    same(store_of(world_graph()), query)


QUERY = """query Q($slug: String = "cast", $first: Int, $with: Boolean! = true, $without: Boolean = false) {
  procedure(slug: $slug) {
    name
    risks(first: $first) @include(if: $with) { totalCount nodes { name @skip(if: $without) curie } }
    ... @skip(if: $with) { steps(first: $first) { nodes { number } } }
  }
}"""


@settings(deadline=None, max_examples=40)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "slug": st.sampled_from([*(node.curie.partition(":")[2] for node in NODES), "", None]),
            "first": st.one_of(st.none(), st.integers(-1, 1001)),
            "with": st.booleans(),
            "without": st.booleans(),
        },
    )
)
def test_variables_and_switches_mean_the_same(variables: dict[str, object]) -> None:
    same(store_of(world_graph()), QUERY, **variables)


def test_an_operation_is_planned_once_for_each_setting_of_its_switches(world: GraphStore) -> None:
    schema = create_schema(Limits())
    operations = Operations(schema._schema, schema.documents)
    for switch in (True, False, True):
        for slug in ("cast", "splint"):
            asked = {"slug": slug, "with": switch}
            assert operations.answer(world, Limits(), QUERY, asked, None) is not None
    (operation,) = operations._known.values()
    assert len(operation.plans) == 2


def test_a_very_long_document_is_left_to_the_reference_executor(world: GraphStore) -> None:
    query = '{ procedure(slug: "cast") { name } }'
    assert ask_compiled(world, query) is not None
    assert ask_compiled(world, query + " " * 20_000) is None


def test_every_page_is_the_same_by_either_execution(tmp_path: Path) -> None:
    write_snapshot(build_from_pages([PAGES / "urology"]).graph, tmp_path / "s")
    store = GraphStore(attach_snapshot(tmp_path / "s"))
    edges = "edges { position detail condition evidence { quote start end } node { name synonyms } }"
    same(
        store,
        f"""{{ procedures(first: 50) {{ nodes {{ curie name summary durationMinMinutes synonyms
        indications {{ {edges} }} risks {{ {edges} }} personnel {{ {edges} }} settings {{ {edges} }}
        preparations {{ {edges} }} benefits {{ {edges} }} recovery {{ {edges} }} alternatives {{ {edges} }}
        steps {{ nodes {{ number name text }} }} sections {{ nodes {{ text remarks }} }}
        categories {{ nodes {{ name }} }}
        policies {{ nodes {{ number issuers {{ nodes {{ name }} }} }} }} }} }} }}""",
    )


def test_an_operation_that_was_validated_for_a_graph_before_is_not_remembered_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = store_of(world_graph()), store_of(build_from_pages([PAGES / "urology"]).graph)
    schema = create_schema(Limits())
    operations, query = Operations(schema._schema, schema.documents), "{ risks { totalCount nodes { name } } }"
    expected, validate = operations_of(Limits()).answer(two, Limits(), query, {}, None), operations._valid

    def meanwhile(text: str, limits: Limits) -> object:
        monkeypatch.setattr(operations, "_valid", validate)
        operations.answer(two, limits, "{ meta { version } }", {}, None)
        return validate(text, limits)

    monkeypatch.setattr(operations, "_valid", meanwhile)
    assert operations.answer(one, Limits(), query, {}, None) != expected
    assert operations.answer(two, Limits(), query, {}, None) == expected
