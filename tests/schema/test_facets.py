"""Facets and counts of connections: of the whole list after its filters, whichever page is shown and however it runs."""

from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.context import Request
from tests.conftest import Answer, Ask, ask_compiled, ask_store, schema_of
from tests.partial_store import partial_store

LISTS = {
    "filtered": ("{ list: diagnoses(where: {code: {startsWith: \"S06\"}}, %s) {%s} }", "node { ... on Diagnosis { counted: level } }"),
    "of several systems": ("{ list: procedures(where: {name: {startsWith: \"Bypass C\"}}, %s) {%s} }",
                           "node { ... on Procedure { counted: isActive } }"),
    "excluded": ("{ of: diagnosis(curie: \"ICD10CM:E11\") { list: excludes(%s) {%s} } }", "counted: excludesType"),
    "excluded above, too": ("{ of: diagnosis(curie: \"ICD10CM:E11.65\") { list: excludes(inherited: true, %s) {%s} } }",
                            "counted: excludesType"),
    "below, filtered": ("{ of: diagnosis(curie: \"ICD10CM:S06\") {"
                        " list: narrower(where: {isBillable: {equals: false}}, %s) {%s} } }",
                        "node { ... on Diagnosis { counted: isBillable } }"),
    "of several kinds": ("{ of: diagnosisGroup(curie: \"MSDRG:065\") { list: codes(%s) {%s} } }", "counted: role"),
}  # fmt: skip
"""Queries with a place for paging and one for a selection, and what is counted of each item."""
PROPERTIES = {"level": "LEVEL", "isActive": "IS_ACTIVE", "excludesType": "EXCLUDES_TYPE", "isBillable": "IS_BILLABLE",
              "role": "ROLE"}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_counts_are_those_of_all_pages(name: str, shipped: GraphStore, tmp_path: Path) -> None:
    query, counted = LISTS[name]
    property_ = PROPERTIES[counted.split("counted: ")[1].rstrip(" }")]
    every = _list(ask_store(shipped, query % ("first: 1000", "edges { node { curie kind } %s }" % counted)))["edges"]
    assert len(every) > 5
    selection = f"countBy(property: {property_}) {{ value count }} facets {{ kinds {{ kind count }} systems {{ system count }} }}"
    asked = query % ("first: 2", f"totalCount {selection}")
    answer = ask_store(shipped, asked)
    found = _list(answer)
    values = Counter(_shown(edge.get("counted", edge["node"].get("counted"))) for edge in every)
    assert {one["value"]: one["count"] for one in found["countBy"]} == values
    assert {one["kind"]: one["count"] for one in found["facets"]["kinds"]} == Counter(e["node"]["kind"] for e in every)
    assert {one["system"]: one["count"] for one in found["facets"]["systems"]} == Counter(
        edge["node"]["curie"].partition(":")[0] for edge in every
    )
    assert found["totalCount"] == values.total()
    compiled, (elsewhere, _) = ask_compiled(shipped, asked), partial_store(DEFAULT_SNAPSHOT, tmp_path / "columns")
    assert compiled is not None
    assert orjson.loads(compiled.body)["data"] == answer["data"]
    assert ask_compiled(elsewhere, asked) == compiled


def _list(answer: Answer) -> Any:
    assert answer["errors"] == []
    return answer["data"].get("of", answer["data"])["list"]


def _shown(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def test_items_are_counted_once_each(ask: Ask) -> None:
    data = ask(
        """{
          all: procedures(first: 1) { totalCount countBy(property: HAS_PAGE) { value count }
            facets { ... on Facets { kinds { kind count } systems { system count } } } }
          paged: procedures(where: {hasPage: {equals: true}}) { countBy(property: IS_STUB) { value count } }
          procedure(slug: "cast") {
            personnel(first: 1) { countBy(property: INTERCHANGEABLE) { value count } facets { kinds { kind count } } }
            recovery { countBy(property: DURATION_UNIT) { value count } }
            policies { countBy(property: COVERAGE) { value count } }
          }
        }"""
    )
    assert data["all"] == {
        "totalCount": 4,
        "countBy": [{"value": "true", "count": 3}, {"value": None, "count": 1}],
        "facets": {
            "kinds": [{"kind": "PROCEDURE", "count": 4}],
            "systems": [{"system": name, "count": count} for name, count in (("PAGE", 2), ("CPT", 1), ("HCPCS", 1))],
        },
    }
    assert data["paged"] == {"countBy": [{"value": "false", "count": 3}]}
    assert data["procedure"] == {
        "personnel": {"countBy": [{"value": "true", "count": 2}], "facets": {"kinds": [{"kind": "ROLE", "count": 2}]}},
        "recovery": {"countBy": [{"value": "WEEK", "count": 1}]},
        "policies": {"countBy": [{"value": "MENTIONED", "count": 1}]},
    }


def test_what_the_items_do_not_have_is_refused_with_what_they_have(refuse: Ask) -> None:
    error = refuse('{ procedure(slug: "cast") { name policies { totalCount countBy(property: LEVEL) { count } } } }')
    assert error["path"] == ["procedure", "policies", "countBy"]
    assert (error["extensions"]["argument"], error["extensions"]["allowed"]) == ("property", ["COVERAGE"])


def test_counting_is_charged_before_it_is_done(store: GraphStore) -> None:
    query = "query ($text: String) { procedures(where: {name: {contains: $text}}) { countBy(property: HAS_PAGE) { count } } }"
    request = Request(store=store, limits=Limits())
    result = schema_of(Limits()).execute_sync(query, {"text": "a"}, request)
    assert result.errors is None
    assert request.requested >= request.cost > len("4 items, read and counted")
    (error,) = ask_store(store, query, {"text": "a"}, Limits(cost=request.requested - 1))["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
