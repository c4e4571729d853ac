"""RDF: loaded by Oxigraph, which answers as GraphQL does."""

import io
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store, parse

from graph.export.formats import FORMATS
from graph.export.rdf.describe import StatementWriter
from graph.export.rdf.iri import edge_iri, node_iri, percent_encode, read_edge_iri
from graph.export.rdf.nquads import edge_statements
from graph.export.rdf.syntax import NAMESPACES, NQuads, string_literal
from graph.export.subgraph import EdgeItem, ExportedSubgraph
from tests.conftest import Ask
from tests.graph.export.parts import CURIES, PARTS, TEXTS, nasty_part, said_of, shipped_part, world_part

SYNTAXES = {"turtle": RdfFormat.TURTLE, "nquads": RdfFormat.N_QUADS}
each_syntax = pytest.mark.parametrize("name", SYNTAXES)
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())


def _loaded(name: str, part: ExportedSubgraph) -> Store:
    store = Store()
    store.load(b"".join(FORMATS[name].write(part)), format=SYNTAXES[name])
    return store


def _rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    """The answer, where the default graph is the union of all."""
    found = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    return [tuple(None if value is None else value.value for value in row) for row in found]  # type: ignore[union-attr]


@each_syntax
def test_sparql_answers_as_graphql_does(name: str, ask: Ask) -> None:
    answer = ask('{ risk(slug: "infection") { procedures { nodes { name durationMinMinutes } } } }')
    rows = _rows(
        _loaded(name, world_part()),
        """SELECT ?name ?minutes WHERE {
            ?procedure relation:HAS_RISK <urn:medcode:RISK:infection> ; a kind:Procedure ; rdfs:label ?name .
            OPTIONAL { ?procedure property:duration_min_minutes ?minutes }
        } ORDER BY ?name""",
    )
    nodes = sorted(answer["risk"]["procedures"]["nodes"], key=lambda node: node["name"])
    assert rows == [(node["name"], node["durationMinMinutes"] and str(node["durationMinMinutes"])) for node in nodes]
    assert len(rows) == 2


@each_syntax
def test_the_quote_of_an_edge_is_found_by_its_properties(name: str) -> None:
    rows = _rows(
        _loaded(name, world_part()),
        """SELECT ?position ?quote ?title WHERE {
            ?edge rdf:subject <urn:medcode:PAGE:cast> ; rdf:predicate relation:HAS_RISK ;
                rdf:object <urn:medcode:RISK:stiffness> ; property:position ?position ; prov:wasDerivedFrom ?evidence .
            ?evidence prov:hadMember ?item . ?item term:quote ?quote ; prov:wasQuotedFrom ?source .
            ?source rdfs:label ?title .
        }""",
    )
    assert rows == [("1", "stiffness", "Cast")]


def test_n_quads_name_the_evidence_of_a_statement() -> None:
    rows = _loaded("nquads", world_part()).query(
        f"""{_PREFIXES} SELECT ?quote WHERE {{
            GRAPH ?evidence {{ <urn:medcode:PAGE:cast> relation:HAS_RISK <urn:medcode:RISK:infection> }}
            ?evidence prov:hadMember/term:quote ?quote .
        }}"""
    )
    assert [row[0].value for row in rows] == ["infection"]  # type: ignore[union-attr]


@each_syntax
def test_skos_has_its_words(name: str) -> None:
    store = _loaded(name, world_part())
    assert _rows(store, "SELECT ?b WHERE { <urn:medcode:INDICATION:wrist-fracture> skos:broader ?b }") == [
        ("urn:medcode:INDICATION:fracture",)
    ]
    assert _rows(store, "SELECT ?c WHERE { <urn:medcode:CPT:00100> skos:notation ?c }") == [("00100",)]
    assert _rows(store, "SELECT ?s WHERE { ?s skos:altLabel 'Broken bone' ; property:synonyms/rdf:first ?f }") == [
        ("urn:medcode:INDICATION:fracture",)
    ]


def test_a_mapping_is_said_in_skos() -> None:
    store = _loaded("turtle", shipped_part())
    (said,) = _rows(
        store, "SELECT (COUNT(*) AS ?n) WHERE { ?a skos:exactMatch ?b . ?a relation:MAPS_TO|relation:KNOWN_AS ?b }"
    )
    expected = sum(edge.properties.get("predicate") == "skos:exactMatch" for edge in shipped_part().edges())
    assert int(said[0]) == expected > 0


@each_syntax
@pytest.mark.parametrize("part", PARTS)
def test_every_statement_can_be_parsed(name: str, part: str) -> None:
    nodes, edges = said_of(PARTS[part]())
    content = b"".join(FORMATS[name].write(PARTS[part]()))
    subjects = {quad.subject.value for quad in parse(io.BytesIO(content), format=SYNTAXES[name])}
    assert {node_iri(curie) for curie in nodes} <= subjects
    described = {edge_iri(edge.source, edge.key, edge.target) for edge in edges.values() if edge.properties}
    assert described <= subjects


@pytest.mark.parametrize("curie", CURIES)
def test_iris_are_read_back(curie: str) -> None:
    assert read_edge_iri(edge_iri(curie, "HAS_RISK#2", curie)) == (curie, "HAS_RISK#2", curie)
    assert not set('<>"{}|^`\\ #?') & set(node_iri(curie))


def test_what_is_called_alike_is_not_the_same() -> None:
    assert len({percent_encode(text) for text in TEXTS}) == len(TEXTS)


@pytest.mark.parametrize("value", TEXTS)
def test_a_literal_is_what_it_was(value: str) -> None:
    (quad,) = parse(f"<urn:a> <urn:b> {string_literal(value)} .".encode(), format=RdfFormat.N_TRIPLES)
    assert quad.object.value == value


def test_a_parallel_edge_without_properties_is_described_too() -> None:
    edge = EdgeItem("RISK:a", "RISK:b", "IS_A", "IS_A", {}, (), "[]")
    described = f"<{edge_iri('RISK:a', 'IS_A#2', 'RISK:b')}>"
    assert described in edge_statements(StatementWriter(NQuads()), edge._replace(key="IS_A#2"))
    assert "Statement" not in edge_statements(StatementWriter(NQuads()), edge)


def test_parallel_edges_are_told_apart() -> None:
    store = _loaded("nquads", nasty_part())
    rows = _rows(store, "SELECT ?e WHERE { ?e rdf:object <urn:medcode:RISK:t7> ; rdf:predicate relation:HAS_RISK }")
    assert len(rows) == 2
