"""Resolves wordings of pages to concepts of the vocabulary."""

from dataclasses import dataclass, field

from graph.ingest.pages.record import Phrase
from graph.ingest.vocabulary import Term, Vocabulary
from graph.model.elements import Edge, Evidence, EvidenceMethod, Node, make_curie, slugify
from graph.model.findings import SourceError, UnknownTerm
from graph.model.ontology import ONTOLOGY


@dataclass(slots=True)
class ConceptResolver:
    """Collects the concept nodes that pages use, and the IS_A edges among them.

    A wording that the vocabulary lacks becomes one new concept, and an `UnknownTerm` finding per occurrence.
    """

    vocabulary: Vocabulary
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)
    findings: list[SourceError] = field(default_factory=list)

    def resolve(self, kind: str, phrase: Phrase, term: str, path: str) -> str:
        """The CURIE of the concept for `term`, which occurs in `phrase`."""
        known_term = self.vocabulary.lookup(kind, phrase.text, term)
        if known_term is not None:
            return self.resolve_term(known_term)
        self.findings.append(UnknownTerm(path, phrase.line, kind=kind, term=term))
        return self._add(kind, term[:1].upper() + term[1:], ())

    def resolve_term(self, term: Term) -> str:
        """The CURIE of a vocabulary term; its node and its broader concepts are added to `nodes` and `edges`."""
        curie = self._add(term.kind, term.label, term.aliases)
        if term.broader is not None:
            broader = self.vocabulary.terms[term.kind].get(term.broader)
            if broader is not None and (curie, term.broader) not in self.edges:
                end = term.start + len(term.row)
                evidence = Evidence(term.source, None, term.row, term.start, end, EvidenceMethod.VOCABULARY)
                self.edges[curie, term.broader] = Edge(curie, "IS_A", _curie(broader), {}, (evidence,))
                self.resolve_term(broader)
        return curie

    def add(self, other: "ConceptResolver") -> None:
        """Add what another one collected; of two nodes of one concept the first counts."""
        for curie, node in other.nodes.items():
            self.nodes.setdefault(curie, node)
        for ends, edge in other.edges.items():
            self.edges.setdefault(ends, edge)
        self.findings.extend(other.findings)

    def _add(self, kind: str, label: str, synonyms: tuple[str, ...]) -> str:
        curie = make_curie(ONTOLOGY.nodes[kind].prefixes[0], slugify(label))
        properties = {"synonyms": synonyms} if synonyms else {}
        self.nodes.setdefault(curie, Node(curie, kind, label, properties))
        return curie


def _curie(term: Term) -> str:
    return make_curie(ONTOLOGY.nodes[term.kind].prefixes[0], slugify(term.label))
