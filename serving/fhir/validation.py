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
from serving.fhir.messages import (
    Asked,
    FhirError,
    Resource,
    issue,
    listed,
    operation_outcome,
    parameters,
    parts,
    parts_of,
)


def validate_code(store: GraphStore, asked: Asked, within: ExpandedSet | None = None) -> Resource:
    """The answer of `$validate-code` of a code system, or `within` a value set; of a concept one coding is enough."""
    concept, coding = asked.one("codeableConcept", dict), asked.one("coding", dict)
    system, version = ("url", "version") if within is None else ("system", "systemVersion")
    default = {"system": asked.one(system), "version": asked.one(version)}
    codings = (
        {"": {"code": asked.one("code"), "display": asked.one("display")}} if coding is None else {"Coding.": coding}
    )
    if concept is not None:
        codings = {f"CodeableConcept.coding[{n}].": each for n, each in enumerate(listed(concept, "coding"))}
    checked = [_check(store, asked, parts_of({**default, **each}), at, within) for at, each in codings.items()]
    said, own = min(checked, key=lambda each: _is_wrong(each[1]), default=({}, []))
    if not said.get("code"):
        raise FhirError(400, issue("invalid", "Give one of code, coding and codeableConcept, with a code.", at="code"))
    issues = [each for _, found in checked for each in found]
    if not _is_wrong(own):
        issues = [{**each, "severity": "warning"} if each["severity"] == "error" else each for each in issues]
    message = "; ".join(each["details"]["text"] for each in issues) or None
    told = operation_outcome(*issues) if issues else None
    return parameters(*parts(result=not _is_wrong(own), message=message, **said, codeableConcept=concept, issues=told))


def _is_wrong(issues: list[Resource]) -> bool:
    return any(each["severity"] == "error" for each in issues)


def _check(
    store: GraphStore, asked: Asked, coding: Asked, at: str, within: ExpandedSet | None
) -> tuple[Resource, list[Resource]]:
    """What is said of a coding in answers, and what is wrong with it."""
    said = {"system": coding.one("system"), "code": coding.one("code")}
    try:
        system = system_at(store.topology.graph, said["system"], coding.one("version"), said["code"])
    except FhirError as error:
        return said | {"x-caused-by-unknown-system": said["system"]}, [_placed(error.issue, at)]
    node = system.find(said["code"])
    issues = [*_issues(system, node, coding, asked)] if node else [system.unknown(said["code"])]
    if within and (node is None or not within.holds(node.place)):
        text = f"The provided code '{said['system']}#{said['code']}' was not found in the value set '{within.name}'"
        issues.insert(0, issue("code-invalid", text, "not-in-vs", "code"))
    inactive = system.flags(node).get("inactive") if node else None
    said |= {"version": system.version, "display": node.name if node else None, "inactive": inactive}
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
        severity, why = (
            ("error", ", and not allowed in this context") if asked.one("abstract", bool) is False else ("warning", "")
        )
        yield issue("business-rule", f"Code '{system.address}#{code}' is abstract{why}", "code-rule", "code", severity)
    if display and _folded(display) not in map(_folded, (node.name, *(name for _, name in names_of(node)))):
        text = f"Wrong Display Name '{display}' for {system.address}#{code}. Valid display is '{node.name}' (en)"
        severity = "warning" if asked.one("lenient-display-validation", bool) else "error"
        yield issue("invalid", f"{text} (for the language(s) 'en')", "invalid-display", "display", severity)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
