"""What operations of FHIR are asked and answer: parameters and issues (https://hl7.org/fhir/R4/operations.html)."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson

Resource = dict[str, Any]
_ISSUES = orjson.loads(Path(__file__).with_name("issues.json").read_bytes())
"""What issues say: `code` is one of FHIR's types, `detail` one of terminology's, `at` a FHIRPath within the request."""
_DETAILS = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type"
_TYPES = {bool: "valueBoolean", int: "valueInteger", float: "valueDecimal", str: "valueString", dict: "valueCoding"}
_NAMED = {"issues": "resource", "codeableConcept": "valueCodeableConcept", "system": "valueUri", "source": "valueUri"}
_NAMED |= dict.fromkeys(("code", "outcome", "equivalence", "parent", "child"), "valueCode")
"""Types of parameters and properties that their values do not say."""


class FhirError(Exception):
    """A request that is answered with an issue, by its name and what it tells."""

    def __init__(self, name: str, /, **told: object) -> None:
        super().__init__(name)
        self.status, self.issue = int(_ISSUES[name]["status"]), issue(name, **told)


def issue(name: str, /, **told: object) -> Resource:
    """An issue by its name, with what it tells."""
    said = {key: value.format(**told) for key, value in _ISSUES[name].items() if key != "status"}
    at, hint, detail, text = (said.pop(key, "") for key in ("at", "hint", "detail", "text"))
    details = {"coding": [{"system": _DETAILS, "code": detail}]} if detail else {}
    place = {"location": [at], "expression": [at]} if at else {}
    return {**said, "details": {**details, "text": text}, **place, **({"diagnostics": hint} if hint else {})}


class Asked(dict[str, Sequence[Any]]):
    """The parameters of a call, or the parts of an element, by name; those of an address are texts."""

    def one(self, name: str, kind: type = str) -> Any:
        """The first value of a parameter; None where it is not given, FhirError where it is of another type."""
        given = next(iter(self.get(name, ())), None)
        if isinstance(given, str) and kind in (bool, int):
            number = int(given) if given.isdecimal() and len(given) < 10 else given
            given = {"true": True, "false": False}.get(given, number)
        if given is not None and (type(given) is not kind or (isinstance(given, int) and given < 0)):
            raise FhirError("value", at=name)
        return given


def listed(element: Any, name: str) -> list[Resource]:
    """The objects in a list of an element; none where it is not given."""
    found = element.get(name, []) if isinstance(element, dict) else []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise FhirError("value", at=name)
    return found


def read_parameters(query: Iterable[tuple[str, str]], body: Resource | None) -> Asked:
    """The parameters in an address and in a body: `Parameters`, or the value set that an operation is about."""
    asked, given = Asked(), [{"name": name, "value": value} for name, value in query]
    is_other = body is not None and body.get("resourceType") != "Parameters"
    for each in [*given, *([{"name": "valueSet", "resource": body}] if is_other else listed(body, "parameter"))]:
        value = next((each[key] for key in each if key == "resource" or key.startswith("value")), None)
        asked[str(each.get("name"))] = [*asked.get(str(each.get("name")), ()), value]
    return asked


def parts(**values: Any) -> list[Resource]:
    """Parameters of an answer, but those that are None."""
    given = ((name, value) for name, value in values.items() if value is not None)
    return [{"name": name, _NAMED.get(name, _TYPES.get(type(value), "part")): value} for name, value in given]
