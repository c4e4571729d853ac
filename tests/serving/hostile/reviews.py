"""Bodies of `/reviews`: lines that are no cases, and cases that are none of anybody.

The status is that of the stream: what is wrong with a line stands in the answer to the line.
"""

from tests.serving.hostile.hostile_request import HEAVY, HostileRequest
from tests.serving.live_server import JSON, post

_START = "POST /reviews HTTP/1.1"
_CASE = b'{"id":"a","diagnoses":[{"code":"E11.65"}]}'


def _reviews(name: str, content: bytes, status: int = 200, code: str = "", *headers: str) -> HostileRequest:
    return HostileRequest(name, post(content, *headers, start=_START, kind=JSON), status, code, HEAVY)


REQUESTS: list[HostileRequest] = [
    _reviews("no cases", b""),
    _reviews("empty lines", b"\n" * 100_000),
    _reviews("lines that are no JSON", b"{\n[\nnull\n}\n"),
    _reviews("10,000 lines that are no JSON", b"{\n" * 10_000),
    _reviews("a line of NUL", b"\0\n" + _CASE),
    _reviews("no UTF-8", b"\xff\xfe" + _CASE, 400, "MALFORMED_REQUEST"),
    _reviews("half of a surrogate pair", b'{"id":"\\ud800","diagnoses":[]}\n' + _CASE),
    _reviews("a byte order mark", b"\xef\xbb\xbf" + _CASE),
    _reviews("deep lists", b"[" * 100_000),
    _reviews("a deep case", b'{"diagnoses":' + b"[" * 2_000 + b"]" * 2_000 + b"}"),
    _reviews("numbers for codes", b'{"diagnoses":[{"code":1e309},{"code":12}]}'),
    _reviews("a number of 10,000 digits", b'{"age":' + b"9" * 10_000 + b"}"),
    _reviews("a negative age", b'{"age":-1}'),
    _reviews("an age of true", b'{"age":true}'),
    _reviews("a date of nothing", b'{"dateOfService":"0000-00-00"}'),
    _reviews("unknown members", b'{"__proto__":{},"constructor":1}'),
    _reviews("a member twice", b'{"age":1,"age":2}'),
    _reviews("codes of 100,000 letters", b'{"diagnoses":[{"code":"' + b"A" * 100_000 + b'"}]}'),
    _reviews("5,000 codes", b'{"diagnoses":[' + b",".join([b'{"code":"A00"}'] * 5_000) + b"]}"),
    _reviews("1,001 cases", (_CASE + b"\n") * 1_001),
    _reviews("a list of cases and others", b"[1,null,[],{}," + _CASE + b"]"),
    _reviews("units without an end", b'{"procedures":[{"code":"G0105","units":999999999999999999999}]}'),
    _reviews("8 MB and a byte", b" " * ((8 << 20) + 1), 413, "BODY_TOO_LARGE"),
    HostileRequest("a length of 1 TB", post(b"", start=_START, length=str(1 << 40)), 413, "BODY_TOO_LARGE"),
    HostileRequest("no JSON by its type", post(_CASE, start=_START, kind="Content-Type: text/xml"), 200, "", HEAVY),
]
