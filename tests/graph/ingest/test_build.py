"""What enters the graph, what becomes a finding, and that the same input gives the same graph."""

import os
from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.vocabulary import Vocabulary, read_vocabulary
from graph.model.elements import Edge, Node, Value
from graph.model.findings import (
    ConflictingNode,
    CyclicHierarchy,
    DanglingEdge,
    DuplicatePage,
    InvalidProperty,
    NotAPage,
    SourceError,
    UndeclaredKind,
    UnreadableFile,
    WrongEnd,
)
from graph.model.property_graph import edges_of
from graph.storage.freeze import version_of
from tests.graph.ingest.pages.test_layout import PAGE
from tests.shipped import VOCABULARY
from tests.world import EDGES, NODES, World, edge, world_graph


def findings_of(*items: Node | Edge) -> list[type[SourceError]]:
    built = build([World([*NODES, *EDGES, *items])])
    # Whatever is wrong with what was put in, the world is still there whole.
    assert set(world_graph()) <= set(built.graph)
    assert built.graph.number_of_edges() >= world_graph().number_of_edges()
    return [type(finding) for finding in built.findings]


def test_the_world_is_allowed() -> None:
    assert findings_of() == []


@pytest.mark.parametrize(
    ("item", "finding"),
    [
        (Node("RISK:x", "Weather", "X"), UndeclaredKind),
        (Node("ROLE:x", "Risk", "X"), InvalidProperty),
        (Node("RISK:x", "Risk", "X", {"colour": "red"}), InvalidProperty),
        (Node("STEP:x/1", "Step", "X", {"number": "one"}), InvalidProperty),
        (Node("POLICY:x", "Policy", "X", {"effective_date": "January"}), InvalidProperty),
        (edge("PAGE:cast", "CURES", "RISK:infection"), UndeclaredKind),
        (edge("PAGE:cast", "HAS_RISK", "RISK:unknown"), DanglingEdge),
        (edge("PAGE:cast", "HAS_RISK", "ROLE:nurse"), WrongEnd),
        (edge("RISK:infection", "IS_A", "ROLE:nurse"), WrongEnd),
        (edge("PAGE:cast", "GOVERNED_BY", "POLICY:good-health-7", coverage="perhaps"), InvalidProperty),
        (edge("INDICATION:fracture", "IS_A", "INDICATION:wrist-fracture"), CyclicHierarchy),
        (edge("RISK:infection", "IS_A", "RISK:infection"), CyclicHierarchy),
        (Node("RISK:infection", "Risk", "Inflammation"), ConflictingNode),
    ],
)
def test_what_the_ontology_does_not_allow_is_a_finding(item: Node | Edge, finding: type[SourceError]) -> None:
    assert findings_of(item) == [finding]


def test_a_mention_yields_to_a_description() -> None:
    described = Node("HCPCS:A0001", "Procedure", "Arm sling", {"slug": "arm-sling", "is_stub": False})
    built = build([World([*NODES, described, *EDGES])])
    assert built.findings == []
    assert built.graph.nodes["HCPCS:A0001"]["name"] == "Arm sling"


def test_edges_that_say_the_same_join_their_evidence_and_others_stay_apart() -> None:
    same = edge("PAGE:cast", "HAS_RISK", "RISK:infection", "It can cause infection", position=5)
    other = edge("PAGE:cast", "HAS_RISK", "RISK:infection", detail="rarely", position=6)
    graph = build([World([*NODES, *EDGES, same, other])]).graph
    assert [len(data["evidence"]) for data in graph["PAGE:cast"]["RISK:infection"].values()] == [2, 1]
    assert list(graph["PAGE:cast"]["RISK:infection"]) == ["HAS_RISK", "HAS_RISK#2"]


def test_an_alternative_of_the_same_name_denotes_the_procedure() -> None:
    (found,) = (item for item in edges_of(world_graph()) if item.kind == "DENOTES")
    assert (found.source, found.target) == ("ALTERNATIVE:splint", "PAGE:splint")
    assert found.evidence[0].method == "exact name"


def test_the_order_of_the_input_does_not_count() -> None:
    turned = build([World([*reversed(EDGES), *reversed(NODES)])]).graph
    assert version_of(turned) == world_graph().graph["version"]
    assert list(turned.nodes) == list(world_graph().nodes)


def pages(folder: Path, **contents: bytes) -> PageSource:
    for name, content in contents.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return PageSource({folder: "MIT"}, Vocabulary())


def test_bad_files_are_findings_and_good_pages_still_load(tmp_path: Path) -> None:
    source = pages(tmp_path, good=PAGE.encode(), empty=b"", picture=b"\x89PNG\0", letter=b"Dear reader,\n")
    built = build([source])
    refused = [finding for finding in built.findings if isinstance(finding, NotAPage)]
    assert {Path(finding.path).name for finding in refused} == {"empty", "picture", "letter"}
    assert "PAGE:good" in built.graph


def test_a_missing_folder_is_a_finding(tmp_path: Path) -> None:
    built = build([PageSource({tmp_path / "nowhere": "MIT"}, Vocabulary())])
    assert [type(finding) for finding in built.findings] == [UnreadableFile]
    assert built.findings[0].path.endswith("nowhere")


