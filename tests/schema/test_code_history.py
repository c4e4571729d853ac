"""Validity, changes and lists of codes as GraphQL shows them; both executions answer alike."""

from typing import Any

import orjson
import pytest

from graph.ingest.build import build
from graph.model.elements import Node
from graph.store import GraphStore
from tests.conftest import ask_compiled, ask_store, store_of
from tests.history_world import EDGES, NODES, diagnosis, history_graph
from tests.world import World


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return store_of(history_graph())


def ask(store: GraphStore, query: str, variables: dict[str, Any] | None = None) -> Any:
    answer = ask_store(store, query, variables)
    assert answer["errors"] == []
    compiled = ask_compiled(store, query, variables)
    assert compiled is None or orjson.loads(compiled.body) == {"data": answer["data"]}
    return answer["data"]


VALIDITY = "validity%s { status asOf since until sourcesReach replacedBy { code } }"


def test_a_lookup_says_the_day_of_which_its_validity_speaks(store: GraphStore) -> None:
    query = f'{{ diagnosis(code: "A00.0", asOf: "2026-03-02") {{ {VALIDITY % ""} }} }}'
    assert ask(store, query)["diagnosis"]["validity"] == {
        "status": "NO_LONGER_VALID",
        "asOf": "2026-03-02",
        "since": "2015-10-01",
        "until": "2025-09-30",
        "sourcesReach": None,
        "replacedBy": [{"code": "A00.01"}, {"code": "A00.09"}],
    }


def test_the_day_of_the_field_goes_before_that_of_the_lookup(store: GraphStore) -> None:
    query = '{ diagnosis(code: "A00.0", asOf: "2026-03-02") { validity(asOf: "2020-01-01") { status asOf } } }'
    assert ask(store, query)["diagnosis"]["validity"] == {"status": "VALID", "asOf": "2020-01-01"}


def test_without_a_day_it_is_the_last_that_sources_know(store: GraphStore) -> None:
    query = '{ diagnosis(code: "D30") { validity { status asOf } } procedure(code: "0SR9019") { validity { asOf } } }'
    found = ask(store, query)
    assert found["diagnosis"]["validity"] == {"status": "VALID", "asOf": "2026-09-30"}
    assert found["procedure"]["validity"] == {"asOf": "2024-09-30"}


def test_a_request_looks_a_code_up_as_of_one_day(store: GraphStore) -> None:
    query = """{ a: diagnosis(code: "D30", asOf: "2026-03-02") { name }
        b: diagnosis(code: "D30", asOf: "2026-03-03") { name } }"""
    answer = ask_store(store, query)
    assert (answer["data"]["a"], answer["data"]["b"]) == ({"name": "New"}, None)
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["extensions"]["given"]) == (
        "INVALID_ARGUMENT",
        ["2026-03-02", "2026-03-03"],
    )


def test_a_day_alone_finds_nothing(store: GraphStore) -> None:
    (error,) = ask_store(store, '{ diagnosis(asOf: "2026-03-02") { name } }')["errors"]
    assert error["extensions"]["allowed"] == ["curie", "code"]


def changes(store: GraphStore, arguments: str) -> list[tuple[Any, ...]]:
    shown = "nodes { kind fiscalYear before { code } after { code } }"
    query = f"{{ changes(system: ICD10CM, {arguments}) {{ {shown} }} }}"
    return [
        (
            change["kind"],
            change["fiscalYear"],
            [node["code"] for node in change["before"]],
            [node["code"] for node in change["after"]],
        )
        for change in ask(store, query)["changes"]["nodes"]
    ]


def test_changes_between_fiscal_years(store: GraphStore) -> None:
    assert changes(store, "from: 2016, to: 2026") == [
        ("REPLACED", 2019, ["B10.1"], ["B10.2"]),
        ("DELETED", 2021, ["F50"], []),
        ("RETITLED", 2022, ["D30"], ["D30"]),
        ("SPLIT", 2023, ["B10.2"], ["B10.21", "B10.22"]),
        ("MERGED", 2025, ["C20.1", "C20.2"], ["C20.3"]),
        ("SPLIT", 2026, ["A00.0"], ["A00.01", "A00.09"]),
        ("NEW", 2026, [], ["E40.1"]),
    ]
    assert [kind for kind, *_ in changes(store, "from: 2022, to: 2025")] == ["SPLIT", "MERGED"]
    assert changes(store, "from: 2026, to: 2026") == []


