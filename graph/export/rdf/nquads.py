"""N-Quads: each edge as a statement in the named graph that is its evidence.

Where it has properties, or another edge says the same, it is also described (RDF reification) in the default graph.

    <urn:medcode:PAGE:cast> <urn:medcode:relation:HAS_RISK> <urn:medcode:RISK:infection> <urn:medcode:evidence:0f2c…> .

So `GRAPH ?evidence { ?s ?p ?o }` asks for what edges come from, and a store whose default graph is the union of all
asks for the edges alone.
"""

from graph.export.chunk_encoder import encode_chunks
from graph.export.format import Format
from graph.export.rdf.describe import StatementWriter, evidence_digest
from graph.export.rdf.iri import EVIDENCE, RELATION, edge_iri, node_iri
from graph.export.rdf.syntax import RDF, NQuads
from graph.export.read.rdf import read_nquads
from graph.export.subgraph import EdgeItem

_WAS_DERIVED_FROM = "<http://www.w3.org/ns/prov#wasDerivedFrom>"


def edge_statements(writer: StatementWriter, edge: EdgeItem) -> str:
    """The statements about an edge."""
    source, target = f"<{node_iri(edge.source)}>", f"<{node_iri(edge.target)}>"
    relation, evidence = f"<{RELATION}{edge.kind}>", f"<{EVIDENCE}{evidence_digest(edge.evidence_json)}>"
    statements = f"{source} {relation} {target} {evidence} .\n"
    skos = writer.skos(edge.kind, edge.properties)
    if skos:
        statements += f"{source} {skos} {target} {evidence} .\n"
    if not edge.properties and edge.key == edge.kind:
        return statements
    ends = [("subject", source), ("predicate", relation), ("object", target)]
    pairs = [(writer.type, f"<{RDF}Statement>"), *((f"<{RDF}{word}>", value) for word, value in ends)]
    list_statements = list[str]()
    pairs += [(_WAS_DERIVED_FROM, evidence), *writer.properties(edge.kind, edge.properties, list_statements)]
    described = writer.syntax.block(f"<{edge_iri(edge.source, edge.key, edge.target)}>", pairs)
    return statements + described + "".join(list_statements)


N_QUADS = Format(
    "nquads",
    "N-Quads",
    "nq",
    "application/n-quads",
    lambda subgraph: encode_chunks(StatementWriter(NQuads()).statements(subgraph, edge_statements)),
    "RDF stores",
    read=read_nquads,
)
