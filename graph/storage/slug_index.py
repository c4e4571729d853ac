"""Nodes by their slugs: an index that is written when a graph is frozen, searched by halving."""

from bisect import bisect_left

from graph.model.ontology import ONTOLOGY
from graph.storage.columns import END, NamedArrays
from graph.storage.decoding import decode_json

_END = END.encode()
_KINDS = tuple(ONTOLOGY.nodes)
_FIELDS = {
    number: place
    for number, kind in enumerate(ONTOLOGY.node_kinds)
    for place, declared in enumerate(kind.properties)
    if declared.name == "slug"
}
"""The place of the slug in the records of each kind that has slugs, by the number of the kind."""


class SlugIndex:
    """The index `slug.nodes` (see `graph.storage.freeze`)."""

    def __init__(self, columns: NamedArrays) -> None:
        self._nodes, self._kinds = memoryview(columns["slug.nodes"].data), memoryview(columns["node.kind"].data)
        self._records = columns.arena("node.values")

    def find(self, kind: str, slug: str) -> int | None:
        """The node of a kind that has this slug, in any case: the first by name; None where there is none."""
        wanted, number = slug.casefold(), _KINDS.index(kind)
        for place in range(bisect_left(self._nodes, wanted, key=self.slug), len(self._nodes)):
            node: int = self._nodes[place]
            if self.slug(node) != wanted:
                break
            if self._kinds[node] == number:
                return node
        return None

    def slug(self, node: int) -> str:
        """The slug of a node, without case."""
        value = self._records[node].split(_END)[_FIELDS[self._kinds[node]]]
        slug = decode_json(value, "node.values.bytes")
        return slug.casefold() if isinstance(slug, str) else ""
