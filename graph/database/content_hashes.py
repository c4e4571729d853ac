"""Counts and hashes of rows by kind, which do not depend on the order of the rows: a version is compared by them.

The hash of a kind is the sum of the hashes of its rows (XXH3, 64 bits) modulo 2**64.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from struct import Struct

from xxhash import xxh3_64_intdigest

from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.storage.columns import END
from graph.storage.evidence_columns import EvidenceLists
from graph.storage.freeze import identity_text
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import Longs

_MODULUS = 1 << 64
_NUMBER, _EDGE = Struct("<Q"), Struct("<6Q")


class ContentHashes:
    """Counts and hashes of rows."""

    def __init__(self) -> None:
        self._counts, self._sums = Counter[str](), Counter[str]()

    def add(self, kind: str, content: bytes) -> None:
        """Add a row."""
        self._counts[kind] += 1
        self._sums[kind] += xxh3_64_intdigest(content)

    def as_json(self) -> dict[str, list[str | int]]:
        """How many rows there are of each kind, and their hash."""
        return {kind: [self._counts[kind], f"{self._sums[kind] % _MODULUS:016x}"] for kind in sorted(self._counts)}


def node_content(number: int, curie: str, name: str, record: bytes) -> bytes:
    """What is hashed of a node; `record` is of `graph.storage.record`."""
    return _NUMBER.pack(number) + (identity_text(curie, name) + END).encode() + record


def edge_content(numbers: tuple[int, int, int, int, int, int], record: bytes) -> bytes:
    """What is hashed of an edge: the numbers of its ends, and those of `layout.RESERVED_OF_EDGES`."""
    return _EDGE.pack(*numbers) + record


def evidence_content(number: int, items: str) -> bytes:
    """What is hashed of a list of evidence."""
    return _NUMBER.pack(number) + items.encode()


def node_hashes(graph: FrozenGraph) -> ContentHashes:
    """Those of the nodes of a snapshot."""
    hashes, identity = ContentHashes(), graph.columns.arena("node.identity")
    for number, kind in enumerate(graph.kinds):
        hashes.add(NODE_KINDS[kind], _NUMBER.pack(number) + identity[number] + graph.values[number])
    return hashes


def edge_hashes(graph: FrozenGraph, in_places: Longs) -> ContentHashes:
    """Those of the edges of a snapshot; `in_places` are of `graph.database.push_edges`."""
    hashes = ContentHashes()
    for number, (kind, *numbers) in enumerate(_edge_numbers(graph, in_places)):
        source, target, in_place, parallel, evidence = numbers
        content = edge_content((source, target, number, in_place, parallel, evidence), graph.edge_values[number])
        hashes.add(EDGE_KINDS[kind], content)
    return hashes


def _edge_numbers(graph: FrozenGraph, in_places: Longs) -> Iterator[tuple[int, ...]]:
    names = ("kind", "source", "target", "number", "evidence")
    kind, source, target, number, evidence = (graph.columns[f"edge.{name}"].tolist() for name in names)
    return zip(kind, source, target, in_places.tolist(), number, evidence, strict=True)


def evidence_hashes(lists: EvidenceLists, kind: str) -> ContentHashes:
    """Those of the lists of evidence of a snapshot, under the name of a kind."""
    hashes = ContentHashes()
    for number in range(len(lists)):
        hashes.add(kind, evidence_content(number, lists.json(number)))
    return hashes


def differences(expected: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    """The kinds whose rows differ."""
    return sorted(kind for kind in {*expected, *found} if expected.get(kind) != found.get(kind))