def test_changes_below_a_node_and_of_a_kind(store: GraphStore) -> None:
    assert [year for _, year, *_ in changes(store, 'from: 2016, to: 2026, under: "ICD10CM:A00"')] == [2026]
    assert changes(store, 'from: 2016, to: 2026, under: "ICD10CM:A00.0", kinds: [NEW]') == []
    assert [kind for kind, *_ in changes(store, "from: 2016, to: 2026, kinds: [NEW, DELETED]")] == ["DELETED", "NEW"]


def test_changes_come_in_pages_with_both_titles_and_what_sources_reach(store: GraphStore) -> None:
    query = """query ($after: String) { changes(system: ICD10CM, from: 2016, to: 2030, first: 3, after: $after) {
        totalCount sourcesReach nodes { titleBefore titleAfter day } pageInfo { hasNextPage endCursor } } }"""
    first = ask(store, query)["changes"]
    assert (first["totalCount"], first["sourcesReach"]) == (7, "2026-09-30")
    assert first["nodes"][2] == {"titleBefore": "Old", "titleAfter": "New", "day": "2021-10-01"}
    rest = ask(store, query, {"after": first["pageInfo"]["endCursor"]})["changes"]
    assert [change["day"] for change in rest["nodes"]] == ["2022-10-01", "2024-10-01", "2025-10-01"]
    assert rest["pageInfo"]["hasNextPage"] is True


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("system: ICD10CM, from: 2026, to: 2025", "INVALID_ARGUMENT"),
        ("system: ICD10CM, from: 2010, to: 2025", "INVALID_ARGUMENT"),
        ("system: ICD10CM, from: 2020, to: 2025, first: 1001", "INVALID_ARGUMENT"),
        ('system: ICD10CM, from: 2020, to: 2025, under: "ICD10PCS:0SR9019"', "INVALID_ARGUMENT"),
        ('system: ICD10CM, from: 2020, to: 2025, under: "ICD10CM:Z99"', "UNKNOWN_NODE"),
        ('system: ICD10CM, from: 2020, to: 2025, after: "MTIz"', "INVALID_CURSOR"),
    ],
)
def test_what_cannot_be_asked_of_changes(store: GraphStore, arguments: str, code: str) -> None:
    (error,) = ask_store(store, f"{{ changes({arguments}) {{ totalCount }} }}")["errors"]
    assert error["extensions"]["code"] == code


def checked(store: GraphStore, code: str, day: str = "2026-03-02") -> Any:
    query = """query ($list: [String!]!, $asOf: Date) { codes(list: $list, asOf: $asOf) { given normalized
        node { curie } isValid isBillable replacedBy { code } problem nearest { code } } }"""
    (found,) = ask(store, query, {"list": [code], "asOf": day})["codes"]
    assert found["given"] == code
    return found


@pytest.mark.parametrize(
    "written", ["A00.01", "a00.01", "a0001", " A00 01 ", "A00.01,", "ICD10CM:A00.01", "icd-10-cm a0001", "(A00.01)"]
)
def test_a_code_is_read_however_it_is_written(store: GraphStore, written: str) -> None:
    found = checked(store, written)
    assert (found["normalized"], found["node"]) == ("A00.01", {"curie": "ICD10CM:A00.01"})
    assert (found["isValid"], found["isBillable"], found["problem"]) == (True, True, None)


