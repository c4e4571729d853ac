"""Turtle: each edge as a statement, and once more described (RDF reification), with its properties and evidence.

<urn:medcode:PAGE:cast> relation:HAS_RISK <urn:medcode:RISK:infection> .
<urn:medcode:edge:PAGE%3Acast%20HAS_RISK%20RISK%3Ainfection> a rdf:Statement ;
  rdf:subject <urn:medcode:PAGE:cast> ; rdf:predicate relation:HAS_RISK ; rdf:object <urn:medcode:RISK:infection> ;
  prov:wasDerivedFrom evidence:0f2c… ; property:position "0"^^xsd:integer .
"""

from graph.export.chunk_encoder import encode_chunks
from graph.export.format import Format
from graph.export.rdf.describe import StatementWriter, evidence_digest
from graph.export.rdf.iri import edge_iri, node_iri
from graph.export.rdf.syntax import Turtle
from graph.export.read.rdf import read_turtle
from graph.export.subgraph import EdgeItem


def _edge(writer: StatementWriter, edge: EdgeItem) -> str:
    source, target, kind = node_iri(edge.source), node_iri(edge.target), edge.kind
    statements = ""
    if edge.properties:
        pairs = writer.properties(kind, edge.properties, [])
        statements = "".join([f" ;\n  {predicate} {value}" for predicate, value in pairs])
    skos = writer.skos(kind, edge.properties)
    also = f" ;\n  {skos} <{target}>" if skos else ""
    return (
        f"<{source}> relation:{kind} <{target}>{also} .\n"
        f"<{edge_iri(edge.source, edge.key, edge.target)}> a rdf:Statement ;\n"
        f"  rdf:subject <{source}> ; rdf:predicate relation:{kind} ; rdf:object <{target}> ;\n"
        f"  prov:wasDerivedFrom evidence:{evidence_digest(edge.evidence_json)}{statements} .\n"
    )


TURTLE = Format(
    "turtle",
    "Turtle",
    "ttl",
    "text/turtle; charset=utf-8",
    lambda subgraph: encode_chunks(StatementWriter(Turtle()).statements(subgraph, _edge)),
    "RDF stores, rdflib, Protégé",
    read=read_turtle,
)
