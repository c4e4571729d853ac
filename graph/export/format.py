"""What a format is: its name, how it is written, what it loses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.export.loss import Loss
from graph.export.reader import Reader
from graph.export.subgraph import ExportSubgraph

Write = Callable[[ExportSubgraph], Iterator[bytes]]
"""Writes a part in pieces of some kilobytes: the same bytes for the same part, whenever and wherever it is written."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `name` is its word on the command line and in addresses, `readers` who reads it.

    `read` reads a file of it back; None where the format is not one that is read back. `carried` is what becomes of a
    text where the format cannot hold all characters: two texts are the same to it if it makes the same of both.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    write: Write
    readers: str
    losses: tuple[Loss, ...] = ()
    read: Reader | None = None
    carried: Callable[[str], str] | None = None
