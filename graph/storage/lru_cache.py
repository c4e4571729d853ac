"""A cache that is bounded by the memory of what it holds, for several threads."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class BoundedCache(Generic[Key, Value]):
    """Keeps the values that were used last, `limit` bytes in all; one that is larger than that is not kept."""

    def __init__(self, limit: int, size: Callable[[Value], int]) -> None:
        self.limit, self.bytes = limit, 0
        self._size, self._lock = size, Lock()
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value of a key; None where it is not kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value, and give up what was not used for longest where there is no room for all."""
        size = self._size(value)
        given_up = []
        with self._lock:
            given_up.append(self._remove(key))
            if size <= self.limit:
                self._kept[key] = value, size
                self.bytes += size
            while self.bytes > self.limit:
                given_up.append(self._remove(next(iter(self._kept))))
        # What is given up is freed here, outside of the lock.

    def _remove(self, key: Key) -> Value | None:
        value, size = self._kept.pop(key, (None, 0))
        self.bytes -= size
        return value
