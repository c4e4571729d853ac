"""The review as GraphQL shows it, by either execution, and the answers that nobody may keep."""

from typing import Any

import orjson
import pytest
from graphql import parse

from graph.model.limits import Limits
from graph.review.case import Case
from graph.store import GraphStore
from schema.create_schema import create_schema
from schema.documents.cache import DocumentCache
from serving.current_graph import CurrentGraph
from serving.executor import RequestExecutor
from serving.request import parse_body
from tests.conftest import ask_compiled, ask_store
from tests.serving.live_server import body_of

CASE = """{dateOfService: "2026-03-03", age: 70, sex: FEMALE, setting: INPATIENT, dischargeStatus: "01",
   diagnoses: [{code: "s72001a", presentOnAdmission: YES}, {code: "E11.65"}, {code: "N17.9", presentOnAdmission: NO}],
   procedures: [{code: "0SR9019", units: 1, modifiers: []}]}"""
QUERY = """{ review(case: %s) {
   findings { rule severity message action codes { text curie name place isProcedure node { kind } }
     because { edge { kind evidence { quote source { title edition } } } property value text node { curie } }
     remedies { curie name } }
   grouping { group { curie name } category { curie } weight meanStay geometricMeanStay severity
     decidedBy { curie } without { code { curie } group { curie } }
     questions { code { curie } message groups { curie } }
     unknown disclaimer }
   riskCategories { model paymentYear category { curie } codes { curie } trumpedBy { curie } counts unchecked }
   codes { curie } unreviewed { rule reason } disclaimer editions { title edition } } }"""


def ask(store: GraphStore, query: str) -> Any:
    """The data of an answer, which both executions give alike."""
    answer = ask_store(store, query)
    assert answer["errors"] == []
    compiled = ask_compiled(store, query)
    assert compiled is not None
    assert orjson.loads(compiled.body) == {"data": answer["data"]}
    assert compiled.private
    return answer["data"]


def test_a_case_of_the_issue(shipped: GraphStore) -> None:
    review = ask(shipped, QUERY % CASE)["review"]
    # MS-DRG 521: hip replacement with a principal diagnosis of hip fracture with MCC; 522 without MCC.
    assert review["grouping"]["group"]["curie"] == "MSDRG:522"
    assert [code["curie"] for code in review["codes"]] == [
        "ICD10CM:S72.001A",
        "ICD10CM:E11.65",
        "ICD10CM:N17.9",
        "ICD10PCS:0SR9019",
    ]
    decided = {code["curie"] for code in review["grouping"]["decidedBy"]}
    assert {"ICD10CM:S72.001A", "ICD10PCS:0SR9019"} <= decided
    without = {item["code"]["curie"]: item["group"]["curie"] for item in review["grouping"]["without"]}
    assert without["ICD10PCS:0SR9019"] in {"MSDRG:535", "MSDRG:536"}
    documented = {(item["model"], item["category"]["curie"]) for item in review["riskCategories"]}
    assert ("V28", "HCC:V28-38") in documented  # "with glycemic … complications"
    assert review["disclaimer"]
    assert any(edition["edition"] for edition in review["editions"])
    assert {gap["rule"] for gap in review["unreviewed"]} == {"COVERAGE", "CODE_EDITOR"}


def test_the_group_alone(shipped: GraphStore) -> None:
    found = ask(
        shipped, '{ group(case: {sex: MALE, age: 60, diagnoses: [{code: "I50.9"}]}) { group { curie } unknown } }'
    )
    assert found["group"]["group"]["curie"] == "MSDRG:293"


def test_only_stays_are_grouped(shipped: GraphStore) -> None:
    query = '{ review(case: {setting: OUTPATIENT, diagnoses: [{code: "I50.9"}]}) { grouping { weight } } }'
    assert ask(shipped, query)["review"]["grouping"] is None


def test_many_cases_are_answered_in_their_order(shipped: GraphStore) -> None:
    query = (
        '{ reviewMany(cases: [{diagnoses: [{code: "E11.66"}]}, {diagnoses: [{code: "I10"}]}]) { findings { rule } } }'
    )
    first, second = ask(shipped, query)["reviewMany"]
    assert "UNKNOWN_CODE" in {finding["rule"] for finding in first["findings"]}
    assert "UNKNOWN_CODE" not in {finding["rule"] for finding in second["findings"]}


def test_impossible_numbers_are_refused(shipped: GraphStore) -> None:
    for case in ("{age: -1}", "{age: 131}", '{procedures: [{code: "x", units: 0}]}'):
        (error,) = ask_store(shipped, f"{{ review(case: {case}) {{ disclaimer }} }}")["errors"]
        assert error["extensions"]["code"] == "INVALID_ARGUMENT"


def test_no_cache_keeps_a_case(store: GraphStore) -> None:
    executor = RequestExecutor(CurrentGraph(create_schema(Limits()), Limits(), store))
    store.review(Case())  # The first one is deferred to a thread.
    body = body_of('{ review(case: {age: 70, diagnoses: [{code: "I10"}]}) { findings { rule } } }')
    response = executor.execute_inline(parse_body(body), body, gzip=False)
    assert b"cache-control: no-store" in response.payload()  # type: ignore[union-attr]
    assert (b"cache-control", b"no-store") in response.headers  # type: ignore[union-attr]
    assert executor.cached_response(body, gzip=False) is None
    shown = body_of("{ meta { version } }")
    public = executor.execute_inline(parse_body(shown), shown, gzip=False)
    assert b"no-store" not in public.payload()  # type: ignore[union-attr]
    assert executor.cached_response(shown, gzip=False) is not None
    executor.close()


def test_a_case_in_the_text_of_a_query_is_neither_kept_nor_logged(
    shipped: GraphStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    documents = DocumentCache()
    for text, kept in (
        ('{ review(case: {diagnoses: [{code: "I10"}]}) { disclaimer } }', False),
        ("query ($case: CaseInput!) { review(case: $case) { disclaimer } }", True),
        ("query ($code: String!) { group(case: {diagnoses: [{code: $code}]}) { weight } }", False),
        ("{ meta { version } }", True),
    ):
        documents.keep(text, parse(text))
        assert (documents.get(text) is not None) is kept
    monkeypatch.setattr(GraphStore, "review", lambda store, case: 1 / 0)
    assert ask_compiled(shipped, '{ review(case: {diagnoses: [{code: "I21.4 JANE"}]}) { disclaimer } }') is None
    assert "JANE" not in caplog.text
    assert "a document with a case" in caplog.text


def test_a_long_code_and_many_units_are_refused_at_once(shipped: GraphStore) -> None:
    for case in ('{diagnoses: [{code: "%s"}]}' % ("E" * 41), '{procedures: [{code: "027034Z", units: 10000}]}'):
        (error,) = ask_store(shipped, f"{{ review(case: {case}) {{ grouping {{ weight }} }} }}")["errors"]
        assert error["extensions"]["code"] == "INVALID_ARGUMENT"
