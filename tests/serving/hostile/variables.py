"""Variables of wrong shapes, too large or too deep; numbers and texts at the edges of their types."""

from typing import Any

from tests.serving.hostile.hostile_request import HostileRequest, body, graphql

_VARIABLE = "GRAPHQL_VALIDATION_FAILED"
_SLUG = "query ($v: String) { procedure(slug: $v) { name } }"
_FIRST = "query ($v: Int) { procedures(first: $v) { totalCount } }"
_IDS = "query ($v: [ID!]!) { nodes(ids: $v) { name } }"
_WHERE = "query ($v: DiagnosisWhere) { diagnoses(where: $v, first: 1) { totalCount } }"
_SHARE = 'query ($v: Float!) { comparableProcedures(to: "hysteroscopy", sameIndications: $v) { share } }'


def _nested(depth: int) -> Any:
    value: Any = "a"
    for _ in range(depth):
        value = [value]
    return value


def _given(name: str, query: str, value: Any, code: str = "") -> HostileRequest:
    return graphql(name, query, code, {"v": value})


REQUESTS: list[HostileRequest] = [
    _given("a text that is a number", _SLUG, 1, _VARIABLE),
    _given("a text that is a list", _SLUG, ["a"], _VARIABLE),
    _given("a text that is an object", _SLUG, {"a": 1}, _VARIABLE),
    _given("a text that is true", _SLUG, True, _VARIABLE),
    _given("a text with NUL", _SLUG, "hyster\0scopy"),
    _given("a text of control characters", _SLUG, "".join(map(chr, range(32)))),
    _given("a text that turns around", _SLUG, "\u202etset\u2066\u200f"),
    _given("a text of combining characters", _SLUG, "a" + "\u0301" * 8_000),
    _given("a text that becomes longer", _SLUG, "\ufdfa" * 8_000),
    _given("a text of emoji", _SLUG, "\U0001f9b4" * 8_000),
    _given("a path", _SLUG, "../../../../etc/passwd"),
    _given("SQL", _SLUG, "' OR 1=1; DROP TABLE procedures; --"),
    _given("a template", _SLUG, "{{7*7}} ${7*7} %s %n {0.__class__}"),
    _given("a number that is a text", _FIRST, "1", _VARIABLE),
    _given("a number that is 1.5", _FIRST, 1.5, _VARIABLE),
    _given("2^31", _FIRST, 2**31, _VARIABLE),
    _given("2^63", _FIRST, 2**63, _VARIABLE),
    _given("-1", _FIRST, -1, "INVALID_PAGING"),
    _given("1,001 items", _FIRST, 1_001, "INVALID_PAGING"),
    _given("2^31 - 1 items", _FIRST, 2**31 - 1, "INVALID_PAGING"),
    _given("1e308", _SHARE, 1e308, "INVALID_ARGUMENT"),
    _given("-1e308", _SHARE, -1e308, "INVALID_ARGUMENT"),
    _given("lists in 60 levels", _IDS, _nested(60), _VARIABLE),
    _given("lists in 70 levels", _IDS, _nested(70), _VARIABLE),
    _given("lists in 400 levels", _IDS, _nested(200), _VARIABLE),
    _given("null in a list", _IDS, [None], _VARIABLE),
    _given("no list", _IDS, "a", "INVALID_ID"),
    _given("5,001 items", _IDS, ["a"] * 5_001, _VARIABLE),
    _given("1,001 ids", _IDS, ["a"] * 1_001, "INVALID_ARGUMENT"),
    _given("an unknown condition", _WHERE, {"nothing": {"equals": 1}}, _VARIABLE),
    _given("a condition of another type", _WHERE, {"isBillable": {"equals": "yes"}}, _VARIABLE),
    _given("a condition that is a list", _WHERE, [{"name": {"contains": "a"}}], _VARIABLE),
    _given("a date of the year 99999", _WHERE, {"addedDate": {"from": "99999-01-01"}}, _VARIABLE),
    _given("the 30th of February", _WHERE, {"addedDate": {"from": "2020-02-30"}}, _VARIABLE),
    _given("a date of another script", _WHERE, {"addedDate": {"from": "٢٠٢٠-٠١-٠١"}}, _VARIABLE),
    _given("5,000 unknown conditions", _WHERE, {f"a{number}": 1 for number in range(5_000)}, _VARIABLE),
    graphql("a variable that is missing", "query ($v: String!) { procedure(slug: $v) { name } }", _VARIABLE),
    graphql(
        "20,000 variables that nothing declares", "{ __typename }", "", {f"v{number}": 1 for number in range(20_000)}
    ),
    graphql("prototypes", _SLUG, "", {"__proto__": {"v": "a"}, "constructor": 1, "v": "a"}),
    body(
        "deep variables", b'{"query":"{__typename}","variables":{"v":' + b"[" * 500 + b"]" * 500 + b"}}", 200, _VARIABLE
    ),
    body(
        "a deep variable that nothing declares",
        b'{"query":"{__typename}","variables":{"v":' + b'{"a":' * 100 + b"1" + b"}" * 100 + b"}}",
        200,
        _VARIABLE,
    ),
]
