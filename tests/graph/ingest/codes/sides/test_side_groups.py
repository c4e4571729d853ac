"""Which codes are the same but for the side; the titles are those of the tabular list."""

import pytest

from graph.ingest.codes.sides.side_groups import SideGroup, SideGroups
from graph.ingest.codes.sides.sided_title import read_title
from graph.ingest.codes.sides.sides import side_of_body_part
from graph.model.elements import Node

TITLES = {
    "H00.011": "Hordeolum externum right upper eyelid",
    "H00.012": "Hordeolum externum right lower eyelid",
    "H00.013": "Hordeolum externum right eye, unspecified eyelid",
    "H00.014": "Hordeolum externum left upper eyelid",
    "H00.015": "Hordeolum externum left lower eyelid",
    "H00.016": "Hordeolum externum left eye, unspecified eyelid",
    "H00.019": "Hordeolum externum unspecified eye, unspecified eyelid",
    "H16.201": "Unspecified keratoconjunctivitis, right eye",
    "H16.202": "Unspecified keratoconjunctivitis, left eye",
    "H16.203": "Unspecified keratoconjunctivitis, bilateral",
    "H16.209": "Unspecified keratoconjunctivitis, unspecified eye",
    "M16.0": "Bilateral primary osteoarthritis of hip",
    "M16.10": "Unilateral primary osteoarthritis, unspecified hip",
    "M16.11": "Unilateral primary osteoarthritis, right hip",
    "M16.12": "Unilateral primary osteoarthritis, left hip",
    "G81.90": "Hemiplegia, unspecified affecting unspecified side",
    "G81.91": "Hemiplegia, unspecified affecting right dominant side",
    "G81.92": "Hemiplegia, unspecified affecting left dominant side",
    "G81.93": "Hemiplegia, unspecified affecting right nondominant side",
    "G81.94": "Hemiplegia, unspecified affecting left nondominant side",
    "M84.431A": "Pathological fracture, right ulna, initial encounter for fracture",
    "M84.432A": "Pathological fracture, left ulna, initial encounter for fracture",
    "M84.433A": "Pathological fracture, right radius, initial encounter for fracture",
    "M84.434A": "Pathological fracture, left radius, initial encounter for fracture",
    "M84.439A": "Pathological fracture, unspecified ulna and radius, initial encounter for fracture",
    "M84.431D": "Pathological fracture, right ulna, subsequent encounter for fracture with routine healing",
    "M84.432D": "Pathological fracture, left ulna, subsequent encounter for fracture with routine healing",
    "I50.1": "Left ventricular failure, unspecified",
    "K51.50": "Left sided colitis without complications",
    "T81.509A": "Unspecified complication of foreign body accidentally left in body following unspecified procedure",
    "Z37.4": "Twins, both stillborn",
    "H54.1131": "Blindness right eye category 3, low vision left eye category 1",
    "S21.121": "Laceration with foreign body of right front wall of thorax without penetration",
    "S21.122": "Laceration with foreign body of left front wall of thorax without penetration",
    "S21.311": "Laceration without foreign body of right front wall of thorax with penetration",
    "S21.312": "Laceration without foreign body of left front wall of thorax with penetration",
    "S21.119": "Laceration without foreign body of unspecified front wall of thorax without penetration",
    "S21.129": "Laceration with foreign body of unspecified front wall of thorax without penetration",
    "S21.319": "Laceration without foreign body of unspecified front wall of thorax with penetration",
    "S46.801": "Unspecified injury of other muscles, fascia and tendons, right arm",
    "S46.802": "Unspecified injury of other muscles, fascia and tendons, left arm",
    "S46.809": "Unspecified injury of other muscles, fascia and tendons, unspecified arm",
    "S46.999": "Other injury of unspecified muscle, fascia and tendon, unspecified arm",
    "Q20.1": "Double outlet right ventricle",
    "Q20.2": "Double outlet left ventricle",
    "S99.901": "Unspecified injury of right ankle",
    "S99.902": "Unspecified injury of left ankle",
    "S99.909": "Unspecified injury of unspecified ankle",
}


@pytest.fixture(scope="module")
def found() -> SideGroups:
    return SideGroups.of(TITLES)


def group(found: SideGroups, right: str) -> SideGroup:
    (one,) = [group for group in found.groups if group.right == right]
    return one


def test_upper_and_lower_eyelids_are_told_apart(found: SideGroups) -> None:
    assert group(found, "H00.011").members() == ["H00.011", "H00.014"]
    assert group(found, "H00.012").members() == ["H00.012", "H00.015"]
    assert group(found, "H00.013").members() == ["H00.013", "H00.016", "H00.019"]


def test_a_bilateral_code_need_not_name_the_organ_and_can_be_shorter(found: SideGroups) -> None:
    assert group(found, "H16.201").bilateral == "H16.203"
    assert group(found, "M16.11").bilateral == "M16.0"


def test_one_unspecified_of_several_is_the_side(found: SideGroups) -> None:
    assert group(found, "H16.201").unspecified == ["H16.209"]
    assert group(found, "S99.901").unspecified == ["S99.909"]


def test_an_unspecified_side_leaves_out_dominance_too(found: SideGroups) -> None:
    assert group(found, "G81.91").unspecified == ["G81.90"]
    assert group(found, "G81.93").unspecified == ["G81.90"]


def test_seventh_characters_are_never_mixed(found: SideGroups) -> None:
    assert group(found, "M84.431A").members() == ["M84.431A", "M84.432A"]
    assert group(found, "M84.431D").members() == ["M84.431D", "M84.432D"]


def test_two_bones_beside_each_of_them_are_of_an_unspecified_side(found: SideGroups) -> None:
    assert found.sides["M84.439A"] == "unspecified"


def test_without_belongs_to_the_word_after_it(found: SideGroups) -> None:
    assert group(found, "S21.121").members() == ["S21.121", "S21.122", "S21.129"]
    assert group(found, "S21.311").members() == ["S21.311", "S21.312", "S21.319"]


def test_titles_of_the_same_words_are_told_apart_by_their_subcategory(found: SideGroups) -> None:
    assert group(found, "S46.801").members() == ["S46.801", "S46.802", "S46.809"]


@pytest.mark.parametrize("code", ["I50.1", "K51.50", "T81.509A", "Z37.4", "H54.1131", "Q20.1"])
def test_what_has_no_other_side_has_none(found: SideGroups, code: str) -> None:
    assert code not in found.sides


def test_every_pair_has_both_its_sides(found: SideGroups) -> None:
    for one in found.groups:
        assert (found.sides[one.right], found.sides[one.left]) == ("right", "left")


def test_both_counts_sides_only_before_what_comes_in_pairs() -> None:
    assert read_title("Low vision, both eyes").side == "bilateral"
    assert read_title("Crohn's disease of both small and large intestine").side is None


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Knee Joint, Right", "right"),
        ("Lower Leg, Left", "left"),
        ("Lungs, Bilateral", "bilateral"),
        ("Atrium, Right", "right"),
        ("Large Intestine, Right", "right"),
        ("Skin, Left Hand", "left"),
        ("Heart, Right and Left", None),
        ("Liver, Left Lobe", None),
        ("Abdominal Wall", None),
    ],
)
def test_body_parts_of_icd_10_pcs_name_their_side(name: str, side: str | None) -> None:
    assert side_of_body_part(Node("PCSPART:x", "BodyPart", name)) == side
    assert side_of_body_part(Node("PCSDEVICE:x", "Device", name)) is None
