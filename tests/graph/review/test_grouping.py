"""Groups of stays, each as the titles of the groups and the text of the definitions manual say."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.review.grouping import Grouper, GroupResult, Stay

GROUPER = Grouper()


def group_of(
    diagnoses: str, procedures: str = "", *, sex: str = "F", status: str = "01", present: dict[str, str] | None = None
) -> GroupResult:
    """The result for codes with spaces between them; all were present on admission unless `present` says."""
    shown = present or {}
    return GROUPER.group(
        Stay(
            tuple((code, shown.get(code, "Y")) for code in diagnoses.split()),
            tuple(procedures.split()),
            sex,
            discharge_status=status,
            is_alive=status != "20",
        )
    )


@pytest.mark.parametrize(
    ("diagnoses", "procedures", "status", "group"),
    [
        ("K3580", "0DTJ4ZZ", "01", "399"),  # appendix procedures without CC/MCC
        ("K3580 N179", "0DTJ4ZZ", "01", "398"),  # acute kidney failure: with CC
        ("K3580 R6521", "0DTJ4ZZ", "01", "397"),  # septic shock: with MCC
        ("I2109", "", "01", "282"),  # acute myocardial infarction, discharged alive
        ("I2109", "", "20", "285"),  # expired
        ("S72001A", "0SR9019", "01", "522"),  # hip replacement with principal diagnosis of hip fracture
        ("M1611", "0SR9019", "01", "470"),  # the same without fracture
        ("M1711", "0SRC0J9 0SRD0J9", "01", "462"),  # both knees
        ("M1711", "0SPC0JZ 0SRC0J9", "01", "468"),  # removal and replacement: a revision, not a debridement
        ("O80 Z370", "10E0XZZ", "01", "807"),  # vaginal delivery
        ("O80 Z370", "10E0XZZ 0UL74CZ", "01", "798"),  # with sterilization
        ("O80 Z370", "10E0XZZ 0DTJ4ZZ", "01", "768"),  # with another operation
        ("O0910", "", "01", "998"),  # supervision of pregnancy: invalid as discharge diagnosis
        ("Z3800", "", "01", "795"),  # normal newborn
        ("Z3800", "", "02", "789"),  # transferred
        ("Z3800 P220", "", "01", "790"),  # respiratory distress syndrome
        ("A419", "5A1955Z", "01", "870"),  # sepsis with ventilation of more than 96 hours
        ("J189", "5A1945Z", "01", "208"),  # respiratory diagnosis with ventilation up to 96 hours
        ("F1020", "", "07", "894"),  # alcohol dependence, left against advice
        ("I6330", "3E03317", "01", "063"),  # stroke with thrombolytic agent
        ("J189", "0TY00Z0", "01", "652"),  # kidney transplant, whatever the principal diagnosis
        ("E1122 N186", "0TY00Z0 0FYG0Z0", "01", "008"),  # pancreas and kidney
        ("J189", "0DTJ4ZZ", "01", "983"),  # an extensive operation unrelated to the principal diagnosis
        ("J189", "08DJ3ZZ", "01", "989"),  # one that is not extensive
        ("S270XXA S36115A", "", "01", "965"),  # significant trauma of chest and abdomen
        ("S270XXA S36115A", "0DTJ4ZZ", "01", "959"),
        ("B20 J189", "", "01", "976"),  # HIV with a major related condition, in either order
        ("J189 B20", "", "01", "976"),
        ("T3162", "", "01", "933"),  # extensive burns without skin graft
        ("J189 J1282", "", "01", "193"),  # an MCC that no principal diagnosis excludes
        ("I10 I469", "", "01", "304"),  # cardiac arrest is an MCC
        ("I10 I469", "", "20", "305"),  # but not if the patient died of it
        ("K3580 K3533", "0DTJ4ZZ", "01", "399"),  # one form of appendicitis is excluded by the other
    ],
)
def test_groups_as_titles_and_manual_say(diagnoses: str, procedures: str, status: str, group: str) -> None:
    assert group_of(diagnoses, procedures, status=status).group == group


@pytest.mark.parametrize(
    ("diagnoses", "procedures", "absent", "group"),
    [
        ("M1711 I2699", "0SRC0J9", "", "469"),
        ("M1711 I2699", "0SRC0J9", "I2699", "470"),  # embolism after replacement of a knee
        ("K3580 I2699", "0DTJ4ZZ", "I2699", "397"),  # after another operation it counts
        ("K3580 N390", "0DTJ4ZZ", "N390", "398"),  # an infection without a catheter counts
        ("K3580 N390 T83511A", "0DTJ4ZZ", "N390 T83511A", "399"),
        ("K3580 T8141XA", "0DTJ4ZZ", "T8141XA", "398"),
        ("I442 T8141XA", "0JH637Z 02H43JZ", "", "243"),
        ("I442 T8141XA", "0JH637Z 02H43JZ", "T8141XA", "244"),  # after the implant of a pacemaker
    ],
)
def test_conditions_acquired_in_the_hospital_do_not_count(
    diagnoses: str, procedures: str, absent: str, group: str
) -> None:
    assert group_of(diagnoses, procedures, present=dict.fromkeys(absent.split(), "N")).group == group


def test_sex_chooses_between_two_categories() -> None:
    assert [group_of("A510", sex=sex).category for sex in "FM"] == ["13", "12"]
    unknown = GROUPER.group(Stay((("A510", "Y"),), discharge_status="01"))
    assert unknown.cannot == ("sex",)


def test_says_what_decided() -> None:
    found = group_of("K3580 E119 N179", "0DTJ4ZZ 0HBTXZX")
    assert (found.group, found.category, found.severity) == ("398", "06", "cc")
    assert found.deciding == ("K3580", "0DTJ4ZZ", "N179")
    assert found.cannot == ()


def test_complications_decide_nothing_where_a_family_has_one_group() -> None:
    found = group_of("J9601 R6521")  # pulmonary edema and respiratory failure, 189
    assert (found.group, found.severity, found.deciding) == ("189", "mcc", ("J9601",))


def test_says_what_it_could_not_look_at() -> None:
    found = GROUPER.group(Stay((("I2109", "Y"), ("N390", None))))
    assert found.cannot == ("discharge status", "whether N390 was present on admission")


@pytest.mark.parametrize("code", ["V0001XA", "ZZZ", "K35"])
def test_no_group_without_a_principal_diagnosis_that_is_known(code: str) -> None:
    assert GROUPER.group(Stay(((code, "Y"),))) == GroupResult(None, cannot=("principal diagnosis",))
    assert GROUPER.group(Stay(())).group is None


def test_tables_are_read_once_by_many_threads() -> None:
    grouper = Grouper()
    with ThreadPoolExecutor(4) as pool:
        tables = set(pool.map(lambda _: id(grouper.tables), range(8)))
    assert len(tables) == 1
