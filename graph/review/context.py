"""What the rules look at: the codes of one case, and which of them are, or lie below, any node of the graph."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.model.ontology import NODE_KINDS
from graph.review.case import Case, PresentOnAdmission
from graph.review.case_code import CaseCode, codes_of_case
from graph.review.code_facts import CodeFacts, FactsOfCodes
from graph.review.titles import words_of_parts
from graph.storage.frozen_graph import FrozenGraph
from graph.traversal.topology import Topology


@dataclass(frozen=True, slots=True)
class LoadedData:
    """Which data that not every graph has is in this one, so that what is not there is said, not passed over."""

    systems: frozenset[str]
    properties: frozenset[str]
    node_kinds: frozenset[str]
    bundling_settings: frozenset[str]
    """The settings of the bundling edits that are there; '' for those whose file does not say."""
    words_of_parts: frozenset[str]
    """The words that name parts of the body in ICD-10-PCS."""


@dataclass(frozen=True)
class ReviewContext:
    """One case with what the graph knows of its codes."""

    case: Case
    topology: Topology
    facts: FactsOfCodes
    loaded: LoadedData

    @property
    def graph(self) -> FrozenGraph:
        return self.topology.graph

    @cached_property
    def _codes(self) -> tuple[tuple[CaseCode, ...], tuple[CaseCode, ...]]:
        return codes_of_case(self.case, self.facts)

    @property
    def diagnoses(self) -> tuple[CaseCode, ...]:
        """All diagnoses of the case, the principal one first."""
        return self._codes[0]

    @property
    def procedures(self) -> tuple[CaseCode, ...]:
        return self._codes[1]

    @cached_property
    def known_diagnoses(self) -> tuple[tuple[CaseCode, CodeFacts], ...]:
        """The diagnoses that the graph has, each once, with what it knows of them."""
        distinct = {code.key: code for code in reversed(self.diagnoses)}
        return tuple((code, code.facts) for code in self.diagnoses if code.facts and distinct[code.key] is code)

    @cached_property
    def known_procedures(self) -> tuple[tuple[CaseCode, CodeFacts], ...]:
        """The procedures that the graph has, with what it knows of them."""
        return tuple((code, code.facts) for code in self.procedures if code.facts)

    @property
    def principal(self) -> CaseCode | None:
        return self.diagnoses[0] if self.diagnoses else None

    @cached_property
    def diagnoses_at(self) -> Mapping[int, tuple[CaseCode, ...]]:
        """For each node, the diagnoses of the case that are it or a kind of it."""
        found: dict[int, tuple[CaseCode, ...]] = {}
        for code, facts in self.known_diagnoses:
            for number in facts.above:
                found[number] = (*found.get(number, ()), code)
        return found

    def diagnoses_among(self, targets: Collection[int] | Mapping[int, int]) -> Iterator[tuple[int, CaseCode]]:
        """The diagnoses that are one of these nodes, or a kind of one, each with that node."""
        for target in targets:
            for code in self.diagnoses_at.get(target, ()):
                yield target, code

    def written(self, number: int) -> str:
        """A node as a sentence names it: its code, or its name where it has none."""
        return str(self.facts.of(number).get("code") or self.facts.of(number).node.name)

    def evidence_text(self, edge: int) -> str:
        """The words of the source that an edge quotes; empty where it quotes none."""
        return next((item.quote for item in self.graph.evidence(edge) if item.quote), "")


def loaded_data(graph: FrozenGraph) -> LoadedData:
    """What a graph has of the data that users add."""
    procedures = graph.of_kind("Procedure").tolist()
    systems, properties = set[str](), set[str]()
    for number in procedures:
        prefix = graph.curie(number).partition(":")[0]
        if prefix in ("HCPCS", "CPT"):
            node = graph.node(number)
            if not node.properties.get("is_stub") and not node.properties.get("has_page"):
                systems.add(prefix)
            properties |= node.properties.keys()
    node_kinds = {NODE_KINDS[kind] for kind in set(graph.kinds)}
    return LoadedData(
        frozenset(systems), frozenset(properties), frozenset(node_kinds), _bundling_settings(graph), _parts(graph)
    )


def _parts(graph: FrozenGraph) -> frozenset[str]:
    return words_of_parts(graph.node(number).name for number in graph.of_kind("BodyPart").tolist())


def _bundling_settings(graph: FrozenGraph) -> frozenset[str]:
    return frozenset(str(properties.get("setting", "")) for properties in graph.distinct_records("BUNDLED_WITH"))


def is_present_on_admission(code: CaseCode) -> bool:
    """Whether a diagnosis was there on admission, or nobody says that it was not."""
    indicator = code.diagnosis.present_on_admission if code.diagnosis else None
    return indicator not in (PresentOnAdmission.NO, PresentOnAdmission.UNKNOWN)
