"""Edits of diagnoses by age and sex: for whom a category holds, and for whom another does."""

import pytest

from graph.ingest.codes.risk.diagnosis_edits import DiagnosisEdit, Limits, read_edits
from graph.ingest.codes.risk.models import MAPPED_AS

V28 = "CMS-HCC Model V28"
COLUMNS = ("icd10", "edit_type", "sex", "age_min", "age_max", "action", "cc_override", "model_name")


@pytest.mark.parametrize(
    ("row", "edit"),
    [
        pytest.param(
            ("D66", "sex", "2", "", "", "override", "112", V28),
            DiagnosisEdit(Limits(sex="male"), "model", "HCC:V28-112", Limits(sex="female")),
            id="another category for women",
        ),
        pytest.param(
            ("C50911", "age", "", "", "49", "override", "22", V28),
            DiagnosisEdit(Limits(age_min=50), "model", "HCC:V28-22", Limits(age_max=49)),
            id="another category below 50",
        ),
        pytest.param(
            ("J410", "age", "", "", "17", "invalid", "", V28),
            DiagnosisEdit(Limits(age_min=18), "model"),
            id="none below 18",
        ),
        pytest.param(
            ("P0411", "age", "", "2", "", "invalid", "", V28),
            DiagnosisEdit(Limits(age_max=1), "model"),
            id="none from 2 on",
        ),
        pytest.param(
            ("F3481", "age", "", "19", "5", "invalid", "", V28),
            DiagnosisEdit(Limits(age_min=6, age_max=18), "model"),
            id="from 6 to 18 alone",
        ),
        pytest.param(
            ("J60", "mce_age", "", "", "14", "invalid", "", V28),
            DiagnosisEdit(Limits(age_min=15), "code_editor"),
            id="by the code editor",
        ),
    ],
)
def test_an_edit_says_for_whom(row: tuple[str, ...], edit: DiagnosisEdit) -> None:
    found = read_edits([dict(zip(COLUMNS, row, strict=True))])
    assert found == {(MAPPED_AS[V28], row[0]): [edit]}


def test_edits_of_models_that_are_not_read_are_left_out() -> None:
    row = ("D66", "sex", "2", "", "", "override", "48", "CMS-HCC Model V20")
    assert read_edits([dict(zip(COLUMNS, row, strict=True))]) == {}
