"""Snapshots: one that is forged, with checksums that are right again, is refused by name or answers queries."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bench.fuzz.reading import time_bound
from graph.model.errors import MedcodeError
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import ask_store
from tests.graph.store.forged import forge
from tests.world import world_graph

_QUERY = """{ procedures { totalCount nodes { name synonyms risks { edges { node { name } evidence { quote } } } } }
    search(query: "fracture") { totalCount nodes { text } } }"""


def seeds() -> Sequence[bytes]:
    """Any bytes: they are the beginning of the numbers by which a snapshot is forged."""
    return [bytes((number,)) for number in range(64)]


def check(content: bytes, folder: Path) -> None:
    """Forge a snapshot by a generator of numbers that begins with the content, open it and ask it.

    Raises:
        AssertionError: it took too long.
        Exception: anything else than the error of a snapshot.
    """
    genuine, forged = folder / "genuine", folder / "forged"
    if not genuine.exists():
        write_snapshot(world_graph(), genuine)
        ask_store(GraphStore(attach_snapshot(genuine)), _QUERY)  # The schema is made when it is first asked.
    shutil.rmtree(forged, ignore_errors=True)
    shutil.copytree(genuine, forged)
    forge(forged, Random(content))  # noqa: S311
    with time_bound():
        try:
            ask_store(GraphStore(attach_snapshot(forged)), _QUERY)
        except MedcodeError:
            return
