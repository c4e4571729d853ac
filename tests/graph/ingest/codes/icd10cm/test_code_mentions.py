"""The codes that notes name, in each of the forms of the official list."""

import pytest

from graph.ingest.codes.icd10cm.code_mentions import CharacterCondition, classified_mentions, code_mentions

FIFTH_OR_SIXTH = "code for adverse effect, if applicable, to identify drug (T36-T50 with fifth or sixth character 5)"


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("gestational diabetes (O24.4-)", ["O24.4"]),
        ("burns (T20-T31)", ["T20-T31"]),
        ("certain conditions (O10-O11, O13-O16)", ["O10-O11", "O13-O16"]),
        ("mental disorders (F10.--F19.-)", ["F10-F19"]),
        ("specified syndactyly (Q70.0- -Q70.3-)", ["Q70.0-Q70.3"]),
        ("incontinence (N39.3-N39.4-)", ["N39.3-N39.4"]),
        ("rheumatoid arthritis by site (M05.00 to M05.8A)", ["M05.00-M05.8A"]),
        ("sequelae (I69.01-I69.11-, I69.81- I69.91-)", ["I69.01", "I69.11", "I69.81", "I69.91"]),
        ("acute infections (J00-J06; J20-J22)", ["J00-J06", "J20-J22"]),
        ("hemorrhages (I60.-. I61.-, I62.-)", ["I60", "I61", "I62"]),
        ("code from category E10 to further identify any manifestations", ["E10"]),
        ("from categories E08, E09 and E13 to further identify any manifestation", ["E08", "E09", "E13"]),
        ("code(s) from F11-F16 and F18-F19 to identify manifestations", ["F11-F16", "F18-F19"]),
        ("if applicable peritonitis K65.-", ["K65"]),
        ("electrolyte imbalance (E87.8}", ["E87.8"]),
        ("acquired absence of knee joint (Z89.52-", ["Z89.52"]),
        ("pneumoconiosis with tuberculosis, any type in A15 (J65)", ["J65"]),
        ("vitamin B12 deficiency anemia (D51.-)", ["D51"]),
        ("vitamin B12 deficiency anemia", []),
        ("code, if applicable, for codes G31.0-G31.83, G31.85-G31.9, to identify:", []),
        ("code to identify:", []),
        ("all manifestations of HIV", []),
        ("conditions in subcategories S06.1- to S06.6-, and S06.81- to S06.89-", ["S06.1-S06.6", "S06.81-S06.89"]),
    ],
)
def test_a_note_names_codes_and_ranges(note: str, named: list[str]) -> None:
    found = code_mentions(note)
    assert [item.first + (f"-{item.last}" if item.last else "") for item in found] == named
    assert not any(item.condition for item in found)


@pytest.mark.parametrize(
    ("note", "condition"),
    [
        (FIFTH_OR_SIXTH, CharacterCondition(0, ("5",))),
        (
            "poisoning (T36-T65 with fifth or sixth character 1-4 or 6)",
            CharacterCondition(0, ("1", "2", "3", "4", "6")),
        ),
        ("underdosing (T36-T50) with fifth or sixth character 6", CharacterCondition(0, ("6",))),
        ("underdosing of specific drug (T36-T50 with final character 6)", CharacterCondition(0, ("6",))),
        ("drug (T36-T50 with fifth or six character 5)", CharacterCondition(0, ("5",))),
        ("poisoning by salicylates (T39.0-, with sixth character 1-4)", CharacterCondition(6, ("1", "2", "3", "4"))),
        ("collision (V01-V09 with 5th character 9)", CharacterCondition(5, ("9",))),
        ("whooping cough (A37 with fifth-character 1)", CharacterCondition(5, ("1",))),
        ("hallucinations (F11-F19 with fifth to sixth characters 51)", CharacterCondition(5, ("51",))),
        ("amnestic syndrome (F10-F19 with 5th character .6)", CharacterCondition(5, ("6",))),
        ("diabetes (E08-E13 with .51-.52)", CharacterCondition(4, ("51", "52"))),
        ("drug use (F11-F19 with .15. .25, .95)", CharacterCondition(4, ("15", "25", "95"))),
        ("hyperosmolarity (E08, E09, E11, E13 with final characters .00 or .01)", CharacterCondition(4, ("00", "01"))),
        ("dysarthria (I69. with final characters -23)", CharacterCondition(5, ("23",))),
        ("open fracture (S42.- with 7th character B or C)", CharacterCondition(7, ("B", "C"))),
        ("concussion (S06.0X- with seventh character A)", CharacterCondition(7, ("A",))),
        ("open fracture (S52.- with open fracture 7th character)", CharacterCondition(in_title="open fracture")),
        ("see categories E08-E10, E11, E13 with ketoacidosis", CharacterCondition(in_title="ketoacidosis")),
        ("toxin (T51-T65 with fifth or sixth character to indicate intent)", None),
    ],
)
def test_characters_tell_which_codes_are_meant(note: str, condition: CharacterCondition | None) -> None:
    found = code_mentions(note)
    assert found
    assert {item.condition for item in found} == {condition}


@pytest.mark.parametrize(
    ("code", "stem", "is_meant"),
    [
        ("T36.0X5A", "T36.0X5", True),
        ("T36.95XA", "T36.95", True),
        ("T43.215A", "T43.215", True),
        ("T43.501A", "T43.501", False),
        ("T38.5X1A", "T38.5X1", False),
    ],
)
def test_the_intent_is_the_last_character_before_the_seventh(code: str, stem: str, is_meant: bool) -> None:
    condition = code_mentions(FIFTH_OR_SIXTH)[0].condition
    assert condition is not None
    assert condition.matches(code, stem, "") is is_meant


@pytest.mark.parametrize(
    ("note", "named", "exceptions"),
    [
        ("Conditions classifiable to C50.-", ["C50"], []),
        ("Conditions in S00-T88, except T74 and T76", ["S00"], ["T74", "T76"]),
        ("Conditions classifiable to S00-T88, except traumatic fractures", [], []),
        ("Malignant neoplasm of stomach, not classifiable to C16.1-C16.4", [], []),
        ("megaloblastic anemia unresponsive to vitamin B12 or folate therapy", [], []),
        ("This category is to be used to indicate conditions in E43, E44 as the cause of sequelae", ["E43", "E44"], []),
        ("maternal disorders classifiable to Q20-Q34 and not included in P00.0, P00.2", ["Q20"], []),
    ],
)
def test_a_description_refers_to_what_is_classified_elsewhere(
    note: str, named: list[str], exceptions: list[str]
) -> None:
    found = classified_mentions(note)
    assert [item.first for item in found] == named
    assert [item.first for mention in found[:1] for item in mention.exceptions] == exceptions
