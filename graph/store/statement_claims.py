"""The statements of a text that edges can support: a name, a phrase of `data/language/relation-phrases.tsv`, a name."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from graph.search.clinical_context import Span
from graph.search.finder import Finder
from graph.search.grounding import grounding_candidates
from graph.search.match_type import MatchType
from graph.search.words import name_key
from graph.store.claim import Claim, ClaimType, Verdict
from graph.traversal.closure import UP, distances
from graph.traversal.topology import Topology

_RELATIONS = ROOT / "data" / "language" / "relation-phrases.tsv"
_WORDS = r"(?:\b(?:is|are|was|were|be|been|can|may|might|should|must|will|also|do|does|the|an?|one|known|common)\s+)*"
_SUBJECT = re.compile(r"\s*(?:(?:the|an?)\s+)?(?P<name>\S.*?)\s*(?:\([^()]*\)\s*)?\Z", re.IGNORECASE | re.DOTALL)
_OBJECT = re.compile(r"[\s,]*(?:(?:and|or)\s+)?(?:(?:the|an?)\s+)?(?P<name>\w.*?)\s*(?=,|;|\.?\s*\Z|\s(?:and|or)\s)", re.DOTALL)
_Said = tuple[Sequence[str], Sequence[str]]
"""The relations that support what a phrase says, and those that contradict it: kinds of edges, `KIND=value` for edges
with a property of that value."""
_REVERSED = "~"
"""Marks a kind of edge that leads from what stands after the phrase to what stands before it."""


@cache
def _relations() -> tuple[re.Pattern[str], Mapping[str, _Said]]:
    """A pattern of all phrases, and the kinds of edges that support or contradict what each says."""
    with _RELATIONS.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: -len(row["phrase"]))
    phrases = "|".join(re.escape(row["phrase"]).replace(r"\ ", r"\s+") for row in rows)
    pattern = rf"{_WORDS}(?:(?P<negated>not|never|cannot|can't|isn't|aren't)\s+)?{_WORDS}\b(?P<phrase>{phrases})\b"
    return re.compile(pattern, re.IGNORECASE), {row["phrase"]: (row["kinds"].split(), row["opposites"].split()) for row in rows}


@dataclass(frozen=True, slots=True)
class StatementClaims:
    """Finds the statements of a text and the edges that support or contradict them."""

    topology: Topology
    finder: Finder
    text: str

    def between(self, start: int, end: int) -> Iterator[Claim]:
        """Those of a sentence: of what stands before each phrase, and of each thing that is listed after it."""
        pattern, kinds = _relations()
        found = [*pattern.finditer(self.text, start, end)]
        for match, until in zip(found, [*(later.start() for later in found[1:]), end], strict=False):
            subject = _SUBJECT.match(self.text[start : match.start()])
            place, listed = match.end(), self.text[:until]
            while subject and (thing := _OBJECT.match(listed, place)):
                said, place = kinds[" ".join(match["phrase"].lower().split())], thing.end()
                ends = self._meant(subject["name"], said, of=0), self._meant(thing["name"], said, of=1)
                if any(ends):
                    span = start + subject.start("name"), thing.end("name")
                    yield self._judged(span, ends, said, is_negated=match["negated"] is not None)

    def _meant(self, written: str, said: _Said, of: int) -> frozenset[int]:
        """The nodes of this name or code that can be the subject (0) or the object (1) of a relation."""
        kinds = {kind for relation in chain(*said) for kind in _ends(relation)[of]}
        curies = {curie for _, curie in self.finder.called(name_key(written))}
        if not curies and any(map(str.isdigit, written)) and len(written) <= Limits.text:
            found = grounding_candidates(self.finder, written, tuple(sorted(kinds)))
            curies = {one.hit.curie for one in found if one.hit.match_type is MatchType.EXACT_CODE}
        graph = self.topology.graph
        return frozenset(
            number
            for curie in curies
            if ONTOLOGY.by_prefix[curie.partition(":")[0]].name in kinds and (number := graph.find(curie)) is not None
        )

    def _judged(self, span: Span, ends: tuple[frozenset[int], frozenset[int]], said: _Said, *, is_negated: bool) -> Claim:
        nodes = tuple(sorted(ends[0] | ends[1]))
        supporting, opposing = ([*self._edges(*ends, kinds)] for kinds in (reversed(said) if is_negated else said))
        edges, verdict, explanation = (*supporting, *opposing), Verdict.NOT_IN_GRAPH, "No source of the graph says so."
        if not all(ends):
            verdict, explanation = Verdict.UNDECIDED, "One side of it is no name or code of a node that it can be about."
        elif supporting and opposing:
            verdict, explanation = Verdict.UNDECIDED, "The graph has edges for it and against it."
        elif edges:
            verdict, explanation = Verdict.SUPPORTED if supporting else Verdict.CONTRADICTED, ""
        elif is_negated:
            verdict, explanation = Verdict.UNDECIDED, "That no source says the contrary does not prove it."
        return Claim(ClaimType.STATEMENT, *span, verdict, explanation, nodes, (), edges)

    def _edges(self, subjects: frozenset[int], objects: frozenset[int], relations: Sequence[str]) -> Iterator[int]:
        """The edges of some relations between nodes, and where those are inherited between what is above the nodes."""
        graph = self.topology.graph
        for relation in relations:
            kind, _, value = relation.removeprefix(_REVERSED).partition("=")
            sides = [*map(self._with_above, (subjects, objects))] if ONTOLOGY.edges[kind].is_inherited else [subjects, objects]
            for source in sorted(sides[relation.startswith(_REVERSED)]):
                for edge in graph.row(source, kind, out=True):
                    is_said = not value or value in graph.properties(edge).values()
                    if is_said and graph.target(edge) in sides[not relation.startswith(_REVERSED)]:
                        yield edge

    def _with_above(self, nodes: frozenset[int]) -> frozenset[int]:
        return nodes.union(*(distances(self.topology, node, UP) for node in nodes))


def _ends(relation: str) -> tuple[Sequence[str], Sequence[str]]:
    """The kinds of nodes that can be the subject and the object of a relation."""
    kind = ONTOLOGY.edges[relation.removeprefix(_REVERSED).partition("=")[0]]
    return (kind.targets, kind.sources) if relation.startswith(_REVERSED) else (kind.sources, kind.targets)
