"""A case to review: the codes that are reported for one encounter, and what is known of patient and payer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """The patient's sex, as edits of codes mean it."""

    FEMALE = "female"
    MALE = "male"


class Setting(StrEnum):
    """What the codes are reported for: it decides which edits hold and whether the stay is grouped."""

    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    PROFESSIONAL = "professional"


class PresentOnAdmission(StrEnum):
    """The indicator of a diagnosis of a hospital stay; the values are those of claims."""

    YES = "Y"
    NO = "N"
    UNKNOWN = "U"
    UNDETERMINED = "W"
    EXEMPT = "1"


@dataclass(frozen=True, slots=True)
class CaseDiagnosis:
    """A diagnosis as it was written; the first of a case is the principal, or first-listed, one."""

    code: str
    present_on_admission: PresentOnAdmission | None = None


@dataclass(frozen=True, slots=True)
class CaseProcedure:
    """A procedure as it was written; `service_date` is that of the case unless given."""

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()
    service_date: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The codes of one encounter. What is None is not known, and what needs it is not reviewed.

    `age` is in whole years on the day of service. `payer` is a CURIE or a name. `risk_categories` are CURIEs of
    categories that are expected, such as last year's.
    """

    diagnoses: tuple[CaseDiagnosis, ...] = ()
    procedures: tuple[CaseProcedure, ...] = ()
    date_of_service: date | None = None
    age: int | None = None
    sex: Sex | None = None
    setting: Setting | None = None
    discharge_status: str | None = None
    place_of_service: str | None = None
    payer: str | None = None
    risk_categories: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many codes it has."""
        return len(self.diagnoses) + len(self.procedures)
