"""What operations of FHIR are asked and answer: parameters, issues, errors (https://hl7.org/fhir/R4/operations.html)."""

from collections.abc import Iterable, Sequence
from typing import Any

Resource = dict[str, Any]
_DETAILS = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type"
_TYPES = {bool: "valueBoolean", int: "valueInteger", float: "valueDecimal", str: "valueString", dict: "valueCoding"}
_NAMED = {
    "issues": "resource",
    "codeableConcept": "valueCodeableConcept",
    "x-caused-by-unknown-system": "valueCanonical",
    **dict.fromkeys(("system", "source"), "valueUri"),
    **dict.fromkeys(("code", "outcome", "equivalence", "parent", "child"), "valueCode"),
}
"""Types of parameters and properties that their values do not say."""


class FhirError(Exception):
    """A request that is answered with an issue and a status of HTTP."""

    def __init__(self, status: int, issue: Resource) -> None:
        super().__init__(issue["details"]["text"])
        self.status, self.issue = status, issue


def issue(code: str, text: str, detail: str = "", at: str = "", severity: str = "error", hint: str = "") -> Resource:
    """An issue: `code` is one of FHIR's types, `detail` one of terminology's, `at` a FHIRPath within the request."""
    details = {"coding": [{"system": _DETAILS, "code": detail}], "text": text} if detail else {"text": text}
    more = {"location": [at], "expression": [at], "diagnostics": hint}
    return {
        "severity": severity,
        "code": code,
        "details": details,
        **{k: v for k, v in more.items() if v not in ("", [""])},
    }


def operation_outcome(*issues: Resource) -> Resource:
    """The resource that tells some issues."""
    return {"resourceType": "OperationOutcome", "issue": [*issues]}


class Asked(dict[str, Sequence[Any]]):
    """The parameters of a call, or the parts of an element, by name; those of an address are texts."""

    def one(self, name: str, kind: type = str) -> Any:
        """The first value of a parameter; None where it is not given, FhirError where it is of another type."""
        given = next(iter(self.get(name, ())), None)
        if isinstance(given, str) and kind in (bool, int):
            given = {"true": True, "false": False}.get(
                given, int(given) if given.isdecimal() and len(given) < 10 else given
            )
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
    """The parameters in an address and in a body: `Parameters`, or the value set that an operation is about."""
    asked, given = Asked(), [{"name": name, "value": value} for name, value in query]
    if body is not None and not (isinstance(body, dict) and "resourceType" in body):
        raise FhirError(400, issue("structure", "The body is no FHIR resource: an object with a resourceType."))
    is_other = body is not None and body["resourceType"] != "Parameters"
    for each in [*given, *([{"name": "valueSet", "resource": body}] if is_other else listed(body, "parameter"))]:
        value = next((each[key] for key in each if key == "resource" or key.startswith("value")), None)
        asked[str(each.get("name"))] = [*asked.get(str(each.get("name")), ()), value]
    return asked


def parts(**values: Any) -> list[Resource]:
    """Parameters of an answer, but those that are None."""
    given = ((name, value) for name, value in values.items() if value is not None)
    return [{"name": name, _NAMED.get(name, _TYPES.get(type(value), "part")): value} for name, value in given]


def parameters(*given: Resource) -> Resource:
    """The resource that answers with some parameters."""
    return {"resourceType": "Parameters", "parameter": [*given]}
