"""Pushing snapshots into a real database: what is there afterwards, which version is served, and what goes wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.database.connection import Database
from graph.database.layout import READ_NODES, database_id
from graph.database.push import push, roll_back
from graph.database.stored_files import COLUMN, INDEX, MANIFEST, fetch_files
from graph.database.versions import read_current, read_versions
from graph.model.errors import StoredVersionError
from graph.progress_bar import NoProgress
from graph.store.manifest import NAME, read_manifest
from graph.store.partial_snapshot import LEFT_OUT
from graph.store.snapshot import attach_snapshot
from tests.database.world_snapshots import write_world

EDGES_OF = "MATCH (:MedcodeNode {id: $id})-[r]->(m) RETURN type(r), m.id, properties(r)"
Worlds = Callable[[int], Path]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Folders of snapshots of versions of the world, by number."""
    made: dict[int, Path] = {}

    def world(number: int) -> Path:
        if number not in made:
            made[number] = write_world(tmp_path_factory.mktemp("worlds") / str(number), number)
        return made[number]

    return world


def push_it(database: Database, folder: Path) -> tuple[int, bool]:
    """The slot that a snapshot is in, and whether it was there."""
    done = push(database, folder, NoProgress())
    return done.version.slot, done.was_there


def contents(database: Database) -> tuple[object, ...]:
    """How much of everything there is."""
    labels = ("MedcodeNode", "MedcodeEvidence", "MedcodeFile", "MedcodeVersion")
    counts = [database.read(f"MATCH (n:{label}) RETURN count(n)")[0][0] for label in labels]
    return (*counts, database.read("MATCH (:MedcodeNode)-[r]->() RETURN count(r)")[0][0])


def test_nodes_and_edges_are_there_as_the_snapshot_has_them(database: Database, worlds: Worlds) -> None:
    slot, was_there = push_it(database, worlds(1))
    graph = attach_snapshot(worlds(1)).graph
    assert (slot, was_there) == (1, False)
    cast = graph.find("PAGE:cast")
    assert cast is not None
    ((_, labels, properties),) = database.read(READ_NODES, {"ids": [database_id(1, cast)]})
    assert sorted(labels) == ["MedcodeNode", "Procedure"]
    node = graph.node(cast)
    assert properties == {"id": database_id(1, cast), "curie": "PAGE:cast", "name": "Cast", **node.properties}
    rows = database.read(EDGES_OF, {"id": database_id(1, cast)})
    found = {properties["place"]: (kind, target, properties) for kind, target, properties in rows}
    properties_of, expected = {number: properties for number, (*_, properties) in found.items()}, {}
    for number in range(graph.out_starts[cast], graph.out_starts[cast + 1]):
        given = {
            name: list(value) if isinstance(value, tuple) else value for name, value in graph.properties(number).items()
        }
        own = {"place": number, "in_place": list(graph.incoming).index(number), "parallel": graph.edge_number(number)}
        own["evidence"] = int(graph.columns["edge.evidence"][number])
        own["check"] = properties_of[number]["check"]
        expected[number] = (graph.edge_kind(number), database_id(1, graph.target(number)), {**own, **given})
    assert found == expected


def test_the_files_that_a_server_needs_are_there(database: Database, worlds: Worlds) -> None:
    slot, _ = push_it(database, worlds(1))
    files = dict(fetch_files(database, slot))
    manifest, columns = read_manifest(worlds(1)), attach_snapshot(worlds(1)).graph.columns
    assert files[MANIFEST] == (worlds(1) / NAME).read_bytes()
    for name in manifest.columns:
        assert files.get(COLUMN + name) == (None if name in LEFT_OUT else columns[name].tobytes())
    index = {
        INDEX + path.name: path.read_bytes() for path in (worlds(1) / manifest.index).iterdir() if path.name[0] != "."
    }
    assert {name: content for name, content in files.items() if name.startswith(INDEX)} == index


def test_a_push_of_what_is_there_changes_nothing(database: Database, worlds: Worlds) -> None:
    first = push_it(database, worlds(1))
    before = contents(database)
    writes: list[str] = []
    database.on_statement = lambda statement, _: writes.append(statement)
    assert push_it(database, worlds(1)) == (first[0], True)
    assert [statement for statement in writes if "SET" in statement or "CREATE" in statement] == []
    assert contents(database) == before


