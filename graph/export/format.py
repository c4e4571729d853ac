"""The export format: its name, writer, importer, and declared losses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.export.read.imported_graph import Reader
from graph.export.subgraph import ExportedSubgraph


@dataclass(frozen=True, slots=True)
class Loss:
    """A field that a format cannot carry as it is. `kept` says whether it can be read back from what became of it."""

    field: str
    becomes: str
    kept: bool


Write = Callable[[ExportedSubgraph], Iterator[bytes]]
"""Writes a subgraph in chunks of some kilobytes; deterministic: the same bytes for the same subgraph."""


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: `name` is its id on the command line and in URLs, `readers` the tools that read it.

    `read` imports a file; None where the format has no importer. `normalise_text` is the lossy conversion of texts in
    formats that cannot hold all characters; texts that it maps to the same text count as equal on import.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    write: Write
    readers: str
    losses: tuple[Loss, ...] = ()
    read: Reader | None = None
    normalise_text: Callable[[str], str] | None = None
