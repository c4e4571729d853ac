"""`$validate-code`: whether codes are in a code system, or in a value set.

Displays compare without case, and any white space counts as one blank. A code that only heads others is told to be
abstract, and is wrong where the parameter `abstract` is false.
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
    system, version = ("system", "systemVersion") if within else ("url", "version")
    default = {"system": asked.one(system), "version": asked.one(version)}
    codings = {"": {"code": asked.one("code"), "display": asked.one("display")}} if not coding else {"Coding.": coding}
    if concept:
        codings = {f"CodeableConcept.coding[{n}].": each for n, each in enumerate(listed(concept, "coding"))}
    checked = [_check(store, asked, parts_of({**default, **each}), at, within) for at, each in codings.items()]
    said, issues = min(checked, key=lambda each: _is_wrong(each[1]), default=({}, []))
    if not said.get("code"):
        raise FhirError("code-missing")
    result, every = not _is_wrong(issues), [each for _, found in checked for each in found]
    if result:
        every = [each if each["severity"] != "error" else {**each, "severity": "warning"} for each in every]
    message = "; ".join(" ".join([each["details"]["text"], each.get("diagnostics", "")]).strip() for each in every)
    told = operation_outcome(every) if every else None
    return parameters(parts(result=result, message=message or None, **said, codeableConcept=concept, issues=told))


def _is_wrong(issues: list[Resource]) -> bool:
    return any(each["severity"] == "error" for each in issues)


def _check(
    store: GraphStore, asked: Asked, coding: Asked, at: str, within: ExpandedSet | None
) -> tuple[Resource, list[Resource]]:
    """What is said of a coding in answers, and the issues of it, with their places in the request."""
    said, node, issues = {"system": coding.one("system"), "code": coding.one("code")}, None, list[Resource]()
    try:
        system = system_at(store.topology.graph, said["system"], coding.one("version"), said["code"])
        node = system.find(said["code"])
        issues += _issues(system, node, coding, asked) if node else [issue("code", **system.unknown(said["code"]))]
        inactive = system.flags(node).get("inactive") if node else None
        said |= {"version": system.version, "display": node.name if node else None, "inactive": inactive}
    except FhirError as error:
        issues.append(error.issue)
    if within and (node is None or not within.holds(node.place)):
        issues.insert(0, issue("not-in-set", address=said["system"], code=said["code"], name=within.name))
    return said, [{**each, **{key: [at + each[key][0]] for key in ("location", "expression")}} for each in issues]


def _issues(system: System, node: Node, coding: Asked, asked: Asked) -> Iterator[Resource]:
    """What is to be said of a code that there is."""
    flags, display = system.flags(node), coding.one("display")
    told = {"address": system.address, "code": coding.one("code"), "display": display, "name": node.name}
    if "inactive" in flags:
        yield issue("inactive", **told)
    if "abstract" in flags:
        yield issue("abstract-wrong" if asked.one("abstract", bool) is False else "abstract", **told)
    if display and _folded(display) not in map(_folded, (node.name, *(name for _, name in names_of(node)))):
        is_lenient = asked.one("lenient-display-validation", bool)
        yield {**issue("display", **told), "severity": "warning" if is_lenient else "error"}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