@pytest.mark.parametrize(
    ("code", "day", "valid", "billable", "problem"),
    [
        ("A00.0", "2025-03-02", True, True, None),
        ("A00.0", "2026-03-02", False, False, "A00.0 ended on 2025-09-30; since then A00.01 or A00.09 is reported."),
        ("F50", "2026-03-02", False, False, "F50 ended on 2020-09-30."),
        ("E40.1", "2026-03-02", False, False, "E40.1 begins on 2026-04-01."),
        ("A00", "2026-03-02", True, False, "A00 heads other codes and cannot be reported itself."),
        (
            "D30",
            "2026-11-03",
            None,
            None,
            "Whether D30 is valid on 2026-11-03 is not known: sources know of it until 2026-09-30.",
        ),
        ("J1100", "2026-03-02", None, None, "Whether J1100 is valid on 2026-03-02 is not known: no source says."),
    ],
)
def test_a_code_of_a_list_on_a_day(
    store: GraphStore, code: str, day: str, valid: bool | None, billable: bool | None, problem: str | None
) -> None:
    found = checked(store, code, day)
    assert (found["isValid"], found["isBillable"], found["problem"]) == (valid, billable, problem)


@pytest.mark.parametrize(
    ("code", "normalized", "nearest"),
    [
        ("A00.011", "A00.011", ["A00.01"]),
        ("b1o.21", "B1O.21", ["B10.21"]),
        ("OSR9O19", None, ["0SR9019"]),
        ("A00.8", "A00.8", ["A00.01", "A00.09"]),
        ("Z99", "Z99", []),
    ],
)
def test_an_unknown_code_has_near_ones(
    store: GraphStore, code: str, normalized: str | None, nearest: list[str]
) -> None:
    found = checked(store, code)
    assert (found["node"], found["isValid"], found["isBillable"]) == (None, None, None)
    assert found["normalized"] == normalized
    assert [node["code"] for node in found["nearest"]] == nearest
    assert found["problem"] == f"No code system that is loaded has '{normalized or code}'."


def test_what_is_no_code_says_so(store: GraphStore) -> None:
    assert checked(store, "hello")["problem"] == "'hello' has not the form of a code."
    assert "American Medical Association" in checked(store, "99213")["problem"]


@pytest.mark.parametrize("written", ["DRG 470", "ms-drg 470", "MSDRG:470"])
def test_a_group_is_named_and_is_no_code_to_report(written: str) -> None:
    group = Node("MSDRG:470", "DiagnosisGroup", "Joints")
    found = checked(store_of(build([World([*NODES, *EDGES, group])]).graph), written)
    assert (found["node"], [node["code"] for node in found["nearest"]]) == (None, ["470"])
    assert found["problem"] == f"'{written}' is MSDRG:470, Joints, not a code of ICD10CM, ICD10PCS, HCPCS, CPT."


def test_a_code_of_a_system_that_is_not_loaded_is_written_as_that_writes_it() -> None:
    plain = store_of(build([World([node for node in NODES if not node.curie.startswith("HCPCS")])]).graph)
    found = checked(plain, "J1100")
    assert found["normalized"] == "J1100"
    assert found["problem"].startswith("'J1100' looks like a code of HCPCS")


def test_a_number_of_two_systems_is_neither_until_one_is_said(store: GraphStore) -> None:
    both = store_of(build([World([*NODES, *EDGES, diagnosis("J11.00")])]).graph)
    found = checked(both, "J1100")
    assert found["node"] is None
    assert {node["code"] for node in found["nearest"]} == {"J11.00", "J1100"}
    assert checked(both, "HCPCS J1100")["node"] == {"curie": "HCPCS:J1100"}
    assert checked(both, "J11.00")["node"] == {"curie": "ICD10CM:J11.00"}


def test_a_list_has_at_most_a_thousand_codes_of_a_line_each(store: GraphStore) -> None:
    query = "query ($list: [String!]!) { codes(list: $list) { normalized } }"
    assert len(ask(store, query, {"list": ["D30"] * 1000})["codes"]) == 1000
    for refused in (["D30"] * 1001, ["D" * 501]):
        (error,) = ask_store(store, query, {"list": refused})["errors"]
        assert error["extensions"]["code"] == "INVALID_ARGUMENT"
