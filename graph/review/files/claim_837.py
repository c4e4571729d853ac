"""Cases from X12 837 claims, institutional (837I), professional (837P) or dental, version 005010.

What of a claim is read, by segment: `CLM` its number and facility type, `HI` diagnoses (qualifiers ABK, ABF, ABN, with
the present-on-admission indicator in the ninth component) and ICD-10-PCS procedures (BBR, BBQ, with their dates), `CL1`
the discharge status, `SV1` and `SV2` service lines with modifiers and units, `DTP` 472, 434 and 435 days, `DMG` birth
date and sex, `NM1*PR` the payer. Names and other identifiers are never read.
"""

import io
from dataclasses import dataclass, field
from datetime import date

from pyx12.errors import X12Error
from pyx12.segment import Segment
from pyx12.x12file import X12Reader

from graph.model.errors import MalformedFile, MalformedRow
from graph.review.case import Case, CaseDiagnosis, CaseProcedure, PresentOnAdmission, Setting, Sex
from graph.review.files.case_in_file import CaseInFile, CasesOrFindings

_DIAGNOSES = ("ABK", "ABF", "ABN")
_PROCEDURES = ("BBR", "BBQ")
_SERVICE, _STATEMENT, _ADMISSION = "472", "434", "435"
_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE}
_INPATIENT = ("11", "12", "18", "21", "41")
"""First two digits of the type of bill, without its leading zero, that are inpatient stays."""
_UNITS = 1


@dataclass(slots=True)
class _Claim:
    """What was read of a claim so far."""

    name: str
    line: int
    setting: Setting
    place: str | None
    payer: str | None
    birth: date | None
    sex: Sex | None
    day: date | None = None
    discharge_status: str | None = None
    diagnoses: list[CaseDiagnosis] = field(default_factory=list)
    procedures: list[CaseProcedure] = field(default_factory=list)
    lines: list[CaseProcedure] = field(default_factory=list)

    def case(self) -> CaseInFile:
        days = [line.service_date for line in self.lines if line.service_date]
        day = self.day or max(days, default=None)
        case = Case(
            tuple(self.diagnoses),
            (*self.procedures, *self.lines),
            day,
            _age(self.birth, day),
            self.sex,
            self.setting,
            self.discharge_status,
            self.place,
            self.payer,
        )
        return CaseInFile(self.name, self.line, case)


@dataclass(slots=True)
class _Subscriber:
    """What was last said of payer and patient."""

    payer: str | None = None
    birth: date | None = None
    sex: Sex | None = None


def read_837(path: str, text: str) -> CasesOrFindings:
    """The claims of an interchange; a claim that cannot be read is a finding with its segment."""
    try:
        reader = X12Reader(io.StringIO(text))
        yield from _claims(path, reader)
    except (X12Error, AttributeError, IndexError, TypeError) as error:
        yield MalformedFile(path, reason=f"it is no X12 interchange: {error}")


def _claims(path: str, reader: X12Reader) -> CasesOrFindings:
    known, claim = _Subscriber(), None
    for number, segment in enumerate(reader, 1):
        name = segment.get_seg_id()
        try:
            if name == "CLM":
                if claim:
                    yield claim.case()
                claim = _begin(segment, number, known)
            elif name in ("HL", "SE"):
                if claim:
                    yield claim.case()
                claim = None
            _read_person(segment, known)
            if claim:
                _read_segment(segment, claim)
        except ValueError as error:
            yield MalformedRow(path, number, segment=name, reason=str(error))
    if claim:
        yield claim.case()


def _begin(segment: Segment, number: int, known: _Subscriber) -> _Claim:
    facility, qualifier = segment.get_value("CLM05-1") or "", segment.get_value("CLM05-2")
    is_institutional = qualifier == "A"
    setting = Setting.PROFESSIONAL
    if is_institutional:
        setting = Setting.INPATIENT if facility.lstrip("0")[:2] in _INPATIENT else Setting.OUTPATIENT
    place = None if is_institutional else facility or None
    name = segment.get_value("CLM01") or f"segment {number}"
    return _Claim(name, number, setting, place, known.payer, known.birth, known.sex)


def _read_person(segment: Segment, known: _Subscriber) -> None:
    name = segment.get_seg_id()
    if name == "HL" and segment.get_value("HL03") == "22":
        known.payer = known.birth = known.sex = None
    elif name == "NM1" and segment.get_value("NM101") == "PR":
        known.payer = segment.get_value("NM103")
    elif name == "DMG":
        known.birth = _day(segment.get_value("DMG02") or "")
        known.sex = _SEXES.get(segment.get_value("DMG03") or "")


def _read_segment(segment: Segment, claim: _Claim) -> None:
    name = segment.get_seg_id()
    if name == "HI":
        for place in range(1, len(segment) + 1):
            _read_code(segment, f"HI{place:02}", claim)
    elif name == "CL1":
        claim.discharge_status = segment.get_value("CL103")
    elif name == "SV1":
        claim.lines.append(_line(segment, "SV101", "SV104"))
    elif name == "SV2" and segment.get_value("SV202-2"):
        claim.lines.append(_line(segment, "SV202", "SV205"))
    elif name == "DTP":
        _read_day(segment, claim)


def _read_code(segment: Segment, place: str, claim: _Claim) -> None:
    qualifier, code = segment.get_value(f"{place}-1"), segment.get_value(f"{place}-2")
    if not code:
        return
    if qualifier in _DIAGNOSES:
        indicator = segment.get_value(f"{place}-9")
        found = CaseDiagnosis(code, PresentOnAdmission(indicator) if indicator else None)
        if qualifier == "ABK":
            claim.diagnoses.insert(0, found)
        else:
            claim.diagnoses.append(found)
    elif qualifier in _PROCEDURES:
        claim.procedures.append(CaseProcedure(code, service_date=_day(segment.get_value(f"{place}-4") or "")))


def _line(segment: Segment, service: str, units: str) -> CaseProcedure:
    modifiers = (segment.get_value(f"{service}-{place}") for place in range(3, 7))
    count = segment.get_value(units)
    return CaseProcedure(
        segment.get_value(f"{service}-2") or "",
        max(_UNITS, round(float(count))) if count else _UNITS,
        tuple(modifier for modifier in modifiers if modifier),
    )


def _read_day(segment: Segment, claim: _Claim) -> None:
    """Days of the claim and of its lines; of a span the last day."""
    qualifier, text = segment.get_value("DTP01"), (segment.get_value("DTP03") or "").partition("-")
    if qualifier == _STATEMENT:
        claim.day = _day(text[2] or text[0])
    elif qualifier == _SERVICE and claim.lines:
        last = claim.lines.pop()
        day = _day(text[0])
        claim.lines.append(CaseProcedure(last.code, last.units, last.modifiers, day))
    elif qualifier == _ADMISSION and claim.day is None:
        claim.day = _day(text[0])


def _day(text: str) -> date | None:
    """A day as YYYYMMDD; None where there is none.

    Raises:
        ValueError: it is no day of the calendar.
    """
    return date.fromisoformat(text[:8]) if text else None


def _age(birth: date | None, day: date | None) -> int | None:
    if birth is None or day is None or day < birth:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
