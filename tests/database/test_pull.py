"""Pulling a graph out of a real database: equal to what was pushed, with what was added there, and findings."""

from pathlib import Path

import numpy as np
import pytest

from graph.database.connection import Database
from graph.database.push import push
from graph.ingest.pull import Pulled, pull
from graph.model.errors import StoredVersionError
from graph.model.property_graph import Graph
from graph.progress_bar import NoProgress
from graph.storage.freeze import rows_of
from graph.store.manifest import read_manifest
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import Frozen, write_frozen
from tests.database.world_snapshots import write_world

PUSHED = "MATCH (a:MedcodeNode {curie: 'PAGE:cast'})"
INFECTION = "MATCH (b:MedcodeNode {curie: 'RISK:infection'})"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot that is pushed."""
    return write_world(tmp_path_factory.mktemp("pushed") / "world", 1)


@pytest.fixture
def pushed(database: Database, folder: Path) -> Database:
    """A database that has it."""
    push(database, folder, NoProgress())
    return database


def pulled(database: Database) -> Pulled:
    return pull(database, NoProgress())


def findings(found: Pulled) -> list[str]:
    return [type(finding).__name__ for finding in found.findings]


def edges(graph: Graph) -> set[tuple[str, str, str]]:
    return set(graph.edges(keys=True))


def test_nothing_is_pulled_where_nothing_was_pushed(database: Database) -> None:
    with pytest.raises(StoredVersionError):
        pulled(database)


def test_what_is_pulled_is_what_was_pushed(pushed: Database, folder: Path, tmp_path: Path) -> None:
    found = pulled(pushed)
    assert (found.findings, found.added_nodes, found.added_edges) == ([], 0, 0)
    documents = found.graph.graph["documents"]
    write_frozen(Frozen.of(rows_of(found.graph), documents), tmp_path / "pulled", found.inputs)
    before, after = read_manifest(folder), read_manifest(tmp_path / "pulled")
    assert (after.version, after.inputs, after.documents) == (before.version, before.inputs, before.documents)
    one, other = attach_snapshot(folder).graph.columns, attach_snapshot(tmp_path / "pulled").graph.columns
    assert before.columns.keys() == after.columns.keys()
    assert [name for name in before.columns if not np.array_equal(one[name], other[name])] == []


def test_edges_and_nodes_that_were_added_come_along(pushed: Database) -> None:
    pushed.write(
        (f"{PUSHED} {INFECTION} CREATE (a)-[:HAS_CONTRAINDICATION]->(:Contraindication {{curie: "
         "'CONTRAINDICATION:fever', name: 'Fever', synonyms: ['Pyrexia']}), "
         "(a)-[:HAS_RISK {condition: 'often'}]->(b)", {}),
        (f"{INFECTION} CREATE (:Procedure {{curie: 'PAGE:own', name: 'Own', slug: 'own', has_page: true}})"
         "-[:HAS_RISK {evidence: 'Protocol 7'}]->(b)", {}),
    )  # fmt: skip
    found = pulled(pushed)
    assert findings(found) == []
    assert (found.added_nodes, found.added_edges, found.inputs) == (2, 3, "")
    graph = found.graph
    assert graph.nodes["CONTRAINDICATION:fever"] == {
        "kind": "Contraindication", "name": "Fever", "synonyms": ("Pyrexia",),
    }  # fmt: skip
    added = graph.edges["PAGE:cast", "RISK:infection", "HAS_RISK#2"]
    assert added["condition"] == "often"
    (document,) = (one for one in graph.graph["documents"] if one.title.startswith("Graph database"))
    assert document.id == str(pushed.address)
    assert [item.source for item in added["evidence"]] == [document.id]
    (evidence,) = graph.edges["PAGE:own", "RISK:infection", "HAS_RISK"]["evidence"]
    assert (evidence.source, evidence.section) == (document.id, "Protocol 7")
    assert ("PAGE:cast", "CONTRAINDICATION:fever", "HAS_CONTRAINDICATION") in edges(graph)


def test_a_pulled_graph_with_additions_can_be_pushed_again_and_is_the_same_then(
    pushed: Database, tmp_path: Path
) -> None:
    pushed.write((f"{PUSHED} {INFECTION} CREATE (a)-[:HAS_RISK {{condition: 'often'}}]->(b)", {}))
    found = pulled(pushed)
    write_frozen(Frozen.of(rows_of(found.graph), found.graph.graph["documents"]), tmp_path / "own")
    assert push(pushed, tmp_path / "own", NoProgress()).version.slot == 2
    again = pulled(pushed)
    assert (again.findings, again.added_edges) == ([], 0)
    assert edges(again.graph) == edges(found.graph)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (f"{PUSHED} {INFECTION} CREATE (a)-[:LIKES]->(b), (b)-[:LIKES]->(a)", ["UndeclaredKind"]),
        (f"{PUSHED} {INFECTION} CREATE (b)-[:HAS_RISK]->(a)", ["WrongEnd"]),
        (f"{PUSHED} {INFECTION} CREATE (a)-[:HAS_RISK {{condition: 7}}]->(b)", ["InvalidProperty"]),
        (f"{PUSHED} CREATE (a)-[:HAS_RISK]->(:Person {{name: 'Somebody'}})", ["DanglingEdge"]),
        (f"{PUSHED} CREATE (a)-[:HAS_RISK]->(:Risk {{curie: 'RISK:pain'}})", ["NotAName"]),
        (f"{PUSHED} CREATE (a)-[:HAS_RISK]->(:Risk {{curie: 'pain', name: 'Pain'}})", ["InvalidProperty"]),
        ("CREATE (:Risk {curie: 'RISK:infection', name: 'Infect'})", ["ConflictingNode"]),
        (
            "MATCH (a:MedcodeNode {curie: 'INDICATION:fracture'}), (b:MedcodeNode {curie: "
            "'INDICATION:wrist-fracture'}) CREATE (a)-[:IS_A]->(b)",
            ["CyclicHierarchy"],
        ),
    ],
)
def test_an_addition_that_the_ontology_does_not_allow_is_a_finding_and_left_out(
    pushed: Database, folder: Path, change: str, expected: list[str]
) -> None:
    pushed.write((change, {}))
    found = pulled(pushed)
    assert findings(found) == expected
    assert all(finding.path == str(pushed.address) for finding in found.findings)
    assert edges(found.graph) == edges(attach_snapshot(folder).to_networkx())


def test_what_was_changed_or_removed_is_so_and_told(pushed: Database, folder: Path) -> None:
    pushed.write(
        ("MATCH (n:MedcodeNode {curie: 'RISK:infection'}) SET n.name = 'Infections', n.note = 'x'", {}),
        ("MATCH (:MedcodeNode {curie: 'PAGE:cast'})-[r:HAS_BENEFIT]->() DELETE r", {}),
        ("MATCH (:MedcodeNode {curie: 'PAGE:cast'})-[r:HAS_PREPARATION]->() SET r.weight = 3", {}),
    )
    found = pulled(pushed)
    assert [(type(one).__name__, one.details.get("field"), one.details.get("count")) for one in found.findings] == [
        ("InvalidProperty", "note", None),
        ("InvalidProperty", "weight", None),
        ("GoneFromDatabase", None, 1),
    ]
    assert found.graph.nodes["RISK:infection"]["name"] == "Infections"
    assert "note" not in found.graph.nodes["RISK:infection"]
    before = edges(attach_snapshot(folder).to_networkx())
    assert before - edges(found.graph) == {("PAGE:cast", "BENEFIT:healing", "HAS_BENEFIT")}


def test_evidence_that_is_gone_is_an_error(pushed: Database) -> None:
    pushed.write(("MATCH (e:MedcodeEvidence) WITH e LIMIT 1 DELETE e", {}))
    with pytest.raises(StoredVersionError):
        pulled(pushed)
