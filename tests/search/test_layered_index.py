"""An index that stands upon another finds what one that is written whole finds."""

from pathlib import Path
from random import Random

import networkx as nx
import pytest

from graph.ingest.merge_edges import ENDS
from graph.model.elements import Node
from graph.model.property_graph import Graph, edges_of, iter_nodes
from graph.search.entry import node_entry
from graph.search.finder import Finder
from graph.search.index import LowerIndex, write_index
from graph.search.index_reader import open_index
from graph.search.search_types import Facets, Search
from graph.search.segments import segment_lengths
from graph.storage.extend import Additions, extend
from graph.store.manifest import read_manifest
from graph.store.snapshot import Snapshot, attach_snapshot
from graph.store.snapshot_writer import Frozen, write_frozen, write_snapshot
from tests.search.finders import CODES
from tests.world import world_graph

_QUERIES = (
    "cast",
    "splint",
    "fracture",
    "wrist fracture",
    "broken bone",
    "infection",
    "infecton",
    "nurse",
    "stiff",
    "good health",
    "skin sore wrist",
    "diabetes",
    "e11",
    "E11.9",
    "icd10cm e119",
    "470",
    "hip",
    "A0001",
    "plaster",
    "rest at home",
    "nothing like it",
)


def _whole() -> Graph:
    graph = world_graph()
    for node in CODES:
        graph.add_node(node.curie, kind=node.kind, name=node.name, **node.properties)
    return graph


def _layered(whole: Graph, above: set[str], folder: Path) -> Snapshot:
    """The graph in two layers: of the nodes above that are not new, the lower one has stubs of another name."""
    part = whole.copy()
    stubs = {curie for curie in above if curie.startswith(("PAGE:", "ICD10CM:"))}
    part.remove_nodes_from(above)
    for curie in sorted(stubs):
        part.add_node(curie, kind=whole.nodes[curie]["kind"], name=f"Former {curie}", is_stub=True)
    lower = folder / "lower"
    write_snapshot(part, lower)
    below = attach_snapshot(lower)
    nodes = {node.curie: node for node in iter_nodes(whole) if node.curie in above}
    edges = sorted((edge for edge in edges_of(whole) if edge.source in above or edge.target in above), key=ENDS)
    additions = Additions(nodes, edges, (), whole.graph["documents"])
    extended = extend(below.graph, additions)
    upper = folder / "upper"
    write_frozen(Frozen.upon(below, lower / read_manifest(lower).index, additions, extended), upper)
    return attach_snapshot(upper)


def _found(snapshot: Snapshot, wanted: Search) -> tuple[list[str], int, Facets, list[str]]:
    page = snapshot.finder.search(wanted)
    for hit in page.hits:
        assert snapshot.graph.curie(hit.number) == hit.curie
    reasons = sorted(f"{hit.curie} {hit.match_type.name} {hit.reason}" for hit in page.hits)
    return [hit.curie for hit in page.hits], page.total, page.facets, reasons


@pytest.mark.parametrize("seed", range(8))
def test_two_layers_find_what_one_does(seed: int, tmp_path: Path) -> None:
    random, whole = Random(seed), _whole()  # noqa: S311
    share = random.choice((0.2, 0.5, 0.9))
    above = {curie for curie in sorted(whole.nodes) if random.random() < share}
    write_snapshot(whole, tmp_path / "one")
    one, two = attach_snapshot(tmp_path / "one"), _layered(whole, above, tmp_path)
    assert one.version == two.version
    assert one.finder.index.words == two.finder.index.words
    assert one.finder.index.meanings == two.finder.index.meanings
    for query in _QUERIES:
        for wanted in (Search(query, limit=50), Search(query, kinds=("Diagnosis", "Risk"), limit=50)):
            expected, found = _found(one, wanted), _found(two, wanted)
            assert sorted(found[0]) == sorted(expected[0]), query
            assert found[1:] == expected[1:], query
            if any(character.isdigit() for character in query):
                assert found[0] == expected[0], query
        suggested = [sorted(hit.curie for hit in finder.finder.suggest(Search(query))) for finder in (one, two)]
        assert suggested[0] == suggested[1], query


def test_pages_of_two_layers_do_not_overlap(tmp_path: Path) -> None:
    graph: Graph = nx.MultiDiGraph(documents=())
    for number in range(300):
        graph.add_node(f"RISK:{number:03}", kind="Risk", name=f"Sore {number % 7}")
    layered = _layered(graph, {f"RISK:{number:03}" for number in range(0, 300, 3)}, tmp_path)
    listed = [
        hit.curie
        for start in range(0, 300, 50)
        for hit in layered.finder.search(Search("sore", limit=50, offset=start)).hits
    ]
    assert sorted(listed) == sorted(graph.nodes)


def test_a_layer_of_which_all_entries_are_replaced_is_none_any_more(tmp_path: Path) -> None:
    """tantivy drops a segment of which nothing is left, and the numbers of its nodes go with it."""
    before, after = Node("RISK:a", "Risk", "Sore arm"), Node("RISK:a", "Risk", "Sore leg")
    folders = [tmp_path / name for name in "abcd"]
    for folder in folders:
        folder.mkdir()
    number_of = {"RISK:a": 7, "RISK:b": 8, "RISK:c": 9}.get
    words = write_index([node_entry(before)], folders[0], number_of).words
    lower = LowerIndex(folders[0], words, [7], [node_entry(before)])
    words = write_index([node_entry(after)], folders[1], number_of, lower=lower).words
    assert len(segment_lengths(folders[1])) == 1
    other = Node("RISK:b", "Risk", "Sore hand")
    words = write_index([node_entry(other)], folders[2], number_of, lower=LowerIndex(folders[1], words, [7], [])).words
    assert len(segment_lengths(folders[2])) == 2
    lower = LowerIndex(folders[2], words, [8, 7], [node_entry(after)])
    write_index([node_entry(Node("RISK:c", "Risk", "Sore foot"))], folders[3], number_of, lower=lower)
    finder = Finder(open_index(folders[3], 10))
    assert {(hit.curie, hit.number) for hit in finder.search(Search("sore")).hits} == {("RISK:b", 8), ("RISK:c", 9)}
    assert finder.index.words.official == {"sore": 2, "hand": 1, "foot": 1}
