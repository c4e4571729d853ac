"""The page about FHIR: its commands are answered, and so are the calls of the clients that it names."""

import re
import shlex

import pytest

from graph.model.code_system_addresses import ADDRESSES
from graph.model.source_files import ROOT
from tests.serving.fhir.client import Client

PAGE = (ROOT / "docs" / "frontend" / "fhir.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().split("\n")]
HEADERS = {
    "accept": "application/fhir+json;q=1.0, application/json+fhir;q=0.9",
    "content-type": "application/fhir+json",
}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_answered(client: Client, line: str) -> None:
    curl, _, address, *rest = shlex.split(line)
    body = rest[rest.index("-d") + 1] if "-d" in rest else None
    headers = dict([rest[rest.index("-H") + 1].split(": ")]) if "-H" in rest else {}
    response = client.http.request("POST" if body else "GET", address, content=body, headers=headers)
    assert (curl, response.status_code) == ("curl", 200)
    found = response.json()
    if "E11.9" not in line and found["resourceType"] == "Parameters":
        assert len(found["parameter"]) > 1 or "subsumes" in line
    if found["resourceType"] == "ValueSet":
        assert found["expansion"]["contains"]
    assert all(entry.get("response", {}).get("status", "200 OK") == "200 OK" for entry in found.get("entry", ()))


def test_the_addresses_are_those_of_the_code_systems() -> None:
    named = re.findall(r"^\| [\w-]+ \| `(http[^`]+)`", PAGE, re.MULTILINE)
    assert set(named) == {ADDRESSES[prefix] for prefix in ("ICD10CM", "ICD10PCS", "ICD9CM")}


def test_what_hapi_asks_is_answered(client: Client) -> None:
    """Its client reads the metadata first, its validator then asks for the code system, the value set and the code."""
    system = ADDRESSES["ICD10CM"]
    assert client.http.get("/fhir/metadata", headers=HEADERS).json()["fhirVersion"].startswith("4.0")
    for kind, url in (("CodeSystem", system), ("ValueSet", f"{system}?fhir_vs")):
        assert (
            client.http.get(f"/fhir/{kind}", params={"url": url, "_summary": "true"}, headers=HEADERS).json()["total"]
            == 1
        )
    given = {"url": "valueUri", "system": "valueUri", "code": "valueCode", "display": "valueString"}
    values = {
        "url": f"{system}?fhir_vs",
        "system": system,
        "code": "I10",
        "display": "Essential (primary) hypertension",
    }
    body = {
        "resourceType": "Parameters",
        "parameter": [{"name": name, given[name]: value} for name, value in values.items()],
    }
    for kind in ("CodeSystem", "ValueSet"):
        body["parameter"][0]["valueUri"] = system if kind == "CodeSystem" else values["url"]  # type: ignore[index]
        answer = client.http.post(f"/fhir/{kind}/$validate-code", json=body, headers=HEADERS).json()
        assert answer["parameter"][0] == {"name": "result", "valueBoolean": True}
