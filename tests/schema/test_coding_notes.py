"""Notes of the classification and the groups of stays, as GraphQL shows them of the shipped codes."""

from typing import Any

import orjson
import pytest

from graph.store import GraphStore
from tests.conftest import ask_compiled, ask_store


def ask(store: GraphStore, query: str) -> Any:
    """The data of an answer, which both executions give alike."""
    answer = ask_store(store, query)
    assert answer["errors"] == []
    compiled = ask_compiled(store, query)
    assert compiled is None or orjson.loads(compiled.body) == {"data": answer["data"]}
    return answer["data"]


def notes(store: GraphStore, code: str, arguments: str = "") -> list[tuple[str, str, list[str], str]]:
    query = f'{{ diagnosis(code: "{code}") {{ notes{arguments} {{ kind text codes {{ curie }} at {{ curie }} }} }} }}'
    found = ask(store, query)["diagnosis"]["notes"]
    return [
        (note["kind"], note["text"], [_local(code) for code in note["codes"]], _local(note["at"])) for note in found
    ]


def _local(node: dict[str, str]) -> str:
    return node["curie"].partition(":")[2]


def test_notes_of_a_category_hold_for_its_codes(shipped: GraphStore) -> None:
    found = notes(shipped, "E11.65", "(kinds: [USE_ADDITIONAL, EXCLUDES1])")
    assert ("USE_ADDITIONAL", "insulin (Z79.4)", ["Z79.4"], "E11") in found
    assert ("EXCLUDES1", "type 1 diabetes mellitus (E10.-)", ["E10"], "E11") in found
    assert {kind for kind, *_ in found} == {"USE_ADDITIONAL", "EXCLUDES1"}
    assert notes(shipped, "E11.65", "(inherited: false)") == []


def test_notes_of_a_block_hold_for_its_codes(shipped: GraphStore) -> None:
    found = notes(shipped, "I10", "(kinds: [USE_ADDITIONAL])")
    assert ("USE_ADDITIONAL", "tobacco dependence (F17.-)", ["F17"], "I10-I1A") in found
    own = notes(shipped, "I10", "(inherited: false)")
    assert {at for *_, at in own} == {"I10"}
    assert notes(shipped, "I10")[: len(own)] == own


def test_a_note_in_words_alone_is_kept(shipped: GraphStore) -> None:
    found = notes(shipped, "B20", "(kinds: [USE_ADDITIONAL], inherited: false)")
    assert ("USE_ADDITIONAL", "code(s) to identify all manifestations of HIV infection", [], "B20") in found
    assert any(
        "displaced or nondisplaced" in text for _, text, _, _ in notes(shipped, "S72.001A", "(kinds: [GENERAL])")
    )


def test_seventh_characters_are_a_note(shipped: GraphStore) -> None:
    ((kind, text, _, at),) = notes(shipped, "T66.XXXA", "(kinds: [SEVENTH_CHARACTER])")
    assert (kind, at) == ("SEVENTH_CHARACTER", "T66")
    assert text.endswith("code T66: A initial encounter; D subsequent encounter; S sequela")


def test_edges_are_inherited_with_the_code_at_which_they_stand(shipped: GraphStore) -> None:
    query = """{ diagnosis(code: "E11.65") {
        own: useAdditional { totalCount }
        all: useAdditional(inherited: true) { totalCount edges { at { code } node { code } evidence { section } } }
        page: useAdditional(inherited: true, first: 2) { nodes { code } pageInfo { hasNextPage endCursor } }
    } }"""
    found = ask(shipped, query)["diagnosis"]
    assert found["own"]["totalCount"] == 0
    assert [edge["node"]["code"] for edge in found["all"]["edges"]] == ["Z79.4", "Z79.84", "Z79.85"]
    assert {edge["at"]["code"] for edge in found["all"]["edges"]} == {"E11"}
    assert {item["section"] for edge in found["all"]["edges"] for item in edge["evidence"]} == {"E11"}
    after = found["page"]["pageInfo"]["endCursor"]
    rest = (
        f'{{ diagnosis(code: "E11.65") {{ useAdditional(inherited: true, after: "{after}") {{ nodes {{ code }} }} }} }}'
    )
    following = ask(shipped, rest)["diagnosis"]["useAdditional"]["nodes"]
    assert [node["code"] for node in (*found["page"]["nodes"], *following)] == ["Z79.4", "Z79.84", "Z79.85"]


def test_both_ends_of_a_rule_say_it(shipped: GraphStore) -> None:
    query = """{ diagnosis(code: "Z79.4") { additionalTo(inherited: true, first: 100) { nodes { code } } }
        other: diagnosis(code: "E10.9") { excludedBy(inherited: true, first: 100) { edges { excludesType node { code }
        at { code } } } } }"""
    found = ask(shipped, query)
    assert "E11" in {node["code"] for node in found["diagnosis"]["additionalTo"]["nodes"]}
    edges = found["other"]["excludedBy"]["edges"]
    assert {"excludesType": "EXCLUDES1", "node": {"code": "E11"}, "at": {"code": "E11"}} in edges


def test_nothing_excludes_its_own_line(shipped: GraphStore) -> None:
    query = '{ diagnosis(code: "D72.824") { excludes(inherited: true, first: 200) { nodes { code } } } }'
    assert "D72.824" not in {node["code"] for node in ask(shipped, query)["diagnosis"]["excludes"]["nodes"]}


