"""Edges that were changed in the database: no answer is wrong, and what is not damaged is answered."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import orjson
import pytest

from graph.database.connection import Database
from graph.database.edge_reader import StoredEdges
from graph.database.fetch_version import fetch_version
from graph.database.push import push
from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.errors import StoredVersionError
from graph.model.property_graph import Graph
from graph.progress_bar import NoProgress
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from schema.errors import STORE_UNAVAILABLE
from tests.conftest import ask_compiled, ask_store
from tests.world import EDGES, NODES, World, edge

CAST = "MATCH (a:MedcodeNode {curie: 'PAGE:cast'})-[r:HAS_RECOVERY]->(b:MedcodeNode {curie: 'RECOVERY:walk'})"
ADDED = "two at a place"
"""The edge that was pushed is there as well, and is known by its check."""
COMPARED = ("a property of another type", "a property that is a list")
"""Damage to what `FEW` compares."""
DAMAGE = {
    "removed": f"{CAST} DELETE r",
    "another place": f"{CAST} SET r.place = r.place + 1",
    "a place far away": f"{CAST} SET r.place = 1000000000",
    "a negative place": f"{CAST} SET r.place = -1",
    "a place that is a text": f"{CAST} SET r.place = 'x'",
    "a place with a fraction": f"{CAST} SET r.place = r.place + 0.5",
    "another entry": f"{CAST} SET r.in_place = r.in_place - 1",
    "an entry that is a list": f"{CAST} SET r.in_place = [1]",
    "an entry far away": f"{CAST} SET r.in_place = 4294967296",
    "evidence far away": f"{CAST} SET r.evidence = 123456",
    "another list of evidence": f"{CAST} SET r.evidence = r.evidence + 1",
    "a number of parallel edges": f"{CAST} SET r.parallel = 70000",
    "no number of parallel edges": f"{CAST} REMOVE r.parallel",
    "a property of the same length": f"{CAST} SET r.duration_min = 5",
    "a property of another type": f"{CAST} SET r.duration_min = 'four'",
    "a property that is a list": f"{CAST} SET r.duration_min = [4]",
    "no check": f"{CAST} REMOVE r.check",
    "a stolen place": f"{CAST} MATCH (c:MedcodeNode {{curie: 'RECOVERY:sleep'}}) "
    "CREATE (a)-[s:HAS_RECOVERY]->(c) SET s = properties(r) DELETE r",
    ADDED: f"{CAST} MATCH (c:MedcodeNode {{curie: 'RECOVERY:sleep'}}) "
    "CREATE (a)-[s:HAS_RECOVERY]->(c) SET s = properties(r)",
}
OF_CAST = '{ procedure(slug: "cast") { recovery { edges { durationMin node { name } evidence { quote } } } } }'
OF_RECOVERY = "{ recoveries { nodes { name procedures { nodes { name } } } } }"
FEW = '{ procedure(slug: "cast") { recovery(whereEdge: { durationMin: { atLeast: 3 } }) { edges { node { name } } } } }'
ROLES = "{ roles { nodes { name procedures { nodes { name } } } } }"


def version(name: str) -> Graph:
    """The world with the name of the version behind each name, and with recoveries."""
    nodes = [*NODES, *(Node(f"RECOVERY:{curie}", "Recovery", curie) for curie in ("walk", "sleep"))]
    edges = [
        edge("PAGE:cast", "HAS_RECOVERY", "RECOVERY:walk", position=1, duration_min=4, duration_unit="week"),
        edge("PAGE:splint", "HAS_RECOVERY", "RECOVERY:sleep", position=0, duration_min=4, duration_unit="week"),
        edge("PAGE:cast", "HAS_RECOVERY", "RECOVERY:sleep", position=2, duration_min=1, duration_unit="week"),
    ]
    named = [replace(node, name=f"{node.name}, {name}") for node in nodes]
    return build([World([*named, *EDGES, *edges])]).graph


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot that is pushed."""
    folder = tmp_path_factory.mktemp("whole") / "whole"
    write_snapshot(version("old"), folder)
    return folder


@pytest.fixture
def pushed(database: Database, whole: Path, tmp_path: Path) -> tuple[Database, Path]:
    """A database that has it, and what a server has brought from there."""
    push(database, whole, NoProgress())
    fetch_version(database, tmp_path / "brought")
    return database, tmp_path / "brought"


def answers(store: GraphStore, text: str) -> list[object]:
    """What both executions answer; None where it is that the database does not hold what was pushed."""
    found: list[object] = []
    try:
        compiled = ask_compiled(store, text)
        assert compiled is not None
        found.append(orjson.loads(compiled.body)["data"])
    except StoredVersionError:
        found.append(None)
    answer = ask_store(store, text)
    codes = {error["extensions"]["code"] for error in answer["errors"]}
    assert codes <= {STORE_UNAVAILABLE}
    return [*found, None if codes else answer["data"]]


def check(database: Database, brought: Path, whole: Path, refused: Sequence[str], few: Sequence[str]) -> None:
    """Queries are answered rightly or not at all; some are `refused`."""
    right = GraphStore(attach_snapshot(whole))
    for query in (OF_CAST, OF_RECOVERY, *few, ROLES):
        expected = ask_store(right, query)["data"]
        store = GraphStore(attach_snapshot(brought, open_edges=partial(StoredEdges, database)))
        for found in answers(store, query):
            assert found in (None, expected), query
            assert (found is None) >= (query in refused), query
            assert found is not None or query != ROLES


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("long", [1_000, 1], ids=["rows read whole", "rows filtered by the database"])
def test_no_answer_is_wrong(
    pushed: tuple[Database, Path], whole: Path, damage: str, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.row_candidates._LONG", long)
    database, brought = pushed
    database.write((DAMAGE[damage], {}))
    is_left_out = long == 1 and damage in COMPARED  # By the database: nobody else sees it (docs/operate/database.md).
    check(database, brought, whole, () if damage == ADDED else (OF_CAST,), () if is_left_out else (FEW,))


@pytest.mark.parametrize("long", [1_000, 1], ids=["rows read whole", "rows filtered by the database"])
def test_another_version_in_the_slot_is_noticed(
    pushed: tuple[Database, Path], whole: Path, long: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.row_candidates._LONG", long)
    database, brought = pushed
    database.write(("MATCH (n) DETACH DELETE n", {}))
    write_snapshot(version("new"), tmp_path / "new")
    push(database, tmp_path / "new", NoProgress())
    for query in (OF_CAST, OF_RECOVERY, FEW, ROLES):
        store = GraphStore(attach_snapshot(brought, open_edges=partial(StoredEdges, database)))
        assert answers(store, query) == [None, None]
