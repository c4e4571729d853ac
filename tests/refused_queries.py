"""Queries that are refused above a limit."""

COUNT = "{ risks { totalCount } }"
PATTERN = """{ match(pattern: {kind: PROCEDURE, edges: [{kind: HAS_RISK, node: {kind: RISK}}]}) {
    nodes { edges { node { name } } } } }"""
REFUSED = {
    "tokens": (6, COUNT),
    "aliases": (2, "{ a: risks { totalCount } b: risks { totalCount } }"),
    "depth": (2, COUNT),
    "fields": (2, COUNT),
    "overlaps": (2, "{ risks { totalCount } risks { totalCount } }"),
    "fragments": (1, "{ ...A } fragment A on Query { risks { totalCount } }"),
    "directives": (2, "{ risks @include(if: true) { totalCount @skip(if: false) } }"),
    "text_value": (20, '{ search(query: "otherwise otherwise.") { totalCount } }'),
    "list_value": (2, '{ codes(list: ["a", "b"]) { given } }'),
    "nodes": (4, "{ risks { nodes { name } } }"),
    "rows": (3, "{ risks { nodes { name } } }"),
    "cost": (2_005, '{ commonAncestors(of: ["INDICATION:fracture"]) { node { name } } }'),
    "page": (2, "{ risks(first: 2) { totalCount } }"),
    "ids": (1, '{ nodes(ids: ["%s"]) { name } }'),
    "codes": (2, '{ codes(list: ["a", "b"]) { given } }'),
    "terms": (2, '{ ground(terms: ["a", "b"]) { term } }'),
    "text": (9, '{ search(query: "otherwise") { totalCount } }'),
    "annotated_text": (4, '{ verifyText(text: "cast") { truncated } }'),
    "common_seeds": (
        2,
        '{ commonAncestors(of: ["INDICATION:fracture", "INDICATION:wrist-fracture"]) { node { name } } }',
    ),
    "hops": (1, '{ neighborhood(of: ["PAGE:cast"], depth: 1) { truncated } }'),
    "subgraph_nodes": (2, '{ neighborhood(of: ["PAGE:cast"], maxNodes: 2) { truncated } }'),
    "subgraph_edges": (2, '{ neighborhood(of: ["ROLE:surgeon", "ROLE:nurse", "PAGE:cast"], depth: 0) { truncated } }'),
    "closure_nodes": (2, '{ descendants(of: "INDICATION:fracture") { totalCount } }'),
    "paths": (2, '{ paths(from: "PAGE:cast", to: "PAGE:splint", first: 2) { length } }'),
    "path_length": (2, '{ path(from: "PAGE:cast", to: "PAGE:splint", maxLength: 2) { length } }'),
    "pattern_edges": (1, PATTERN),
    "pattern_rows": (62, PATTERN),
    "case_codes": (2, '{ review(case: {diagnoses: [{code: "A00"}, {code: "B00"}]}) { findings { rule } } }'),
    "units": (2, '{ review(case: {procedures: [{code: "G0105", units: 2}]}) { findings { rule } } }'),
    "code": (5, '{ review(case: {diagnoses: [{code: "E1165"}]}) { findings { rule } } }'),
    "cases": (2, "{ reviewMany(cases: [{age: 1}, {age: 2}]) { findings { rule } } }"),
}
"""The least value with which a query is answered, and the query."""
