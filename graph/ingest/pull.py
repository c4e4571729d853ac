"""Pulls a graph out of a database: what was pushed, and what was added there, checked against the ontology."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import numpy as np
import orjson

from graph.database.connection import Database
from graph.database.graph_reader import read_evidence
from graph.database.push_edges import EDGES
from graph.database.push_nodes import LISTS, NODES
from graph.database.stored_files import COLUMN, MANIFEST, fetch_files
from graph.database.versions import StoredVersion, current_version
from graph.ingest.pulled_edges import Lists, PulledEdges
from graph.ingest.pulled_nodes import PulledNodes
from graph.model.elements import Edge, Evidence, EvidenceMethod, SourceDocument
from graph.model.errors import StoredVersionError
from graph.model.findings import SourceError
from graph.model.property_graph import Graph, add_edge
from graph.progress_bar import INDEXING, WRITING, Progress
from graph.storage.collector import collector_paused
from graph.store.manifest import NAME, Manifest, read_manifest

READING_NODES, READING_EDGES = "Reading nodes", "Reading edges"
PULL_STAGES = {READING_NODES: 15, READING_EDGES: 45, INDEXING: 30, WRITING: 10}
"""The stages of a pull, each with its share of the time in hundredths, as measured with ArcadeDB."""
_OUT_STARTS = f"{COLUMN}out.starts"


@dataclass(frozen=True, slots=True)
class Pulled:
    """A graph, what it was built from (nothing that is known, once something was added), and findings."""

    graph: Graph
    inputs: str
    findings: list[SourceError]
    added_nodes: int
    added_edges: int


def pull(database: Database, progress: Progress) -> Pulled:
    """Read the version that is served.

    Raises:
        StoredVersionError: there is none, or what a server needs of it is missing or changed.
        StoreError: the database cannot be read.
    """
    version = current_version(database)
    files = dict(fetch_files(database, version.slot, (MANIFEST, _OUT_STARTS)))
    manifest = _manifest_of(files[MANIFEST])
    out_starts = np.frombuffer(files[_OUT_STARTS], manifest.columns["out.starts"].dtype)
    with collector_paused():
        return _pull(database, version, manifest, out_starts, progress)


def _manifest_of(content: bytes) -> Manifest:
    with TemporaryDirectory(prefix="medcode-graph-") as folder:
        Path(folder, NAME).write_bytes(content)
        return read_manifest(Path(folder))


def _pull(
    database: Database, version: StoredVersion, manifest: Manifest, out_starts: Any, progress: Progress
) -> Pulled:
    document = str(database.address)
    nodes = PulledNodes(document)
    progress.stage(READING_NODES)
    _advance(progress, nodes.read(database, version.slot, _counts(version, NODES)), version.counts[NODES])
    graph: Graph = nx.MultiDiGraph()
    for curie in sorted(nodes.nodes):
        node = nodes.nodes[curie]
        graph.add_node(curie, kind=node.kind, name=node.name, **node.properties)
    edges = PulledEdges(graph, nodes, _read_lists(database, version), document)
    progress.stage(READING_EDGES)
    read = edges.read(database, version.slot, out_starts, _counts(version, EDGES))
    _advance(progress, read, version.counts[EDGES])
    added = sorted(edges.added, key=_sort_key)
    for edge in added:
        add_edge(graph, edge)
    graph.graph["documents"] = (*manifest.documents, *_database_document(database, nodes, added))
    findings = [*nodes.findings, *edges.findings]
    inputs = "" if findings or nodes.added or added else manifest.inputs
    return Pulled(graph, inputs, findings, len(nodes.added), len(added))


def _advance(progress: Progress, read: Iterator[int], total: int) -> None:
    for done in read:
        progress.advance(done, total)


def _counts(version: StoredVersion, of: str) -> dict[str, int]:
    return {kind: count for kind, (count, _) in version.hashes[of].items()}


def _read_lists(database: Database, version: StoredVersion) -> Lists:
    count = version.counts[LISTS]
    lists = {number: _evidence(number, items) for number, items in read_evidence(database, version.slot, count)}
    if len(lists) != count:
        raise StoredVersionError(slot=version.slot, problem=f"of {count} lists of evidence it has {len(lists)}")
    return lists


def _evidence(number: int, items: Any) -> tuple[Evidence, ...]:
    try:
        return tuple(Evidence(**{**item, "method": EvidenceMethod(item["method"])}) for item in orjson.loads(items))
    except (TypeError, ValueError, KeyError) as error:
        raise StoredVersionError(evidence=number, problem=str(error)) from error


def _sort_key(edge: Edge) -> tuple[str, str, str, bytes]:
    return edge.source, edge.target, edge.kind, orjson.dumps(dict(edge.properties), option=orjson.OPT_SORT_KEYS)


def _database_document(database: Database, nodes: PulledNodes, added: list[Edge]) -> Iterator[SourceDocument]:
    """The document of what was added, if anything was; its hash is over that."""
    if nodes.added or added:
        said = orjson.dumps([sorted(nodes.added, key=lambda node: node.curie), added])
        name = str(database.address)
        title = f"Graph database {database.address.database}"
        yield SourceDocument(name, title, name, sha256(said).hexdigest(), "not stated", redistributable=False)
