"""The cost of an operation: estimated before it runs, told with the answer, and refused with what would run instead."""

import re
from typing import Any

import orjson
import pytest
from graphql import get_introspection_query

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.context import Request
from tests.conftest import operations_of, schema_of
from tests.documents import QUERIES

DEEP = """query ($first: Int, $inner: Int) { procedures(first: $first) { nodes { indications(first: $inner) { nodes {
    procedures(first: 50) { nodes { name } } } } } } }"""
MANY = "{ %s }" % " ".join(f'a{n}: search(query: "knee {n}") {{ totalCount }}' for n in range(50))  # noqa: UP031
GROUND = "query ($terms: [String!]!) { ground(terms: $terms) { term } }"
TERMS = [f"knee pain {number}" for number in range(300)]


def compiled(store: GraphStore, query: str, limits: Limits, **variables: object) -> dict[str, Any]:
    """The answer of the compiled operation; what is refused, the reference executor says."""
    answer = operations_of(limits).answer(store, limits, query, variables, None)
    if answer is None:
        refused = reference(store, query, limits, **variables)
        assert refused["errors"]
        return refused
    told: dict[str, Any] = orjson.loads(answer.body)
    cost = told["extensions"]["cost"]
    assert answer.cost.decode() == ", ".join(f"{name}={value}" for name, value in cost.items())
    return told


def reference(store: GraphStore, query: str, limits: Limits, **variables: object) -> dict[str, Any]:
    result = schema_of(limits).execute_sync(query, variables, Request(store=store, limits=limits))
    return {
        "data": result.data,
        "errors": [error.formatted for error in result.errors or ()],
        "extensions": result.extensions,
    }


@pytest.mark.parametrize("query", sorted(QUERIES.glob("*.graphql")), ids=lambda path: path.stem)
def test_the_shipped_queries_are_allowed_and_cost_alike_by_either_execution(shipped: GraphStore, query: Any) -> None:
    text, limits = query.read_text(encoding="utf-8"), Limits()
    costs = [ask(shipped, text, limits)["extensions"]["cost"] for ask in (compiled, reference)]
    assert costs[0]["requested"] == costs[1]["requested"] > 0
    assert all(cost["actual"] <= limits.cost == cost["limit"] for cost in costs)


@pytest.mark.parametrize("ask", [compiled, reference])
def test_first_is_multiplied_down_and_what_is_refused_is_not_run(shipped: GraphStore, ask: Any) -> None:
    limits = Limits(cost=20_000)
    told = ask(shipped, DEEP, limits, first=1000, inner=100)
    (error,) = told["errors"]
    assert told["data"] is None
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert error["extensions"]["of"] == "cost"
    assert error["path"] == error["extensions"]["field"].split(".")
    cost = told["extensions"]["cost"]
    assert cost == {"requested": error["extensions"]["requested"], "actual": 0, "limit": 20_000}
    assert cost["requested"] > limits.cost


@pytest.mark.parametrize("ask", [compiled, reference])
def test_the_cheaper_variant_runs_and_one_item_more_does_not(shipped: GraphStore, ask: Any) -> None:
    limits = Limits(cost=20_000)
    (error,) = ask(shipped, DEEP, limits, first=1000, inner=100)["errors"]
    found = re.fullmatch(r"(\S+) with `first:` (\d+) would run\.", error["extensions"]["cheaper"])
    assert found
    path, size = found[1], int(found[2])
    names = {"procedures": "first", "procedures.nodes.indications": "inner"}
    given = {"first": 1000, "inner": 100}
    if path in names:
        assert "errors" not in compiled(shipped, DEEP, limits, **(given | {names[path]: size}))
        assert ask(shipped, DEEP, limits, **(given | {names[path]: size + 1}))["errors"]
    else:
        query = DEEP.replace("first: 50", f"first: {size}")
        assert "errors" not in compiled(shipped, query, limits, **given)


def test_of_many_fields_those_are_named_that_would_run(shipped: GraphStore) -> None:
    (error,) = compiled(shipped, MANY, Limits(cost=500_000))["errors"]
    found = re.fullmatch(r"(\d+) of the 50 fields would run: a0, .*", error["extensions"]["cheaper"])
    assert found
    assert 1 < int(found[1]) < 50
    fewer = "{ %s }" % " ".join(re.findall(r"a\d+: .*?\}", MANY)[: int(found[1])])  # noqa: UP031
    assert "errors" not in compiled(shipped, fewer, Limits(cost=500_000))


def test_of_a_list_of_terms_as_many_are_named_as_would_run(shipped: GraphStore) -> None:
    limits = Limits(cost=1_000_000)
    (error,) = compiled(shipped, GROUND, limits, terms=TERMS)["errors"]
    found = re.fullmatch(r"ground with so many `terms`: (\d+) would run\.", error["extensions"]["cheaper"])
    assert found
    assert "errors" not in compiled(shipped, GROUND, limits, terms=TERMS[: int(found[1])])
    assert compiled(shipped, GROUND, limits, terms=TERMS[: int(found[1]) + 1])["errors"]


def test_a_hub_costs_by_its_degree(shipped: GraphStore) -> None:
    query = '{ %s { codes(where: { name: { contains: "x" } }) { totalCount } } }'
    hub, small = (
        compiled(shipped, query % field, Limits(cost=500_000))
        for field in ('approach(curie: "APPROACH:open")', 'device(curie: "DEVICE:spacer")')
    )
    assert hub["errors"][0]["extensions"]["field"].startswith("approach")
    assert "errors" not in small


def test_a_closer_estimate_lets_run_what_only_the_bound_forbids(shipped: GraphStore) -> None:
    query = "{ payers(first: 1000) { nodes { policies(first: 1000) { nodes { name } } } } }"
    told = compiled(shipped, query, Limits(cost=100_000))
    assert "errors" not in told
    assert told["extensions"]["cost"]["requested"] < 100_000


def test_introspection_costs_by_the_size_of_the_schema(shipped: GraphStore) -> None:
    whole = "__schema { types { name fields { name args { name } } } }"
    one = reference(shipped, f"{{ {whole} }}", Limits())["extensions"]["cost"]["requested"]
    query = "{ %s }" % " ".join(f"a{n}: {whole}" for n in range(100))  # noqa: UP031
    many = reference(shipped, query, Limits(cost=99 * one))
    assert many["errors"][0]["extensions"]["requested"] == 100 * one


def test_work_beyond_the_budget_is_refused_while_it_runs_and_the_rest_is_answered(shipped: GraphStore) -> None:
    query = '{ a: diagnoses(where: { name: { contains: "x" } }) { totalCount } meta { version } }'
    told = compiled(shipped, query, Limits(rows=1_000))
    assert [error["path"] for error in told["errors"]] == [["a"], ["meta"]]
    assert {error["extensions"]["of"] for error in told["errors"]} == {"rows"}


def test_an_argument_that_is_null_where_it_must_not_be_is_the_fields_to_say(shipped: GraphStore) -> None:
    query = 'query ($of: String = "A00") { descendants(of: $of) { totalCount } meta { version } }'
    told = reference(shipped, query, Limits(), of=None)
    (error,) = told["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["path"] == ["descendants"]
    assert told["data"]["meta"]["version"]


def test_what_tools_ask_of_the_schema_is_allowed(shipped: GraphStore) -> None:
    told = reference(shipped, get_introspection_query(), Limits())
    assert told["errors"] == []
    assert told["extensions"]["cost"]["requested"] < Limits.cost / 10
