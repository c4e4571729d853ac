"""Several requests on a connection, unfinished requests, GETs, and requests with an origin."""

from tests.serving.byte_sequences.builders import (
    CHUNKS,
    FRAGMENTS,
    HEALTH,
    LONG,
    SMALL_POST,
    UNKNOWN,
    Group,
    chunked,
    get,
    single_piece,
    with_headers,
)
from tests.serving.live_server import post

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
            (post(length="9" * 19), SMALL_POST),
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
                    "/graphql?query=%7B__typename%7D&a=b",
                    "/graphql?query={nothing}",
                    "/graphql?query={__typename}&variables={}",
                    "/graphql?query={",
                    "/graphql?query={__typename}&variables=null",
                    "/graphql?query={a}&query={__typename}",
                    "/graphql?query=mutation{a}&query={meta{version}}",
                    "/graphql?query=query+A{__typename}query+B{meta{version}}&operationName=B",
                    '/graphql?query=query($a:Int){risks(first:$a){totalCount}}&variables={"a":1}',
                    "http://here/graphql?query={__typename}",
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
                    "/graphql?query=mutation{a}",
                    "/graphql?Query={__typename}",
                ),
            )
        ),
    ),
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
