"""What a query touches: the nodes it gives out, the edges it gives out or follows, and nothing else."""

from collections.abc import Mapping

import pytest

from graph.export.subgraph import ExportedSubgraph
from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.touched_subgraph import QuerySubgraphs, RefusedQueryError
from schema.types.node import to_global_id
from tests.conftest import ask_store, schema_of, store_of
from tests.documents import QUERIES
from tests.world import DOCUMENT, NODES, World, edge

CAST_RISKS = {"PAGE:cast HAS_RISK RISK:infection", "PAGE:cast HAS_RISK RISK:stiffness"}


def part_of(
    store: GraphStore, query: str, variables: Mapping[str, object] | None = None, limits: Limits | None = None
) -> ExportedSubgraph:
    limits = limits or Limits()
    touching = QuerySubgraphs(schema_of(Limits()), limits)
    return touching.part(store, query, variables or {}, None)


def touched(store: GraphStore, query: str, **variables: object) -> tuple[set[str], set[str]]:
    """The CURIEs of the nodes and the ids of the edges that a query touches."""
    part = part_of(store, query, variables)
    return {node.curie for node in part.nodes()}, {edge.id for edge in part.edges()}


def ends(*edges: str) -> set[str]:
    return {end for edge in edges for end in edge.split(" ")[::2]}


@pytest.mark.parametrize(
    ("query", "nodes", "edges"),
    [
        ("{ __typename meta { version } ontology { nodeKinds { kind } } }", set(), set()),
        ('{ procedure(slug: "cast") { name } }', {"PAGE:cast"}, set()),
        ('{ procedure(slug: "nothing") { name } }', set(), set()),
        ('{ procedure(slug: "cast") { risks { totalCount pageInfo { endCursor } } } }', {"PAGE:cast"}, set()),
        ('{ procedure(slug: "cast") { risks { nodes { name } } } }', ends(*CAST_RISKS), CAST_RISKS),
        ('{ procedure(slug: "cast") { risks { edges { position } } } }', ends(*CAST_RISKS), CAST_RISKS),
        ('{ procedure(slug: "cast") { risks(first: 1) { nodes { name } } } }',
         {"PAGE:cast", "RISK:infection"}, {"PAGE:cast HAS_RISK RISK:infection"}),
        ('{ procedure(slug: "cast") { risks(first: 0) { nodes { name } } } }', {"PAGE:cast"}, set()),
        ('{ indication(slug: "wrist-fracture") { procedures { nodes { name } } } }',
         {"INDICATION:wrist-fracture", "PAGE:cast", "PAGE:splint"},
         {"PAGE:cast NAMES_EXAMPLE INDICATION:wrist-fracture", "PAGE:splint HAS_INDICATION INDICATION:wrist-fracture"}),
        ("{ risks { totalCount } }", set(), set()),
        ("{ risks { edges { cursor } } }", set(), set()),
        ("{ risks(first: 1) { edges { node { name } } } }", {"RISK:infection"}, set()),
        ('{ procedures(where: { risks: { anyOf: ["skin-sore"] } }, first: 1) { nodes { name } } }',
         {"CPT:00100"}, set()),
        ('{ neighborhood(of: ["RISK:skin-sore"]) { truncated } }', set(), set()),
        ('{ neighborhood(of: ["RISK:skin-sore"]) { nodes { name } } }',
         {"RISK:skin-sore", "PAGE:splint", "CPT:00100"}, set()),
        ('{ neighborhood(of: ["RISK:skin-sore"], kinds: [RISK]) { edges { kind } } }', set(), set()),
        ('{ neighborhood(of: ["PAYER:good-health"]) { edges { kind } } }',
         {"PAYER:good-health", "POLICY:good-health-7"}, {"POLICY:good-health-7 ISSUED_BY PAYER:good-health"}),
        ('{ path(from: "RISK:stiffness", to: "PAYER:good-health") { length } }', set(), set()),
        ('{ path(from: "PAGE:cast", to: "PAYER:good-health") { nodes { name } edges { kind } } }',
         {"PAGE:cast", "POLICY:good-health-7", "PAYER:good-health"},
         {"PAGE:cast GOVERNED_BY POLICY:good-health-7", "POLICY:good-health-7 ISSUED_BY PAYER:good-health"}),
        ('{ ancestors(of: "INDICATION:wrist-fracture") { totalCount } }', set(), set()),
        ('{ ancestors(of: "INDICATION:wrist-fracture") { nodes { node { name } } } }',
         {"INDICATION:wrist-fracture", "INDICATION:fracture"},
         {"INDICATION:wrist-fracture IS_A INDICATION:fracture"}),
        ('{ compare(a: "cast", b: "splint", edgeKinds: [HAS_RISK]) { sections { edgeKind } } }', set(), set()),
        ('{ compare(a: "cast", b: "splint", edgeKinds: [HAS_RISK]) { sections { shared { name } } } }',
         {"PAGE:cast", "PAGE:splint", "RISK:stiffness"},
         {"PAGE:cast HAS_RISK RISK:stiffness", "PAGE:splint HAS_RISK RISK:stiffness"}),
        ('{ compare(a: "cast", b: "splint", edgeKinds: [HAS_RISK]) { sections { onlyB { name } } } }',
         {"PAGE:splint", "RISK:skin-sore"}, {"PAGE:splint HAS_RISK RISK:skin-sore"}),
        ('{ match(pattern: { kind: PROCEDURE, edges: [{ kind: HAS_RISK, node: { curies: ["RISK:infection"] } }] }) '
         "{ nodes { node { name } } } }", {"CPT:00100", "PAGE:cast"}, set()),
        ('{ match(pattern: { kind: PROCEDURE, edges: [{ kind: HAS_RISK, node: { curies: ["RISK:infection"] } }] }) '
         "{ nodes { edges { edge { kind } } } } }", {"CPT:00100", "PAGE:cast", "RISK:infection"},
         {"CPT:00100 HAS_RISK RISK:infection", "PAGE:cast HAS_RISK RISK:infection"}),
        ('{ search(query: "infection") { nodes { matchType } } }', set(), set()),
        ('{ search(query: "infection", first: 1) { nodes { node { name } } } }', {"RISK:infection"}, set()),
        ('{ suggest(prefix: "infec", first: 1) { node { name } } }', {"RISK:infection"}, set()),
        ('{ ground(terms: ["broken bone"]) { confidence } }', set(), set()),
        ('{ ground(terms: ["broken bone"]) { node { name } } }', {"INDICATION:fracture"}, set()),
        ('{ a: risk(slug: "infection") { name @skip(if: true) } b: byCurie(curie: "ROLE:nurse") @include(if: false) '
         "{ name } }", {"RISK:infection"}, set()),
        ('query { procedure(slug: "cast") { ...F } } fragment F on Procedure { steps(first: 1) { nodes { name } } }',
         {"PAGE:cast", "STEP:cast/1"}, {"PAGE:cast HAS_STEP STEP:cast/1"}),
    ],
)  # fmt: skip
def test_what_queries_touch(store: GraphStore, query: str, nodes: set[str], edges: set[str]) -> None:
    assert touched(store, query) == (nodes, edges)


