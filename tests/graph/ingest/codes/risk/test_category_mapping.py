"""Diagnoses to categories by payment year."""

from graph.ingest.codes.risk.category_mapping import YearlyMapping, membership_edges
from graph.ingest.codes.risk.diagnosis_edits import DiagnosisEdit, Limits
from graph.ingest.codes.risk.models import MAPPED_AS
from graph.model.elements import Evidence

V28 = "CMS-HCC Model V28"
FIRST, INITIAL, EDITS = (Evidence("first.csv"),), (Evidence("initial.csv"),), (Evidence("edits.csv"),)


def mapping(year: str, *pairs: tuple[str, str], provisional: bool = False) -> YearlyMapping:
    rows = [{"diagnosis_code": code, "cc": number, "model_name": V28} for code, number in pairs]
    return YearlyMapping(year, provisional, rows, INITIAL if provisional else FIRST)


def test_one_edge_has_all_years_and_their_documents() -> None:
    years = [mapping("2026", ("E1165", "38")), mapping("2027", ("E1165", "38"), provisional=True)]
    (edge,) = membership_edges(years, {}, EDITS)
    assert (edge.source, edge.target) == ("ICD10CM:E11.65", "HCC:V28-38")
    assert edge.properties == {"payment_years": ("2026", "2027"), "provisional_years": ("2027",)}
    assert edge.evidence == FIRST + INITIAL


def test_a_category_that_changes_has_an_edge_for_each() -> None:
    edges = membership_edges([mapping("2025", ("A1", "1")), mapping("2026", ("A1", "2"))], {}, EDITS)
    said = {edge.target: edge.properties for edge in edges}
    assert said == {"HCC:V28-1": {"payment_years": ("2025",)}, "HCC:V28-2": {"payment_years": ("2026",)}}


def test_an_edit_limits_the_edge_and_adds_another() -> None:
    edit = DiagnosisEdit(Limits(sex="male"), "model", "HCC:V28-112", Limits(sex="female"))
    edges = list(membership_edges([mapping("2026", ("D66", "111"))], {(MAPPED_AS[V28], "D66"): [edit]}, EDITS))
    shared = {"payment_years": ("2026",), "limited_by": "model"}
    assert {edge.target: edge.properties for edge in edges} == {
        "HCC:V28-111": shared | {"sex": "male"},
        "HCC:V28-112": shared | {"sex": "female"},
    }
    assert {edge.evidence for edge in edges} == {FIRST + EDITS}


def test_models_that_are_not_read_are_left_out() -> None:
    rows = [{"diagnosis_code": "A1", "cc": "1", "model_name": "RxHCC Model V05"}]
    year = YearlyMapping("2025", is_provisional=False, rows=rows, evidence=FIRST)
    assert list(membership_edges([year], {}, EDITS)) == []
