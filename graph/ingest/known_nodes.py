"""The nodes that are known while sources are read: those of the graph below, and those that were read since."""

from collections.abc import Iterator, Mapping

from graph.model.elements import Node, split_curie
from graph.model.ontology import ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph


class KnownNodes(Mapping[str, Node]):
    """Nodes by CURIE; `own` are those read since, which count before those of the graph `below`."""

    def __init__(self, below: FrozenGraph) -> None:
        self.own: dict[str, Node] = {}
        self._below = below

    def __getitem__(self, curie: str) -> Node:
        known = self.own.get(curie)
        return self.of_below(curie) if known is None else known

    def __contains__(self, curie: object) -> bool:
        return curie in self.own or (isinstance(curie, str) and self._below.find(curie) is not None)

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
