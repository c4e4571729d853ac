"""What a code is, how it stands to another one, and what it is mapped to: `$lookup`, `$subsumes`, `$translate`."""

from collections.abc import Iterator

from graph.export.rdf.iri import RELATION
from graph.model.elements import Node, Properties
from graph.model.ontology import CODE_SYSTEMS, ONTOLOGY, Property, PropertyType
from graph.model.ontology.types import Searched
from graph.store import GraphStore
from graph.traversal.closure import subsumes
from serving.fhir.code_systems import System, address_of, code_of, system_at
from serving.fhir.messages import Asked, FhirError, Resource, issue, listed, parameters, part, parts_of

TYPES = {PropertyType.INTEGER: "integer", PropertyType.NUMBER: "decimal", PropertyType.BOOLEAN: "boolean"}
"""Types of properties in FHIR where they are no strings."""
MAPS = {f"{RELATION}{kind}": kind for kind in ("MAPS_TO", "GEM_MAPS_TO", "REPLACED_BY")}
"""Kinds of edges by the canonical addresses of the concept maps that they are."""
_OUTCOMES = {(True, True): "equivalent", (True, False): "subsumes", (False, True): "subsumed-by"}
_PREDICATES = {"exact": "equivalent", "close": "inexact", "broad": "wider", "narrow": "narrower"}
_REVERSE = {"wider": "narrower", "narrower": "wider"}


def lookup(store: GraphStore, asked: Asked) -> Resource:
    """The answer of `$lookup`: the names and properties of a code, or those that are asked for."""
    system, code = _coding(store, asked, "coding", "code")
    node, wanted = system.require(code), asked.get("property")
    titled = CODE_SYSTEMS.get(system.prefixes[0])
    found = [("designation", "use", {"valueCoding": {"code": name}}, {"valueString": text}) for name, text in names_of(node)]
    found += [("property", "code", {"valueCode": name}, value) for name, value in _properties(system, node)]
    return parameters(
        part("name", valueString=titled.title if titled else node.kind),
        *([part("version", valueString=system.version)] if system.version else []),
        part("display", valueString=node.name),
        *(
            part(what, part=[part(key, **name), part("value", **value)])
            for what, key, name, value in found
            if not wanted or what in wanted or name.get("valueCode") in wanted
        ),
    )


def names_of(node: Node) -> list[tuple[str, str]]:
    """The names of a node beside its own, each with the property that it is of."""
    return [(each.name, str(value)) for each, value in _values(node) if _is_name(each)]


def subsumption(store: GraphStore, asked: Asked) -> Resource:
    """The answer of `$subsumes`: how code A stands to code B along IS_A."""
    (of_a, code_a), (of_b, code_b) = (_coding(store, asked, f"coding{side}", f"code{side}") for side in "AB")
    if of_a.address != of_b.address:
        raise FhirError(400, issue("invalid", "The two codes are of different code systems.", at="codingB"))
    a, b = of_a.require(code_a).curie, of_b.require(code_b).curie
    found = subsumes(store.topology, a, b), subsumes(store.topology, b, a)
    return parameters(part("outcome", valueCode=_OUTCOMES.get(found, "not-subsumed")))


def translate(store: GraphStore, asked: Asked) -> Resource:
    """The answer of `$translate`: what codes are mapped to, or with `reverse` what is mapped to them."""
    url, target, concept = asked.one("url"), asked.one("targetsystem"), asked.one("codeableConcept", dict)
    if url not in (None, *MAPS):
        raise FhirError(404, issue("not-found", f"A definition for the ConceptMap '{url}' could not be found", "not-found"))
    codings = [parts_of({"coding": each}) for each in listed(concept, "coding")] or [asked]
    found = [
        match
        for of in codings
        for match in _matches(*_coding(store, of, "coding", "code"), url, back=asked.one("reverse", bool))
        if target in (None, match["part"][1]["valueCoding"]["system"])
    ]
    said = [] if found else [part("message", valueString="The graph has no such mapping of it.")]
    return parameters(part("result", valueBoolean=bool(found)), *said, *found)


def _matches(system: System, code: str | None, url: str | None, *, back: bool | None) -> Iterator[Resource]:
    graph, node = system.graph, system.require(code)
    for address, kind in MAPS.items():
        for edge in graph.row(node.place, kind, out=not back) if url in (None, address) else ():
            far = graph.node(graph.source(edge) if back else graph.target(edge))
            found = _equivalence(graph.properties(edge))
            coding = {"system": address_of(far), "code": code_of(far), "display": far.name}
            equivalence = part("equivalence", valueCode=_REVERSE.get(found, found) if back else found)
            yield part("match", part=[equivalence, part("concept", valueCoding=coding), part("source", valueUri=address)])


def _equivalence(said: Properties) -> str:
    """How the target of a mapping stands to its source; of a combination each code is only a part."""
    if "predicate" in said:
        return _PREDICATES.get(str(said["predicate"]).removeprefix("skos:").removesuffix("Match"), "relatedto")
    is_whole = "is_approximate" in said and not said.get("is_combination")
    return "relatedto" if not is_whole else "inexact" if said["is_approximate"] else "equivalent"


def _coding(store: GraphStore, asked: Asked, coding: str, code: str) -> tuple[System, str | None]:
    """The code that is asked for, and its system."""
    given = parts_of(asked.one(coding, dict))
    code = given.one("code") or asked.one(code)
    version = given.one("version") or asked.one("version")
    return system_at(store.topology.graph, given.one("system") or asked.one("system"), version, code), code


def _properties(system: System, node: Node) -> Iterator[tuple[str, Resource]]:
    """The properties of a code, those that FHIR defines for any code first, with their values as FHIR writes them."""
    graph, flags = system.graph, system.flags(node)
    yield "inactive", {"valueBoolean": "inactive" in flags}
    yield "notSelectable", {"valueBoolean": "abstract" in flags}
    yield from (("parent", {"valueCode": code_of(graph.node(graph.target(edge)))}) for edge in graph.row(node.place, "IS_A", out=True))
    yield from (("child", {"valueCode": code_of(graph.node(graph.source(edge)))}) for edge in graph.row(node.place, "IS_A", out=False))
    for each, value in _values(node):
        if not _is_name(each):
            yield each.name, {f"value{TYPES.get(each.type, 'string').capitalize()}": value}


def _values(node: Node) -> Iterator[tuple[Property, object]]:
    """The values of the properties of a node, one by one."""
    for each in ONTOLOGY.nodes[node.kind].properties:
        value = node.properties.get(each.name)
        yield from ((each, one) for one in (value if isinstance(value, tuple) else () if value is None else (value,)))


def _is_name(each: Property) -> bool:
    return each.searched in (Searched.SYNONYM, Searched.DESCRIPTOR) or each.name == "former_names"
