"""A case as GraphQL takes it."""

from datetime import date
from enum import Enum

import strawberry

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.review.case import Case, CaseDiagnosis, CaseProcedure, PresentOnAdmission, Setting, Sex
from schema.types.declare import TYPES, enum_type
from schema.types.properties import Day

SexEnum = TYPES["Sex"]
SettingEnum = enum_type(
    "CaseSetting",
    "What the codes are reported for: it decides which edits hold.",
    [
        (Setting.INPATIENT, "A hospital stay, which is grouped."),
        (Setting.OUTPATIENT, "A visit to an outpatient hospital."),
        (Setting.PROFESSIONAL, "The services of a practitioner."),
    ],
)
PresentOnAdmissionEnum = enum_type(
    "PresentOnAdmission",
    "Whether a diagnosis was there when the patient was admitted.",
    [
        ("yes", "Y: it was there."),
        ("no", "N: it was not."),
        ("unknown", "U: the record does not say enough."),
        ("undetermined", "W: clinicians cannot say."),
        ("exempt", "1: the code is exempt from the indicator."),
    ],
)
_OLDEST = 130


@strawberry.input(name="CaseDiagnosis", description="A diagnosis; the first one of a case is the principal one.")
class CaseDiagnosisInput:
    """GraphQL's `CaseDiagnosis`."""

    code: str = strawberry.field(description="A code of ICD-10-CM, with or without its point.")
    present_on_admission: PresentOnAdmissionEnum | None = strawberry.field(  # type: ignore[valid-type]
        default=None, description="Of a hospital stay; present unless given."
    )


@strawberry.input(name="CaseProcedure", description="A procedure of a case.")
class CaseProcedureInput:
    """GraphQL's `CaseProcedure`."""

    code: str = strawberry.field(description="A code of ICD-10-PCS, HCPCS or CPT.")
    units: int = strawberry.field(default=1, description="How many of it.")
    modifiers: list[str] = strawberry.field(default_factory=list, description="As 'LT' or '59'.")
    date: Day | None = strawberry.field(default=None, description="Its day; the day of service unless given.")


@strawberry.input(
    name="CaseInput", description="The codes of one encounter. What is left out is not known, and not reviewed."
)
class CaseInput:
    """GraphQL's `CaseInput`."""

    diagnoses: list[CaseDiagnosisInput] = strawberry.field(
        default_factory=list, description="The principal, or first-listed, one first."
    )
    procedures: list[CaseProcedureInput] = strawberry.field(default_factory=list, description="What was done.")
    date_of_service: Day | None = strawberry.field(
        default=None, description="The day, of a hospital stay that of discharge."
    )
    age: int | None = strawberry.field(default=None, description="Whole years on that day.")
    sex: SexEnum | None = strawberry.field(default=None, description="As edits of codes mean it.")  # type: ignore[valid-type]
    setting: SettingEnum | None = strawberry.field(  # type: ignore[valid-type]
        default=None, description="A stay is grouped only if INPATIENT."
    )
    discharge_status: str | None = strawberry.field(default=None, description="Two digits of the claim: '01' is home.")
    place_of_service: str | None = strawberry.field(default=None, description="Two digits of CMS's list.")
    payer: str | None = strawberry.field(default=None, description="CURIE or name of who pays.")
    risk_categories: list[str] = strawberry.field(
        default_factory=list, description="CURIEs of risk categories that are expected, such as last year's."
    )


def read_case(given: CaseInput, setting: Setting | None = None) -> Case:
    """The case that a caller states; `setting` is taken in place of its own.

    Raises:
        InvalidArgument: it has too many codes, or a number that can be none.
    """
    codes = len(given.diagnoses) + len(given.procedures)
    if codes > Limits.case_codes:
        raise InvalidArgument(argument="case", count=codes, maximum=Limits.case_codes)
    for code in [*(item.code for item in given.diagnoses), *(item.code for item in given.procedures)]:
        if len(code) > Limits.code:
            raise InvalidArgument(argument="case", characters=len(code), maximum=Limits.code)
    if given.age is not None and not 0 <= given.age <= _OLDEST:
        raise InvalidArgument(argument="case.age", value=given.age, minimum=0, maximum=_OLDEST)
    return Case(
        tuple(CaseDiagnosis(item.code, _indicator(item.present_on_admission)) for item in given.diagnoses),
        tuple(_procedure(item) for item in given.procedures),
        date.fromisoformat(given.date_of_service) if given.date_of_service else None,
        given.age,
        Sex(given.sex.value) if given.sex else None,
        setting or (Setting(given.setting.value) if given.setting else None),
        given.discharge_status,
        given.place_of_service,
        given.payer,
        tuple(given.risk_categories),
    )


def _indicator(given: Enum | None) -> PresentOnAdmission | None:
    return PresentOnAdmission[str(given.value).upper()] if given else None


def _procedure(given: CaseProcedureInput) -> CaseProcedure:
    if not 1 <= given.units <= Limits.units:
        raise InvalidArgument(argument="case.procedures.units", value=given.units, minimum=1, maximum=Limits.units)
    modifiers = tuple(modifier.strip().upper() for modifier in given.modifiers)
    return CaseProcedure(given.code, given.units, modifiers, date.fromisoformat(given.date) if given.date else None)
