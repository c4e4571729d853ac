"""Turtle and N-Quads read back, statement by statement.

What is said of a node or an edge stands together, as it is written; evidence stands before the edges that have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graph.export.columns import LISTS, from_text
from graph.export.optional_packages import require_package
from graph.export.rdf.iri import BASE, EDGE, EVIDENCE, KIND, PROPERTY, RELATION, SOURCE, TERM, after, read_edge_iri
from graph.export.rdf.syntax import PROV, RDF, RDFS, SKOS
from graph.export.reader import ImportedGraph, in_one_pass, read_evidence
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Properties, Value
from graph.model.errors import UnreadableExport
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind

_TYPE, _FIRST, _REST, _NIL = (f"{RDF}{word}" for word in ("type", "first", "rest", "nil"))
_LABEL = f"{RDFS}label"
_SOURCES = (f"{PROV}wasQuotedFrom", f"{PROV}hadPrimarySource")
_DERIVED = f"{PROV}wasDerivedFrom"
_NUMBERS = {"start": int, "end": int, "confidence": float}
_UNSAID = {"section": None, "quote": None, "start": None, "end": None}


def read_turtle(path: Path) -> ImportedGraph:
    """The nodes and edges of a Turtle file."""
    return in_one_pass(path, _items(path, "TURTLE"))


def read_nquads(path: Path) -> ImportedGraph:
    """The nodes and edges of an N-Quads file."""
    return in_one_pass(path, _items(path, "N_QUADS"))


@dataclass(slots=True)
class _Statement:
    """What was said last, and is not known to be all: of a subject, and of the edge before it."""

    subject: str = ""
    pairs: dict[str, Any] = field(default_factory=dict)
    edge: tuple[str, str, str, str | None] | None = None
    """Source, kind, target and evidence."""
    firsts: dict[str, str] = field(default_factory=dict)
    rests: dict[str, Any] = field(default_factory=dict)


class _Statements:
    """Puts statements together to nodes and edges."""

    def __init__(self) -> None:
        self._evidence: dict[str, list[dict[str, Any]]] = {}
        self._said = _Statement()

    def take(self, quad: Any) -> Iterator[NodeItem | EdgeItem]:
        """What is complete with this statement."""
        subject, predicate, said = quad.subject.value, quad.predicate.value, self._said
        if predicate == _FIRST:
            said.firsts[subject] = quad.object.value
        elif predicate == _REST:
            said.rests[subject] = quad.object
        elif predicate.startswith(RELATION):
            yield from self.end()
            graph = after(getattr(quad.graph_name, "value", ""), EVIDENCE)
            self._said.edge = (subject, predicate[len(RELATION) :], quad.object.value, graph)
        elif not predicate.startswith(SKOS):
            if subject != said.subject and not (subject.startswith(EDGE) and not said.subject):
                yield from self.end()
            self._said.subject = subject
            self._said.pairs[predicate] = quad.object

    def end(self) -> Iterator[NodeItem | EdgeItem]:
        """What is complete when nothing more is said of it."""
        said, self._said = self._said, _Statement()
        kind = after(getattr(said.pairs.get(_TYPE), "value", ""), KIND)
        if said.edge is not None:
            yield self._edge(said, said.edge)
        elif kind is not None:
            label, properties = said.pairs[_LABEL].value, _properties(said, ONTOLOGY.nodes[kind])
            yield NodeItem(after(said.subject, BASE) or "", kind, label, properties)
        elif said.subject.startswith(EVIDENCE):
            self._remember(said)

    def _edge(self, said: _Statement, edge: tuple[str, str, str, str | None]) -> EdgeItem:
        source, kind, target, graph = edge
        key, evidence = kind, graph
        if said.subject:
            _, key, _ = read_edge_iri(said.subject)
            evidence = after(said.pairs[_DERIVED].value, EVIDENCE)
        items = orjson.dumps(self._evidence.get(evidence or "", [])).decode()
        ends = after(source, BASE) or "", after(target, BASE) or ""
        return EdgeItem(*ends, kind, key, _properties(said, ONTOLOGY.edges[kind]), read_evidence(items), items)

    def _remember(self, said: _Statement) -> None:
        digest, item, _ = said.subject.removeprefix(EVIDENCE).partition("-")
        if not item:
            self._evidence[digest] = []
            return
        source = next(said.pairs[word].value for word in _SOURCES if word in said.pairs)
        read: dict[str, Any] = {"source": after(source, SOURCE), **_UNSAID}
        for predicate, value in said.pairs.items():
            word = after(predicate, TERM)
            if word is not None:
                read[word] = _NUMBERS.get(word, str)(value.value)
        self._evidence[digest].append(read)


def _properties(said: _Statement, kind: NodeKind | EdgeKind) -> Properties:
    types, read = {declared.name: declared.type for declared in kind.properties}, dict[str, Value]()
    for predicate, value in said.pairs.items():
        name = after(predicate, PROPERTY)
        if name is not None:
            read[name] = _listed(said, value) if types[name] in LISTS else from_text(value.value, types[name])
    return read


def _listed(said: _Statement, place: Any) -> tuple[str, ...]:
    items = list[str]()
    while place.value != _NIL:
        items.append(said.firsts[place.value])
        place = said.rests[place.value]
    return tuple(items)


def _items(path: Path, syntax: str) -> Iterator[NodeItem | EdgeItem]:
    oxigraph, statements = require_package("pyoxigraph", "reading RDF"), _Statements()
    try:
        with path.open("rb") as file:
            for quad in oxigraph.parse(file, format=getattr(oxigraph.RdfFormat, syntax)):
                yield from statements.take(quad)
        yield from statements.end()
    except OSError as error:
        raise UnreadableExport(file=str(path), problem=error.strerror or str(error)) from error
    except SyntaxError as error:
        raise UnreadableExport(file=str(path), line=error.lineno, problem=error.msg) from error
    except (KeyError, ValueError, StopIteration) as error:
        raise UnreadableExport(file=str(path), problem=f"{type(error).__name__}: {error}") from error
