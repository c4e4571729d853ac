"""The nearest codes: by axes, by tree and notes, by what pages say."""

from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node
from graph.model.errors import InvalidArgument
from graph.traversal.nearest import AXES, Neighbour, nearest
from graph.traversal.topology import Topology
from tests.conftest import topology_of
from tests.described import four
from tests.graph.ingest.codes.files import TABLES, put, read
from tests.world import World

EVIDENCE = (Evidence("world/cast.txt"),)
CODE = "ICD10PCS:0PS90ZZ"
RESECTION = (
    TABLES.replace('code="S">Reposition', 'code="T">Resection')
    .partition('<label code="B">')[0]
    .partition("<pcsTable>")[2]
    + '</axis><axis pos="5"><title>Approach</title><label code="0">Open</label></axis>'
    '<axis pos="6"><title>Device</title><label code="Z">No Device</label></axis>'
    '<axis pos="7"><title>Qualifier</title><label code="Z">No Qualifier</label></axis></pcsRow></pcsTable>'
)
"""A second table, of one code: the resection of the right clavicle."""


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> Topology:
    """Either clavicle, open or external, repositioned; the right one resected."""
    text = TABLES.replace("</ICD10PCS.tabular>", f"<pcsTable>{RESECTION}</ICD10PCS.tabular>")
    built, findings = read(put(Path(tmp_path_factory.mktemp("pcs")), **{"tables.xml": text}))
    assert findings == []
    return topology_of(built.graph)


DIAGNOSES = {
    # child: parent
    "S40-S49": None,
    "S42": "S40-S49",
    "S42.0": "S42",
    "S42.1": "S42",
    "S42.01": "S42.0",
    "S42.02": "S42.0",
    "S42.11": "S42.1",
    "S43": "S40-S49",
    "M99": None,
    "M98": None,
}


@pytest.fixture(scope="module")
def diagnoses() -> Topology:
    """A small tree; M99 stands apart, and S42.01 excludes it; M98 excludes S42.0."""
    items: list[Node | Edge] = [Node(f"ICD10CM:{code}", "Diagnosis", f"Disease {code}") for code in DIAGNOSES]
    items += [
        Edge(f"ICD10CM:{low}", "IS_A", f"ICD10CM:{high}", {}, EVIDENCE) for low, high in DIAGNOSES.items() if high
    ]
    notes = [("S42.01", "M99"), ("M98", "S42.0")]
    items += [
        Edge(f"ICD10CM:{a}", "EXCLUDES", f"ICD10CM:{b}", {"excludes_type": "excludes1"}, EVIDENCE) for a, b in notes
    ]
    return topology_of(build([World(items)]).graph)


def near(topology: Topology, curie: str, first: int = 20, *axes: str) -> list[Neighbour]:
    (number,) = topology.find([curie]).tolist()
    return nearest(topology, topology.graph.node(number), first, axes)


def locals_of(found: list[Neighbour]) -> list[str]:
    return [it.node.curie.partition(":")[2] for it in found]


def test_codes_that_differ_in_a_later_axis_are_nearer(codes: Topology) -> None:
    found = near(codes, CODE)
    assert locals_of(found) == ["0PS9XZZ", "0PSB0ZZ", "0PT90ZZ", "0PSBXZZ"]
    assert [it.score for it in found] == [round(shared / 28, 6) for shared in (25, 24, 23, 21)]


def test_what_is_shared_and_what_differs_are_all_seven_axes_and_weights_add_up(codes: Topology) -> None:
    for it in near(codes, CODE):
        axes = [reason.edge_kind for reason in it.reasons] + [other.edge_kind for other in it.differences]
        assert sorted(axes) == sorted(AXES)
        assert it.score == round(sum(reason.weight for reason in it.reasons), 6)


