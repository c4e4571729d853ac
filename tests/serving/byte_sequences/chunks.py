"""Chunked bodies by which a request could be smuggled past a proxy that reads them in another way."""

from tests.serving.byte_sequences.builders import BODY, CHUNKS, SMALL_POST, Group, chunked, single_piece
from tests.serving.live_server import post

_SIZE = b"%x" % len(BODY)

GROUPS: list[Group] = [
    (
        "bad chunks",
        400,
        single_piece(
            *[chunked(start + CHUNKS) for start in (b"-", b"+", b"0x", b" ", b"\r\n", b"f" * 17)],
            *[chunked(CHUNKS.replace(b"\r\n", end, 1)) for end in (b"\n", b" \r\n", b";a=\0\r\n", b";a\n\r\n")],
            chunked(_SIZE + b"\r\n" + BODY + b"0\r\n\r\n"),
            chunked(_SIZE + b"\r\n" + BODY + b"x\r\n0\r\n\r\n"),
        ),
    ),
    (
        "bad trailers",
        400,
        single_piece(
            *[
                chunked(CHUNKS[:-2] + line + b"\r\n\r\n")
                for line in (b"X y", b"X: a\nb", b"Content-Length: 3", b"Transfer-Encoding: chunked")
            ]
        ),
    ),
    (
        "conflicting framing",
        400,
        single_piece(
            chunked(CHUNKS, "Transfer-Encoding: chunked"),
            post(CHUNKS, "Transfer-Encoding: chunked", "Content-Length: 3"),
            post(CHUNKS, "Content-Length: 0", "Transfer-Encoding: chunked", length=None),
            *[
                chunked(CHUNKS, coding=coding)
                for coding in ("chunked, chunked", '"chunked"', "\x0bchunked", "chunked;a", "\r\n chunked")
            ],
            post(b"", start="CONNECT here:80 HTTP/1.1", length=None),
            SMALL_POST.replace(b"Content-Length: ", b"Content-Length:\r "),
            SMALL_POST.replace(b"Host", b"Ho\rst"),
        ),
    ),
    (
        "chunks",
        200,
        single_piece(
            chunked(b"0" * 20 + CHUNKS),
            chunked(CHUNKS.replace(b"\r\n", b';a="b;c"\r\n', 1)),
            chunked(CHUNKS, coding="gzip, chunked"),
            chunked(CHUNKS).replace(b"HTTP/1.1", b"HTTP/1.0"),
        ),
    ),
]
