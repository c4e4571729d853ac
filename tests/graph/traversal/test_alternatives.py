"""What can be done instead: how much of it, and how invasive it is.

Main (percutaneous endoscopic, in a hospital)   treats Ache, Burn, Cramp
Scope (endoscopic, in an office)                treats Ache, Burn
Knife (open)                                    treats Ache, Burn, Cramp
Twin (percutaneous endoscopic, in an office)    names Cramp as an example
Talk (no approach, in an office)                treats Burn
Riddle (nothing known)                          treats Ache, Burn
Mystery (nothing known)                         treats Ache
Named (open, in a hospital)                     treats nothing of these; Main lists it as an alternative
Other                                           treats Itch
Stranger (of another specialty)                 treats Ache
Rival (of another specialty)                    treats Ache, Burn
"""

import pytest

from graph.model.elements import Edge, Evidence, Node
from graph.store import GraphStore
from graph.traversal.alternatives import Alternative, alternatives
from graph.traversal.invasiveness import APPROACHES, SETTINGS, Invasiveness
from graph.traversal.topology import Topology
from tests.conftest import topology_of
from tests.described import Had, described

MAIN = "PAGE:main"
OFFICE, HOSPITAL = ("PERFORMED_IN", "SETTING:physicians-office"), ("PERFORMED_IN", "SETTING:hospital")
ACHE, BURN, CRAMP, ITCH = (("HAS_INDICATION", f"INDICATION:{slug}") for slug in ("ache", "burn", "cramp", "itch"))
SPECIALTY, ELSEWHERE = ("IN_CATEGORY", "CATEGORY:one"), ("IN_CATEGORY", "CATEGORY:two")
PAGES: dict[str, Had] = {
    "main": [CRAMP, ACHE, BURN, HOSPITAL, SPECIALTY],
    "scope": [ACHE, BURN, OFFICE, HOSPITAL, SPECIALTY],
    "knife": [ACHE, BURN, CRAMP, SPECIALTY],
    "twin": [("NAMES_EXAMPLE", "INDICATION:cramp"), OFFICE, SPECIALTY],
    "talk": [BURN, OFFICE, SPECIALTY],
    "riddle": [ACHE, BURN, SPECIALTY],
    "mystery": [ACHE, SPECIALTY],
    "named": [HOSPITAL, ELSEWHERE],
    "other": [ITCH, SPECIALTY],
    "stranger": [ACHE, ELSEWHERE],
    "rival": [ACHE, BURN, ELSEWHERE],
}
SCOPE, KEYHOLE, OPEN = (
    f"PCSAPPROACH:{slug}"
    for slug in ("via-natural-or-artificial-opening-endoscopic", "percutaneous-endoscopic", "open")
)
EVIDENCE = (Evidence("pages/main.txt"),)
CODES = {"main": KEYHOLE, "scope": SCOPE, "knife": OPEN, "twin": KEYHOLE, "named": OPEN}


def edge(source: str, kind: str, target: str) -> Edge:
    return Edge(source, kind, target, {}, EVIDENCE)


def coded() -> list[Node | Edge]:
    """A code for each of `CODES`, but Scope maps to a table all of whose codes have one approach."""
    made: list[Node | Edge] = [Node(curie, "Approach", curie) for curie in (SCOPE, KEYHOLE, OPEN)]
    for number, (slug, approach) in enumerate(CODES.items()):
        code = f"ICD10PCS:0AA{number}0ZZ"
        made += [Node(code, "Procedure", code, {"is_stub": False}), edge(code, "USES_APPROACH", approach)]
        if slug == "scope":
            made += [Node("PCSTABLE:0AA", "ProcedureTable", "Table"), edge(code, "IN_TABLE", "PCSTABLE:0AA")]
            code = "PCSTABLE:0AA"
        made.append(edge(f"PAGE:{slug}", "MAPS_TO", code))
    return made


LISTED: list[Node | Edge] = [
    Node("ALTERNATIVE:named", "Alternative", "Named"),
    edge(MAIN, "HAS_ALTERNATIVE", "ALTERNATIVE:named"),
    edge("ALTERNATIVE:named", "DENOTES", "PAGE:named"),
]


@pytest.fixture(scope="module")
def topology() -> Topology:
    return topology_of(described(PAGES, *coded(), *LISTED))


def instead(topology: Topology, share: float = 0, *, less: bool | None = None) -> dict[str, Alternative]:
    return {other.node.name: other for other in alternatives(topology, MAIN, share, less_invasive=less)}


def test_less_invasive_ones_come_first_then_by_approach_setting_and_share(topology: Topology) -> None:
    assert list(instead(topology)) == ["Scope", "Twin", "Talk", "Riddle", "Rival", "Mystery", "Named", "Knife"]


def test_what_shares_little_and_is_of_another_specialty_is_no_alternative(topology: Topology) -> None:
    assert "Stranger" not in instead(topology)
    assert "Rival" in instead(topology)


