"""Plans as they are printed: each operator once, and what the measurements and the shipped queries ask."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from graph.model.limits import Limits
from graph.model.source_files import ROOT
from graph.store import GraphStore
from schema.execution.explain import format_plan
from schema.execution.writers import Resolved
from schema.plan.run_context import RunContext
from tests.conftest import ask_compiled, operations_of, store_of
from tests.documents import QUERIES
from tests.world import world_graph

MEASURED = sorted((ROOT / "bench" / "queries").glob("*.graphql"))
VARIABLES = {"curie": "PAGE:cast", "first": 3, "from": "PAGE:cast", "to": "PAGE:splint", "query": "cast"}
DEEP = """
procedure(curie: $curie): Lookup Procedure by CURIE (else Resolve) {name}
  indications: Expand -[HAS_INDICATION]->
    nodes: first 100 {name}
      procedures: Expand <-[HAS_INDICATION|NAMES_EXAMPLE]-
        nodes: first 10 {curie, name}
          risks: Expand -[HAS_RISK]->
            nodes: first 100 {name}
"""
LIST = """
procedures(first: $first): Scan Procedure by name
  nodes: first as asked, else 100 {curie, name}
    indications: Expand -[HAS_INDICATION]->
      nodes: first 100 {name}
"""
NEIGHBORHOOD = """
neighborhood(of: [$curie], depth: 3, maxNodes: 200): Resolve Subgraph {truncated}
  nodes: Read nodes {curie, kind, name}
  edges: Read edges {kind, sourceCurie, targetCurie}
