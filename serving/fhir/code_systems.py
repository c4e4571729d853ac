"""Code systems by their canonical addresses, in a version, and their codes: the local parts of CURIEs.

A kind of node without an official address has that of its nodes in RDF. Versions of ICD-10-CM and ICD-10-PCS are fiscal
years: each that sources know is answered as of its last day.
"""

from dataclasses import dataclass

from graph.export.rdf.iri import BASE
from graph.model.code_system_addresses import ADDRESSES, PREFIXES
from graph.model.elements import Node, split_curie
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, last_day
from graph.model.limits import Limits
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.search.notices import unshipped
from graph.storage.frozen_graph import FrozenGraph
from graph.store.written_codes import read_written_code
from graph.traversal.code_validity import ValidityStatus, code_days, last_known_fiscal_year, was_whole_code
from serving.fhir.messages import FhirError

YEARLY = {"ICD10CM": "Diagnosis", "ICD10PCS": "Procedure"}
"""The systems whose versions are fiscal years, with the kinds of their codes."""


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

    def require(self, code: str | None) -> Node:
        """The same, or the FhirError that there is none."""
        if (node := self.find(code)) is None:
            raise FhirError("no-code", **self.unknown(code))
        return node

    def flags(self, node: Node) -> dict[str, bool]:
        """`abstract` where a code only heads others, `inactive` where it has ended."""
        has_ended = self._status(node) is ValidityStatus.NO_LONGER_VALID
        if node.kind == "Diagnosis" and (not was_whole_code(node.properties) or node.properties.get("is_former_code")):
            return {"abstract": True} if has_ended or not was_whole_code(node.properties) else {}
        return {"inactive": True} if has_ended else {}

    def unknown(self, code: str | None) -> dict[str, object]:
        """What is to be told of a code that there is not: those that are nearest, too."""
        written = read_written_code(self.graph, str(code)[: Limits.code], Limits.candidates)
        near = (self.graph.node(number) for number in (*written.nodes, *written.nearest))
        named = "; ".join(f"{code_of(node)} ({node.name})" for node in near if address_of(node) == self.address)
        version = f" version '{self.version}'" if self.version else ""
        return {"code": code, "system": f"'{self.address}'{version}", "hint": f"Nearest: {named}" if named else ""}

    def _status(self, node: Node) -> ValidityStatus:
        if self.version is None or self.prefixes[0] not in YEARLY:
            return ValidityStatus.VALID
        return code_days(node.properties).status(last_day(int(self.version)))


def code_of(node: Node) -> str:
    """The code of a node."""
    return split_curie(node.curie)[1]


def address_of(node: Node) -> str:
    """The address of the code system of a node."""
    prefix = split_curie(node.curie)[0]
    return ADDRESSES.get(prefix, f"{BASE}{prefix}")


def count(graph: FrozenGraph, prefix: str) -> int:
    """How many codes the graph has of a prefix."""
    start, end = graph.beginning(f"{prefix}:")
    return end - start


def versions(graph: FrozenGraph, prefix: str) -> list[str]:
    """The versions in which codes can be asked for, the current one last; none where sources name none."""
    if prefix in YEARLY:
        return [str(year) for year in range(FIRST_FISCAL_YEAR, last_known_fiscal_year(graph, YEARLY[prefix]) + 1)]
    groupers = graph.property_columns.column("DiagnosisGroup", "grouper").values if prefix == "MSDRG" else ()
    return [max(groupers).removeprefix("v")] if groupers else []


def system_at(graph: FrozenGraph, address: str | None, version: str | None = None, code: str | None = None) -> System:
    """The code system of an address; FhirError where none of its codes are loaded, or it has no such version."""
    known = PREFIXES.get(str(address), (str(address).removeprefix(BASE),))
    prefixes = tuple(each for each in known if count(graph, each) and ADDRESSES.get(each, f"{BASE}{each}") == address)
    every = versions(graph, prefixes[0]) if prefixes else []
    if prefixes and version in (None, *every):
        return System(graph, str(address), prefixes, version or next(reversed(every), None))
    if prefixes:
        raise FhirError("version", address=address, version=version, valid=", ".join(every) or "none is named")
    hint = unshipped(known[0], str(code), None).message if known[0] in CODE_SYSTEMS else ""
    raise FhirError("system", address=address, hint=hint)
