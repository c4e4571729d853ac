"""What restricts the codes of a small list, and who says so."""

from collections.abc import Iterable

import pytest

from graph.ingest.codes.edits.code_edits import CodeEdits
from graph.model.elements import Edge, Node, Properties
from graph.model.findings import MalformedRow

Entry = tuple[str, str, Properties]
CHAPTER_15 = "CODES FROM THIS CHAPTER ARE FOR USE ONLY ON MATERNAL RECORDS, NEVER ON NEWBORN RECORDS"
BMI = ("BMI adult codes are for use for persons 20 years of age or older",)
LIST: list[Entry] = [
    ("chapter-15", "Pregnancy, childbirth and the puerperium", {"code": "O00-O9A", "general_notes": (CHAPTER_15,)}),
    ("O80", "Encounter for full-term uncomplicated delivery", {}),
    ("N40-N53", "Diseases of male genital organs", {}),
    ("N40", "Benign prostatic hyperplasia", {}),
    ("N40.0", "Benign prostatic hyperplasia without lower urinary tract symptoms", {}),
    ("N46", "Infertility", {}),
    (
        "N51",
        "Disorders of genital organs in diseases classified elsewhere",
        {"code_first_notes": ("mumps (B26)",)},
    ),
    ("B95", "Streptococcus as the cause of diseases classified elsewhere", {"code_first_notes": ("sepsis",)}),
    ("P00.1", "Newborn affected by maternal renal diseases", {}),
    ("T38.5X6A", "Underdosing of other estrogens and progestogens, initial encounter", {}),
    ("T38.5X1A", "Poisoning by other estrogens and progestogens, accidental, initial encounter", {}),
    ("Z31.81", "Encounter for male factor infertility in female patient", {}),
    ("Z52.0", "Blood donor", {}),
    ("Z52.9", "Donor of unspecified organ or tissue", {}),
    ("Z68", "Body mass index [BMI]", {"general_notes": BMI}),
    ("Z68.1", "Body mass index [BMI] 19.9 or less, adult", {}),
    ("Z68.52", "Body mass index [BMI] pediatric, 5th percentile to less than 85th percentile for age", {}),
    ("Z80.41", "Family history of malignant neoplasm of ovary", {}),
]
HEADINGS = {"chapter-15", "N40-N53", "N40", "Z68"}


def read(entries: Iterable[Entry]) -> tuple[CodeEdits, list[Node | Edge]]:
    nodes = {}
    for code, title, properties in entries:
        stated: Properties = {"is_billable": code not in HEADINGS, **properties}
        nodes[f"ICD10CM:{code}"] = Node(f"ICD10CM:{code}", "Diagnosis", title, stated)
    source = CodeEdits(nodes=nodes)
    return source, list(source.read())


@pytest.fixture(scope="module")
def items() -> list[Node | Edge]:
    return read(LIST)[1]


def properties(items: list[Node | Edge], code: str) -> dict[str, object]:
    found = [item.properties for item in items if isinstance(item, Node) and item.curie == f"ICD10CM:{code}"]
    return dict(found[0]) if found else {}


def said(items: list[Node | Edge], code: str, edit: str) -> list[tuple[str | None, str | None]]:
    """Where it is said that a code has an edit, and in which words."""
    return [
        (item.section, item.quote)
        for edge in items
        if isinstance(edge, Edge) and (edge.source, edge.target) == (f"ICD10CM:{code}", f"EDIT:{edit}")
        for item in edge.evidence
    ]


def test_a_note_of_a_chapter_holds_for_its_codes(items: list[Node | Edge]) -> None:
    assert said(items, "O80", "female")[0] == ("chapter-15", CHAPTER_15)
    assert properties(items, "O80") == {"sex": "female", "age_min_years": 9, "age_max_years": 64}


def test_an_organ_in_a_title_tells_the_sex(items: list[Node | Edge]) -> None:
    title = "Benign prostatic hyperplasia without lower urinary tract symptoms"
    assert said(items, "N40.0", "male") == [("N40.0", title)]


def test_words_of_a_block_hold_for_what_is_below_it(items: list[Node | Edge]) -> None:
    assert said(items, "N46", "male") == [("N40-N53", "Diseases of male genital organs")]


@pytest.mark.parametrize("code", ["P00.1", "Z80.41", "Z31.81", "T38.5X1A"])
def test_mothers_relatives_and_both_sexes_tell_nothing(items: list[Node | Edge], code: str) -> None:
    assert "sex" not in properties(items, code)


def test_a_manifestation_has_its_title_and_a_disease_to_code_first(items: list[Node | Edge]) -> None:
    assert properties(items, "N51")["is_manifestation"] is True
    assert "is_manifestation" not in properties(items, "B95"), "it is the cause, not the manifestation"


def test_underdosing_is_never_first_by_guideline_i_c_19_e_5_c(items: list[Node | Edge]) -> None:
    assert properties(items, "T38.5X6A")["is_unacceptable_principal"] is True
    assert ("guideline I.C.19.e.5.c", "Underdosing is never reported first.") in said(
        items, "T38.5X6A", "secondary-only"
    )
    assert properties(items, "T38.5X1A") == {}, "a poisoning is reported first"


def test_donors_are_only_first_but_for_z52_9_by_guideline_i_c_21_c_16(items: list[Node | Edge]) -> None:
    assert properties(items, "Z52.0")["is_first_only"] is True
    assert "is_first_only" not in properties(items, "Z52.9")


def test_of_two_ranges_of_age_the_one_that_both_allow_is_the_property(items: list[Node | Edge]) -> None:
    assert said(items, "Z68.1", "from-20-years") == [("Z68", BMI[0])]
    assert said(items, "Z68.1", "adult") == [("edit 2: diagnosis and age conflict", None)]
    found = properties(items, "Z68.1")
    assert (found["age_min_years"], found["age_max_years"]) == (20, 124)


def test_a_note_that_a_release_does_not_have_states_nothing_and_is_found() -> None:
    source, items = read(entry for entry in LIST if entry[0] != "chapter-15")
    assert said(items, "O80", "female") == [("O80", "Encounter for full-term uncomplicated delivery")]
    assert {type(finding) for finding in source.findings} == {MalformedRow}
    found = {str(finding.details["note_not_found"]) for finding in source.findings}
    assert CHAPTER_15 in found
    assert not found & set(BMI)
