"""What operations of FHIR are asked and answer: parameters, issues, errors (https://hl7.org/fhir/R4/operations.html)."""

from collections.abc import Iterable, Sequence
from typing import Any

Resource = dict[str, Any]
_DETAILS = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type"


class FhirError(Exception):
    """A request that is answered with an issue and a status of HTTP."""

    def __init__(self, status: int, issue: Resource) -> None:
        super().__init__(issue["details"]["text"])
        self.status, self.issue = status, issue


def issue(code: str, text: str, detail: str = "", at: str = "", severity: str = "error", hint: str = "") -> Resource:
    """An issue: `code` is one of FHIR's types, `detail` one of terminology's, `at` a FHIRPath within the request."""
    kind = {"coding": [{"system": _DETAILS, "code": detail}]} if detail else {}
    place = {"location": [at], "expression": [at]} if at else {}
    advice = {"diagnostics": hint} if hint else {}
    return {"severity": severity, "code": code, "details": {**kind, "text": text}, **place, **advice}


def operation_outcome(issues: Iterable[Resource]) -> Resource:
    """The resource that tells some issues."""
    return {"resourceType": "OperationOutcome", "issue": [*issues]}


class Asked(dict[str, Sequence[Any]]):
    """The parameters of a call, or the parts of an element, by name; those of an address are texts."""

    def one(self, name: str, kind: type = str) -> Any:
        """The first value of a parameter; None where it is not given, FhirError where it is of another type."""
        given = next(iter(self.get(name, ())), None)
        if isinstance(given, str) and kind in (bool, int):
            number = int(given) if given.isdecimal() and len(given) < 10 else given
            given = {"true": True, "false": False}.get(given, number)
        if given is not None and (type(given) is not kind or (kind is int and given < 0)):
            raise FhirError(400, issue("invalid", f"'{name}' has a value that it cannot have.", at=name))
        return given


def parts_of(element: Resource | None) -> Asked:
    """The parts of an element, read as parameters are."""
    return Asked({name: [value] for name, value in (element or {}).items()})


def listed(element: Resource | None, name: str) -> list[Resource]:
    """The objects in a list of an element; none where it is not given."""
    found = (element or {}).get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise FhirError(400, issue("invalid", f"'{name}' is no list of objects.", at=name))
    return found


def read_parameters(query: Iterable[tuple[str, str]], body: Any) -> Asked:
    """The parameters in an address and in a body: `Parameters`, or the one resource that an operation is about."""
    given: list[tuple[str, Any]] = [*query]
    if body is not None:
        kind = body.get("resourceType") if isinstance(body, dict) else None
        if not isinstance(kind, str):
            raise FhirError(400, issue("structure", "The body is no FHIR resource: an object with a resourceType."))
        for each in listed(body, "parameter") if kind == "Parameters" else [{"name": "valueSet", "resource": body}]:
            value = next((each[key] for key in each if key == "resource" or key.startswith("value")), None)
            given.append((str(each.get("name")), value))
    asked = Asked()
    for name, value in given:
        asked[name] = [*asked.get(name, ()), value]
    return asked


def parameters(*parts: Resource) -> Resource:
    """The resource that answers with some parameters."""
    return {"resourceType": "Parameters", "parameter": [*parts]}


def part(name: str, **value: object) -> Resource:
    """A parameter of an answer; its value is named by its type, as in `valueString`."""
    return {"name": name, **value}
