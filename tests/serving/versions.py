"""Two versions of a graph, told apart by the names in them, and what each answers."""

from dataclasses import replace
from functools import cache
from typing import Any

from graph.ingest.build import build
from graph.model.elements import Node, Value
from graph.model.property_graph import Graph
from graph.store import GraphStore
from tests.conftest import ask_store, store_of
from tests.world import EDGES, NODES, World

OLD, NEW = "old", "new"
GONE = "RISK:infection"
"""A node of the old version that the new one has not."""
MANY = 3_000


@cache
def version(name: str, *, many: bool = False) -> Graph:
    """The world with the name of the version behind each name; with `many`, some thousand procedures more."""
    nodes = [replace(node, name=f"{node.name}, {name}") for node in NODES]
    nodes += [_procedure(number, name) for number in range(MANY if many else 0)]
    return build([World([*nodes, *EDGES])]).graph


def _procedure(number: int, name: str) -> Node:
    known: dict[str, Value] = {"slug": f"procedure-{number}", "has_page": True, "is_stub": False}
    return Node(f"PAGE:procedure-{number}", "Procedure", f"Procedure {number:04}, {name}", known)


@cache
def version_without(curie: str) -> Graph:
    """The new version without a node and its edges."""
    kept = [edge for edge in EDGES if curie not in (edge.source, edge.target)]
    nodes = [replace(node, name=f"{node.name}, {NEW}") for node in NODES if node.curie != curie]
    return build([World([*nodes, *kept])]).graph


def fresh_store(graph: Graph) -> GraphStore:
    """A store that nobody else has."""
    return store_of.__wrapped__(graph)


def data(graph: Graph, query: str, **variables: object) -> Any:
    """What a version answers."""
    answer = ask_store(store_of(graph), query, variables)
    assert answer["errors"] == []
    return answer["data"]
