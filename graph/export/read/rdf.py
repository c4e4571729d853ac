"""Turtle and N-Quads read back, statement by statement.

What is said of a node or an edge stands together, as it is written; evidence stands before the edges that have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graph.export.columns import LIST_TYPES, value_from_text
from graph.export.optional_packages import require_package
from graph.export.rdf.iri import (
    BASE,
    EDGE,
    EVIDENCE,
    KIND,
    PROPERTY,
    RELATION,
    SOURCE,
    TERM,
    read_edge_iri,
    strip_namespace,
)
from graph.export.rdf.syntax import PROV, RDF, RDFS, SKOS
from graph.export.read.imported_graph import ImportedGraph, nodes_then_edges, read_evidence
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Properties, Value
from graph.model.errors import UnreadableExport
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind

_TYPE, _FIRST, _REST, _NIL = (f"{RDF}{word}" for word in ("type", "first", "rest", "nil"))
_LABEL = f"{RDFS}label"
_SOURCES = (f"{PROV}wasQuotedFrom", f"{PROV}hadPrimarySource")
_DERIVED = f"{PROV}wasDerivedFrom"
_NUMBERS = {"start": int, "end": int, "confidence": float}
_EVIDENCE_DEFAULTS = {"section": None, "quote": None, "start": None, "end": None}


def read_turtle(path: Path) -> ImportedGraph:
    """The nodes and edges of a Turtle file."""
    return nodes_then_edges(path, _items(path, "TURTLE"))


def read_nquads(path: Path) -> ImportedGraph:
    """The nodes and edges of an N-Quads file."""
    return nodes_then_edges(path, _items(path, "N_QUADS"))


@dataclass(slots=True)
class _Resource:
    """The resource that is being read: its subject and pairs, and the edge statement before it."""

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
        self._resource = _Resource()

    def take(self, quad: Any) -> Iterator[NodeItem | EdgeItem]:
        """The item that this statement completes, if any."""
        subject, predicate, resource = quad.subject.value, quad.predicate.value, self._resource
        if predicate == _FIRST:
            resource.firsts[subject] = quad.object.value
        elif predicate == _REST:
            resource.rests[subject] = quad.object
        elif predicate.startswith(RELATION):
            yield from self.end()
            graph = strip_namespace(getattr(quad.graph_name, "value", ""), EVIDENCE)
            self._resource.edge = (subject, predicate[len(RELATION) :], quad.object.value, graph)
        elif not predicate.startswith(SKOS):
            if subject != resource.subject and not (subject.startswith(EDGE) and not resource.subject):
                yield from self.end()
            self._resource.subject = subject
            self._resource.pairs[predicate] = quad.object

    def end(self) -> Iterator[NodeItem | EdgeItem]:
        """The item of the current resource, if it is a node or an edge; resets the state."""
        resource, self._resource = self._resource, _Resource()
        kind = strip_namespace(getattr(resource.pairs.get(_TYPE), "value", ""), KIND)
        if resource.edge is not None:
            yield self._edge(resource, resource.edge)
        elif kind is not None:
            label, properties = resource.pairs[_LABEL].value, _properties(resource, ONTOLOGY.nodes[kind])
            yield NodeItem(strip_namespace(resource.subject, BASE) or "", kind, label, properties)
        elif resource.subject.startswith(EVIDENCE):
            self._store_evidence(resource)

    def _edge(self, resource: _Resource, edge: tuple[str, str, str, str | None]) -> EdgeItem:
        source, kind, target, graph = edge
        key, evidence = kind, graph
        if resource.subject:
            _, key, _ = read_edge_iri(resource.subject)
            evidence = strip_namespace(resource.pairs[_DERIVED].value, EVIDENCE)
        items = orjson.dumps(self._evidence.get(evidence or "", [])).decode()
        ends = strip_namespace(source, BASE) or "", strip_namespace(target, BASE) or ""
        return EdgeItem(*ends, kind, key, _properties(resource, ONTOLOGY.edges[kind]), read_evidence(items), items)

    def _store_evidence(self, resource: _Resource) -> None:
        digest, item, _ = resource.subject.removeprefix(EVIDENCE).partition("-")
        if not item:
            self._evidence[digest] = []
            return
        source = next(resource.pairs[word].value for word in _SOURCES if word in resource.pairs)
        fields: dict[str, Any] = {"source": strip_namespace(source, SOURCE), **_EVIDENCE_DEFAULTS}
        for predicate, value in resource.pairs.items():
            word = strip_namespace(predicate, TERM)
            if word is not None:
                fields[word] = _NUMBERS.get(word, str)(value.value)
        self._evidence[digest].append(fields)


def _properties(resource: _Resource, kind: NodeKind | EdgeKind) -> Properties:
    types, fields = {declared.name: declared.type for declared in kind.properties}, dict[str, Value]()
    for predicate, value in resource.pairs.items():
        name = strip_namespace(predicate, PROPERTY)
        if name is not None:
            fields[name] = (
                _read_rdf_list(resource, value)
                if types[name] in LIST_TYPES
                else value_from_text(value.value, types[name])
            )
    return fields


def _read_rdf_list(resource: _Resource, node: Any) -> tuple[str, ...]:
    items = list[str]()
    while node.value != _NIL:
        items.append(resource.firsts[node.value])
        node = resource.rests[node.value]
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
