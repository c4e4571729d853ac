"""IS_A edges that close a circle, found and left out as a build does (see `graph.ingest.merge_edges`)."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.ingest.merge_edges import circular_edges
from graph.model.elements import Edge
from graph.model.ontology import EDGE_KINDS
from graph.tables.database import Database
from graph.tables.finding_log import FindingLog

Pairs = npt.NDArray[np.uint32]
_IS_A = EDGE_KINDS.index("IS_A")


def remove_circles(database: Database, path: str, log: FindingLog) -> None:
    """Take the edges that close a circle out of the table `joined`; each pair of nodes is a finding.

    Memory grows with the IS_A edges: 20 bytes for each.
    """
    pairs = _pairs_in_circles(database)
    if not len(pairs):
        return
    database.run("CREATE TABLE in_circles (source UINTEGER, target UINTEGER)")
    database.insert("in_circles", {"source": pairs[:, 0], "target": pairs[:, 1]})
    named = database.rows(
        "SELECT s.curie, t.curie, source, target FROM in_circles "
        "JOIN nodes s ON s.number = source JOIN nodes t ON t.number = target"
    )
    numbers = {(source, target): ends for source, target, *ends in named}
    edges = (Edge(source, "IS_A", target) for source, target in numbers)
    removed = list[list[int]]()
    for edge, finding in circular_edges(edges, lambda _: iter(()), lambda _: path):
        log.add(finding)
        removed.append(numbers[edge.source, edge.target])
    database.run("DELETE FROM in_circles")
    ends = np.array(removed, dtype=np.uint32).reshape(-1, 2)
    database.insert("in_circles", {"source": ends[:, 0], "target": ends[:, 1]})
    database.run(
        f"DELETE FROM joined WHERE kind = {_IS_A} AND (source, target) IN (SELECT (source, target) FROM in_circles)"
    )


def _pairs_in_circles(database: Database) -> Pairs:
    """The ends of IS_A edges that are on a circle, a pair in a row."""
    nodes = database.one("SELECT count(*) FROM nodes")
    query = f"SELECT DISTINCT source, target FROM joined WHERE kind = {_IS_A} AND fits"
    parts = [
        np.stack([batch["source"].to_numpy(), batch["target"].to_numpy()], axis=1) for batch in database.batches(query)
    ]
    pairs = np.concatenate([np.zeros((0, 2), dtype=np.uint32), *parts]).astype(np.uint32)
    ones = np.ones(len(pairs), dtype=np.int8)
    hierarchy = csr_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(nodes, nodes))
    _, part_of = connected_components(hierarchy, connection="strong")
    found: Pairs = pairs[part_of[pairs[:, 0]] == part_of[pairs[:, 1]]]
    return found
