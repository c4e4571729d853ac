"""One file per kind of input. A source yields nodes and edges and collects findings about its input."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import SourceError

Progress = Callable[[list[str], str], Iterable[str]]
"""Wraps a list of inputs to show how far a source has come; the second argument says what they are."""


def no_progress(items: list[str], label: str) -> Iterable[str]:
    """A `Progress` that shows nothing."""
    return items


@dataclass(frozen=True, slots=True)
class EdgeWithTarget:
    """An edge that brings its target: both are in the graph only where the source of the edge is."""

    edge: Edge
    target: Node


Item = Node | Edge | EdgeWithTarget
"""What a source yields."""


class Source(Protocol):
    """What the build reads. `documents` and `findings` are complete once `read` is exhausted."""

    @property
    def documents(self) -> list[SourceDocument]: ...

    @property
    def findings(self) -> list[SourceError]: ...

    def read(self, track: Progress = no_progress) -> Iterator[Item]: ...


@runtime_checkable
class DenyingSource(Protocol):
    """A source that says of pairs of nodes, source and target, that no mapping between them is to be inferred."""

    denied: set[tuple[str, str]]


@runtime_checkable
class NodeDependentSource(Protocol):
    """A source that needs the nodes read before it, for example to expand ranges of codes."""

    nodes: Mapping[str, Node]
