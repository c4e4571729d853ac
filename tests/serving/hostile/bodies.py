"""Bodies that are no JSON, no request, or JSON that parsers read in different ways."""

from tests.serving.hostile.hostile_request import HostileRequest, body
from tests.serving.live_server import SMALL, body_of

_MALFORMED = "MALFORMED_REQUEST"
_BODY = body_of(SMALL)
_DEEP = 50_000

REQUESTS: list[HostileRequest] = [
    body("no body", b"", 400, _MALFORMED),
    body("white space", b" " * 1_000, 400, _MALFORMED),
    body("half an object", b'{"query": "{', 400, _MALFORMED),
    body("text after the object", _BODY + b"x", 400, _MALFORMED),
    body("two objects", _BODY * 2, 400, _MALFORMED),
    body("NUL", b"\0", 400, _MALFORMED),
    body("NUL after the object", _BODY + b"\0", 400, _MALFORMED),
    body("NUL in the query", b'{"query": "{ meta\0 }"}', 400, _MALFORMED),
    body("NUL, escaped, in the query", b'{"query": "{ meta\\u0000 { version } }"}', 200, "GRAPHQL_PARSE_FAILED"),
    body("byte order mark", b"\xef\xbb\xbf" + _BODY, 400, _MALFORMED),
    body("UTF-16", SMALL.encode("utf-16"), 400, _MALFORMED),
    body("Latin-1", '{"query": "{ é }"}'.encode("latin-1"), 400, _MALFORMED),
    body("overlong UTF-8", b'{"query": "\xc0\xaf"}', 400, _MALFORMED),
    body("half of a surrogate pair", b'{"query": "{ a(b: \\"\\ud800\\") }"}', 400, _MALFORMED),
    body("half of a surrogate pair in UTF-8", b'{"query": "\xed\xa0\x80"}', 400, _MALFORMED),
    body("half of a surrogate pair in variables", b'{"query":"{a}","variables":{"a":"\\udfff"}}', 400, _MALFORMED),
    body("NaN", b'{"query": NaN}', 400, _MALFORMED),
    body("Infinity in variables", b'{"query": "{ a }", "variables": {"a": Infinity}}', 400, _MALFORMED),
    body("1e309 in variables", b'{"query":"{__typename}","variables":{"a":1e309}}', 400, _MALFORMED),
    body("deep lists", b"[" * _DEEP + b"]" * _DEEP, 400, _MALFORMED),
    body("deep lists without an end", b"[" * 250_000, 400, _MALFORMED),
    body("deep objects", b'{"a":' * _DEEP, 400, _MALFORMED),
    body("a number of 200,000 digits", b'{"query": ' + b"9" * 200_000 + b"}", 400, _MALFORMED),
    body("null", b"null", 400, _MALFORMED),
    body("a string", b'"{ __typename }"', 400, _MALFORMED),
    body("a batch without an end", b"[" + _BODY, 400, _MALFORMED),
    body("a batch of 1,000", b"[" + b",".join([b'{"query":"{__typename}"}'] * 1_000) + b"]", 400, "BATCH_TOO_LARGE"),
    body("no query", b'{"variables": {}}', 400, _MALFORMED),
    body("the query is a number", b'{"query": 1}', 400, _MALFORMED),
    body("the query is null", b'{"query": null}', 400, _MALFORMED),
    body("variables are a list", b'{"query": "{__typename}", "variables": []}', 400, _MALFORMED),
    body("variables are a string", b'{"query": "{__typename}", "variables": "{}"}', 400, _MALFORMED),
    body("extensions are a list", b'{"query": "{__typename}", "extensions": [1]}', 400, _MALFORMED),
    body("an operation name that is an object", b'{"query": "{__typename}", "operationName": {}}', 400, _MALFORMED),
    body("the query twice", b'{"query": "{a}", "query": "{__typename}"}', 400, _MALFORMED),
    body("the query twice, once escaped", b'{"query": "{a}", "qu\\u0065ry": "{__typename}"}', 400, _MALFORMED),
    body("variables twice", b'{"query":"{__typename}","variables":{},"variables":{}}', 400, _MALFORMED),
    body("a variable twice", b'{"query":"{__typename}","variables":{"a":1,"a":2}}', 200),
    body("200,000 members", b'{"query":"{__typename}",' + b",".join([b'"a":1'] * 40_000) + b"}", 200),
    body(
        "a persisted query",
        b'{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
        200,
        "PERSISTED_QUERY_NOT_FOUND",
    ),
    body("the body is as long as may be", _BODY + b" " * (262_144 - len(_BODY)), 200),
    body("the body is longer", _BODY + b" " * (262_145 - len(_BODY)), 413, "BODY_TOO_LARGE"),
]
