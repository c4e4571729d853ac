"""The operations of FHIR terminology over the shipped graph; each answer is a resource that FHIR's own models accept.

What is asked and answered is what HL7's tests of terminology servers (tx-ecosystem) ask of code systems like these: the
parameters, and the codes, details, places and texts of issues.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from fhir.resources.R4B import get_fhir_model_class
from starlette.testclient import TestClient

from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.fhir.terminology import Terminology
from serving.settings import Settings
from tests.partial_store import PartialStores

CM, PCS = "http://hl7.org/fhir/sid/icd-10-cm", "http://www.cms.gov/Medicare/Coding/ICD10"
ICD9, CPT = "http://hl7.org/fhir/sid/icd-9-cm", "http://www.ama-assn.org/go/cpt"
FHIR = {"content-type": "application/fhir+json"}
NAME = "Type 2 diabetes mellitus without complications"
Resource = dict[str, Any]


class Client:
    """Asks for resources, each of which is checked with the model of its type."""

    def __init__(self, client: TestClient) -> None:
        self.http = client

    def get(self, path: str, status: int = 200, /, **query: str | int) -> Resource:
        return self._checked(self.http.get(f"/fhir/{path}", params=query), status)

    def post(self, path: str, body: object, status: int = 200) -> Resource:
        return self._checked(self.http.post(f"/fhir{path}", content=orjson.dumps(body), headers=FHIR), status)

    def validate(self, kind: str = "CodeSystem", /, **query: str | int) -> Resource:
        return values(self.get(f"{kind}/$validate-code", **query))

    def _checked(self, response: Any, status: int) -> Resource:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/fhir+json; charset=utf-8"
        resource: Resource = orjson.loads(response.content)
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        return resource


@pytest.fixture(scope="module")
def client(shipped: GraphStore) -> Iterator[Client]:
    with TestClient(create_app(Settings(), shipped), "http://localhost") as client:
        yield Client(client)


def value(parameter: Resource) -> Any:
    return next(parameter[key] for key in parameter if key != "name")


def values(resource: Resource) -> Resource:
    return {parameter["name"]: value(parameter) for parameter in resource["parameter"]}


def issues(outcome: Resource) -> list[tuple[str, str, str, str]]:
    """Severity, type, details and place of each issue."""
    return [
        (
            each["severity"],
            each["code"],
            each["details"].get("coding", [{"code": ""}])[0]["code"],
            each.get("expression", [""])[0],
        )
        for each in outcome["issue"]
    ]


def parameters(**given: object) -> Resource:
    kinds = {"coding": "valueCoding", "codeableConcept": "valueCodeableConcept", "valueSet": "resource"}
    kinds |= {"url": "valueUri", "system": "valueUri", "code": "valueCode", "filter": "valueString"}
    named = [{"name": name, kinds[name]: value} for name, value in given.items()]
    return {"resourceType": "Parameters", "parameter": named}


def codes(expanded: Resource) -> list[str]:
    return [each["code"] for each in expanded["expansion"].get("contains", [])]


def properties(looked_up: Resource) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for parameter in looked_up["parameter"]:
        if parameter["name"] == "property":
            name, given = map(value, parameter["part"])
            found.setdefault(name, []).append(given)
    return found


def test_the_server_says_what_it_can_and_does_it(client: Client) -> None:
    statement, terminology = client.get("metadata"), client.get("metadata", mode="terminology")
    assert (statement["fhirVersion"], statement["rest"][0]["interaction"]) == ("4.0.1", [{"code": "batch"}])
    for resource in statement["rest"][0]["resource"]:
        for operation in resource["operation"]:
            name = f"{resource['type']}/${operation['name']}"
            assert operation["definition"].endswith(name.replace("/$", "-"))
            assert "not-supported" not in client.http.get(f"/fhir/{name}").text
    of_cm = next(each for each in terminology["codeSystem"] if each["uri"] == CM)["version"]
    assert [each["code"] for each in of_cm if each["isDefault"]] == ["2026"]
    assert CPT not in [each["uri"] for each in terminology["codeSystem"]]


def test_code_systems_and_concept_maps_are_read_and_searched(client: Client) -> None:
    def found(kind: str, **query: str) -> list[str]:
        bundle = client.get(kind, **query)
        assert bundle["total"] == len(bundle["entry"])
        return [entry["resource"]["id"] for entry in bundle["entry"]]

    assert found("CodeSystem", url=CM) == found("CodeSystem", name="icd10cm") == ["icd10cm"]
    assert found("CodeSystem", url=CM, version="2026") == ["icd10cm"]
    assert found("CodeSystem", url=CPT) == found("CodeSystem", version="1") == []
    system = client.get("CodeSystem/icd10cm")
    assert (system["url"], system["version"], system["content"]) == (CM, "2026", "not-present")
    assert system["count"] > 90_000
    assert {"is_billable", "inactive", "notSelectable", "parent"} <= {each["code"] for each in system["property"]}
    assert client.get(f"ConceptMap/{found('ConceptMap')[0]}")["status"] == "active"
    below = client.get("ValueSet", url=f"{CM}?fhir_vs=isa/E11")["entry"]
    assert [entry["resource"]["compose"]["include"][0]["filter"][0]["value"] for entry in below] == ["E11"]
    assert {"diabetes", "icd10cm"} <= set(found("ValueSet"))
    for name in ("diabetes", "icd10cm"):
        (one,) = client.get("ValueSet", name=name)["entry"]
        size = client.get(f"ValueSet/{one['resource']['id']}/$expand", count=0)["expansion"]["total"]
        assert (
            size == client.get("ValueSet/$expand", url=one["resource"].get("url", name), count=0)["expansion"]["total"]
        )
    assert issues(client.get("CodeSystem/none", 404)) == [("error", "not-found", "not-found", "")]


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
    licensed = client.get("CodeSystem/$lookup", 404, system=CPT, code="99213")
    assert issues(licensed) == [("error", "not-found", "not-found", "system")]
    assert "American Medical Association licenses" in licensed["issue"][0]["diagnostics"]


@pytest.mark.parametrize("display", [NAME, NAME.upper(), f" {NAME.replace(' ', '  ')}"])
def test_a_code_with_a_right_display_is_valid(client: Client, display: str) -> None:
    said = client.validate(url=CM, code="E11.9", display=display)
    assert said == {"result": True, "system": CM, "code": "E11.9", "version": "2026", "display": NAME}


@pytest.mark.parametrize(
    ("query", "result", "issue", "text"),
    [
        (
            {"code": "E119"},
            False,
            ("error", "code-invalid", "invalid-code", "code"),
            f"Unknown code 'E119' in the CodeSystem '{CM}' version '2026'",
        ),
        (
            {"code": "E11.9", "display": "Gout"},
            False,
            ("error", "invalid", "invalid-display", "display"),
            f"Wrong Display Name 'Gout' for {CM}#E11.9. Valid display is '{NAME}' (en) (for the language(s) 'en')",
        ),
        (
            {"code": "E11.9", "display": "Gout", "lenient-display-validation": "true"},
            True,
            ("warning", "invalid", "invalid-display", "display"),
            f"Wrong Display Name 'Gout' for {CM}#E11.9. Valid display is '{NAME}' (en) (for the language(s) 'en')",
        ),
        (
            {"code": "H40.11X0"},
            True,
            ("warning", "business-rule", "code-comment", "code"),
            "The concept 'H40.11X0' has a status of inactive and its use should be reviewed",
        ),
        ({"code": "E11"}, True, ("warning", "business-rule", "code-rule", "code"), f"Code '{CM}#E11' is abstract"),
        (
            {"code": "E11", "abstract": "false"},
            False,
            ("error", "business-rule", "code-rule", "code"),
            f"Code '{CM}#E11' is abstract, and not allowed in this context",
        ),
        (
            {"code": "E11.9", "version": "1999"},
            False,
            ("error", "not-found", "not-found", "system"),
            f"A definition for CodeSystem '{CM}' version '1999' could not be found, so the code cannot be validated. "
            "Valid versions: 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026",
        ),
        (
            {"code": "E11.9", "url": "http://example.org/none"},
            False,
            ("error", "not-found", "not-found", "system"),
            "A definition for CodeSystem 'http://example.org/none' could not be found, so the code cannot be validated",
        ),
    ],
)
def test_what_is_to_be_said_of_a_code_is_an_issue(
    client: Client, query: dict[str, str], result: bool, issue: tuple[str, str, str, str], text: str
) -> None:
    said = client.validate(**{"url": CM, **query})
    assert (said["result"], issues(said["issues"])) == (result, [issue])
    assert said["issues"]["issue"][0]["details"]["text"] == text
    assert said["message"].startswith(text)
    assert said.get("inactive") is (True if issue[2] == "code-comment" else None)


def test_the_nearest_codes_stand_in_the_message(client: Client) -> None:
    assert "E11.9 (Type 2 diabetes" in client.validate(url=CM, code="E119")["message"]
    assert "American Medical Association" in client.validate(url=CPT, code="99213")["message"]


def test_a_code_is_judged_by_the_year_that_is_asked_for(client: Client) -> None:
    """H40.11X0 ended with fiscal year 2016, A04.7 was divided after 2017, A04.71 began in 2018."""
    said = {year: client.validate(url=CM, code="H40.11X0", version=year) for year in ("2016", "2017")}
    assert [each.get("inactive") for each in said.values()] == [None, True]
    assert [each["version"] for each in said.values()] == ["2016", "2017"]
    headed = [client.validate(url=CM, code="A04.7", version=year, abstract="false")["result"] for year in (2017, 2018)]
    assert headed == [True, False]
    assert [client.validate(url=CM, code="A04.71", version=year)["result"] for year in (2017, 2018)] == [False, True]


def test_codings_and_concepts_are_validated(client: Client) -> None:
    good, bad = {"system": CM, "code": "E11.9"}, {"system": CM, "code": "E11.99"}
    assert values(client.post("/CodeSystem/icd10cm/$validate-code", parameters(coding={"code": "E11.9"})))["result"]
    said = values(client.post("/CodeSystem/$validate-code", parameters(coding=bad)))
    assert issues(said["issues"]) == [("error", "code-invalid", "invalid-code", "Coding.code")]
    concept = {"coding": [bad, good], "text": "diabetes"}
    said = values(client.post("/CodeSystem/$validate-code", parameters(codeableConcept=concept)))
    assert (said["result"], said["code"], said["codeableConcept"]) == (True, "E11.9", concept)
    place = "CodeableConcept.coding[0].code"
    assert issues(said["issues"]) == [("warning", "code-invalid", "invalid-code", place)]
    said = values(client.post("/CodeSystem/$validate-code", parameters(codeableConcept={"coding": [bad, bad]})))
    assert (said["result"], len(said["issues"]["issue"])) == (False, 2)


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [("E11", "E11.9", "subsumes"), ("E11.9", "E11", "subsumed-by"), ("E11", "E11", "equivalent"),
     ("E11.9", "E10.9", "not-subsumed"), ("E08-E13", "E11.9", "subsumes")],
)  # fmt: skip
def test_subsumption_follows_the_hierarchy(client: Client, a: str, b: str, outcome: str) -> None:
    assert values(client.get("CodeSystem/$subsumes", system=CM, codeA=a, codeB=b)) == {"outcome": outcome}
    coded = {"codingA": {"system": CM, "code": a}, "codingB": {"system": PCS, "code": "0DTJ4ZZ"}}
    body = {"resourceType": "Parameters", "parameter": [{"name": k, "valueCoding": v} for k, v in coded.items()]}
    assert issues(client.post("/CodeSystem/$subsumes", body, 400)) == [("error", "invalid", "", "codingB")]


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
    assert issues(client.get("ConceptMap/$translate", 404, url="x", system=CM, code="E11")) == [
        ("error", "not-found", "not-found", "url")
    ]


def test_implicit_value_sets_are_expanded_by_pages(client: Client) -> None:
    url = f"{CM}?fhir_vs=isa/E11"
    whole = client.get("ValueSet/$expand", url=url)
    pages = [client.get("ValueSet/$expand", url=url, offset=start, count=40) for start in range(0, 120, 40)]
    assert whole["expansion"]["total"] == len(codes(whole)) > 80
    assert [code for page in pages for code in codes(page)] == codes(whole)
    assert {page["expansion"]["total"] for page in pages} == {len(codes(whole))}
    assert {code[:3] for code in codes(whole)} == {"E11"}
    headers = [each["code"] for each in whole["expansion"]["contains"] if each.get("abstract")]
    assert (headers[0], "E11.9" in headers) == ("E11", False)
    assert {"name": "used-codesystem", "valueUri": f"{CM}|2026"} in whole["expansion"]["parameter"]
    size = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs", count=0)
    assert (size["expansion"]["total"] > 90_000, codes(size)) == (True, [])
    assert issues(client.get("ValueSet/$expand", 422, url=f"{CM}?fhir_vs")) == [
        ("error", "too-costly", "too-costly", "")
    ]


def test_a_value_set_that_is_sent_is_expanded(client: Client) -> None:
    def expanded(include: Resource, exclude: Resource, **more: object) -> list[str]:
        compose = {"include": [{"system": CM, **include}], "exclude": [{"system": CM, **exclude}]}
        value_set = {"resourceType": "ValueSet", "status": "active", "compose": compose}
        whole = codes(client.post("/ValueSet/$expand", parameters(valueSet=value_set, **more)))
        assert more or whole == codes(client.post("/ValueSet/$expand", value_set))
        return whole

    below = {"filter": [{"property": "concept", "op": "descendent-of", "value": "E11.6"}]}
    billable = {"filter": [*below["filter"], {"property": "is_billable", "op": "=", "value": "true"}]}
    listed = {"concept": [{"code": "E11.65"}, {"code": "E11.69"}]}
    assert {"E11.62", "E11.65"} <= {*expanded(below, listed), "E11.65"}
    assert "E11.65" not in expanded(below, listed)
    assert set(expanded(below, listed)) - set(expanded(billable, listed)) == {"E11.61", "E11.62", "E11.63", "E11.64"}
    assert expanded(listed, {"concept": [{"code": "E11.69"}]}) == ["E11.65"]
    assert "E11.621" in expanded(below, listed, filter="foot ulcer")
    wrong = {"compose": {"include": [{"system": CM, "filter": [{"property": "color", "op": "=", "value": "red"}]}]}}
    outcome = client.post("/ValueSet/$expand", {"resourceType": "ValueSet", **wrong}, 400)
    assert issues(outcome) == [("error", "invalid", "vs-invalid", "compose.include[0].filter[0].property")]


def test_a_text_finds_codes_by_their_relevance(client: Client) -> None:
    found = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs=isa/E11", filter="kidney diseas")
    assert codes(found)[:2] == ["E11.21", "E11.22"]
    assert found["expansion"]["total"] == len(codes(found))
    partly = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs", filter="fracture", count=5)
    assert ("total" in partly["expansion"], len(codes(partly))) == (False, 5)
    assert partly["expansion"]["extension"][0]["url"].endswith("/valueset-toocostly")


def test_a_value_set_of_a_folder_of_data_is_asked_by_its_name(client: Client) -> None:
    assert client.get("ValueSet/$expand", url="diabetes", count=1)["expansion"]["total"] > 400
    said = client.validate("ValueSet", url="ischemic-heart-disease", system=CM, code="I25.2")
    assert said["issues"]["issue"][0]["details"]["text"] == (
        f"The provided code '{CM}#I25.2' was not found in the value set 'ischemic-heart-disease|1'"
    )
    assert issues(client.get("ValueSet/$expand", 404, url="none")) == [("error", "not-found", "not-found", "url")]


def test_codes_are_validated_in_value_sets(client: Client) -> None:
    url = f"{CM}?fhir_vs=isa/E11"
    assert client.validate("ValueSet", url=url, system=CM, code="E11.9")["result"]
    said = client.validate("ValueSet", url=url, system=CM, code="E10.9")
    assert (said["result"], said["display"][:6]) == (False, "Type 1")
    assert issues(said["issues"]) == [("error", "code-invalid", "not-in-vs", "code")]
    said = values(client.post("/ValueSet/$validate-code", parameters(url=url, coding={"system": CM, "code": "E11.99"})))
    assert issues(said["issues"]) == [
        ("error", "code-invalid", "not-in-vs", "Coding.code"),
        ("error", "code-invalid", "invalid-code", "Coding.code"),
    ]
    concept = {"coding": [{"system": CM, "code": "E10.9"}, {"system": CM, "code": "E11.9"}]}
    said = values(client.post("/ValueSet/$validate-code", parameters(url=url, codeableConcept=concept)))
    assert (said["result"], said["code"]) == (True, "E11.9")
    nothing = client.validate("ValueSet", url=url, code="E11.9")
    assert issues(nothing["issues"])[-1] == ("error", "invalid", "invalid-data", "system")


def test_a_value_set_is_expanded_as_of_a_year(client: Client) -> None:
    group = {"system": "MSDRG", "concept": [{"code": "470"}]}

    def members(*years: str, status: int = 200) -> Resource:
        rule = {"system": CM, "filter": [{"property": "concept", "op": "is-a", "value": "A04.7"}]}
        include = [*({**rule, "version": year} for year in years), group]
        return client.post("/ValueSet/$expand", {"resourceType": "ValueSet", "compose": {"include": include}}, status)

    assert (codes(members("2017")), codes(members("2018"))) == (["A04.7", "470"], ["A04.7", "A04.71", "A04.72", "470"])
    used = [each["valueUri"].rpartition("|")[2] for each in members("2017")["expansion"]["parameter"]]
    assert (used[0], used[1] > "40") == ("2017", True)
    assert issues(members("2017", "2018", status=400)) == [("error", "not-supported", "vs-invalid", "compose.include")]
    assert issues(members("1999", status=404)) == [("error", "not-found", "not-found", "system")]


def test_a_batch_answers_each_call_with_its_own_status(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Resource] = [
        {"request": {"method": "GET", "url": f"CodeSystem/$validate-code?url={CM}&code=E11.9"}},
        {"request": {"method": "GET", "url": f"/CodeSystem/$lookup?system={CM}&code=E119"}},
        {
            "request": {"method": "POST", "url": "ValueSet/$validate-code"},
            "resource": parameters(url=f"{CM}?fhir_vs=isa/E11", system=CM, code="E11.9"),
        },
        {"request": {"method": "GET", "url": "metadata"}},
        {"request": {"method": "POST", "url": ""}, "resource": {"resourceType": "Bundle", "type": "batch"}},
        {"request": "nothing"},
    ]
    answered = client.post("", {"resourceType": "Bundle", "type": "batch", "entry": calls})
    assert answered["type"] == "batch-response"
    statuses = [each["response"]["status"] for each in answered["entry"]]
    assert statuses == ["200 OK", "404 Not Found", "200 OK", "200 OK", "404 Not Found", "404 Not Found"]
    assert issues(answered["entry"][1]["response"]["outcome"])[0][1] == "not-found"
    assert values(answered["entry"][2]["resource"])["result"]
    transaction = {"resourceType": "Bundle", "type": "transaction", "entry": calls[:1]}
    assert issues(client.post("", transaction, 400)) == [("error", "not-supported", "", "Bundle.type")]
    monkeypatch.setattr(Limits, "fhir_entries", 5)
    many = client.post("", {"resourceType": "Bundle", "type": "batch", "entry": calls}, 413)
    assert issues(many) == [("error", "too-long", "", "Bundle.entry")]


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("/CodeSystem/$validate-code", b"{", ""),
        ("/CodeSystem/$validate-code", b"[]", ""),
        ("/CodeSystem/$lookup", b'{"resourceType": "Parameters", "parameter": [1]}', "parameter"),
        ("/CodeSystem/$lookup", b'{"resourceType": "Parameters", "parameter": [{"name": "code", "valueCode": 1}]}',
         "code"),
        ("/CodeSystem/$lookup?system=http://hl7.org/fhir/sid/icd-10-cm", b"", "code"),
        ("/CodeSystem/$validate-code", b"", "code"),
        ("/ValueSet/$expand?url=diabetes&count=many", b"", "count"),
        ("/ValueSet/$expand?url=diabetes&offset=-1", b"", "offset"),
        ("/ValueSet/$expand", b'{"resourceType": "ValueSet", "compose": {"include": 1}}', "compose.include"),
        ("/ValueSet/$expand", b'{"resourceType": "ValueSet", "compose": []}', "compose.include"),
        ("", b'{"resourceType": "Bundle", "type": "batch", "entry": {}}', "entry"),
    ],
)  # fmt: skip
def test_a_request_that_is_not_well_formed_is_refused_with_its_place(
    client: Client, path: str, body: bytes, place: str
) -> None:
    response = client.http.post(f"/fhir{path}", content=body, headers=FHIR if body else {})
    assert response.status_code in (400, 404), response.text
    assert issues(response.json())[0][3] == place


def test_what_there_is_not_is_told_as_an_outcome(client: Client) -> None:
    assert issues(client.get("Patient/1", 404)) == [("error", "not-supported", "", "")]
    assert issues(client.get("CodeSystem/$closure", 404)) == [("error", "not-supported", "", "")]
    assert client.http.get("/fhir/metadata", headers={"accept": "application/fhir+xml"}).status_code == 406
    assert client.http.get("/fhir/metadata", params={"_format": "xml"}).status_code == 406
    assert client.http.post("/fhir", content=b"<Bundle/>", headers={"content-type": "text/xml"}).status_code == 415
    assert client.http.put("/fhir/CodeSystem/icd10cm").status_code == 405


def test_keys_and_names_of_the_server_hold_here_too(shipped: GraphStore) -> None:
    with TestClient(
        create_app(Settings(api_keys=(sha256(b"a" * 16).digest(),)), shipped), "http://localhost"
    ) as client:
        asked = [{}, {"authorization": f"Bearer {'a' * 16}"}, {"x-api-key": "a" * 16, "host": "elsewhere.example"}]
        assert [client.get("/fhir/metadata", headers=headers).status_code for headers in asked] == [401, 200, 421]


def test_a_store_whose_edges_are_elsewhere_answers_the_same(shipped: GraphStore, tmp_path: Path) -> None:
    partial, edges = PartialStores(DEFAULT_SNAPSHOT, tmp_path / "partial").fresh()
    for path, query in (
        ("CodeSystem/$lookup", f"system={CM}&code=E11"),
        ("CodeSystem/$subsumes", f"system={CM}&codeA=E11&codeB=E11.621"),
        ("ConceptMap/$translate", f"system={ICD9}&code=00.01"),
        ("ConceptMap/$translate", f"system={PCS}&code=0CTQXZZ&reverse=true"),
        ("ValueSet/$validate-code", f"url={CM}%3Ffhir_vs=isa/E11&system={CM}&code=E11.621"),
    ):
        answers = [Terminology(store).answer("GET", path, query, None) for store in (shipped, partial)]
        assert answers[0] == answers[1]
        assert answers[0][0] == 200
    assert edges.asked