"""
OPERATORS = [
    (
        '{ __typename a: procedure(slug: "cast") { name } }',
        '__typename\na: procedure(slug: "cast"): Resolve, then Read node {name}',
    ),
    (
        '{ procedure(curie: "PAGE:cast") { b: name } }',
        'procedure(curie: "PAGE:cast"): Lookup Procedure by CURIE (else Resolve) {b}',
    ),
    (
        "query($c: String, $s: String) { procedure(curie: $c, slug: $s) { name } }",
        "procedure(curie: $c, slug: $s): Resolve, then Read node {name}",
    ),
    (
        "query($c: String) { procedure(curie: $c) { name } }",
        "procedure(curie: $c): Lookup Procedure by CURIE (else Resolve) {name}",
    ),
    (
        'query($c: String) { procedure(curie: $c, slug: "cast") { name } }',
        'procedure(curie: $c, slug: "cast"): Resolve, then Read node {name}',
    ),
    ("{ risks { totalCount } }", "risks: Scan Risk by name {totalCount}"),
    ("{ risks(first: 2) { __typename } }", "risks(first: 2): Scan Risk by name {__typename}"),
    (
        "query($w: ConceptWhere) { risks(where: $w) { pageInfo { endCursor hasNextPage } } }",
        "risks(where: $w): Scan Risk by name (else Resolve)\n  pageInfo {endCursor, hasNextPage}",
    ),
    (
        "{ risks(where: {}) { totalCount nodes { name } } }",
        "risks(where: { }): Resolve ConceptConnection {totalCount}\n  nodes: Read nodes {name}",
    ),
    (
        '{ procedure(curie: "PAGE:cast") { risks { pageInfo { hasNextPage } edges { cursor node { name } } } } }',
        """
        procedure(curie: "PAGE:cast"): Lookup Procedure by CURIE (else Resolve)
          risks: Expand -[HAS_RISK]->
            pageInfo {hasNextPage}
            edges: first 100 {cursor}
              node {name}
        """,
    ),
    (
        'query($n: Int) { procedure(curie: "PAGE:cast") { '
        "risks(first: $n) { totalCount } x: steps(first: $n) { __typename } } }",
        """
        procedure(curie: "PAGE:cast"): Lookup Procedure by CURIE (else Resolve)
          risks: Expand -[HAS_RISK]-> (else Resolve) {totalCount}
          x: Expand -[HAS_STEP]-> (else Resolve) {__typename}
        """,
    ),
    (
        '{ procedure(curie: "PAGE:cast") { risks(where: {}) { nodes { name } } } }',
        """
        procedure(curie: "PAGE:cast"): Lookup Procedure by CURIE (else Resolve)
          risks: Resolve, one batch for all nodes here, selection not shown
        """,
    ),
    (
        '{ risk(curie: "RISK:infection") { procedures { edges { evidence { quote source { title } } } } } }',
        """
        risk(curie: "RISK:infection"): Lookup Risk by CURIE (else Resolve)
          procedures: Expand <-[HAS_RISK|NAMES_EXAMPLE]-
            edges: first 100
              evidence: Read evidence {quote}
                source: Read document {title}
        """,
    ),
    (
        '{ neighborhood(of: ["RISK:infection"]) { edges { source { name } targetCurie properties } } }',
        """
        neighborhood(of: ["RISK:infection"]): Resolve Subgraph
          edges: Read edges {targetCurie}
            source: Read node {name}
            properties: Resolve, one batch for all edges here, selection not shown
        """,
    ),
    (
        '{ byCurie(curie: "PAGE:cast") { '
        "name ... on Procedure { summary steps { totalCount } } ... on Risk { synonyms } } }",
        """
        byCurie(curie: "PAGE:cast"): Resolve, then Read node
          Procedure {name, summary}
            steps: Expand -[HAS_STEP]-> {totalCount}
          Risk {name, synonyms}
          any other kind {name}
        """,
    ),
    (
        '{ communities { number n: size } compare(a: "cast", b: "splint") { sections { edgeKind shared { name } } } }',
        """
        communities: Resolve [Community] {number}
          n: size: Resolve Int
        compare(a: "cast", b: "splint"): Resolve Comparison
          sections: [SectionComparison] {edgeKind}
            shared: Read nodes {name}
        """,
    ),
    (
        '{ match(pattern: { kind: PROCEDURE, edges: [{ kind: HAS_RISK, node: { curies: ["RISK:infection"] } }] }) '
        "{ totalCount } }",
        "match(pattern: {…}): Resolve MatchResult\n  totalCount: Resolve Int",
    ),
]


@pytest.fixture(scope="module")
def world() -> GraphStore:
    return store_of(world_graph())


def plan_of(store: GraphStore, query: str) -> str:
    known = {name: value for name, value in VARIABLES.items() if f"${name}: " in query.partition("{")[0]}
    given = {} if " = " in query.partition("{")[0] else known
    plan, _ = operations_of(Limits()).plan(store.topology.graph, Limits(), query, given, None)
    return format_plan(plan.fields)


@pytest.mark.parametrize(("query", "plan"), OPERATORS, ids=[query for query, _ in OPERATORS])
def test_each_operator_is_named(world: GraphStore, query: str, plan: str) -> None:
    assert plan_of(world, query) == dedent(plan).strip()


@pytest.mark.parametrize(("name", "plan"), [("deep", DEEP), ("list", LIST), ("neighborhood", NEIGHBORHOOD)])
def test_the_plan_of_a_measured_query(world: GraphStore, name: str, plan: str) -> None:
    (path,) = [path for path in MEASURED if path.stem == name]
    assert plan_of(world, path.read_text(encoding="utf-8")) == plan.strip()


@pytest.mark.parametrize("path", [*MEASURED, *sorted(QUERIES.glob("*.graphql"))], ids=lambda path: path.stem)
def test_each_line_says_something_and_none_says_more_than_a_line(world: GraphStore, path: Path) -> None:
    lines = plan_of(world, path.read_text(encoding="utf-8")).split("\n")
    assert all(line.strip() and "  " not in line.strip() and "None" not in line for line in lines)
    indents = [(len(line) - len(line.lstrip())) // 2 for line in lines]
    assert indents[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(indents))


def test_rows_are_found_once_however_often_they_are_written(world: GraphStore) -> None:
    query = '{ risk(slug: "x") { procedures { totalCount nodes { name } edges { cursor } pageInfo { endCursor } } } }'
    assert plan_of(world, query).count("Expand") == 1


def test_an_operation_is_planned_by_its_switches(world: GraphStore) -> None:
    query = "query($with: Boolean! = {}) {{ risks {{ totalCount nodes @include(if: $with) {{ name }} }} }}"
    assert [plan_of(world, query.format(given)).count("nodes") for given in ("true", "false")] == [1, 0]


@pytest.mark.parametrize(
    ("query", "resolves"),
    [
        ('{ procedure(curie: "PAGE:cast") { name } }', False),
        ('{ procedure(slug: "cast") { name } }', True),
        ('{ procedure(curie: "PAGE:cast", slug: null) { name } }', True),
        ("{ risks { totalCount } }", False),
        ("{ risks(first: 1, after: null) { totalCount } }", False),
        ("{ risks(last: 1) { totalCount } }", True),
        ("{ risks(where: {}) { totalCount } }", True),
        ('{ search(query: "cast") { totalCount } }', True),
    ],
)
def test_the_resolver_is_called_where_the_plan_says_so(
    world: GraphStore, query: str, resolves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    called, write = list[str](), Resolved.write

    def writing(resolved: Resolved, values: Sequence[Any], run: RunContext) -> list[bytes]:
        called.append(resolved.name)
        return write(resolved, values, run)

    monkeypatch.setattr(Resolved, "write", writing)
    assert ask_compiled(world, query) is not None
    assert (called != []) == resolves
    assert (": Resolve" in plan_of(world, query).split("\n")[0]) == resolves
