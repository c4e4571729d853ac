"""A cache of whole answers by the bytes of their requests: a graph that is served does not change."""

from collections import OrderedDict

from serving.response import Response

_OVERHEAD = 380
"""Bytes that an entry takes beside its request and its body."""
_SHARE = 16
"""A response may take at most this part of the cache."""
RequestKey = bytes | str
"""What a request is known by: the body of a POST as bytes, the query of an address as text. They are never equal."""
Key = tuple[RequestKey, bool]
"""The request, and whether its response may be compressed."""


class ResponseCache:
    """At most `limit` bytes of responses; those asked for longest ago go first. With a limit of 0 it keeps none."""

    def __init__(self, limit: int) -> None:
        self._limit, self.size = limit, 0
        self._known: OrderedDict[Key, Response] = OrderedDict()

    def get(self, key: Key) -> Response | None:
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
        return found

    def keep(self, key: Key, response: Response) -> None:
        size = _size(key, response)
        if key in self._known or size * _SHARE > self._limit:
            return
        self._known[key] = response
        self.size += size
        while self.size > self._limit:
            self.size -= _size(*self._known.popitem(last=False))

    def clear(self) -> None:
        self._known.clear()
        self.size = 0


def _size(key: Key, response: Response) -> int:
    return len(key[0]) + len(response.body) + _OVERHEAD