def test_each_says_what_it_covers_and_what_not(topology: Topology) -> None:
    found = instead(topology)
    names = {
        name: ([node.name for node in other.covered], [node.name for node in other.missing])
        for name, other in found.items()
    }
    assert names == {
        "Scope": (["Ache", "Burn"], ["Cramp"]),
        "Twin": (["Cramp"], ["Ache", "Burn"]),
        "Named": ([], ["Ache", "Burn", "Cramp"]),
        "Knife": (["Ache", "Burn", "Cramp"], []),
        "Talk": (["Burn"], ["Ache", "Cramp"]),
        "Riddle": (["Ache", "Burn"], ["Cramp"]),
        "Rival": (["Ache", "Burn"], ["Cramp"]),
        "Mystery": (["Ache"], ["Burn", "Cramp"]),
    }
    assert {name: round(3 * other.share) for name, other in found.items()} == {
        name: len(covered) for name, (covered, _) in names.items()
    }


def test_only_what_the_page_names_is_listed(topology: Topology) -> None:
    assert [name for name, other in instead(topology).items() if other.listed] == ["Named"]


def test_the_approach_decides_then_the_setting_and_unknown_stays_unknown(topology: Topology) -> None:
    less = {name: other.less_invasive for name, other in instead(topology).items()}
    known = {"Scope": True, "Twin": True, "Named": False, "Knife": False, "Talk": True}
    assert less == {**known, "Riddle": None, "Rival": None, "Mystery": None}


def test_they_can_be_held_to_what_is_known_of_them(topology: Topology) -> None:
    assert list(instead(topology, less=True)) == ["Scope", "Twin", "Talk"]
    assert list(instead(topology, less=False)) == ["Named", "Knife"]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (1, ["Named", "Knife"]),
        (2 / 3, ["Scope", "Riddle", "Rival", "Named", "Knife"]),
        (1 / 3, ["Scope", "Twin", "Talk", "Riddle", "Rival", "Mystery", "Named", "Knife"]),
    ],
)
def test_they_can_be_held_to_a_share_of_the_indications_unless_the_page_lists_them(
    topology: Topology, share: float, expected: list[str]
) -> None:
    assert list(instead(topology, share)) == expected


def test_approaches_are_the_deepest_of_the_codes_and_settings_the_simplest(topology: Topology) -> None:
    found = instead(topology)
    shown = {name: (it.approach and it.approach.curie, it.setting and it.setting.curie) for name, it in found.items()}
    assert shown["Scope"] == (SCOPE, OFFICE[1])
    assert shown["Knife"] == (OPEN, None)
    assert shown["Mystery"] == (None, None)


def test_a_table_whose_codes_have_several_approaches_tells_none() -> None:
    further = "ICD10PCS:0AA90ZZ"
    more: list[Node | Edge] = [
        Node(further, "Procedure", further, {"is_stub": False}),
        edge(further, "USES_APPROACH", OPEN),
        edge(further, "IN_TABLE", "PCSTABLE:0AA"),
    ]
    found = instead(topology_of(described(PAGES, *coded(), *more)))
    assert found["Scope"].approach is None
    assert found["Knife"].approach is not None


def test_the_approach_is_that_of_the_codes_that_mean_most_nearly_the_same() -> None:
    broad = Edge("PAGE:scope", "MAPS_TO", "ICD10PCS:0AA20ZZ", {"predicate": "skos:broadMatch"}, EVIDENCE)
    exact = Edge("PAGE:scope", "MAPS_TO", "ICD10PCS:0AA30ZZ", {"predicate": "skos:exactMatch"}, EVIDENCE)
    found = instead(topology_of(described(PAGES, *coded(), broad, exact)))
    assert found["Scope"].approach == Node(KEYHOLE, "Approach", KEYHOLE)


def test_a_procedure_without_indications_has_only_what_its_page_lists() -> None:
    bare: dict[str, Had] = {**PAGES, "main": [HOSPITAL]}
    (other,) = alternatives(topology_of(described(bare, *LISTED)), MAIN, 0, less_invasive=None)
    assert (other.node.name, other.share, other.listed) == ("Named", 0, True)


def at(approach: str | None, setting: str | None) -> Invasiveness:
    return Invasiveness(
        Node(approach, "Approach", "x") if approach else None, Node(setting, "Setting", "x") if setting else None
    )


@pytest.mark.parametrize(
    ("here", "there", "less"),
    [
        ((SCOPE, HOSPITAL[1]), (OPEN, OFFICE[1]), True),
        ((OPEN, OFFICE[1]), (SCOPE, HOSPITAL[1]), False),
        ((OPEN, OFFICE[1]), (OPEN, HOSPITAL[1]), True),
        ((None, OFFICE[1]), (OPEN, HOSPITAL[1]), True),
        ((OPEN, OFFICE[1]), (OPEN, OFFICE[1]), False),
        ((OPEN, None), (None, OFFICE[1]), None),
        ((None, None), (OPEN, OFFICE[1]), None),
        ((None, "SETTING:moon-base"), (None, OFFICE[1]), None),
    ],
)
def test_how_two_compare(
    here: tuple[str | None, str | None], there: tuple[str | None, str | None], less: bool | None
) -> None:
    assert at(*here).below(at(*there)) is less


def test_every_approach_and_setting_that_is_shipped_has_a_rank(shipped: GraphStore) -> None:
    topology = shipped.topology
    for kind, ranks in (("Approach", APPROACHES), ("Setting", SETTINGS)):
        used = {topology.graph.curie(int(number)) for number in topology.graph.of_kind(kind)}
        assert used == ranks.keys()