def test_the_version_before_is_kept_and_older_ones_are_removed(database: Database, worlds: Worlds) -> None:
    slots = []
    for number in (1, 2, 3):
        slots.append(push_it(database, worlds(number))[0])
        sizes = contents(database)
    assert slots == [1, 2, 3]
    assert sorted(read_versions(database)) == [2, 3]
    current = read_current(database)
    assert (current.slot, current.previous) == (3, 2)
    graphs = [attach_snapshot(worlds(number)).graph for number in (2, 3)]
    assert sizes[0] == sum(map(len, graphs))
    assert sizes[-1] == sum(graph.edge_count() for graph in graphs)


def test_a_rollback_serves_the_version_before_and_goes_back_again(database: Database, worlds: Worlds) -> None:
    push_it(database, worlds(1))
    with pytest.raises(StoredVersionError):
        roll_back(database)
    push_it(database, worlds(2))
    assert roll_back(database).slot == 1
    assert (read_current(database).slot, read_current(database).previous) == (1, 2)
    assert roll_back(database).slot == 2
    assert push_it(database, worlds(1)) == (1, True)
    assert (read_current(database).slot, read_current(database).previous) == (1, 2)


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (n:MedcodeNode {curie: 'RISK:infection'}) SET n.name = 'Other'",
        "MATCH (n:MedcodeNode {curie: 'PAGE:cast'}) SET n.duration_min_minutes = 30.0",
        "MATCH (n:MedcodeNode {curie: 'RISK:infection'}) SET n.unknown = 1",
        "MATCH (n:MedcodeNode {curie: 'RISK:infection'}) DETACH DELETE n",
        "MATCH ()-[r:HAS_RISK]->() WITH r LIMIT 1 DELETE r",
        "MATCH (a)-[r:HAS_RISK]->(b) WITH a, b LIMIT 1 CREATE (a)-[:HAS_RISK {place: 0}]->(b)",
        "MATCH ()-[r:HAS_RISK]->() WITH r LIMIT 1 SET r.in_place = r.in_place + 1",
        "MATCH ()-[r:HAS_RISK]->() WITH r LIMIT 1 SET r.check = r.check + 1",
        "MATCH (e:MedcodeEvidence) WITH e LIMIT 1 SET e.items = '[]'",
        "MATCH (f:MedcodeFile) WITH f LIMIT 1 SET f.text = 'x'",
        "MATCH (f:MedcodeFile) WITH f LIMIT 1 DELETE f",
    ],
)
def test_what_is_not_as_it_was_sent_is_never_served(database: Database, worlds: Worlds, damage: str) -> None:
    push_it(database, worlds(1))
    done: list[str] = []

    def damaged(statement: str, _: object) -> None:
        if "properties(n)" in statement and not done:
            done.append(statement)
            with Database(database.address) as other:
                other.write((damage, {}))

    folder = worlds(2)
    database.on_statement = damaged
    # Both versions hold what is damaged: that of the new one is what counts.
    database.write(("MATCH (n:MedcodeNode) DETACH DELETE n", {}), ("MATCH (n:MedcodeEvidence) DELETE n", {}))
    database.write(("MATCH (n:MedcodeFile) DELETE n", {}))
    with pytest.raises(StoredVersionError):
        push_it(database, folder)
    assert done
    assert read_current(database).slot == 1


def test_files_that_this_program_does_not_read_are_pushed_anew(
    database: Database, worlds: Worlds, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as other_version:
        for module in ("graph.store.manifest", "graph.database.push"):
            other_version.setattr(f"{module}.FORMAT", "medcode-graph/1")
        push_it(database, write_world(tmp_path / "other", 1))
    before = contents(database)
    assert push_it(database, worlds(1)) == (1, False)
    assert contents(database) == before
    assert dict(fetch_files(database, 1))[MANIFEST] == (worlds(1) / NAME).read_bytes()
    assert push_it(database, worlds(1)) == (1, True)
