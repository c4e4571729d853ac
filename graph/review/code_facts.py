"""What the graph knows of one code that a review needs: what is above it, its rules, its instructional notes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from graph.model.elements import Node, Properties, Value
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.model.ontology.note_kinds import NOTE_KINDS
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.record import decode_record

_REMEMBERED = 16_384
"""Codes whose facts are kept at a time."""
_CONDITIONAL = re.compile(
    r"if (?:applicable|known|present|documented|desired|relevant|any)|where applicable|when applicable|\bany\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"such as|e\.g\.|for example", re.IGNORECASE)
_BEGINS_NOTE = re.compile(r"(?:code|external cause code|cause code)\b", re.IGNORECASE)
"""How a 'use additional' note begins after its first two words; what begins otherwise is an item of the one above."""


@dataclass(frozen=True, slots=True)
class InstructionalNote:
    """A note that names codes to report before or beside, with the items below it; any of them satisfies it.

    `targets` are the nodes that it names, each with the edge that says so. It is `is_conditional` where its words leave
    it to the case ('if applicable'), and `is_open` where they do not name all that is meant ('such as').
    """

    at: int
    heading: str
    text: str
    targets: Mapping[int, int]
    is_conditional: bool
    is_open: bool


class CodeFacts:
    """One code of the graph by its number; everything is read when it is asked for, and kept."""

    def __init__(self, graph: FrozenGraph, number: int) -> None:
        self.graph, self.number = graph, number
        self._targets: dict[str, Mapping[int, int]] = {}
        self._notes: dict[str, Sequence[InstructionalNote]] = {}

    @cached_property
    def node(self) -> Node:
        return self.graph.node(self.number)

    @cached_property
    def above(self) -> tuple[int, ...]:
        """The code and all that it is a kind of, nearest first."""
        found = [self.number]
        for number in found:
            parents = (self.graph.target(edge) for edge in self.graph.row(number, "IS_A", out=True))
            found += [parent for parent in parents if parent not in found]
        return tuple(found)

    @cached_property
    def is_above(self) -> frozenset[int]:
        """`above` as a set."""
        return frozenset(self.above)

    @cached_property
    def below(self) -> tuple[int, ...]:
        """What is a kind of it, directly."""
        return tuple(self.graph.source(edge) for edge in self.graph.row(self.number, "IS_A", out=False))

    @cached_property
    def exclusion_lists(self) -> Mapping[int, int]:
        """The lists of complications that do not count beside it as principal diagnosis, each with the edge to it."""
        graph = self.graph
        edges = [edge for at in self.above for edge in graph.row(at, "EXCLUDES_PRINCIPAL", out=False)]
        return {graph.source(edge): edge for edge in edges}

    def get(self, name: str) -> Value | None:
        """A property of the code."""
        return self.node.properties.get(name)

    def targets(self, kind: str, **properties: str) -> Mapping[int, int]:
        """What edges of a kind lead to, from the code and from all above it, each with its edge.

        Only edges with these properties. What is above the code itself is left out: no rule sets a code against itself.
        """
        key = kind + "".join(properties.values())
        if key not in self._targets:
            self._targets[key] = dict(self._find_targets(kind, properties))
        return self._targets[key]

    def _find_targets(self, kind: str, properties: Mapping[str, str]) -> Iterator[tuple[int, int]]:
        for at in reversed(self.above):
            for edge in self.graph.row(at, kind, out=True):
                target = self.graph.target(edge)
                if target in self.is_above:
                    continue
                if not properties or properties.items() <= edge_properties(self.graph, edge).items():
                    yield target, edge

    def notes(self, kind: str) -> Sequence[InstructionalNote]:
        """The notes of a kind of edge, 'CODE_FIRST' or 'USE_ADDITIONAL', that hold for the code, nearest first."""
        if kind not in self._notes:
            self._notes[kind] = [note for at in self.above for note in _notes_at(self.graph, at, kind)]
        return self._notes[kind]


@dataclass(slots=True)
class FactsOfCodes:
    """The facts of the codes of a graph, those asked for last kept."""

    graph: FrozenGraph
    _kept: dict[int, CodeFacts] = field(default_factory=dict)

    def find(self, curie: str) -> CodeFacts | None:
        """The facts of a CURIE; None where the graph does not have it."""
        number = self.graph.find(curie)
        return None if number is None or _is_hearsay(self.of(number)) else self.of(number)

    def of(self, number: int) -> CodeFacts:
        """The facts of a node by its number."""
        known = self._kept.get(number)
        if known is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            known = self._kept[number] = CodeFacts(self.graph, number)
        return known


def _is_hearsay(facts: CodeFacts) -> bool:
    """Whether a diagnosis is only mentioned, by a table that is newer or older than the classification."""
    return facts.node.kind == "Diagnosis" and bool(facts.get("is_stub")) and not facts.get("is_deleted")


def edge_properties(graph: FrozenGraph, edge: int) -> Properties:
    """The properties of an edge; equal ones are decoded once."""
    return _decoded(graph.edge_values[edge], graph.edge_kinds[edge])


@lru_cache(4096)
def _decoded(value: bytes, kind: int) -> Properties:
    return decode_record(value, ONTOLOGY.edges[EDGE_KINDS[kind]].properties)


def _notes_at(graph: FrozenGraph, at: int, edge_kind: str) -> Iterator[InstructionalNote]:
    kind = next(kind for kind in NOTE_KINDS if kind.edge == edge_kind)
    texts = graph.node(at).properties.get(kind.property, ())
    edges: dict[str, dict[int, int]] = {}
    for edge in graph.row(at, edge_kind, out=True):
        for evidence in graph.evidence(edge):
            edges.setdefault(evidence.quote or "", {})[graph.target(edge)] = edge
    for heading, items in _grouped(texts if isinstance(texts, tuple) else ()):
        texts_of_note = (heading, *items)
        targets = {target: edge for text in texts_of_note for target, edge in edges.get(text, {}).items()}
        words = " ".join(texts_of_note)
        names_all = all(text in edges for text in (items or (heading,)))
        yield InstructionalNote(
            at,
            heading,
            f"{heading} {'; '.join(items)}".strip(),
            targets,
            bool(_CONDITIONAL.search(words)),
            bool(_OPEN.search(words)) or not names_all,
        )


def _grouped(texts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each note with its items: what follows a note that ends in a colon, up to the next one."""
    heading, items = "", list[str]()
    for text in texts:
        if heading.endswith(":") and not _BEGINS_NOTE.match(text) and not text.endswith(":"):
            items.append(text)
            continue
        if heading:
            yield heading, items
        heading, items = text, []
    if heading:
        yield heading, items
