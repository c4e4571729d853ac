"""All that is shipped in one graph, attached as the server attaches it. The first run builds it."""

import pytest

from graph.ingest.files.recognition import recognise
from graph.store import GraphStore
from tests.conftest import SHARED, ask_store


def test_it_holds_every_code(shipped: GraphStore) -> None:
    summary = shipped.summary()
    assert summary.nodes["Diagnosis"] > 98_000
    assert summary.nodes["Procedure"] > 68_000
    assert summary.nodes["DiagnosisGroup"] > 700
    assert sum(summary.edges.values()) > 1_000_000


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (
            '{ diagnosis(code: "S42.001A") { name isBillable broader { nodes { code } } } }',
            {
                "diagnosis": {
                    "name": "Fracture of unspecified part of right clavicle, initial encounter for closed fracture",
                    "isBillable": True,
                    "broader": {"nodes": [{"code": "S42.001"}]},
                }
            },
        ),
        (
            '{ procedure(code: "0FT44ZZ") { name rootOperations { nodes { name definition } } '
            "bodyParts { nodes { name } } approaches { nodes { name } } } }",
            {
                "procedure": {
                    "name": "Resection of Gallbladder, Percutaneous Endoscopic Approach",
                    "rootOperations": {
                        "nodes": [
                            {
                                "name": "Resection",
                                "definition": "Cutting out or off, without replacement, all of a body part",
                            }
                        ]
                    },
                    "bodyParts": {"nodes": [{"name": "Gallbladder"}]},
                    "approaches": {"nodes": [{"name": "Percutaneous Endoscopic"}]},
                }
            },
        ),
        (
            '{ indication(slug: "scoliosis") { mappings(first: 1) { edges { predicate node { curie } } } } }',
            {
                "indication": {
                    "mappings": {"edges": [{"predicate": "SKOS_EXACT_MATCH", "node": {"curie": "ICD10CM:M41"}}]}
                }
            },
        ),
        (
            '{ diagnosisGroup(code: "001") { name majorDiagnosticCategories { nodes { code } } } }',
            {
                "diagnosisGroup": {
                    "name": "Heart Transplant or Implant of Heart Assist System with MCC",
                    "majorDiagnosticCategories": {"nodes": []},
                }
            },
        ),
    ],
)
def test_what_a_coder_asks(shipped: GraphStore, query: str, answer: dict[str, object]) -> None:
    assert ask_store(shipped, query) == {"data": answer, "errors": []}


def test_a_procedure_page_leads_to_its_codes_and_groups(shipped: GraphStore) -> None:
    query = """{ procedure(slug: "laparoscopic-cholecystectomy") { mappings { nodes {
        ... on Procedure { code diagnosisGroups { nodes { code } } } } } } }"""
    found = ask_store(shipped, query)["data"]["procedure"]["mappings"]["nodes"]
    codes = {node["code"]: [group["code"] for group in node["diagnosisGroups"]["nodes"]] for node in found if node}
    assert {"417", "418", "419"} <= set(codes["0FT44ZZ"])


@pytest.mark.skipif(not (SHARED / "codesets").exists(), reason="the official files are not part of the project")
def test_all_official_files_are_recognised() -> None:
    odd = ("SOURCES.md", "hcpcs_2019_readme.txt", "icd10pcs_definitions_2025.xml")
    found = [path for folder in ("codesets", "policies") for path in (SHARED / folder).iterdir() if path.is_file()]
    assert sorted(path.name for path in found if recognise(path) is None) == sorted(odd)


def test_only_the_vocabulary_says_what_is_a_kind_of_what(shipped: GraphStore) -> None:
    """An example on one page is no statement about the world; a lipoma is no kind of mass in the carpal tunnel."""
    graph = shipped.topology.graph
    stated_by = {
        evidence.source.partition("/")[0]
        for number in range(len(graph))
        if graph.node(number).kind != "Diagnosis"
        for edge in graph.row(number, "IS_A", out=True)
        for evidence in graph.edge(edge).evidence
    }
    assert stated_by == {"vocabulary"}


@pytest.mark.parametrize(
    ("risk", "kind_of"),
    [("urinary-tract-infection", "infection"), ("pneumonia", "infection"), ("blood-in-the-urine", "bleeding")],
)
def test_kinds_of_risks(shipped: GraphStore, risk: str, kind_of: str) -> None:
    query = f'{{ subsumes(broader: "RISK:{kind_of}", narrower: "RISK:{risk}") }}'
    assert ask_store(shipped, query)["data"] == {"subsumes": True}


@pytest.mark.parametrize(
    ("procedure", "other"),
    [
        ("tonsillectomy", "Gastric Bypass"),
        ("total-hip-replacement", "Total Knee Replacement"),
        ("myomectomy", "Colonoscopy with Polypectomy"),
    ],
)
def test_what_shares_one_condition_of_many_is_no_alternative(shipped: GraphStore, procedure: str, other: str) -> None:
    query = f'{{ comparableProcedures(to: "{procedure}") {{ node {{ name }} }} }}'
    found = ask_store(shipped, query)["data"]["comparableProcedures"]
    assert other not in {item["node"]["name"] for item in found}


def test_codes_lead_to_the_pages_that_mean_them(shipped: GraphStore) -> None:
    """A table is no common code: hip and knee share none, and each code of one leads to its page."""
    query = '{ procedure(code: "%s") { mappedFrom { nodes { curie } edges { predicate } } } }'
    for code, page in (("0SR90J9", "total-hip-replacement"), ("0SRD0JZ", "total-knee-replacement")):
        found = ask_store(shipped, query % code)["data"]["procedure"]["mappedFrom"]
        assert found == {"nodes": [{"curie": f"PAGE:{page}"}], "edges": [{"predicate": "SKOS_NARROW_MATCH"}]}
    spacer = ask_store(shipped, query % "0SR90EZ")["data"]["procedure"]["mappedFrom"]
    assert spacer["nodes"] == []
