"""What a code is, how it stands to another one, and what it is mapped to: `$lookup`, `$subsumes`, `$translate`."""

from collections.abc import Iterator

from graph.export.rdf.iri import RELATION
from graph.model.elements import Node, Properties
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.types import Searched
from graph.store import GraphStore
from graph.traversal.closure import subsumes
from serving.fhir.code_systems import System, address_of, code_of, system_at
from serving.fhir.messages import Asked, FhirError, Resource, listed, parameters, parts, parts_of

MAPS = {f"{RELATION}{kind}": kind for kind in ("MAPS_TO", "GEM_MAPS_TO", "REPLACED_BY")}
"""Kinds of edges by the canonical addresses of the concept maps that they are."""
_OUTCOMES = {(True, True): "equivalent", (True, False): "subsumes", (False, True): "subsumed-by"}
_PREDICATES = {"exact": "equivalent", "close": "inexact", "broad": "wider", "narrow": "narrower"}
_REVERSE = {"wider": "narrower", "narrower": "wider"}


def lookup(store: GraphStore, asked: Asked) -> Resource:
    """The answer of `$lookup`: the names and properties of a code, or those that are asked for."""
    system, code = _coding(store, asked)
    node, wanted = system.require(code), asked.get("property")
    found = parts(name=system.prefixes[0], version=system.version, display=node.name)
    for name, text in names_of(node) if not wanted or "designation" in wanted else ():
        found += parts(designation=parts(use={"code": name}, value=text))
    for name, value in _properties(system, node):
        if not wanted or name in wanted:
            found += parts(property=[*parts(code=name), {**parts(**{name: value})[0], "name": "value"}])
    return parameters(found)


def names_of(node: Node) -> list[tuple[str, str]]:
    """The names of a node beside its own, each with the property that it is of."""
    return [(name, str(value)) for name, value, is_name in _values(node) if is_name]


def subsumption(store: GraphStore, asked: Asked) -> Resource:
    """The answer of `$subsumes`: how code A stands to code B along IS_A."""
    (system, a), (other, b) = _coding(store, asked, "A"), _coding(store, asked, "B")
    if system.address != other.address:
        raise FhirError("two-systems")
    pair = system.require(a).curie, other.require(b).curie
    found = subsumes(store.topology, *pair), subsumes(store.topology, *reversed(pair))
    return parameters(parts(outcome=_OUTCOMES.get(found, "not-subsumed")))


def translate(store: GraphStore, asked: Asked) -> Resource:
    """The answer of `$translate`: what codes are mapped to, or with `reverse` what is mapped to them."""
    url, target, concept = asked.one("url"), asked.one("targetsystem"), asked.one("codeableConcept", dict)
    if url not in (None, *MAPS):
        raise FhirError("map", url=url)
    codings = [parts_of({"coding": each}) for each in listed(concept, "coding")] or [asked]
    found = [
        match for each in codings for match in _matches(*_coding(store, each), url, back=asked.one("reverse", bool))
    ]
    found = [match for match in found if target in (None, match["part"][1]["valueCoding"]["system"])]
    message = None if found else "The graph has no such mapping of it."
    return parameters([*parts(result=bool(found), message=message), *found])


def _matches(system: System, code: str | None, url: str | None, *, back: bool | None) -> Iterator[Resource]:
    graph, node = system.graph, system.require(code)
    for address, kind in MAPS.items():
        for edge in graph.row(node.place, kind, out=not back) if url in (None, address) else ():
            far = graph.node(graph.source(edge) if back else graph.target(edge))
            concept = {"system": address_of(far), "code": code_of(far), "display": far.name}
            said = _equivalence(graph.properties(edge))
            said = _REVERSE.get(said, said) if back else said
            yield {"name": "match", "part": parts(equivalence=said, concept=concept, source=address)}


def _equivalence(said: Properties) -> str:
    """How the target of a mapping stands to its source; of a combination each code is only a part."""
    if "predicate" in said:
        return _PREDICATES.get(str(said["predicate"]).removeprefix("skos:").removesuffix("Match"), "relatedto")
    is_whole = "is_approximate" in said and not said.get("is_combination")
    return "relatedto" if not is_whole else "inexact" if said["is_approximate"] else "equivalent"


def _coding(store: GraphStore, asked: Asked, side: str = "") -> tuple[System, str | None]:
    """The code system and the code that are asked for; one of two, by its side."""
    given = parts_of(asked.one(f"coding{side}", dict))
    code, version = given.one("code") or asked.one(f"code{side}"), given.one("version") or asked.one("version")
    return system_at(store.topology.graph, given.one("system") or asked.one("system"), version, code), code


def _properties(system: System, node: Node) -> Iterator[tuple[str, object]]:
    """The properties of a code, those that FHIR defines for the codes of any system first."""
    graph, flags = system.graph, system.flags(node)
    yield from (("inactive", "inactive" in flags), ("notSelectable", "abstract" in flags))
    yield from (("parent", code_of(graph.node(graph.target(edge)))) for edge in graph.row(node.place, "IS_A", out=True))
    yield from (("child", code_of(graph.node(graph.source(edge)))) for edge in graph.row(node.place, "IS_A", out=False))
    yield from ((name, value) for name, value, is_name in _values(node) if not is_name)


def _values(node: Node) -> Iterator[tuple[str, object, bool]]:
    """The values of the properties of a node, one by one, and whether they are names of it."""
    for each in ONTOLOGY.nodes[node.kind].properties:
        is_name = each.searched in (Searched.SYNONYM, Searched.DESCRIPTOR) or each.name == "former_names"
        value = node.properties.get(each.name, ())
        yield from ((each.name, one, is_name) for one in (value if isinstance(value, tuple) else (value,)))
