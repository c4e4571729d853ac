"""The nodes that codes and CURIEs of a file may name: those of a built graph, and those of the user's own data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from graph.ingest.nearest_terms import nearest_name
from graph.model.elements import Node
from graph.storage.frozen_graph import FrozenGraph


@dataclass(slots=True)
class KnownNodes(Mapping[str, Node]):
    """Nodes by CURIE; those of a built graph are read when they are asked for."""

    graph: FrozenGraph | None
    own: dict[str, Node] = field(default_factory=dict)

    def __getitem__(self, curie: str) -> Node:
        if curie in self.own:
            return self.own[curie]
        number = self.graph.find(curie) if self.graph else None
        if self.graph is None or number is None:
            raise KeyError(curie)
        return self.graph.node(number)

    def __contains__(self, curie: object) -> bool:
        return curie in self.own or bool(self.graph and self.graph.find(str(curie)) is not None)

    def __iter__(self) -> Iterator[str]:
        """All CURIEs, in the order in which the graph lists them, as ranges of codes need them."""
        if self.graph is not None:
            yield from (self.graph.curies[number] for number in np.argsort(self.graph.listing_places).tolist())
        yield from self.own

    def __len__(self) -> int:
        return len(self.own) + (len(self.graph) if self.graph else 0)

    def nearest(self, curie: str) -> str | None:
        """The CURIE of the same prefix and of nearly the same letters."""
        prefix = f"{curie.partition(':')[0]}:"
        first, end = self.graph.beginning(prefix) if self.graph else (0, 0)
        known = [*(self.graph.curies[first:end] if self.graph else ()), *self.own]
        return nearest_name(curie, [name for name in known if name.startswith(prefix)])
