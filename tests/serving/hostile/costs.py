"""Queries that would cost much: refused before they run, or run within their limits."""

from tests.serving.hostile.hostile_request import HEAVY, HostileRequest, aliases, graphql

_COSTLY, _ARGUMENT = "QUERY_TOO_COSTLY", "INVALID_ARGUMENT"
_INVALID, _UNPARSED = "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"
_TEXT_FILTER = 'diagnoses(first: 5, where: {name: {contains: "zz"}}) { nodes { name } }'
_GROUND = "query ($terms: [String!]!) { ground(terms: $terms) { term confidence } }"
_STONES = 'a: "PAGE:ureteroscopy-with-lithotripsy", b: "PAGE:shock-wave-lithotripsy"'
_COMPARE = f"compare({_STONES}) {{ sections {{ edgeKind shared {{ name }} }} }}"
_RISKS = "risks(first: 1000) { nodes { procedures(first: 1000) { nodes { name } } } }"
_ENDS_IN_E = 'where: {name: {contains: "e"}}, orderBy: [{field: NAME, direction: DESC}]'
_BY_THREE = "orderBy: [{field: ADDED_DATE}, {field: CODE}, {field: NAME, direction: DESC}]"
_PATHS = 'paths(from: "PAGE:hysteroscopy", to: "ICD10CM:A00", by: INFORMATIVENESS, maxLength: 8, first: 20) { length }'
_NEIGHBORHOOD = 'neighborhood(of: ["RISK:infection"], depth: 6, maxNodes: 1000) { nodes { name } edges { kind } }'
_NESTED = "{ nodes { name risks(first: 1000) { nodes { name procedures(first: 1000) { nodes { name } } } } } }"


def _terms(count: int, words: str = "pain in the shoulder") -> dict[str, list[str]]:
    return {"terms": [f"{words} {number}" for number in range(count)]}


def _edges(depth: int) -> dict[str, object]:
    """A pattern that goes from risks to procedures and back."""
    node: dict[str, object] = {"kind": "PROCEDURE"}
    for level in range(depth):
        kind, direction = ("RISK", "OUT") if level % 2 else ("PROCEDURE", "IN")
        node = {"edges": [{"kind": "HAS_RISK", "direction": direction, "node": {**node, "kind": kind}}]}
    return {"pattern": node}


_MATCH = "query ($pattern: NodePattern!) { match(pattern: $pattern, first: 1000) { totalCount } }"

