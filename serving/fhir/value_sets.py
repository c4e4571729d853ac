"""Value sets: `$expand`, and `$validate-code` of a value set or a code system.

Beside those of requests and of folders of data, each code system has implicit ones, in the forms that SNOMED CT has:
`[address]?fhir_vs`, all its codes, and `[address]?fhir_vs=isa/[code]`, a code and all below it. A version of a system
that a value set includes says for which fiscal year it is expanded. Displays compare without case, and any white space
counts as one blank. A code that only heads others is wrong where the parameter `abstract` is false.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

import numpy as np

from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.search.search_types import Search
from graph.store import GraphStore
from graph.traversal.topology import Int64Array
from graph.value_sets.definition import ValueSet
from graph.value_sets.expansion import expand, unknown_codes
from graph.value_sets.fhir_form import value_set_of
from graph.value_sets.library import value_sets_of
from serving.fhir.code_systems import YEARLY, System, coding, names_of, system_at
from serving.fhir.messages import Asked, FhirError, Resource, issue, listed, parts

Expanded = dict[tuple[ValueSet, int | None], Int64Array]
_IMPLICIT = re.compile(r"(?P<system>[^?]+)\?fhir_vs(?:=isa/(?P<code>.+))?")


class ExpandedSet(NamedTuple):
    """A value set as it is named, the numbers of its codes in the order of their systems, and versions asked for."""

    name: str
    numbers: Int64Array
    versions: Mapping[str | None, str]


def implicit_set(url: str) -> Resource | None:
    """The implicit value set of an address; None where it is none."""
    if (form := _IMPLICIT.fullmatch(url)) is None:
        return None
    below = {"filter": [{"property": "concept", "op": "is-a", "value": form["code"]}]} if form["code"] else {}
    compose = {"include": [{"system": form["system"], **below}]}
    return {"resourceType": "ValueSet", "status": "active", "url": url, "compose": compose}


def expanded_set(store: GraphStore, asked: Asked, known: Expanded) -> ExpandedSet:
    """The value set that parameters bring or name; those that were expanded for a request before are `known`."""
    url, version = asked.one("url") or "", asked.one("valueSetVersion")
    url = f"{url}|{version}" if version else url
    sent: Resource | None = asked.one("valueSet", dict)
    resource = sent or implicit_set(url)
    try:
        of = value_set_of(resource) if resource else value_sets_of(store).named(url)
    except InvalidArgument:
        if resource:
            raise
        raise FhirError("value-set", url=url) from None
    if not sent and resource and unknown_codes(store, of):
        raise FhirError("value-set", url=url)
    rules = listed((resource or {}).get("compose"), "include")
    given = [(rule.get("system"), rule["version"]) for rule in rules if rule.get("version")]
    systems = [system_at(store.topology.graph, *each) for each in given]
    years = {int(str(system.version)) for system in systems if system.prefixes[0] in YEARLY}
    if len(years) > 1:
        raise FhirError("years")
    key = of, max(years, default=None)
    if key not in known:
        known[key] = expand(store, *key)
    name = of.url or url.partition("|")[0] or of.name
    return ExpandedSet("|".join(filter(None, (name, of.version))), known[key], dict(given))


def expansion(store: GraphStore, asked: Asked, known: Expanded) -> Resource:
    """The answer of `$expand`: a page of the codes of a value set, or of those of them that a text finds."""
    graph, value_set = store.topology.graph, expanded_set(store, asked, known)
    numbers = _found(store, value_set.numbers, (asked.one("filter") or "").strip())
    start, count, most = asked.one("offset", int) or 0, asked.one("count", int), Limits.fhir_codes
    if count is None and len(numbers) - start > most:
        raise FhirError("too-many", name=value_set.name, most=most)
    systems, codes = dict[str, System](), list[Resource]()
    for node in map(graph.node, numbers[start : start + min(most if count is None else count, most)].tolist()):
        said = coding(node)
        if said["system"] not in systems:
            systems[said["system"]] = system_at(graph, said["system"], value_set.versions.get(said["system"]))
        codes.append({**said, **systems[said["system"]].flags(node)})
    used = ["|".join(filter(None, (system.address, system.version))) for system in systems.values()]
    found = {
        "identifier": f"urn:uuid:{uuid4()}",
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        "total": len(numbers),
        "offset": start,
        "parameter": [{"name": "used-codesystem", "valueUri": uri} for uri in used],
        "contains": codes,
    }
    return {"resourceType": "ValueSet", "status": "active", "expansion": found}


def _found(store: GraphStore, numbers: Int64Array, text: str) -> Int64Array:
    """The codes that a search for a text finds among some, best first."""
    if not text:
        return numbers
    wanted = Search(text, tuple(sorted({*store.topology.kinds_of(numbers)})))
    hits = np.array(store.finder.numbers(wanted), dtype=np.int64)
    return hits[np.isin(hits, numbers)]


def validation(store: GraphStore, asked: Asked, within: ExpandedSet | None) -> list[Resource]:
    """The answer of `$validate-code` of a code system, or `within` a value set; of a concept one coding is enough."""
    concept, one = asked.one("codeableConcept", dict), asked.one("coding", dict)
    url, version = (None, "systemVersion") if within else (asked.one("url"), "version")
    default = {"system": asked.one("system") or url, "version": asked.one(version)}
    codings = {"Coding.": one} if one else {"": {"code": asked.one("code"), "display": asked.one("display")}}
    if concept:
        codings = {f"CodeableConcept.coding[{n}].": each for n, each in enumerate(listed(concept, "coding"))}
    checked = [_check(store, asked, {**default, **each}, at, within) for at, each in codings.items()]
    said, issues = min(checked, key=lambda each: _is_wrong(each[1]), default=({}, []))
    if not said.get("code"):
        raise FhirError("code-missing", at="code")
    result, every = not _is_wrong(issues), [each for _, found in checked for each in found]
    if result:
        every = [each if each["severity"] != "error" else {**each, "severity": "warning"} for each in every]
    message = "; ".join(": ".join(filter(None, (each["details"]["text"], each.get("diagnostics")))) for each in every)
    told = {"resourceType": "OperationOutcome", "issue": every} if every else None
    return parts(result=result, message=message or None, **said, codeableConcept=concept, issues=told)


def _is_wrong(issues: list[Resource]) -> bool:
    return any(each["severity"] == "error" for each in issues)


def _check(
    store: GraphStore, asked: Asked, coding_: Resource, at: str, within: ExpandedSet | None
) -> tuple[Resource, list[Resource]]:
    """What is said of a coding in answers, and the issues of it, with their places in the request."""
    given = Asked({name: [value] for name, value in coding_.items()})
    said, node, issues = {"system": given.one("system"), "code": given.one("code")}, None, list[Resource]()
    url = None if within else asked.one("url")
    try:
        if url and said["system"] not in (None, url):
            raise FhirError("other-system", address=said["system"], url=url)
        if not said["code"]:
            raise FhirError("code-missing", at="code")
        system = system_at(store.topology.graph, said["system"], given.one("version"), said["code"])
        node = system.find(said["code"])
        issues += _issues(system, node, given, asked) if node else [issue("code", **system.unknown(said["code"]))]
        inactive = system.flags(node).get("inactive") if node else None
        said |= {"version": system.version, "display": node.name if node else None, "inactive": inactive}
    except FhirError as error:
        issues.append(error.issue)
    if within and (node is None or not (within.numbers == node.place).any()):
        issues.insert(0, issue("not-in-set", address=said["system"] or "", code=said["code"], name=within.name))
    return said, [{**each, **{key: [at + each[key][0]] for key in ("location", "expression")}} for each in issues]


def _issues(system: System, node: Node, given: Asked, asked: Asked) -> Iterator[Resource]:
    """What is to be said of a code that there is."""
    flags, display = system.flags(node), given.one("display")
    told = {"address": system.address, "code": given.one("code"), "display": display, "name": node.name}
    if "inactive" in flags:
        yield issue("inactive", **told)
    if "abstract" in flags:
        yield issue("abstract-wrong" if asked.one("abstract", bool) is False else "abstract", **told)
    if display and _folded(display) not in map(_folded, (node.name, *(name for _, name in names_of(node)))):
        is_lenient = asked.one("lenient-display-validation", bool)
        yield {**issue("display", **told), "severity": "warning" if is_lenient else "error"}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
