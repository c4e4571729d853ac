"""From the wording of a page to the shared concept it means."""

from dataclasses import dataclass, field

from graph.ingest.pages.record import Phrase
from graph.ingest.vocabulary import Term, Vocabulary
from graph.model.elements import Edge, Evidence, Method, Node, make_curie, slugify
from graph.model.errors import SourceError, UnknownTerm
from graph.model.ontology import ONTOLOGY


@dataclass(slots=True)
class Concepts:
    """The concepts that pages have named so far.

    A wording the vocabulary does not know becomes a concept of its own, once, and a finding each time.
    """

    vocabulary: Vocabulary
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)
    findings: list[SourceError] = field(default_factory=list)

    def resolve(self, kind: str, phrase: Phrase, term: str, path: str) -> str:
        """The CURIE of the concept that `term`, standing in `phrase`, means."""
        known = self.vocabulary.lookup(kind, phrase.text, term)
        if known is not None:
            return self.known(known)
        self.findings.append(UnknownTerm(path, phrase.line, kind=kind, term=term))
        return self._add(kind, term[:1].upper() + term[1:], ())

    def known(self, term: Term) -> str:
        """The CURIE of a concept of the vocabulary, which brings its broader concepts along."""
        curie = self._add(term.kind, term.label, term.aliases)
        if term.broader is not None:
            broader = self.vocabulary.terms[term.kind].get(term.broader)
            if broader is not None and (curie, term.broader) not in self.edges:
                end = term.start + len(term.row)
                evidence = Evidence(term.source, None, term.row, term.start, end, Method.VOCABULARY)
                self.edges[curie, term.broader] = Edge(curie, "IS_A", _curie(broader), {}, (evidence,))
                self.known(broader)
        return curie

    def _add(self, kind: str, label: str, synonyms: tuple[str, ...]) -> str:
        curie = make_curie(ONTOLOGY.nodes[kind].prefixes[0], slugify(label))
        properties = {"synonyms": synonyms} if synonyms else {}
        self.nodes.setdefault(curie, Node(curie, kind, label, properties))
        return curie


def _curie(term: Term) -> str:
    return make_curie(ONTOLOGY.nodes[term.kind].prefixes[0], slugify(term.label))
