"""Methods, targets and media types that no address takes."""

from tests.serving.hostile.hostile_request import HostileRequest, body, header, line
from tests.serving.live_server import body_of

_METHOD, _TYPE, _ACCEPT = "METHOD_NOT_ALLOWED", "UNSUPPORTED_MEDIA_TYPE", "NOT_ACCEPTABLE"
_MALFORMED = "MALFORMED_REQUEST"
_BODY = body_of("{ __typename }")

REQUESTS: list[HostileRequest] = [
    line("TRACE", "TRACE /graphql HTTP/1.1", 405, _METHOD),
    line("CONNECT to a host", "CONNECT evil.example:443 HTTP/1.1", 400),
    line("CONNECT to an address", "CONNECT /graphql HTTP/1.1", 405, _METHOD),
    *(line(method, f"{method} /graphql HTTP/1.1", 405, _METHOD) for method in ("PUT", "DELETE", "PATCH", "PROPFIND")),
    line("an unknown method", "BREW /graphql HTTP/1.1", 400),
    line("a method in small letters", "get /graphql HTTP/1.1", 400),
    line("PUT to the state of the process", "PUT /health HTTP/1.1", 405, _METHOD),
    line("DELETE of a review", "DELETE /reviews HTTP/1.1", 405, _METHOD),
    line("a target of another host", "GET http://evil.example/health HTTP/1.1", 421, "INVALID_HOST"),
    line("an absolute target of this host", "GET http://localhost/health HTTP/1.1", 200),
    line("a target of another scheme", "GET ftp://localhost/health HTTP/1.1", 200),
    line("an asterisk", "OPTIONS * HTTP/1.1", 404),
    line("no slash", "GET health HTTP/1.1", 400),
    line("two slashes", "GET //evil.example/health HTTP/1.1", 404),
    line("dots", "GET /assets/../../../../etc/passwd HTTP/1.1", 404),
    line("escaped dots", "GET /assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1", 404),
    line("escaped slashes", "GET /assets/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1", 404),
    line("backslashes", "GET /assets/..\\..\\..\\etc\\passwd HTTP/1.1", 404),
    line("NUL in the name of a file", "GET /assets/%00.js HTTP/1.1", 404),
    line("a name of 30,000 letters", f"GET /assets/{'a' * 30_000} HTTP/1.1", 404),
    line("a name of 5,000 folders", f"GET /assets/{'a/' * 5_000} HTTP/1.1", 404),
    line("escapes that are none", "GET /%zz%%%u0041 HTTP/1.1", 404),
    line("an unknown address", "GET /admin HTTP/1.1", 404),
    line("a query by GET that is no query", "GET /graphql?query=mutation{a} HTTP/1.1", 405, _METHOD),
    line("a query by GET, twice", "GET /graphql?query={a}&query={b} HTTP/1.1", 400, _MALFORMED),
    line("1,000 parameters", f"GET /graphql?{'&'.join(f'a{n}=1' for n in range(1_000))} HTTP/1.1", 400, _MALFORMED),
    line("variables by GET that are no JSON", "GET /graphql?query={__typename}&variables={ HTTP/1.1", 400, _MALFORMED),
    body("a form", b"query=%7B__typename%7D", 415, _TYPE, "Content-Type: application/x-www-form-urlencoded"),
    body("parts of a form", _BODY, 415, _TYPE, "Content-Type: multipart/form-data; boundary=a"),
    body("jsonx", _BODY, 415, _TYPE, "Content-Type: application/jsonx"),
    body("plain text", _BODY, 415, _TYPE, "Content-Type: text/plain"),
    body("GraphQL as it is", b"{ __typename }", 415, _TYPE, "Content-Type: application/graphql"),
    body("JSON in UTF-16", _BODY, 415, _TYPE, "Content-Type: application/json; charset=utf-16"),
    body("JSON with 5,000 parameters", _BODY, 200, "", f"Content-Type: application/json{';a=b' * 5_000}"),
    body("an endless quoted parameter", _BODY, 415, _TYPE, f'Content-Type: application/json;charset="{"a" * 30_000}'),
    body(
        "continued parameters",
        _BODY,
        200,
        "",
        f"Content-Type: application/json{''.join(f';a*{n}=b' for n in range(900))}",
    ),
    body("two types", _BODY, 415, _TYPE, "Content-Type: application/json, text/plain"),
    header("only images", 406, _ACCEPT, "Accept: image/png"),
    header("no quality at all", 406, _ACCEPT, "Accept: application/json;q=0, */*;q=0"),
    header("qualities that are no numbers", 406, _ACCEPT, "Accept: application/json;q=nan, */*;q=inf"),
    header("a quality of 10,000 digits", 200, "", f"Accept: application/json;q=0.{'9' * 10_000}"),
]
