"""Service lines of an X12 837 claim: `SV1` professional, `SV2` institutional, `SV3` dental, and their days (`DTP` 472).

A count is one of units only where its unit is UN: minutes of anaesthesia (MJ), days (DA) and international units (F2)
say nothing of how often a code is reported, so such a line has one unit.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pyx12.segment import Segment

from graph.model.limits import Limits
from graph.review.case import CaseProcedure
from graph.review.files.claim_codes import is_code
from graph.review.files.claim_day import day_of

_SERVICE = "472"
_UNITS = "UN"
_WHOLE = re.compile(r"0*([1-9][0-9]{0,8})(?:\.0*)?")


class _Places(NamedTuple):
    """Where a segment has the code with its modifiers, the unit (None: it always counts units), and the quantity."""

    service: str
    unit: str | None
    quantity: str


_LINES = {
    "SV1": _Places("SV101", "SV103", "SV104"),
    "SV2": _Places("SV202", "SV204", "SV205"),
    "SV3": _Places("SV301", None, "SV306"),
}


@dataclass(slots=True)
class Lines:
    """The service lines of a claim so far; a day that follows is that of the last one while it is open."""

    procedures: list[CaseProcedure] = field(default_factory=list)
    is_open: bool = False

    def read(self, segment: Segment) -> Iterator[str]:
        """Take a line or its day; yields what of the segment cannot be read."""
        name = segment.get_seg_id() or ""
        if name == "LX" or name in _LINES:
            self.is_open = False
        if name in _LINES:
            yield from self._read_line(segment, _LINES[name])
        elif name == "DTP" and self.is_open and segment.get_value("DTP01") == _SERVICE:
            day = yield from day_of(segment, "DTP03")
            if day:
                self.procedures[-1] = replace(self.procedures[-1], service_date=day)

    def _read_line(self, segment: Segment, places: _Places) -> Iterator[str]:
        """A line of an institutional claim may have a revenue code only: it has no procedure."""
        code = (segment.get_value(f"{places.service}-2") or "").strip()
        if not code and segment.get_seg_id() == "SV2" and not segment.get_value(places.service):
            return
        if not is_code(code):
            yield f"{places.service} has no code, or one that is too long; the line was not read"
            return
        texts = (segment.get_value(f"{places.service}-{place}") for place in range(3, 7))
        modifiers = tuple(text.strip().upper() for text in texts if text and text.strip())
        self.procedures.append(CaseProcedure(code, (yield from _count(segment, places)), modifiers))
        self.is_open = True


def _count(segment: Segment, places: _Places) -> Generator[str, None, int]:
    """The units of a line; 1 where none are counted, or not as a whole number, which is yielded."""
    text = (segment.get_value(places.quantity) or "").strip()
    if not text or (places.unit and segment.get_value(places.unit) != _UNITS):
        return 1
    match = _WHOLE.fullmatch(text)
    if match and int(match[1]) <= Limits.units:
        return int(match[1])
    yield f"{places.quantity}: '{text[:20]}' is no whole number from 1 to {Limits.units}; the line was read with 1 unit"
    return 1
