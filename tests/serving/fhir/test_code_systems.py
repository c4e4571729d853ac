"""`$lookup`, `$subsumes` and `$translate` over the shipped graph."""

import pytest

from graph.store import GraphStore
from tests.serving.fhir.client import CM, CPT, ICD9, NAME, PCS, Client, issues, parameters, properties, value, values


def test_a_code_is_looked_up(client: Client) -> None:
    found = client.get("CodeSystem/$lookup", system=CM, code="E11.9")
    said = values(found)
    assert (said["name"], said["version"], said["display"]) == ("ICD-10 Clinical Modification", "2026", NAME)
    declared = {each["code"]: each["type"] for each in client.get("CodeSystem/icd10cm")["property"]}
    for parameter in found["parameter"]:
        if parameter["name"] == "property":
            typed = next(key for key in parameter["part"][1] if key != "name")
            assert typed.lower() == f"value{declared[value(parameter['part'][0])]}".lower()
    of_code = properties(found)
    assert (of_code["parent"], of_code["is_billable"], of_code["notSelectable"]) == (["E11"], [True], [False])
    above = properties(client.post("/CodeSystem/$lookup", parameters(coding={"system": CM, "code": "E11"})))
    assert (above["notSelectable"], "E11.9" in above["child"]) == ([True], True)
    only = client.get("CodeSystem/$lookup", system=CM, code="E11", property="parent")
    assert properties(only) == {"parent": ["E08-E13"]}
    named = client.get("CodeSystem/$lookup", system=CM, code="A04.7", property="designation")["parameter"]
    assert "Pseudomembraneous colitis" in [value(each["part"][1]) for each in named if each["name"] == "designation"]


def test_an_unknown_code_is_told_with_the_nearest_ones(client: Client) -> None:
    outcome = client.get("CodeSystem/$lookup", 404, system=CM, code="E119")
    assert issues(outcome) == [("error", "not-found", "invalid-code", "code")]
    assert "E11.9 (Type 2 diabetes" in outcome["issue"][0]["diagnostics"]
    later = client.get("CodeSystem/$lookup", 404, system=CM, code="M54.50", version="2020")
    assert "M54.50 (" not in later["issue"][0].get("diagnostics", "")
    licensed = client.get("CodeSystem/$lookup", 404, system=CPT, code="99213")
    assert issues(licensed) == [("error", "not-found", "not-found", "system")]
    assert "American Medical Association licenses" in licensed["issue"][0]["diagnostics"]


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [("E11", "E11.9", "subsumes"), ("E11.9", "E11", "subsumed-by"), ("E11", "E11", "equivalent"),
     ("E11.9", "E10.9", "not-subsumed"), ("E08-E13", "E11.9", "subsumes")],
)  # fmt: skip
def test_subsumption_follows_the_hierarchy(client: Client, a: str, b: str, outcome: str) -> None:
    assert values(client.get("CodeSystem/$subsumes", system=CM, codeA=a, codeB=b)) == {"outcome": outcome}
    assert values(client.get("CodeSystem/icd10cm/$subsumes", codeA=a, codeB=b)) == {"outcome": outcome}
    coded = {"codingA": {"system": CM, "code": a}, "codingB": {"system": PCS, "code": "0DTJ4ZZ"}}
    body = {"resourceType": "Parameters", "parameter": [{"name": k, "valueCoding": v} for k, v in coded.items()]}
    assert issues(client.post("/CodeSystem/$subsumes", body, 400)) == [("error", "invalid", "", "codingB")]
    unknown = client.get("CodeSystem/$subsumes", 404, system=CM, codeA=a, codeB="E11.99")
    assert issues(unknown) == [("error", "not-found", "invalid-code", "codeB")]


def test_mappings_are_translated_both_ways(client: Client, shipped: GraphStore) -> None:
    def matches(**query: str) -> set[tuple[str, str]]:
        found = client.get("ConceptMap/$translate", **query)["parameter"]
        parts = [{part["name"]: value(part) for part in each["part"]} for each in found if each["name"] == "match"]
        assert values({"parameter": found})["result"] is bool(parts)
        return {(part["concept"]["code"], part["equivalence"]) for part in parts}

    assert matches(system=ICD9, code="00.01") == {("6A751Z4", "inexact"), ("6A750Z4", "inexact")}
    assert matches(system=ICD9, code="00.01", targetsystem=CM) == set()
    page = {"0C5QXZZ": "inexact", "0CTQXZZ": "equivalent"}
    assert matches(system="urn:medcode:PAGE", code="adenoidectomy") == set(page.items())
    assert ("adenoidectomy", "equivalent") in matches(system=PCS, code="0CTQXZZ", reverse="true")
    edge = shipped.topology.graph.row(shipped.topology.graph.find("ICD10CM:H40.11X0") or 0, "REPLACED_BY", out=True)
    assert (
        matches(url="urn:medcode:relation:REPLACED_BY", system=CM, code="H40.11X0")
        == {
            (shipped.topology.graph.curie(shipped.topology.graph.target(one)).split(":")[1], "relatedto")
            for one in edge
        }
        != set()
    )
    assert matches(url="urn:medcode:relation:REPLACED_BY", system=ICD9, code="00.01") == set()
    foreign, known = {"system": "http://snomed.info/sct", "code": "1"}, {"system": ICD9, "code": "00.01"}
    concepts = [parameters(codeableConcept={"coding": codings}) for codings in ([foreign, known], [foreign])]
    assert values(client.post("/ConceptMap/$translate", concepts[0]))["result"]
    refused = client.post("/ConceptMap/$translate", concepts[1], 404)
    assert issues(refused) == [("error", "not-found", "not-found", "system")]
    assert issues(client.get("ConceptMap/$translate", 404, url="x", system=CM, code="E11")) == [
        ("error", "not-found", "not-found", "url")
    ]
