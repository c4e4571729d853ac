"""Versions that are no longer needed are removed in batches, so that no transaction holds much."""

from graph.database.connection import Database
from graph.database.layout import EVIDENCE, FILE, NODE, delete, ids
from graph.database.push_nodes import LISTS, NODES
from graph.database.stored_files import FILES
from graph.database.versions import REMOVING, LoadProgress, StoredVersion, delete_version, set_progress

_AT_ONCE = {NODE: 500, EVIDENCE: 2_000, FILE: 20}
"""Nodes that a transaction removes, with their edges."""
_COUNTED = {NODE: NODES, EVIDENCE: LISTS, FILE: FILES}
_ADDED = f"UNWIND $ids AS i MATCH (n:{NODE} {{id: i}})-[r]-() WHERE r.place IS NULL RETURN count(r)"
_NODES_AT_ONCE = 5_000


def count_added_edges(database: Database, version: StoredVersion) -> int:
    """How many edges at the nodes of a version were not pushed; one between two of them counts twice."""
    nodes = version.counts[NODES]
    batches = (range(first, min(first + _NODES_AT_ONCE, nodes)) for first in range(0, nodes, _NODES_AT_ONCE))
    return sum(database.read(_ADDED, {"ids": ids(version.slot, numbers)})[0][0] for numbers in batches)


def remove_version(database: Database, version: StoredVersion) -> None:
    """Remove a version; what broke off goes on when it is removed again.

    Raises:
        StoredVersionError: a push loads it at this moment.
        StoreError: the database is not reached, or has refused it.
    """
    if version.progress.stage != REMOVING:
        version = set_progress(database, version, LoadProgress(REMOVING, 0))
    for label, counted in _COUNTED.items():
        remove_rows(database, label, version.slot, version.counts[counted])
    delete_version(database, version.slot)


def remove_rows(database: Database, label: str, slot: int, count: int) -> None:
    """Remove the nodes with one of our own labels and the numbers below `count`."""
    for first in range(0, count, _AT_ONCE[label]):
        numbers = range(first, min(first + _AT_ONCE[label], count))
        database.write((delete(label), {"ids": ids(slot, numbers)}))