REQUESTS: list[HostileRequest] = [
    graphql("a text filter of diagnoses, 20 times", aliases(20, _TEXT_FILTER), _COSTLY),
    graphql("a text filter of diagnoses, 60 times", aliases(60, _TEXT_FILTER), _COSTLY),
    graphql("a text filter of diagnoses, 200 times", aliases(200, _TEXT_FILTER), _UNPARSED),
    graphql("a slug of 200 kB", "query ($s: String) { procedure(slug: $s) { name } }", _INVALID, {"s": "a-" * 100_000}),
    graphql("a slug of 200 kB in the document", f'{{ procedure(slug: "{"a-" * 100_000}") {{ name }} }}', _INVALID),
    graphql("a slug of 8,192 letters", f'{{ procedure(slug: "{"a-" * 4_096}") {{ name }} }}'),
    graphql(
        "anyOf of 22,000 names",
        "query ($names: [String!]) { diagnoses(where: {name: {anyOf: $names}}) { totalCount } }",
        _INVALID,
        {"names": [f"x{number}" for number in range(22_000)]},
    ),
    graphql(
        "anyOf of 5,000 names",
        "query ($names: [String!]) { diagnoses(where: {name: {anyOf: $names}}) { totalCount } }",
        _COSTLY,
        {"names": [f"x{number}" for number in range(5_000)]},
    ),
    graphql(
        "contains of 240 kB",
        "query ($text: String) { diagnoses(where: {name: {contains: $text}}) { totalCount } }",
        _INVALID,
        {"text": "a" * 240_000},
    ),
    graphql("300 terms grounded", _GROUND, variables=_terms(300, "knee"), seconds=HEAVY),
    graphql("400 terms grounded", _GROUND, _COSTLY, _terms(400)),
    graphql("400 long terms grounded", _GROUND, _COSTLY, _terms(400, "fracture of the left femur with pain " * 12)),
    graphql("1,000 terms grounded", _GROUND, _COSTLY, _terms(1_000)),
    graphql("401 words grounded", _GROUND, _ARGUMENT, {"terms": ["zzz"] * 401}),
    graphql(
        "400 terms grounded 20 times",
        aliases(20, "ground(terms: $t) { term }").replace("{", "query ($t: [String!]!) {", 1),
        _COSTLY,
        {"t": _terms(400)["terms"]},
    ),
    graphql("a comparison, 100 times", aliases(100, _COMPARE), seconds=HEAVY),
    graphql(
        "diagnoses with a text, ordered",
        f"{{ diagnoses(first: 5, {_ENDS_IN_E}) {{ nodes {{ name }} }} }}",
        seconds=HEAVY,
    ),
    graphql(
        "all diagnoses, ordered by three fields",
        f"{{ diagnoses(first: 1000, {_BY_THREE}) {{ nodes {{ name }} }} }}",
        seconds=HEAVY,
    ),
    graphql("paths, 90 times", aliases(90, _PATHS), _COSTLY),
    graphql("paths", f"{{ {_PATHS} }}", seconds=HEAVY),
    graphql("a neighbourhood, 50 times", aliases(50, _NEIGHBORHOOD), _COSTLY),
    graphql("a neighbourhood", f"{{ {_NEIGHBORHOOD} }}", seconds=HEAVY),
    graphql("lists of lists of 1,000", f"{{ procedures(first: 1000) {_NESTED} }}", _COSTLY),
    graphql(
        "hubs of hubs",
        f'{{ risk(slug: "infection") {{ procedures(first: 1000) {{ nodes {{ {_RISKS} }} }} }} }}',
        _COSTLY,
    ),
    graphql("procedures that share a risk with one that shares a risk", _MATCH, _COSTLY, _edges(4), 2 * HEAVY),
    graphql("a pattern of 21 edges", _MATCH, _ARGUMENT, _edges(21)),
    graphql("a pattern of 70 levels", _MATCH, _INVALID, _edges(70)),
    graphql(
        "all descendants, 100 times",
        aliases(100, 'descendants(of: "ICD10CM:chapter-1", first: 1000) { nodes { node { name } } }'),
        _COSTLY,
    ),
    graphql(
        "analytics, 20 times", aliases(20, "analytics(first: 1000) { nodes { node { name } } }"), _COSTLY, seconds=HEAVY
    ),
    graphql("communities, 100 times", aliases(100, "communities(first: 1000) { central { name } }"), _COSTLY),
    graphql(
        "1,000 procedures like one, 100 times",
        aliases(100, 'nearest(of: "PAGE:hysteroscopy", first: 1000) { node { name } }'),
    ),
    graphql(
        "1,000 cases reviewed",
        "query ($c: [CaseInput!]!) { reviewMany(cases: $c) { findings { rule } } }",
        "",
        {"c": [{"diagnoses": [{"code": "E11.65"}]}] * 1_000},
        HEAVY,
    ),
    graphql(
        "1,001 cases reviewed",
        "query ($c: [CaseInput!]!) { reviewMany(cases: $c) { findings { rule } } }",
        _ARGUMENT,
        {"c": [{}] * 1_001},
    ),
    graphql(
        "a case of 500 codes",
        "query ($c: CaseInput!) { review(case: $c) { findings { rule } } }",
        "",
        {"c": {"diagnoses": [{"code": "E11.65"}] * 500}},
        HEAVY,
    ),
    graphql(
        "a case of 501 codes",
        "query ($c: CaseInput!) { review(case: $c) { findings { rule } } }",
        _ARGUMENT,
        {"c": {"diagnoses": [{"code": "E11.65"}] * 501}},
    ),
]
