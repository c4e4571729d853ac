"""The guidelines of ICD-10-PCS are read, and joined to what they name for certain."""

import pytest

from graph.ingest.build import BuildResult, build
from graph.ingest.codes.pcs_guidelines import NamedValues, PcsGuidelines
from graph.model.elements import Node
from graph.model.property_graph import edges_of
from tests.world import World

VALUES = (
    Node("PCSSECTION:0", "CodeSection", "Medical and Surgical"),
    Node("PCSSECTION:1", "CodeSection", "Obstetrics"),
    Node("PCSSYSTEM:0K", "BodySystem", "Muscles"),
    Node("PCSSYSTEM:03", "BodySystem", "Upper Arteries"),
    *(
        Node(f"PCSOPERATION:{code}", "RootOperation", name)
        for code, name in (
            ("0B", "Excision"),
            ("09", "Drainage"),
            ("0D", "Extraction"),
            ("1D", "Extraction"),
            ("0T", "Resection"),
            ("08", "Division"),
            ("0N", "Release"),
        )
    ),
    Node("PCSPART:endometrium", "BodyPart", "Endometrium"),
    Node("PCSPART:fallopian-tube", "BodyPart", "Fallopian Tube"),
    Node("PCSPART:upper-artery", "BodyPart", "Upper Artery"),
    Node("PCSAPPROACH:percutaneous", "Approach", "Percutaneous"),
    Node("PCSAPPROACH:percutaneous-endoscopic", "Approach", "Percutaneous Endoscopic"),
    Node("PCSDEVICE:drainage-device", "Device", "Drainage Device"),
    Node("PCSQUALIFIER:diagnostic", "Qualifier", "Diagnostic"),
)


@pytest.fixture(scope="module")
def built() -> BuildResult:
    return build([World(list(VALUES)), PcsGuidelines()])


def guided(built: BuildResult, number: str) -> set[str]:
    curie = f"GUIDELINE:pcs-{number.lower()}"
    return {edge.target for edge in edges_of(built.graph) if edge.source == curie and edge.kind == "GUIDES"}


@pytest.mark.parametrize(
    ("number", "name", "values"),
    [
        # As the guidelines of CMS have them.
        (
            "B3.4a",
            "B3.4a Biopsy Procedures",
            {"PCSOPERATION:0B", "PCSOPERATION:09", "PCSOPERATION:0D", "PCSQUALIFIER:diagnostic"},
        ),
        ("B3.8", "B3.8 Excision vs Resection", {"PCSOPERATION:0B", "PCSOPERATION:0T"}),
        ("B3.14", "B3.14 Release vs. Division", {"PCSOPERATION:0N", "PCSOPERATION:08"}),
        ("B3.2", "B3.2 Multiple Procedures", {"PCSOPERATION:0T"}),
        ("B5.4", "B5.4 Percutaneous procedure via device", {"PCSAPPROACH:percutaneous"}),
        (
            "C2",
            "C2 Procedures following delivery or abortion",
            {"PCSOPERATION:0D", "PCSOPERATION:1D", "PCSSECTION:0", "PCSSECTION:1", "PCSPART:endometrium"},
        ),
        ("F", "F Selection of Principal Procedure", set()),
    ],
)
def test_a_guideline_leads_to_what_it_names(built: BuildResult, number: str, name: str, values: set[str]) -> None:
    assert built.graph.nodes[f"GUIDELINE:pcs-{number.lower()}"]["name"] == name
    assert guided(built, number) == values


def test_words_that_only_look_like_values_are_none() -> None:
    named = NamedValues.from_nodes({node.curie: node for node in VALUES})
    assert named.in_text("Body Part", "", "Excision of muscle is the excision of it. Muscles are coded.") == []
    assert named.in_text("Body Part", "", "One code has the body part value Fallopian Tube, Bilateral.") == []
    assert named.in_text("Approach", "", "It is coded to the approach value Percutaneous Endoscopic.") == [
        "PCSAPPROACH:percutaneous-endoscopic"
    ]
    assert named.in_text("Body Part", "", "It is in the body system Muscles, not among Upper Arteries.") == [
        "PCSSYSTEM:0K",
        "PCSSYSTEM:03",
    ]


def test_the_texts_are_whole_and_their_lines_are_sentences(built: BuildResult) -> None:
    text = built.graph.nodes["GUIDELINE:pcs-b6.2"]["text"]
    assert text == (
        "A separate procedure to put in a drainage device is coded to the root operation Drainage with the device "
        "value Drainage Device."
    )
    assert (
        "the numbers 0 through 9 and the alphabet (except I and O because they"
        in (built.graph.nodes["GUIDELINE:pcs-a2"]["text"])
    )
    assert "are coded if:\na. The same root operation" in built.graph.nodes["GUIDELINE:pcs-b3.2"]["text"]


def test_all_guidelines_of_the_package_are_there(built: BuildResult) -> None:
    numbers = [data["number"] for _, data in built.graph.nodes(data=True) if data["kind"] == "Guideline"]
    assert len(numbers) == len(set(numbers)) == 60
    assert built.findings == []
