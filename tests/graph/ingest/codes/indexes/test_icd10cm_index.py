"""The indexes and tables of ICD-10-CM: terms, what they lead to, and what leads nowhere."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.ingest.files.recognition import official_sources, recognise
from graph.ingest.verify_quotes import verify
from graph.model.elements import Value
from graph.model.findings import DeadEnds, MalformedFile, OlderRelease, UndecodableText, UnknownCode, UnrecognisedFile
from graph.model.property_graph import Graph, edges_of
from tests.graph.ingest.codes.files import ICD10CM, put, read
from tests.graph.ingest.codes.indexes import files

DISEASES, NEOPLASMS, DRUGS = "INDEX:diseases/", "INDEX:neoplasms/neoplasm-neoplastic", "INDEX:drugs/"
ALL = {"a.xml": files.DISEASES, "b.xml": files.NEOPLASMS, "c.xml": files.DRUGS, "d.xml": files.CAUSES, "e.xml": ICD10CM}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return read(put(tmp_path, **ALL))[0].graph


def leads(graph: Graph, term: str) -> list[tuple[str, Mapping[str, Value]]]:
    found = (edge for edge in edges_of(graph) if edge.source == term and edge.kind == "LEADS_TO")
    return sorted(((edge.target, edge.properties) for edge in found), key=str)


def referred(graph: Graph, term: str, kind: str) -> list[str]:
    return [edge.target for edge in edges_of(graph) if edge.source == term and edge.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (files.DISEASES, "DiseaseIndex"),
        (files.NEOPLASMS, "NeoplasmTable"),
        (files.NEOPLASMS.replace("ICD10CM.index", "ICD10CM.table"), "NeoplasmTable"),
        (files.DRUGS, "DrugTable"),
        (files.CAUSES, "ExternalCauseIndex"),
        (files.PROCEDURES, "Icd10PcsIndex"),
        (files.DRUG_ROWS, "DrugTableRows"),
    ],
)
def test_an_index_is_recognised_by_what_only_it_has(tmp_path: Path, text: str | bytes, kind: str) -> None:
    assert type(recognise(put(tmp_path, file=text) / "file")).__name__ == kind


def test_changes_of_an_index_are_not_taken_for_it(tmp_path: Path) -> None:
    put(tmp_path, file=files.DISEASES.replace("<ICD10CM.index>", '<ICD10CM.index isAddenda="true">'))
    sources, findings = official_sources([tmp_path])
    assert sources == []
    assert [type(finding) for finding in findings] == [UnrecognisedFile]
    assert "addenda" in str(findings[0].details["kind"])


def test_a_term_has_the_words_of_all_lines_above_it(graph: Graph) -> None:
    term = graph.nodes[f"{DISEASES}break-broken-nec/arm-or-shoulder/twice-by-a-fall"]
    assert term["name"] == "Break, broken NEC, arm or shoulder, twice, by a fall"
    assert (term["title"], term["index"], term["level"]) == ("twice, by a fall", "diseases", 2)


def test_modifiers_stand_between_the_words_of_a_title(graph: Graph) -> None:
    assert graph.nodes[f"{DISEASES}break-broken-nec"]["nonessential_modifiers"] == ("simple", "of bone (any)")
    assert graph.nodes[f"{DISEASES}break-broken-nec/arm-or-shoulder"]["nonessential_modifiers"] == ("s", "s")


def test_subterms_keep_their_order(graph: Graph) -> None:
    places = {
        edge.target.rpartition("/")[2]: edge.properties["position"]
        for edge in edges_of(graph)
        if edge.kind == "HAS_SUBTERM" and edge.source == f"{DISEASES}break-broken-nec"
    }
    assert sorted(places, key=lambda name: int(str(places[name]))) == [
        "arm-or-shoulder", "heart", "leg", "nowhere", "lump", "open", "late",
    ]  # fmt: skip


def test_codes_that_end_in_a_dash_lead_to_what_they_begin(graph: Graph) -> None:
    assert leads(graph, f"{DISEASES}break-broken-nec") == [("ICD10CM:S42", {"role": "default", "is_incomplete": True})]
    assert leads(graph, f"{DISEASES}break-broken-nec/arm-or-shoulder") == [
        ("ICD10CM:S42.0", {"role": "default", "is_incomplete": False}),
        ("ICD10CM:S48", {"role": "manifestation", "is_incomplete": False}),
    ]


def test_categories_and_subcategories_are_completed_in_the_list(graph: Graph) -> None:
    assert leads(graph, f"{DISEASES}cut-cutting") == [("ICD10CM:S42.0", {"role": "default", "is_incomplete": True})]
    assert leads(graph, f"{DISEASES}break-broken-nec/leg") == [
        ("ICD10CM:S42", {"role": "default", "is_incomplete": True}),
        ("ICD10CM:S48", {"role": "default", "is_incomplete": False}),
    ]


def test_cells_say_for_what_their_code_is(graph: Graph) -> None:
    assert [(target, said["role"], said["is_incomplete"]) for target, said in leads(graph, f"{NEOPLASMS}/arm")] == [
        ("ICD10CM:S42.0", "malignant_primary", True),
        ("ICD10CM:S48", "benign", False),
        ("ICD10CM:S48", "malignant_secondary", False),
    ]
    assert [said["role"] for _, said in leads(graph, f"{DRUGS}1-glue")] == [
        "poisoning_accidental",
        "poisoning_self_harm",
    ]


def test_words_in_the_brackets_of_a_second_code_explain_the_term(graph: Graph) -> None:
    assert graph.nodes[f"{NEOPLASMS}/arm"]["nonessential_modifiers"] == ("any", "from shoulder to wrist")


def test_references_lead_to_the_term_that_they_mean(graph: Graph) -> None:
    broken = f"{DISEASES}break-broken-nec"
    assert referred(graph, f"{broken}/arm-or-shoulder", "SEE_ALSO") == [f"{DISEASES}cut-cutting/arm-upper"]
    assert referred(graph, f"{broken}/open", "SEE") == [f"{DISEASES}cut-cutting"]
    assert referred(graph, f"{broken}/late", "SEE") == [f"{DISEASES}cut-cutting/late-effect-of-one"]
    assert referred(graph, f"{broken}/lump", "SEE") == [f"{NEOPLASMS}/arm"]
    assert referred(graph, f"{NEOPLASMS}/elbow", "SEE") == [f"{NEOPLASMS}/arm"]
    assert referred(graph, f"{DISEASES}cut-cutting/late-effect-of-one", "SEE") == [f"{DISEASES}scar-deep"]


def test_a_reference_with_words_of_several_terms_means_none(graph: Graph) -> None:
    assert referred(graph, f"{DISEASES}scar-flat", "SEE") == []
    assert graph.nodes[f"{DISEASES}scar-flat"]["unresolved_references"] == ("see Scar",)


def test_what_leads_nowhere_is_kept_on_its_term_and_found_once(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, **ALL))
    broken = f"{DISEASES}break-broken-nec"
    assert built.graph.nodes[f"{broken}/heart"]["unresolved_references"] == ("see condition",)
    assert built.graph.nodes[f"{broken}/nowhere"]["unknown_codes"] == ("Q99.9",)
    summed = [finding for finding in findings if not isinstance(finding, UnknownCode)]
    assert [(type(f), Path(f.path).name, f.details["kept_as"], f.details["count"]) for f in summed] == [
        (DeadEnds, "a.xml", "unknown_codes", 1),
        (DeadEnds, "a.xml", "unresolved_references", 2),
    ]


def test_evidence_has_the_document_its_edition_and_the_words_of_references(graph: Graph) -> None:
    editions = {document.id: document.edition for document in graph.graph["documents"]}
    assert editions["icd-10-cm/a.xml"] == "fiscal year 2026"
    quoted = {edge.evidence[0].quote for edge in edges_of(graph) if edge.kind == "SEE"}
    assert "Neoplasm, arm, benign" in quoted
    assert list(verify(graph)) == []


def test_rows_stand_under_rows_with_fewer_dashes(tmp_path: Path) -> None:
    built, findings = read(put(put(tmp_path, **{"drugs.csv": files.DRUG_ROWS}), **{"e.xml": ICD10CM}))
    graph = built.graph
    assert graph.nodes[f"{DRUGS}1-glue/thinner/strong"]["name"] == "1-glue, thinner, strong"
    assert graph.nodes[f"{DRUGS}1-glue"]["nonessential_modifiers"] == ("wet", "dry")
    assert [said["role"] for _, said in leads(graph, f"{DRUGS}paint")] == ["adverse_effect"]
    assert referred(graph, f"{DRUGS}1-glue/thinner", "SEE") == [f"{DRUGS}paint"]
    assert graph.nodes[f"{DRUGS}paint"]["unresolved_references"] == ("see also Varnish, old",)
    assert sorted({type(f).__name__ for f in findings}) == ["DeadEnds", "UndecodableText", "UnknownCode"]
    assert [finding.line for finding in findings if isinstance(finding, UndecodableText)] == [4]


def test_of_two_releases_of_a_table_the_newer_is_read_in_whatever_layout(tmp_path: Path) -> None:
    put(put(tmp_path, **{"icd10cm-drug-April-2025.csv": files.DRUG_ROWS}), **{"drug.xml": files.DRUGS})
    sources, findings = official_sources([tmp_path])
    assert [type(source).__name__ for source in sources] == ["DrugTable"]
    assert [type(finding) for finding in findings] == [OlderRelease]


def test_a_column_that_is_not_known_is_a_finding(tmp_path: Path) -> None:
    put(tmp_path, **{"a.xml": files.DRUGS.replace("Underdosing", "Overdosing"), "e.xml": ICD10CM})
    assert [finding.details["reason"] for finding in read(tmp_path)[1] if isinstance(finding, MalformedFile)] == [
        "no column of the table is headed 'Overdosing'"
    ]


def test_a_file_that_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, **{"a.xml": files.DISEASES[:-250], "e.xml": ICD10CM}))
    assert f"{DISEASES}break-broken-nec" in built.graph
    assert [type(finding) for finding in findings if isinstance(finding, MalformedFile)] == [MalformedFile]
