"""The RDF description of a graph, in Turtle or N-Quads.

The ontology: each kind of node a class below `skos:Concept`, each kind of edge and each property a property, with
their descriptions. Nodes: their kind, `rdfs:label` and `skos:prefLabel`, `skos:notation` where the CURIE's local part
is an official code (a text, with its zeros), `skos:altLabel` for synonyms, and every property under its own name, lists
as RDF lists. Edges: see `graph.export.rdf.turtle` and `nquads`; where SKOS has a word for what an edge says, it is said
with it too. Evidence, once each: a `prov:Collection` of entities with `prov:wasQuotedFrom`, or `prov:hadPrimarySource`
where nothing is quoted, and the rest of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict

import xxhash

from graph import DISCLAIMER
from graph.export.evidence import cited_sources, distinct_evidence_lists
from graph.export.rdf.iri import GRAPH, SOURCE, node_iri, percent_encode
from graph.export.rdf.syntax import PredicateObject, Syntax, string_literal
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.model.elements import Evidence, Properties, Value, split_curie
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType

_XSD = {PropertyType.INTEGER: "integer", PropertyType.NUMBER: "double", PropertyType.DATE: "date"}
_SYNONYMS = "synonyms"
SKOS_RELATIONS = {"IS_A": "broader"}
"""Kinds of edges that SKOS has a word for; mappings name theirs in the property `predicate`."""
_PREDICATE, _SKOS = "predicate", "skos:"
_KINDS: tuple[NodeKind | EdgeKind, ...] = (*ONTOLOGY.node_kinds, *ONTOLOGY.edge_kinds)
_TYPES = {kind.name: {declared.name: declared.type for declared in kind.properties} for kind in _KINDS}


class StatementWriter:
    """Writes RDF statements in one syntax."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._name = syntax.name
        self.type = syntax.name("rdf", "type")

    def statements(
        self, subgraph: ExportedSubgraph, edge: Callable[["StatementWriter", EdgeItem], str]
    ) -> Iterator[str]:
        """All statements about a subgraph; `edge` writes those of an edge, which differ by syntax."""
        yield from self.ontology(subgraph)
        yield from self.evidence(subgraph)
        yield from map(self.node, subgraph.nodes())
        for item in subgraph.edges():
            yield edge(self, item)

    def ontology(self, subgraph: ExportedSubgraph) -> Iterator[str]:
        """The prefixes, the graph's description, and the classes and properties of the ontology."""
        block, name = self.syntax.block, self._name
        yield self.syntax.head()
        about = self.syntax.iri(f"{GRAPH}{percent_encode(subgraph.version)}")
        yield block(about, [(self.type, name("prov", "Entity")), (name("rdfs", "comment"), string_literal(DISCLAIMER))])
        for kind in ONTOLOGY.node_kinds:
            statements = (name("rdfs", "subClassOf"), name("skos", "Concept"))
            yield block(name("kind", kind.name), [(self.type, name("rdfs", "Class")), statements, *self._comment(kind)])
        properties: dict[str, str] = {}
        for edge in ONTOLOGY.edge_kinds:
            yield block(name("relation", edge.name), [(self.type, name("rdf", "Property")), *self._comment(edge)])
        for declared in (item for kind in _KINDS for item in kind.properties):
            properties.setdefault(declared.name, declared.description)
        for property_name, description in properties.items():
            comment = (name("rdfs", "comment"), string_literal(description))
            yield block(name("property", property_name), [(self.type, name("rdf", "Property")), comment])

    def _comment(self, kind: NodeKind | EdgeKind) -> list[PredicateObject]:
        statements = [("label", kind.name), ("comment", kind.description)]
        return [(self._name("rdfs", word), string_literal(value)) for word, value in statements]

    def evidence(self, subgraph: ExportedSubgraph) -> Iterator[str]:
        """The source documents, and each distinct evidence once."""
        block, name = self.syntax.block, self._name
        for source in cited_sources(subgraph):
            pairs = [("rdfs", "label", source.title), ("dcterms", "license", source.licence)]
            statements = [(name(prefix, word), string_literal(value)) for prefix, word, value in pairs]
            statements.append((name("term", "sha256"), string_literal(source.sha256)))
            yield block(self._source(source.id), [(self.type, name("prov", "Entity")), *statements])
        for as_json, items in distinct_evidence_lists(subgraph):
            digest = evidence_digest(as_json)
            members = [self._name("evidence", f"{digest}-{place}") for place in range(len(items))]
            member_pairs = [(name("prov", "hadMember"), member) for member in members]
            yield block(name("evidence", digest), [(self.type, name("prov", "Collection")), *member_pairs])
            for member, item in zip(members, items, strict=True):
                yield block(member, self._evidence(item))

    def _source(self, id: str) -> str:
        return self.syntax.iri(f"{SOURCE}{percent_encode(id)}")

    def _evidence(self, item: Evidence) -> Iterator[PredicateObject]:
        yield self.type, self._name("prov", "Entity")
        statements = "hadPrimarySource" if item.quote is None else "wasQuotedFrom"
        yield self._name("prov", statements), self._source(item.source)
        for word, value in asdict(item).items():
            if value is not None and word != "source":
                yield self._name("term", word), self._literal(value)

    def _literal(self, value: str | float) -> str:
        if isinstance(value, str):
            return string_literal(value)
        return self._typed(str(value), "integer" if isinstance(value, int) else "double")

    def node(self, node: NodeItem) -> str:
        """The statements about a node."""
        name, subject = self._name, f"<{node_iri(node.curie)}>"
        label, statements = string_literal(node.name), list[str]()
        pairs = [
            (self.type, name("kind", node.kind)),
            (name("rdfs", "label"), label),
            (name("skos", "prefLabel"), label),
        ]
        prefix, code = split_curie(node.curie)
        if prefix in ONTOLOGY.nodes[node.kind].coded:
            pairs.append((name("skos", "notation"), string_literal(code)))
        synonyms = node.properties.get(_SYNONYMS)
        pairs += [
            (name("skos", "altLabel"), string_literal(item))
            for item in (synonyms if isinstance(synonyms, tuple) else ())
        ]
        pairs += self.properties(node.kind, node.properties, statements)
        return self.syntax.block(subject, pairs) + "".join(statements)

    def properties(self, kind: str, properties: Properties, list_statements: list[str]) -> Iterator[PredicateObject]:
        """The property statements of a node or an edge; those of RDF lists are appended to `list_statements`."""
        types = _TYPES[kind]
        for property_name, value in properties.items():
            yield self._name("property", property_name), self._value(value, types[property_name], list_statements)

    def _value(self, value: Value, declared: PropertyType, list_statements: list[str]) -> str:
        if isinstance(value, tuple):
            items, statements = self.syntax.items([string_literal(item) for item in value])
            list_statements.append(statements)
            return items
        if isinstance(value, bool):
            return self._typed("true" if value else "false", "boolean")
        return self._typed(str(value), _XSD[declared]) if declared in _XSD else string_literal(str(value))

    def _typed(self, value: str, type: str) -> str:
        return f'"{value}"^^{self._name("xsd", type)}'

    def skos(self, kind: str, properties: Properties) -> str | None:
        """The SKOS property of an edge; None where SKOS has none."""
        statements = properties.get(_PREDICATE)
        if isinstance(statements, str) and statements.startswith(_SKOS):
            return self._name("skos", statements.removeprefix(_SKOS))
        return self._name("skos", SKOS_RELATIONS[kind]) if kind in SKOS_RELATIONS else None


def evidence_digest(as_json: str) -> str:
    """The local name of evidence: xxh3-128 of its JSON, in hexadecimal."""
    return xxhash.xxh3_128_hexdigest(as_json.encode())
