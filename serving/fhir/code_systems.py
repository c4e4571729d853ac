"""Code systems by their canonical addresses, in a version, and their codes.

A kind of node without an official address has that of its nodes in RDF; a code is the local part of a CURIE. Versions
of ICD-10-CM and ICD-10-PCS are fiscal years: each that sources know is answered as of its last day.
"""

from dataclasses import dataclass

from graph.export.rdf.iri import BASE
from graph.model.code_system_addresses import ADDRESSES, PREFIXES
from graph.model.elements import Node, split_curie
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, last_day
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.search.notices import unshipped
from graph.storage.frozen_graph import FrozenGraph
from graph.store.written_codes import read_written_code
from graph.traversal.code_validity import ValidityStatus, code_days, last_known_fiscal_year, was_whole_code
from serving.fhir.messages import FhirError, Resource, issue

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
        node = self.find(code)
        if node is None:
            raise FhirError(404, {**self.unknown(code), "code": "not-found"})
        return node

    def flags(self, node: Node) -> dict[str, bool]:
        """`inactive` where a code has ended, and `abstract` where it only heads others."""
        ended, former = (
            self._status(node) is ValidityStatus.NO_LONGER_VALID,
            bool(node.properties.get("is_former_code")),
        )
        heads = node.kind == YEARLY["ICD10CM"] and not was_whole_code(node.properties)
        return {**({"abstract": True} if heads or (ended and former) else {"inactive": True} if ended else {})}

    def unknown(self, code: str | None) -> Resource:
        """The issue of a code that there is not, with those that are nearest."""
        written = read_written_code(self.graph, str(code)[: Limits.code], Limits.candidates)
        near = (self.graph.node(number) for number in (*written.nodes, *written.nearest))
        named = [f"{code_of(node)} ({node.name})" for node in near if split_curie(node.curie)[0] in self.prefixes]
        version = f" version '{self.version}'" if self.version else ""
        text = f"Unknown code '{code}' in the CodeSystem '{self.address}'{version}"
        return issue("code-invalid", text, "invalid-code", "code", hint=f"Nearest: {'; '.join(named)}" if named else "")

    def _status(self, node: Node) -> ValidityStatus:
        is_dated = self.version is not None and self.prefixes[0] in YEARLY
        return code_days(node.properties).status(last_day(int(str(self.version)))) if is_dated else ValidityStatus.VALID


def code_of(node: Node) -> str:
    """The code of a node."""
    return split_curie(node.curie)[1]


def address_of(node: Node) -> str:
    """The address of the code system of a node."""
    prefix = split_curie(node.curie)[0]
    return ADDRESSES.get(prefix, f"{BASE}{prefix}")


def versions(graph: FrozenGraph, prefix: str) -> list[str]:
    """The versions in which codes can be asked for, the current one last; none where sources name none."""
    if prefix in YEARLY:
        return [str(year) for year in range(FIRST_FISCAL_YEAR, last_known_fiscal_year(graph, YEARLY[prefix]) + 1)]
    groupers = graph.property_columns.column("DiagnosisGroup", "grouper").values if prefix == "MSDRG" else ()
    return [max(groupers).removeprefix("v")] if groupers else []


def count(graph: FrozenGraph, prefix: str) -> int:
    """How many codes the graph has of a prefix."""
    start, end = graph.beginning(f"{prefix}:")
    return end - start


def system_at(graph: FrozenGraph, address: str | None, version: str | None = None, code: str | None = None) -> System:
    """The code system of an address; FhirError where none of its codes are loaded, or it has no such version."""
    local = str(address).removeprefix(BASE)
    known = PREFIXES.get(str(address)) or ((local,) if local in ONTOLOGY.by_prefix and local != address else ())
    prefixes = tuple(prefix for prefix in known if count(graph, prefix))
    all_versions = versions(graph, prefixes[0]) if prefixes else []
    if prefixes and version in (None, *all_versions):
        return System(graph, str(address), prefixes, version or next(reversed(all_versions), None))
    of = f" version '{version}'" if prefixes else ""
    text = f"A definition for CodeSystem '{address}'{of} could not be found, so the code cannot be validated"
    text += f". Valid versions: {', '.join(all_versions)}" if all_versions else ""
    why = (
        unshipped(known[0], code, None).message if code and not prefixes and known and known[0] in CODE_SYSTEMS else ""
    )
    raise FhirError(404, issue("not-found", text, "not-found", "system", hint=why))
