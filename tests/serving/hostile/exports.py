"""Exports of nothing, of too much, in no format, and of hostile queries."""

from urllib.parse import quote

from tests.serving.hostile.hostile_request import HEAVY, HostileRequest, aliases
from tests.serving.live_server import body_of, post

_ARGUMENT, _COSTLY = "INVALID_ARGUMENT", "QUERY_TOO_COSTLY"
_INVALID, _UNPARSED = "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"
_REFUSED = "OPERATION_REFUSED"
_RISKS = "risks(first: 1000) { nodes { procedures(first: 1000) { nodes { name } } } }"
_PATH = "/export/query.jsonl"


def _get(name: str, target: str, status: int, code: str = "", *headers: str, seconds: float = HEAVY) -> HostileRequest:
    request = post(b"", *headers, start=f"GET {target} HTTP/1.1", kind=None, length=None)
    return HostileRequest(name, request, status, code, seconds)


def _post(name: str, query: str, status: int, code: str = "", **more: object) -> HostileRequest:
    return HostileRequest(name, post(body_of(query, **more), start=f"POST {_PATH} HTTP/1.1"), status, code, HEAVY)


REQUESTS: list[HostileRequest] = [
    _get("a format that is unknown", "/export/exe", 404, "UNKNOWN_FORMAT"),
    _get("a path out of the folder", "/export/..%2f..%2fetc%2fpasswd", 404, "NOT_FOUND"),
    _get("a path with NUL", "/export/%00", 404, "UNKNOWN_FORMAT"),
    _get("a stored query that is unknown", "/export/nothing.jsonl", 404, "UNKNOWN_QUERY"),
    _get("a stored query of dots", "/export/%2e%2e.jsonl", 404, "UNKNOWN_QUERY"),
    _get("an unknown argument", f"/export/jsonl?{'a' * 10_000}=1", 400, _ARGUMENT),
    _get("no CURIE", "/export/jsonl?of=nothing", 400, "INVALID_CURIE"),
    _get("1,000 seeds", f"/export/jsonl?{'of=RISK:infection&' * 1_000}depth=0", 200),
    _get("seeds of nothing", f"/export/jsonl?{'&'.join(f'of=A:{n}' for n in range(900))}", 400, "UNKNOWN_NODE"),
    _get("a depth of 5,000 digits", f"/export/jsonl?of=RISK:infection&depth={'9' * 5_000}", 400, _ARGUMENT),
    _get("a negative depth", "/export/jsonl?of=RISK:infection&depth=-1", 400, _ARGUMENT),
    _get("a depth of another script", "/export/jsonl?of=RISK:infection&depth=%D9%A1", 400, _ARGUMENT),
    _get("two depths", "/export/jsonl?of=RISK:infection&depth=1&depth=2", 400, _ARGUMENT),
    _get("licensed texts", "/export/jsonl?licensed=true", 403, "LICENSED_TEXTS"),
    _get("10,000 kinds", f"/export/jsonl?kinds={','.join(['RISK'] * 6_000)}&of=RISK:infection&depth=0", 200),
    _get("a file name with line feeds", "/export/jsonl%0d%0aSet-Cookie:a=b", 404, "UNKNOWN_FORMAT"),
    _get("no query", _PATH, 400, _ARGUMENT),
    _get("an unknown parameter", f"{_PATH}?query={{__typename}}&utm=1", 400, _ARGUMENT),
    _get("a mutation", f"{_PATH}?query={quote('mutation { a }')}", 400, _INVALID),
    _get("a query that is cut off", f"{_PATH}?query={quote('{ a')}", 400, _UNPARSED),
    _get("NUL in a query", f"{_PATH}?query=%00", 400, _UNPARSED),
    _get("invalid UTF-8 in a query", f"{_PATH}?query=%ff%fe", 400, _UNPARSED),
    _get("variables that are no JSON", f"{_PATH}?query={{__typename}}&variables=[", 400, _ARGUMENT),
    _post(
        "a hostile query",
        aliases(60, 'diagnoses(first: 5, where: {name: {contains: "zz"}}) { nodes { name } }'),
        400,
        _COSTLY,
    ),
    _post(
        "a query that nests",
        f"{{ procedures(first: 1000) {{ nodes {{ {_RISKS} }} }} }}",
        400,
        _COSTLY,
    ),
    _post("a query of 300 aliases", aliases(300, "__typename"), 400, _INVALID),
    _post("a query of one fragment in itself", "{ ...A } fragment A on Query { ...A }", 400, _INVALID),
    _post("an operation that there is not", "query A { __typename }", 400, _REFUSED, operationName="B"),
    _post("no document", "", 400, _REFUSED),
    _post("no operation", "fragment A on Query { __typename }", 400, _REFUSED),
    _post(
        "variables of another type",
        "query ($v: Int) { procedures(first: $v) { totalCount } }",
        400,
        _INVALID,
        variables={"v": "a"},
    ),
    _get("a manifest of nothing", "/export/jsonl/nothing", 404, "NOT_FOUND"),
    _get("the part of a file", "/export/jsonl?of=RISK:infection&depth=0", 200, "", "Range: bytes=0-1,5-"),
]
