"""Codes of the HI segments of an X12 837 claim.

Read are diagnoses (qualifiers ABK, ABF, ABN), with the present-on-admission indicator in the ninth component, and
ICD-10-PCS procedures (BBR, BBQ), with their days. Those of ICD-9-CM (BK, BF, BN, BR, BQ) are findings. The reason of an
outpatient's visit and the admitting diagnosis are no reported diagnoses of the case.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from pyx12.segment import Segment

from graph.model.limits import Limits
from graph.review.case import CaseDiagnosis, CaseProcedure, PresentOnAdmission
from graph.review.files.claim_day import day_of

_PRINCIPAL = "ABK"
_DIAGNOSES = (_PRINCIPAL, "ABF", "ABN")
_PROCEDURES = ("BBR", "BBQ")
_ICD_9 = ("BK", "BF", "BN", "BR", "BQ")
_INDICATORS = {item.value: item for item in PresentOnAdmission}
_PLACES = 99
"""Elements of a segment that have a number; an HI segment should have at most 12."""


@dataclass(slots=True)
class Codes:
    """The codes of a claim so far, the principal diagnosis first."""

    diagnoses: list[CaseDiagnosis] = field(default_factory=list)
    procedures: list[CaseProcedure] = field(default_factory=list)

    def read(self, segment: Segment) -> Iterator[str]:
        """Take the codes of a segment; yields what of it cannot be read."""
        for place in range(1, min(len(segment), _PLACES) + 1):
            yield from self._read_code(segment, f"HI{place:02}")
        if len(segment) > _PLACES:
            yield f"it has more than {_PLACES} codes; the others were not read"

    def _read_code(self, segment: Segment, place: str) -> Iterator[str]:
        qualifier, code = segment.get_value(f"{place}-1"), (segment.get_value(f"{place}-2") or "").strip()
        if qualifier in _ICD_9:
            yield f"{place}: qualifier {qualifier} is of ICD-9-CM, which is not read"
        elif qualifier not in (*_DIAGNOSES, *_PROCEDURES):
            return
        elif not is_code(code):
            yield f"{place}: {qualifier} has no code of 1 to {Limits.code} characters"
        elif qualifier in _PROCEDURES:
            self.procedures.append(CaseProcedure(code, service_date=(yield from day_of(segment, f"{place}-4"))))
        else:
            found = CaseDiagnosis(code, (yield from _indicator(segment, place)))
            self.diagnoses.insert(0 if qualifier == _PRINCIPAL else len(self.diagnoses), found)


def is_code(text: str) -> bool:
    """Whether a text may be a code of a case."""
    return 0 < len(text) <= Limits.code


def _indicator(segment: Segment, place: str) -> Generator[str, None, PresentOnAdmission | None]:
    text = (segment.get_value(f"{place}-9") or "").strip()
    if text and text not in _INDICATORS:
        yield f"{place}: '{text[:10]}' is no present-on-admission indicator; the code was read without it"
    return _INDICATORS.get(text)
