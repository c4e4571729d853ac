import pytest

from tests.conftest import Ask


def test_a_neighborhood_has_its_edges_with_their_ends(ask: Ask) -> None:
    found = ask(
        """{ neighborhood(of: ["RISK:infection"], edgeKinds: [HAS_RISK]) {
            truncated nodes { __typename name } edges { kind source { name } target { name } sourceCurie targetCurie
            properties evidence { quote } } } }"""
    )["neighborhood"]
    assert [node["name"] for node in found["nodes"]] == ["Infection", "Brace", "Cast"]
    assert found["edges"][1] == {
        "kind": "HAS_RISK",
        "source": {"name": "Cast"},
        "target": {"name": "Infection"},
        "sourceCurie": "PAGE:cast",
        "targetCurie": "RISK:infection",
        "properties": {"position": 0},
        "evidence": [{"quote": "infection"}],
    }
    assert found["truncated"] is False


def test_a_neighborhood_narrowed_and_cut(ask: Ask) -> None:
    query = """{ neighborhood(of: ["PAGE:cast"], depth: 2, direction: OUT, kinds: [ROLE, RISK], maxNodes: 3) {
        truncated nodes { name } } }"""
    found = ask(query)["neighborhood"]
    assert ([node["name"] for node in found["nodes"]], found["truncated"]) == (["Cast", "Infection", "Nurse"], True)


def test_a_path_and_its_evidence(ask: Ask) -> None:
    query = """{ path(from: "RISK:stiffness", to: "PAYER:good-health") {
        length nodes { name } edges { kind evidence { section } } } }"""
    path = ask(query)["path"]
    assert path["length"] == 3
    assert [node["name"] for node in path["nodes"]] == ["Stiffness", "Cast", "Casting policy", "Good Health"]
    assert [edge["kind"] for edge in path["edges"]] == ["HAS_RISK", "GOVERNED_BY", "ISSUED_BY"]


def test_no_path_is_null_and_paths_are_as_many_as_there_are(ask: Ask) -> None:
    answer = ask(
        """{ path(from: "RISK:stiffness", to: "PAYER:good-health", maxLength: 2) { length }
             none: paths(from: "RISK:stiffness", to: "PAYER:good-health", maxLength: 2) { length }
             some: paths(from: "PAGE:cast", to: "PAGE:splint", first: 3) { length } }"""
    )
    assert answer["path"] is None
    assert answer["none"] == []
    assert [path["length"] for path in answer["some"]] == [1, 2, 2]


def test_a_comparison_section_by_section(ask: Ask) -> None:
    names = "shared { name } onlyA { name } onlyB { name }"
    found = ask(
        f'{{ compare(a: "cast", b: "PAGE:splint") {{ a {{ name }} b {{ slug }} sections {{ edgeKind {names} }} }} }}'
    )["compare"]
    assert (found["a"], found["b"]) == ({"name": "Cast"}, {"slug": "splint"})
    risks = next(section for section in found["sections"] if section["edgeKind"] == "HAS_RISK")
    assert risks == {
        "edgeKind": "HAS_RISK",
        "shared": [{"name": "Stiffness"}],
        "onlyA": [{"name": "Infection"}],
        "onlyB": [{"name": "Skin sore"}],
    }
    assert "HAS_STEP" not in {section["edgeKind"] for section in found["sections"]}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ('neighborhood(of: ["PAGE:cast"], depth: 7)', "INVALID_ARGUMENT"),
        ('neighborhood(of: ["PAGE:cast"], maxNodes: 0)', "INVALID_ARGUMENT"),
        ('path(from: "PAGE:cast", to: "PAGE:splint", maxLength: 99)', "INVALID_ARGUMENT"),
        ('paths(from: "PAGE:cast", to: "PAGE:splint", first: 0)', "INVALID_ARGUMENT"),
        ('path(from: "cast", to: "PAGE:splint")', "INVALID_CURIE"),
        ('compare(a: "cast", b: "nothing")', "UNKNOWN_NODE"),
    ],
)
def test_arguments_out_of_range_are_refused(refuse: Ask, field: str, code: str) -> None:
    error = refuse(f"{{ it: {field} {{ __typename }} }}")
    assert error["extensions"]["code"] == code
    assert error["path"] == ["it"]


def test_the_ontology_describes_itself(ask: Ask) -> None:
    answer = ask(
        """{ ontology { nodeKinds { kind name prefixes singular plural properties { name type } }
             edgeKinds { kind sources targets field inverse properties { name values } } } }"""
    )["ontology"]
    kinds = {kind["kind"]: kind for kind in answer["nodeKinds"]}
    assert kinds["STEP"]["properties"][0] == {"name": "number", "type": "integer"}
    edges = {kind["kind"]: kind for kind in answer["edgeKinds"]}
    assert (edges["HAS_RISK"]["sources"], edges["HAS_RISK"]["targets"]) == (["PROCEDURE"], ["RISK"])
    coverage = next(item for item in edges["GOVERNED_BY"]["properties"] if item["name"] == "coverage")
    assert coverage["values"] == ["covered", "not covered", "conditional", "mentioned"]


def test_meta_says_what_the_graph_is_made_of(ask: Ask) -> None:
    meta = ask(
        """{ meta { version disclaimer nodeCounts { kind count } edgeCounts { kind count }
             sources { id } licences { licence count } } }"""
    )["meta"]
    assert len(meta["version"]) == 64
    assert "no medical advice" in meta["disclaimer"]
    assert {"kind": "RISK", "count": 3} in meta["nodeCounts"]
    assert {"kind": "HAS_RISK", "count": 6} in meta["edgeCounts"]
    assert (meta["sources"], meta["licences"]) == ([{"id": "world/cast.txt"}], [{"licence": "MIT", "count": 1}])
