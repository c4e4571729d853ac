"""Several requests on a connection, unfinished requests, GETs, negotiation, hosts and origins."""

from tests.serving.byte_sequences.builders import (
    CHUNKS,
    FRAGMENTS,
    GRAPHQL_RESPONSE,
    HEALTH,
    LONG,
    LONG_QUERY,
    SMALL_POST,
    UNKNOWN,
    Group,
    chunked,
    get,
    single_piece,
    with_accept,
    with_headers,
)
from tests.serving.live_server import SMALL, post

GROUPS: list[Group] = [
    (
        "pipelined",
        200,
        [
            (SMALL_POST * 2,),
            (SMALL_POST * 20,),
            (SMALL_POST + post(LONG) + SMALL_POST,),
            (SMALL_POST + HEALTH + SMALL_POST,),
            (HEALTH, SMALL_POST, HEALTH),
            (HEALTH + SMALL_POST[:30], SMALL_POST[30:]),
            (post(UNKNOWN), SMALL_POST, SMALL_POST),
            (post(UNKNOWN) + SMALL_POST, SMALL_POST),
            (post(FRAGMENTS), SMALL_POST, post(FRAGMENTS)),
            (post(FRAGMENTS) + SMALL_POST[:-1], SMALL_POST[-1:] + SMALL_POST),
            (SMALL_POST + b"\r\n", SMALL_POST),
            (SMALL_POST, b"\r\n", SMALL_POST),
            (SMALL_POST, b"\r\n" + SMALL_POST),
            (SMALL_POST + b"\r", b"\n" + SMALL_POST),
            (SMALL_POST, b"", SMALL_POST),
            (SMALL_POST + SMALL_POST[:40], SMALL_POST[40:], SMALL_POST),
            (post(None, "Connection: close"), SMALL_POST),
            (post(None, "Connection: close") + SMALL_POST,),
            (SMALL_POST + post(None, "Connection: close") + SMALL_POST,),
            (SMALL_POST, b"nonsense\r\n\r\n", SMALL_POST),
            (SMALL_POST, b"\0", SMALL_POST),
        ],
    ),
    (
        "unfinished",
        None,
        [
            (b"",),
            (b"\r\n",),
            (b"P",),
            (SMALL_POST[:-1],),
            (SMALL_POST.partition(b"\r\n\r\n")[0],),
            (SMALL_POST.partition(b"\r\n\r\n")[0] + b"\r\n\r",),
            (post(b"", length="9"),),
            (post(length="4000"), SMALL_POST),
            (chunked(b"5\r\n{"),),
            (chunked(CHUNKS[:-2]),),
        ],
    ),
    (
        "gets",
        200,
        single_piece(
            *map(
                get,
                (
                    "/graphql?query={__typename}",
                    "/graphql/?query={__typename}",
                    "/graphql?query={nothing}",
                    "/graphql?query={__typename}&variables={}",
                    "/graphql?query={",
                    "/graphql?query={__typename}&variables=null",
                    "/graphql?query=query+A{__typename}query+B{meta{version}}&operationName=B",
                    '/graphql?query=query($a:Int){risks(first:$a){totalCount}}&variables={"a":1}',
                    "http://localhost/graphql?query={__typename}",
                ),
            ),
            get("/graphql?query={__typename}", "Content-Type: application/json"),
            get("/graphql?query={__typename}", "Accept-Encoding: gzip"),
            get(
                f"/graphql?query={{{'+'.join(f'a{i}:procedures{{nodes{{id+name}}}}' for i in range(20))}}}",
                "Accept-Encoding: gzip;q=0",
            ),
            post(start="GET /graphql?query={__typename} HTTP/1.1"),
            get("/health"),
            get("/ready"),
            get("/schema.graphql"),
            get("/graphql", "Accept: text/html"),
        ),
    ),
    (
        "bad gets",
        400,
        single_piece(
            *map(
                get,
                (
                    "/graphql",
                    "/graphql?",
                    "/graphql?query",
                    "/graphql?query={__typename}&variables=",
                    "/graphql?query={__typename}&variables=[]",
                    "/graphql?query={__typename}&extensions=1",
                    "/graphql?query={__typename}&variables={",
                    "/graphql?query=%7B__typename%7D&a=b",
                    "/graphql?query={a}&query={__typename}",
                    "/graphql?query=mutation{a}&query={meta{version}}",
                    "/graphql?Query={__typename}",
                ),
            )
        ),
    ),
    ("mutations by GET", 405, single_piece(get("/graphql?query=mutation{a}"))),
    (
        "media types of answers",
        200,
        [
            *with_headers(
                "Accept: application/json",
                "Accept: application/graphql-response+json",
                "Accept: application/graphql-response+json, application/json;q=0.9",
                "Accept: application/json;q=1, application/graphql-response+json;q=0.5",
                "Accept: application/*;q=0.1",
                "Accept: text/html, */*;q=0.8",
                "Accept: text/html\r\nAccept: */*",
                "Accept:",
            ),
            (SMALL_POST, with_accept(SMALL, GRAPHQL_RESPONSE), SMALL_POST, with_accept(SMALL, "*/*")),
            (with_accept(LONG_QUERY, GRAPHQL_RESPONSE, "gzip"), with_accept(LONG_QUERY, "*/*", "gzip")),
            (get("/graphql?query={__typename}", f"Accept: {GRAPHQL_RESPONSE}"), get("/graphql?query={__typename}")),
            (get("/graphql?query={__typename}", method="HEAD"), SMALL_POST),
        ],
    ),
    (
        "request errors",
        400,
        [
            (with_accept("{ nothing }", GRAPHQL_RESPONSE), with_accept("{ nothing }", "*/*")),
            (with_accept("{", GRAPHQL_RESPONSE), SMALL_POST),
        ],
    ),
    (
        "unacceptable answers",
        406,
        with_headers(
            "Accept: text/html", "Accept: text/event-stream", "Accept: */*;q=0", "Accept: application/json;q=0"
        ),
    ),
    (
        "entity tags",
        200,
        [
            (get("/graphql?query={__typename}", "If-None-Match: *"), SMALL_POST),
            (get("/graphql?query={__typename}", 'If-None-Match: "a", W/"b"'), SMALL_POST),
            (get("/schema.graphql", 'If-None-Match: "a"'), SMALL_POST),
        ],
    ),
    (
        "request ids",
        200,
        with_headers("X-Request-Id: a-1", "X-Request-Id: a b", "X-Request-Id:", "X-Request-Id: a\r\nX-Request-Id: b"),
    ),
    (
        "hosts",
        421,
        single_piece(
            *[
                SMALL_POST.replace(b"localhost", host)
                for host in (b"evil.example", b"evil.example:80", b"10.0.0.1", b"a@localhost", b"localhost:a", b"")
            ]
        ),
    ),
    (
        "hosts of this server",
        200,
        single_piece(
            *[
                SMALL_POST.replace(b"localhost", host)
                for host in (b"LOCALHOST:1", b"127.0.0.1", b"127.0.0.1:8000", b"[::1]:80", b"localhost.")
            ]
        ),
    ),
    ("no host", 400, single_piece(SMALL_POST.replace(b"Host: localhost\r\n", b""))),
    ("several hosts", 400, with_headers("Host: localhost", "Host: there", "HOST:")),
    (
        "origins",
        200,
        [
            *with_headers(
                "Origin: https://app.example",
                "Origin: https://other.example",
                "Origin: null",
                "Origin:",
                "Origin: keep-alive",
            ),
            *single_piece(
                get("/graphql", "Origin: https://app.example", "Access-Control-Request-Method: POST", method="OPTIONS"),
                get(
                    "/graphql",
                    "Origin: https://app.example",
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type",
                    method="OPTIONS",
                ),
            ),
        ],
    ),
    (
        "refused origins",
        400,
        single_piece(
            get("/graphql", "Origin: https://other.example", "Access-Control-Request-Method: POST", method="OPTIONS"),
            get("/graphql", "Origin: https://app.example", "Access-Control-Request-Method: PUT", method="OPTIONS"),
        ),
    ),
]
