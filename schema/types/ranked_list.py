"""Lists that are ranked rather than ordered by a key: a cursor holds a place, and of which list it is.

The ranking is the same for the same graph, so a place means the same item as long as the graph does not change.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar
from zlib import crc32

import strawberry

from graph.model.errors import InvalidCursor
from graph.model.limits import Limits
from schema.types.connection import PageInfo

Page = TypeVar("Page")
First = Annotated[int, strawberry.argument(description=f"At most so many; {Limits.page} at most.")]
"""The argument by which a ranked list is cut."""


@dataclass(frozen=True, slots=True)
class RankedPage(Generic[Page]):
    """A stretch of `count` items of a ranked list of `total`, from `offset` on; `question` says which list it is."""

    page: Page
    count: int
    total: int
    offset: int
    question: object

    @property
    def page_info(self) -> PageInfo:
        end = self.offset + self.count
        return PageInfo(
            has_next_page=end < self.total,
            has_previous_page=self.offset > 0,
            start_cursor=encode_offset(self.offset + 1, self.question) if self.count else None,
            end_cursor=encode_offset(end, self.question) if self.count else None,
        )


def encode_offset(place: int, question: object) -> str:
    """A cursor for the item at a place, counted from 1."""
    return urlsafe_b64encode(f"{_mark(question)}:{place}".encode()).decode().rstrip("=")


def offset_after(cursor: str | None, question: object) -> int:
    """How many items to pass over.

    Raises:
        InvalidCursor: it was made for another list.
    """
    if cursor is None:
        return 0
    try:
        mark, _, place = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(":")
    except ValueError as error:
        raise InvalidCursor(cursor=cursor[:80]) from error
    if mark != _mark(question) or not place.isascii() or not place.isdigit() or len(place) > _DIGITS:
        raise InvalidCursor(cursor=cursor[:80])
    return int(place)


_DIGITS = 9


def _mark(question: object) -> str:
    return f"{crc32(repr(question).encode('utf-8', 'replace')):08x}"