def test_of_two_pages_of_one_code_the_first_counts(tmp_path: Path) -> None:
    source = pages(tmp_path, cpt4__00100_x=PAGE.encode(), other__cpt4__00100_y=PAGE.encode())
    for path in tmp_path.rglob("00100*"):
        path.rename(path.with_name(path.name.replace("_", "-")))
    built = build([source])
    (finding,) = (finding for finding in built.findings if isinstance(finding, DuplicatePage))
    assert finding.details["curie"] == "CPT:00100"
    assert built.graph.nodes["CPT:00100"]["slug"] == "x"


def test_two_roots_of_one_name_do_not_share_ids(tmp_path: Path) -> None:
    roots = {}
    for place in ("a", "b"):
        pages(tmp_path / place / "pages", **{f"knee-{place}": PAGE.encode()})
        roots[tmp_path / place / "pages"] = "MIT"
    built = build([PageSource(roots, Vocabulary())])
    ids = [document.id for document in built.graph.graph["documents"]]
    assert ids == ["pages-2/knee-b", "pages/knee-a"]


def test_prose_gives_the_terms_the_vocabulary_knows(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "risk.tsv").write_text("label\taliases\tbroader\nInfection\tinfections\t\n")
    vocabulary, _ = read_vocabulary([tmp_path / "vocabulary"])
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "knee.txt").write_text(PAGE + "Risks and Complications\nInfections are rare.\n")
    graph = build([PageSource({tmp_path / "pages": "MIT"}, vocabulary)]).graph
    (evidence,) = graph.edges["PAGE:knee", "RISK:infection", "HAS_RISK"]["evidence"]
    assert (evidence.method, evidence.quote) == ("scanned", "Infections are rare.")
    assert graph.nodes["SECTION:knee/risks"]["remarks"] == ("Infections are rare.",)


def test_a_file_below_two_folders_is_read_once_below_the_first(tmp_path: Path) -> None:
    (tmp_path / "pages" / "knees").mkdir(parents=True)
    (tmp_path / "pages" / "knees" / "knee.txt").write_text(PAGE)
    built = build([PageSource({tmp_path / "pages": "MIT", tmp_path / "pages" / "knees": "?"}, Vocabulary())])
    assert built.graph.has_edge("PAGE:knee", "CATEGORY:knees")
    assert [document.licence for document in built.graph.graph["documents"]] == ["MIT"]


def test_what_is_no_regular_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    built = build([PageSource({tmp_path: "MIT"}, Vocabulary())])
    assert [type(finding) for finding in built.findings] == [UnreadableFile, UnreadableFile]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It is done in a hospital operating room setting.", ["Hospital operating room"]),
        ("It is done in an outpatient hospital setting.", ["Hospital outpatient department"]),
        ("It is done in a dental office or a hospital.", ["Dental office", "Hospital"]),
        ("It can be done at the bedside. It does not require a hospital.", ["Bedside"]),
        ("The place varies.", []),
    ],
)
def test_places_of_a_setting(tmp_path: Path, text: str, names: list[str]) -> None:
    vocabulary, _ = read_vocabulary([VOCABULARY])
    (tmp_path / "knee.txt").write_text(f"Summary\nx\nSetting\n{text}\n")
    graph = build([PageSource({tmp_path: "MIT"}, vocabulary)]).graph
    found = [edge.target for edge in edges_of(graph) if edge.kind == "PERFORMED_IN"]
    assert sorted(graph.nodes[curie]["name"] for curie in found) == sorted(names)


def test_a_condition_that_no_one_mapped_is_a_candidate_for_the_diagnosis_of_its_name() -> None:
    found = [
        Node("ICD10CM:T14", "Diagnosis", "Fracture"),
        Node("ICD10CM:S1", "Diagnosis", "Sprain"),
        Node("ICD10CM:S2", "Diagnosis", "Sprain"),
        Node("ICD10CM:S62", "Diagnosis", "Wrist fracture"),
    ]
    mapping: dict[str, Value] = {"predicate": "skos:broadMatch", "justification": "semapv:ManualMappingCuration"}
    mapping["confidence"] = 0.6
    curated = Edge("INDICATION:wrist-fracture", "MAPS_TO", "ICD10CM:T14", mapping, EDGES[0].evidence)
    graph = build([World([*NODES, *found, *EDGES, curated])]).graph
    mapped = {(s, t): said for s, t, key, said in graph.edges(keys=True, data=True) if key == "MAPS_TO"}
    # By name where there is one; by words, and less sure, where there are two; never beside what someone has decided.
    assert {ends: said["confidence"] for ends, said in mapped.items()} == {
        ("INDICATION:fracture", "ICD10CM:T14"): 0.7,
        ("INDICATION:sprain", "ICD10CM:S1"): 0.6,
        ("INDICATION:sprain", "ICD10CM:S2"): 0.6,
        ("INDICATION:wrist-fracture", "ICD10CM:T14"): 0.6,
    }
    lexical = mapped["INDICATION:fracture", "ICD10CM:T14"]
    assert (lexical["justification"], lexical["confidence"]) == ("semapv:LexicalMatching", 0.7)
    assert lexical["evidence"][0].method == "exact name"