def test_a_difference_names_both_sides(codes: Topology) -> None:
    (it,) = near(codes, CODE, 20, "USES_APPROACH")
    assert it.node.curie == "ICD10PCS:0PS9XZZ"
    assert [(d.edge_kind, d.here.name, d.there.name) for d in it.differences] == [("USES_APPROACH", "Open", "External")]


@pytest.mark.parametrize(
    ("axes", "expected"),
    [
        (["ON_BODY_PART"], ["0PSB0ZZ"]),
        (["ON_BODY_PART", "USES_APPROACH"], ["0PS9XZZ", "0PSB0ZZ", "0PSBXZZ"]),
        (["HAS_ROOT_OPERATION"], ["0PT90ZZ"]),
        (["USES_DEVICE"], []),
    ],
)
def test_codes_that_differ_only_in_some_axes(codes: Topology, axes: list[str], expected: list[str]) -> None:
    assert locals_of(near(codes, CODE, 20, *axes)) == expected


def test_no_more_than_were_asked_for(codes: Topology, diagnoses: Topology) -> None:
    assert locals_of(near(codes, CODE, 2)) == ["0PS9XZZ", "0PSB0ZZ"]
    assert near(codes, CODE, 0) == []
    assert len(near(diagnoses, "ICD10CM:S42.01", 2)) == 2


def test_diagnoses_come_parents_then_siblings_then_cousins(diagnoses: Topology) -> None:
    """By twice the depth of what both are, by the sum of both depths, of which the tree counts 0.8."""
    found = {it.node.curie.removeprefix("ICD10CM:"): it for it in near(diagnoses, "ICD10CM:S42.01")}
    tree = {"S42.0": 6 / 7, "S42.02": 6 / 8, "S42": 4 / 6, "S42.1": 4 / 7, "S42.11": 4 / 8}
    for code, likeness in tree.items():
        assert found[code].score == round(0.8 * likeness, 6)
    ranked = [code for code in found if code in tree]
    assert ranked == list(tree)
    assert [reason.curie for reason in found["S42.02"].reasons] == ["ICD10CM:S42.0"]
    assert [reason.curie for reason in found["S42.11"].reasons] == ["ICD10CM:S42"]


def test_a_note_that_excludes_brings_in_what_the_tree_does_not(diagnoses: Topology) -> None:
    """Of the diagnosis itself or of what is above it, in either direction; the reason says of which."""
    found = {it.node.curie.removeprefix("ICD10CM:"): it for it in near(diagnoses, "ICD10CM:S42.01")}
    for code, near_code in (("M99", "ICD10CM:S42.01"), ("M98", "ICD10CM:S42.0")):
        (reason,) = found[code].reasons
        assert (reason.edge_kind, reason.curie, reason.weight) == ("EXCLUDES", near_code, found[code].score)
    assert "M99" not in locals_of(near(diagnoses, "ICD10CM:S42.02"))
    assert "M98" in locals_of(near(diagnoses, "ICD10CM:S42.02"))


def test_nothing_is_near_itself_and_diagnoses_have_no_axes(diagnoses: Topology, codes: Topology) -> None:
    assert "S42.01" not in locals_of(near(diagnoses, "ICD10CM:S42.01"))
    assert CODE.partition(":")[2] not in locals_of(near(codes, CODE))
    with pytest.raises(InvalidArgument):
        near(diagnoses, "ICD10CM:S42.01", 20, "USES_APPROACH")


def test_a_page_has_what_resembles_it_from_either_end_of_the_edge() -> None:
    topology = topology_of(four())
    assert locals_of(near(topology, "PAGE:alpha")) == ["beta", "delta"]  # Gamma shares but two common risks
    assert locals_of(near(topology, "PAGE:delta")) == ["alpha"]
    for it in near(topology, "PAGE:beta"):
        assert it.score == round(sum(reason.weight for reason in it.reasons), 6) > 0
    with pytest.raises(InvalidArgument):
        near(topology, "PAGE:alpha", 20, "USES_APPROACH")
