"""JSON Lines: one item a line, read back as it was."""

from pathlib import Path

import orjson
import pytest

from graph.export.atomic_file import write_file
from graph.export.json_lines import JSON_LINES
from graph.export.read.json_lines import read
from graph.model.errors import UnreadableExport
from tests.graph.export.parts import PARTS, each_part, nasty_part, said_of


@each_part
def test_it_is_read_back_as_it_was(name: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    write_file(path, JSON_LINES.write(PARTS[name]()))
    back = read(path)
    nodes, edges = said_of(PARTS[name]())
    assert {item.curie: item for item in back.nodes} == nodes
    assert {item.id: item for item in back.edges} == edges


def test_no_line_says_a_thing_twice() -> None:
    """Policies have a property `type`, so that no line can be told by that word."""
    lines = b"".join(JSON_LINES.write(nasty_part())).splitlines()
    policy = next(orjson.loads(line) for line in lines if b"POLICY:0" in line)
    assert (policy["item"], policy["type"]) == ("node", "LCD")


@pytest.mark.parametrize("line", ["", "{", "[]", "7", '{"item":"thing"}', '{"item":"node","curie":"RISK:a"}'])
def test_a_line_that_is_no_item_is_told(line: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(UnreadableExport, match="line=1"):
        list(read(path).nodes)


def test_a_node_after_an_edge_is_told(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    lines = b"".join(JSON_LINES.write(nasty_part())).splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[0]]))
    back = read(path)
    list(back.nodes)
    with pytest.raises(UnreadableExport, match="a node stands after an edge"):
        list(back.edges)
