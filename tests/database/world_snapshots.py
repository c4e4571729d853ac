"""Snapshots for tests of databases: the world, and versions of it that differ."""

from pathlib import Path

from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.model.property_graph import Graph
from graph.store.snapshot_writer import write_snapshot
from tests.world import EDGES, NODES, World, edge


def version_of_the_world(number: int) -> Graph:
    """The world with a risk of this number, and two parallel edges to it; with one kind of each type of property."""
    curie = f"RISK:number-{number}"
    added: list[Node | Edge] = [
        Node(curie, "Risk", f"Number {number}", {"synonyms": ("Ä", "b \u2028 c")}),
        edge("PAGE:cast", "HAS_RISK", curie, position=2, condition="often"),
        edge("PAGE:cast", "HAS_RISK", curie, position=3),
    ]
    return build([World([*NODES, *EDGES, *added])]).graph


def write_world(folder: Path, number: int) -> Path:
    """The snapshot of `version_of_the_world` in a folder."""
    write_snapshot(version_of_the_world(number), folder)
    return folder
