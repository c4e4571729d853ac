"""Engines by the scheme of a store's address: `snapshot:DIR`."""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from graph.errors import InvalidArgument
from graph.snapshot import attach
from graph.store.frozen import FrozenStore
from graph.store.protocol import GraphStore

ENGINES = {"snapshot": "graph.store.engines:open_snapshot"}


class _Open(Protocol):
    def __call__(self, rest: str) -> GraphStore: ...


def open_store(address: str) -> GraphStore:
    """The store at an address, as in `snapshot:build/graph`.

    Raises:
        InvalidArgument: no engine has the scheme.
        SnapshotError: the snapshot cannot be used.
    """
    scheme, _, rest = address.partition(":")
    if scheme not in ENGINES or not rest:
        raise InvalidArgument(argument="store", value=address, allowed=sorted(ENGINES))
    module, _, name = ENGINES[scheme].partition(":")
    return cast("_Open", getattr(import_module(module), name))(rest)


def open_snapshot(rest: str) -> GraphStore:
    """A snapshot, mapped."""
    return FrozenStore(attach(Path(rest)))
