"""The statements of a text that edges can support: a name, a phrase of `data/language/relation-phrases.tsv`, a name."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from graph.model.deadline import until_deadline
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from graph.search.finder import Finder
from graph.search.words import name_key
from graph.store.written_codes import read_written_code
from graph.traversal.closure import UP, distances
from graph.traversal.topology import Topology
from graph.verification.claim import Claim, ClaimType, Verdict

_RELATIONS = ROOT / "data" / "language" / "relation-phrases.tsv"
_WORDS = (
    r"(?:(?<![\w.])(?:is|are|was|were|be|been|can|may|might|should|must|will|also|do|does|the|(?-i:an?)|one|known"
    r"|common)\s){0,4}"
)
"""What may stand before a phrase; the end of 'F32.A' and of 'hepatitis A' is no article."""
_ARTICLE = r"(?:(?:the|an?)\s)?"
_SUBJECT = re.compile(rf"\s*{_ARTICLE}(?P<name>\S.{{0,200}}?)\s?(?:\([^()]*\)\s?)?\Z", re.IGNORECASE | re.DOTALL)
_OBJECT = re.compile(
    rf"[\s,]*(?:(?:and|or)\s)?{_ARTICLE}(?P<name>\w.{{0,200}}?)\s?(?=,|;|\.?\s*\Z|\s(?:and|or)\s)", re.DOTALL
)
_GROUP = re.compile(r"(?:MS-?)?DRG\s*(\d{3})", re.IGNORECASE)
_Said = tuple[Sequence[str], Sequence[str]]
"""The relations that support what a phrase says, and those that contradict it: kinds of edges, `KIND=value` for edges
with a property of that value, `~KIND` for those that lead from what stands after the phrase to what is before it."""
_Ends = tuple[frozenset[int], frozenset[int]]


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, _Said]]:
    with _RELATIONS.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: -len(row["phrase"]))
    phrases = "|".join(re.escape(row["phrase"]).replace(r"\ ", r"\s+") for row in rows)
    pattern = rf"{_WORDS}(?:(?P<negated>not|never|cannot|can't|isn't|aren't)\s)?{_WORDS}\b(?P<phrase>{phrases})\b"
    said = {row["phrase"]: (row["kinds"].split(), row["opposites"].split()) for row in rows}
    return re.compile(pattern, re.IGNORECASE), said


def is_relation(text: str) -> bool:
    """Whether a text begins with the phrase of a relation, as 'excluded from I15'."""
    return _phrases()[0].match(text) is not None


def statement_claims(topology: Topology, finder: Finder, text: str, start: int, end: int) -> Iterator[Claim]:
    """What a sentence says of the name before each phrase and of each thing that is listed after it."""
    pattern, relations = _phrases()
    found = [*pattern.finditer(text, start, end)]
    stretches = zip(found, [*(later.start() for later in found[1:]), end], strict=False)
    for match, until in until_deadline(stretches, at_once=1):
        subject, place = _SUBJECT.match(text[start : match.start()]), match.end()
        said = relations[" ".join(match["phrase"].lower().split())]
        subjects = _meant(topology, finder, subject["name"], said, 0) if subject else frozenset()
        while subject and (thing := _OBJECT.match(text[:until], place)):
            place, ends = thing.end(), (subjects, _meant(topology, finder, thing["name"], said, 1))
            if any(ends):
                span, nodes = (start + subject.start("name"), thing.end("name")), tuple(sorted(ends[0] | ends[1]))
                verdict, explanation, edges = _judged(topology, ends, said, is_negated=match["negated"] is not None)
                yield Claim(*span, ClaimType.STATEMENT, verdict, explanation, nodes, (), edges)


def _meant(topology: Topology, finder: Finder, written: str, said: _Said, side: int) -> frozenset[int]:
    """The nodes of this name or code that can be the subject (0) or the object (1) of a relation."""
    graph, kinds = topology.graph, {kind for relation in chain(*said) for kind in _ends(relation)[side]}
    group = _GROUP.fullmatch(written)
    named = [f"MSDRG:{group[1]}"] if group else [curie for _, curie in finder.called(name_key(written))]
    numbers = [number for number in map(graph.find, named) if number is not None]
    numbers = numbers or list(read_written_code(graph, written, 0).nodes)
    return frozenset(number for number in numbers if graph.node(number).kind in kinds)


def _judged(topology: Topology, ends: _Ends, said: _Said, *, is_negated: bool) -> tuple[Verdict, str, tuple[int, ...]]:
    if not all(ends):
        return Verdict.UNDECIDED, "One side of it is no name or code of a node that it can be about.", ()
    supporting, opposing = ([*_edges(topology, ends, kinds)] for kinds in (reversed(said) if is_negated else said))
    if supporting and opposing:
        return Verdict.UNDECIDED, "The graph has edges for it and against it.", (*supporting, *opposing)
    if supporting or opposing:
        return Verdict.SUPPORTED if supporting else Verdict.CONTRADICTED, "", (*supporting, *opposing)
    if is_negated:
        return Verdict.UNDECIDED, "That no source says the contrary does not prove it.", ()
    return Verdict.NOT_IN_GRAPH, "No source of the graph says so.", ()


def _edges(topology: Topology, ends: _Ends, relations: Sequence[str]) -> Iterator[int]:
    """The edges of some relations between nodes, and where those are inherited between what is above the nodes."""
    graph = topology.graph
    for relation in relations:
        kind, _, value = relation.lstrip("~").partition("=")
        sides = [_with_above(topology, side) for side in ends] if ONTOLOGY.edges[kind].is_inherited else ends
        sources, targets = reversed(sides) if relation.startswith("~") else sides
        for edge in (edge for source in sorted(sources) for edge in graph.row(source, kind, out=True)):
            if graph.target(edge) in targets and (not value or value in graph.properties(edge).values()):
                yield edge


def _with_above(topology: Topology, nodes: frozenset[int]) -> frozenset[int]:
    return nodes.union(*(distances(topology, node, UP) for node in nodes))


def _ends(relation: str) -> tuple[Sequence[str], Sequence[str]]:
    """The kinds of nodes that can be the subject and the object of a relation."""
    kind = ONTOLOGY.edges[relation.lstrip("~").partition("=")[0]]
    return (kind.targets, kind.sources) if relation.startswith("~") else (kind.sources, kind.targets)