def excluded(store: GraphStore, code: str, other: str, kind: str = "EXCLUDES1") -> bool:
    """Whether a note that holds for a code excludes another, or one of those above it."""
    query = f"""{{ diagnosis(code: "{code}") {{ excludes(inherited: true, first: 1000, whereEdge: {{ excludesType:
        {{ equals: {kind} }} }}) {{ nodes {{ curie }} }} }}
        ancestors(of: "ICD10CM:{other}", first: 50) {{ nodes {{ node {{ curie }} }} }} }}"""
    found = ask(store, query)
    line = {f"ICD10CM:{other}", *(item["node"]["curie"] for item in found["ancestors"]["nodes"])}
    return bool(line & {node["curie"] for node in found["diagnosis"]["excludes"]["nodes"]})


@pytest.mark.parametrize(
    ("code", "other", "is_excluded"),
    [
        ("T66.XXXA", "T20.00XA", True),
        ("T66.XXXA", "T31.0", True),
        ("T66.XXXA", "T32.0", False),
        ("T66.XXXA", "S72.001A", False),
        ("H54.8", "H54.7", True),
        ("E11.65", "E10.9", True),
        ("E11.65", "E11.9", False),
        ("I10", "O10.019", True),
        ("I10", "O12.00", False),
    ],
)
def test_a_conflict_holds_for_exactly_the_codes_meant(
    shipped: GraphStore, code: str, other: str, is_excluded: bool
) -> None:
    assert excluded(shipped, code, other) is is_excluded


def test_header_blocks_and_chapters_are_found_and_hold_their_codes(shipped: GraphStore) -> None:
    query = """{ a: subsumes(broader: "ICD10CM:C00-C96", narrower: "ICD10CM:C50.911")
        b: subsumes(broader: "ICD10CM:V00-V99", narrower: "ICD10CM:V43.52XA")
        c: subsumes(broader: "ICD10CM:T20-T32", narrower: "ICD10CM:T24.001A")
        descendants(of: "ICD10CM:C00-C96", first: 1) { totalCount }
        missing: diagnosis(curie: "ICD10CM:S06.1X7D") { name }
        chapter: diagnosis(code: "A00-B99") { curie }
        search(query: "A00-B99", first: 1) { nodes { node { curie } matchType } } }"""
    found = ask(shipped, query)
    assert (found["a"], found["b"], found["c"], found["missing"]) == (True, True, True, None)
    assert found["descendants"]["totalCount"] > 1000
    assert found["chapter"] == {"curie": "ICD10CM:chapter-1"}
    assert found["search"]["nodes"] == [{"node": {"curie": "ICD10CM:chapter-1"}, "matchType": "EXACT_CODE"}]


def groups(store: GraphStore, code: str, condition: str) -> list[str]:
    query = f"""{{ diagnosis(code: "{code}") {{ diagnosisGroups(first: 100, orderBy: [{{ field: CODE }}], whereEdge:
        {{ condition: {{ equals: {condition} }}, role: {{ equals: PRINCIPAL }} }}) {{ nodes {{ code }} }} }} }}"""
    return [node["code"] for node in ask(store, query)["diagnosis"]["diagnosisGroups"]["nodes"]]


@pytest.mark.parametrize(
    ("code", "alone"),
    [("I10", ["304", "305"]), ("E11.65", ["637", "638", "639"]), ("S72.001A", ["535", "536"])],
)
def test_a_diagnosis_leads_to_its_groups(shipped: GraphStore, code: str, alone: list[str]) -> None:
    assert groups(shipped, code, "ALONE") == alone


def test_with_a_procedure_it_leads_to_others(shipped: GraphStore) -> None:
    assert groups(shipped, "S72.001A", "PROCEDURE") == ["521", "522"]


def test_a_complication_has_its_level_condition_and_exclusions(shipped: GraphStore) -> None:
    query = """{ fracture: diagnosis(code: "S72.001A") { severityLevel hospitalAcquiredCondition
        exclusionLists { nodes { name principalDiagnoses { totalCount } } } }
        none: diagnosis(code: "I10") { severityLevel exclusionLists { totalCount } }
        unexcluded: diagnosis(code: "J12.82") { severityLevel exclusionLists { totalCount } } }"""
    found = ask(shipped, query)
    assert found["fracture"]["severityLevel"] == "MCC"
    assert found["fracture"]["hospitalAcquiredCondition"] == "05 Falls and trauma"
    assert found["fracture"]["exclusionLists"]["nodes"][0]["principalDiagnoses"]["totalCount"] > 10
    assert found["none"] == {"severityLevel": None, "exclusionLists": {"totalCount": 0}}
    assert found["unexcluded"] == {"severityLevel": "MCC", "exclusionLists": {"totalCount": 0}}


def test_sources_say_their_fiscal_year(shipped: GraphStore) -> None:
    editions = {document.id: document.edition for document in shipped.summary().documents}
    assert editions["icd-10-cm/tabular.xml"] == "fiscal year 2026, release of April 1 2026"
    assert editions["ms-drg/v43.1.json.xz"] == "fiscal year 2026, from 2026-04-01"
    assert editions["ms-drg/table-5.txt"] == "fiscal year 2026"
    assert editions["icd-10-pcs/titles.csv"] == "fiscal year 2024"


def test_codes_of_all_sections_have_titles(shipped: GraphStore) -> None:
    query = '{ procedure(code: "B24BZZZ") { name isStub codeSections { nodes { name } } } }'
    found = ask(shipped, query)["procedure"]
    assert not found["isStub"]
    assert found["codeSections"]["nodes"] == [{"name": "Imaging"}]
