"""A graph in a database, beside the snapshot that was pushed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graph.database.address import parse_address
from graph.database.connection import Database
from graph.database.edge_reader import StoredEdges
from graph.database.fetch_version import fetch_version
from graph.database.push import push
from graph.progress_bar import NoProgress
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot


@dataclass
class Pushed:
    """A graph in a database, what was brought of it, and the snapshot that was pushed."""

    database: Database
    folder: Path
    whole: GraphStore

    def store(self) -> GraphStore:
        """A store that knows no edge yet."""
        return GraphStore(attach_snapshot(self.folder, open_edges=partial(StoredEdges, self.database)))


@contextmanager
def pushed_snapshot(address: str, snapshot: Path, folder: Path) -> Iterator[Pushed]:
    """Push a snapshot, and bring what a server keeps of it into a folder."""
    with Database(parse_address(address)) as database:
        push(database, snapshot, NoProgress())
        assert fetch_version(database, folder)
        assert not fetch_version(database, folder)
        yield Pushed(database, folder, GraphStore(attach_snapshot(snapshot)))
