"""`countBy` of connections: of the whole list after its filters, whichever page is shown and however it runs."""

from collections import Counter
from typing import Any

import orjson
import pytest

from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.store import GraphStore
from schema.context import Request
from tests.conftest import Answer, Ask, ask_compiled, ask_store, schema_of
from tests.partial_store import PartialStores

LEVEL, BILLABLE = "node { ... on Diagnosis { value: level } }", "node { ... on Diagnosis { value: isBillable } }"
ACTIVE, EXCLUDES, ROLE = "node { ... on Procedure { value: isActive } }", "value: excludesType", "value: role"
LISTS = {
    "filtered": ("LEVEL", LEVEL, 'list: diagnoses(where: {code: {startsWith: "S06"}}'),
    "of systems": ("IS_ACTIVE", ACTIVE, 'list: procedures(where: {name: {startsWith: "Bypass C"}}'),
    "excluded": ("EXCLUDES_TYPE", EXCLUDES, 'of: diagnosis(curie: "ICD10CM:E11") { list: excludes(where: null'),
    "inherited": ("EXCLUDES_TYPE", EXCLUDES, 'of: diagnosis(curie: "ICD10CM:E11.65") { list: excludes(inherited: true'),
    "below, filtered": (
        "IS_BILLABLE", BILLABLE,
        'of: diagnosis(curie: "ICD10CM:S06") { list: narrower(where: {isBillable: {equals: false}}',
    ),
    "of kinds": ("ROLE", ROLE, 'of: diagnosisGroup(curie: "MSDRG:065") { list: codes(after: null'),
}  # fmt: skip
"""What is counted, how an item shows it, and the beginning of a query up to the arguments for paging."""
COUNTS = "totalCount kinds: countBy(property: KIND) { value count } systems: countBy(property: SYSTEM) { value count }"


@pytest.fixture(scope="module")
def elsewhere(shipped: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """The shipped graph with its edges kept elsewhere."""
    return PartialStores(DEFAULT_SNAPSHOT, tmp_path_factory.mktemp("partial") / "columns").fresh()[0]


@pytest.mark.parametrize("name", LISTS)
def test_counts_are_those_of_all_pages(name: str, shipped: GraphStore, elsewhere: GraphStore) -> None:
    counted, item, begin = LISTS[name]
    every = _list(ask_store(shipped, _query(begin, f"first: 1000) {{ edges {{ n: node {{ curie kind }} {item} }} }}")))
    items = [(edge["n"], edge.get("node", edge)["value"]) for edge in every["edges"]]
    assert len(items) > 5
    asked = _query(
        begin, f"first: 2) {{ {COUNTS} values: countBy(property: {counted}) {{ value count }} nodes {{ name }} }}"
    )
    answer = ask_store(shipped, asked)
    found = _list(answer)
    assert _counts(found["values"]) == Counter(_shown(value) for _, value in items)
    assert _counts(found["kinds"]) == Counter(node["kind"] for node, _ in items)
    assert _counts(found["systems"]) == Counter(node["curie"].partition(":")[0] for node, _ in items)
    assert (found["totalCount"], len(found["nodes"])) == (len(items), 2)
    compiled = ask_compiled(shipped, asked)
    assert compiled is not None
    assert orjson.loads(compiled.body)["data"] == answer["data"]
    assert ask_compiled(elsewhere, asked) == compiled


def _query(begin: str, end: str) -> str:
    return f"{{ {begin}, {end} {'}' * (begin.startswith('of:') + 1)}"


def _list(answer: Answer) -> Any:
    assert answer["errors"] == []
    return answer["data"].get("of", answer["data"])["list"]


def _counts(listed: list[dict[str, Any]]) -> dict[str | None, int]:
    counts = [one["count"] for one in listed]
    assert counts == sorted(counts, reverse=True)
    return {one["value"]: one["count"] for one in listed}


def _shown(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def test_items_are_counted_once_each(ask: Ask) -> None:
    data = ask(
        """query ($first: Int = 1) {
          all: procedures(first: $first) { totalCount countBy(property: HAS_PAGE) { value count } }
          some: procedures(where: {hasPage: {equals: true}}) { countBy(property: SYSTEM) { value count } }
          procedure(slug: "cast") {
            personnel(first: $first) { countBy(property: INTERCHANGEABLE) { value count } nodes { name } }
            risks { countBy(property: KIND) { value count } }
            recovery { countBy(property: DURATION_UNIT) { value count } }
            policies(where: {name: {equals: "none"}}) { countBy(property: COVERAGE) { value count } }
          }
        }"""
    )
    assert data["all"] == {"totalCount": 4, "countBy": [{"value": "true", "count": 3}, {"value": "false", "count": 1}]}
    assert data["some"] == {"countBy": [{"value": "PAGE", "count": 2}, {"value": "CPT", "count": 1}]}
    assert data["procedure"] == {
        "personnel": {"countBy": [{"value": "true", "count": 2}], "nodes": [{"name": "Surgeon"}]},
        "risks": {"countBy": [{"value": "RISK", "count": 2}]},
        "recovery": {"countBy": [{"value": "WEEK", "count": 1}]},
        "policies": {"countBy": []},
    }


def test_what_the_items_do_not_have_is_refused_with_what_they_have(refuse: Ask) -> None:
    error = refuse('{ procedure(slug: "cast") { name policies { totalCount countBy(property: LEVEL) { count } } } }')
    assert error["path"] == ["procedure", "policies", "countBy"]
    assert error["extensions"]["argument"] == "property"
    assert error["extensions"]["allowed"] == ["COVERAGE", "KIND", "SYSTEM"]


def test_values_are_stored_as_filters_compare_them() -> None:
    """Columns of nodes have texts without case, so that a value of another case could not be told."""
    values = [value for kind in ONTOLOGY.node_kinds for item in kind.properties for value, _ in item.values]
    assert values
    assert [value for value in values if value != value.casefold()] == []


def test_counting_is_expected_and_refused(store: GraphStore) -> None:
    query = "query ($word: String) { procedures(where: {name: {contains: $word}}) { totalCount %s } }"
    costs = []
    for text in (query % "", query % "countBy(property: HAS_PAGE) { count }"):
        request = Request(store=store, limits=Limits())
        assert schema_of(Limits()).execute_sync(text, {"word": "s"}, request).errors is None
        costs.append((request.requested, request.cost))
    (plain, counted) = costs
    assert counted[0] - plain[0] >= counted[1] - plain[1] > 0
    enough_for_the_page = Limits(cost=plain[1])
    (error,) = ask_store(store, text, {"word": "s"}, enough_for_the_page)["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    compiled = ask_compiled(store, text, {"word": "s"}, enough_for_the_page)
    assert compiled is None or compiled.codes
