"""A cache of whole responses by the bytes of their requests.

Each version of the graph has one of its own, so that entries stay valid.
"""

from collections import OrderedDict

from serving.response import Response

_OVERHEAD = 380
"""Bytes of memory that an entry takes beside its request and its body."""
_MAX_SHARE = 16
"""A response takes at most this fraction of the cache."""
RequestKey = bytes | str
"""The body of a POST as bytes, or the query string of a GET as text; the two are never equal."""
Key = tuple[RequestKey, bool]
"""The request, and whether its response may be compressed."""


class ResponseCache:
    """A least-recently-used cache of at most `limit` bytes; with a limit of 0 it holds nothing."""

    def __init__(self, limit: int) -> None:
        self._limit, self.size = limit, 0
        self._entries: OrderedDict[Key, Response] = OrderedDict()

    def get(self, key: Key) -> Response | None:
        response = self._entries.get(key)
        if response is not None:
            self._entries.move_to_end(key)
        return response

    def put(self, key: Key, response: Response) -> None:
        """Add a response, unless it is too large; evicts others until the size is within the limit."""
        size = _size(key, response)
        if key in self._entries or size * _MAX_SHARE > self._limit:
            return
        self._entries[key] = response
        self.size += size
        while self.size > self._limit:
            self.size -= _size(*self._entries.popitem(last=False))


def _size(key: Key, response: Response) -> int:
    return len(key[0]) + len(response.body) + _OVERHEAD
