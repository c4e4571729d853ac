"""A client of FHIR whose resources are checked with FHIR's own models, and what tests read in them."""

from typing import Any

import orjson
from fhir.resources.R4B import get_fhir_model_class
from starlette.testclient import TestClient

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