def test_nodes_by_their_ids(store: GraphStore) -> None:
    ids = [to_global_id(node) for node in (NODES[7], Node("RISK:nothing", "Risk", "Nothing"))]
    assert touched(store, "query ($ids: [ID!]!) { nodes(ids: $ids) { name } }", ids=ids) == ({NODES[7].curie}, set())


def test_resembling_procedures_and_their_reasons(shipped: GraphStore) -> None:
    query = """{ procedure(slug: "total-hip-replacement") { similar(first: 3) {
        edges { score reasons { node { curie } } } } } }"""
    nodes, edges = touched(shipped, query)
    assert [name.split(" ")[1] for name in edges] == ["RESEMBLES"] * 3
    answer = ask_store(shipped, query)["data"]["procedure"]["similar"]["edges"]
    reasons = {reason["node"]["curie"] for item in answer for reason in item["reasons"] if reason["node"]}
    assert nodes == ends(*edges) | reasons


def test_parallel_edges_are_told_apart() -> None:
    parallel = [
        edge("PAGE:cast", "HAS_RECOVERY", "RECOVERY:rest", position=place, duration_min=place) for place in (1, 2)
    ]
    store = store_of(build([World(items=[*NODES, *parallel], documents=[DOCUMENT])]).graph)
    query = '{ procedure(slug: "cast") { recovery(whereEdge: { durationMin: { equals: 2 } }) { nodes { name } } } }'
    part = part_of(store, query)
    assert [item.properties["duration_min"] for item in part.edges()] == [2]
    pattern = '{ kind: PROCEDURE, edges: [{ kind: HAS_RECOVERY, node: { curies: ["RECOVERY:rest"] } }] }'
    both = part_of(store, f"{{ match(pattern: {pattern}) {{ nodes {{ edges {{ edge {{ kind }} }} }} }} }}")
    assert [item.properties["duration_min"] for item in both.edges()] == [1, 2]


def test_the_part_holds_both_ends_of_each_edge_in_order(store: GraphStore) -> None:
    part = part_of(store, '{ procedure(slug: "cast") { risks { nodes { procedures { edges { cursor } } } } } }')
    assert [item.curie for item in part.nodes()] == sorted(item.curie for item in part.nodes())
    assert {end for item in part.edges() for end in (item.source, item.target)} == {node.curie for node in part.nodes()}
    assert (part.version, part.sources, part.licensed) == (
        store.summary().version, (DOCUMENT,), False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "limits", "code"),
    [
        ("{ nothing }", Limits(), "GRAPHQL_VALIDATION_FAILED"),
        ("{", Limits(), "GRAPHQL_PARSE_FAILED"),
        ('{ byCurie(curie: "x") { name } }', Limits(), "INVALID_CURIE"),
        ("{ risks { nodes { name } } }", Limits(nodes=2), "QUERY_TOO_COSTLY"),
        ("{ risks { nodes { name } } }", Limits(rows=2), "QUERY_TOO_COSTLY"),
        ("{ risks { nodes { procedures { nodes { name } } } } }", Limits(depth=3), "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_a_query_with_errors_touches_nothing(store: GraphStore, query: str, limits: Limits, code: str) -> None:
    with pytest.raises(RefusedQueryError) as refused:
        part_of(store, query, limits=limits)
    assert [error["extensions"]["code"] for error in refused.value.errors] == [code]


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES.glob("*.graphql")))
def test_every_saved_query_is_a_data_set(shipped: GraphStore, name: str) -> None:
    """Each CURIE that its answer shows is among the nodes."""
    text = (QUERIES / f"{name}.graphql").read_text(encoding="utf-8")
    part = part_of(shipped, text)
    assert len(part.node_numbers)
    nodes = {node.curie for node in part.nodes()}
    assert curies_in(ask_store(shipped, text)["data"]) <= nodes
    assert all({edge.source, edge.target} <= nodes for edge in part.edges())


def curies_in(answer: object) -> set[str]:
    if isinstance(answer, list):
        return {curie for item in answer for curie in curies_in(item)}
    if not isinstance(answer, dict):
        return set()
    own = {answer["curie"]} if "curie" in answer else set()
    return own.union(*map(curies_in, answer.values()))
