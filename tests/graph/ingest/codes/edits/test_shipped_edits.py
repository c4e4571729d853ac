"""Edits of the shipped codes, as official texts say them.

The lists are those of 'Definitions of Medicare Code Edits' (newborn: age 0; pediatric: 0 to 17; maternity: 9 to 64;
adult: 15 to 124), the notes and titles those of the tabular list, the rest the guidelines for coding and reporting.
"""

import pytest

from graph.model.elements import Properties
from graph.store import GraphStore


def properties(store: GraphStore, code: str) -> Properties:
    graph = store.topology.graph
    number = graph.find(f"ICD10CM:{code}")
    assert number is not None
    return graph.node(number).properties


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("A33", (0, 0)),  # tetanus neonatorum, the example of the definitions
        ("Z00.110", (0, 0)),  # health examination for newborn under 8 days old
        ("Z00.129", (0, 17)),  # routine child health examination
        ("G93.7", (0, 17)),  # Reye's syndrome
        ("O24.419", (9, 64)),  # diabetes in pregnancy
        ("H25.13", (15, 124)),  # age-related cataract
        ("F03.90", (15, 124)),  # dementia
        ("Z68.41", (20, 124)),  # the note at Z68 asks for more than the editor
        ("Z68.54", (2, 19)),
        ("I10", (None, None)),
    ],
)
def test_ages(shipped: GraphStore, code: str, limits: tuple[int | None, int | None]) -> None:
    found = properties(shipped, code)
    assert (found.get("age_min_years"), found.get("age_max_years")) == limits


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        ("C61", "male"),
        ("C53.9", "female"),
        ("C50.111", "female"),
        ("C50.121", "male"),
        ("N40.1", "male"),
        ("O80", "female"),
        ("Z34.00", "female"),
        ("Q96.9", "female"),
        ("C50.019", "female"),
        ("C79.82", None),  # genital organs, of either sex
        ("M54.2", None),  # cervicalgia is of the neck
        ("H68.001", None),  # a salpinx of the ear
        ("Z80.42", None),  # family history of malignant neoplasm of prostate
        ("P01.4", None),  # a newborn affected by ectopic pregnancy
    ],
)
def test_sexes(shipped: GraphStore, code: str, sex: str | None) -> None:
    assert properties(shipped, code).get("sex") == sex


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E08.9", "is_manifestation"),
        ("F02.80", "is_manifestation"),
        ("H42", "is_manifestation"),
        ("R65.20", "is_unacceptable_principal"),  # guideline I.C.1.d.4
        ("B96.20", "is_unacceptable_principal"),  # the note at B95-B97
        ("Z59.02", "is_unacceptable_principal"),  # guideline I.B.14
        ("T38.3X6A", "is_unacceptable_first_listed"),  # guideline I.C.19.e.5.c
        ("W19.XXXA", "is_external_cause"),
        ("Y92.010", "is_external_cause"),
        ("Y99.0", "is_external_cause"),
        ("Z38.00", "is_first_only"),  # guideline I.C.21.c.16
        ("Z51.11", "is_first_only"),
    ],
)
def test_places_among_the_diagnoses(shipped: GraphStore, code: str, name: str) -> None:
    assert properties(shipped, code).get(name) is True


def test_an_ordinary_disease_is_not_restricted(shipped: GraphStore) -> None:
    named = {
        "sex",
        "age_min_years",
        "is_manifestation",
        "is_unacceptable_principal",
        "is_external_cause",
        "is_first_only",
    }
    assert not named & properties(shipped, "J18.9").keys()


def test_z_codes_that_an_outpatient_may_have_first_are_no_principal_diagnosis_of_a_stay(shipped: GraphStore) -> None:
    found = properties(shipped, "Z12.31")  # screening mammogram
    assert found["is_unacceptable_principal"] is True
    assert "is_unacceptable_first_listed" not in found


def test_an_external_cause_quotes_its_chapter(shipped: GraphStore) -> None:
    graph = shipped.topology.graph
    number = graph.find("ICD10CM:W19.XXXA")
    assert number is not None
    edges = [graph.edge(row) for row in graph.row(number, "HAS_EDIT", out=True)]
    (edge,) = edges
    assert edge.target == "EDIT:external-cause"
    (evidence,) = edge.evidence
    assert evidence.section == "chapter-20"
    assert "secondary to a code from another chapter" in str(evidence.quote)
