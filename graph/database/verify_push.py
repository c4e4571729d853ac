"""Whether a database holds what was pushed: all of it is read back, and compared by counts and hashes of each kind."""

from collections.abc import Mapping
from typing import Any

from graph.database.connection import Database
from graph.database.content_hashes import (
    ContentHashes,
    differences,
    edge_content,
    edge_hashes,
    evidence_content,
    evidence_hashes,
    node_content,
    node_hashes,
)
from graph.database.graph_reader import StoredEdge, StoredNode, read_edges, read_evidence, read_nodes
from graph.database.push_edges import EDGES, places_by_target
from graph.database.push_nodes import LISTS, NODES
from graph.database.stored_files import FILES, read_files
from graph.model.errors import StoredVersionError
from graph.model.ontology import ONTOLOGY
from graph.progress_bar import Progress
from graph.storage.edge_checks import EdgeChecks
from graph.storage.evidence_columns import EvidenceLists
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.record import encode_edge_record, encode_node_record

Hashes = dict[str, Mapping[str, Any]]
_UNFIT = b"\0"
"""Stands for a row that the layout does not allow; equal to none that was pushed."""


def expected_hashes(graph: FrozenGraph, lists: EvidenceLists, files: Mapping[str, Any]) -> Hashes:
    """What is to be found of a snapshot."""
    return {
        NODES: node_hashes(graph).as_json(),
        LISTS: evidence_hashes(lists, LISTS).as_json(),
        EDGES: edge_hashes(graph, places_by_target(graph)).as_json(),
        FILES: files,
    }


def verify_push(
    database: Database, slot: int, graph: FrozenGraph, expected: Hashes, checks: EdgeChecks, progress: Progress
) -> None:
    """Read a version back.

    Raises:
        StoredVersionError: something is missing, there twice, or other than it was sent.
        StoreError: the database cannot be read.
    """
    total = len(graph) + graph.edge_count()
    _demand(NODES, expected, _found_nodes(database, slot, len(graph), progress, total))
    lists = sum(count for count, _ in expected[LISTS].values())
    _demand(LISTS, expected, _found_evidence(database, slot, lists))
    _demand(EDGES, expected, _found_edges(database, slot, graph, checks, progress, total))
    for _ in read_files(database, slot, expected[FILES]):
        """It raises what is wrong."""


def _demand(of: str, expected: Hashes, found: ContentHashes) -> None:
    if kinds := differences(expected[of], found.as_json()):
        problem = "what was read back is not what was sent; the version before is still served"
        raise StoredVersionError(of=of, kinds=kinds, problem=problem)


def _found_nodes(database: Database, slot: int, count: int, progress: Progress, total: int) -> ContentHashes:
    hashes = ContentHashes()
    for done, node in enumerate(read_nodes(database, slot, count)):
        hashes.add("+".join(node.labels), _node_content(node))
        progress.advance(done, total)
    return hashes


def _node_content(node: StoredNode) -> bytes:
    kind = ONTOLOGY.nodes.get(node.labels[0]) if len(node.labels) == 1 else None
    if kind is None or not node.properties.keys() <= {item.name for item in kind.properties}:
        return _UNFIT
    try:
        record = encode_node_record({"kind": kind.name, **node.properties})
        return node_content(node.number, node.curie, node.name, record)
    except (TypeError, ValueError):  # A value of another type than JSON has, or than is declared.
        return _UNFIT


def _found_edges(
    database: Database, slot: int, graph: FrozenGraph, checks: EdgeChecks, progress: Progress, total: int
) -> ContentHashes:
    hashes = ContentHashes()
    for done, edge in enumerate(read_edges(database, slot, graph.columns["out.starts"]), len(graph)):
        hashes.add(edge.kind, _edge_content(edge, checks))
        progress.advance(done, total)
    return hashes


def _edge_content(edge: StoredEdge, checks: EdgeChecks) -> bytes:
    kind = ONTOLOGY.edges.get(edge.kind)
    if kind is None or not edge.properties.keys() <= {item.name for item in kind.properties}:
        return _UNFIT
    numbers = (edge.source, edge.target, edge.place, edge.in_place, edge.parallel, edge.evidence)
    if not all(isinstance(number, int) and number >= 0 for number in numbers):
        return _UNFIT
    try:
        record = encode_edge_record(kind.name, edge.properties)
        whole = edge.check == checks.of(*numbers, record)  # type: ignore[arg-type]
        return edge_content(numbers, record) if whole else _UNFIT  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return _UNFIT


def _found_evidence(database: Database, slot: int, count: int) -> ContentHashes:
    hashes = ContentHashes()
    for number, items in read_evidence(database, slot, count):
        hashes.add(LISTS, evidence_content(number, items) if isinstance(items, str) else _UNFIT)
    return hashes
