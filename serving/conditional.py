"""Conditional requests: entity tags of answers, and responses with status 304 (RFC 9110, 13)."""

from collections.abc import Mapping
from datetime import date
from os import stat_result

import orjson
import xxhash
from starlette.datastructures import Headers
from starlette.responses import Response

_OF_CONTENT = ("content-length", "content-type", "content-encoding", "accept-ranges", "last-modified")
"""The headers that a 304 lacks; it has all others, since a cache takes them over for what it has (RFC 9111, 4.3.4).

So a 304 with the Content-Security-Policy of another response would break a page.
"""


class AnswerTags:
    """Entity tags of answers to GETs, which depend on all that decides what an answer is.

    So a client that has the answer is told so before anything is executed. An answer may depend on the day, since codes
    are valid for years.
    """

    def __init__(self, *fixed: object) -> None:
        """`fixed` are the parts that stay as they are while the process runs, such as code and limits, as JSON."""
        self._fixed = orjson.dumps(fixed)

    def tag(self, version: str, query_string: bytes, media_type: bytes, *, gzip: bool) -> str:
        """The tag of the answer to a query string over a version of the graph."""
        parts = (self._fixed, version.encode(), date.today().isoformat().encode(), media_type, b"%d" % gzip)
        digest = xxhash.xxh3_128_hexdigest(b"\0".join((*parts, query_string)))
        return f'"{digest}"'


def content_tag(content: bytes) -> str:
    """The entity tag of what is compressed on its way or not: weak, since the bytes may differ."""
    return f'W/"{xxhash.xxh3_128_hexdigest(content)}"'


def file_tag(stat: stat_result) -> str:
    """The entity tag of a file, which changes when it is written anew; weak, as that of `content_tag`."""
    return f'W/"{stat.st_mtime_ns:x}-{stat.st_size:x}"'


def tag_matches(headers: Mapping[str, str], tag: str, *, any_too: bool = True) -> bool:
    """Whether `If-None-Match` has an entity tag (RFC 9110, 13.1.2: compared weakly).

    `*` has any, `any_too`: unless it is not known yet whether there is an answer.
    """
    tags = [text.strip().removeprefix("W/") for text in headers.get("if-none-match", "").split(",")]
    return tag.removeprefix("W/") in tags or (any_too and tags == ["*"])


def if_changed(headers: Headers, response: Response) -> Response:
    """The response to a GET or HEAD, or one with status 304 where the client has it already, by its `ETag`."""
    tag = response.headers.get("etag")
    if response.status_code != 200 or tag is None or not tag_matches(headers, tag):
        return response
    return Response(None, 304, {name: value for name, value in response.headers.items() if name not in _OF_CONTENT})
