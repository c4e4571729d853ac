"""Whatever can be read back says what the graph says, and a file in which something was changed does not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.export.atomic_file import write_file
from graph.export.formats import FORMATS
from graph.export.read.imported_graph import ImportedGraph
from graph.export.round_trip import RoundTripComparer
from graph.export.subgraph import EdgeItem
from graph.model.elements import Evidence
from graph.model.errors import UnreadableExport
from tests.graph.export.parts import PARTS, nasty_part, said_of, world_part

READABLE = [name for name, made in FORMATS.items() if made.read]
LOSSLESS = [name for name in READABLE if FORMATS[name].normalise_text is None]
each_readable = pytest.mark.parametrize("name", READABLE)


def _read(name: str, path: Path) -> ImportedGraph:
    read = FORMATS[name].read
    assert read is not None
    return read(path)


def test_the_formats_that_matter_are_read_back() -> None:
    assert {"jsonl", "node-link", "graphml", "kgx-tsv", "kgx-jsonl", "parquet", "turtle", "nquads"} <= set(READABLE)


@pytest.mark.parametrize("part", PARTS)
@each_readable
def test_what_was_written_is_what_is_read(name: str, part: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_file(path, FORMATS[name].write(PARTS[part]()))
    comparison = RoundTripComparer(PARTS[part](), FORMATS[name].normalise_text)
    assert [*comparison.differences(_read(name, path))] == []
    assert (comparison.nodes, comparison.edges) == (PARTS[part]().node_kinds, PARTS[part]().edge_kinds)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", LOSSLESS)
def test_without_losses_it_is_equal(name: str, part: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_file(path, FORMATS[name].write(PARTS[part]()))
    read, (nodes, edges) = _read(name, path), said_of(PARTS[part]())
    assert {node.curie: node for node in read.nodes} == nodes
    found = {edge.id: edge._replace(evidence_json="") for edge in read.edges}
    assert found == {key: edge._replace(evidence_json="") for key, edge in edges.items()}


@each_readable
@pytest.mark.parametrize("damage", ["half", "empty", "missing", "other"])
def test_a_damaged_file_is_told(name: str, damage: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    content = b"".join(FORMATS[name].write(nasty_part()))
    path.write_bytes({"half": content[: len(content) // 2], "empty": b"", "other": b"\x00\x01{<@"}.get(damage, b""))
    if damage == "missing":
        path.unlink()
    if damage == "empty" and name in ("jsonl", "turtle", "nquads"):
        assert [*_read(name, path).nodes] == []  # Nothing at all is a file of these; that nodes are missing is told.
        return
    with pytest.raises(UnreadableExport, match="file"):
        _taken(_read(name, path))


def _taken(read: ImportedGraph) -> None:
    """Read to the end."""
    for _ in (*read.nodes, *read.edges):
        pass


Items = list[Any]
Change = Callable[[Items], Any]


def _same(items: Items) -> None:
    """Changes nothing."""


def _first(**changes: Any) -> Change:
    def change(items: Items) -> None:
        item = items[0]
        items[0] = item._replace(**changes) if isinstance(item, EdgeItem) else replace(item, **changes)

    return change


def _first_away(items: Items) -> None:
    del items[0]


def _first_twice(items: Items) -> None:
    items.append(items[0])


def _changed(nodes: Change, edges: Change) -> ImportedGraph:
    """The world as it is read of a file in which somebody changed something."""
    all_nodes, all_edges = [*world_part().nodes()], [*world_part().edges()]
    nodes(all_nodes)
    edges(all_edges)
    return ImportedGraph(iter(all_nodes), iter(all_edges))


@pytest.mark.parametrize(("nodes", "edges", "told"), [
    (_first_away, _same, "node ALTERNATIVE:rest-at-home: is in the graph and not in the file"),
    (_first_twice, _same, "node ALTERNATIVE:rest-at-home: is in the file twice"),
    (_first(curie="RISK:new"), _same, "node RISK:new: is in the file and not in the graph"),
    (_first(name="007"), _same, "name is '007' in the file and 'Rest at home' in the graph"),
    (_first(kind="Risk"), _same, "kind is 'Risk' in the file and 'Alternative' in the graph"),
    (_first(properties={"synonyms": ("x",)}), _same, "properties is {'synonyms': ('x',)} in the file"),
    (_same, _first_away, "DENOTES PAGE:splint: is in the graph and not in the file"),
    (_same, _first_twice, "DENOTES PAGE:splint: is in the file twice"),
    (_same, _first(target="RISK:new"), "DENOTES RISK:new: is in the file and not in the graph"),
    (_same, _first(source="RISK:new"), "edge RISK:new DENOTES PAGE:splint: is in the file and not in the graph"),
    (_same, _first(properties={"position": 7}), "properties is {'position': 7} in the file"),
    (_same, _first(evidence=(Evidence("other.txt"),)), "evidence is (Evidence(source='other.txt'"),
])  # fmt: skip
def test_each_change_is_told(nodes: Change, edges: Change, told: str) -> None:
    said = [*RoundTripComparer(world_part()).differences(_changed(nodes, edges))]
    assert any(told in str(difference) for difference in said)


def test_the_order_of_a_file_is_no_difference() -> None:
    assert [*RoundTripComparer(world_part()).differences(_changed(list.reverse, list.reverse))] == []


def test_of_a_query_nothing_is_missing() -> None:
    read = _changed(_first_away, _first_away)
    assert [*RoundTripComparer(world_part(), complete=False).differences(read)] == []


def test_a_text_is_the_same_up_to_what_the_format_makes_of_it() -> None:
    read = _changed(_first(name="REST AT HOME"), _same)
    assert [*RoundTripComparer(world_part(), str.casefold).differences(read)] == []
