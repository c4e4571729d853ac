"""Cases from X12 837 claims, institutional (837I), professional (837P) or dental (837D), version 005010.

What of a claim is read, by segment: `CLM` its number and facility type, `HI` codes (see `claim_codes`), `CL1` the
discharge status, `SV1`, `SV2`, `SV3` and `DTP` 472 service lines (see `claim_lines`), `DTP` 434 and 435 days, `DMG`
birth date and sex, `NM1*PR` the payer. What is said of other payers and persons after `CLM` is not read, nor are names
and other identifiers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pyx12.segment import Segment

from graph.model.findings import MalformedFile, MalformedRow
from graph.review.case import Case, CaseDiagnosis, CaseProcedure, Setting, Sex
from graph.review.files.case_in_file import CaseInFile, CasesOrFindings
from graph.review.files.claim_codes import Codes
from graph.review.files.claim_day import day_of
from graph.review.files.claim_lines import Lines
from graph.review.files.x12_interchange import read_interchange

_STATEMENT, _ADMISSION = "434", "435"
_SUBSCRIBER, _PATIENT = "22", "23"
_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE}
_INPATIENT = ("11", "12", "18", "21", "41")
"""First two digits of the type of bill, without its leading zero, that are inpatient stays."""
_ENDS = ("CLM", "HL", "ISA", "GS", "ST", "SE", "GE", "IEA")
"""Segments that end a claim."""


@dataclass(slots=True)
class _Person:
    """What was last said of payer and patient."""

    payer: str | None = None
    birth: date | None = None
    sex: Sex | None = None


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
    codes: Codes = field(default_factory=Codes)
    lines: Lines = field(default_factory=Lines)

    def case(self) -> CaseInFile:
        lines = self.lines.procedures
        day = self.day or max((line.service_date for line in lines if line.service_date), default=None)
        diagnoses: tuple[CaseDiagnosis, ...] = tuple(self.codes.diagnoses)
        procedures: tuple[CaseProcedure, ...] = (*self.codes.procedures, *lines)
        age, status = _age(self.birth, day), self.discharge_status
        case = Case(diagnoses, procedures, day, age, self.sex, self.setting, status, self.place, self.payer)
        return CaseInFile(self.name, self.line, case)


def read_837(path: str, text: str) -> CasesOrFindings:
    """The claims of an interchange; what of a segment cannot be read is a finding with the segment's number."""
    known, claim, count = _Person(), None, 0
    for found in read_interchange(path, text):
        if isinstance(found, MalformedFile):
            yield found
            count += found.line is not None
            continue
        number, segment = found
        name = segment.get_seg_id()
        if claim and name in _ENDS:
            yield claim.case()
            claim = None
        if name == "CLM":
            claim, count = _begin(segment, number, known), count + 1
        for reason in _read_segment(segment, claim) if claim else _read_person(segment, known):
            yield MalformedRow(path, number, segment=name, reason=reason)
    if claim:
        yield claim.case()
    if not count:
        yield MalformedFile(path, reason="it holds no claim: there is no CLM segment, as in an 837")


def _begin(segment: Segment, number: int, known: _Person) -> _Claim:
    facility, qualifier = segment.get_value("CLM05-1") or "", segment.get_value("CLM05-2")
    is_institutional = qualifier == "A"
    setting = Setting.PROFESSIONAL
    if is_institutional:
        setting = Setting.INPATIENT if facility.lstrip("0")[:2] in _INPATIENT else Setting.OUTPATIENT
    place = None if is_institutional else facility or None
    name = segment.get_value("CLM01") or f"segment {number}"
    return _Claim(name, number, setting, place, known.payer, known.birth, known.sex)


def _read_person(segment: Segment, known: _Person) -> Iterator[str]:
    """A dependent (HL 23) has the payer of the subscriber (HL 22), but nothing else of them."""
    name = segment.get_seg_id()
    if name == "HL" and (level := segment.get_value("HL03")) in (_SUBSCRIBER, _PATIENT):
        known.birth = known.sex = None
        known.payer = None if level == _SUBSCRIBER else known.payer
    elif name == "NM1" and segment.get_value("NM101") == "PR":
        known.payer = segment.get_value("NM103") or None
    elif name == "DMG":
        known.sex = _SEXES.get(segment.get_value("DMG03") or "")
        known.birth = yield from day_of(segment, "DMG02")


def _read_segment(segment: Segment, claim: _Claim) -> Iterator[str]:
    name = segment.get_seg_id()
    if name == "HI":
        yield from claim.codes.read(segment)
    elif name == "CL1":
        claim.discharge_status = segment.get_value("CL103") or None
    elif name == "DTP" and segment.get_value("DTP01") in (_STATEMENT, _ADMISSION):
        yield from _read_day(segment, claim)
    else:
        yield from claim.lines.read(segment)


def _read_day(segment: Segment, claim: _Claim) -> Iterator[str]:
    """The last day of the statement; that of admission where there is none."""
    day = yield from day_of(segment, "DTP03", last=True)
    if segment.get_value("DTP01") == _STATEMENT:
        claim.day = day or claim.day
    elif claim.day is None:
        claim.day = day


def _age(birth: date | None, day: date | None) -> int | None:
    if birth is None or day is None or day < birth:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
