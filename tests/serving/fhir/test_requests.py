"""What the server says of itself, batches, and requests that are refused."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from graph.ingest.build import build
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.code_system_addresses import ADDRESSES
from graph.model.elements import Node
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.fhir.terminology import Terminology
from serving.settings import Settings
from serving.work_queue import QueueFullError, WorkQueue
from tests.conftest import store_of
from tests.partial_store import PartialStores
from tests.serving.fhir.client import CM, CPT, FHIR, ICD9, PCS, Client, Resource, issues, parameters, values
from tests.world import World


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
    base = f"{str(client.http.base_url).rstrip('/')}/fhir"

    def found(kind: str, **query: str) -> list[str]:
        bundle = client.get(kind, **query)
        assert bundle["total"] == len(bundle["entry"])
        assert bundle["link"] == [{"relation": "self", "url": f"{base}/{kind}?{urlencode(query)}"}]
        for entry in bundle["entry"]:
            assert client.http.get(entry["fullUrl"]).json() == entry["resource"]
        return [entry["resource"]["id"] for entry in bundle["entry"]]

    assert found("CodeSystem", url=CM) == found("CodeSystem", name="icd10cm") == ["icd10cm"]
    assert found("CodeSystem", url=CM, version="2026") == ["icd10cm"]
    assert found("CodeSystem", _id="icd10cm", name="ICD") == ["icd10cm"]
    assert found("CodeSystem", _id="none") == found("CodeSystem", _id="icd10cm", url=PCS) == []
    assert found("CodeSystem", url=CPT) == found("CodeSystem", version="1") == []
    system = client.get("CodeSystem/icd10cm")
    assert (system["url"], system["version"], system["content"]) == (CM, "2026", "not-present")
    assert system["count"] > 90_000
    assert {"is_billable", "inactive", "notSelectable", "parent"} <= {each["code"] for each in system["property"]}
    assert client.get(f"ConceptMap/{found('ConceptMap')[0]}")["status"] == "active"
    below = client.get("ValueSet", url=f"{CM}?fhir_vs=isa/E11", other="x")["entry"]
    assert below[0]["fullUrl"] == f"{CM}?fhir_vs=isa/E11"
    assert [entry["resource"]["compose"]["include"][0]["filter"][0]["value"] for entry in below] == ["E11"]
    assert {"diabetes", "icd10cm"} <= set(found("ValueSet"))
    for name in ("diabetes", "icd10cm"):
        (one,) = client.get("ValueSet", name=name)["entry"]
        size = client.get(f"ValueSet/{one['resource']['id']}/$expand", count=0)["expansion"]["total"]
        assert (
            size == client.get("ValueSet/$expand", url=one["resource"].get("url", name), count=0)["expansion"]["total"]
        )
    assert issues(client.get("CodeSystem/none", 404)) == [("error", "not-found", "not-found", "")]


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
        {"request": {"method": "DELETE", "url": "CodeSystem/icd10cm"}},
        {"request": {"method": "GET", "url": "http://localhost/fhir/CodeSystem/icd10cm/$lookup?code=E11.9"}},
        {"request": {"method": "POST", "url": "metadata"}},
    ]
    answered = client.post("", {"resourceType": "Bundle", "type": "batch", "entry": calls})
    assert answered["type"] == "batch-response"
    statuses = [each["response"]["status"] for each in answered["entry"]]
    assert statuses == ["200 OK", "404 Not Found", "200 OK", "200 OK", *["404 Not Found"] * 5]
    assert issues(answered["entry"][1]["response"]["outcome"])[0][1] == "not-found"
    assert values(answered["entry"][2]["resource"])["result"]
    assert issues(client.post("", parameters(), 400)) == [("error", "not-supported", "", "Bundle.type")]
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
        ("/CodeSystem/$subsumes?system=http://hl7.org/fhir/sid/icd-10-cm&codeA=E11", b"", "codeB"),
        ("/ConceptMap/$translate?system=http://hl7.org/fhir/sid/icd-10-cm", b"", "code"),
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
    for path in ("Patient/1", "Patient/1/$lookup", "Patient/$lookup", "CodeSystem/icd10cm/icd10cm/$lookup"):
        assert issues(client.get(path, 404)) == [("error", "not-supported", "", "")]
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


def test_a_request_without_a_turn_is_told_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise QueueFullError

    monkeypatch.setattr(WorkQueue, "run", full)
    assert issues(client.get("metadata", 503)) == [("error", "throttled", "", "")]
    assert client.http.get("/fhir/metadata").headers["retry-after"] == "1"


def test_what_has_ended_without_a_version_is_inactive() -> None:
    """Of HCPCS, of which nothing is shipped, the file that is loaded says which codes have ended."""
    nodes = [Node(f"HCPCS:J000{n}", "Procedure", "x", {"code": f"J000{n}", "is_active": bool(n)}) for n in range(2)]
    terminology = Terminology(store_of(build([World([*nodes])]).graph))
    for node, inactive in zip(nodes, (True, None), strict=True):
        query = f"url={ADDRESSES['HCPCS']}&code={node.properties['code']}"
        assert (
            values(terminology.answer("GET", "CodeSystem/$validate-code", query, None)[1]).get("inactive") is inactive
        )


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
