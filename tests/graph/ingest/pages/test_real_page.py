"""The real page, read whole. It is not part of the project: where it is absent, these tests are skipped."""

import shutil
from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.pages.page_folders import PageSource, read_page_record
from graph.ingest.pages.record import PageRecord
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import read_vocabulary
from graph.model.elements import Edge
from graph.model.property_graph import Graph, edges_of
from tests.conftest import REAL_PAGE, needs_real_page
from tests.graph.ingest.pages.renderings import RENDERINGS
from tests.graph.ingest.pages.test_renderings import read, said
from tests.shipped import VOCABULARY

pytestmark = needs_real_page
CURIE = "CPT:22848"


@pytest.fixture
def record() -> PageRecord:
    record, findings = read_page_record(REAL_PAGE.read_bytes(), "page.txt", "x")
    assert findings == []
    return record


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """The graph of the real page alone, its code in its path."""
    (tmp_path / "cpt4").mkdir()
    shutil.copy(REAL_PAGE, tmp_path / "cpt4" / "22848-pelvic-fixation.txt")
    vocabulary, _ = read_vocabulary([VOCABULARY])
    built = build([PageSource({tmp_path: "not for redistribution"}, vocabulary)])
    assert [str(finding) for finding in built.findings] == []
    assert list(verify(built.graph)) == []
    return built.graph


def edges(graph: Graph, kind: str) -> list[Edge]:
    found = [edge for edge in edges_of(graph) if edge.kind == kind and edge.source == CURIE]
    return sorted(found, key=lambda edge: int(str(edge.properties.get("position", 0))))


def test_name_descriptor_and_add_on(record: PageRecord) -> None:
    assert record.name.startswith("Pelvic Fixation (Attachment of Caudal End")
    assert record.descriptor is not None
    assert record.descriptor.text.endswith("(List separately in addition to code for primary procedure)")
    assert record.is_add_on
    assert record.code_kind == "CPT4 code"


def test_steps_in_order_with_title_and_text(record: PageRecord) -> None:
    titles = ["Anesthesia", "Incision", "Exposure", "Instrumentation", "Stabilization", "Closure", "Imaging"]
    assert [step.title for step in record.steps] == titles
    assert record.steps[0].text == "General anesthesia is administered to the patient."


def test_duration_and_setting(graph: Graph) -> None:
    node = graph.nodes[CURIE]
    assert (node["duration_min_minutes"], node["duration_max_minutes"]) == (180, 300)
    assert [edge.target for edge in edges(graph, "PERFORMED_IN")] == ["SETTING:hospital-operating-room"]


def test_five_indications_and_the_example_its_own_concept(graph: Graph) -> None:
    indications = edges(graph, "HAS_INDICATION")
    assert len(indications) == 5
    assert indications[0].target == "INDICATION:spinal-deformities"
    assert graph.has_edge("INDICATION:scoliosis", "INDICATION:spinal-deformities", "IS_A")
    assert graph.has_edge(CURIE, "INDICATION:scoliosis", "NAMES_EXAMPLE")


def test_personnel_with_specialty_and_condition(graph: Graph) -> None:
    roles = [(edge.target, edge.properties.get("specialty"), edge.properties.get("condition"))
             for edge in edges(graph, "PERFORMED_BY")]  # fmt: skip
    assert roles == [
        ("ROLE:orthopedic-surgeon", "spinal surgery", None),
        ("ROLE:neurosurgeon", "spinal surgery", None),
        ("ROLE:anesthesiologist", None, None),
        ("ROLE:surgical-nurse", None, None),
        ("ROLE:radiology-technician", None, "if intraoperative imaging is used"),
    ]
    assert [edge.properties.get("interchangeable") for edge in edges(graph, "PERFORMED_BY")] == [
        True,
        True,
        None,
        None,
        None,
    ]


def test_risks_recovery_and_the_stay_in_numbers(graph: Graph) -> None:
    assert len(edges(graph, "HAS_RISK")) == 7
    recovery = edges(graph, "HAS_RECOVERY")
    assert len(recovery) == 5
    stay = recovery[0].properties
    assert (stay["duration_min"], stay["duration_max"], stay["duration_unit"]) == (3, 5, "day")


def test_alternatives_with_pros_and_cons(graph: Graph) -> None:
    first, second = edges(graph, "HAS_ALTERNATIVE")
    assert first.properties["pros"] == ("may offer relief without invasive surgery",)
    assert first.properties["cons"] == ("may not provide lasting stability",)
    assert str(second.properties["cons"]).startswith("('may not be suitable")


def test_empty_sections_are_no_complaint(record: PageRecord) -> None:
    assert (record.policies, record.similar) == ([], [])
    assert len(record.sections) == 17


def test_filled_sections_become_nodes_and_edges(tmp_path: Path) -> None:
    text = REAL_PAGE.read_text().replace(
        "Related policies from health plans",
        "Related policies from health plans\n\n  • Good Health: Spinal Surgery (7), effective 2025-01-05\n",
    )
    (tmp_path / "page.txt").write_text(f"{text}\n\n  • 99991 – Something similar\n")
    graph = read(tmp_path).graph
    assert graph.has_edge("PAGE:page", "POLICY:good-health-7", "GOVERNED_BY")
    assert graph.edges["PAGE:page", "POLICY:good-health-7", "GOVERNED_BY"]["coverage"] == "mentioned"
    assert graph.has_edge("POLICY:good-health-7", "PAYER:good-health", "ISSUED_BY")
    assert graph.has_edge("PAGE:page", "CPT:99991", "SIMILAR_TO")
    assert graph.nodes["CPT:99991"]["is_stub"]


def test_no_word_of_the_page_is_lost(record: PageRecord) -> None:
    text = REAL_PAGE.read_text()
    kept = " ".join([*(section.text for section in record.sections), *(s.heading.text for s in record.sections)])
    kept = f"{kept} {record.descriptor.text if record.descriptor else ''} {record.code_kind} Search all medical codes"
    words = [word for word in text.replace("•", " ").split() if not word.rstrip(".").isdigit()]
    assert [word for word in words if word.rstrip(":") not in kept] == []


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_all_renderings_give_the_same_graph(rendering: str, tmp_path: Path) -> None:
    for name, change in (("plain", str), (rendering, RENDERINGS[rendering])):
        (tmp_path / name / "pages").mkdir(parents=True)
        (tmp_path / name / "pages" / "page").write_bytes(change(REAL_PAGE.read_text()).encode())
    plain, rendered = (read(tmp_path / name / "pages") for name in ("plain", rendering))
    assert said(rendered) == said(plain)
    assert rendered.findings == plain.findings == []
