"""JSON objects as columns: what fills the gaps of a template, for many things at once.

A frontier goes in, the numbers of nodes or a page of edges, and a column of JSON for each gap comes out: a field costs
one call for a whole level.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import orjson

from schema.compiled.run import Run

Numbers = Sequence[int]
"""Nodes by their number in the columns."""
Column = Sequence[bytes]


class Sized(Protocol):
    def __len__(self) -> int: ...


Many = TypeVar("Many", bound=Sized, contravariant=True)
Block = Callable[[Many, Run], Sequence[Column]]
"""Reads some columns, each as long as what goes in."""
Rows = Callable[[Many, Run], Column]
"""The JSON of each."""
GAP = b"%b"


@dataclass(frozen=True, slots=True)
class Cell(Generic[Many]):
    """The JSON of a field: constant text with gaps, and the columns for the gaps, in their order.

    `wide` says that it holds more than is stored of the thing itself.
    """

    text: bytes
    blocks: tuple[Block[Many], ...] = ()
    wide: bool = False


def constant(text: bytes) -> Cell[Sized]:
    """A field that is the same for all."""
    return Cell(text.replace(b"%", b"%%"))


def one(read: Rows[Many], text: bytes = GAP, *, wide: bool = False) -> Cell[Many]:
    """A field that is one column."""
    return Cell(text, (lambda many, run: (read(many, run),),), wide)


def joined(fields: Iterable[tuple[str, Cell[Many]]]) -> Cell[Many]:
    """An object of these fields, by key."""
    fields = list(fields)
    text = b",".join([orjson.dumps(key).replace(b"%", b"%%") + b":" + cell.text for key, cell in fields])
    blocks = tuple(block for _, cell in fields for block in cell.blocks)
    return Cell(b"{" + text + b"}", blocks, any(cell.wide for _, cell in fields))


def rows(cell: Cell[Many]) -> Rows[Many]:
    """The whole JSON of each."""
    fill, blocks = cell.text.__mod__, cell.blocks
    if not blocks:
        whole = fill(())
        return lambda many, run: [whole] * len(many)
    if len(blocks) == 1:
        (block,) = blocks
        return lambda many, run: list(map(fill, zip(*block(many, run), strict=True)))

    def read(many: Many, run: Run) -> Column:
        columns: list[Column] = []
        for block in blocks:
            columns += block(many, run)
        return list(map(fill, zip(*columns, strict=True)))

    return read


def grouped(items: Column, lengths: Sequence[int]) -> Column:
    """Items joined by commas, so many for each parent."""
    if len(lengths) == 1:
        return (b",".join(items),)
    found, start = [], 0
    for length in lengths:
        end = start + length
        found.append(b",".join(items[start:end]))
        start = end
    return found
