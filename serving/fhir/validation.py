"""`$validate-code`: whether codes are in a code system, or in a value set.

Codes and texts of issues are those that HL7 tests servers with (https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig).
Displays compare without case, and any white space counts as one blank. A header of ICD-10-CM is told to be abstract,
and is wrong where `abstract` is false.
"""

from collections.abc import Iterator

from graph.model.elements import Node
from graph.store import GraphStore
from serving.fhir.code_systems import System, system_at
from serving.fhir.concepts import names_of
from serving.fhir.expansion import ExpandedSet
from serving.fhir.messages import Asked, FhirError, Resource, issue, listed, operation_outcome, parameters, part, parts_of


def validate_code(store: GraphStore, asked: Asked, within: ExpandedSet | None = None) -> Resource:
    """The answer of `$validate-code` of a code system, or `within` a value set; of a concept one coding is enough."""
    concept, coding = asked.one("codeableConcept", dict), asked.one("coding", dict)
    version, default = ("version", asked.one("url")) if within is None else ("systemVersion", None)
    given = [(f"CodeableConcept.coding[{place}].", each) for place, each in enumerate(listed(concept, "coding"))]
    if concept is None:
        code = {"code": asked.one("code"), "display": asked.one("display"), "version": asked.one(version)}
        given = [("", code) if coding is None else ("Coding.", coding)]
    default = asked.one("system") or default
    checked = [_checked(store, asked, parts_of({"system": default, **each}), at, within) for at, each in given]
    if not any("code" in each and each["code"] for _, each in given):
        raise FhirError(400, issue("invalid", "Give one of code, coding and codeableConcept, with a code.", at="code"))
    said, issues = min(checked, key=lambda each: _has_error(each[1]))
    result = not _has_error(issues)
    if concept is not None:
        ...
    issues = [each for _, found in checked for each in found]
    message = "; ".join(each["details"]["text"] for each in issues)
    return parameters(
        part("result", valueBoolean=result),
        *said,
        *([part("message", valueString=message)] if message else []),
        *([part("codeableConcept", valueCodeableConcept=concept)] if concept is not None else []),
        *([part("issues", resource=operation_outcome(issues))] if issues else []),
    )


def _has_error(issues: list[Resource]) -> bool:
    return any(each["severity"] == "error" for each in issues)


def _checked(
    store: GraphStore, asked: Asked, coding: Asked, at: str, within: ExpandedSet | None
) -> tuple[list[Resource], list[Resource]]:
    """What is to be said of a coding, as parameters and as issues."""
    address, code = coding.one("system"), coding.one("code")
    said = [part("system", valueUri=address), part("code", valueCode=code)]
    try:
        system = system_at(store.topology.graph, address, coding.one("version"), code)
    except FhirError as error:
        return [*said, part("x-caused-by-unknown-system", valueCanonical=address)], [_placed(error.issue, at)]
    node = system.find(code)
    issues = [*_issues(system, node, coding, asked)] if node else [system.unknown(code)]
    if within and (node is None or not within.holds(node.place)):
        text = f"The provided code '{address}#{code}' was not found in the value set '{within.name}'"
        issues.insert(0, issue("code-invalid", text, "not-in-vs", "code"))
    said += [part("version", valueString=system.version)] if system.version else []
    said += [part("display", valueString=node.name)] if node else []
    said += [part("inactive", valueBoolean=True)] if node and "inactive" in system.flags(node) else []
    return said, [_placed(each, at) for each in issues]


def _placed(each: Resource, at: str) -> Resource:
    """An issue with its place in the request."""
    return {**each, **{key: [at + each[key][0]] for key in ("location", "expression")}}


def _issues(system: System, node: Node, coding: Asked, asked: Asked) -> Iterator[Resource]:
    """What is to be said of a code that there is."""
    flags, code, display = system.flags(node), coding.one("code"), coding.one("display")
    if "inactive" in flags:
        text = f"The concept '{code}' has a status of inactive and its use should be reviewed"
        yield issue("business-rule", text, "code-comment", "code", "warning")
    if "abstract" in flags:
        is_wrong = asked.one("abstract", bool) is False
        text = f"Code '{system.address}#{code}' is abstract" + (", and not allowed in this context" if is_wrong else "")
        yield issue("business-rule", text, "code-rule", "code", "error" if is_wrong else "warning")
    if display and _folded(display) not in (_folded(name) for name in (node.name, *(name for _, name in names_of(node)))):
        text = f"Wrong Display Name '{display}' for {system.address}#{code}. Valid display is '{node.name}' (en)"
        severity = "warning" if asked.one("lenient-display-validation", bool) else "error"
        yield issue("invalid", f"{text} (for the language(s) 'en')", "invalid-display", "display", severity)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
