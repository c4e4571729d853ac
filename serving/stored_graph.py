"""Snapshots attached by a server: the edges of a partial one are read from the database that it serves from."""

import os
from functools import cache

from graph.database.address import parse_address
from graph.database.available_database import AvailableDatabase
from graph.database.edge_reader import StoredEdges
from graph.store.snapshot import Snapshot
from graph.store.snapshot_copy import SnapshotCopy
from serving.setting_types import PREFIX


def attach(copy: SnapshotCopy) -> Snapshot:
    """Map a snapshot.

    Raises:
        SnapshotError: it cannot be used.
    """
    return copy.attach(_open_edges)


def _open_edges(slot: int, version: str) -> StoredEdges:
    return StoredEdges(connected_database(), slot, version)


@cache
def connected_database() -> AvailableDatabase:
    """The database that this process serves from; it is connected when it is asked first.

    Raises:
        InvalidArgument: the setting of the store names none.
        StoreUnavailable: the driver is not installed.
    """
    return AvailableDatabase(parse_address(os.environ.get(f"{PREFIX}STORE", "")))
