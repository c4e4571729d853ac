"""The nodes that are known while sources are read: those of the graph below, and those that were read since."""

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

from graph.model.elements import Node, split_curie
from graph.model.ontology import NODE_KINDS, ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph

Default = TypeVar("Default")


class KnownNodes(Mapping[str, Node]):
    """Nodes by CURIE; `own` are those read since, which count before those of the graph `below`."""

    def __init__(self, below: FrozenGraph) -> None:
        self.own: dict[str, Node] = {}
        self._below, self._has_below = below, len(below) > 0

    def __getitem__(self, curie: str) -> Node:
        known = self.own.get(curie)
        return self.of_below(curie) if known is None else known

    def kind(self, curie: str) -> str | None:
        """The kind of a node; None where there is none of this CURIE."""
        known = self.own.get(curie)
        if known is not None:
            return known.kind
        number = self._below.find(curie) if self._has_below else None
        return None if number is None else NODE_KINDS[self._below.kinds[number]]

    def __contains__(self, curie: object) -> bool:
        if curie in self.own:
            return True
        return self._has_below and isinstance(curie, str) and self._below.find(curie) is not None

    @overload
    def get(self, key: str, /) -> Node | None: ...

    @overload
    def get(self, key: str, default: Default, /) -> Node | Default: ...

    def get(self, key: str, default: object = None, /) -> object:
        """The node of a CURIE; a million are asked for, so no exception is raised on the way."""
        known = self.own.get(key)
        if known is not None:
            return known
        number = self._below.find(key) if self._has_below else None
        return default if number is None else as_read(self._below.node(number))

    def __iter__(self) -> Iterator[str]:
        yield from (curie for curie in self._below.curies if curie not in self.own)
        yield from self.own

    def __len__(self) -> int:
        return len(self._below) + sum(self._below.find(curie) is None for curie in self.own)

    def of_below(self, curie: str) -> Node:
        """A node as the graph below has it, which it does."""
        number = self._below.find(curie)
        if number is None:
            raise KeyError(curie)
        return as_read(self._below.node(number))

    def of_kind(self, kind: str) -> Iterator[Node]:
        """The nodes of a kind."""
        yield from (node for node in self.own.values() if node.kind == kind)
        for number in self._below.of_kind(kind).tolist():
            if self._below.curie(number) not in self.own:
                yield as_read(self._below.node(number))


def with_derived_properties(node: Node) -> Node:
    """A node with what follows from kind and CURIE: the official code, and defaults for missing properties."""
    given = node.properties
    missing = {name: value for name, value in _derived(node).items() if name not in given}
    return Node(node.curie, node.kind, node.name, {**missing, **given})


def as_read(node: Node) -> Node:
    """A node of a graph without what follows from kind and CURIE, so that what a source says instead counts."""
    derived = _derived(node)
    given = {name: value for name, value in node.properties.items() if name not in derived or value != derived[name]}
    return Node(node.curie, node.kind, node.name, given)


def _derived(node: Node) -> dict[str, str | int | float | bool | tuple[str, ...]]:
    kind = ONTOLOGY.nodes[node.kind]
    defaults = {item.name: item.default for item in kind.properties if item.default is not None}
    prefix, local = split_curie(node.curie)
    code = {"code": local} if prefix in kind.coded and not local.startswith("chapter-") else {}
    return {**code, **defaults}
