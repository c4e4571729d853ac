"""CX2: as its specification says, and as ndex2 reads it."""

import json
from pathlib import Path
from typing import Any

import pytest
from ndex2.cx2 import CX2Network

from graph.export.atomic_file import write_file
from graph.export.colours import COLOURS
from graph.export.columns import EDGE_FIELDS, NODE_FIELDS, Field, value_to_text
from graph.export.cx2 import CX2
from graph.export.layout import iter_positions
from graph.model.elements import Properties
from tests.graph.export.parts import PARTS, each_part, in_json, world_part

_PYTHON = {"string": str, "long": int, "double": float, "boolean": bool, "list_of_string": list}


def _written(name: str, folder: Path) -> Path:
    path = folder / "graph.cx2"
    write_file(path, CX2.write(PARTS[name]()))
    return path


def _values(properties: Properties, fields: dict[str, Field]) -> dict[str, Any]:
    return {name: value_to_text(value) if fields[name].mixed else value for name, value in in_json(properties).items()}


@each_part
def test_ndex2_reads_all_of_it(name: str, tmp_path: Path) -> None:
    network, part = CX2Network(), PARTS[name]()
    network.create_from_raw_cx2(str(_written(name, tmp_path)))
    curies = list[str]()
    for number, (item, position) in enumerate(zip(part.nodes(), iter_positions(part), strict=True)):
        own = {"name": item.name, "represents": item.curie, "kind": item.kind}
        node = network.get_node(number)
        assert node["v"] == {**own, **_values(item.properties, NODE_FIELDS)}
        assert (node["x"], node["y"]) == position
        curies.append(item.curie)
    for number, edge in enumerate(part.edges()):
        said = network.get_edge(number)
        own = {"interaction": edge.kind, "key": edge.key, "evidence": edge.evidence_json}
        assert said["v"] == {**own, **_values(edge.properties, EDGE_FIELDS)}
        assert (curies[said["s"]], curies[said["t"]]) == (edge.source, edge.target)
    assert (len(network.get_nodes()), len(network.get_edges())) == (len(part.node_numbers), len(part.edge_numbers))
    assert network.get_network_attributes()["version"] == part.version


@each_part
def test_aspects_are_in_the_order_of_the_specification(name: str, tmp_path: Path) -> None:
    read = json.loads(_written(name, tmp_path).read_bytes())
    assert read[0] == {"CXVersion": "2.0", "hasFragments": False}
    names = [next(iter(aspect)) for aspect in read[1:]]
    assert names == [
        "metaData", "attributeDeclarations", "networkAttributes", "nodes", "edges", "visualProperties", "status",
    ]  # fmt: skip
    counted = {meta["name"]: meta["elementCount"] for meta in read[1]["metaData"]}
    assert counted == {aspect: len(content[aspect]) for aspect, content in zip(names[1:-1], read[2:-1], strict=True)}
    assert read[-1] == {"status": [{"success": True}]}


@each_part
def test_each_value_has_the_type_that_is_declared(name: str, tmp_path: Path) -> None:
    read = json.loads(_written(name, tmp_path).read_bytes())
    (declared,) = read[2]["attributeDeclarations"]
    for aspect in (read[4], read[5]):
        ((what, items),) = aspect.items()
        for item in items:
            for attribute, value in item["v"].items():
                assert type(value) is _PYTHON[declared[what][attribute]["d"]], (attribute, value)


def test_an_attribute_of_mixed_types_is_text() -> None:
    steps = [line for line in b"".join(CX2.write(world_part())).splitlines() if b'"STEP:' in line]
    assert [json.loads(line.rstrip(b","))["v"]["number"] for line in steps] == ["1", "2", "3"]


@pytest.mark.parametrize("kind", ["Procedure", "Risk"])
def test_a_kind_has_its_colour(kind: str) -> None:
    read = json.loads(b"".join(CX2.write(world_part())))
    mapping = read[6]["visualProperties"][0]["nodeMapping"]["NODE_BACKGROUND_COLOR"]["definition"]["map"]
    assert {"v": kind, "vp": COLOURS[kind].hex} in mapping
