"""Code systems by their canonical addresses, in a version: their codes, `$lookup`, `$subsumes` and `$translate`.

A code is the local part of a CURIE. A kind of node without an official address has that of its nodes in RDF. Versions
of ICD-10-CM and ICD-10-PCS are fiscal years: each that sources know is answered as of its last day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import lt

from graph.export.rdf.iri import BASE, RELATION
from graph.model.code_system_addresses import ADDRESSES, PREFIXES
from graph.model.elements import Node, Properties, split_curie
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, last_day
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.ontology.types import Searched
from graph.search.notices import unshipped
from graph.storage.frozen_graph import FrozenGraph
from graph.store import GraphStore
from graph.store.written_codes import read_written_code
from graph.traversal.closure import subsumes
from graph.traversal.code_validity import ValidityStatus, code_days, last_known_fiscal_year, was_whole_code
from serving.fhir.messages import Asked, FhirError, Resource, listed, parts

YEARLY = {"ICD10CM": "Diagnosis", "ICD10PCS": "Procedure"}
"""The systems whose versions are fiscal years, with the kinds of their codes."""
MAPS = {f"{RELATION}{kind}": kind for kind in ("MAPS_TO", "GEM_MAPS_TO", "REPLACED_BY")}
"""Kinds of edges by the canonical addresses of the concept maps that they are."""
_OUTCOMES = {(True, True): "equivalent", (True, False): "subsumes", (False, True): "subsumed-by"}
_PREDICATES = {"exact": "equivalent", "close": "inexact", "broad": "wider", "narrow": "narrower"}
_REVERSE = {"wider": "narrower", "narrower": "wider"}
_NAMES = (Searched.SYNONYM, Searched.DESCRIPTOR)


@dataclass(frozen=True, slots=True)
class System:
    """A code system in a version, which is None where sources name none."""

    graph: FrozenGraph
    address: str
    prefixes: tuple[str, ...]
    version: str | None

    def find(self, code: str | None) -> Node | None:
        """A code; None where there is none, or none yet in the version."""
        found = (self.graph.find(f"{prefix}:{code}") for prefix in self.prefixes)
        node = next((self.graph.node(number) for number in found if number is not None), None)
        return None if node is None or self._status(node) is ValidityStatus.NOT_YET_VALID else node

    def require(self, code: str | None, at: str = "code") -> Node:
        """The same, or the FhirError that there is none, with its place in the request."""
        if (node := self.find(code)) is None:
            raise FhirError("no-code", at=at, **self.unknown(code))
        return node

    def flags(self, node: Node) -> Resource:
        """`abstract` where a code only heads others, `inactive` where it has ended."""
        said, has_ended = node.properties, self._status(node) is ValidityStatus.NO_LONGER_VALID
        heads = node.kind == "Diagnosis" and (not was_whole_code(said) or (has_ended and said.get("is_former_code")))
        return {"abstract": True} if heads else {"inactive": True} if has_ended else {}

    def unknown(self, code: str | None) -> Resource:
        """What is to be told of a code that there is not: those that are nearest, too."""
        written = read_written_code(self.graph, str(code)[: Limits.code], Limits.candidates)
        nodes = [self.graph.node(number) for number in (*written.nodes, *written.nearest)]
        near = [coding(node) for node in nodes if self._status(node) is not ValidityStatus.NOT_YET_VALID]
        named = "; ".join(f"{each['code']} ({each['display']})" for each in near if each["system"] == self.address)
        system = f"'{self.address}' version '{self.version}'" if self.version else f"'{self.address}'"
        return {"code": code, "system": system, "hint": f"the nearest are {named}" if named else ""}

    def _status(self, node: Node) -> ValidityStatus:
        if self.version is None or self.prefixes[0] not in YEARLY:
            is_over = node.properties.get("is_active") is False
            return ValidityStatus.NO_LONGER_VALID if is_over else ValidityStatus.VALID
        return code_days(node.properties).status(last_day(int(self.version)))


def coding(node: Node) -> Resource:
    """A node as a code of its code system."""
    prefix, code = split_curie(node.curie)
    return {"system": ADDRESSES.get(prefix, f"{BASE}{prefix}"), "code": code, "display": node.name}


def versions(graph: FrozenGraph, prefix: str) -> list[str]:
    """The versions in which codes can be asked for, the current one last; none where sources name none."""
    if prefix in YEARLY:
        return [str(year) for year in range(FIRST_FISCAL_YEAR, last_known_fiscal_year(graph, YEARLY[prefix]) + 1)]
    groupers = graph.property_columns.column("DiagnosisGroup", "grouper").values if prefix == "MSDRG" else ()
    return [max(groupers).removeprefix("v")] if groupers else []


def system_at(graph: FrozenGraph, address: str | None, version: str | None = None, code: str | None = None) -> System:
    """The code system of an address; FhirError where none of its codes are loaded, or it has no such version."""
    if not address:
        raise FhirError("no-system")
    known = PREFIXES.get(address, (address.removeprefix(BASE),))
    own = [prefix for prefix in known if ADDRESSES.get(prefix, f"{BASE}{prefix}") == address]
    prefixes = tuple(prefix for prefix in own if lt(*graph.beginning(f"{prefix}:")))
    if not prefixes:
        hint = unshipped(known[0], str(code), None).message if known[0] in CODE_SYSTEMS else ""
        raise FhirError("system", address=address, hint=hint)
    every = versions(graph, prefixes[0])
    if version not in (None, *every):
        raise FhirError("version", address=address, version=version, valid=", ".join(every) or "none is named")
    return System(graph, address, prefixes, version or next(reversed(every), None))


def names_of(node: Node) -> list[tuple[str, str]]:
    """The names of a node beside its own, each with the property that it is of."""
    return [(name, str(value)) for name, value, is_name in _values(node) if is_name]


def lookup(store: GraphStore, asked: Asked) -> list[Resource]:
    """The answer of `$lookup`: the names and properties of a code, or those that are asked for."""
    system, code = _coding(store, asked)
    node, wanted = system.require(code), asked.get("property")
    title = CODE_SYSTEMS[system.prefixes[0]].title if system.prefixes[0] in CODE_SYSTEMS else node.kind
    found = parts(name=title, version=system.version, display=node.name)
    for name, text in names_of(node) if not wanted or "designation" in wanted else ():
        found += parts(designation=parts(use={"code": name}, value=text))
    for name, value in _properties(system, node):
        if not wanted or name in wanted:
            found += parts(property=[*parts(code=name), {**parts(**{name: value})[0], "name": "value"}])
    return found


def subsumption(store: GraphStore, asked: Asked) -> list[Resource]:
    """The answer of `$subsumes`: how code A stands to code B along IS_A."""
    (system, a), (other, b) = _coding(store, asked, "A"), _coding(store, asked, "B")
    if system.address != other.address:
        raise FhirError("two-systems")
    pair = system.require(a, "codeA").curie, other.require(b, "codeB").curie
    found = subsumes(store.topology, *pair), subsumes(store.topology, *reversed(pair))
    return parts(outcome=_OUTCOMES.get(found, "not-subsumed"))


def translation(store: GraphStore, asked: Asked) -> list[Resource]:
    """The answer of `$translate`: what codes are mapped to, or with `reverse` what is mapped to them.

    Of a concept those codings are translated that can be.
    """
    url, target, back = asked.one("url"), asked.one("targetsystem"), asked.one("reverse", bool)
    if url not in (None, *MAPS):
        raise FhirError("map", url=url)
    codings = [Asked(coding=[each]) for each in listed(asked.one("codeableConcept", dict), "coding")] or [asked]
    matches, refused = list[Resource](), list[FhirError]()
    for each in codings:
        try:
            matches += _matches(*_coding(store, each), url, back=back)
        except FhirError as error:
            refused.append(error)
    if len(refused) == len(codings):
        raise refused[0]
    found = [match for match in matches if target in (None, match["part"][1]["valueCoding"]["system"])]
    message = None if found else "The graph has no such mapping of it."
    return [*parts(result=bool(found), message=message), *found]


def _matches(system: System, code: str | None, url: str | None, *, back: bool | None) -> Iterator[Resource]:
    graph, node = system.graph, system.require(code)
    for address, kind in MAPS.items():
        for edge in graph.row(node.place, kind, out=not back) if url in (None, address) else ():
            far = graph.node(graph.source(edge) if back else graph.target(edge))
            said = _equivalence(graph.properties(edge))
            said = _REVERSE.get(said, said) if back else said
            yield {"name": "match", "part": parts(equivalence=said, concept=coding(far), source=address)}


def _equivalence(said: Properties) -> str:
    """How the target of a mapping stands to its source; of a combination each code is only a part."""
    if "predicate" in said:
        return _PREDICATES.get(str(said["predicate"]).removeprefix("skos:").removesuffix("Match"), "relatedto")
    is_whole = "is_approximate" in said and not said.get("is_combination")
    return "relatedto" if not is_whole else "inexact" if said["is_approximate"] else "equivalent"


def _coding(store: GraphStore, asked: Asked, side: str = "") -> tuple[System, str | None]:
    """The code system and the code that are asked for; one of two, by its side."""
    given = Asked({name: [value] for name, value in (asked.one(f"coding{side}", dict) or {}).items()})
    code, version = given.one("code") or asked.one(f"code{side}"), given.one("version") or asked.one("version")
    if not code:
        raise FhirError("code-missing", at=f"code{side}")
    return system_at(store.topology.graph, given.one("system") or asked.one("system"), version, code), code


def _properties(system: System, node: Node) -> Iterator[tuple[str, object]]:
    """The properties of a code, those that FHIR defines for the codes of any system first."""
    graph, flags = system.graph, system.flags(node)
    yield from (("inactive", "inactive" in flags), ("notSelectable", "abstract" in flags))
    for name, ends, out in (("parent", graph.target, True), ("child", graph.source, False)):
        yield from ((name, coding(graph.node(ends(edge)))["code"]) for edge in graph.row(node.place, "IS_A", out=out))
    yield from ((name, value) for name, value, is_name in _values(node) if not is_name)


def _values(node: Node) -> Iterator[tuple[str, object, bool]]:
    """The values of the properties of a node, one by one, and whether they are names of it."""
    for each in ONTOLOGY.nodes[node.kind].properties:
        value, is_name = node.properties.get(each.name, ()), each.searched in _NAMES or each.name == "former_names"
        yield from ((each.name, one, is_name) for one in (value if isinstance(value, tuple) else (value,)))
