"""The value sets that operations ask for, and `$expand`.

Beside those of requests and of folders of data, each code system has implicit ones, in the forms that SNOMED CT has:
`[address]?fhir_vs`, all its codes, and `[address]?fhir_vs=isa/[code]`, a code and all below it. The version of the
first system that a value set includes says for which fiscal year it is expanded.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.search.search_types import Search
from graph.store import GraphStore
from graph.traversal.topology import Int64Array
from graph.value_sets.definition import ValueSet
from graph.value_sets.expansion import expand
from graph.value_sets.fhir_form import value_set_of
from graph.value_sets.library import value_sets_of
from serving.fhir.code_systems import YEARLY, System, address_of, code_of, system_at
from serving.fhir.messages import Asked, FhirError, Resource, listed

Expanded = dict[tuple[ValueSet, int | None], Int64Array]
_INCOMPLETE = {"url": "http://hl7.org/fhir/StructureDefinition/valueset-toocostly", "valueBoolean": True}


@dataclass(frozen=True, slots=True)
class ExpandedSet:
    """A value set as it is named, the numbers of its codes in the order of their systems, and the version asked for."""

    name: str
    numbers: Int64Array
    version: str | None

    def holds(self, number: int) -> bool:
        """Whether a node is in it."""
        return bool((self.numbers == number).any())


def expanded_set(store: GraphStore, asked: Asked, known: Expanded) -> ExpandedSet:
    """The value set that parameters bring or name; those that were expanded for a request before are `known`."""
    url = (asked.one("url") or "").partition("|")[0]
    address, form, code = url.partition("?fhir_vs")
    below = {"filter": [{"property": "concept", "op": "is-a", "value": code.removeprefix("=isa/")}]} if code else {}
    implicit = {"url": url, "compose": {"include": [{"system": address, **below}]}} if form else None
    resource: Resource | None = asked.one("valueSet", dict) or implicit
    try:
        of = value_set_of(resource) if resource else value_sets_of(store).named(url)
    except InvalidArgument:
        if resource:
            raise
        raise FhirError("value-set", url=url) from None
    first = next(iter(listed((resource or {}).get("compose"), "include")), {})
    version = first.get("version")
    is_yearly = version and system_at(store.topology.graph, first.get("system"), version).prefixes[0] in YEARLY
    key = of, int(str(version)) if is_yearly else None
    if key not in known:
        known[key] = expand(store, *key)
    return ExpandedSet("|".join(filter(None, (of.url or url or of.name, of.version))), known[key], version)


def expansion(store: GraphStore, asked: Asked, known: Expanded) -> Resource:
    """The answer of `$expand`: a page of the codes of a value set, or of those of them that a text finds."""
    graph, value_set = store.topology.graph, expanded_set(store, asked, known)
    numbers, is_whole = _found(store, value_set.numbers, asked.one("filter"))
    start, count, most = asked.one("offset", int) or 0, asked.one("count", int), Limits.fhir_codes
    if count is None and len(numbers) - start > most:
        raise FhirError("too-many", name=value_set.name, most=most)
    systems, codes = dict[str, System](), list[Resource]()
    for node in map(graph.node, numbers[start : start + min(most if count is None else count, most)].tolist()):
        address = address_of(node)
        if address not in systems:
            systems[address] = system_at(graph, address, value_set.version)
        codes.append({"system": address, **systems[address].flags(node), "code": code_of(node), "display": node.name})
    used = ["|".join(filter(None, (system.address, system.version))) for system in systems.values()]
    found = {
        **({"total": len(numbers)} if is_whole else {"extension": [_INCOMPLETE]}),
        "identifier": f"urn:uuid:{uuid4()}",
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        "offset": start,
        "parameter": [{"name": "used-codesystem", "valueUri": uri} for uri in used],
        "contains": codes,
    }
    return {"resourceType": "ValueSet", "status": "active", "expansion": found}


def _found(store: GraphStore, numbers: Int64Array, text: str | None) -> tuple[Int64Array, bool]:
    """The codes that a search for a text finds among some, best first, and whether these are all."""
    if not text:
        return numbers, True
    page = store.search(Search(text, tuple({*store.topology.kinds_of(numbers)}), limit=Limits.page))
    hits = np.array([hit.number for hit in page.hits], dtype=np.int64)
    return hits[np.isin(hits, numbers)], page.total <= Limits.page
