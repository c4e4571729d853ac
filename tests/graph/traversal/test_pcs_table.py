"""ICD-10-PCS codes are built as in the tables: what may come next, in which rows, and what is wrong."""

from collections.abc import Iterator
from itertools import product
from random import Random
from xml.etree.ElementTree import Element

import orjson
import pytest
from defusedxml.ElementTree import parse

from graph.ingest.build import build
from graph.ingest.codes.icd10pcs import Icd10PcsTables
from graph.model.elements import Node
from graph.model.pcs_axes import axis_title
from graph.storage.frozen_graph import FrozenGraph
from graph.store import GraphStore
from graph.traversal.pcs_codes import pcs_codes
from graph.traversal.pcs_table import PcsTable, PcsValue, pcs_table
from tests.conftest import SHARED, topology_of
from tests.graph.ingest.codes.files import TABLES
from tests.world import World

OFFICIAL = SHARED / "codesets" / "icd10pcs_tables_2025.xml"
needs_tables = pytest.mark.skipif(not OFFICIAL.exists(), reason="the official tables are not part of the project")
MORE_ROWS = """<pcsRow><axis pos="4"><label code="9">Clavicle, Right</label></axis>
<axis pos="5"><label code="0">Open</label></axis>
<axis pos="6"><label code="4">Internal Fixation Device</label></axis>
<axis pos="7"><label code="Z">No Qualifier</label></axis></pcsRow></pcsTable><pcsTable>
<axis pos="1"><label code="X">New Technology</label></axis><axis pos="2"><label code="W">Regions</label></axis>
<axis pos="3"><label code="0">Introduction</label></axis>
<pcsRow><axis pos="4"><label code="3">Vein</label></axis><axis pos="5"><label code="3">Percutaneous</label></axis>
<axis pos="6"><label code="A">Old drug</label></axis><axis pos="7"><label code="1">Group 1</label></axis></pcsRow>
<pcsRow><axis pos="4"><label code="3">Vein</label></axis><axis pos="5"><label code="3">Percutaneous</label></axis>
<axis pos="6"><label code="A">New drug</label></axis><axis pos="7"><label code="2">Group 2</label></axis></pcsRow>
</pcsTable>"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> FrozenGraph:
    """Five codes of one table, two of another, and three codes that no table has."""
    path = tmp_path_factory.mktemp("codes") / "tables.xml"
    path.write_text(TABLES.replace("</pcsTable>", MORE_ROWS))
    untabled = [
        Node(f"ICD10PCS:{code}", "Procedure", code, {"slug": code.lower(), "is_stub": True})
        for code in ("0PSB04Z", "0PSC0JZ", "XW033A3")
    ]
    return topology_of(build([Icd10PcsTables(path), World(list(untabled))]).graph).graph


def named(graph: FrozenGraph, values: list[PcsValue]) -> list[tuple[str, str | None, int]]:
    return [(value.character, label(graph, value), value.count) for value in values]


def label(graph: FrozenGraph, value: PcsValue) -> str | None:
    return None if value.meaning is None else orjson.loads(graph.names[value.meaning])


def codes_of(table: PcsTable) -> list[str]:
    return [table.graph.curie(number).partition(":")[2] for number in table.nodes(0, 10**6)]


def codes_of_rows(table: PcsTable) -> list[str]:
    """The codes for which the rows stand, as often as they do."""
    combinations = (product(*row) for row in table.rows())
    return [table.prefix[:3] + "".join(value.character for value in code) for row in combinations for code in row]


def test_each_value_that_may_come_next_is_there_with_its_codes(tables: FrozenGraph) -> None:
    found = pcs_table(tables, "0PS")
    assert named(tables, found.chosen()) == [
        ("0", "Medical and Surgical", 7),
        ("P", "Upper Bones", 7),
        ("S", "Reposition", 7),
    ]
    assert named(tables, found.next_values()) == [
        ("9", "Clavicle, Right", 3),
        ("B", "Clavicle, Left", 3),
        ("C", None, 1),
    ]
    assert named(tables, pcs_table(tables, "").next_values())[0] == ("0", "Medical and Surgical", 7)
    assert pcs_table(tables, "0PS90ZZ").next_values() == []


def test_the_rows_stand_for_each_code_once(tables: FrozenGraph) -> None:
    found = pcs_table(tables, "0PS9")
    assert sorted(codes_of_rows(found)) == codes_of(found) == ["0PS904Z", "0PS90ZZ", "0PS9XZZ"]
    approaches = [[value.character for value in row[1]] for row in found.rows()]
    assert approaches == [["0"], ["X"]]
    assert pcs_table(tables, "0P").rows() == []


def test_a_code_without_a_table_has_the_meanings_that_its_table_is_sure_of(tables: FrozenGraph) -> None:
    known = pcs_table(tables, "0PSB04Z").chosen()
    assert [label(tables, value) for value in known][3:] == [
        "Clavicle, Left",
        "Open",
        "Internal Fixation Device",
        "No Qualifier",
    ]
    assert [label(tables, value) for value in pcs_table(tables, "0PSC0JZ").chosen()][3:] == [
        None,
        "Open",
        None,
        "No Qualifier",
    ]
    # In its table, the character means one drug or another.
    assert label(tables, pcs_table(tables, "XW033A3").chosen()[5]) is None


def test_a_character_with_two_meanings_is_there_twice_until_the_next_one_decides(tables: FrozenGraph) -> None:
    found = named(tables, pcs_table(tables, "XW033").next_values())
    assert sorted(found, key=str) == [("A", "New drug", 1), ("A", "Old drug", 1), ("A", None, 1)]
    assert [value for value in named(tables, pcs_table(tables, "XW033A2").chosen()) if value[0] == "A"] == [
        ("A", "New drug", 1)
    ]


@pytest.mark.parametrize(
    ("text", "prefix", "position", "character", "words"),
    [
        ("0PS9Q", "0PS9", 5, "Q", "No code that begins with 0PS9 has Q for its Approach"),
        ("1", "", 1, "1", "No code begins with 1"),
        ("oPS", "", 1, "O", "taken for the digit 0"),
        ("0PS90ZZ7", "0PS90ZZ", 8, "7", "7 characters"),
        ("0P#", "0P", 3, "#", "has the digits, and the letters"),
        ("0PÉ", "0P", 3, "É", "has the digits, and the letters"),
    ],
)
def test_a_problem_says_which_character_is_wrong(
    tables: FrozenGraph, text: str, prefix: str, position: int, character: str, words: str
) -> None:
    found = pcs_table(tables, text)
    assert found.prefix == prefix
    assert found.problem is not None
    assert (found.problem.position, found.problem.character) == (position, character)
    assert words in found.problem.message


def test_codes_are_read_as_people_write_them(tables: FrozenGraph) -> None:
    assert pcs_table(tables, " 0ps9.0-zz ").prefix == "0PS90ZZ"
    assert pcs_table(tables, " 0ps9.0-zz ").problem is None


def test_a_graph_without_codes_has_nothing_to_build(tables: FrozenGraph) -> None:
    empty = topology_of(build([World()]).graph).graph
    found = pcs_table(empty, "0")
    assert (found.prefix, found.next_values(), found.rows(), found.nodes(0, 9)) == ("", [], [], [])
    assert found.problem is not None


def official_rows() -> Iterator[tuple[str, list[list[Element]]]]:
    """Of each row of the official tables the table and the labels of its axes."""
    for table in parse(OFFICIAL).iter("pcsTable"):
        head = "".join(_labels(axis)[0].get("code", "") for axis in table.findall("axis"))
        for row in table.findall("pcsRow"):
            yield head, [_labels(axis) for axis in row.findall("axis")]


def _labels(axis: Element) -> list[Element]:
    return axis.findall("label")


@needs_tables
def test_the_axes_are_called_as_in_the_official_tables() -> None:
    titles = {
        (labels[0].get("code", ""), int(axis.get("pos", "0"))): axis.findtext("title")
        for table in parse(OFFICIAL).iter("pcsTable")
        for labels in [_labels(table.findall("axis")[0])]
        for axis in table.iter("axis")
    }
    assert {key: axis_title(*key) for key in titles} == titles
    assert len(titles) == 17 * 7


@needs_tables
def test_what_may_come_next_is_what_the_official_tables_allow(shipped: GraphStore) -> None:
    graph = shipped.topology.graph
    labels: dict[str, set[str]] = {}
    official = set[str]()
    for head, axes in official_rows():
        if head[0] not in "01":  # The shipped graph has labels for these.
            continue
        for combination in product(*axes):
            code = head + "".join(item.get("code", "") for item in combination)
            official.add(code)
            for place, item in enumerate(combination):
                labels.setdefault(code[: 4 + place], set()).add(" ".join((item.text or "").split()).casefold())
    chosen = Random(19).sample(sorted(labels), 400)  # noqa: S311
    for text in chosen:
        table = pcs_table(graph, text)
        assert (table.prefix, table.problem) == (text, None)
        assert {str(label(graph, value)).casefold() for value in table.chosen()[len(text) - 1 :]} == labels[text]
        theirs, ours = {code for code in official if code.startswith(text)}, set(codes_of(table))
        assert theirs <= ours
        # What is newer than the tables is known by its code alone.
        assert all(graph.node(graph.find(f"ICD10PCS:{code}") or 0).name == code for code in ours - theirs)
        assert sorted(codes_of_rows(table)) == sorted(ours)


def test_all_codes_are_read(shipped: GraphStore) -> None:
    graph = shipped.topology.graph
    codes = pcs_codes(graph)
    first, end = graph.beginning("ICD10PCS:")
    valid = [number for number in range(first, end) if not graph.node(number).properties.get("is_deleted")]
    assert codes.nodes.tolist() == valid
    assert len(valid) > 78_000
    assert [int(graph.curie(number)[-7:], 36) for number in codes.nodes.tolist()] == codes.keys.tolist()
