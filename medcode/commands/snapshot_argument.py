"""The option by which commands take a snapshot."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model.errors import InvalidArgument
from serving.settings import DEFAULT_STORE, SETTINGS

if TYPE_CHECKING:
    from graph.store import GraphStore
    from graph.store.snapshot import Snapshot

_STORE = next(setting for setting in SETTINGS if setting.name == "store")


def add_snapshot_argument(parser: ArgumentParser) -> None:
    text = (
        "the folder of a snapshot, as `medcode build --out DIR` writes it; unless given, the one that "
        f"{_STORE.variable} names (snapshot:DIR), or else the default graph, which is built if there is none"
    )
    parser.add_argument_group("graph").add_argument("--graph", metavar="DIR", type=Path, help=text)


def open_snapshot(arguments: Namespace) -> "Snapshot":
    """The snapshot that was named, or that of what is shipped.

    Raises:
        InvalidArgument: the environment names none as it should.
        SnapshotError: the snapshot cannot be used.
    """
    from graph.store.snapshot import attach_snapshot

    return attach_snapshot(snapshot_folder(arguments))


def snapshot_folder(arguments: Namespace) -> Path:
    """The folder of the snapshot that was named, or that of what is shipped.

    Raises:
        InvalidArgument: the environment names none as it should.
    """
    folder: Path | None = arguments.graph
    return folder or _folder_of_environment()


def open_graph(arguments: Namespace) -> "GraphStore":
    """The store over the snapshot that was named, or that of what is shipped; see `open_snapshot`."""
    from graph.store import GraphStore

    return GraphStore(open_snapshot(arguments))


def _folder_of_environment() -> Path:
    from graph.store.store import folder_of_store
    from medcode.built_snapshot import built_snapshot

    try:
        address = str(_STORE.value(os.environ))
    except ValueError as error:
        raise InvalidArgument(problem=str(error)) from error
    if address != DEFAULT_STORE:
        return folder_of_store(address)
    return built_snapshot()
